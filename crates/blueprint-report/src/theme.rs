//! Colours: one row for each part they play, light and dark. Nothing that is drawn names a colour of its own.

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on black.
    Dark,
    /// Light or dark, as the reader's machine asks; light in print. Browsers know how to, other programs show it light.
    Auto,
}

/// Each part that a colour plays, in light and in dark. Text is told from its ground by a contrast of 4.5 or more.
pub(crate) const COLOURS: [(&str, &str, &str); 47] = [
    // Ground and ink.
    ("paper", "#ffffff", "#12171d"),
    ("panel", "#f5f7f9", "#1a2129"),
    ("ink", "#1b2430", "#e8edf2"),
    ("quiet", "#56616d", "#a3afbb"),
    ("rule", "#d7dde4", "#303a45"),
    ("strong-rule", "#8793a0", "#6d7986"),
    ("header", "#243447", "#2c3d50"),
    ("on-header", "#ffffff", "#f2f6fa"),
    ("quiet-on-header", "#c9d4df", "#b9c6d3"),
    ("focus", "#1d4ed8", "#7db4ff"),
    // The curve.
    ("good", "#0f766e", "#4fc7b8"),
    ("bad", "#b4431f", "#ff9468"),
    ("curve", "#33475b", "#c2cfdc"),
    ("spread", "#e4ebf3", "#223040"),
    ("expectation", "#66727f", "#93a1af"),
    ("way", "#1f5a94", "#7fb4ea"),
    ("segment-1", "#8a4f9e", "#d3a2e3"),
    ("segment-2", "#9a5b00", "#eab464"),
    ("segment-3", "#2a6f3b", "#85cf97"),
    ("segment-4", "#a8325e", "#f196b5"),
    // The lanes: pale fill, edge, label.
    ("evidence-fill", "#fff7e0", "#2b2616"),
    ("evidence-edge", "#dccb92", "#5e5226"),
    ("evidence-ink", "#7a5f12", "#e0c362"),
    ("customer-fill", "#e8f1fb", "#17283a"),
    ("customer-edge", "#b6cfe9", "#2f5178"),
    ("customer-ink", "#1f5a94", "#7fb4ea"),
    ("frontstage-fill", "#e6f5ee", "#15291f"),
    ("frontstage-edge", "#aed8c4", "#2c5a43"),
    ("frontstage-ink", "#14693f", "#6fd0a1"),
    ("backstage-fill", "#efecfa", "#231f38"),
    ("backstage-edge", "#c9bfe9", "#4b4178"),
    ("backstage-ink", "#5b3f9e", "#b8a4f2"),
    ("support-fill", "#eef0f2", "#20262d"),
    ("support-edge", "#cdd3d9", "#434d57"),
    ("support-ink", "#3d4852", "#c0cad4"),
    ("arrow", "#5d6875", "#94a1ae"),
    // The marks: letters in the paper's colour on these.
    ("fail-point", "#b4431f", "#ff9468"),
    ("wait", "#7a5f12", "#e0c362"),
    ("truth", "#0f766e", "#4fc7b8"),
    ("standard", "#5b3f9e", "#b8a4f2"),
    ("pain", "#a8325e", "#f196b5"),
    ("idea", "#1f5a94", "#7fb4ea"),
    ("on-mark", "#ffffff", "#12171d"),
    ("hatch", "#dfe4ea", "#29323c"),
    // Charts.
    ("bar", "#5b86b4", "#5b86b4"),
    ("gain", "#d3ece6", "#1d3b36"),
    ("loss", "#f8e0d6", "#43261a"),
];

impl Theme {
    /// A stylesheet whose colours are written `var(--part)`, with the colours in their places, for programs that know no
    /// variables.
    pub(crate) fn dress(self, sheet: &str) -> String {
        match self {
            Self::Light => dressed(sheet, |(_, light, _)| light),
            Self::Dark => dressed(sheet, |(.., dark)| dark),
            Self::Auto => {
                let dark = dressed(sheet, |(.., dark)| dark);
                format!(
                    "{}@media screen and (prefers-color-scheme:dark){{{dark}}}",
                    Self::Light.dress(sheet)
                )
            }
        }
    }

