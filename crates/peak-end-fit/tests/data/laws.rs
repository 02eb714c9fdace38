//! The same episodes, however they are written.

use std::fmt::Write;

use peak_end_fit::{Episode, Episodes, Outcome, RatedMoment, ReadOptions};
use proptest::prelude::*;

use super::{read, stars};

/// The columns of the wide table.
const TOUCHPOINTS: [&str; 4] = ["moment a", "moment b", "moment c", "moment d"];

/// Ratings of an episode, one for each touchpoint, some missing.
type Answers = (u8, f64, [Option<f64>; 4]);

fn answers() -> impl Strategy<Value = Answers> {
    let rating = prop::option::weighted(0.8, (0..=400u32).prop_map(|step| 1.0 + f64::from(step) / 100.0));
    let all = prop::array::uniform4(rating);
    (0..5u8, (0..=10u32).prop_map(f64::from), all).prop_filter("a moment is rated", |(_, _, ratings)| {
        ratings.iter().any(Option::is_some)
    })
}

fn expected(list: &[Answers]) -> Episodes {
    let episode = |(number, (person, overall, ratings)): (usize, &Answers)| Episode {
        name: format!("e{number}"),
        person: format!("p{person}"),
        overall: *overall,
        moments: TOUCHPOINTS
            .iter()
            .zip(ratings)
            .filter_map(|(name, rating)| {
                Some(RatedMoment {
                    touchpoint: (*name).to_owned(),
                    rating: (*rating)?,
                    minutes: None,
                })
            })
            .collect(),
        ..Episode::default()
    };
    let scale = stars().scale.unwrap();
    Episodes::new(scale, Outcome::Rating, list.iter().enumerate().map(episode)).unwrap()
}

fn cell(rating: Option<f64>) -> String {
    rating.map_or("NA".into(), |rating| rating.to_string())
}

fn wide(list: &[Answers]) -> String {
    let mut text = format!("overall,person,{},episode\n", TOUCHPOINTS.join(","));
    for (number, (person, overall, ratings)) in list.iter().enumerate() {
        let cells: Vec<String> = ratings.iter().map(|rating| cell(*rating)).collect();
        writeln!(text, "{overall},p{person},{},e{number}", cells.join(",")).unwrap();
    }
    text
}

/// Rows of all episodes, one moment of each after the other, later moments first where `backwards`; the first of each
/// episode in the order of episodes.
fn long(list: &[Answers], backwards: bool) -> String {
    let mut text = "person,episode,touchpoint,order,rating,overall\n".to_owned();
    let mut places: Vec<usize> = (0..TOUCHPOINTS.len()).collect();
    if backwards {
        places.reverse();
    }
    for place in places {
        for (number, (person, overall, ratings)) in list.iter().enumerate() {
            let (name, rating) = (TOUCHPOINTS[place], cell(ratings[place]));
            writeln!(text, "p{person},e{number},{name},{place},{rating},{overall}").unwrap();
        }
    }
    text
}

fn json_lines(list: &[Answers]) -> String {
    let line = |(number, (person, overall, ratings)): (usize, &Answers)| {
        let moments: Vec<serde_json::Value> = TOUCHPOINTS
            .iter()
            .zip(ratings)
            .map(|(name, rating)| serde_json::json!({ "touchpoint": name, "rating": rating }))
            .collect();
        let episode = serde_json::json!({
            "person": format!("p{person}"), "episode": format!("e{number}"), "overall": overall, "moments": moments,
        });
        format!("{episode}\n")
    };
    list.iter().enumerate().map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn wide_long_and_json_lines_are_the_same_episodes(list in prop::collection::vec(answers(), 1..20)) {
        let expected = expected(&list);
        let options: ReadOptions = stars();
        prop_assert_eq!(&read(&wide(&list), &options).episodes, &expected);
        prop_assert_eq!(&read(&long(&list, false), &options).episodes, &expected);
        prop_assert_eq!(&read(&long(&list, true), &options).episodes, &expected);
        prop_assert_eq!(&read(&json_lines(&list), &options).episodes, &expected);
    }
}
