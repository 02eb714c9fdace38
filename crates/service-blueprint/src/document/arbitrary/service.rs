//! The service: everything but what could be invested in.

use indexmap::IndexMap;

use super::super::*;
use super::Draw;

/// What has been drawn so far and may be referred to.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) scale: ScaleNumbers,
    pub(super) scales: Vec<NamedScale>,
    pub(super) segments: Vec<String>,
    actors: Vec<Actor>,
    evidence: Vec<String>,
    factors: Vec<String>,
    pub(super) ends: Vec<String>,
    /// Touchpoints and endings, which share one kind of id; options add to them.
    pub(super) places: Vec<String>,
    /// All touchpoints in the order listed.
    pub(super) touchpoints: Vec<String>,
    /// The last touchpoint that is no detour: every other one leads to it or past it.
    pub(super) last: usize,
    /// Activities with an id: the touchpoint at which they stand, their lane, their id.
    activities: Vec<(usize, Role, String)>,
    activity_ids: Vec<String>,
}

impl Draw {
    /// A whole document.
    pub(super) fn document(mut self, options: Vec<u32>) -> Document {
        let mut document = Document::new(self.words());
        let mut known = Known::default();
        if self.wild() && self.one_in(4) {
            document.format = u64::from(self.raw());
        }
        document.about = self.maybe(2, Self::words);
        document.state = self.maybe(2, |draw| draw.pick(&[State::Current, State::Future]));
        let (worst, neutral, best) = self.scale();
        document.scale = ScaleNumbers { worst, neutral, best };
        known.scale = document.scale;
        // On a scale with one side only, another scale's scores may have no place.
        if neutral != worst && neutral != best || self.wild() {
            document.scales = self.named_scales();
            known.scales.clone_from(&document.scales);
        }
        document.currency = self.maybe(3, Self::words);
        document.actors = self.actors();
        known.actors.clone_from(&document.actors);
        let mut taken = Vec::new();
        document.evidence = self.some(4, |draw| Evidence {
            id: draw.id(&mut taken),
            name: draw.maybe(2, Self::words),
            partner: draw.one_in(3),
        });
        known.evidence = taken;
        document.ends = self.ends(&mut known);
        document.segments = self.segments(&mut known);
        document.factors = self.factors(&mut known);
        document.stages = self.stages(&mut known);
        document.start = self.maybe(3, |draw| draw.start(&known));
        for segment in &mut document.segments {
            segment.start = self.maybe(4, |draw| draw.start(&known));
        }
        self.tape = options.into_iter();
        document.options = self.options(&document, &mut known);
        document
    }

    fn scale(&mut self) -> (f64, f64, f64) {
        if self.wild() && self.one_in(4) {
            return (self.number(), self.number(), self.number());
        }
        let scales = [
            (0.0, 5.0, 10.0),
            (10.0, 0.0, 0.0),
            (1.0, 3.0, 5.0),
            (-3.0, 0.0, 3.0),
            (7.0, 4.5, 1.0),
            (0.0, 0.0, 100.0),
        ];
        self.pick(&scales)
    }

    fn named_scales(&mut self) -> Vec<NamedScale> {
        let mut taken = Vec::new();
        self.some(3, |draw| {
            let (worst, neutral, best) = draw.scale();
            NamedScale {
                id: draw.id(&mut taken),
                worst,
                neutral,
                best,
            }
        })
    }

    fn actors(&mut self) -> Vec<Actor> {
        let mut taken = Vec::new();
        self.some(5, |draw| {
            let id = draw.id(&mut taken);
            let mut role = draw.subset(&Role::ALL);
            if role.is_empty() && !draw.wild() {
                role = vec![draw.pick(&Role::ALL)];
            }
            Actor {
                id,
                name: draw.maybe(2, Self::words),
                role,
                partner: draw.one_in(4),
            }
        })
    }

    fn ends(&mut self, known: &mut Known) -> Vec<Ending> {
        let ends = self.some(4, |draw| Ending {
            id: draw.id(&mut known.places),
            name: draw.maybe(2, Self::words),
            goal: draw.one_in(2),
        });
        known.ends = match known.places.is_empty() {
            true => vec!["end".to_owned()],
            false => known.places.clone(),
        };
        ends
    }

    fn segments(&mut self, known: &mut Known) -> Vec<Segment> {
        let shares = self.shares(4);
        shares
            .into_iter()
            .map(|share| Segment {
                id: self.id(&mut known.segments),
                name: self.maybe(2, Self::words),
                share,
                value: self.maybe(2, |draw| draw.weight() + 0.5),
                start: None,
            })
            .collect()
    }

