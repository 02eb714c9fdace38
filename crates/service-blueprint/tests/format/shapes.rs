//! Which YAML stands for which value, and what stands for none.

use service_blueprint::document::*;

const COMPLETE: &str = include_str!("../fixtures/valid/complete.yaml");

fn complete() -> Document {
    serde_yaml::from_str(COMPLETE).expect("the example is valid")
}

fn touchpoint(id: &str) -> Touchpoint {
    let document = complete();
    let mut all = document.stages.into_iter().flat_map(|stage| stage.touchpoints);
    all.find(|touchpoint| touchpoint.id == id).expect("the example has it")
}

fn way(share: Share, when: &str) -> Way {
    Way {
        share,
        when: Some(when.into()),
    }
}

#[test]
fn the_complete_example_has_what_it_says() {
    let document = complete();
    assert_eq!(document.format, 1);
    assert_eq!(document.blueprint, "Online shop order");
    assert_eq!(document.state, Some(State::Current));
    assert_eq!(document.scale, ScaleNumbers::default());
    assert_eq!(
        (document.scales[0].id.as_str(), document.scales[0].best),
        ("stars", 5.0)
    );
    assert_eq!(document.currency.as_deref(), Some("CNY"));
    assert_eq!(document.segments[1].value, Some(2.5));
    assert_eq!(document.segments[1].start, Some(Ways::to("unbox")));
    assert_eq!(document.actors[1].role, [Role::Frontstage, Role::Backstage]);
    assert_eq!(document.actors[0].role, [Role::Customer]);
    assert!(document.actors[2].partner && !document.actors[0].partner);
    assert!(document.ends[1].goal && !document.ends[0].goal);
    let start = Ways::default().or("search", Share::Of(0.8)).or("pay", Share::Rest);
    assert_eq!(document.start, Some(start));
    assert_eq!(document.stages[0].flow, Some(Flow::Buying));
    assert_eq!(document.stages[1].influence, Some(0.6));
    assert_eq!(document.factors[0].ideal, Some(Rating::Assumed(10.0)));
    assert_eq!(document.factors[1].experience, None);
    assert_eq!(document.options.len(), 6);
}

#[test]
fn the_complete_example_has_its_touchpoints() {
    let pay = touchpoint("pay");
    let survey = Survey {
        scale: None,
        mean: 6.2,
        sd: Some(1.4),
        n: Some(240),
    };
    assert_eq!(pay.experience, Some(Rating::Survey(survey)));
    assert_eq!(pay.wait.map(|wait| wait.typical.seconds), Some(20));
    let next = pay.next.unwrap();
    assert_eq!(next.0["reminded"], way(Share::Of(0.2), "not paid"));
    assert_eq!(next.0["unbox"].share, Share::Rest);

    let reminded = touchpoint("reminded");
    assert!(reminded.detour);
    let histogram = Histogram {
        scale: Some("stars".into()),
        ratings: vec![(2.0, 12), (3.0, 30), (5.0, 8)],
    };
    assert_eq!(reminded.experience, Some(Rating::Histogram(histogram)));
    let asks = Activity::new("agent", "Asks, politely, whether anything is in the way");
    assert_eq!(reminded.frontstage, [asks.into()]);
    assert_eq!(reminded.standards[0].within.map(|within| within.seconds), Some(900));

    let unbox = touchpoint("unbox");
    let ActivityEntry::Activity(pack) = &unbox.backstage[0] else {
        panic!("{:?}", unbox.backstage)
    };
    assert_eq!(
        (pack.id.as_deref(), pack.needs.as_slice()),
        (Some("pack"), &["reserve".to_owned()][..])
    );
    let printing = Activity {
        does: Some("Prints the packing list".into()),
        ..Activity::default()
    };
    assert_eq!(unbox.support[1], printing.into());
    let card = EvidenceEntry::Named {
        name: "Card in plain words".into(),
    };
    assert_eq!(unbox.evidence, [EvidenceEntry::Shown("parcel".into()), card]);
    assert_eq!(unbox.kinds, [ExperienceKind::Sense, ExperienceKind::Feel]);
    assert_eq!(unbox.notes[1].kind, NoteKind::Quote);
    assert_eq!(unbox.notes[1].text, "It felt like a present.");
    assert_eq!(unbox.segments["returning"].next, Some(Ways::to("done")));
    assert_eq!(touchpoint("complain").backstage, [ActivityEntry::Same("pack".into())]);
    assert_eq!(touchpoint("search").customer.len(), 1);
}

#[test]
fn the_complete_example_has_its_options() {
    let options = complete().options;
    assert_eq!(options[0].sets["unbox"], Rating::Assumed(8.0));
    assert_eq!(
        (options[1].raises["unbox"], options[1].segments.as_slice()),
        (1.5, &["new".to_owned()][..])
    );
    assert_eq!(options[2].cost, -8000);
    assert_eq!(
        (options[3].removes.as_slice(), options[3].excludes.as_slice()),
        (&["complain".to_owned()][..], &["hotline".to_owned()][..])
    );
    assert_eq!(options[4].next["unbox"].0["complain"].share, Share::Of(0.03));
    assert_eq!(options[5].adds[0].place, Insertion::Before("done".into()));
    assert_eq!(
        options[5].adds[0].touchpoint.name.as_deref(),
        Some("Two bottles of water")
    );
}

