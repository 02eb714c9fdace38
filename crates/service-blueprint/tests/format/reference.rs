//! The format reference's examples are read, and its traps are traps.

const REFERENCE: &str = include_str!("../../../../docs/format.md");

/// The YAML blocks of the reference.
fn blocks() -> impl Iterator<Item = &'static str> {
    REFERENCE
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
}

#[test]
fn every_example_is_valid() {
    let mut complete = 0;
    for block in blocks() {
        let text = if block.contains("blueprint: ") {
            complete += 1;
            block.to_owned()
        } else {
            format!("blueprint: A\nstages: [{{ id: s, touchpoints: [{{ id: unbox, experience: 6 }}] }}]\n{block}\n")
        };
        if let Err(problems) = service_blueprint::parse(&text) {
            panic!("{problems}\n{text}");
        }
        let through_serde: service_blueprint::Document = serde_yaml::from_str(&text).unwrap();
        assert_eq!(
            service_blueprint::read_document(&text).unwrap(),
            through_serde,
            "{text}"
        );
    }
    assert!(complete > 5);
}

#[test]
fn every_trap_is_told() {
    let touchpoint =
        |line: &str| format!("blueprint: A\nstages:\n  - id: s\n    touchpoints:\n      - id: t\n        {line}\n");
    let traps = [
        "frontstage: [{ does: Asks, politely }]",
        "name: Room #12",
        "channel: Two parts: a and b",
        "name：付款",
        "\tname: Pays",
        "detour: yes",
        "detour: on",
        "name: null",
        "name: ~",
        "name:",
        "experience: 7,5",
        "experience: \"7\"",
        "customer: *starred*",
        "customer: !new",
        "<<: *base",
        "duration: 10",
        "duration: 2 months",
    ];
    for trap in traps {
        assert!(service_blueprint::parse(&touchpoint(trap)).is_err(), "{trap}");
    }
    for fine in [
        "name: \"Room #12\"",
        "name: 1.10",
        "name: 010",
        "name: no",
        "name: 12:30",
        "duration: 1h 30m",
        "experience: 7.5",
    ] {
        let read = service_blueprint::parse(&touchpoint(fine));
        assert!(read.is_ok(), "{fine}: {read:?}");
    }
}