    /// Fewer than `n` positive fractions that sum to 1; any numbers where rules do not count.
    fn shares(&mut self, n: usize) -> Vec<f64> {
        if self.wild() {
            return self.some(n, Self::number);
        }
        let parts = self.some(n, |draw| 1 + draw.below(9));
        let whole: usize = parts.iter().sum();
        parts.iter().map(|part| *part as f64 / whole as f64).collect()
    }

    /// Factors; the first may be left to be rolled up, for which the first touchpoint is tagged with it.
    fn factors(&mut self, known: &mut Known) -> Vec<Factor> {
        let scale = known.scale;
        let mut taken = Vec::new();
        let factors = self.some(4, |draw| {
            let id = draw.id(&mut taken);
            let rated = taken.len() > 1 || draw.one_in(2);
            Factor {
                id,
                name: draw.maybe(2, Self::words),
                experience: rated.then(|| draw.rating(scale, &known.scales)),
                expectation: draw
                    .maybe(2, |draw| draw.rating(scale, &known.scales))
                    .filter(|_| rated),
                importance: draw.maybe(2, Self::weight),
                ideal: draw
                    .maybe(3, |draw| draw.rating(scale, &known.scales))
                    .filter(|_| rated),
            }
        });
        known.factors = taken;
        factors
    }

    /// A score on the blueprint's scale, or on one of the further ones.
    pub(super) fn rating(&mut self, scale: ScaleNumbers, scales: &[NamedScale]) -> Rating {
        let (id, worst, best) = match self.below(scales.len() + 1).checked_sub(1) {
            Some(other) => (Some(scales[other].id.clone()), scales[other].worst, scales[other].best),
            None => (None, scale.worst, scale.best),
        };
        let score = |draw: &mut Self| match draw.wild() {
            true => draw.number(),
            false => worst + draw.fraction() * (best - worst),
        };
        match self.below(3) {
            0 if id.is_none() => Rating::Assumed(score(self)),
            2 => {
                // Ratings a tenth of the scale apart, each named once.
                let tenths = self.subset(&[0.0, 1.0, 2.0, 5.0, 7.0, 9.0, 10.0]);
                let rating = |draw: &mut Self, tenth: f64| match draw.wild() {
                    true => draw.number(),
                    false => worst + (best - worst) * (tenth / 10.0),
                };
                let mut ratings: Vec<(f64, u64)> = tenths
                    .into_iter()
                    .map(|tenth| (rating(self, tenth), 1 + self.below(40) as u64))
                    .collect();
                ratings.sort_by(|one, other| one.0.total_cmp(&other.0));
                ratings.dedup_by_key(|(rating, _)| rating.to_bits());
                if self.one_in(2) {
                    ratings.reverse();
                }
                if ratings.is_empty() {
                    ratings.push((score(self), 1 + self.below(40) as u64));
                }
                Rating::Histogram(Histogram { scale: id, ratings })
            }
            _ => {
                let mean = score(self);
                let most = ((mean - worst) * (best - mean)).max(0.0).sqrt();
                let sd = self.maybe(2, |draw| match draw.wild() {
                    true => draw.number(),
                    false => draw.fraction() * 0.9 * most,
                });
                let n = self.maybe(2, |draw| 2 + draw.below(500) as u64);
                Rating::Survey(Survey { scale: id, mean, sd, n })
            }
        }
    }

    fn stages(&mut self, known: &mut Known) -> Vec<Stage> {
        // The ids come first, so that ways may lead anywhere.
        let sizes: Vec<usize> = (0..1 + self.below(4))
            .map(|stage| usize::from(stage == 0) + self.below(4))
            .collect();
        let detours: Vec<bool> = (0..sizes.iter().sum())
            .map(|index| index > 0 && self.one_in(4))
            .collect();
        known.touchpoints = detours.iter().map(|_| self.id(&mut known.places)).collect();
        known.last = detours.iter().rposition(|detour| !detour).unwrap_or(0);
        let mut influence = match self.one_in(2) {
            true => {
                let parts: Vec<f64> = sizes.iter().map(|_| 1.0 + self.below(9) as f64).collect();
                let whole: f64 = parts.iter().sum();
                parts.into_iter().map(|part| Some(part / whole)).collect()
            }
            false => vec![None; sizes.len()],
        }
        .into_iter();
        let mut taken = Vec::new();
        let mut index = 0;
        sizes
            .into_iter()
            .map(|size| Stage {
                id: self.id(&mut taken),
                name: self.maybe(2, Self::words),
                flow: self.maybe(2, |draw| {
                    draw.pick(&[
                        Flow::Buying,
                        Flow::Dispatch,
                        Flow::Delivery,
                        Flow::AfterSales,
                        Flow::Care,
                    ])
                }),
                influence: influence.next().flatten(),
                touchpoints: (0..size)
                    .map(|_| {
                        index += 1;
                        self.touchpoint(index - 1, detours[index - 1], known)
                    })
                    .collect(),
            })
            .collect()
    }

