//! What to do: the chosen options, what they change, and what satisfaction thinking would have bought.

use maud::{Markup, html};
use peak_end::{BestSet, Frontier, Goals, Model, Outlook, PeakEnd, PredictOptions, Prediction, Price, predict};
use service_blueprint::{Blueprint, OptionId};

use super::cell::{money, option_name, price};
use super::facts::{Facts, bad_memory};
use super::numbers::{remembered_given, segment_name};
use super::plan::{Invested, Plan};
use super::reasons;
use crate::page::Section;
use crate::page::cell::{Head, Kind, figure, name, terms};
use crate::{change, column, column_change, percent, score};

/// So many options that were not chosen are listed, others counted.
const LISTED: usize = 30;

pub(super) fn section(facts: &Facts<'_>, invested: Option<&Invested>) -> Section {
    let say = facts.language;
    let plan = invested.and_then(|invested| invested.plan.as_ref());
    let (lead, body) = match plan {
        _ if facts.blueprint.options().is_empty() => (Some(say.no_options().to_owned()), how_to_write(facts)),
        None => (None, without_budget(facts, invested)),
        Some(plan) => with_plan(facts, plan),
    };
    Section {
        id: "advice",
        heading: say.what_to_do(),
        lead,
        body,
    }
}

fn how_to_write(facts: &Facts<'_>) -> Markup {
    let id = facts
        .blueprint
        .touchpoints()
        .next()
        .map_or("touchpoint", |first| first.id().as_str());
    html! {
        pre tabindex="0" {
            code {
                "options:\n  - id: better\n    name: " (facts.language.example_option())
                "\n    cost: 12000\n    sets: { " (id) ": " (score(facts.scale().best())) " }\n"
            }
        }
    }
}

/// The options, and how to ask what to do with a budget.
fn without_budget(facts: &Facts<'_>, invested: Option<&Invested>) -> Markup {
    let say = facts.language;
    let heads = [Head::text(say.option()), Head::number(say.cost(), "")];
    let frontier = invested.and_then(|invested| invested.frontier.as_ref().ok());
    html! {
        @if let Some(frontier) = frontier { (read_off(facts, frontier)) }
        p {
            @if frontier.is_some() { (say.no_budget_frontier()) } @else { (say.no_budget()) }
            (say.gap_between_sentences()) (say.ask_with_budget())
            " " code { "blueprint report … --budget " (example_budget(facts, frontier)) }
        }
        div.scroll tabindex="0" role="region" aria-label=(say.the_options()) {
            table.narrow {
                caption { (say.the_options()) }
                thead { tr { @for head in &heads { (head.plain()) } } }
                tbody {
                    @for option in facts.blueprint.options() {
                        tr {
                            th scope="row" { (name(option.name.as_deref().unwrap_or(&option.id))) }
                            (cost_cell(option.cost.into()))
                        }
                    }
                }
            }
        }
    }
}

/// Chosen: a step that reaches this part of all that can be gained gains most of it.
const MOST: f64 = 0.5;

/// Where money begins, the cheapest step with most of the gain and its part of it, and the best of all; none where nothing is gained.
fn steps<'f>(facts: &Facts<'_>, frontier: &'f Frontier) -> Option<(&'f BestSet, f64, &'f BestSet)> {
    let points = &frontier.points;
    let free = points.iter().rev().find(|point| point.cost <= 0).or(points.first())?;
    let best = points.last()?;
    let gain = |to: &BestSet| facts.scale().gain(free.remembered, to.remembered);
    let all = gain(best);
    let dearer = points.iter().filter(|point| point.cost > free.cost);
    let first = dearer.into_iter().find(|point| gain(point) >= MOST * all)?;
    (all > 0.005).then(|| (first, gain(first) / all, best))
}

