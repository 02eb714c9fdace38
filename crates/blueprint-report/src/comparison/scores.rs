//! Every model's score out of fold with its interval, and all numbers.

use maud::{Markup, html};

use super::data::{ComparedModel, Remembered, Standing};
use super::facts::{Facts, interval, is_baseline, is_intercept, maybe, points};
use super::plot::{Mark, Plot, Row};
use crate::page::Section;
use crate::page::cell::{Head, terms};
use crate::{fine, fine_change};

/// R² is drawn no further down than this. Chosen: below it, how bad a model is no longer matters.
const LEAST_R2: f64 = -0.5;

pub(super) fn section(facts: &Facts<'_>) -> Section {
    let say = facts.language;
    let lead = match facts.comparison.outcome {
        Remembered::Rating => say.scores_lead_r2(),
        Remembered::Binary => say.scores_lead_log_loss(),
    };
    Section {
        id: "scores",
        heading: say.scores(),
        lead: Some(lead.to_owned()),
        body: html! {
            (chart(facts))
            h3 { (say.all_numbers()) }
            (table(facts))
        },
    }
}

fn chart(facts: &Facts<'_>) -> Markup {
    let say = facts.language;
    let row = |model: &&ComparedModel| Row {
        label: facts.model(model),
        measured: Some(model.main),
        stretches: !is_intercept(model),
        mark: if is_baseline(model) { Mark::Baseline } else { Mark::Dot },
        told: html! { b { (fine(model.main.value)) } " " span.interval { (interval(&model.main)) } },
    };
    let plot = Plot {
        heads: [say.model(), facts.main_score(), say.interval_95()],
        rows: facts.ranked.iter().map(row).collect(),
        line: facts.mean().map(|mean| mean.main.value),
        limits: match facts.comparison.outcome {
            Remembered::Rating => (LEAST_R2, 1.0),
            Remembered::Binary => (0.0, f64::MAX),
        },
    };
    html! {
        figure.chart {
            (plot.markup())
            figcaption.small {
                (say.line_at_mean())
                @if plot.goes_beyond() { (say.gap_between_sentences()) (say.beyond_axis()) }
                (say.gap_between_sentences()) (say.intervals_unpaired())
            }
        }
    }
}

/// A column: its head, and what stands in it for a model.
type Column = (Head, fn(&ComparedModel) -> String);

fn columns(facts: &Facts<'_>) -> Vec<Column> {
    let say = facts.language;
    let is_rating = facts.comparison.outcome == Remembered::Rating;
    let mut columns: Vec<Column> = vec![(Head::number(say.r_squared(), ""), |model| fine(model.r2))];
    if !is_rating {
        columns.insert(0, (Head::number(say.log_loss(), ""), |model| maybe(model.log_loss)));
        columns.push((Head::number(say.auc(), say.auc_means()), |model| maybe(model.auc)));
    } else {
        columns.push((Head::number(say.rmse(), say.rmse_means()), |model| points(model.rmse)));
        columns.push((Head::number(say.mae(), say.mae_means()), |model| points(model.mae)));
    }
    columns.extend::<[Column; 4]>([
        (Head::number(say.spearman(), say.spearman_means()), |model| {
            maybe(model.spearman)
        }),
        (Head::number(say.aicc(), say.aicc_means()), |model| {
            model.aicc.map_or("–".into(), points)
        }),
        (Head::number(say.aicc_weight(), say.aicc_weight_means()), |model| {
            maybe(model.aicc_weight)
        }),
        (Head::number(say.bic(), say.bic_means()), |model| {
            model.bic.map_or("–".into(), points)
        }),
    ]);
    columns
}

fn table(facts: &Facts<'_>) -> Markup {
    let say = facts.language;
    let columns = columns(facts);
    let difference = Head::number(say.difference_to_mean(), say.difference_to_mean_means());
    let mut heads: Vec<Head> = columns.iter().map(|(head, _)| *head).collect();
    heads.insert(1, difference);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.all_numbers()) {
            table.numbers-of-models {
                thead { tr { th scope="col" { (say.model()) } @for head in &heads { (head.plain()) } } }
                tbody {
                    @for model in &facts.ranked {
                        tr {
                            th scope="row" { (facts.model(model)) }
                            @for (at, (_, told)) in columns.iter().enumerate() {
                                td.n { (told(model)) }
                                @if at == 0 { (difference_cell(model)) }
                            }
                        }
                    }
                }
            }
        }
        (terms(&heads))
    }
}

fn difference_cell(model: &ComparedModel) -> Markup {
    let difference = &model.to_mean;
    html! {
        td.n.apart[model.standing != Standing::Open] {
            @if model.name == super::facts::MEAN { "–" } @else {
                (fine_change(difference.value)) small { "[" (fine_change(difference.low)) ", " (fine_change(difference.high)) "]" }
            }
        }
    }
}
