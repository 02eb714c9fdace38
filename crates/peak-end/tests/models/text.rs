//! Models by text: what is written is read back, and what is wrong is told.

use std::num::NonZeroUsize;

use peak_end::{
    AcclimationDecay, BestBeforeEndAndEnd, BestEnd, Disconfirmation, End, EndRule, FeatureWeights, LossAverseMean,
    MinimumEnd, Model, ModelTextError, Negativity, ParameterValue, PeakAlone, PeakEnd, PeakRule, PowerMean,
    RecencyMean, TieRule, TroughPeakEnd, Weight, WeightedFeatures,
};
use proptest::prelude::*;

fn weight() -> impl Strategy<Value = Weight> {
    prop_oneof![Just(0.5), Just(0.0), Just(1.0), 0.0..=1.0].prop_map(|weight| Weight::new(weight).unwrap())
}

fn negativity() -> impl Strategy<Value = Negativity> {
    prop_oneof![Just(1.0), 1.0..=1000.0].prop_map(|lambda| Negativity::new(lambda).unwrap())
}

fn tie() -> impl Strategy<Value = TieRule> {
    prop::sample::select(TieRule::ALL.to_vec())
}

fn peak() -> impl Strategy<Value = PeakRule> {
    prop_oneof![
        (tie(), negativity()).prop_map(|(tie, negativity)| PeakRule::MostIntense { tie, negativity }),
        Just(PeakRule::Best),
        Just(PeakRule::Trough),
        (tie(), negativity()).prop_map(|(tie, negativity)| PeakRule::MostIntenseBeforeEnd { tie, negativity }),
        Just(PeakRule::BestBeforeEnd),
        tie().prop_map(|tie| PeakRule::FurthestFromOwnMean { tie }),
    ]
}

fn end() -> impl Strategy<Value = EndRule> {
    prop_oneof![
        Just(EndRule::LastMoment),
        (1..1000_usize).prop_map(|k| EndRule::MeanOfLast(NonZeroUsize::new(k).unwrap())),
        Just(EndRule::LastStage),
    ]
}

fn trough_peak_end() -> impl Strategy<Value = Model> {
    (0.0..=1.0, 0.0..=1.0, end()).prop_map(|(one, other, end)| {
        let (low, high) = if one < other { (one, other) } else { (other, one) };
        let model = TroughPeakEnd::new(low, high - low, 1.0 - high).unwrap();
        model.with_end(end).into()
    })
}

fn weighted_features() -> impl Strategy<Value = Model> {
    let weight = prop_oneof![Just(0.0), -2.0..2.0, -1e9..=1e9];
    prop::collection::vec(weight, 10).prop_map(|weights| {
        let weights = FeatureWeights {
            intercept: weights[0],
            mean: weights[1],
            peak: weights[2],
            end: weights[3],
            trough: weights[4],
            best: weights[5],
            start: weights[6],
            slope: weights[7],
            slope_latter_half: weights[8],
            sd: weights[9],
        };
        WeightedFeatures::new(weights).unwrap().into()
    })
}

/// Any model with any parameters.
fn model() -> impl Strategy<Value = Model> {
    prop_oneof![
        prop::sample::select(Model::all()),
        (weight(), peak(), end()).prop_map(|(weight, peak, end)| PeakEnd { weight, peak, end }.into()),
        (weight(), end()).prop_map(|(weight, end)| MinimumEnd { weight, end }.into()),
        (weight(), end()).prop_map(|(weight, end)| BestEnd { weight, end }.into()),
        (weight(), end()).prop_map(|(weight, end)| BestBeforeEndAndEnd { weight, end }.into()),
        trough_peak_end(),
        weighted_features(),
        peak().prop_map(|peak| PeakAlone { peak }.into()),
        end().prop_map(|end| End { end }.into()),
        (0.0..=1000.0).prop_map(|decay| RecencyMean::new(decay).unwrap().into()),
        prop_oneof![Just(0.0), 1e-6..=100.0, -100.0..=-1e-6].prop_map(|p| PowerMean::new(p).unwrap().into()),
        (1.0..=1000.0).prop_map(|lambda| LossAverseMean::new(lambda).unwrap().into()),
        (weight(), tie(), negativity()).prop_map(|(weight, tie, negativity)| {
            Disconfirmation {
                weight,
                tie,
                negativity,
            }
            .into()
        }),
        (0.0..=1000.0, 0.0..=1000.0, -1e9..=1e9)
            .prop_map(|(alpha, w, b0)| AcclimationDecay::new(alpha, w, b0).unwrap().into()),
    ]
}