/// What the frontier says, in two sentences.
fn read_off(facts: &Facts<'_>, frontier: &Frontier) -> Markup {
    let say = facts.language;
    let Some((first, part, best)) = steps(facts, frontier) else {
        return html! { @if frontier.complete { p.lead { (say.no_option_gains()) } } };
    };
    let told = |point: &BestSet| {
        (
            price(facts, point.cost),
            names(facts, &point.chosen),
            score(point.remembered),
        )
    };
    let ((cost, chosen, remembered), (most, all, reached)) = (told(first), told(best));
    html! {
        p.lead.read-off {
            @if first.cost < best.cost {
                (say.most_of_the_gain(cost, chosen, remembered, percent(part))) (say.gap_between_sentences())
            }
            (say.all_of_the_gain(reached, most, all))
        }
        @if values_differ(facts) { p.small { (say.counted_by_value_means()) } }
    }
}

/// A budget that fits the costs of this blueprint: that of the step told, else of the dearest option.
fn example_budget(facts: &Facts<'_>, frontier: Option<&Frontier>) -> i128 {
    let step = frontier.and_then(|frontier| Some(steps(facts, frontier)?.0.cost));
    let dearest = facts
        .blueprint
        .options()
        .iter()
        .map(|option| i128::from(option.cost))
        .max();
    step.or(dearest).unwrap_or(0).max(0)
}

/// So many names are told in a sentence, others counted.
const NAMED: usize = 6;

/// Quotation marks within quotation marks.
fn within_quotes(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

/// Options by name, in a sentence.
pub(super) fn names(facts: &Facts<'_>, ids: &[OptionId]) -> String {
    let say = facts.language;
    let named = ids.iter().take(NAMED).map(|id| option_name(facts, id.as_str()));
    let named: Vec<String> = named
        .map(|name| say.quoted(within_quotes(&crate::text::clean(name))))
        .collect();
    let named = named.join(say.list_comma());
    match ids.len().saturating_sub(NAMED) {
        0 => named,
        more => say.and_more(named, more),
    }
}

/// What to buy, in a sentence, and all about it.
fn with_plan(facts: &Facts<'_>, plan: &Plan) -> (Option<String>, Markup) {
    let say = facts.language;
    let states = States {
        now: facts.prediction.as_ref().ok(),
        after: State::with(facts.blueprint, &plan.best.chosen),
        classical: State::with(facts.blueprint, &plan.classical.chosen),
    };
    let budget = price(facts, plan.budget.into());
    let lead = match plan.best.chosen.is_empty() {
        true => say.buy_nothing(budget),
        false => say.buy(budget, names(facts, &plan.best.chosen)),
    };
    let body = html! {
        (outcome(facts, plan, &states))
        p { (proof(facts, plan)) }
        (chosen(facts, plan, states.after.as_ref()))
        (table(facts, plan, &states))
        (rejected(facts, plan))
        (robustness(facts, plan))
    };
    (Some(lead), body)
}

/// What is predicted now, with the chosen options, and with what satisfaction thinking buys.
struct States<'f> {
    now: Option<&'f Prediction>,
    after: Option<State>,
    classical: Option<State>,
}

impl States<'_> {
    fn all(&self) -> [Option<&Prediction>; 3] {
        let [after, classical] = [&self.after, &self.classical].map(|state| Some(&state.as_ref()?.prediction));
        [self.now, after, classical]
    }
}

/// What everyone remembers in each state, in large figures.
fn outcome(facts: &Facts<'_>, plan: &Plan, states: &States<'_>) -> Markup {
    let (say, scale) = (facts.language, facts.scale());
    let remembered = states.all().map(|one| one?.overall.law.mean());
    let told = |value: Option<f64>| value.map_or("–".to_owned(), column);
    let gained = |to: Option<f64>| {
        let gain = remembered[0].zip(to).map(|(from, to)| scale.gain(from, to));
        gain.map_or(String::new(), column_change)
    };
    let costs = |cost: i128| say.for_so_much(price(facts, cost));
    html! {
        dl.numbers.three {
            div { dt { (say.now()) } dd.figure { (told(remembered[0])) } dd.small { (say.remembered_now()) } }
            div {
                dt { (say.with_these()) }
                dd.figure.good { (told(remembered[1])) " " small { (gained(remembered[1])) } }
                dd.small { (costs(plan.best.cost)) }
            }
            div {
                dt { (say.satisfaction_first()) }
                dd.figure { (told(remembered[2])) " " small { (gained(remembered[2])) } }
                dd.small { (classical_words(facts, plan)) }
            }
        }
    }
}

