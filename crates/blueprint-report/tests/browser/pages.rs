//! The pages and pictures that are opened, written to a folder by the library.

use std::fmt::Write;
use std::path::PathBuf;
use std::{fs, iter};

use blueprint_report::{Language, PictureOptions, ReportOptions, Scene, picture, report, score};
use peak_end::{PredictOptions, Prediction, predict};
use service_blueprint::document::Rating;
use service_blueprint::{Blueprint, Document, parse};

/// Names that would break a careless page.
const HOSTILE: &str = r#"
blueprint: "</script><script>alert(1)</script> ]]> & <!--"
segments:
  - { id: "a", name: "\"><img src=x onerror=alert(1)>", share: 0.5 }
  - { id: "b", name: "مرحبا بكم في متجرنا", share: 0.5 }
stages:
  - id: s
    name: "<svg onload=alert(1)>"
    touchpoints:
      - { id: t, name: "</script><script>alert(2)</script>", experience: 3, customer: "<b>bold</b> & 'quoted' \"twice\"" }
      - { id: u, name: "שלום עולם ]]> مرحبا", experience: 8, backstage: [ { does: "UNBROKEN" } ], owner: UNBROKEN }
      - { id: v, name: "LONG", notes: [ { pain: "UNBROKEN" } ], segments: { b: { experience: 2 } } }
"#;

/// A folder of files, which goes with its value.
pub(crate) struct Pages {
    folder: tempfile::TempDir,
}

/// A file with the blueprint that it shows.
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) file: PathBuf,
    blueprint: Blueprint,
}

/// What is remembered, as pages show it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) overall: String,
    pub(crate) segments: Vec<String>,
}

fn predicted(blueprint: &Blueprint) -> Prediction {
    predict(blueprint, &PredictOptions::default()).unwrap()
}

impl Pages {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn write(&self, name: &str, blueprint: Blueprint, text: &str) -> Page {
        let file = self.folder.path().join(name);
        fs::write(&file, text).unwrap();
        Page {
            name: name.to_owned(),
            file,
            blueprint,
        }
    }

    fn report(&self, name: &str, blueprint: Blueprint, language: Language) -> Page {
        let options = ReportOptions {
            language,
            ..ReportOptions::default()
        };
        let text = report(&blueprint, None, &options);
        self.write(&format!("{name}.{language}.html"), blueprint, &text)
    }

    /// Every example, and services that are long or hostile, each with its name; those written in Chinese are told.
    fn services() -> Vec<(String, Blueprint, Language)> {
        let folder = fs::read_dir(super::examples()).unwrap();
        let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let examples = files.iter().map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(file).unwrap())
        });
        let long = "很长的名字和 a long name with many words in it ".repeat(125);
        let hostile = HOSTILE
            .replace("LONG", long.trim())
            .replace("UNBROKEN", &"unbroken".repeat(625));
        let others = [
            ("hostile".to_owned(), hostile),
            ("two-hundred".to_owned(), benches::drawn_blueprint(200)),
        ];
        let services = examples.chain(others).map(|(name, text)| {
            let language = if name.ends_with(".zh") {
                Language::Chinese
            } else {
                Language::English
            };
            (name, parse(&text).unwrap(), language)
        });
        services.collect()
    }

    /// The reports.
    pub(crate) fn reports(&self) -> Vec<Page> {
        let reports = Self::services().into_iter();
        reports
            .map(|(name, blueprint, language)| self.report(&name, blueprint, language))
            .collect()
    }

    /// The pictures for everyone.
    pub(crate) fn pictures(&self) -> Vec<Page> {
        let pictures = Self::services().into_iter().map(|(name, blueprint, language)| {
            let text = {
                let prediction = Ok(predicted(&blueprint));
                let scene = Scene::new(&blueprint, None, &prediction, |_| true);
                picture(
                    &scene,
                    &PictureOptions {
                        language,
                        ..PictureOptions::default()
                    },
                )
            };
            self.write(&format!("{name}.svg"), blueprint, &text)
        });
        pictures.collect()
    }

    /// A service in which customers go from everywhere to many places, of so many touchpoints and segments.
    pub(crate) fn branching(&self, touchpoints: usize, segments: usize) -> Page {
        let mut text = String::from("blueprint: Everywhere\nsegments:\n");
        for segment in 0..segments {
            writeln!(text, "  - {{ id: s{segment}, share: {} }}", 1.0 / segments as f64).unwrap();
        }
        text.push_str("stages:\n  - id: all\n    touchpoints:\n");
        for at in 0..touchpoints {
            // Five ways on to places all over, by a rule that is as good as chance.
            let mut to: Vec<usize> = (1..=5)
                .map(|step| (at * 17 + step * step * 11 + 3) % touchpoints)
                .collect();
            to.sort_unstable();
            to.dedup();
            let ways: String = to.iter().map(|to| format!("t{to}: 0.15, ")).collect();
            let score = (at * 37 % 101) as f64 / 10.0;
            writeln!(
                text,
                "      - {{ id: t{at}, experience: {score}, next: {{ {ways}end: rest }} }}"
            )
            .unwrap();
        }
        self.report("everywhere", parse(&text).unwrap(), Language::English)
    }
}

impl Page {
    /// Whether every slider of it can be tried in reasonable time.
    pub(crate) fn is_small(&self) -> bool {
        self.blueprint.touchpoints().len() <= 30
    }

    /// Position and id of each segment.
    pub(crate) fn segments(&self) -> Vec<(usize, String)> {
        let segments = self.blueprint.segments();
        segments
            .map(|segment| (segment.position(), segment.id().to_string()))
            .collect()
    }

    /// The touchpoints that a segment can come to.
    pub(crate) fn touchpoints(&self, segment: usize) -> Vec<usize> {
        let Some(segment) = self.blueprint.segments().nth(segment) else {
            return Vec::new();
        };
        let comes = iter::zip(segment.journey().reachable(), self.blueprint.touchpoints());
        let comes = comes.filter(|(comes, touchpoint)| *comes && !touchpoint.is_skipped(segment));
        comes.map(|(_, touchpoint)| touchpoint.position()).collect()
    }

    /// The name of a touchpoint.
    pub(crate) fn name_of(&self, touchpoint: usize) -> &str {
        self.blueprint.touchpoint_at(touchpoint).unwrap().name()
    }

    /// What the library predicts, if in one segment a touchpoint had another score.
    pub(crate) fn predicted(&self, moved: Option<(usize, usize, f64)>) -> Shown {
        let mut document: Document = self.blueprint.document().clone();
        // Another score may make an option impossible, and options change no prediction.
        document.options.clear();
        if let Some((segment, touchpoint, score)) = moved {
            let touchpoint = self.blueprint.touchpoint_at(touchpoint).unwrap();
            let stage = &mut document.stages[touchpoint.stage().position()];
            let written = &mut stage.touchpoints[touchpoint.slot()];
            let segment = self.blueprint.segments().nth(segment).unwrap();
            let experience = if segment.is_default() {
                &mut written.experience
            } else {
                &mut written.segments.entry(segment.id().to_string()).or_default().experience
            };
            *experience = Some(Rating::Assumed(score));
        }
        let found = predicted(&Blueprint::try_from(document).unwrap());
        let shown = |outlook: &peak_end::Outlook| outlook.remembered("peak_end").map_or(String::new(), score);
        Shown {
            overall: shown(&found.overall),
            segments: found.segments.iter().map(|segment| shown(&segment.outlook)).collect(),
        }
    }
}
