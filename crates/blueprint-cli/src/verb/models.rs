//! `models`: every memory model with its formula, sources and limits, and what else `fit` can be asked to compare.

mod answer;
mod words;

use peak_end::{Model, ModelCard, ParameterValue};
use peak_end_fit::Shape;

use crate::failure::{Failure, Outcome};
use crate::output::{Format, Output};
use crate::verb::choice;

/// Which models.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// One model in full, with its formula, sources and limits
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// A model with what there is to say of it.
struct Entry {
    model: Model,
    card: &'static ModelCard,
    /// The parameters that `fit` fits.
    fitted: &'static [&'static str],
}

/// What regressions know beside the values of memory models: the text, and what it is.
const FEATURES: [(&str, &str); 6] = [
    ("moments", "how many moments the episode has"),
    ("minutes", "how long the episode took, in minutes"),
    (
        "delay",
        "how long after the episode the overall rating was given, in minutes",
    ),
    ("expectation", "what was expected of the episode"),
    ("touchpoints", "the rating of every touchpoint, a weight each"),
    (
        "bins(6)",
        "the mean rating of each of so many parts of the episode, 2 to 1000, a weight each",
    ),
];

/// What `fit` can compare: the text, and what it is.
const CANDIDATES: [(&str, &str); 6] = [
    ("intercept", "everyone remembers the same"),
    ("mean", "a + b·R with a model as it usually is"),
    ("recency_mean(decay=0.3)", "the same with a parameter that is given"),
    ("fitted:recency_mean", "the same with parameters that are fitted too"),
    ("ols:mean+end+trough", "a weight for each feature, by least squares"),
    (
        "ridge:touchpoints",
        "the same with a penalty on large weights, chosen by cross-validation",
    ),
];

/// Lists the models, or tells one.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let asked = match &arguments.name {
        Some(name) => Some(entry(choice::named(name)?)?),
        None => None,
    };
    match (output.format, asked) {
        (Format::Json, None) => output.json(&answer::answer(&all()?))?,
        (Format::Json, Some(one)) => output.json(&answer::answer(&[one]))?,
        (Format::Human, None) => output.print(&words::table(&all()?, output.width))?,
        (Format::Human, Some(one)) => output.print(&words::one(&one, output.width))?,
    }
    Ok(Outcome::Fine)
}

fn all() -> Result<Vec<Entry>, Failure> {
    Model::all().into_iter().map(entry).collect()
}

fn entry(model: Model) -> Result<Entry, Failure> {
    let shape = Shape::ALL.into_iter().find(|shape| shape.name() == model.name());
    let fitted = shape.map_or(&[][..], Shape::parameters);
    match model.card() {
        Some(card) => Ok(Entry { model, card, fitted }),
        // Only fitted models have no card, and they have no name that would be read.
        None => Err(Failure::request("unknown-model", "this model has no entry", None)),
    }
}

impl Entry {
    /// The value of a parameter, as it is written.
    fn value(&self, name: &str) -> Option<ParameterValue> {
        let parameters = self.model.parameters();
        let found = parameters.iter().find(|parameter| parameter.name == name);
        found.map(|parameter| parameter.value)
    }

    /// The texts by which `fit` takes it.
    fn candidates(&self) -> Vec<String> {
        let text = self.model.text();
        let mut texts = vec![text.clone(), format!("ols:{text}")];
        if !self.fitted.is_empty() {
            texts.insert(1, format!("fitted:{}", self.model.name()));
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use peak_end_fit::{Candidate, Feature};

    #[test]
    fn what_is_listed_is_read() {
        for (text, _) in FEATURES {
            assert_eq!(
                text.parse::<Feature>().map(|feature| feature.to_string()),
                Ok(text.to_owned())
            );
        }
        for (text, _) in CANDIDATES {
            assert_eq!(
                text.parse::<Candidate>().map(|one| one.to_string()),
                Ok(text.to_owned())
            );
        }
        for entry in all().expect("every model has a card") {
            for text in entry.candidates() {
                assert!(text.parse::<Candidate>().is_ok(), "{text}");
            }
            for fitted in entry.fitted {
                assert!(entry.value(fitted).is_some(), "{fitted}");
            }
        }
    }
}
