//! From a blueprint to the choice of its options.

use super::problem::{Condition, Group, Node, Onward, Outcome, Problem};
use super::request::{InvestOptions, Lasting};
use service_blueprint::{AddedTouchpoint, Blueprint, Investments, Placement, Segment, Target};
use std::collections::HashMap;
use std::mem::take;

/// Scores closer than this part of the half-scale are equal.
const ROUNDING: f64 = 1e-9;

/// The choice as the search sees it.
pub(super) fn problem(blueprint: &Blueprint, investments: &Investments, options: &InvestOptions) -> Problem {
    let episodes = options.lasting.episodes.max(1);
    let total: f64 = blueprint
        .segments()
        .map(|segment| segment.share() * segment.value())
        .sum();
    let (mut groups, mut first) = (Vec::new(), Vec::new());
    let mut forbidden = rules(investments);
    let rules = forbidden.len();
    let mut untimed = Vec::new();
    for segment in blueprint.segments() {
        first.push(groups.len());
        let wiring = Wiring::of(blueprint, investments, segment);
        let felt = Felt {
            blueprint,
            investments,
            concerning: &concerning(investments, wiring.onward.len(), segment.position()),
            segment,
            wiring: &wiring,
            lasting: options.lasting,
        };
        let moments: Vec<Vec<Moment>> = (0..wiring.onward.len()).map(|node| felt.moments(node)).collect();
        untimed.extend((0..moments.len()).flat_map(|node| felt.untimed(node)));
        let floors = moments.iter().flatten().filter(|moment| moment.outcome.forbidden);
        forbidden.extend(floors.map(|moment| moment.outcome.when.clone()));
        let weight = segment.share() * segment.value() / total / episodes as f64;
        for episode in 0..episodes {
            // Once expectation has settled, journeys are all the same.
            let settled = |moment: &Moment| moment.felt.get(episode) == moment.felt.get(episode - 1);
            if episode > 0
                && moments.iter().flatten().all(settled)
                && let Some(same) = groups.last_mut()
            {
                let same: &mut Group = same;
                same.weight += weight;
                continue;
            }
            let nodes = moments.iter().zip(&wiring.onward).enumerate();
            let nodes = nodes.map(|(node, (moments, onward))| Node {
                minutes: felt.minutes(node),
                stage: felt.stage(node),
                outcomes: moments.iter().map(|moment| moment.in_episode(episode)).collect(),
                onward: onward.clone(),
            });
            groups.push(Group {
                segment: segment.position(),
                weight,
                start: wiring.start.clone(),
                nodes: nodes.collect(),
            });
        }
    }
    let goals: Vec<bool> = blueprint.ends().map(|end| end.is_goal()).collect();
    let rerouting = |option: &usize| !investments.options[*option].next.is_empty();
    let mut problem = Problem {
        scale: blueprint.scale(),
        endings: goals.len(),
        costs: investments.options.iter().map(|option| option.cost).collect(),
        forbidden,
        rules,
        untimed,
        concerns: Vec::new(),
        lowering: lowering(&groups, &first),
        groups,
        first,
        shares: blueprint.segments().map(|segment| segment.share()).collect(),
        goals: if goals.contains(&true) { goals } else { Vec::new() },
        rerouting: (0..investments.options.len()).filter(rerouting).collect(),
    };
    problem.find_concerns();
    problem
}

/// By node, the options for a segment that score it or take it out, in document order.
fn concerning(investments: &Investments, nodes: usize, segment: usize) -> Vec<Vec<usize>> {
    let mut concerning = vec![Vec::new(); nodes];
    for (number, option) in investments.options.iter().enumerate() {
        if option.segments.binary_search(&segment).is_ok() {
            let scored = option.sets.iter().chain(&option.raises).map(|(node, _)| node);
            for &node in scored.chain(&option.removes) {
                if concerning[node].last() != Some(&number) {
                    concerning[node].push(number);
                }
            }
        }
    }
    concerning
}

/// The touchpoints that some option can make worse than they are now.
fn lowering(groups: &[Group], first: &[usize]) -> Vec<usize> {
    let nodes = groups.first().map_or(0, |group| group.nodes.len());
    let lowers = |node: &usize| {
        let outcomes = first.iter().flat_map(|&group| &groups[group].nodes[*node].outcomes);
        outcomes.clone().any(|outcome| outcome.lowered)
    };
    (0..nodes).filter(lowers).collect()
}

/// What must not hold, of needs and excludes.
fn rules(investments: &Investments) -> Vec<Condition> {
    let mut rules = Vec::new();
    for (number, option) in investments.options.iter().enumerate() {
        rules.extend(option.needs.iter().map(|&needed| Condition {
            on: vec![number],
            off: vec![needed],
        }));
        let later = option.excludes.iter().filter(|&&other| other > number);
        rules.extend(later.map(|&other| Condition {
            on: vec![number, other],
            off: Vec::new(),
        }));
    }
    rules
}

