//! The verdict in words.

use blueprint_report::{Language, fine, fine_change, p_value};
use peak_end_fit::{Advice, Candidate, Caution, Compared, Comparison, Grouping, Interval, Outcome, Verdict};

/// A sentence of the verdict, with a name that does not change with the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) code: &'static str,
    pub(super) text: String,
    /// Whether it warns.
    pub(super) is_caution: bool,
}

/// The name of the sentence about parameters at an end of what was tried.
const AT_BOUND: &str = "at-bound";

/// Everything that the verdict says, the most important first.
pub(super) fn statements(comparison: &Comparison, verdict: &Verdict, say: Language) -> Vec<Statement> {
    let told = Told { comparison, say };
    let (objections, cautions): (Vec<&Caution>, Vec<&Caution>) = {
        let is_objection = |caution: &&Caution| matches!(caution, Caution::Objections { .. });
        verdict.cautions.iter().partition(is_objection)
    };
    // What makes every figure doubtful is said before any of them.
    let mut statements: Vec<Statement> = objections.into_iter().map(|caution| told.caution(caution)).collect();
    statements.push(told.opening(verdict));
    statements.extend(told.peak_end(verdict));
    statements.extend(told.others(verdict));
    statements.push(told.advice(verdict));
    let (at_bound, cautions): (Vec<&Caution>, Vec<&Caution>) = cautions
        .into_iter()
        .partition(|caution| matches!(caution, Caution::AtBound { .. }));
    statements.extend(cautions.into_iter().map(|caution| told.caution(caution)));
    statements.extend(told.at_bound(&at_bound));
    statements
}

fn statement(code: &'static str, text: impl Into<String>) -> Statement {
    Statement {
        code,
        text: text.into(),
        is_caution: false,
    }
}

/// A difference with its interval.
fn difference(interval: &Interval) -> String {
    format!(
        "{} [{}, {}]",
        fine_change(interval.value),
        fine_change(interval.low),
        fine_change(interval.high)
    )
}

/// What sentences are made of.
struct Told<'c> {
    comparison: &'c Comparison,
    say: Language,
}

