//! What people and systems do at a touchpoint.

use crate::Duration;

/// An entry of a lane: an activity of its own, or one drawn here too.
#[derive(Debug, Clone, PartialEq)]
pub enum ActivityEntry {
    /// An activity.
    Activity(Activity),
    /// The id of an activity listed elsewhere that this touchpoint needs too (`same: id`).
    Same(String),
}

/// Something done, by a customer, in sight of the customer, behind the line of visibility, or in support.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Activity {
    /// The id, where others refer to it.
    pub id: Option<String>,
    /// The id of the actor.
    pub actor: Option<String>,
    /// What is done.
    pub does: Option<String>,
    /// Ids of the activities without which this one cannot happen.
    pub needs: Vec<String>,
    /// Ids of the activities that are drawn before this one.
    pub after: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// How long it takes.
    pub duration: Option<Duration>,
}

impl Activity {
    /// What an actor does, without an id.
    pub fn new(actor: impl Into<String>, does: impl Into<String>) -> Self {
        Self {
            actor: Some(actor.into()),
            does: Some(does.into()),
            ..Self::default()
        }
    }
}

impl From<Activity> for ActivityEntry {
    fn from(activity: Activity) -> Self {
        Self::Activity(activity)
    }
}
