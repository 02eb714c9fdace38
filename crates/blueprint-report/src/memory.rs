//! Which parts a touchpoint plays in memory, where it plays them often enough to be told.

use crate::{Language, Moment, Scene};

/// A part in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Memory {
    /// The remembered peak.
    Peak,
    /// The lowest moment.
    Trough,
    /// The end.
    End,
}

impl Memory {
    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Peak => language.peak(),
            Self::Trough => language.trough(),
            Self::End => language.end(),
        }
    }
}

/// A part that a touchpoint plays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plays {
    /// The part.
    pub part: Memory,
    /// In which share of journeys.
    pub share: f64,
    /// Whether no touchpoint plays it more often.
    pub is_main: bool,
}

/// The smallest share of journeys that is worth telling. Chosen.
const WORTH_TELLING: f64 = 0.05;

/// Peak, trough and end, in this order, where the touchpoint is the main one or is it in at least 5 % of journeys.
pub fn plays(scene: &Scene<'_>, moment: &Moment<'_>) -> Vec<Plays> {
    let (Ok(outlook), Some(own)) = (&scene.outlook, &moment.outlook) else {
        return Vec::new();
    };
    let candidates = [
        (Memory::Peak, own.p_peak, &outlook.peak),
        (Memory::Trough, own.p_trough, &outlook.trough),
        (Memory::End, own.p_end, &outlook.end),
    ];
    let played = candidates.into_iter().map(|(part, share, main)| Plays {
        part,
        share,
        is_main: main.as_ref().is_some_and(|main| main.touchpoint == own.id),
    });
    played
        .filter(|played| played.is_main || played.share >= WORTH_TELLING)
        .collect()
}
