//! Nine different mistakes in one document: one run names them all, and nothing that only follows from them.

use service_blueprint::parse;

const NINE: &str = "\
blueprint: Tea house
curency: CNY
segments:
  - { id: guest, share: 0.7 }
  - { id: regular, share: 0.2 }
actors:
  - { id: host, role: frontstge }
stages:
  - id: visit
    touchpoints:
      - id: greeting
        experience: 12
        moment_of_truth: yes
        duration: 10
        frontstage:
          - host: Bows
      - id: tea
        experiance: 6
        next: bil
      - id: bill
        experience: 4
        name: The bill
        name: Paying
";

#[test]
fn nine_mistakes_are_told_in_one_run() {
    let problems = parse(NINE).unwrap_err();
    let told: Vec<_> = problems
        .list
        .iter()
        .map(|problem| {
            let place = problem.place.clone().unwrap();
            assert!(problem.help().is_some(), "{problem}");
            (problem.code(), place.line, place.column, &NINE[place.bytes])
        })
        .collect();
    assert_eq!(
        told,
        [
            ("unknown-key", 2, 1, "curency"),
            ("sum-not-one", 4, 3, "- { id: guest, share: 0.7 }"),
            ("unknown-word", 7, 23, "frontstge"),
            ("off-scale", 12, 21, "12"),
            ("wrong-type", 13, 26, "yes"),
            ("bad-duration", 14, 19, "10"),
            ("unknown-key", 18, 9, "experiance"),
            ("unknown-id", 19, 15, "bil"),
            ("duplicate-key", 23, 9, "name"),
        ],
        "{problems}"
    );
    let twice = &problems.list[8].related[0];
    assert_eq!(
        twice.place.as_ref().map(|place| (place.line, place.column)),
        Some((22, 9))
    );
    insta::assert_snapshot!(problems);
}