/// What is known of sets that are better.
fn proof(facts: &Facts<'_>, plan: &Plan) -> String {
    let say = facts.language;
    let cost = price(facts, plan.best.cost);
    let known = match plan.best.optimal {
        true => say.proved(cost),
        false => say.not_proved(cost, score(plan.best.bound)),
    };
    match plan.goals {
        Goals::Keep => format!("{known}{}{}", say.gap_between_sentences(), say.goals_kept()),
        Goals::Free => known,
    }
}

fn cost_cell(cost: i128) -> Markup {
    figure(Some(cost as f64), Some(money(cost)))
}

/// What each chosen option costs, is worth, and does.
fn chosen(facts: &Facts<'_>, plan: &Plan, after: Option<&State>) -> Markup {
    let say = facts.language;
    if plan.explanation.chosen.is_empty() {
        return html! {};
    }
    let heads = [
        Head::text(say.option()),
        Head::number(say.cost(), say.cost_means()),
        Head::number(say.worth(), say.worth_means()),
        Head::text(say.why()),
    ];
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.chosen()) {
            table.reasons {
                caption { (say.chosen()) }
                thead { tr { @for head in &heads { (head.plain()) } } }
                tbody {
                    @for option in &plan.explanation.chosen {
                        tr {
                            th scope="row" { (name(option_name(facts, option.id.as_str()))) }
                            (cost_cell(option.cost.into()))
                            (figure(option.worth, option.worth.map(column_change)))
                            td.words {
                                ul.plain {
                                    @for reason in reasons::of(facts, after.map(|state| &state.blueprint), option) {
                                        li { (reason) }
                                    }
                                }
                            }
                        }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" {
                            @if values_differ(facts) { (say.all_together_by_value()) } @else { (say.all_together()) }
                        }
                        (cost_cell(plan.best.cost))
                        (figure(
                            Some(facts.scale().gain(plan.now, plan.best.remembered)),
                            Some(column_change(facts.scale().gain(plan.now, plan.best.remembered)))
                        ))
                        td {}
                    }
                }
            }
        }
        (terms(&heads))
        @if values_differ(facts) { p.small { (say.counted_by_value_means()) } }
    }
}

/// A blueprint with options, and what is predicted of it.
struct State {
    blueprint: Blueprint,
    prediction: Prediction,
}

impl State {
    /// None where it cannot be built or predicted, of which investing would have said so before.
    fn with(blueprint: &Blueprint, chosen: &[OptionId]) -> Option<Self> {
        let blueprint = blueprint.with_options(chosen).ok()?;
        let asked = PredictOptions {
            models: vec![Model::from(PeakEnd::default())],
            ..PredictOptions::default()
        };
        let prediction = predict(&blueprint, &asked).ok()?;
        Some(Self { blueprint, prediction })
    }
}

/// A line of the table of states: what it is about, and its value in each.
struct Line {
    label: Markup,
    values: [Option<f64>; 3],
    told: fn(f64) -> String,
    /// Whether its change is one of scores.
    is_score: bool,
}

