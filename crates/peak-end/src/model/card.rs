//! What there is to say of each memory model, as data: formula, range, sources, limits, parameters.

use crate::Model;

/// What there is to say of a memory model: the entry of docs/models.md as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModelCard {
    /// The model's name, in snake_case.
    pub name: &'static str,
    /// What it takes memory for.
    pub about: &'static str,
    /// The formula.
    pub formula: &'static str,
    /// From where to where its values go, and what has no value.
    pub range: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What it cannot do.
    pub limits: &'static str,
    /// Whether raising a score never makes the value worse, with the exceptions.
    pub monotone: &'static str,
    /// What may be chosen.
    pub parameters: &'static [ParameterCard],
}

/// What there is to say of a parameter. Its default is that of [`Model::parameters`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterCard {
    /// The parameter's name, in snake_case.
    pub name: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// What it may be.
    pub allowed: &'static str,
}

impl Model {
    /// What there is to say of the model; nothing of a fitted one, of which its file says where it comes from.
    ///
    /// ```
    /// use peak_end::Model;
    /// let card = Model::from_name("recency_mean").and_then(|model| model.card()).ok_or("a known name")?;
    /// assert_eq!(card.parameters[0].meaning, "w, the decay per moment");
    /// # Ok::<(), &str>(())
    /// ```
    pub fn card(&self) -> Option<&'static ModelCard> {
        CARDS.iter().find(|card| card.name == self.name())
    }
}

const WHICH_PEAK: ParameterCard = ParameterCard {
    name: "peak",
    meaning: "which moment is the peak",
    allowed: "most_intense, best, trough, most_intense_before_end, best_before_end or furthest_from_own_mean",
};

const TIE: ParameterCard = ParameterCard {
    name: "tie",
    meaning: "which of tied moments is the peak",
    allowed: "worst, best, first, last or mean",
};

const NEGATIVITY: ParameterCard = ParameterCard {
    name: "negativity",
    meaning: "λ, how many times bad moments count when the peak is chosen",
    allowed: "1 to 1000",
};

const WHICH_END: ParameterCard = ParameterCard {
    name: "end",
    meaning: "what counts as the end",
    allowed: "last_moment, mean_of_last with end_moments from 1, or last_stage",
};

/// A parameter that is a number.
const fn number(name: &'static str, meaning: &'static str, allowed: &'static str) -> ParameterCard {
    ParameterCard { name, meaning, allowed }
}

/// A weight of a sum, which may be any number.
const fn any(name: &'static str, meaning: &'static str) -> ParameterCard {
    number(name, meaning, "up to 10⁹ in size")
}

