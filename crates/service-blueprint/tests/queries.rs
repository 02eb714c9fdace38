//! What a service designer asks of a blueprint, against answers worked out by hand.

use service_blueprint::document::{ExperienceKind, Role};
use service_blueprint::{
    Activity, Blueprint, DEFAULT_ENDING, DEFAULT_SEGMENT, Document, Line, Segment, Target, Touchpoint,
};

fn blueprint(yaml: &str) -> Blueprint {
    let document: Document = serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    Blueprint::try_from(document).unwrap_or_else(|problems| panic!("{problems}\n{yaml}"))
}

fn shop() -> Blueprint {
    blueprint(
        "
blueprint: Corner shop
segments:
  - { id: new, share: 0.6 }
  - { id: regular, share: 0.4, value: 2, start: pay }
actors:
  - { id: shopper, role: customer }
  - { id: clerk, name: The clerk, role: [frontstage, backstage] }
  - { id: packer, role: backstage }
  - { id: stock, role: support }
  - { id: courier, role: frontstage, partner: true }
evidence:
  - { id: parcel, name: A parcel }
ends:
  - { id: gone }
  - { id: done, name: Has it, goal: true }
stages:
  - id: buy
    touchpoints:
      - id: search
        experience: 6
        customer: Looks round
        next: { pay: 75%, gone: rest }
        kinds: [think]
      - id: pay
        experience: { mean: 7, n: 40 }
        customer: [ { shopper: Pays } ]
        frontstage: [ { id: cash, actor: clerk, does: Takes the money, needs: [book] } ]
        support: [ { id: book, actor: stock, does: Books the sale } ]
        segments: { regular: { experience: 8, next: unbox } }
        kinds: [act, feel]
      - id: reminded
        detour: true
        experience: 3
        frontstage: [ { clerk: Asks } ]
        next: { pay: 0.5, gone: rest }
  - id: arrive
    touchpoints:
      - id: unbox
        experience: 8
        frontstage: [ { courier: Rings } ]
        backstage:
          - { id: pack, actor: packer, does: Packs, needs: [book, check], after: [check] }
          - { id: check, actor: clerk, does: Checks the order }
        evidence: [parcel, { name: A card }]
        kinds: [sense, feel]
        next: { complain: 0.1, done: rest }
        segments: { regular: { skip: true, next: done } }
      - id: complain
        detour: true
        experience: 2
        backstage: [ { same: pack } ]
        next: { unbox: 0.25, done: rest }
",
    )
}

fn touchpoints<'a>(list: impl IntoIterator<Item = Touchpoint<'a>>) -> Vec<&'a str> {
    list.into_iter().map(|touchpoint| touchpoint.id().as_str()).collect()
}

fn activities<'a>(list: impl IntoIterator<Item = Activity<'a>>) -> Vec<&'a str> {
    list.into_iter().map(|activity| activity.does()).collect()
}

fn actors(list: Vec<service_blueprint::Actor<'_>>) -> Vec<&str> {
    list.into_iter().map(|actor| actor.id().as_str()).collect()
}

/// The ways on from a touchpoint, by name.
fn ways(blueprint: &Blueprint, segment: &str, from: &str) -> Vec<(String, f64)> {
    let journey = blueprint
        .segment(segment)
        .unwrap_or_else(|| panic!("segment {segment}"))
        .journey();
    let here = blueprint
        .touchpoint(from)
        .unwrap_or_else(|| panic!("touchpoint {from}"))
        .position();
    let name = |target: Target| match target {
        Target::Touchpoint(position) => blueprint
            .touchpoint_at(position)
            .map(|touchpoint| touchpoint.id().to_string()),
        Target::End(position) => blueprint.ends().nth(position).map(|end| end.id().to_string()),
    };
    journey
        .ways(here)
        .iter()
        .map(|(target, share)| (name(*target).unwrap_or_default(), *share))
        .collect()
}

fn way(to: &str, share: f64) -> (String, f64) {
    (to.to_owned(), share)
}

