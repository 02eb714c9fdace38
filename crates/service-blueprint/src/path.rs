//! Where in a document something stands: `stages[2].touchpoints[0].experience`.

use std::fmt;

/// A place in a document, as keys and list positions from the top.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct DocumentPath(pub Vec<Step>);

/// One step down into a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list, counted from 0.
    Item(usize),
}

impl DocumentPath {
    /// The value of a key under this place.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.push(Step::Key(key.into()));
        self
    }

    /// An item of the list at this place, counted from 0.
    #[must_use]
    pub fn item(mut self, index: usize) -> Self {
        self.0.push(Step::Item(index));
        self
    }
}

impl fmt::Display for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if depth == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A path that lives on the stack while a document is walked, and becomes a [`DocumentPath`] only for a problem.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Trail<'p> {
    /// The top of the document.
    Root,
    /// The value of a key.
    Key(&'p Trail<'p>, &'p str),
    /// An item of a list.
    Item(&'p Trail<'p>, usize),
}

impl<'p> Trail<'p> {
    /// The value of a key under this place.
    pub(crate) fn key(&'p self, key: &'p str) -> Self {
        Self::Key(self, key)
    }

    /// An item of the list at this place.
    pub(crate) fn item(&'p self, index: usize) -> Self {
        Self::Item(self, index)
    }

    /// The path to keep.
    pub(crate) fn path(&self) -> DocumentPath {
        let mut steps = Vec::new();
        let mut here = self;
        loop {
            here = match here {
                Self::Root => break,
                Self::Key(up, key) => {
                    steps.push(Step::Key((*key).into()));
                    up
                }
                Self::Item(up, index) => {
                    steps.push(Step::Item(*index));
                    up
                }
            };
        }
        steps.reverse();
        DocumentPath(steps)
    }
}
