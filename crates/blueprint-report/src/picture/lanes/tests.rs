//! What holds of the lanes of every service: text stands in its card, nothing overlaps, lines cross no card, nothing is lost.

use std::collections::BTreeSet;
use std::fmt::Write;

use peak_end::{PredictOptions, predict};
use proptest::prelude::*;
use service_blueprint::Blueprint;
use service_blueprint::document::Role;
use service_blueprint::document::arbitrary::valid_documents;

use super::card::{PAD, Rect};
use super::cell::{Cells, Entry};
use super::lane::Lane;
use super::link::Links;
use super::marks::RADIUS;
use super::needs::{GAP_TRACKS, GUTTER_TRACKS, Need, Routes, Seat};
use super::plan::{LABEL, LINE_NAME, NAME, Plan};
use super::wire::{HEAD, Stroke};
use crate::picture::Page;
use crate::picture::geometry::COLUMNS_LEFT;
use crate::text::clean;
use crate::{Language, PictureOptions, Scene, picture};

/// Rounding.
const HAIR: f64 = 1e-6;

fn with_scene<T>(blueprint: &Blueprint, check: impl FnOnce(&Scene<'_>) -> T) -> T {
    let prediction = predict(blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
    check(&Scene::new(blueprint, None, &prediction, |_| true))
}

fn options(columns: usize) -> PictureOptions<'static> {
    PictureOptions {
        columns,
        ..PictureOptions::default()
    }
}

/// The lanes of each strip.
fn plans(scene: &Scene<'_>, columns: usize) -> Vec<Plan> {
    let options = options(columns);
    let page = Page::new(scene, &options);
    page.strips.iter().map(|strip| Plan::of(&page, strip, 100.0)).collect()
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.left + HAIR < b.right() && b.left + HAIR < a.right() && a.top + HAIR < b.bottom() && b.top + HAIR < a.bottom()
}

/// A stroke as a rectangle without breadth.
fn extent(stroke: &Stroke) -> Rect {
    let ((x1, y1), (x2, y2)) = (stroke.from, stroke.to);
    Rect {
        left: x1.min(x2),
        top: y1.min(y2),
        width: (x1 - x2).abs(),
        height: (y1 - y2).abs(),
    }
}

fn crosses(stroke: &Stroke, card: &Rect) -> bool {
    let line = extent(stroke);
    line.left < card.right() - HAIR
        && line.right() > card.left + HAIR
        && line.top < card.bottom() - HAIR
        && line.bottom() > card.top + HAIR
}

/// Whether two strokes lie on each other for more than a point.
fn lie_on_each_other(a: &Stroke, b: &Stroke) -> bool {
    let (a, b) = (extent(a), extent(b));
    let shared = |from: f64, to: f64, other_from: f64, other_to: f64| to.min(other_to) - from.max(other_from);
    let across = shared(a.left, a.right(), b.left, b.right());
    let down = shared(a.top, a.bottom(), b.top, b.bottom());
    (across > HAIR && down.abs() < HAIR && a.height + b.height < HAIR)
        || (down > HAIR && across.abs() < HAIR && a.width + b.width < HAIR)
}

fn well_placed(plan: &Plan) {
    let mut cards: Vec<Rect> = Vec::new();
    let mut others: Vec<Rect> = Vec::new();
    for row in &plan.rows {
        let text = |left: f64, top: f64, font: crate::text::Font, words: &[String]| Rect {
            left,
            top,
            width: words.iter().map(|line| font.width(line)).fold(0.0, f64::max),
            height: font.line() * words.len() as f64,
        };
        others.push(text(super::MARGIN, row.top + 8.0, NAME, &row.name));
        others.extend(
            row.labels
                .iter()
                .map(|(left, top, words)| text(*left, *top, LABEL, words)),
        );
        others.extend(row.line.iter().map(|(height, words)| {
            let above = height - LINE_NAME.line() * words.len() as f64 / 2.0;
            text(super::MARGIN, above, LINE_NAME, words)
        }));
        for placed in &row.cards {
            let rect = placed.rect;
            for (font, _, below, words) in placed.card.blocks() {
                let bottom = below + font.line() * words.len() as f64;
                assert!(words.is_empty() || bottom <= rect.height - PAD + HAIR, "{placed:?}");
                for line in words {
                    assert!(
                        font.width(line) <= rect.width - 2.0 * PAD + HAIR,
                        "{line} leaves its card"
                    );
                }
            }
            assert!(
                rect.top >= row.top - HAIR && rect.bottom() <= row.bottom + HAIR,
                "{placed:?} leaves its lane"
            );
            cards.push(rect);
        }
        let (first, last) = (row.top, row.bottom);
        for (x, y, _) in &row.badges {
            assert!((first..=last).contains(y), "a mark leaves its lane");
            let above = Rect {
                left: x - RADIUS,
                top: y - RADIUS - 1.0,
                width: 2.0 * RADIUS,
                height: RADIUS,
            };
            others.push(above);
            // On a card, its text begins below the badge.
            for placed in row.cards.iter().filter(|placed| (placed.rect.top - y).abs() < HAIR) {
                if placed.rect.left <= *x && *x <= placed.rect.right() {
                    assert!(placed.card.blocks()[0].2 >= RADIUS + 2.0);
                }
            }
        }
    }
    for (i, rect) in others.iter().enumerate() {
        for other in others[..i].iter().chain(&cards) {
            assert!(!overlap(rect, other), "{rect:?} is over {other:?}");
        }
    }
    for (i, card) in cards.iter().enumerate() {
        assert!(cards[..i].iter().all(|other| !overlap(card, other)), "{card:?}");
    }
    for (i, wire) in plan.wires.iter().enumerate() {
        for stroke in &wire.strokes {
            let is_straight = stroke.from.0 == stroke.to.0 || stroke.from.1 == stroke.to.1;
            assert!(is_straight, "{stroke:?}");
            assert!(stroke.from.0 >= COLUMNS_LEFT && stroke.to.1 <= plan.bottom + 8.0);
            for card in cards.iter().chain(&others) {
                assert!(!crosses(stroke, card), "{stroke:?} crosses {card:?}");
            }
            for other in plan.wires[..i].iter().flat_map(|other| &other.strokes) {
                assert!(!lie_on_each_other(stroke, other), "{stroke:?} lies on {other:?}");
            }
        }
        for (x, y) in &wire.tips {
            let head = Rect {
                left: *x,
                top: y - 3.5,
                width: HEAD,
                height: 7.0,
            };
            assert!(cards.iter().all(|card| !overlap(&head, card)), "{head:?}");
        }
    }
}

fn without_space(text: &str) -> String {
    clean(text).chars().filter(|one| !one.is_whitespace()).collect()
}

/// Everything that an SVG writes, without spaces, because lines break where they must.
fn written(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).unwrap();
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    texts.filter_map(|node| node.text()).map(without_space).collect()
}

