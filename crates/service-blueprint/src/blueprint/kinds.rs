//! Which kinds of experience the touchpoints offer.

use super::{Blueprint, Touchpoint};
use crate::document::ExperienceKind;

/// One kind of experience and the touchpoints that offer it.
#[derive(Debug, Clone)]
pub struct KindCoverage<'a> {
    /// The kind.
    pub kind: ExperienceKind,
    /// The touchpoints tagged with it, in document order; none where the service leaves the kind out.
    pub touchpoints: Vec<Touchpoint<'a>>,
}

impl Blueprint {
    /// Where each of the five kinds of experience is offered: sense, feel, think, act, relate, in this order, those
    /// offered nowhere included.
    ///
    /// # Examples
    /// ```
    /// use service_blueprint::{Blueprint, Document, document::{ExperienceKind, Stage, Touchpoint}};
    ///
    /// let mut sip = Touchpoint::new("first-sip", 9.0);
    /// sip.kinds = vec![ExperienceKind::Sense];
    /// let mut document = Document::new("Coffee to go");
    /// document.stages.push(Stage::new("buy", vec![sip]));
    /// let blueprint = Blueprint::try_from(document)?;
    /// let missing: Vec<_> = blueprint.kinds().into_iter().filter(|kind| kind.touchpoints.is_empty()).collect();
    /// assert_eq!(missing.len(), 4);
    /// # Ok::<(), service_blueprint::Problems>(())
    /// ```
    pub fn kinds(&self) -> Vec<KindCoverage<'_>> {
        let offers = |kind| {
            let tagged = self
                .touchpoints()
                .filter(|touchpoint| touchpoint.written().kinds.contains(&kind));
            KindCoverage {
                kind,
                touchpoints: tagged.collect(),
            }
        };
        ExperienceKind::ALL.map(offers).into()
    }
}