/// Now, with the chosen options, and with what satisfaction thinking buys.
fn table(facts: &Facts<'_>, plan: &Plan, states: &States<'_>) -> Markup {
    let (say, scale) = (facts.language, facts.scale());
    let Some(now) = states.now else {
        return html! {};
    };
    let all = states.all();
    let overall = |of: &dyn Fn(&Outlook) -> Option<f64>| all.map(|one| one.and_then(|one| of(&one.overall)));
    let mut lines = vec![
        Line {
            label: html! { (say.remembered()) },
            values: overall(&|outlook| outlook.law.mean()),
            told: column,
            is_score: true,
        },
        Line {
            label: html! { (say.experienced()) },
            values: overall(&|outlook| outlook.experienced),
            told: column,
            is_score: true,
        },
        Line {
            label: html! { (say.bad_memory()) },
            values: overall(&|outlook| bad_memory(outlook, scale)),
            told: percent,
            is_score: false,
        },
        Line {
            label: html! { (say.goal()) },
            values: overall(&|outlook| outlook.goal),
            told: percent,
            is_score: false,
        },
    ];
    if values_differ(facts) {
        lines.push(Line {
            label: html! { (say.counted_by_value()) },
            values: [plan.now, plan.best.remembered, plan.classical.remembered].map(Some),
            told: column,
            is_score: true,
        });
    }
    if now.segments.len() > 1 {
        for (place, segment) in now.segments.iter().enumerate() {
            lines.push(Line {
                label: html! { (say.remembered()) (say.by_segment()) (segment_name(facts, segment.id.as_str())) },
                values: all.map(|one| one?.segments.get(place)?.outlook.law.mean()),
                told: column,
                is_score: true,
            });
        }
    }
    if now.overall.endings.len() > 1 {
        for (place, ending) in now.overall.endings.iter().enumerate() {
            let label = facts.blueprint.end(ending.id.as_str()).map_or("", |end| end.name());
            lines.push(Line {
                label: html! { (say.remembered()) (say.after_ending()) (name(label)) },
                values: all.map(|one| one?.overall.endings.get(place).and_then(remembered_given)),
                told: column,
                is_score: true,
            });
        }
    }
    let heads = [
        Head::text(""),
        Head::number(say.now(), ""),
        Head::number(say.with_these(), ""),
        Head::number(say.change(), ""),
        Head::number(say.satisfaction_first(), say.satisfaction_first_means()),
        Head::number(say.change(), ""),
    ];
    let changed = |line: &Line, to: Option<f64>| {
        let (from, to) = line.values[0].zip(to)?;
        Some(match line.is_score {
            true => (scale.gain(from, to), column_change(scale.gain(from, to))),
            false => (to - from, say.points(change((1_000.0 * (to - from)).round() / 10.0))),
        })
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.before_and_after()) {
            table {
                caption { (say.before_and_after()) }
                thead { tr { @for head in &heads { (head.plain()) } } }
                tbody {
                    tr {
                        th scope="row" { (say.cost()) }
                        (cost_cell(0)) (cost_cell(plan.best.cost)) td.n {} (cost_cell(plan.classical.cost)) td.n {}
                    }
                    @for line in &lines {
                        tr {
                            th scope="row" { (line.label) }
                            @for place in 0..3 {
                                (figure(line.values[place], line.values[place].map(line.told)))
                                @if place > 0 {
                                    @let moved = changed(line, line.values[place]);
                                    (figure(moved.as_ref().map(|moved| moved.0), moved.map(|moved| moved.1)))
                                }
                            }
                        }
                    }
                }
            }
        }
        (terms(&heads))
    }
}

/// What satisfaction thinking buys, in words.
fn classical_words(facts: &Facts<'_>, plan: &Plan) -> String {
    let say = facts.language;
    let classical = &plan.classical;
    if !classical.applies {
        return say.classical_silent().to_owned();
    }
    if classical.chosen.is_empty() {
        return say.classical_nothing().to_owned();
    }
    let scale = facts.scale();
    let possible = scale.gain(plan.now, plan.best.remembered);
    let got = scale.gain(plan.now, classical.remembered);
    let words = say.classical_buys(names(facts, &classical.chosen), price(facts, classical.cost));
    if possible > 0.005 && got < possible {
        let missed = percent((1.0 - got / possible).clamp(0.0, 1.0));
        return format!("{words}{}{}", say.gap_between_sentences(), say.classical_misses(missed));
    }
    words
}

