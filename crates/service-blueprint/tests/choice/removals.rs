//! `removes`: who passes what over, and what is taken out for good.

use service_blueprint::Target;

use crate::{blueprint, check, chosen};

#[test]
fn for_a_segment_it_is_skipped() {
    check(
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5 } ]
stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, segments: { old: { experience: 7, next: { b: 0.5, end: rest } } } }, { id: b, experience: 5 } ] } ]
",
        "  - { id: o, cost: 1, for: old, removes: a }",
        &["o"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5 } ]
stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, segments: { old: { skip: true, next: { b: 0.5, end: rest } } } }, { id: b, experience: 5 } ] } ]
",
    );
}

#[test]
fn for_everyone_it_is_taken_out() {
    check(
        "stages: [ { id: buy, touchpoints: [ { id: a, experience: 6 }, { id: b, experience: 5 }, { id: c, experience: 7 } ] } ]",
        "  - { id: o, cost: 1, removes: [a, c] }",
        &["o"],
        "stages: [ { id: buy, touchpoints: [ { id: b, experience: 5 } ] } ]",
    );
    // Two options together may leave nobody.
    check(
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.25 }, { id: staff, share: 0.25 } ]
stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, segments: { staff: { skip: true } } }, { id: b, experience: 5 } ] } ]
",
        "
  - { id: o, cost: 1, for: old, removes: a }
  - { id: p, cost: 1, for: new, removes: a }",
        &["o", "p"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.25 }, { id: staff, share: 0.25 } ]
stages: [ { id: buy, touchpoints: [ { id: b, experience: 5 } ] } ]
",
    );
}

#[test]
fn ways_lead_past_it_and_loops_back_to_it_with_them() {
    check(
        "
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { b: { share: 0.5, when: unsure }, c: rest } }
      - { id: b, experience: 5, next: { b: 0.5, c: 0.25, gone: { share: 0.25, when: too slow } } }
      - { id: c, experience: 7, next: done }
",
        "  - { id: o, cost: 1, removes: b }",
        &["o"],
        // Half of those at `b` try again, and in the end as many go either way.
        "
ends: [ { id: gone }, { id: done } ]
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { gone: { share: 0.25, when: \"unsure, too slow\" }, c: rest } }
      - { id: c, experience: 7, next: done }
",
    );
}

#[test]
fn whoever_starts_there_starts_where_it_led() {
    check(
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: { a: 0.5, b: rest } } ]
stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, segments: { old: { next: c } } }, { id: b, experience: 5 }, { id: c, experience: 7 } ] } ]
",
        "  - { id: o, cost: 1, removes: a }",
        &["o"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5, start: { c: 0.5, b: rest } } ]
stages: [ { id: buy, touchpoints: [ { id: b, experience: 5 }, { id: c, experience: 7 } ] } ]
",
    );
}

#[test]
fn ways_of_segments_past_it_are_their_own() {
    check(
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5 } ]
stages: [ { id: buy, touchpoints: [ { id: a, experience: 6 }, { id: b, experience: 5, segments: { old: { next: end } } }, { id: c, experience: 7 } ] } ]
",
        "  - { id: o, cost: 1, removes: b }",
        &["o"],
        "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5 } ]
stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, segments: { old: { next: end } } }, { id: c, experience: 7 } ] } ]
",
    );
}

#[test]
fn what_stands_alone_between_start_and_ending_stays_without_scores() {
    check(
        "stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, expectation: 5, next: { b: 0.5, end: rest } }, { id: b, experience: 5 } ] } ]",
        "  - { id: o, cost: 1, removes: a, sets: { a: 9 } }",
        &["o"],
        "stages: [ { id: buy, touchpoints: [ { id: a, next: { b: 0.5, end: rest } }, { id: b, experience: 5 } ] } ]",
    );
}

#[test]
fn what_is_never_left_stays() {
    // Nobody comes to `b`, so that it may lead nowhere.
    check(
        "stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, next: end }, { id: b, experience: 5, next: b } ] } ]",
        "  - { id: o, cost: 1, removes: b }",
        &["o"],
        "stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, next: end }, { id: b, next: b } ] } ]",
    );
}

