//! What holds of the exports of any blueprint.

use blueprint_report::{Language, Scene, export};
use proptest::prelude::*;
use service_blueprint::Blueprint;
use service_blueprint::document::arbitrary::valid_documents;

use super::blueprints::prediction;
use super::table::{harmless, rows, said};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_export_says_every_touchpoint(document in valid_documents()) {
        let blueprint = Blueprint::try_from(document).unwrap();
        let predicted = prediction(&blueprint);
        let scene = Scene::new(&blueprint, None, &predicted, |_| true);
        let shown = scene.moments().count();
        for language in Language::ALL {
            let journey = export::mermaid_journey(&scene, language);
            prop_assert_eq!(journey.lines().filter(|line| line.starts_with("        ")).count(), shown);
            let flowchart = export::mermaid_flowchart(&scene, language);
            prop_assert_eq!(flowchart.lines().filter(|line| line.starts_with("        t")).count(), shown);
            prop_assert_eq!(flowchart.matches('"').count() % 2, 0);
            let dot = export::dot(&scene, language);
            prop_assert_eq!(dot.lines().filter(|line| line.starts_with("        t")).count(), shown);
            let wide = rows(&export::csv_wide(&scene, language));
            prop_assert_eq!(wide[0].len(), shown + 1);
        }
        let long = rows(&export::csv_long([&scene]));
        prop_assert_eq!(long.len(), shown + 1);
        let mut names: Vec<_> = scene.moments().map(|one| (one.touchpoint.position(), one.touchpoint.name())).collect();
        names.sort_unstable();
        for (row, (_, name)) in long[1..].iter().zip(names) {
            prop_assert_eq!(said(&row[10]), harmless(name));
        }
    }
}
