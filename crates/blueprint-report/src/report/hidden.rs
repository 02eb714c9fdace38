//! What happens behind the line of visibility, and what its failure would cost in memory.

use maud::{Markup, html};
use peak_end::{Failure, Impact};
use service_blueprint::Activity;
use service_blueprint::document::Role;

use super::cell::touchpoint_link;
use super::facts::Facts;
use crate::page::Section;
use crate::page::cell::{Head, figure, name, score_cell, terms};
use crate::{column_change, score};

/// So many hidden activities are listed, those whose failure costs most first,
const LISTED: usize = 20;

/// and so many of everything else.
const OTHERS: usize = 10;

/// So many touchpoints that a thing carries are named.
const CARRIED: usize = 4;

/// The section; none where there is nothing that could fail.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    let say = facts.language;
    let (lead, body) = match &facts.impact {
        Err(reason) => (
            say.impact_unknown().to_owned(),
            html! { p.small lang="en" { (reason) } },
        ),
        Ok(impact)
            if !impact.activities.iter().any(|one| is_ours(one.of))
                && impact.actors.is_empty()
                && impact.evidence.is_empty() =>
        {
            return None;
        }
        Ok(impact) => (headline(facts, impact), body(facts, impact)),
    };
    Some(Section {
        id: "hidden",
        heading: say.behind_the_scenes(),
        lead: Some(lead),
        body,
    })
}

fn is_hidden(activity: Activity<'_>) -> bool {
    matches!(activity.lane(), Role::Backstage | Role::Support)
}

/// What customers do themselves is not for the service to fail at.
fn is_ours(activity: Activity<'_>) -> bool {
    activity.lane() != Role::Customer
}

/// The hidden activity whose failure costs most.
fn headline(facts: &Facts<'_>, impact: &Impact<'_>) -> String {
    let say = facts.language;
    let hidden = impact.activities.iter().filter(|failure| is_hidden(failure.of));
    let costly = hidden.filter_map(|failure| Some((failure.of, failure.loss?, failure.remembered?)));
    let worst = costly.reduce(|worst, next| if next.1 > worst.1 { next } else { worst });
    match worst.filter(|(_, loss, _)| *loss > 0.005) {
        Some((activity, _, remembered)) => {
            let now = facts
                .outlook()
                .and_then(|outlook| outlook.law.mean())
                .unwrap_or(remembered);
            say.most_costly_failure(crate::text::clean(activity.does()), score(now), score(remembered))
        }
        None => say.impact_lead().to_owned(),
    }
}

fn body(facts: &Facts<'_>, impact: &Impact<'_>) -> Markup {
    let say = facts.language;
    let hidden: Vec<_> = impact
        .activities
        .iter()
        .filter(|failure| is_hidden(failure.of))
        .collect();
    let seen: Vec<_> = impact
        .activities
        .iter()
        .filter(|failure| is_ours(failure.of) && !is_hidden(failure.of))
        .collect();
    let is_customer = |roles: &[Role]| !roles.is_empty() && roles.iter().all(|role| *role == Role::Customer);
    let actors: Vec<_> = impact
        .actors
        .iter()
        .filter(|one| !is_customer(one.of.roles()))
        .collect();
    let activity = |activity: Activity<'_>| {
        let lane = lane(facts, activity.lane());
        html! {
            (name(activity.does()))
            small { (lane) @if let Some(actor) = activity.actor() { " · " (name(actor.name())) } }
        }
    };
    let partner = |is_partner: bool| html! { @if is_partner { small { (say.a_partner()) } } };
    html! {
        (table(facts, say.hidden_activities(), &hidden, LISTED, activity))
        (table(facts, say.seen_activities(), &seen, OTHERS, activity))
        (table(facts, say.the_actors(), &actors, OTHERS, |actor| html! {
            (name(actor.name())) (partner(actor.is_partner()))
        }))
        (table(facts, say.the_evidence(), &impact.evidence.iter().collect::<Vec<_>>(), OTHERS, |piece| html! { (name(piece.name())) }))
        (terms(&heads(facts, "")))
    }
}

fn lane(facts: &Facts<'_>, lane: Role) -> &'static str {
    let say = facts.language;
    match lane {
        Role::Customer => say.customer(),
        Role::Frontstage => say.frontstage(),
        Role::Backstage => say.backstage(),
        Role::Support => say.support(),
    }
}

fn heads(facts: &Facts<'_>, what: &'static str) -> [Head; 4] {
    let say = facts.language;
    [
        Head::text(what),
        Head::text(say.carries()),
        Head::number(say.if_it_fails(), say.if_it_fails_means()),
        Head::number(say.loss(), say.loss_means()),
    ]
}

/// What fails, dearest first, with bars.
fn table<T: Copy>(
    facts: &Facts<'_>,
    caption: &'static str,
    failures: &[&Failure<'_, T>],
    most: usize,
    told: impl Fn(T) -> Markup,
) -> Markup {
    let say = facts.language;
    if failures.is_empty() {
        return html! {};
    }
    let width = (facts.scale().best() - facts.scale().worst()).abs();
    let mut sorted: Vec<&&Failure<'_, T>> = failures.iter().collect();
    sorted.sort_by(|a, b| b.loss.unwrap_or(-1.0).total_cmp(&a.loss.unwrap_or(-1.0)));
    let more = sorted.len().saturating_sub(most);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table.failures {
                caption { (caption) }
                thead { tr { @for head in heads(facts, say.if_this_fails()) { (head.plain()) } } }
                tbody {
                    @for failure in sorted.into_iter().take(most) {
                        tr {
                            th scope="row" { (told(failure.of)) }
                            td.words { (carried(facts, failure)) }
                            (score_cell(failure.remembered))
                            @match failure.loss {
                                Some(loss) => td.bar data-value=(loss) {
                                    span.bar style={ "width:" (share(loss, width)) "%" } {}
                                    span.told { (column_change(-loss)) }
                                },
                                None => (figure(None, None)),
                            }
                        }
                    }
                }
            }
        }
        @if more > 0 { p.small { (say.more_not_listed(more)) } }
    }
}

/// A part of the scale in percent, to a tenth.
fn share(part: f64, whole: f64) -> f64 {
    (1_000.0 * part / whole).round().clamp(0.0, 1_000.0) / 10.0
}

/// The touchpoints that a thing carries.
fn carried<T>(facts: &Facts<'_>, failure: &Failure<'_, T>) -> Markup {
    let say = facts.language;
    let carried: Vec<_> = failure.touchpoints.iter().chain(&failure.unscored).collect();
    let more = carried.len().saturating_sub(CARRIED);
    html! {
        @if carried.is_empty() { span.quiet { (say.carries_nothing()) } }
        @for (at, touchpoint) in carried.iter().take(CARRIED).enumerate() {
            @if at > 0 { (say.list_comma()) }
            (touchpoint_link(facts, **touchpoint))
        }
        @if more > 0 { " " (say.and_so_many_more(more)) }
    }
}
