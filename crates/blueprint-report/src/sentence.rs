//! The sentence that opens a drawing: what they will remember, against what they live through.

use peak_end::Attribution;
use service_blueprint::Scale;

use crate::share::is_some;
use crate::{Language, Scene, percent, score};

/// What customers will remember, in one sentence that can be repeated in a meeting. Journeys without a scored moment are not in
/// it; where there are any, it says how many. A no-break space keeps `%` with its number.
///
/// # Examples
/// ```
/// use blueprint_report::{Language, Scene, sentence};
/// use peak_end::{PredictOptions, predict};
/// let text = "{ blueprint: Coffee, stages: [{ id: buy, touchpoints: [{ id: queue, experience: 3 }, { id: sip, experience: 9 }] }] }";
/// let blueprint = service_blueprint::parse(text)?;
/// let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
/// let scene = Scene::new(&blueprint, None, &prediction, |_| true);
/// let said = sentence(&scene, Language::English);
/// assert!(said.starts_with("Coffee: customers will remember 9 of 10 and live through 6; the peak is “sip” (100\u{a0}% of journeys)"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sentence(scene: &Scene<'_>, language: Language) -> String {
    let name = scene.blueprint.name();
    let outlook = match &scene.outlook {
        Ok(outlook) => outlook,
        Err(reason) => return language.not_known(name, reason),
    };
    let who = match scene.segment {
        Some(segment) if !segment.is_default() => segment.name(),
        _ => language.customers(),
    };
    let (Some(remembered), Some(experienced)) = (outlook.law.mean(), outlook.experienced) else {
        return language.nothing_scored(name, who);
    };
    let peak = named(scene, &outlook.peak).map(|(name, share)| language.the_peak_is(name, share));
    let trough = named(scene, &outlook.trough).map(|(name, share)| language.the_trough(name, share));
    let end = named(scene, &outlook.end).map(|(name, share)| language.the_usual_end(name, share));
    let parts: Vec<String> = [peak, trough, end].into_iter().flatten().collect();
    let scale = on_scale(scene.blueprint.scale(), language);
    let (remembered, experienced) = (score(remembered), score(experienced));
    let mut parts = parts.join(language.between_parts());
    if is_some(outlook.unscored) {
        parts += &language.left_out_of_it(figure(outlook.unscored));
    }
    language.sentence(name, who, remembered, scale, experienced, parts)
}

/// A share whose sign stays with its number where lines break.
fn figure(share: f64) -> String {
    percent(share).replace(' ', "\u{a0}")
}

/// ` of 10` where that says it all, else the whole scale.
fn on_scale(scale: Scale, language: Language) -> String {
    if scale.worst() == 0.0 && scale.best() > 0.0 {
        return language.of_best(score(scale.best()));
    }
    language.worst_and_best(score(scale.worst()), score(scale.best()))
}

/// A touchpoint's name and how often it plays its part.
fn named<'b>(scene: &Scene<'b>, attribution: &Option<Attribution>) -> Option<(&'b str, String)> {
    let attribution = attribution.as_ref()?;
    let touchpoint = scene.blueprint.touchpoint(attribution.touchpoint.as_str())?;
    Some((touchpoint.name(), figure(attribution.share)))
}