    fn touchpoint(&mut self, index: usize, detour: bool, known: &mut Known) -> Touchpoint {
        let id = known.touchpoints[index].clone();
        let mut touchpoint = self.moment(id.clone(), known);
        touchpoint.customer = self.lane(index, Role::Customer, known);
        touchpoint.frontstage = self.lane(index, Role::Frontstage, known);
        touchpoint.backstage = self.lane(index, Role::Backstage, known);
        touchpoint.support = self.lane(index, Role::Support, known);
        touchpoint.factor = match known.factors.first() {
            Some(first) if index == 0 => Some(first.clone()),
            Some(_) => self.maybe(2, |draw| draw.known(&known.factors)),
            None => None,
        };
        if index == 0 {
            // The factor that is rolled up needs a score to be rolled up from.
            touchpoint.experience = Some(self.rating(known.scale, &known.scales));
        }
        touchpoint.fail_point = self.maybe(4, |draw| FailPoint {
            what: draw.words(),
            recovery: draw
                .maybe(2, |draw| draw.known(&known.touchpoints))
                .filter(|other| *other != id),
        });
        touchpoint.standards = self.some(3, |draw| {
            let within = draw.duration();
            Standard {
                from: draw.maybe(2, |draw| draw.known(&known.touchpoints)),
                unless: draw.maybe(2, |draw| draw.known(&known.touchpoints)),
                within: Some(within),
                at_most: draw.maybe(2, |draw| crate::Duration {
                    seconds: within.seconds + draw.duration().seconds,
                }),
                response: draw.maybe(2, Self::words),
            }
        });
        touchpoint.detour = detour;
        // With several endings the way out must be said.
        let must_say = known.ends.len() > 1 && index >= known.last;
        touchpoint.next = (must_say || self.one_in(2)).then(|| self.next(index, known));
        for segment in self.several(&known.segments) {
            // Only what leads onward may be left out, lest a loop be left without its way out.
            let onward = touchpoint.next.is_none();
            let different = Override {
                experience: self.maybe(2, |draw| draw.rating(known.scale, &known.scales)),
                expectation: self.maybe(3, |draw| draw.rating(known.scale, &known.scales)),
                next: None,
                skip: false,
            };
            let different = match self.below(4) {
                1 => Override {
                    next: Some(self.next(index, known)),
                    ..different
                },
                2 if onward && index != known.last => Override {
                    skip: true,
                    ..Override::default()
                },
                _ => different,
            };
            if different != Override::default() || self.wild() {
                touchpoint.segments.insert(segment, different);
            }
        }
        touchpoint
    }

    /// What a touchpoint is in itself: without activities, ways and references to other touchpoints.
    pub(super) fn moment(&mut self, id: String, known: &Known) -> Touchpoint {
        let rating = |draw: &mut Self| draw.rating(known.scale, &known.scales);
        Touchpoint {
            id,
            name: self.maybe(2, Self::words),
            step: self.maybe(4, Self::words),
            channel: self.maybe(3, Self::words),
            experience: (!self.one_in(4)).then(|| rating(self)),
            expectation: self.maybe(3, rating),
            importance: self.maybe(3, Self::weight),
            effort: self.maybe(4, |draw| Effort {
                steps: Some(draw.below(20) as u64),
                fields: draw.maybe(2, |draw| draw.below(20) as u64),
                minutes: draw.maybe(2, |draw| draw.below(90) as u64),
            }),
            wait: self.maybe(4, |draw| Wait {
                typical: draw.duration(),
                tolerance: draw.maybe(2, Self::duration),
            }),
            evidence: self.evidence(known),
            duration: self.maybe(3, Self::duration),
            kinds: self.subset(&[
                ExperienceKind::Sense,
                ExperienceKind::Feel,
                ExperienceKind::Think,
                ExperienceKind::Act,
                ExperienceKind::Relate,
            ]),
            at_least: self.maybe(4, |draw| {
                let rating = draw.rating(known.scale, &[]);
                match rating {
                    Rating::Histogram(_) if !draw.wild() => Rating::Assumed(known.scale.worst),
                    rating => rating,
                }
            }),
            controllable: self.maybe(4, |draw| draw.one_in(2)),
            owner: self.maybe(4, Self::words),
            measures: self.some(3, Self::words),
            moment_of_truth: self.one_in(4),
            notes: self.some(3, |draw| Note {
                kind: draw.pick(&[
                    NoteKind::Idea,
                    NoteKind::Policy,
                    NoteKind::Question,
                    NoteKind::Quote,
                    NoteKind::Pain,
                    NoteKind::Note,
                ]),
                text: draw.words(),
            }),
            ..Touchpoint::default()
        }
    }

