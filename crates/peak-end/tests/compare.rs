//! What is different between two blueprints.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "branching/cases.rs"]
mod cases;

use peak_end::{CompareError, Comparison, MemoryChange, PredictOptions, compare, predict};
use proptest::prelude::*;
use service_blueprint::document::arbitrary::valid_documents;
use service_blueprint::{Blueprint, Change, Element, Written, parse};

fn told(elements: &[Element]) -> Vec<String> {
    elements
        .iter()
        .map(|element| format!("{} {}", element.kind, element.id))
        .collect()
}

/// The changes by `id.field`.
fn fields(changed: &[Change]) -> Vec<String> {
    let whose = |change: &Change| {
        change
            .element
            .as_ref()
            .map_or("", |element| element.id.as_str())
            .to_owned()
    };
    changed
        .iter()
        .map(|change| format!("{}.{}", whose(change), change.field))
        .collect()
}

fn ask(before: &str, after: &str) -> Comparison {
    let (before, after) = (parse(before).unwrap(), parse(after).unwrap());
    compare(&before, &after, &PredictOptions::default()).unwrap()
}

const SHOP: &str = "
blueprint: Shop
segments: [{ id: new, share: 0.5 }, { id: old, share: 0.5 }]
actors: [{ id: clerk, role: frontstage }, { id: baker, role: backstage }]
ends: [{ id: gone }, { id: done, goal: true }]
stages:
  - id: buy
    touchpoints:
      - { id: queue, experience: { mean: 4, n: 80 }, wait: { typical: 5m }, next: { order: 0.9, gone: rest } }
      - id: order
        name: Orders
        experience: 6
        frontstage: [{ id: serve, actor: clerk, does: Serves, needs: [bake] }]
        backstage: [{ id: bake, actor: baker, does: Bakes }]
        segments: { old: { experience: 7 } }
        next: done
options: [{ id: cake, cost: 5, sets: { order: 9 } }]
";

#[test]
fn a_blueprint_is_no_other_than_itself() {
    let found = ask(SHOP, SHOP);
    assert!(found.changes.is_empty());
    assert_eq!((&found.before, found.changes.common_touchpoints), (&found.after, 2));
    let nothing = MemoryChange {
        remembered: 0.0,
        by_peak: 0.0,
        by_end: 0.0,
    };
    assert_eq!(found.memory_change(), Some(nothing));
}

#[test]
fn every_field_is_told_from_what_to_what() {
    let after = SHOP
        .replace("mean: 4, n: 80", "mean: 4.5, n: 90")
        .replace("typical: 5m", "typical: 3m")
        .replace("order: 0.9", "order: 0.95")
        .replace("name: Orders", "name: Is served")
        .replace(
            "old: { experience: 7 }",
            "old: { experience: 7.5, next: { done: 0.5, gone: rest } }",
        )
        .replace("does: Bakes", "does: Bakes at dawn")
        .replace("cost: 5", "cost: 6")
        .replace("blueprint: Shop", "blueprint: Bakery\nstate: future");
    let found = ask(SHOP, &after);
    assert_eq!(
        fields(&found.changes.changed),
        [
            ".blueprint",
            ".state",
            "queue.experience",
            "queue.wait",
            "queue.next",
            "order.name",
            "order.segments.old.experience",
            "order.segments.old.next",
            "bake.does",
            "cake.cost"
        ]
    );
    let next = &found.changes.changed[4];
    let shares = |order: f64, gone: f64| {
        Some(Written::Map(vec![
            ("order".into(), Written::Number(order)),
            ("gone".into(), Written::Number(gone)),
        ]))
    };
    assert_eq!(
        (&next.from, &next.to),
        (&shares(0.9, 1.0 - 0.9), &shares(0.95, 1.0 - 0.95))
    );
    assert_eq!(found.changes.changed[0].from, Some(Written::Text("Shop".into())));
    assert_eq!(found.changes.changed[1].from, None);
    assert_eq!(
        found.changes.changed[5].element.as_ref().unwrap().name.as_deref(),
        Some("Is served")
    );
}