/// Whether decisions count segments otherwise than by their shares.
fn values_differ(facts: &Facts<'_>) -> bool {
    let mut values = facts.blueprint.segments().map(|segment| segment.value());
    let first = values.next();
    values.any(|value| Some(value) != first)
}

/// What others would have taken.
fn rejected(facts: &Facts<'_>, plan: &Plan) -> Markup {
    let say = facts.language;
    let rejected = &plan.explanation.rejected;
    if rejected.is_empty() {
        return html! {};
    }
    let heads = [
        Head::text(say.option()),
        Head::number(say.cost(), ""),
        Head::number(say.if_added(), say.if_added_means()),
        Head::number(say.bought_up_to(), say.bought_up_to_means()),
    ];
    let asked = |price: Price| match price {
        Price::UpTo(cost) => money(cost),
        Price::AtLeast(cost) => format!("≥ {}", money(cost)),
        Price::Never => say.never().to_owned(),
        Price::Any => say.any_price().to_owned(),
        _ => "?".to_owned(),
    };
    let more = rejected.len().saturating_sub(LISTED);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.not_chosen()) {
            table {
                caption { (say.not_chosen()) }
                thead { tr { @for head in &heads { (head.plain()) } } }
                tbody {
                    @for option in rejected.iter().take(LISTED) {
                        tr {
                            th scope="row" {
                                (name(option_name(facts, option.id.as_str())))
                                @if !option.excluded_by.is_empty() {
                                    " " small { (say.excluded_by(names(facts, &option.excluded_by))) }
                                }
                                @if !option.needs.is_empty() {
                                    " " small { (say.needs_also(names(facts, &option.needs))) }
                                }
                            }
                            (cost_cell(option.cost.into()))
                            (figure(option.adding, option.adding.map(column_change)))
                            td.n { (asked(option.price)) }
                        }
                    }
                }
            }
        }
        @if more > 0 { p.small { (say.more_not_listed(more)) } }
        (terms(&heads))
    }
}

/// How the set does if another memory model is right.
fn robustness(facts: &Facts<'_>, plan: &Plan) -> Markup {
    let (say, scale) = (facts.language, facts.scale());
    let Some(found) = &plan.robustness else {
        return html! { p.small { (say.robustness_unknown()) } };
    };
    let heads = [
        Head::text(say.memory_model()),
        Head::number(say.now(), ""),
        Head::number(say.with_these(), ""),
        Head::number(say.change(), ""),
        Head {
            label: say.best_possible(),
            meaning: say.best_possible_means(),
            kind: Kind::Number,
        },
        Head::number(say.missed(), say.missed_means()),
    ];
    let missed = |part: f64| match part {
        part if part > 1.0 + 1e-9 => ">100 %".to_owned(),
        part if part < 1e-9 => percent(0.0),
        part => percent(part),
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.if_another_model()) {
            table {
                caption { (say.if_another_model()) }
                thead { tr { @for head in &heads { (head.plain()) } } }
                tbody {
                    @for one in &found.regrets {
                        @let best = if scale.is_better(one.with, one.best) { one.with } else { one.best };
                        @let gain = scale.gain(one.now, one.with);
                        tr {
                            th scope="row" { (say.model_name(one.model.name())) }
                            (figure(Some(one.now), Some(column(one.now))))
                            (figure(Some(one.with), Some(column(one.with))))
                            (figure(Some(gain), Some(column_change(gain))))
                            (figure(Some(best), Some(format!("{}{}", if one.exact { "" } else { "~" }, column(best)))))
                            (figure(one.regret, one.regret.map(missed)))
                        }
                    }
                }
            }
        }
        p.small { @if found.robust { (say.is_robust()) } @else { (say.is_not_robust()) } }
        (terms(&heads))
    }
}