#[test]
fn an_added_touchpoint_may_be_removed() {
    check(
        "stages: [ { id: buy, touchpoints: [ { id: a, experience: 6 }, { id: b, experience: 5 } ] } ]",
        "
  - { id: o, cost: 1, adds: { after: a, touchpoint: { id: d } } }
  - { id: p, cost: 1, needs: o, removes: d }",
        &["o", "p"],
        "stages: [ { id: buy, touchpoints: [ { id: a, experience: 6 }, { id: b, experience: 5 } ] } ]",
    );
}

#[test]
fn a_neighbour_that_is_removed_still_has_its_neighbours() {
    check(
        "stages: [ { id: buy, touchpoints: [ { id: a, experience: 6 }, { id: b, experience: 5 } ] } ]",
        "  - { id: o, cost: 1, removes: b, adds: [ { before: b, touchpoint: { id: d } }, { after: b, touchpoint: { id: e } } ] }",
        &["o"],
        "stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, next: d }, { id: d, detour: true, next: e }, { id: e, detour: true, next: end } ] } ]",
    );
}

#[test]
fn activities_move_to_where_they_are_drawn_or_needed() {
    check(
        "
actors: [ { id: packer, role: backstage }, { id: stock, role: support }, { id: courier, role: frontstage, partner: true } ]
stages:
  - id: buy
    touchpoints:
      - id: a
        experience: 6
        frontstage: [ { id: ring, actor: courier } ]
        backstage: [ { id: pack, actor: packer, needs: reserve }, { id: tidy, actor: packer } ]
        support: [ { id: reserve, actor: stock } ]
      - { id: b, experience: 5, support: [ { does: prints, needs: [ring], after: [tidy, pack] } ] }
      - { id: c, experience: 5, backstage: [ { same: pack } ] }
      - { id: d, experience: 5, backstage: [ { same: pack } ] }
",
        "  - { id: o, cost: 1, removes: a }",
        &["o"],
        "
actors: [ { id: packer, role: backstage }, { id: stock, role: support }, { id: courier, role: frontstage, partner: true } ]
stages:
  - id: buy
    touchpoints:
      - { id: b, experience: 5, controllable: true, frontstage: [ { id: ring, actor: courier } ], support: [ { does: prints, needs: [ring], after: [pack] } ] }
      - { id: c, experience: 5, backstage: [ { id: pack, actor: packer, needs: reserve } ], support: [ { id: reserve, actor: stock } ] }
      - { id: d, experience: 5, backstage: [ { same: pack } ] }
",
    );
}

#[test]
fn nothing_refers_to_what_is_gone() {
    check(
        "
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { b: 0, c: 1 }, fail_point: { what: Breaks, recovery: b } }
      - { id: b, experience: 5, standards: [ { from: a, within: 1h } ] }
      - { id: c, experience: 5, standards: [ { from: b, within: 1h }, { from: a, unless: b, within: 2h } ] }
",
        "  - { id: o, cost: 1, removes: b }",
        &["o"],
        "
stages:
  - id: buy
    touchpoints:
      - { id: a, experience: 6, next: { c: 1 }, fail_point: { what: Breaks } }
      - { id: c, experience: 5, standards: [ { from: a, within: 2h } ] }
",
    );
}

#[test]
fn where_very_many_ways_meet_it_stays() {
    let many = 1_100;
    let mut listed = String::from("stages: [ { id: buy, touchpoints: [\n");
    let onward: Vec<String> = (0..many).map(|n| format!("o{n}: {}", 1.0 / f64::from(many))).collect();
    listed += &format!(
        "{{ id: hub, experience: 5, detour: true, next: {{ {} }} }},\n",
        onward.join(", ")
    );
    (0..many)
        .for_each(|n| listed += &format!("{{ id: i{n}, experience: 5, next: hub }},\n{{ id: o{n}, next: end }},\n"));
    listed += "] } ]";
    let options = "  - { id: o, cost: 1, removes: hub }";
    let built = blueprint(&listed, options).with_options(&chosen(&["o"])).unwrap();
    let everyone = built.segments().next().unwrap();
    let hub = built.touchpoint("hub").unwrap();
    assert_eq!(hub.score(everyone), None);
    let i0 = built.touchpoint("i0").unwrap().position();
    assert_eq!(everyone.journey().ways(i0), [(Target::Touchpoint(hub.position()), 1.0)]);
}
