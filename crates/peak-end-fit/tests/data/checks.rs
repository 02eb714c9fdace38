//! The checks find what is wrong with data, and leave honest data alone.

use peak_end_fit::{Episode, Episodes, FINDING_CODES, Finding, Severity, data_checks};
use proptest::prelude::*;

use super::made_up::{Random, World, mean, put_together, put_together_binary, ratings};

/// The finding of a check, in words.
fn one(episodes: &Episodes, code: &str) -> Finding {
    let findings = data_checks(episodes);
    let found = findings.iter().find(|finding| finding.code == code);
    found
        .unwrap_or_else(|| panic!("{code} is not among {findings:?}"))
        .clone()
}

fn shown(finding: &Finding) -> String {
    format!(
        "{} [{}]\n{}\n{}",
        finding.severity.name(),
        finding.code,
        finding.message,
        finding.help
    )
}

/// Data with one fault for each code.
pub(super) fn faulty() -> Vec<(&'static str, Episodes)> {
    let world = World::default();
    vec![
        ("constant-overall", changed(world, |_, episode| episode.overall = 4.0)),
        (
            "constant-ratings",
            changed(world, |_, episode| {
                episode.moments.iter_mut().for_each(|moment| moment.rating = 3.0)
            }),
        ),
        (
            "constant-touchpoint",
            changed(world, |_, episode| episode.moments[2].rating = 3.0),
        ),
        ("one-moment", shortened(|_| 1)),
        ("few-moments", shortened(|number| 1 + number % 3)),
        ("overall-against-moments", reversed()),
        (
            "overall-from-moments",
            changed(world, |_, episode| episode.overall = mean(episode).round()),
        ),
        ("rule-like-overall", stretched()),
        (
            "scale-break",
            changed(world, |number, episode| {
                if number >= 220 {
                    episode.overall *= 2.0;
                }
            }),
        ),
        ("missing-as-rating", unanswered()),
        ("duplicate-episodes", repeated()),
        ("unrelated-touchpoint", unrelated()),
        ("unrated-end", unrated_ends()),
        ("rare-answer", rare_answers(12)),
    ]
}

fn changed(world: World, mut change: impl FnMut(usize, &mut Episode)) -> Episodes {
    let mut list = world.live(7);
    list.iter_mut()
        .enumerate()
        .for_each(|(number, episode)| change(number, episode));
    put_together(list)
}

/// Episodes with so many moments.
fn shortened(count: impl Fn(usize) -> usize) -> Episodes {
    changed(World::default(), |number, episode| {
        episode.moments.truncate(count(number))
    })
}

/// 1 is the best overall rating.
fn reversed() -> Episodes {
    changed(World::default(), |_, episode| episode.overall = 6.0 - episode.overall)
}

/// The overall rating is the mean of the moments on another scale.
fn stretched() -> Episodes {
    changed(World::default(), |_, episode| {
        episode.overall = (2.0 * mean(episode)).round()
    })
}

/// Every tenth moment is not answered, and coded 0.
fn unanswered() -> Episodes {
    let mut random = Random(11);
    let world = World {
        episodes: 800,
        ..World::default()
    };
    changed(world, |_, episode| {
        for moment in &mut episode.moments {
            if random.uniform() < 0.1 {
                moment.rating = 0.0;
            }
        }
    })
}

/// Thirty episodes of thirty moments are there again.
fn repeated() -> Episodes {
    let mut list = World {
        moments: 30,
        ..World::default()
    }
    .live(7);
    for number in 0..30 {
        let mut again = list[number * 5].clone();
        again.name = format!("again {number}");
        list.push(again);
    }
    put_together(list)
}

/// The third column is noise.
fn unrelated() -> Episodes {
    let mut random = Random(5);
    let world = World {
        episodes: 2000,
        ..World::default()
    };
    changed(world, |_, episode| {
        episode.moments[2].rating = 1.0 + (random.uniform() * 5.0).floor()
    })
}

/// Every tenth episode lacks its last moment.
fn unrated_ends() -> Episodes {
    changed(World::default(), |number, episode| {
        if number % 10 == 4 {
            episode.moments.pop();
        }
    })
}

/// So many say yes, whatever they lived through.
fn rare_answers(yes: usize) -> Episodes {
    let list = World::default().live(7).into_iter().enumerate();
    let answered = list.map(|(number, episode)| Episode {
        overall: f64::from(u8::from(number % 7 == 3 && number / 7 < yes)),
        ..episode
    });
    put_together_binary(answered.collect())
}

fn has(episodes: &Episodes, code: &str) -> bool {
    data_checks(episodes).iter().any(|finding| finding.code == code)
}