/// The cards, in the order of the models.
const CARDS: [ModelCard; 25] = [
    ModelCard {
        name: "peak_end",
        about: "The most intense moment and the last one, nothing else. If the last moment is the peak it counts in both terms.",
        formula: "R = w·peak + (1 − w)·end",
        range: "between the worst and the best score seen",
        source: "Fredrickson & Kahneman 1993; Kahneman, Fredrickson, Schreiber & Redelmeier 1993; Redelmeier & Kahneman 1996; Kahneman 2011, Thinking, Fast and Slow, chapter 35 (7.5 and 4.5 for the two patients)",
        limits: "lost to the mean on most public data; where good and bad tie, the tie rule decides",
        monotone: "yes; no with the peak furthest from the own mean, where [1, 1.7, 9.1] → [7, 1.7, 9.1] loses 3.7",
        parameters: &[
            number("weight", "w, the share of the peak", "0 to 1"),
            WHICH_PEAK,
            TIE,
            NEGATIVITY,
            WHICH_END,
        ],
    },
    ModelCard {
        name: "mean",
        about: "Every moment counts the same. The baseline to beat.",
        formula: "R = Σ x_i / n",
        range: "between the worst and the best score seen",
        source: "Findings Press, article 38543, table of rules (equally weighted average)",
        limits: "blind to order and duration",
        monotone: "yes",
        parameters: &[],
    },
    ModelCard {
        name: "duration_weighted_mean",
        about: "The experienced utility per minute.",
        formula: "R = Σ d_i·x_i / Σ d_i; the plain mean if a duration is missing",
        range: "between the worst and the best score seen",
        source: "Findings Press, article 38543, table of rules (duration-weighted average); best on multi-leg trips in Abenoza, Cats & Susilo 2018",
        limits: "assumes that memory keeps time, which duration neglect denies",
        monotone: "yes",
        parameters: &[],
    },
    ModelCard {
        name: "minimum_end",
        about: "The worst moment and the end.",
        formula: "R = w·trough + (1 − w)·end",
        range: "between the worst score seen and the end",
        source: "Bosch, Ihme & Bohmann 2026, arXiv 2605.15817: best of its rivals on 2,576 public-transport trips",
        limits: "the source fits both weights; below the mean on VR clips rated continuously",
        monotone: "yes",
        parameters: &[
            number("weight", "w, the share of the worst moment", "0 to 1"),
            WHICH_END,
        ],
    },
    ModelCard {
        name: "best_end",
        about: "The best moment and the end, as where only positive peaks are remembered.",
        formula: "R = w·best + (1 − w)·end",
        range: "between the end and the best score seen",
        source: "Findings Press, article 38543, table of rules (high peak with the end); Verhoef, Antonides & de Hoog 2004: positive peaks add to the average of phone calls",
        limits: "blind to everything bad but a bad end",
        monotone: "yes",
        parameters: &[number("weight", "w, the share of the best moment", "0 to 1"), WHICH_END],
    },
    ModelCard {
        name: "best_before_end_and_end",
        about: "The best moment before the last one, and the end: the last moment counts once only.",
        formula: "R = w·best(x_1..x_(n−1)) + (1 − w)·end",
        range: "between the worst and the best score seen; no value for a single moment",
        source: "Gärling et al. 2013, slides on commutes, Swiss Transport Research Conference",
        limits: "as blind to bad moments before the end as `best_end`",
        monotone: "yes",
        parameters: &[
            number("weight", "w, the share of the best moment before the end", "0 to 1"),
            WHICH_END,
        ],
    },
    ModelCard {
        name: "trough_peak_end",
        about: "The worst moment, the best one and the end. Knows no neutral point, so good and bad cannot tie.",
        formula: "R = t·trough + p·best + e·end, t + p + e = 1",
        range: "between the worst and the best score seen",
        source: "Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149 (the trough as a feature of its own)",
        limits: "the weights are meant to be fitted",
        monotone: "yes",
        parameters: &[
            number(
                "trough_weight",
                "t, the share of the worst moment",
                "0 to 1, the three sum to 1",
            ),
            number(
                "peak_weight",
                "p, the share of the best moment",
                "0 to 1, the three sum to 1",
            ),
            number("end_weight", "e, the share of the end", "0 to 1, the three sum to 1"),
            WHICH_END,
        ],
    },
    ModelCard {
        name: "weighted_features",
        about: "The form that regressions of overall ratings on moments take.",
        formula: "R = a + b·mean + c·peak + d·end + e·trough + f·best + g·start + h·slope + k·slope of the latter half + l·sd",
        range: "between the worst and the best score seen with the default weights; any number with others",
        source: "Verhoef, Antonides & de Hoog 2004 (mean and positive peak); Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149",
        limits: "equal weights are chosen, fit your own; features correlate above .9, so single weights mean little",
        monotone: "yes; no if a score has a negative weight, or a slope or the sd has any",
        parameters: &[
            any("intercept", "a, added to everything"),
            any("mean", "b, the weight of the plain mean"),
            any("peak", "c, the weight of the most intense moment"),
            any("end", "d, the weight of the last moment"),
            any("trough", "e, the weight of the worst moment"),
            any("best", "f, the weight of the best moment"),
            any("start", "g, the weight of the first moment"),
            any("slope", "h, the weight of the slope per moment"),
            any("slope_latter_half", "k, the weight of the slope over the latter half"),
            any("sd", "l, the weight of the standard deviation"),
        ],
    },
    ModelCard {
        name: "peak",
        about: "The most intense moment, whatever came last.",
        formula: "R = peak",
        range: "between the worst and the best score seen",
        source: "Findings Press, article 38543, table of rules; Robinson 2011, Appetite: of a meal only the peak, and only for unrestrained eaters",
        limits: "forgets the end",
        monotone: "yes; no for the peak furthest from the own mean",
        parameters: &[WHICH_PEAK, TIE, NEGATIVITY],
    },
    ModelCard {
        name: "best",
        about: "The best moment alone.",
        formula: "R = best of x_i",
        range: "a score seen",
        source: "Findings Press, article 38543, table of rules (high peak)",
        limits: "a feature for regressions rather than a model to believe alone",
        monotone: "yes",
        parameters: &[],
    },
    ModelCard {
        name: "trough",
        about: "The worst moment alone.",
        formula: "R = worst of x_i",
        range: "a score seen",
        source: "Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149",
        limits: "a feature; over studies it predicted less than peak-end and mean",
        monotone: "yes",
        parameters: &[],
    },
    ModelCard {
        name: "start",
        about: "The first moment alone: the first impression.",
        formula: "R = x_1",
        range: "a score seen",
        source: "Findings Press, article 38543, table of rules; Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149",
        limits: "a feature; over studies it predicted less than peak-end and mean",
        monotone: "yes",
        parameters: &[],
    },
    ModelCard {
        name: "end",
        about: "The last moment alone.",
        formula: "R = x_n, or what the end rule says",
        range: "between the worst and the best score seen",
        source: "Findings Press, article 38543, table of rules; against it Tully & Meyvis 2016: a better part at the start helps equally",
        limits: "forgets everything else",
        monotone: "yes",
        parameters: &[WHICH_END],
    },
    ModelCard {
        name: "serial_position",
        about: "The first and the last moment, as lists are remembered by their ends.",
        formula: "R = (x_1 + x_n)/2",
        range: "between the worst and the best score seen",
        source: "Findings Press, article 38543, table of rules",
        limits: "blind to everything between",
        monotone: "yes",
        parameters: &[],
    },
    ModelCard {
        name: "recency_mean",
        about: "Memory fades exponentially, moment by moment.",
        formula: "R = Σ e^(−w(n−i))·x_i / Σ e^(−w(n−i))",
        range: "between the worst and the best score seen",
        source: "Das Gupta, Karmarkar & Roels 2016, Management Science 62(5):1278–1296, memory-decay term (form unchecked)",
        limits: "goes by moment, not by minute",
        monotone: "yes",
        parameters: &[number("decay", "w, the decay per moment", "0 to 1000")],
    },
    ModelCard {
        name: "stage_weighted",
        about: "Each stage has a share of influence on the memory.",
        formula: "R = Σ w_s·m_s / Σ w_s over the stages visited; m_s is the plain mean of the moments of stage s, w_s its `influence`",
        range: "between the worst and the best score seen; no value without influence, for a moment without a stage, or where all stages visited have influence 0",
        source: "practitioners' shares of influence in online retail (browsing 10 %, buying 10 %, waiting 20 %, arrival 60 %); no published model is known to us",
        limits: "shares are judgement, not a fit; within a stage every moment counts the same",
        monotone: "yes",
        parameters: &[],
    },
    ModelCard {
        name: "power_mean",
        about: "Between the lowest and the highest score, by one exponent: below 1 it leans to the low scores.",
        formula: "R = (Σ x_i^p / n)^(1/p); the geometric mean for p = 0",
        range: "between the worst and the best score seen; no value if a score is 0 or below",
        source: "pooling practice in the quality of streamed media (unchecked)",
        limits: "depends on where the scale has its 0; where lower is better, low exponents lean to the good",
        monotone: "yes",
        parameters: &[number(
            "exponent",
            "p, the exponent",
            "-100 to 100, 0 or at least 10⁻⁶ away from it",
        )],
    },
    ModelCard {
        name: "loss_averse_mean",
        about: "Points below neutral count λ times.",
        formula: "R = Σ u(g_i)/n; g_i the points from neutral, u(g) = g for g ≥ 0, λ·g below",
        range: "from −λ times the length of the bad side to the length of the good side",
        source: "Tversky & Kahneman 1992 for λ (unchecked); Mittal, Ross & Baldasare 1998 for the asymmetry",
        limits: "λ comes from choices between gambles, not from memories; the curvature of prospect theory is left out; blind to order",
        monotone: "yes",
        parameters: &[number(
            "loss_aversion",
            "λ, how many times points below neutral count",
            "1 to 1000",
        )],
    },
    ModelCard {
        name: "disconfirmation",
        about: "Peak-end of what was better or worse than expected, in place of the score.",
        formula: "y_i = experience − expectation; R = w·peak(y) + (1 − w)·y_n, the peak being furthest from 0",
        range: "from worst − best to best − worst; no value if a moment has no expectation",
        source: "Oliver 1980 (form unchecked); Parasuraman et al. 1985, 1988",
        limits: "a high expectation only harms here, although expectations also lift what is felt",
        monotone: "yes",
        parameters: &[number("weight", "w, the share of the peak", "0 to 1"), TIE, NEGATIVITY],
    },
    ModelCard {
        name: "acclimation_decay",
        about: "People get used to what they feel, and memory fades with time. The order of the same moments that is remembered best is a crescendo up to T = τ* = 2·ln(α/w)/(α − w) minutes (2/α if α = w), and a U beyond.",
        formula: "b′ = α(x − b), b(0) = b0; R = ∫ e^(−w(T−t)) (x − b) dt = Σ x_i (F(T − s_i) − F(T − t_i)) − b0·F(T) for moments from s_i to t_i, with F(τ) = (e^(−wτ) − e^(−ατ))/(α − w), or τe^(−ατ) if α = w; one minute each where a duration is missing",
        range: "any number",
        source: "Das Gupta, Karmarkar & Roels 2016, Management Science 62(5):1278–1296 (linear form unchecked; the closed form and τ* are ours, checked against integrating the equations)",
        limits: "rates have to be fitted; no satiation, no breaks; with b0 = 0 it depends on where the scale has its 0",
        monotone: "no: raising a moment earlier than τ* before the end raises what later ones are measured against; yes if α = 0 or w = 0",
        parameters: &[
            number("acclimation", "α, the acclimation rate per minute", "0 to 1000"),
            number("decay", "w, the decay rate per minute", "0 to 1000"),
            number("b0", "the score that one is used to at the start", "up to 10⁹ in size"),
        ],
    },
    ModelCard {
        name: "integral",
        about: "Total experience over time, what a perfect accountant of pleasure and pain would keep.",
        formula: "R = Σ x_i·d_i; one minute each where a duration is missing",
        range: "any number",
        source: "Kahneman, Wakker & Sarin 1997, temporal integration (formula unchecked)",
        limits: "the rule that duration neglect violates; depends on where the scale has its 0; compares only journeys of equal length",
        monotone: "yes",
        parameters: &[],
    },
    ModelCard {
        name: "slope_per_step",
        about: "By how much the experience improves from one moment to the next.",
        formula: "R = Σ (i − ī)(x_i − x̄) / Σ (i − ī)², signed towards best",
        range: "any number; no value for a single moment",
        source: "Ariely 1998; Ariely & Carmon 2000",
        limits: "a feature, says nothing of how good it was; goes by moment, not by minute",
        monotone: "no: [1, 2] → [2, 2] takes it from 1 to 0",
        parameters: &[],
    },
    ModelCard {
        name: "slope_latter_half",
        about: "The trend towards the end.",
        formula: "the same slope over the last ⌈n/2⌉ moments",
        range: "any number; no value for fewer than three moments",
        source: "Ariely 1998: final intensity and the trend in the latter half drive the evaluation of pain",
        limits: "a feature; goes by moment, not by minute",
        monotone: "no: [5, 1, 2] → [5, 2, 2] takes it from 1 to 0",
        parameters: &[],
    },
    ModelCard {
        name: "sd_population",
        about: "How uneven the experience is.",
        formula: "R = √(Σ (x_i − x̄)² / n)",
        range: "from 0 to the half of worst to best",
        source: "Alaybek et al. 2022, Organizational Behavior and Human Decision Processes 170:104149 (variability)",
        limits: "a feature, neither good nor bad",
        monotone: "no: [1, 2] → [2, 2] takes it from 0.5 to 0",
        parameters: &[],
    },
    ModelCard {
        name: "range",
        about: "From the worst moment to the best.",
        formula: "R = max x_i − min x_i",
        range: "from 0 to the whole of worst to best",
        source: "Dixon & Victorino 2019 (spread among the sequence effects)",
        limits: "a feature, neither good nor bad",
        monotone: "no: raising the worst score narrows it",
        parameters: &[],
    },
];
