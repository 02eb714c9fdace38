//! The sentence that opens the drawing: what they will remember, against what they live through.

use peak_end::Attribution;
use service_blueprint::Scale;

use super::Scene;
use crate::terminal::{Line, Palette, percent, score, wrap};

/// The sentence, wrapped.
pub(super) fn sentence(scene: &Scene<'_>, width: usize) -> Vec<Line> {
    let lines = wrap(&words(scene), width);
    lines.into_iter().map(|line| Line::new(Palette::STRONG, line)).collect()
}

fn words(scene: &Scene<'_>) -> String {
    let name = scene.blueprint.name();
    let outlook = match &scene.outlook {
        Ok(outlook) => outlook,
        Err(reason) => return format!("{name}: what customers will remember is not known, because {reason}."),
    };
    let who = match scene.segment {
        Some(segment) if !segment.is_default() => segment.name(),
        _ => "customers",
    };
    let (Some(remembered), Some(experienced)) = (outlook.law.mean(), outlook.experienced) else {
        return format!("{name}: what {who} will remember is not known, because no moment that they meet is scored.");
    };
    let scale = on_scale(scene.blueprint.scale());
    let (remembered, experienced) = (score(remembered), score(experienced));
    let parts: Vec<String> = [
        ("the peak is", &outlook.peak, " of journeys"),
        ("the trough", &outlook.trough, ""),
        ("the usual end", &outlook.end, ""),
    ]
    .into_iter()
    .filter_map(|(part, attribution, more)| Some(format!("{part} {}", named(scene, attribution.as_ref()?, more))))
    .collect();
    format!(
        "{name}: {who} will remember {remembered}{scale} and live through {experienced}; {}.",
        parts.join(", ")
    )
}

fn named(scene: &Scene<'_>, attribution: &Attribution, more: &str) -> String {
    let id = attribution.touchpoint.as_str();
    let name = scene
        .blueprint
        .touchpoint(id)
        .map_or(id, |touchpoint| touchpoint.name());
    format!("“{name}” ({}{more})", percent(attribution.share))
}

/// ` of 10` where that says it all, else the whole scale.
fn on_scale(scale: Scale) -> String {
    if scale.worst() == 0.0 && scale.best() > 0.0 {
        return format!(" of {}", score(scale.best()));
    }
    format!(" (worst is {}, best {})", score(scale.worst()), score(scale.best()))
}
