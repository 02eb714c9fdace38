//! A segment's journey as a chain.

use crate::chain::{Chain, ChainError, Visit};
use service_blueprint::{Blueprint, Segment};

/// Whether every touchpoint that somebody scored says how long it takes. If one does not, none counts.
fn is_timed(blueprint: &Blueprint) -> bool {
    let scored = |touchpoint: &service_blueprint::Touchpoint<'_>| {
        blueprint
            .segments()
            .any(|segment| !touchpoint.is_skipped(segment) && touchpoint.score(segment).is_some())
    };
    blueprint
        .touchpoints()
        .filter(scored)
        .all(|touchpoint| touchpoint.minutes().is_some_and(|minutes| minutes > 0.0))
}

impl Chain {
    /// A segment's way through a blueprint. Durations count only if every scored touchpoint has one.
    ///
    /// # Errors
    /// [`ChainError`] for a journey that is none; a blueprint that holds together has none such.
    ///
    /// # Examples
    /// ```
    /// use peak_end::Chain;
    /// use service_blueprint::{Blueprint, Document, document::{Stage, Touchpoint}};
    /// let mut document = Document::new("Coffee to go");
    /// document.stages.push(Stage::new("buy", vec![Touchpoint::new("order", 5.0), Touchpoint::new("sip", 9.0)]));
    /// let blueprint = Blueprint::try_from(document)?;
    /// for segment in blueprint.segments() {
    ///     assert_eq!(Chain::of(&blueprint, segment)?.len(), 2);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(blueprint: &Blueprint, segment: Segment<'_>) -> Result<Self, ChainError> {
        let timed = is_timed(blueprint);
        let journey = segment.journey();
        let visits = blueprint.touchpoints().map(|touchpoint| Visit {
            score: touchpoint.score(segment),
            expectation: touchpoint.expectation(segment),
            minutes: touchpoint.minutes().filter(|_| timed),
            stage: Some(touchpoint.stage().position()),
            skipped: touchpoint.is_skipped(segment),
        });
        let ways = (0..journey.touchpoints()).map(|number| journey.ways(number).to_vec());
        Chain::new(
            visits.collect(),
            blueprint.ends().len(),
            journey.start().to_vec(),
            ways.collect(),
        )
    }
}