#[test]
fn fifty_of_either_answer_are_enough() {
    assert!(has(&rare_answers(49), "rare-answer"));
    assert!(!has(&rare_answers(50), "rare-answer"));
    assert!(!has(&rare_answers(0), "rare-answer"));
}

#[test]
fn an_end_that_is_listed_and_not_rated_is_remarked_wherever_it_stands() {
    use super::{read, stars};
    // Journeys end at different places, so that only the file knows that something came after.
    let rows = |number: usize| match number % 4 {
        0 => format!("p{number},1,a,2,4\np{number},1,b,NA,4\n"),
        1 => format!("p{number},1,b,2,4\np{number},1,d{},3,4\n", number % 3),
        _ => format!(
            "p{number},1,a,NA,4\np{number},1,b,2,4\np{number},1,c{},3,4\n",
            number % 3
        ),
    };
    let text: String = (0..40).map(rows).collect();
    let found = |text: &str| {
        let findings = read(&format!("person,episode,touchpoint,rating,overall\n{text}"), &stars()).findings();
        findings.into_iter().find(|finding| finding.code == "unrated-end")
    };
    let finding = found(&text).unwrap();
    assert_eq!(finding.evidence[0], ("unrated_ends", 10.0));
    assert!(finding.message.contains("first in `1` of `p0`"), "{finding:?}");
    // A first moment without a rating is no end.
    assert_eq!(found(&text.replace(",b,NA,", ",b,3,")), None);
}

#[test]
fn journeys_that_end_anywhere_lack_no_end() {
    let mut random = Random(3);
    let short = changed(World::default(), |_, episode| {
        episode.moments.truncate(1 + (random.uniform() * 6.0) as usize);
    });
    assert!(!has(&short, "unrated-end"));
    assert!(!has(&put_together(World::default().live(7)), "unrated-end"));
}

#[test]
fn of_very_many_episodes_some_are_drawn_and_that_is_said() {
    // Every third row is of a stimulus whose overall follows the mean; nothing else does.
    let mut random = Random(8);
    let world = World {
        episodes: 300_000,
        moments: 2,
        ..World::default()
    };
    let third = world.live(5).into_iter().enumerate().map(|(number, episode)| Episode {
        overall: match number % 3 {
            0 => f64::from(u8::from(mean(&episode) >= 3.0)),
            _ => f64::from(u8::from(random.uniform() < 0.5)),
        },
        ..episode
    });
    assert!(!has(&put_together_binary(third.collect()), "rule-like-overall"));
    let all = world.live(5).into_iter().map(|episode| Episode {
        overall: f64::from(u8::from(mean(&episode) >= 3.0)),
        ..episode
    });
    let finding = one(&put_together_binary(all.collect()), "rule-like-overall");
    assert!(
        finding.message.contains("of 300000 episodes were drawn and looked at"),
        "{finding:?}"
    );
}

#[test]
fn each_check_finds_its_fault() {
    for (code, episodes) in faulty() {
        insta::assert_snapshot!(format!("finding-{code}"), shown(&one(&episodes, code)));
    }
}

#[test]
fn every_code_has_a_fault() {
    let codes: Vec<&str> = faulty().iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, FINDING_CODES);
}

#[test]
fn a_rule_in_a_run_of_rows_is_found() {
    let episodes = changed(
        World {
            episodes: 1000,
            ..World::default()
        },
        |number, episode| {
            if (300..520).contains(&number) {
                episode.overall = mean(episode).round();
            }
        },
    );
    let finding = one(&episodes, "overall-from-moments");
    let run = finding.evidence.iter().find(|(name, _)| *name == "episodes").unwrap().1;
    assert!((150.0..=260.0).contains(&run), "{finding:?}");
}

#[test]
fn the_lowest_and_the_last_rating_are_rules_too() {
    let lowest = changed(World::default(), |_, episode| {
        episode.overall = ratings(episode).into_iter().fold(f64::INFINITY, f64::min);
    });
    assert!(one(&lowest, "overall-from-moments").message.contains("lowest rating"));
    let last = changed(World::default(), |_, episode| episode.overall = ratings(episode)[5]);
    assert!(one(&last, "overall-from-moments").message.contains("last rating"));
}

#[test]
fn an_answer_that_follows_the_mean_is_found_and_a_likely_one_is_not() {
    let ruled = World::default().live(3).into_iter().map(|episode| Episode {
        overall: f64::from(u8::from(mean(&episode) >= 3.0)),
        ..episode
    });
    let finding = one(&put_together_binary(ruled.collect()), "rule-like-overall");
    assert!(finding.message.contains("mean"), "{finding:?}");
    let mut random = Random(9);
    let likely = World::default().live(3).into_iter().map(|episode| {
        let chance = 1.0 / (1.0 + (-3.0 * (mean(&episode) - 3.0)).exp());
        Episode {
            overall: f64::from(u8::from(random.uniform() < chance)),
            ..episode
        }
    });
    assert_eq!(objections(&put_together_binary(likely.collect())), []);
}