    fn evidence(&mut self, known: &Known) -> Vec<EvidenceEntry> {
        let mut entries: Vec<EvidenceEntry> = self
            .several(&known.evidence)
            .into_iter()
            .map(EvidenceEntry::Shown)
            .collect();
        if let Some(name) = self.maybe(3, Self::words) {
            entries.push(EvidenceEntry::Named { name });
        }
        entries
    }

    fn lane(&mut self, index: usize, lane: Role, known: &mut Known) -> Vec<ActivityEntry> {
        let mut entries = self.some(3, |draw| {
            let actors: Vec<String> = known
                .actors
                .iter()
                .filter(|actor| actor.role.contains(&lane))
                .map(|actor| actor.id.clone())
                .collect();
            let mut activity = Activity {
                actor: draw.maybe(2, |draw| draw.known(&actors)).filter(|_| !actors.is_empty()),
                does: Some(draw.words()),
                ..Activity::default()
            };
            if draw.one_in(2) {
                // Only what was drawn before is needed, so that nothing needs itself in the end.
                activity.needs = draw.several(&known.activity_ids);
                activity.after = draw.several(&known.activity_ids);
                activity.owner = draw.maybe(3, Self::words);
                activity.duration = draw.maybe(3, Self::duration);
                let id = draw.id(&mut known.activity_ids);
                known.activities.push((index, lane, id.clone()));
                activity.id = Some(id);
            }
            if draw.wild() && draw.one_in(8) {
                activity.does = None;
            }
            activity.into()
        });
        let elsewhere: Vec<String> = known
            .activities
            .iter()
            .filter(|(other, theirs, _)| *other != index && *theirs == lane)
            .map(|(_, _, id)| id.clone())
            .collect();
        if !elsewhere.is_empty() && self.one_in(3) {
            entries.push(ActivityEntry::Same(self.known(&elsewhere)));
        }
        entries
    }

    /// Where journeys start: at one touchpoint or several, all of which lead on.
    fn start(&mut self, known: &Known) -> Ways {
        self.ways(&known.touchpoints)
    }

    /// Ways on, of which at least one leads onward: to a touchpoint listed later, or to an ending.
    pub(super) fn next(&mut self, index: usize, known: &Known) -> Ways {
        let mut onward = known.touchpoints[index + 1..].to_vec();
        onward.extend_from_slice(&known.ends);
        let sure = self.known(&onward);
        let mut anywhere = known.touchpoints.clone();
        anywhere.extend_from_slice(&known.ends);
        anywhere.retain(|place| *place != sure);
        anywhere.insert(0, sure);
        self.ways(&anywhere)
    }

    /// Ways to some of the places, the first of them for sure, whose shares sum to 1.
    fn ways(&mut self, places: &[String]) -> Ways {
        let mut targets = vec![places[0].clone()];
        for _ in 0..self.below(3) {
            let other = self.known(places);
            if !targets.contains(&other) {
                targets.push(other);
            }
        }
        let rest = self.below(targets.len() + 1);
        let hundredths = 100 / targets.len();
        let mut left = 100;
        let last = targets.len() - 1;
        let mut ways = IndexMap::new();
        for (at, target) in targets.into_iter().enumerate() {
            let part = if at == last { left } else { 1 + self.below(hundredths) };
            left -= part;
            let share = if at == rest {
                Share::Rest
            } else if self.wild() {
                Share::Of(self.number())
            } else {
                Share::Of(part as f64 / 100.0)
            };
            let when = self.maybe(4, Self::words);
            ways.insert(target, Way { share, when });
        }
        Ways(ways)
    }
}