#[test]
fn everything_comes_in_document_order_and_is_found_by_id() {
    let shop = shop();
    assert_eq!(
        touchpoints(shop.touchpoints()),
        ["search", "pay", "reminded", "unbox", "complain"]
    );
    let stages: Vec<_> = shop
        .stages()
        .map(|stage| (stage.id().as_str(), touchpoints(stage.touchpoints())))
        .collect();
    assert_eq!(
        stages,
        [
            ("buy", vec!["search", "pay", "reminded"]),
            ("arrive", vec!["unbox", "complain"])
        ]
    );
    let unbox = shop.touchpoint("unbox").unwrap();
    assert_eq!(
        (unbox.position(), unbox.slot(), unbox.stage().id().as_str()),
        (3, 0, "arrive")
    );
    assert_eq!(unbox.path().to_string(), "stages[1].touchpoints[0]");
    assert_eq!(
        shop.activity("check").unwrap().path().to_string(),
        "stages[1].touchpoints[0].backstage[1]"
    );
    assert_eq!(shop.actor("clerk").unwrap().name(), "The clerk");
    assert_eq!(shop.actor("packer").unwrap().name(), "packer");
    assert_eq!(shop.end("done").unwrap().name(), "Has it");
    assert!(shop.end("done").unwrap().is_goal() && !shop.end("gone").unwrap().is_goal());
    for nobody in ["", "done", "buy", "Pay", "search "] {
        assert!(shop.touchpoint(nobody).is_none(), "{nobody:?}");
    }
    assert!(shop.touchpoint_at(5).is_none());
}

#[test]
fn an_activity_drawn_twice_counts_once() {
    let shop = shop();
    let all = [
        "Looks round",
        "Pays",
        "Takes the money",
        "Books the sale",
        "Asks",
        "Rings",
        "Packs",
        "Checks the order",
    ];
    assert_eq!(activities(shop.activities()), all);
    let complain = shop.touchpoint("complain").unwrap();
    assert_eq!(activities(complain.lane(Role::Backstage)), ["Packs"]);
    assert_eq!(shop.activity("pack").unwrap().touchpoint().id().as_str(), "unbox");
}

#[test]
fn who_acts_above_and_below_each_line() {
    let shop = shop();
    let pay = shop.touchpoint("pay").unwrap();
    assert_eq!(actors(pay.actors_above(Line::Interaction)), ["shopper"]);
    assert_eq!(actors(pay.actors_below(Line::Interaction)), ["clerk", "stock"]);
    assert_eq!(actors(pay.actors_above(Line::Visibility)), ["shopper", "clerk"]);
    assert_eq!(actors(pay.actors_below(Line::Visibility)), ["stock"]);
    assert_eq!(
        actors(pay.actors_above(Line::InternalInteraction)),
        ["shopper", "clerk"]
    );
    assert_eq!(actors(pay.actors_below(Line::InternalInteraction)), ["stock"]);
    let unbox = shop.touchpoint("unbox").unwrap();
    assert_eq!(actors(unbox.actors_above(Line::Interaction)), [""; 0]);
    assert_eq!(actors(unbox.actors_below(Line::Visibility)), ["packer", "clerk"]);
    assert_eq!(
        actors(shop.touchpoint("complain").unwrap().actors_below(Line::Visibility)),
        ["packer"]
    );
}

#[test]
fn what_a_hidden_activity_carries() {
    let shop = shop();
    let carried = |id: &str| touchpoints(shop.carried_by(shop.activity(id).unwrap()));
    // Booking is needed for taking the money, and for packing, which is drawn under the complaint too.
    assert_eq!(carried("book"), ["pay", "unbox", "complain"]);
    assert_eq!(carried("check"), ["unbox", "complain"]);
    assert_eq!(carried("cash"), ["pay"]);
}

#[test]
fn what_stands_behind_a_touchpoint() {
    let shop = shop();
    let behind = |id: &str| activities(shop.behind(shop.touchpoint(id).unwrap()));
    assert_eq!(behind("complain"), ["Books the sale", "Packs", "Checks the order"]);
    assert_eq!(behind("search"), ["Looks round"]);
    assert_eq!(behind("pay"), ["Pays", "Takes the money", "Books the sale"]);
}

#[test]
fn hand_offs_between_actors_each_once() {
    let shop = shop();
    let hand_offs: Vec<_> = shop
        .hand_offs()
        .into_iter()
        .map(|hand| (hand.from.does(), hand.to.does()))
        .collect();
    // Packing needs checking and is drawn after it: one hand-off.
    let expected = [
        ("Books the sale", "Takes the money"),
        ("Books the sale", "Packs"),
        ("Checks the order", "Packs"),
    ];
    assert_eq!(hand_offs, expected);
}

#[test]
fn work_that_stays_with_one_actor_or_has_none_is_no_hand_off() {
    let yaml = "
blueprint: B
actors: [ { id: clerk, role: backstage } ]
stages:
  - id: s
    touchpoints:
      - id: a
        backstage:
          - { id: x, actor: clerk, does: x }
          - { id: y, actor: clerk, does: y, needs: [x] }
          - { id: z, does: z, needs: [y] }
";
    assert!(blueprint(yaml).hand_offs().is_empty());
}

