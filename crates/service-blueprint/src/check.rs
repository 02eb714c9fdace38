//! Checks: warnings about the service itself. A document with warnings is still a blueprint.

mod below_minimum;
mod idle_support;
mod lane_without_role;
mod no_after_sales;
mod no_channel;
mod no_customer_action;
mod no_recovery;
mod nothing_visible;
mod option_lowers_segment;
mod order;
mod partial_durations;
mod standard_without_limit;
mod unreachable_touchpoint;
mod unused_actor;
mod unused_evidence;
mod wait_beyond_tolerance;

use std::fmt;

use crate::document::{ActivityEntry, EvidenceEntry, Role, Touchpoint};
use crate::{Blueprint, DocumentPath};

/// A warning about the service: nothing that stops the blueprint, but something that its designers will want to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The stable kebab-case code of the check that warns.
    pub code: &'static str,
    /// What was found, with the threshold where there is one.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where in the document.
    pub path: DocumentPath,
    /// The ids of what it is about.
    pub ids: Vec<String>,
}

impl Warning {
    /// A warning of a check, with the check's own remedy.
    pub fn new(check: &Check, message: impl Into<String>, path: DocumentPath) -> Self {
        Self {
            code: check.code,
            message: message.into(),
            help: check.remedy.into(),
            path,
            ids: Vec::new(),
        }
    }

    /// The same about something of this id.
    #[must_use]
    pub fn about(mut self, id: impl Into<String>) -> Self {
        self.ids.push(id.into());
        self
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.message, self.code)?;
        if !self.path.0.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        write!(f, ": {}", self.help)
    }
}

/// What there is to say about a check; the documentation is made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// The stable kebab-case code.
    pub code: &'static str,
    /// The check in a few words.
    pub title: &'static str,
    /// What it looks for, and why that matters.
    pub looks_for: &'static str,
    /// From where on it warns.
    pub threshold: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// A blueprint about which it warns.
    pub example: &'static str,
    /// The same blueprint mended, about which it is silent.
    pub mended: &'static str,
}

impl Check {
    /// The check's part of the documentation, in Markdown.
    pub fn markdown(&self) -> String {
        let Self {
            code,
            title,
            looks_for,
            threshold,
            remedy,
            example,
            mended,
        } = self;
        format!(
            "### `{code}`\n\n{title}. {looks_for}\n\n- **Warns** {threshold}.\n- **What to do:** {remedy}.\n\nWarns:\n\n\
             ```yaml\n{}\n```\n\nDoes not:\n\n```yaml\n{}\n```\n",
            example.trim(),
            mended.trim(),
        )
    }
}

macro_rules! checks {
    ($($module:ident),+ $(,)?) => {
        /// The checks of blueprints, in the order of the documentation.
        pub const CHECKS: &[Check] = &[$($module::CHECK),+];

        /// What the checks find.
        const FINDERS: &[fn(&Blueprint, &mut Vec<Warning>)] = &[$($module::find),+];
    };
}

checks! {
    unreachable_touchpoint,
    unused_actor,
    unused_evidence,
    idle_support,
    lane_without_role,
    nothing_visible,
    no_customer_action,
    no_channel,
    wait_beyond_tolerance,
    no_recovery,
    below_minimum,
    partial_durations,
    standard_without_limit,
    no_after_sales,
    option_lowers_segment,
}

/// What the [`CHECKS`] find, in the order of the document.
///
/// # Examples
/// ```
/// use service_blueprint::{Blueprint, Document, checks, document::{Stage, Touchpoint, Wait}};
///
/// let mut pay = Touchpoint::new("pay", 6.0);
/// pay.wait = Some(Wait { typical: "9m".parse()?, tolerance: Some("5m".parse()?) });
/// let mut document = Document::new("Coffee to go");
/// document.stages.push(Stage::new("buy", vec![pay]));
/// let warnings = checks(&Blueprint::try_from(document)?);
/// assert_eq!(warnings[0].code, "wait-beyond-tolerance");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn checks(blueprint: &Blueprint) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for find in FINDERS {
        find(blueprint, &mut warnings);
    }
    order::by_document(&mut warnings);
    warnings
}

/// Every touchpoint as written, those that options add included.
fn written(blueprint: &Blueprint) -> impl Iterator<Item = &Touchpoint> {
    let document = blueprint.document();
    let stages = document.stages.iter().flat_map(|stage| &stage.touchpoints);
    let adds = document.options.iter().flat_map(|option| &option.adds);
    stages.chain(adds.map(|addition| &addition.touchpoint))
}

/// Every activity as written, those under touchpoints that options add included.
fn written_activities(blueprint: &Blueprint) -> impl Iterator<Item = &crate::document::Activity> {
    let lanes = written(blueprint).flat_map(|touchpoint| Role::ALL.map(|lane| touchpoint.lane(lane)));
    lanes.flatten().filter_map(|entry| match entry {
        ActivityEntry::Activity(activity) => Some(activity),
        ActivityEntry::Same(_) => None,
    })
}

/// The ids of declared evidence shown at some touchpoint, those that options add included.
fn shown_evidence(blueprint: &Blueprint) -> impl Iterator<Item = &str> {
    let shown = written(blueprint).flat_map(|touchpoint| &touchpoint.evidence);
    shown.filter_map(|entry| match entry {
        EvidenceEntry::Shown(id) => Some(id.as_str()),
        EvidenceEntry::Named { .. } => None,
    })
}

/// `3 of 9 scored touchpoints`.
fn of(some: usize, all: usize, what: &str) -> String {
    format!("{some} of {all} {what}")
}

/// Names in backticks, the first few of them.
fn quoted<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    /// Chosen: more than these make no one wiser; the warning's ids hold all.
    const SHOWN: usize = 5;
    let mut names = names.into_iter();
    let shown: Vec<String> = names.by_ref().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match names.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