/// The name with every parameter that the model lists.
fn in_full(model: &Model) -> String {
    let parameters = model.parameters();
    let parameters = parameters.iter().map(|parameter| match parameter.value {
        ParameterValue::Number(number) => format!("{} = {number}", parameter.name),
        ParameterValue::Rule(rule) => format!(" {}={rule}", parameter.name),
    });
    format!(" {} ( {} ) ", model.name(), parameters.collect::<Vec<_>>().join(" , "))
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(model in model()) {
        prop_assert_eq!(model.text().parse::<Model>(), Ok(model));
    }

    #[test]
    fn every_parameter_that_is_listed_may_be_given(model in model()) {
        prop_assert_eq!(in_full(&model).parse::<Model>(), Ok(model));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        _ = text.parse::<Model>();
        _ = format!("peak_end({text})").parse::<Model>();
    }
}

#[test]
fn a_usual_model_is_written_by_name() {
    for model in Model::all() {
        assert_eq!(model.text(), model.name());
        assert_eq!(format!("{}()", model.name()).parse(), Ok(model));
    }
}

#[test]
fn only_what_is_not_usual_is_written() {
    let read = |text: &str| text.parse::<Model>().unwrap().text();
    assert_eq!(
        read("peak_end(weight=0.7, tie=last, peak=most_intense, negativity=2)"),
        "peak_end(weight=0.7, tie=last, negativity=2)"
    );
    assert_eq!(
        read("peak_end(end_moments=3, end=mean_of_last, peak=furthest_from_own_mean, tie=first)"),
        "peak_end(peak=furthest_from_own_mean, tie=first, end=mean_of_last, end_moments=3)"
    );
    assert_eq!(
        read("weighted_features(mean=1,end=0,trough=0)"),
        "weighted_features(mean=1, end=0, trough=0)"
    );
}

#[test]
fn what_is_wrong_is_told() {
    let told = |text: &str| text.parse::<Model>().unwrap_err().to_string();
    insta::assert_snapshot!(
        [
            "recency_men",
            "",
            "recency_mean(decay=0.3",
            "recency_mean decay=0.3",
            "recency_mean(0.3)",
            "recency_mean(decay=)",
            "recency_mean((decay=1))",
            "recency_mean(decay=0.3,)",
            "recency_mean(dekay=0.3)",
            "mean(weight=0.3)",
            "recency_mean(decay=0.3, decay=0.3)",
            "recency_mean(decay=fast)",
            "recency_mean(decay=NaN)",
            "recency_mean(decay=-1)",
            "peak_end(weight=1.5)",
            "peak_end(tie=lst)",
            "peak_end(peak=best, tie=last)",
            "peak_end(end=mean_of_last)",
            "peak_end(end=mean_of_last, end_moments=2.5)",
            "peak_end(end_moments=2)",
            "trough_peak_end(end_weight=0.5)",
            "power_mean(exponent=1e-9)",
            "fitted",
        ]
        .map(|text| format!("{text}\n    {}", told(text)))
        .join("\n")
    );
    assert_eq!(
        "maximum".parse::<Model>(),
        Err(ModelTextError::Unknown("maximum".into()))
    );
}