#[test]
fn the_journey_of_each_segment() {
    let shop = shop();
    assert_eq!(ways(&shop, "new", "search"), [way("pay", 0.75), way("gone", 0.25)]);
    // The default way leads past detours, over the stage's border.
    assert_eq!(ways(&shop, "new", "pay"), [way("unbox", 1.0)]);
    assert_eq!(ways(&shop, "new", "unbox"), [way("complain", 0.1), way("done", 0.9)]);
    // A segment's own `next` replaces the whole map.
    assert_eq!(ways(&shop, "regular", "unbox"), [way("done", 1.0)]);
    assert_eq!(
        ways(&shop, "regular", "complain"),
        [way("unbox", 0.25), way("done", 0.75)]
    );
    let start = |segment: &str| shop.segment(segment).unwrap().journey().start().to_vec();
    assert_eq!(start("new"), [(0, 1.0)]);
    assert_eq!(start("regular"), [(1, 1.0)]);
}

#[test]
fn shares_values_and_scores_of_each_segment() {
    let shop = shop();
    let (new, regular) = (shop.segment("new").unwrap(), shop.segment("regular").unwrap());
    assert_eq!(
        (new.share(), new.value(), regular.share(), regular.value()),
        (0.6, 1.0, 0.4, 2.0)
    );
    let pay = shop.touchpoint("pay").unwrap();
    assert_eq!((pay.score(new), pay.score(regular)), (Some(7.0), Some(8.0)));
    assert_eq!((pay.ratings(new), pay.ratings(regular)), (Some(40), None));
    let unbox = shop.touchpoint("unbox").unwrap();
    assert!(unbox.is_skipped(regular) && !unbox.is_skipped(new));
    assert_eq!((unbox.score(new), unbox.score(regular)), (Some(8.0), None));
}

#[test]
fn a_document_without_segments_and_endings_has_one_of_each() {
    let small = blueprint("blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a, experience: 5 }, { id: b } ] } ]");
    let everyone: Vec<Segment<'_>> = small.segments().collect();
    assert_eq!(everyone.len(), 1);
    assert_eq!(
        (everyone[0].id().as_str(), everyone[0].share(), everyone[0].value()),
        (DEFAULT_SEGMENT, 1.0, 1.0)
    );
    assert!(everyone[0].is_default());
    let ends: Vec<_> = small.ends().map(|end| (end.id().as_str(), end.is_goal())).collect();
    assert_eq!(ends, [(DEFAULT_ENDING, true)]);
    assert_eq!(ways(&small, DEFAULT_SEGMENT, "a"), [way("b", 1.0)]);
    assert_eq!(ways(&small, DEFAULT_SEGMENT, "b"), [way("end", 1.0)]);
}

#[test]
fn a_leading_detour_is_not_where_journeys_start() {
    let small = blueprint("blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a, detour: true }, { id: b } ] } ]");
    assert_eq!(small.segments().next().unwrap().journey().start(), [(1, 1.0)]);
    assert_eq!(touchpoints(small.unreachable()), ["a"]);
}

#[test]
fn empty_stages_are_passed_over() {
    let small = blueprint(
        "blueprint: B
stages:
  - { id: s, touchpoints: [ { id: a } ] }
  - { id: t, touchpoints: [] }
  - { id: u, touchpoints: [ { id: b } ] }",
    );
    assert_eq!(ways(&small, DEFAULT_SEGMENT, "a"), [way("b", 1.0)]);
    assert_eq!(small.stages().nth(1).unwrap().touchpoints().len(), 0);
    assert_eq!(small.touchpoint("b").unwrap().stage().id().as_str(), "u");
}

#[test]
fn shares_are_divided_by_their_sum_and_zero_shares_dropped() {
    let small = blueprint(
        "blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a, next: { b: 0.3333333333, c: 0, end: 0.6666666666 } }, { id: b }, { id: c } ] } ]",
    );
    let found = ways(&small, DEFAULT_SEGMENT, "a");
    assert_eq!(
        found.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(),
        ["b", "end"]
    );
    let sum: f64 = found.iter().map(|(_, share)| share).sum();
    assert!((sum - 1.0).abs() <= f64::EPSILON, "{sum}");
    let rest = blueprint(
        "blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a, next: { b: 100%, end: rest } }, { id: b } ] } ]",
    );
    assert_eq!(ways(&rest, DEFAULT_SEGMENT, "a"), [way("b", 1.0)]);
}

