//! Names that come back again and again, each kept once.

use std::collections::HashMap;

/// What each of many things is called, out of few names: the people of episodes, the touchpoints of moments.
///
/// Names are numbered in the order in which they first come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    names: Vec<String>,
    numbers: Vec<u32>,
}

impl Labels {
    /// The names, in the order in which they first come.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of each thing's name.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// The name of a thing.
    pub fn name_of(&self, thing: usize) -> &str {
        &self.names[self.numbers[thing] as usize]
    }
}

/// Labels while they are put together.
#[derive(Debug, Default)]
pub(super) struct Labelling {
    labels: Labels,
    known: HashMap<String, u32>,
}

impl Labelling {
    pub(super) fn push(&mut self, name: &str) {
        let number = self.number(name);
        self.labels.numbers.push(number);
    }

    /// The number of a name, known from now on.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        match self.known.get(name) {
            Some(&number) => number,
            None => {
                // A u32 would need four thousand million names, each of them in memory.
                let number = u32::try_from(self.labels.names.len()).expect("fewer names than memory holds");
                self.labels.names.push(name.to_owned());
                self.known.insert(name.to_owned(), number);
                number
            }
        }
    }

    /// One more thing with a name whose number is known.
    pub(super) fn push_number(&mut self, number: u32) {
        self.labels.numbers.push(number);
    }

    /// The name with a number.
    pub(super) fn name(&self, number: u32) -> &str {
        &self.labels.names[number as usize]
    }

    /// How many things were named.
    pub(super) fn len(&self) -> usize {
        self.labels.numbers.len()
    }

    pub(super) fn finish(self) -> Labels {
        self.labels
    }
}