#[test]
fn what_is_new_and_what_is_gone_is_told_by_kind() {
    let after = SHOP
        .replace("{ id: baker, role: backstage }", "{ id: oven, role: support }")
        .replace("{ id: bake, actor: baker, does: Bakes }", "{ id: bake, does: Bakes }")
        .replace("id: queue", "id: kiosk")
        .replace("{ id: gone }", "{ id: away }")
        .replace("gone: rest", "away: rest");
    let found = ask(SHOP, &after);
    assert_eq!(
        told(&found.changes.added),
        ["touchpoint kiosk", "ending away", "actor oven"]
    );
    assert_eq!(
        told(&found.changes.removed),
        ["touchpoint queue", "ending gone", "actor baker"]
    );
    assert_eq!(fields(&found.changes.changed), ["new.start", "old.start", "bake.actor"]);
    assert_eq!(found.changes.common_touchpoints, 1);
}

#[test]
fn spelling_is_no_change() {
    let after = SHOP
        .replace("gone: rest", "gone: 10%")
        .replace("experience: 6\n", "experience: 6.0\n")
        .replace("typical: 5m", "typical: 300s");
    assert!(ask(SHOP, &after).changes.is_empty());
}

#[test]
fn an_activity_moved_with_its_id_is_drawn_elsewhere() {
    let after = SHOP
        .replace("\n        backstage: [{ id: bake, actor: baker, does: Bakes }]", "")
        .replace(
            "wait: {",
            "backstage: [{ id: bake, actor: baker, does: Bakes }], wait: {",
        );
    assert_eq!(
        fields(&ask(SHOP, &after).changes.changed),
        ["queue.backstage", "order.backstage"]
    );
}

#[test]
fn predictions_are_those_of_predict() {
    let after = SHOP.replace("experience: 6", "experience: 9");
    let found = ask(SHOP, &after);
    let alone = |text: &str| predict(&parse(text).unwrap(), &PredictOptions::default()).unwrap();
    assert_eq!(
        (found.before.clone(), found.after.clone()),
        (alone(SHOP), alone(&after))
    );
    let moved = found.memory_change().unwrap();
    let means = [&found.before, &found.after].map(|one| one.overall.law.mean().unwrap());
    assert!((moved.remembered - (means[1] - means[0])).abs() < 1e-12);
    assert!((moved.by_peak + moved.by_end - moved.remembered).abs() < 1e-12);
}

const STARS: &str = "
blueprint: Tea
scale: { worst: 1, neutral: 3, best: 5 }
scales: [{ id: ten, worst: 0, neutral: 5, best: 10 }]
stages:
  - id: a
    touchpoints:
      - { id: pour, experience: { mean: 2, n: 30 } }
      - { id: sip, experience: { scale: ten, mean: 7.5 }, expectation: { ratings: { 3: 1, 5: 1 } } }
options: [{ id: cake, cost: 5, raises: { sip: 0.5 } }]
";

const TEN: &str = "
blueprint: Tea
stages:
  - id: a
    touchpoints:
      - { id: pour, experience: 2.5 }
      - { id: sip, experience: 7.5, expectation: 7.5 }
options: [{ id: cake, cost: 5, raises: { sip: 2 } }]
";

#[test]
fn scores_are_carried_to_the_second_scale() {
    let found = ask(STARS, TEN);
    assert_eq!(found.carried_from.map(|scale| scale.best()), Some(5.0));
    assert_eq!(found.before.scale, found.after.scale);
    assert_eq!(found.before.overall.law, found.after.overall.law);
    // The scores are the same; what differs is the scale, the further scale and what an option raises.
    assert_eq!(fields(&found.changes.changed), [".scale", "cake.raises"]);
    assert_eq!(told(&found.changes.removed), ["scale ten"]);
    let back = ask(TEN, STARS);
    assert_eq!(back.before.overall.law, back.after.overall.law);
}