fn tells_everything(scene: &Scene<'_>) {
    let written = written(&picture(scene, &options(5)));
    let tells = |name: &str| assert!(written.contains(&without_space(name)), "{name:?} is not told");
    let is_customer = |roles: &[Role]| roles.contains(&Role::Customer);
    let customers = scene
        .blueprint
        .actors()
        .filter(|actor| is_customer(actor.roles()))
        .count();
    for moment in scene.moments() {
        tells(moment.touchpoint.name());
        moment.touchpoint.evidence().for_each(tells);
        for activity in Role::ALL.into_iter().flat_map(|lane| moment.touchpoint.lane(lane)) {
            tells(activity.does());
            if activity.lane() != Role::Customer || customers != 1 {
                activity.actor().iter().for_each(|actor| tells(actor.name()));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_service_is_laid_out(document in valid_documents()) {
        let blueprint = Blueprint::try_from(document).unwrap();
        with_scene(&blueprint, |scene| {
            for columns in [3, 12] {
                plans(scene, columns).iter().for_each(well_placed);
            }
            tells_everything(scene);
        });
    }

    /// Any needs at all between cards of ten columns.
    #[test]
    fn needs_are_lines_or_words(ends in proptest::collection::vec((0usize..120, 0usize..120), 0..160)) {
        let seat = |n: usize| Seat { lane: 1 + n % 4, place: n / 12, index: n / 4 % 3 };
        let distinct = ends.into_iter().filter(|(from, to)| from != to);
        let needs: BTreeSet<Need> = distinct.map(|(from, to)| Need { needed: seat(from), by: seat(to) }).collect();
        let needs: Vec<Need> = needs.into_iter().collect();
        let routes = Routes::of(&needs);
        prop_assert!(routes.gaps.values().all(|tracks| *tracks <= GAP_TRACKS));
        prop_assert!(routes.gutters.values().all(|tracks| *tracks <= GUTTER_TRACKS));
        let by_line = routes.routes.iter().flat_map(|route| {
            let met = route.trunks.iter().flat_map(|trunk| &trunk.ports);
            let by = met.map(|(seat, _)| *seat).filter(|seat| *seat != route.needed);
            by.map(|by| Need { needed: route.needed, by })
        });
        let mut told: Vec<Need> = by_line.chain(routes.in_words.iter().copied()).collect();
        told.sort();
        prop_assert_eq!(told, needs);
    }
}

/// A service of columns in which everything needs much.
fn entangled(columns: usize) -> Blueprint {
    let mut text = "blueprint: Entangled\nstages:\n- id: s\n  touchpoints:\n".to_owned();
    for at in 0..columns {
        let from: Vec<String> = (0..columns)
            .step_by(2)
            .filter(|from| *from != at)
            .map(|from| format!("b{from}"))
            .collect();
        _ = write!(
            text,
            "  - id: t{at}\n    experience: 5\n    customer: Does what there is to do\n    fail_point: {{ what: Breaks }}\n    \
             frontstage: [ {{ does: Shows it, needs: [{}] }} ]\n    backstage: [ {{ id: b{at}, does: Makes it, needs: [c{at}] }} ]\n    \
             support: [ {{ id: c{at}, does: Keeps it }}, {{ id: d{at}, does: Counts it, needs: [c{at}] }} ]\n",
            from.join(", ")
        );
    }
    service_blueprint::parse(&text).unwrap()
}

#[test]
fn many_needs_stay_readable() {
    let blueprint = entangled(12);
    with_scene(&blueprint, |scene| {
        let plans = plans(scene, 12);
        assert_eq!(plans.len(), 1);
        plans.iter().for_each(well_placed);
        assert!(!plans[0].wires.is_empty());
        let written = written(&picture(scene, &options(12)));
        assert!(written.contains("needs:Makesit"));
    });
}

const SHARED: &str = "
blueprint: Shared
actors:
  - { id: guest, name: Guest, role: customer }
  - { id: courier, name: Courier, role: frontstage, partner: true }
  - { id: host, name: Host, role: [frontstage, backstage] }
evidence: [ { id: slip, name: Slip, partner: true } ]
stages:
- id: s
  touchpoints:
  - id: desk
    step: arrive
    channel: at the desk
    experience: 5
    customer: [ guest: Asks ]
    frontstage: [ { id: later, actor: host, does: Smiles, after: [first] }, { id: first, actor: host, does: Listens } ]
    evidence: [slip]
  - id: app
    step: arrive
    channel: in the app
    experience: 5
    frontstage: [ { same: first } ]
    evidence: [slip]
    notes: [ { idea: Less typing } ]
  - id: door
    controllable: false
    experience: 5
    customer: [ guest: Opens ]
    frontstage: [ { courier: Rings }, { same: first } ]
    backstage: [ { id: sent, does: Sends, after: [packed] }, { id: packed, does: Packs, needs: [later] } ]
";

#[test]
fn a_cell_shows_each_thing_once_with_whose_it_is() {
    let blueprint = service_blueprint::parse(SHARED).unwrap();
    with_scene(&blueprint, |scene| {
        let cells = Cells::new(scene, Language::English);
        let told = |lane: Lane, column: usize| -> Vec<String> {
            let cell = cells.cell(lane, &scene.columns[column]);
            let mut told = Vec::new();
            for group in &cell.groups {
                told.extend(group.label.iter().map(|label| format!("[{label}]")));
                told.extend(group.badges.iter().map(|_| "mark".to_owned()));
                told.extend(group.entries.iter().map(|entry| match entry {
                    Entry::Evidence { name, is_partners } => format!("{name} {is_partners}"),
                    Entry::Activity { activity, is_again } => format!("{} {is_again}", activity.does()),
                }));
            }
            told
        };
        assert_eq!(told(Lane::Evidence, 0), ["Slip true"]);
        // The idea noted at the app stands beside its name: the customer has no card there.
        assert_eq!(told(Lane::Customer, 0), ["[at the desk]", "Asks false"]);
        // What all share comes first, so that it does not seem to be one touchpoint's.
        assert_eq!(
            told(Lane::Frontstage, 0),
            ["Listens false", "[at the desk]", "Smiles false"]
        );
        assert_eq!(told(Lane::Frontstage, 1), ["Rings false", "Listens true"]);
        assert_eq!(told(Lane::Backstage, 1), ["Packs false", "Sends false"]);
        assert_eq!(told(Lane::Support, 1), Vec::<String>::new());
        let lanes = Lane::ALL.map(|lane| {
            scene
                .columns
                .iter()
                .map(|column| cells.cell(lane, column))
                .collect::<Vec<_>>()
        });
        assert_eq!(Links::of(&lanes).drawn.len(), 1);
    });
}

#[test]
fn no_arrow_and_no_mark_floats_where_the_customer_does_nothing() {
    let text = "
blueprint: B
stages:
- id: s
  touchpoints:
  - { id: a, experience: 5, customer: Asks, fail_point: { what: Nobody answers } }
  - { id: b, experience: 5, customer: Waits }
  - { id: c, experience: 5, moment_of_truth: true }
  - { id: d, experience: 5, customer: Pays }
";
    let blueprint = service_blueprint::parse(text).unwrap();
    with_scene(&blueprint, |scene| {
        let plan = plans(scene, 12).remove(0);
        assert_eq!(plan.steps.0, [0]);
        let badges: usize = plan.rows.iter().map(|row| row.badges.len()).sum();
        assert_eq!(badges, 1, "that of the card");
        // The other stands with its touchpoint's name.
        let svg = picture(scene, &options(12));
        let head = svg.split("id=\"touchpoint-2\"").nth(1).unwrap();
        let head = head.split("id=\"").next().unwrap();
        assert!(head.contains("mark-truth"), "{head}");
    });
}

#[test]
fn hostile_text_is_inert_and_laid_out() {
    let long = "lorem ipsum ".repeat(420);
    let name = format!("<script>alert(1)</script> ]]> & \\\" قائمة \\u202e {long}");
    let text = format!(
        "blueprint: \"{name}\"\nactors: [ {{ id: a, name: \"{name}\", role: [frontstage, customer] }}, {{ id: b, role: customer }} ]\n\
         stages:\n- id: s\n  name: \"{name}\"\n  touchpoints:\n  - id: x\n    name: \"{name}\"\n    step: q\n    experience: 5\n    \
         customer: [ a: \"{name}\" ]\n    frontstage: [ a: \"{name}\" ]\n    fail_point: {{ what: \"{name}\" }}\n    \
         evidence: [ {{ name: \"{name}\" }} ]\n  - id: y\n    step: q\n    experience: 5\n    customer: 茶杯\n"
    );
    let blueprint = service_blueprint::parse(&text).unwrap();
    with_scene(&blueprint, |scene| {
        plans(scene, 12).iter().for_each(well_placed);
        tells_everything(scene);
        let svg = picture(scene, &PictureOptions::default());
        assert!(!svg.contains("<script"));
    });
}

#[test]
fn the_legend_tells_what_is_in_use_and_nothing_else() {
    let plain = "blueprint: P\nstages: [ { id: s, touchpoints: [ { id: a, experience: 7, customer: Asks } ] } ]\n";
    let language = Language::English;
    let legend = |text: &str| {
        let blueprint = service_blueprint::parse(text).unwrap();
        with_scene(&blueprint, |scene| written(&picture(scene, &PictureOptions::default())))
    };
    let says = |written: &str, words: &str| written.contains(&without_space(words));
    let (little, much) = (legend(plain), legend(SHARED));
    let in_both = [language.above_neutral(), language.assumed()];
    let only_in_much = [
        language.a_partner(),
        language.idea(),
        language.out_of_control(),
        language.a_step(),
        language.same_again(),
    ];
    let in_none = [
        language.fail_point(),
        language.below_neutral(),
        language.spread(),
        language.expected(),
    ];
    assert!(in_both.iter().all(|words| says(&little, words) && says(&much, words)));
    for words in only_in_much {
        assert!(says(&much, words) && !says(&little, words), "{words}");
    }
    assert!(in_none.iter().all(|words| !says(&little, words) && !says(&much, words)));
    assert!(says(&much, language.need_arrow()) && !says(&little, language.need_arrow()));
}