    /// The colours as variables, for a page whose stylesheets use them.
    pub(crate) fn variables(self) -> String {
        match self {
            Self::Light => format!(":root{{color-scheme:light;{}}}", listed(|(_, light, _)| light)),
            Self::Dark => format!(
                ":root{{color-scheme:dark;{}}}@media print{{:root{{color-scheme:light;{}}}}}",
                listed(|(.., dark)| dark),
                listed(|(_, light, _)| light)
            ),
            Self::Auto => format!(
                ":root{{color-scheme:light dark;{}}}@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}",
                listed(|(_, light, _)| light),
                listed(|(.., dark)| dark)
            ),
        }
    }
}

/// A row of the table.
type Row = (&'static str, &'static str, &'static str);

fn listed(colour: fn(Row) -> &'static str) -> String {
    COLOURS
        .iter()
        .map(|row| format!("--{}:{};", row.0, colour(*row)))
        .collect()
}

fn dressed(sheet: &str, colour: fn(Row) -> &'static str) -> String {
    let mut dressed = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("var(--") {
        let (part, after) = after.split_once(')').unwrap_or((after, ""));
        let row = COLOURS.iter().find(|row| row.0 == part);
        dressed.push_str(before);
        dressed.push_str(row.map_or("none", |row| colour(*row)));
        rest = after;
    }
    dressed.push_str(rest);
    dressed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, as WCAG 2 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn colour(part: &str) -> (&'static str, &'static str) {
        let row = COLOURS
            .iter()
            .find(|row| row.0 == part)
            .unwrap_or_else(|| panic!("no colour for {part}"));
        (row.1, row.2)
    }

    #[test]
    fn text_stands_out_from_its_ground() {
        let on_paper = [
            "ink",
            "quiet",
            "good",
            "bad",
            "curve",
            "expectation",
            "way",
            "segment-1",
            "segment-2",
            "segment-3",
            "segment-4",
            "evidence-ink",
            "customer-ink",
            "frontstage-ink",
            "backstage-ink",
            "support-ink",
            "pain",
            "idea",
        ];
        let mut pairs: Vec<(&str, &str)> = on_paper
            .iter()
            .flat_map(|part| [(*part, "paper"), (*part, "panel")])
            .collect();
        for lane in [
            "evidence-fill",
            "customer-fill",
            "frontstage-fill",
            "backstage-fill",
            "support-fill",
        ] {
            pairs.extend([("ink", lane), ("quiet", lane)]);
        }
        pairs.extend([
            ("on-header", "header"),
            ("quiet-on-header", "header"),
            ("ink", "gain"),
            ("ink", "loss"),
        ]);
        pairs.extend(["fail-point", "wait", "truth", "standard", "pain", "idea"].map(|mark| ("on-mark", mark)));
        for (text, ground) in pairs {
            let ((light, dark), (on_light, on_dark)) = (colour(text), colour(ground));
            assert!(
                contrast(light, on_light) >= 4.5,
                "{text} on {ground} in light: {}",
                contrast(light, on_light)
            );
            assert!(
                contrast(dark, on_dark) >= 4.5,
                "{text} on {ground} in dark: {}",
                contrast(dark, on_dark)
            );
        }
    }

    #[test]
    fn a_sheet_is_dressed_in_the_colours_of_its_theme() {
        let sheet = ".ink{fill:var(--ink)}";
        assert_eq!(Theme::Light.dress(sheet), ".ink{fill:#1b2430}");
        assert_eq!(
            Theme::Auto.dress(sheet),
            ".ink{fill:#1b2430}@media screen and (prefers-color-scheme:dark){.ink{fill:#e8edf2}}"
        );
    }
}
