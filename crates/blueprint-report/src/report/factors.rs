//! The factors of customer experience, and the key experience.

use maud::{Markup, html};

use super::facts::Facts;
use crate::page::Section;
use crate::page::cell::{Head, change_cell, figure, name, score_cell, terms};
use crate::text::clean;
use crate::{change, score};

/// The section; none where there are no factors.
pub(super) fn section(facts: &Facts<'_>) -> Option<Section> {
    if facts.satisfaction.factors.is_empty() {
        return None;
    }
    let say = facts.language;
    let key = facts.satisfaction.key_experience();
    Some(Section {
        id: "factors",
        heading: say.factors(),
        lead: key.and_then(|key| {
            let (name, weighted) = (clean(key.name()), key.row.weighted?);
            Some(match weighted < -0.005 {
                true => say.key_experience_is(name, change(weighted)),
                false => say.key_experience_pleases(name, change(weighted)),
            })
        }),
        body: table(facts),
    })
}

fn table(facts: &Facts<'_>) -> Markup {
    let say = facts.language;
    let heads = [
        Head::text(say.factor()),
        Head::number(say.head_experience(), say.factor_experienced_means()),
        Head::number(say.head_expected(), ""),
        Head::number(say.satisfaction(), say.satisfaction_means()),
        Head::number(say.importance(), ""),
        Head::number(say.weighted(), say.factor_weighted_means()),
        Head::number(say.ideal(), say.ideal_means()),
        Head::number(say.gap_to_ideal(), say.gap_to_ideal_means()),
    ];
    let key = facts.satisfaction.key_experience().map(|key| key.factor.id.as_str());
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.factors()) {
            table {
                caption.vh { (say.factors()) }
                thead { tr { @for head in &heads { (head.plain()) } } }
                tbody {
                    @for line in &facts.satisfaction.factors {
                        tr.key[key == Some(line.factor.id.as_str())] {
                            th scope="row" {
                                (name(line.name()))
                                @if key == Some(line.factor.id.as_str()) { " " span.tag { (say.key_experience()) } }
                                small {
                                    @match (&line.roll_up, line.rated) {
                                        (_, true) => (say.rated_directly()),
                                        (Some(up), false) if up.unweighted => (say.rolled_up_plainly(up.touchpoints.len())),
                                        (Some(up), false) => (say.rolled_up(up.touchpoints.len())),
                                        (None, false) => (say.not_rated()),
                                    }
                                }
                            }
                            (score_cell(line.row.experience)) (score_cell(line.row.expectation))
                            (change_cell(line.row.satisfaction)) (figure(line.row.importance, line.row.importance.map(score)))
                            (change_cell(line.row.weighted)) (score_cell(line.row.ideal)) (change_cell(line.row.gap))
                        }
                    }
                }
            }
        }
        (terms(&heads))
    }
}