impl Told<'_> {
    fn model(&self, at: usize) -> &Compared {
        &self.comparison.models[at]
    }

    fn name(&self, at: usize) -> String {
        self.say.candidate_name(&self.model(at).candidate.to_string())
    }

    fn names(&self, list: &[usize]) -> String {
        let names: Vec<String> = list.iter().map(|at| self.say.quoted(self.name(*at))).collect();
        names.join(self.say.list_comma())
    }

    fn score(&self, model: &Compared) -> String {
        let score = match self.comparison.outcome {
            Outcome::Rating => self.say.r_squared(),
            Outcome::Binary => self.say.log_loss_within(),
        };
        format!("{score} {}", fine(model.main.value))
    }

    fn opening(&self, verdict: &Verdict) -> Statement {
        let best = self.model(verdict.best);
        if !verdict.predicts {
            return statement("nothing-predicts", self.say.verdict_nothing_predicts());
        }
        if best.candidate == Candidate::mean() {
            return statement("mean-best", self.say.verdict_mean_best(self.score(best)));
        }
        let (name, score, by) = (self.name(verdict.best), self.score(best), difference(&best.to_mean));
        if verdict.ahead.contains(&verdict.best) {
            statement("best-ahead-of-mean", self.say.verdict_best_ahead(name, score, by))
        } else {
            statement("best-like-mean", self.say.verdict_best_alike(name, score, by))
        }
    }

    /// What most readers came for; nothing where it opened the verdict or was not asked.
    fn peak_end(&self, verdict: &Verdict) -> Option<Statement> {
        let models = &self.comparison.models;
        let at = models
            .iter()
            .position(|model| model.candidate.to_string() == "peak_end")?;
        if at == verdict.best {
            return None;
        }
        let by = difference(&models[at].to_mean);
        Some(if models[at].is_as_the_mean() {
            statement("peak-end-is-mean", self.say.verdict_peak_end_is_mean())
        } else if verdict.ahead.contains(&at) {
            statement("peak-end-ahead-of-mean", self.say.verdict_peak_end_ahead(by))
        } else if verdict.behind.contains(&at) {
            statement("peak-end-behind-mean", self.say.verdict_peak_end_behind(by))
        } else {
            statement("peak-end-like-mean", self.say.verdict_peak_end_open(by))
        })
    }

    /// How the others do, where anything predicts.
    fn others(&self, verdict: &Verdict) -> Vec<Statement> {
        if !verdict.predicts {
            return Vec::new();
        }
        let mut statements = vec![match verdict.alike.as_slice() {
            [] => statement("best-alone", self.say.verdict_alone()),
            alike => statement("alike", self.say.verdict_alike(self.names(alike))),
        }];
        if !verdict.behind.is_empty() {
            statements.push(statement(
                "behind-mean",
                self.say.verdict_behind(self.names(&verdict.behind)),
            ));
        }
        statements
    }

    fn advice(&self, verdict: &Verdict) -> Statement {
        match verdict.advice {
            Advice::Nothing => statement("use-nothing", self.say.advice_nothing()),
            Advice::Mean => statement("use-mean", self.say.advice_mean()),
            Advice::Use(at) => statement("use", self.say.advice_use(self.name(at))),
        }
    }

    /// All parameters that stand at an end, in one sentence.
    fn at_bound(&self, cautions: &[&Caution]) -> Option<Statement> {
        let parameters = cautions.iter().filter_map(|caution| match caution {
            Caution::AtBound { candidate, parameter } => Some(self.say.at_bound_of(parameter, self.name(*candidate))),
            _ => None,
        });
        let parameters: Vec<String> = parameters.collect();
        (!parameters.is_empty()).then(|| Statement {
            code: AT_BOUND,
            text: self.say.caution_at_bound(parameters.join(self.say.list_comma())),
            is_caution: true,
        })
    }

    fn caution(&self, caution: &Caution) -> Statement {
        let say = self.say;
        let (code, text) = match *caution {
            Caution::Objections { count } => ("objections", say.caution_objections(count)),
            Caution::FewGroups {
                groups,
                grouping,
                wanted,
            } => {
                let kept = match grouping {
                    Grouping::Person => say.kept_people(),
                    Grouping::Stimulus => say.kept_stimuli(),
                    Grouping::Episode => say.kept_episodes(),
                };
                ("few-groups", say.caution_few_groups(groups, kept, wanted))
            }
            Caution::NotGrouped { episodes, people } => ("not-grouped", say.caution_not_grouped(episodes, people)),
            Caution::ImposedOrder => ("imposed-order", say.caution_imposed_order().to_owned()),
            Caution::OrderUnsaid => ("order-unsaid", say.caution_order_unsaid().to_owned()),
            Caution::OrderCarriesNothing { p } => ("order-carries-nothing", say.caution_order_nothing(p_value(p))),
            Caution::EndIsOneTouchpoint => {
                let last = self
                    .comparison
                    .order
                    .as_ref()
                    .and_then(|test| test.always_last.as_deref());
                ("end-is-one-touchpoint", say.caution_one_end(last.unwrap_or_default()))
            }
            Caution::FewDivisions { repeats } => ("few-divisions", say.caution_few_divisions(repeats)),
            Caution::RatedAfterwards => ("rated-afterwards", say.caution_rated_afterwards().to_owned()),
            Caution::RatedUnsaid => ("rated-unsaid", say.caution_rated_unsaid().to_owned()),
            Caution::ManyTried { count } => ("many-tried", say.caution_many_tried(count)),
            Caution::CriteriaIgnoreGroups => ("criteria-ignore-groups", say.caution_criteria().to_owned()),
            Caution::AtBound { candidate, parameter } => (
                AT_BOUND,
                say.caution_at_bound(say.at_bound_of(parameter, self.name(candidate))),
            ),
        };
        Statement {
            code,
            text,
            is_caution: true,
        }
    }
}
