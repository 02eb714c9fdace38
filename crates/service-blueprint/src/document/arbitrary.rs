//! Generators of documents for property tests, behind the feature `arbitrary`.
//!
//! A document is drawn from a tape of numbers: a shorter tape, or one with smaller numbers, gives a smaller
//! document, so that proptest shrinks a failing one by shrinking the tape.

mod options;
mod service;
mod words;

use std::vec;

use proptest::collection::vec as tape;
use proptest::prelude::*;

use super::Document;

/// Documents that become a [`Blueprint`](crate::Blueprint): every reference is known, shares sum to 1, scores lie on
/// their scale and every journey can end. All fields of the format occur.
pub fn valid_documents() -> impl Strategy<Value = Document> {
    drawn(Manner::Valid)
}

/// Documents that can be written down, right or wrong: texts that YAML makes hard, unknown and repeated ids, any
/// finite numbers.
pub fn documents() -> impl Strategy<Value = Document> {
    drawn(Manner::Wild)
}

fn drawn(manner: Manner) -> impl Strategy<Value = Document> {
    // Options come last and have a tape of their own, or a large service would leave nothing to draw them from.
    (tape(any::<u32>(), 0..1_000), tape(any::<u32>(), 0..100))
        .prop_map(move |(service, options)| Draw::new(service, manner).document(options))
}

/// Whether what is drawn keeps the rules of a blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Valid,
    Wild,
}

/// Draws the parts of a document from a tape; an empty tape gives the simplest choice for ever.
#[derive(Debug)]
struct Draw {
    tape: vec::IntoIter<u32>,
    manner: Manner,
}

impl Draw {
    fn new(tape: Vec<u32>, manner: Manner) -> Self {
        Self {
            tape: tape.into_iter(),
            manner,
        }
    }

    fn wild(&self) -> bool {
        self.manner == Manner::Wild
    }

    /// The next number of the tape.
    fn raw(&mut self) -> u32 {
        self.tape.next().unwrap_or(0)
    }

    /// A number from 0 to `n − 1`; `n` is at least 1.
    fn below(&mut self, n: usize) -> usize {
        self.raw() as usize % n
    }

    /// True in one of `k` cases, never on an empty tape; `k` is at least 2.
    fn one_in(&mut self, k: usize) -> bool {
        self.below(k) == k - 1
    }

    /// Something in one of `k` cases.
    fn maybe<T>(&mut self, k: usize, some: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.one_in(k).then(|| some(self))
    }

    /// Fewer than `n` things.
    fn some<T>(&mut self, n: usize, mut each: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(n)).map(|_| each(self)).collect()
    }

    /// One of the choices, of which there is at least one.
    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// Some of the choices, each at most once, in order.
    fn subset<T: Clone>(&mut self, choices: &[T]) -> Vec<T> {
        choices.iter().filter(|_| self.one_in(3)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Blueprint;

    /// Fails at the first line in which what was read differs from what was written.
    fn same(read: Result<Document, String>, document: &Document, yaml: &str) -> Result<(), TestCaseError> {
        let read = read.map_err(|error| TestCaseError::fail(format!("{error}\n{yaml}")))?;
        let again = read.to_yaml().map_err(|error| TestCaseError::fail(error.to_string()))?;
        for (line, (read, written)) in again.lines().zip(yaml.lines()).enumerate() {
            prop_assert_eq!(read, written, "line {} of\n{}", line + 1, yaml);
        }
        prop_assert_eq!(&read, document, "{}", yaml);
        Ok(())
    }

    fn through_serde(yaml: &str) -> Result<Document, String> {
        serde_yaml::from_str(yaml).map_err(|error| error.to_string())
    }

    fn through_our_reader(yaml: &str) -> Result<Document, String> {
        crate::read_document(yaml).map_err(|problems| format!("{problems:?}"))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(document in documents()) {
            let yaml = document.to_yaml().unwrap();
            same(through_serde(&yaml), &document, &yaml)?;
        }

        #[test]
        fn what_is_valid_is_read_again_by_both_readers(document in valid_documents()) {
            let yaml = document.to_yaml().unwrap();
            same(through_serde(&yaml), &document, &yaml)?;
            same(through_our_reader(&yaml), &document, &yaml)?;
        }

        #[test]
        fn a_text_is_the_same_to_both_readers(drawn in tape(any::<u32>(), 0..20)) {
            let mut document = Document::new("A");
            document.about = Some(Draw::new(drawn, Manner::Valid).words());
            let yaml = document.to_yaml().unwrap();
            same(through_serde(&yaml), &document, &yaml)?;
            same(through_our_reader(&yaml), &document, &yaml)?;
        }

        #[test]
        fn what_is_valid_becomes_a_blueprint_and_comes_back(document in valid_documents()) {
            match Blueprint::try_from(document.clone()) {
                Ok(blueprint) => prop_assert_eq!(Document::from(blueprint), document),
                Err(problems) => prop_assert!(false, "{:?}\n{}", problems, document.to_yaml().unwrap()),
            }
        }
    }
}