#[test]
fn loops_and_unreachable_touchpoints() {
    let shop = shop();
    let loops: Vec<_> = shop.loops().into_iter().map(touchpoints).collect();
    assert_eq!(loops, [["unbox", "complain"]]);
    // Nothing leads to the reminder.
    assert_eq!(touchpoints(shop.unreachable()), ["reminded"]);
    let again = blueprint(
        "blueprint: B\nstages: [ { id: s, touchpoints: [ { id: a, next: { a: 0.5, end: rest } }, { id: b } ] } ]",
    );
    assert_eq!(again.loops().into_iter().map(touchpoints).collect::<Vec<_>>(), [["a"]]);
    assert_eq!(touchpoints(again.unreachable()), ["b"]);
}

#[test]
fn evidence_by_name_whether_declared_or_named_on_the_spot() {
    let shop = shop();
    let unbox = shop.touchpoint("unbox").unwrap();
    assert_eq!(unbox.evidence().collect::<Vec<_>>(), ["A parcel", "A card"]);
}

#[test]
fn only_what_partners_alone_show_is_out_of_our_control() {
    let shop = shop();
    let control = |id: &str| shop.touchpoint(id).unwrap().is_controllable();
    assert!(!control("unbox"), "the courier is a partner, and nobody else is seen");
    assert!(control("pay") && control("search") && control("complain"));
    let said = blueprint(
        "blueprint: B
actors: [ { id: courier, role: frontstage, partner: true }, { id: clerk, role: frontstage } ]
stages:
  - id: s
    touchpoints:
      - { id: a, controllable: true, frontstage: [ { courier: Rings } ] }
      - { id: b, controllable: false, frontstage: [ { clerk: Rings } ] }
      - { id: c, frontstage: [ { clerk: Rings }, { courier: Waits } ] }
      - { id: d, frontstage: [ { does: Rings } ] }",
    );
    let control = |id: &str| said.touchpoint(id).unwrap().is_controllable();
    assert!(control("a") && !control("b") && control("c") && control("d"));
}

#[test]
fn kinds_of_experience_those_offered_nowhere_included() {
    let shop = shop();
    let kinds: Vec<_> = shop
        .kinds()
        .into_iter()
        .map(|kind| (kind.kind, touchpoints(kind.touchpoints)))
        .collect();
    let expected = [
        (ExperienceKind::Sense, vec!["unbox"]),
        (ExperienceKind::Feel, vec!["pay", "unbox"]),
        (ExperienceKind::Think, vec!["search"]),
        (ExperienceKind::Act, vec!["pay"]),
        (ExperienceKind::Relate, vec![]),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn ratings_on_another_scale_are_carried_one_by_one() {
    let yaml = "
blueprint: B
scale: { worst: 0, neutral: 4, best: 10 }
scales: [ { id: stars, worst: 1, neutral: 3, best: 5 } ]
stages:
  - id: s
    touchpoints:
      - { id: mean, experience: { scale: stars, mean: 3 } }
      - { id: counts, experience: { scale: stars, ratings: { 1: 1, 5: 1 } } }
      - { id: own, experience: { ratings: { 2: 3, 6: 1 } } }
";
    let blueprint = blueprint(yaml);
    let everyone = blueprint.segments().next().unwrap();
    let score = |id: &str| blueprint.touchpoint(id).unwrap().score(everyone).unwrap();
    // Neutral is neutral; but one at worst and one at best are 0 and 10, whose mean is 5 and not neutral.
    assert_eq!(score("mean"), 4.0);
    assert_eq!(score("counts"), 5.0);
    assert_eq!(score("own"), 3.0);
    for touchpoint in blueprint.touchpoints() {
        let rating = touchpoint.rating(everyone).unwrap();
        assert_eq!(blueprint.score_of(rating), touchpoint.score(everyone));
    }
}

#[test]
fn what_options_add_is_no_part_of_the_blueprint_as_it_stands() {
    let yaml = "
blueprint: B
stages: [ { id: s, touchpoints: [ { id: a, experience: 5 } ] } ]
options:
  - { id: o, cost: 1, adds: { after: a, touchpoint: { id: b, experience: 9, support: [ { id: w, does: works } ] } } }
";
    let blueprint = blueprint(yaml);
    assert_eq!(touchpoints(blueprint.touchpoints()), ["a"]);
    assert!(blueprint.touchpoint("b").is_none());
    assert!(blueprint.activity("w").is_none());
    assert_eq!(blueprint.activities().len(), 0);
    assert_eq!(blueprint.options().len(), 1);
}