#[test]
fn a_score_without_counterpart_is_refused_with_its_place() {
    let pain = STARS
        .replace(
            "{ worst: 1, neutral: 3, best: 5 }",
            "{ worst: 10, neutral: 0, best: 0 }",
        )
        .replace("{ scale: ten, mean: 7.5 }", "1")
        .replace("ratings: { 3: 1, 5: 1 }", "mean: 2");
    let (before, after) = (parse(TEN).unwrap(), parse(&pain).unwrap());
    let refused = compare(&before, &after, &PredictOptions::default()).unwrap_err();
    assert!(matches!(refused, CompareError::NotCarried(_)));
    let words = refused.to_string();
    assert!(
        words.contains("stages[0].touchpoints[1].experience") && words.contains("7.5"),
        "{words}"
    );
    // Pain is bad, and the other scale has a bad side.
    assert!(compare(&after, &before, &PredictOptions::default()).is_ok());
}

#[test]
fn services_without_a_common_id_have_memories_to_compare() {
    let rival = "blueprint: Rival\nstages: [{ id: b, touchpoints: [{ id: stroll, experience: 8 }] }]";
    let found = ask(TEN, rival);
    assert_eq!(found.changes.common_touchpoints, 0);
    assert_eq!(found.after.overall.law.mean(), Some(8.0));
    assert_eq!(told(&found.changes.added), ["touchpoint stroll", "stage b"]);
}

/// A service with so many pairs of peak and end that its law does not keep them.
#[test]
fn parts_of_a_change_are_known_where_pairs_are_too_many() {
    let service = |raised: f64| {
        let count = 1_200;
        let mut text = String::from("blueprint: B\nends: [{ id: done }]\nstages:\n- id: s\n  touchpoints:\n");
        for number in 0..count {
            let next = match count - number {
                1 => "done: 1".to_owned(),
                2 => format!("t{}: 0.5, done: 0.5", number + 1),
                _ => format!("t{}: 0.5, t{}: 0.45, done: 0.05", number + 1, number + 2),
            };
            let score = 5.01 + (number * 7919 % count) as f64 * 4.0 / count as f64 + raised;
            text.push_str(&format!(
                "  - {{ id: t{number}, experience: {score}, next: {{ {next} }} }}\n"
            ));
        }
        parse(&text).unwrap()
    };
    let found = compare(&service(0.0), &service(0.5), &PredictOptions::default()).unwrap();
    assert!(found.after.overall.law.atoms().is_empty());
    let moved = found.memory_change().unwrap();
    for (part, expected) in [(moved.remembered, 0.5), (moved.by_peak, 0.25), (moved.by_end, 0.25)] {
        assert!((part - expected).abs() < 1e-9, "{moved:?}");
    }
}

proptest! {
    #![proptest_config(cases::config(32))]

    #[test]
    fn there_and_back(one in valid_documents(), other in valid_documents()) {
        let [one, other] = [one, other].map(|document| Blueprint::try_from(document).unwrap());
        let options = PredictOptions { models: Vec::new(), ..PredictOptions::default() };
        if let Ok(same) = compare(&one, &one, &options) {
            prop_assert!(same.changes.is_empty(), "{:?}", same.changes);
            prop_assert_eq!(same.before, same.after);
        }
        if let (Ok(there), Ok(back)) = (compare(&one, &other, &options), compare(&other, &one, &options)) {
            prop_assert_eq!(told(&there.changes.added), told(&back.changes.removed));
            prop_assert_eq!(told(&there.changes.removed), told(&back.changes.added));
            if there.carried_from.is_none() {
                let mut there: Vec<_> = there.changes.changed.iter().map(|c| (&c.field, &c.from, &c.to)).map(|c| format!("{c:?}")).collect();
                let mut back: Vec<_> = back.changes.changed.iter().map(|c| (&c.field, &c.to, &c.from)).map(|c| format!("{c:?}")).collect();
                there.sort();
                back.sort();
                prop_assert_eq!(there, back);
            }
        }
    }
}