/// The ways of one segment, with every added touchpoint in its place.
struct Wiring {
    start: Vec<(usize, f64)>,
    onward: Vec<Vec<Onward>>,
    /// By touchpoint or ending, those that come before it, in the order in which they are passed.
    before: HashMap<Target, Vec<usize>>,
    /// By way, the last touchpoint put on it, and where that leads.
    between: HashMap<(usize, Target), (usize, Target)>,
    /// By node, options with which nobody comes to it, as other touchpoints then stand on its way.
    blocked: Vec<Vec<usize>>,
    /// By added touchpoint, whether it is in its place.
    placed: Vec<bool>,
}

impl Wiring {
    fn of(blueprint: &Blueprint, investments: &Investments, segment: Segment<'_>) -> Self {
        let journey = segment.journey();
        let own = blueprint.touchpoints().len();
        let nodes = own + investments.added.len();
        let mut onward: Vec<Vec<Onward>> = vec![Vec::new(); nodes];
        for (number, option) in investments.options.iter().enumerate() {
            if option.segments.binary_search(&segment.position()).is_ok() {
                for (node, ways) in &option.next {
                    let when = Condition::on(number);
                    onward[*node].push(Onward { when, to: ways.clone() });
                }
            }
        }
        let mut wiring = Self {
            start: journey.start().to_vec(),
            onward,
            before: HashMap::new(),
            between: HashMap::new(),
            blocked: vec![Vec::new(); nodes],
            placed: vec![false; investments.added.len()],
        };
        for node in 0..own {
            wiring.lead(
                node,
                vec![Onward {
                    when: Condition::always(),
                    to: journey.ways(node).to_vec(),
                }],
            );
        }
        for node in placing_order(investments, own) {
            wiring.place(node, &investments.added[node - own], investments, own);
            wiring.placed[node - own] = true;
        }
        wiring
    }

    /// Gives a node ways that hold where no option gives it others.
    fn lead(&mut self, node: usize, ways: Vec<Onward>) {
        let given: Vec<usize> = self.onward[node]
            .iter()
            .flat_map(|onward| &onward.when.on)
            .copied()
            .collect();
        self.onward[node].extend(ways.into_iter().map(|mut onward| {
            onward.when.off.extend(&given);
            onward
        }));
    }

    fn lead_to(&mut self, node: usize, to: Target) {
        let when = Condition::always();
        self.lead(
            node,
            vec![Onward {
                when,
                to: vec![(to, 1.0)],
            }],
        );
    }

    fn place(&mut self, node: usize, added: &AddedTouchpoint, investments: &Investments, own: usize) {
        match added.place {
            Placement::After(x) => {
                let ways = take(&mut self.onward[x]);
                self.lead(node, ways);
                let when = Condition::always();
                self.onward[x] = vec![Onward {
                    when,
                    to: vec![(Target::Touchpoint(node), 1.0)],
                }];
            }
            Placement::Before(y) => {
                // What a touchpoint that stands before y itself, and later, was given by an option leads on to y.
                let stands_before = |from: usize| {
                    let added = from.checked_sub(own);
                    added.is_some_and(|added| {
                        investments.added[added].place == Placement::Before(y) && !self.placed[added]
                    })
                };
                let into: Vec<usize> = (0..self.onward.len()).filter(|&from| !stands_before(from)).collect();
                for from in into {
                    self.redirect(from, y, node);
                }
                for (start, _) in &mut self.start {
                    if Target::Touchpoint(*start) == y {
                        *start = node;
                    }
                }
                self.lead_to(node, y);
                self.before.entry(y).or_default().push(node);
            }
            Placement::Between(x, y) => {
                let (from, to, blocked) = match self.between.get(&(x, y)) {
                    Some(&(last, to)) => (last, to, self.blocked[last].clone()),
                    None => self.straight(x, y, investments, own).unwrap_or((x, y, Vec::new())),
                };
                self.redirect(from, to, node);
                self.lead_to(node, to);
                self.between.insert((x, y), (node, to));
                self.blocked[node] = blocked;
            }
        }
    }