#[test]
fn an_overall_rating_may_run_the_other_way_round_if_that_is_said() {
    let is_against = |episodes: Episodes| {
        let findings = data_checks(&episodes);
        findings
            .into_iter()
            .find(|finding| finding.code == "overall-against-moments")
    };
    let honest = || put_together(World::default().live(7));
    assert_eq!(is_against(honest()), None);
    assert_eq!(is_against(honest().with_overall_scale(Some([1.0, 5.0]))), None);
    assert_eq!(is_against(reversed().with_overall_scale(Some([5.0, 1.0]))), None);
    let wrong = is_against(honest().with_overall_scale(Some([5.0, 1.0]))).unwrap();
    assert!(wrong.help.contains("`--overall-scale 1,5`"), "{}", wrong.help);
    // Pain: 5 is the worst rating of a moment.
    let pain = |overall: fn(f64) -> f64| {
        let list = World::default().live(7).into_iter().map(|mut episode| {
            episode
                .moments
                .iter_mut()
                .for_each(|moment| moment.rating = 6.0 - moment.rating);
            episode.overall = overall(episode.overall);
            episode
        });
        let scale = service_blueprint::Scale::new(5.0, 1.0, 1.0).unwrap();
        Episodes::new(scale, peak_end_fit::Outcome::Rating, list).unwrap()
    };
    // The whole is rated as pain too.
    assert_eq!(is_against(pain(|overall| 6.0 - overall)), None);
    // The whole is rated upwards: nobody knows that unless it is said.
    let unsaid = is_against(pain(|overall| overall)).unwrap();
    assert!(unsaid.help.contains("`--overall-scale 1,5`"), "{}", unsaid.help);
    assert_eq!(
        is_against(pain(|overall| overall).with_overall_scale(Some([1.0, 5.0]))),
        None
    );
    let complained = World::default().live(7).into_iter().map(|episode| Episode {
        overall: f64::from(u8::from(episode.overall < 3.0)),
        ..episode
    });
    let finding = is_against(put_together_binary(complained.collect())).unwrap();
    assert_eq!(finding.severity, Severity::Remark);
}

fn objections(episodes: &Episodes) -> Vec<Finding> {
    let mut findings = data_checks(episodes);
    findings.retain(|finding| finding.severity == Severity::Objection);
    findings
}

/// Honest worlds of many kinds.
fn worlds() -> impl Strategy<Value = (World, u64)> {
    let weights = prop_oneof![
        Just([1.0, 0.0, 0.0]),
        Just([0.0, 1.0, 0.0]),
        Just([0.0, 0.0, 1.0]),
        Just([0.5, 0.5, 0.0]),
        Just([0.6, 0.25, 0.15]),
    ];
    let sizes = (60..1500usize, 10..60usize, 2..16usize);
    (sizes, weights, 0.3..1.2f64, 0.0..1.0f64, any::<bool>(), any::<u64>()).prop_map(
        |((episodes, people, moments), weights, noise, people_differ, by_person, seed)| {
            let world = World {
                episodes,
                people,
                moments,
                noise,
                weights,
                people_differ,
                by_person,
            };
            (world, seed)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn honest_data_are_not_objected_to((world, seed) in worlds()) {
        let found = objections(&put_together(world.live(seed)));
        prop_assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn sorting_rows_by_overall_is_no_break((world, seed) in worlds()) {
        let mut list = world.live(seed);
        list.sort_by(|one, other| one.overall.total_cmp(&other.overall));
        let found = objections(&put_together(list));
        prop_assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_scale_that_doubles_is_found((world, seed) in worlds(), at in 0.3..0.7f64) {
        let world = World { episodes: world.episodes.max(500), moments: world.moments.max(3), people: world.people.max(30), noise: world.noise.min(0.6), weights: World::default().weights, people_differ: world.people_differ.max(0.3), ..world };
        let from = (at * world.episodes as f64) as usize;
        let mut list = world.live(seed);
        list[from..].iter_mut().for_each(|episode| episode.overall *= 2.0);
        let found = objections(&put_together(list));
        prop_assert!(found.iter().any(|finding| finding.code == "scale-break"), "{found:?}");
    }

    #[test]
    fn a_rounded_mean_is_found((world, seed) in worlds()) {
        let world = World { episodes: world.episodes.max(200), moments: world.moments.max(3), ..world };
        let mut list = world.live(seed);
        list.iter_mut().for_each(|episode| episode.overall = mean(episode).round());
        let found = objections(&put_together(list));
        prop_assert!(found.iter().any(|finding| finding.code == "overall-from-moments"), "{found:?}");
    }
}