#[test]
fn the_complete_example_is_written_as_it_was_read() {
    let document = complete();
    let yaml = document.to_yaml().unwrap();
    assert_eq!(serde_yaml::from_str::<Document>(&yaml).unwrap(), document);
    insta::assert_snapshot!(yaml);
}

/// What is read from the one text is what is read from the other.
fn same<T: serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(one: &str, other: &str) {
    let read = |text: &str| serde_yaml::from_str::<T>(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(read(one), read(other), "{one} and {other}");
}

#[test]
fn one_thing_has_one_value_however_it_is_written() {
    same::<Way>("80%", "0.8");
    same::<Way>("\"80%\"", "{ share: 0.8 }");
    same::<Way>("12.5 %", "0.125");
    same::<Way>("rest", "{ share: rest }");
    same::<Way>("1", "100%");
    same::<Ways>("pay", "{ pay: rest }");
    same::<Ways>("1", "{ 1: rest }");
    same::<Ways>("010", "{ 010: rest }");
    same::<Rating>("7", "7.0");
    same::<Rating>("{ mean: 7, scale: stars }", "{ scale: stars, mean: 7.0 }");
    same::<Actor>("{ id: a, role: support }", "{ id: a, role: [support] }");
    same::<Activity>("{ does: x, needs: a }", "{ does: x, needs: [a] }");
    same::<ActivityEntry>("{ actor: cook, does: Cooks }", "cook: Cooks");
    same::<ActivityEntry>("{ does: Cooks, actor: cook }", "cook: Cooks");
    same::<Touchpoint>("{ id: a, customer: Eats }", "{ id: a, customer: [{ does: Eats }] }");
    same::<InvestmentOption>(
        "{ id: a, cost: 1, for: b, removes: c }",
        "{ id: a, cost: 1, for: [b], removes: [c] }",
    );
    same::<InvestmentOption>(
        "{ id: a, cost: 1, adds: { after: x, touchpoint: { id: y } } }",
        "{ id: a, cost: 1, adds: [{ after: x, touchpoint: { id: y } }] }",
    );
    same::<Wait>("{ typical: 90s }", "{ typical: 1m 30s }");
    same::<Document>(
        "{ blueprint: a, stages: [] }",
        "{ format: 1, blueprint: a, scale: { worst: 0, neutral: 5, best: 10 }, stages: [] }",
    );
}

/// The texts stand for no `T`.
fn refused<T: serde::de::DeserializeOwned + std::fmt::Debug>(texts: &[&str]) {
    for text in texts {
        if let Ok(read) = serde_yaml::from_str::<T>(text) {
            panic!("{text} was read as {read:?}");
        }
    }
}

#[test]
fn what_has_no_meaning_is_refused() {
    refused::<Way>(&[
        "half",
        "{ when: x }",
        "{ share: 0.5, if: x }",
        "[0.5]",
        "nan%",
        "%",
        "true",
    ]);
    refused::<Ways>(&["{ a: 0.5, a: 0.5 }", "[a]", "1.10", "true", "1e3"]);
    refused::<Rating>(&[
        "seven",
        "{}",
        "{ sd: 1 }",
        "{ mean: 7, ratings: { 7: 1 } }",
        "{ ratings: { 7: 1 }, n: 1 }",
        "{ ratings: { good: 1 } }",
        "{ ratings: { 7: 1.5 } }",
        "{ mean: 7, N: 3 }",
        "[7]",
        "true",
    ]);
    refused::<Actor>(&[
        "{ id: a }",
        "{ id: a, role: boss }",
        "{ id: a, role: support, patner: true }",
    ]);
    refused::<ActivityEntry>(&[
        "{ same: a, does: x }",
        "{ cook: Cooks, waiter: Serves }",
        "{ cook: Cooks, does: x }",
        "{ does: x, cook: Cooks }",
        "text",
        "{ does: x, does: y }",
    ]);
    refused::<EvidenceEntry>(&["{ id: a }", "{ name: a, id: b }", "[a]"]);
    refused::<Note>(&["{}", "{ thought: x }", "{ idea: x, pain: y }", "text"]);
    refused::<Addition>(&[
        "{ touchpoint: { id: y } }",
        "{ after: x }",
        "{ after: x, before: z, touchpoint: { id: y } }",
        "{ between: [x], touchpoint: { id: y } }",
        "{ between: [x, y, z], touchpoint: { id: y } }",
    ]);
    refused::<Wait>(&["{ typical: 10 }", "{ typical: 2 months }", "{}"]);
    refused::<Stage>(&[
        "{ id: a, flow: aftersales, touchpoints: [] }",
        "{ id: a, flow: AfterSales, touchpoints: [] }",
        "{ id: a, touchpoint: [] }",
    ]);
    refused::<InvestmentOption>(&[
        "{ id: a }",
        "{ id: a, cost: 1.5 }",
        "{ id: a, cost: 1, sets: { x: 1, x: 2 } }",
        "{ id: a, cost: 1, segments: [new] }",
    ]);
}

#[test]
fn other_serde_formats_carry_the_document_too() {
    let document = complete();
    let json = serde_json::to_string(&document).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), document);
}