    /// Where the way from x straight to y is to be found: from which node, to which, and the options of the added
    /// touchpoints that it passes. With any of those chosen it is no longer straight. None where there is no such way.
    fn straight(
        &self,
        x: usize,
        y: Target,
        investments: &Investments,
        own: usize,
    ) -> Option<(usize, Target, Vec<usize>)> {
        let added = |target: Target| match target {
            Target::Touchpoint(node) if node >= own => Some(node),
            Target::Touchpoint(_) | Target::End(_) => None,
        };
        let option = |node: usize| investments.added[node - own].option;
        // The options passed from a target to y, where every touchpoint on the way has one way on.
        let passed = |mut here: Target| {
            let mut passed = Vec::new();
            while here != y {
                let node = added(here).filter(|_| passed.len() < investments.added.len())?;
                passed.push(option(node));
                here = self.only(node)?;
            }
            Some(passed)
        };
        let (mut from, mut before) = (x, Vec::new());
        while before.len() <= investments.added.len() {
            let targets = self.onward[from]
                .iter()
                .flat_map(|onward| &onward.to)
                .map(|(to, _)| *to);
            let ways = targets.filter_map(|to| Some((to, passed(to)?)));
            // An option may lead to one of the touchpoints on the way by itself; the straight way passes fewest.
            if let Some((to, passed)) = ways.min_by_key(|(_, passed)| passed.len()) {
                return Some((from, to, [before, passed].concat()));
            }
            from = added(self.only(from)?)?;
            before.push(option(from));
        }
        None
    }

    /// Where a node leads that has one way on, ways aside that options give it.
    fn only(&self, node: usize) -> Option<Target> {
        let mut usual = self.onward[node].iter().filter(|onward| onward.when.on.is_empty());
        match (usual.next()?.to.as_slice(), usual.next()) {
            ([(to, _)], None) => Some(*to),
            _ => None,
        }
    }

    /// Lets the ways of a node that lead to `to` lead to `node` instead.
    fn redirect(&mut self, from: usize, to: Target, node: usize) {
        for (target, _) in self.onward[from].iter_mut().flat_map(|onward| &mut onward.to) {
            if *target == to {
                *target = Target::Touchpoint(node);
            }
        }
    }
}

/// The nodes that options add, in the order in which they are placed: those that name no other added touchpoint, then
/// those that name one placed before, and so on; of one round every `between`, then `after`, then `before`.
fn placing_order(investments: &Investments, own: usize) -> Vec<usize> {
    let names = |place: Placement| -> Vec<usize> {
        let node = |target: Target| match target {
            Target::Touchpoint(node) => Some(node),
            Target::End(_) => None,
        };
        match place {
            Placement::After(x) => vec![x],
            Placement::Before(y) => node(y).into_iter().collect(),
            Placement::Between(x, y) => std::iter::once(x).chain(node(y)).collect(),
        }
    };
    let kind = |place: Placement| match place {
        Placement::Between(..) => 0,
        Placement::After(_) => 1,
        Placement::Before(_) => 2,
    };
    let mut order: Vec<usize> = Vec::new();
    let mut placed = vec![false; investments.added.len()];
    loop {
        let is_placed = |node: &usize| node.checked_sub(own).is_none_or(|added| placed[added]);
        let ready = (0..placed.len())
            .filter(|&added| !placed[added] && names(investments.added[added].place).iter().all(is_placed));
        let mut round: Vec<usize> = ready.collect();
        if round.is_empty() {
            return order;
        }
        round.sort_by_key(|&added| kind(investments.added[added].place));
        for &added in &round {
            placed[added] = true;
        }
        order.extend(round.into_iter().map(|added| own + added));
    }
}

/// What a visit may be like, and how it is felt in each journey.
struct Moment {
    outcome: Outcome,
    felt: Vec<f64>,
}

impl Moment {
    fn in_episode(&self, episode: usize) -> Outcome {
        let mut outcome = self.outcome.clone();
        outcome.score = outcome
            .score
            .map(|score| self.felt.get(episode).copied().unwrap_or(score));
        outcome
    }
}

/// What one segment feels at touchpoints, depending on options.
struct Felt<'a> {
    blueprint: &'a Blueprint,
    investments: &'a Investments,
    segment: Segment<'a>,
    /// By node, the options that score it or take it out.
    concerning: &'a [Vec<usize>],
    wiring: &'a Wiring,
    lasting: Lasting,
}

