//! Whom a card names.

use service_blueprint::document::Role;
use service_blueprint::{Activity, Actor, Blueprint};

/// Which actors are worth naming on the cards of a blueprint.
#[derive(Debug, Clone, Copy)]
pub struct Cast {
    has_one_customer: bool,
}

impl Cast {
    /// The cast of a blueprint.
    pub fn of(blueprint: &Blueprint) -> Self {
        let is_customer = |actor: &Actor<'_>| actor.roles().contains(&Role::Customer);
        Self {
            has_one_customer: blueprint.actors().filter(is_customer).count() == 1,
        }
    }

    /// The actor that an activity's card names above what is done. Where there is only one kind of customer, the customer
    /// goes without saying; where no words say what is done, the actor's name stands in their place.
    pub fn named(self, activity: Activity<'_>) -> Option<Actor<'_>> {
        let goes_without_saying = self.has_one_customer && activity.lane() == Role::Customer;
        let actor = activity.actor()?;
        let is_done_in_words = activity.written().does.is_some();
        (is_done_in_words && !goes_without_saying).then_some(actor)
    }
}
