//! What could be invested in.

use super::super::*;
use super::Draw;
use super::service::Known;

/// What the options drawn so far do, so that a later one does not contradict them.
#[derive(Debug, Default)]
struct Drawn {
    ids: Vec<String>,
    /// For each option the touchpoints at which it sets a level or the ways on.
    touches: Vec<Vec<String>>,
    /// For each option those that it needs, directly or not.
    needs: Vec<Vec<usize>>,
    /// For each option those of the touchpoints that it adds which others may set.
    adds: Vec<Vec<String>>,
    /// Touchpoints that some option takes out, and those whose ways some option changes: never the same.
    removed: Vec<String>,
    rewired: Vec<String>,
}

impl Draw {
    /// Options; `known` has all of the document's touchpoints.
    pub(super) fn options(&mut self, document: &Document, known: &mut Known) -> Vec<InvestmentOption> {
        let touchpoints: Vec<&Touchpoint> = document.stages.iter().flat_map(|stage| &stage.touchpoints).collect();
        let mut drawn = Drawn::default();
        self.some(5, |draw| draw.option(document, &touchpoints, known, &mut drawn))
    }

    fn option(
        &mut self,
        document: &Document,
        touchpoints: &[&Touchpoint],
        known: &mut Known,
        drawn: &mut Drawn,
    ) -> InvestmentOption {
        let mut option = InvestmentOption {
            id: self.id(&mut drawn.ids),
            name: self.maybe(2, Self::words),
            cost: self.below(100_000) as i64 - 20_000,
            segments: self.several(&known.segments),
            ..InvestmentOption::default()
        };
        let mut adds = Vec::new();
        let at = self.below(touchpoints.len());
        let (touchpoint, last) = (touchpoints[at], at == known.last);
        let id = touchpoint.id.clone();
        match self.below(5) {
            1 if ours(touchpoint, document) && self.raisable(touchpoint, known) > 0.0 => {
                let most = self.raisable(touchpoint, known);
                option.raises.insert(id.clone(), most * self.pick(&[0.5, 0.25]));
            }
            2 if !drawn.removed.contains(&id) => {
                option.next.insert(id.clone(), self.next(at, known));
                drawn.rewired.push(id.clone());
            }
            3 if !last && at > 0 && touchpoint.next.is_none() && !drawn.rewired.contains(&id) => {
                option.removes.push(id.clone());
                drawn.removed.push(id.clone());
            }
            // What is out of our control is neither set nor raised.
            choice if choice == 4 || !ours(touchpoint, document) && !self.wild() => {
                option.adds = (0..1 + self.below(2))
                    .map(|_| self.addition(touchpoint, known))
                    .collect();
                let added = option.adds.iter().map(|addition| &addition.touchpoint);
                let settable = added.filter(|touchpoint| touchpoint.controllable != Some(false));
                adds = settable.map(|touchpoint| touchpoint.id.clone()).collect();
            }
            _ => {
                option.sets.insert(id.clone(), self.rating(known.scale, &known.scales));
            }
        }
        let mut touches = vec![id];
        let mut needs = Vec::new();
        if !drawn.touches.is_empty() && self.one_in(3) {
            let other = self.below(drawn.touches.len());
            let all = [&drawn.needs[other][..], &[other]].concat();
            if all.iter().all(|needed| !drawn.touches[*needed].contains(&touches[0])) {
                option.needs.push(drawn.ids[other].clone());
                if let Some(added) = drawn.adds[other].first()
                    && self.one_in(2)
                {
                    option
                        .sets
                        .insert(added.clone(), self.rating(known.scale, &known.scales));
                    touches.push(added.clone());
                }
                needs = all;
            }
        }
        for other in 0..drawn.touches.len() {
            if !needs.contains(&other) && self.one_in(4) {
                option.excludes.push(drawn.ids[other].clone());
            }
        }
        drawn.touches.push(touches);
        drawn.needs.push(needs);
        drawn.adds.push(adds);
        option
    }

    /// By how many points the touchpoint's score may rise in every segment: 0 where that takes knowing more than a number.
    fn raisable(&self, touchpoint: &Touchpoint, known: &Known) -> f64 {
        let plain = touchpoint
            .segments
            .values()
            .all(|different| different.experience.is_none() && !different.skip);
        match touchpoint.experience {
            Some(Rating::Assumed(score)) if plain => (known.scale.best - score).abs().min(f64::MAX),
            _ => 0.0,
        }
    }

    fn addition(&mut self, touchpoint: &Touchpoint, known: &mut Known) -> Addition {
        let elsewhere = touchpoint
            .segments
            .values()
            .any(|different| different.next.is_some() || different.skip);
        let onward = touchpoint.next.as_ref().filter(|_| !elsewhere);
        let onward = onward.and_then(|ways| ways.0.keys().next()).cloned();
        let place = match (self.below(4), onward) {
            (1, _) => Insertion::Before(touchpoint.id.clone()),
            (2, _) => Insertion::Before(self.known(&known.ends)),
            (3, Some(onward)) => Insertion::Between(touchpoint.id.clone(), onward),
            _ => Insertion::After(touchpoint.id.clone()),
        };
        let id = self.id(&mut known.places);
        Addition {
            place,
            touchpoint: self.moment(id, known),
        }
    }
}

/// Whether the touchpoint is ours to change: said so, or not all of its frontstage activity is partners'.
fn ours(touchpoint: &Touchpoint, document: &Document) -> bool {
    let partner = |entry: &ActivityEntry| match entry {
        ActivityEntry::Activity(activity) => document
            .actors
            .iter()
            .any(|actor| actor.partner && Some(&actor.id) == activity.actor.as_ref()),
        // Drawn here too: whose it is stands elsewhere.
        ActivityEntry::Same(_) => true,
    };
    let theirs = !touchpoint.frontstage.is_empty() && touchpoint.frontstage.iter().all(partner);
    touchpoint.controllable.unwrap_or(!theirs)
}