impl Felt<'_> {
    fn moments(&self, node: usize) -> Vec<Moment> {
        let scale = self.blueprint.scale();
        let here = self.here(node);
        let mut moments = Vec::new();
        let mut add = |when: Condition, score: Option<f64>, felt_here: Option<&Here>| {
            let worth = |score: Option<f64>| score.unwrap_or(scale.neutral());
            let below = |least: f64, score: f64| scale.gain(least, score) < -ROUNDING * scale.half();
            let outcome = Outcome {
                lowered: below(worth(here.now), worth(score)),
                forbidden: (felt_here.and_then(|here| here.at_least).zip(score))
                    .is_some_and(|(least, score)| below(least, score)),
                when,
                score,
                expectation: felt_here.and_then(|here| here.expectation),
            };
            let felt = score.and_then(|score| self.lasting.adaptation.episodes(scale, score, here.expectation).ok());
            let felt = felt
                .into_iter()
                .flatten()
                .take(self.lasting.episodes)
                .map(|perceived| perceived.score);
            moments.push(Moment {
                felt: felt.collect(),
                outcome,
            });
        };
        if here.skipped {
            add(Condition::always(), None, None);
            return moments;
        }
        let options = || {
            let concerning = self.concerning[node].iter();
            concerning.map(|&number| (number, &self.investments.options[number]))
        };
        let mut away = self.removing(node);
        away.sort_unstable();
        away.dedup();
        for &option in &away {
            add(Condition::on(option), None, None);
        }
        if let Some(by) = here.added_by {
            add(
                Condition {
                    on: Vec::new(),
                    off: vec![by],
                },
                None,
                None,
            );
        }
        let mut scoring = Vec::new();
        for (number, option) in options() {
            let find = |list: &[(usize, f64)]| list.iter().find(|(at, _)| *at == node).map(|(_, found)| *found);
            let raised = || Some(here.score? + find(&option.raises)? * scale.direction());
            if let Some(score) = find(&option.sets).or_else(raised) {
                scoring.push(number);
                // An option may score what it adds itself; it is one condition then.
                let by = here.added_by.filter(|by| *by != number);
                let on = by.into_iter().chain([number]).collect();
                add(Condition { on, off: away.clone() }, Some(score), Some(&here));
            }
        }
        let on = here.added_by.into_iter().collect();
        let off = away.iter().chain(&scoring).copied().collect();
        add(Condition { on, off }, here.score, Some(&here));
        self.block(node, &mut moments);
        moments
    }

    /// Where others stand in its way nobody comes to a touchpoint, although it is there, with its floor.
    fn block(&self, node: usize, moments: &mut Vec<Moment>) {
        let blocked = &self.wiring.blocked[node];
        let mut nobody = Vec::new();
        for moment in moments.iter_mut().filter(|moment| moment.outcome.score.is_some()) {
            for &option in blocked {
                let mut outcome = moment.outcome.clone();
                outcome.when.on.push(option);
                (outcome.score, outcome.expectation) = (None, None);
                nobody.push(Moment {
                    outcome,
                    felt: Vec::new(),
                });
            }
            moment.outcome.when.off.extend(blocked);
        }
        moments.extend(nobody);
    }

    /// The options that take a touchpoint out.
    fn removing(&self, node: usize) -> Vec<usize> {
        let concerning = self.concerning[node].iter().copied();
        concerning
            .filter(|&number| self.investments.options[number].removes.contains(&node))
            .collect()
    }

    /// With which options a touchpoint is scored that does not say how long it takes. Whether anybody comes to it does not
    /// count.
    fn untimed(&self, node: usize) -> Vec<Condition> {
        let here = self.here(node);
        if here.skipped || self.minutes(node).is_some_and(|minutes| minutes > 0.0) {
            return Vec::new();
        }
        let off = self.removing(node);
        let scored_by = |by: Option<usize>| Condition {
            on: here.added_by.into_iter().chain(by).collect(),
            off: off.clone(),
        };
        if here.score.is_some() {
            return vec![scored_by(None)];
        }
        let sets = |number: usize| self.investments.options[number].sets.iter().any(|(at, _)| *at == node);
        let concerning = self.concerning[node].iter().copied();
        concerning
            .filter(|&number| sets(number))
            .map(|number| scored_by(Some(number)))
            .collect()
    }

    fn minutes(&self, node: usize) -> Option<f64> {
        match self.blueprint.touchpoint_at(node) {
            Some(touchpoint) => touchpoint.minutes(),
            None => self.added(node).minutes,
        }
    }

    fn stage(&self, node: usize) -> usize {
        match self.blueprint.touchpoint_at(node) {
            Some(touchpoint) => touchpoint.stage().position(),
            None => self.added(node).stage,
        }
    }

    fn added(&self, node: usize) -> &AddedTouchpoint {
        &self.investments.added[node - self.blueprint.touchpoints().len()]
    }

    fn here(&self, node: usize) -> Here {
        if let Some(touchpoint) = self.blueprint.touchpoint_at(node) {
            let (skipped, score) = (touchpoint.is_skipped(self.segment), touchpoint.score(self.segment));
            return Here {
                now: score.filter(|_| !skipped),
                score,
                expectation: touchpoint.expectation(self.segment),
                at_least: touchpoint.at_least(),
                skipped,
                added_by: None,
            };
        }
        let added = self.added(node);
        let felt = &added.felt[self.segment.position()];
        Here {
            now: None,
            score: felt.score,
            expectation: felt.expectation,
            at_least: added.at_least,
            skipped: felt.skipped,
            added_by: Some(added.option),
        }
    }
}

/// What is known of a touchpoint for one segment.
struct Here {
    /// What is felt now, options aside.
    now: Option<f64>,
    score: Option<f64>,
    expectation: Option<f64>,
    at_least: Option<f64>,
    skipped: bool,
    added_by: Option<usize>,
}
