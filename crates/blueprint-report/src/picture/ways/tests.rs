//! What holds of every ways strip: nothing stands over something else, and no way is missing.

use peak_end::{PredictOptions, predict};
use proptest::prelude::*;
use service_blueprint::document::arbitrary::valid_documents;
use service_blueprint::{Blueprint, Target};

use super::{Layout, Shape, going};
use crate::picture::geometry::{COLUMNS_LEFT, MARGIN, PITCH};
use crate::text::clean;
use crate::{Language, Scene, percent, strips};

/// Where the picture ends.
fn right(columns: usize) -> f64 {
    COLUMNS_LEFT + PITCH * columns.max(4) as f64
}

fn layouts(blueprint: &Blueprint, columns: usize) -> Vec<Layout> {
    let prediction = predict(blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
    let scene = Scene::new(blueprint, None, &prediction, |_| true);
    let strips = strips(&scene, columns);
    let longest = strips.iter().map(|strip| strip.columns.len()).max().unwrap_or(0);
    let lay = |strip| Layout::of(&scene, Language::English, strip, right(longest));
    strips.iter().map(lay).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn ways_of_a_row_stand_apart_and_in_the_picture(document in valid_documents()) {
        let blueprint = Blueprint::try_from(document).unwrap();
        for layout in layouts(&blueprint, 5) {
            for (i, way) in layout.ways.iter().enumerate() {
                let (left, end) = way.interval();
                prop_assert!(left >= MARGIN && end <= right(5) + MARGIN, "{:?}", way);
                for other in layout.ways[..i].iter().filter(|other| other.row == way.row) {
                    let (from, to) = other.interval();
                    prop_assert!(end < from || to < left, "{:?} over {:?}", way, other);
                }
            }
        }
    }

    #[test]
    fn every_way_is_drawn_or_goes_without_saying(document in valid_documents()) {
        let blueprint = Blueprint::try_from(document).unwrap();
        let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
        let scene = Scene::new(&blueprint, None, &prediction, |_| true);
        let drawn: Vec<String> = layouts(&blueprint, 5)
            .into_iter()
            .flat_map(|layout| layout.ways)
            .map(|way| way.title)
            .collect();
        for (here, column) in scene.columns.iter().enumerate() {
            for moment in &column.moments {
                for (target, share) in moment.ways.iter().filter(|(_, share)| *share > 1e-9) {
                    let is_plain = moment.ways.len() == 1
                        && match target {
                            Target::Touchpoint(next) => scene.column_of(*next) == Some(here + 1),
                            Target::End(_) => blueprint.document().ends.is_empty(),
                        };
                    let (from, to) = (moment.touchpoint.name(), going::name(&scene, *target));
                    let title = Language::English.way_of(from, to, percent(*share));
                    let is_told = drawn.iter().any(|told| told.starts_with(&*clean(&title)));
                    prop_assert!(is_plain || is_told, "{title} is missing");
                }
            }
        }
    }
}

#[test]
fn each_kind_of_way_has_its_shape_and_words() {
    let text = "blueprint: B\nends: [{ id: gone, name: Gives up }, { id: done, name: Has it, goal: true }]\nstart: { a: 70%, c: rest }\n\
                stages:\n- id: s\n  touchpoints:\n  - { id: a, experience: 6, next: { a: 10%, c: { share: 20%, when: in a hurry }, gone: 5%, b: rest } }\n\
                \x20 - { id: b, experience: 7 }\n  - { id: c, experience: 8, next: { a: 10%, done: rest } }\n";
    let blueprint = service_blueprint::parse(text).unwrap();
    let layout = layouts(&blueprint, 12).remove(0);
    let told: Vec<(Shape, &str, bool)> = layout
        .ways
        .iter()
        .map(|way| (way.shape, way.words.as_str(), way.to > way.from))
        .collect();
    assert_eq!(
        told,
        [
            (Shape::Enters, "70 % start here", true),
            (Shape::Loop, "10 %", true),
            (Shape::Arrow, "20 %", true),
            (Shape::Leaves, "Gives up 5 %", true),
            (Shape::Arrow, "65 %", true),
            (Shape::Enters, "30 % start here", true),
            (Shape::Arrow, "10 %", false),
            (Shape::Goal, "Has it 90 %", true),
        ]
    );
    assert!(layout.ways.iter().any(|way| way.title == "a → c 20 % (in a hurry)"));
    assert_eq!(layout.ways[0].title, "70 % of journeys start at a");
}

#[test]
fn a_name_is_written_whole_where_there_is_room() {
    let name = "Has it, but will not come back for another one";
    let text = format!(
        "blueprint: B\nends: [{{ id: gone, name: \"{name}\" }}, {{ id: done, goal: true }}]\nstages:\n- id: s\n  touchpoints:\n\
         \x20 - {{ id: a, experience: 6, next: {{ gone: 24%, b: rest }} }}\n  - {{ id: b, experience: 7, next: done }}\n"
    );
    let blueprint = service_blueprint::parse(&text).unwrap();
    let layout = layouts(&blueprint, 12).remove(0);
    assert_eq!(layout.ways[0].words, format!("{name} 24 %"));
}

#[test]
fn a_way_to_another_strip_runs_to_the_edge_with_its_name() {
    let text = "blueprint: B\nstages:\n- id: s\n  touchpoints:\n  - { id: a, experience: 6, next: { b: 10%, c: rest } }\n  - { id: b, experience: 7 }\n\
                - id: t\n  touchpoints:\n  - { id: c, name: Comes home, experience: 8, next: { a: 10%, end: rest } }\n";
    let blueprint = service_blueprint::parse(text).unwrap();
    let strips = layouts(&blueprint, 2);
    let words = |layout: &Layout| -> Vec<String> { layout.ways.iter().map(|way| way.words.clone()).collect() };
    assert_eq!(words(&strips[0]), ["10 %", "Comes home 90 %"]);
    assert_eq!(words(&strips[1]), ["a 10 %", "ends 90 %"]);
    assert!(strips[1].ways[0].to < COLUMNS_LEFT);
}
