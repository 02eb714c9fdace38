//! A seeded service with everything that a picture shows.

use std::fmt::Write;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::SEED;

const HEAD: &str = "\
segments:
  - { id: new, name: New customers, share: 0.5 }
  - { id: regular, name: Regular customers, share: 0.3 }
  - { id: key, name: Key accounts, share: 0.2 }
actors:
  - { id: guest, name: Guest, role: customer }
  - { id: host, name: Host at the desk, role: frontstage }
  - { id: courier, name: Courier, role: frontstage, partner: true }
  - { id: kitchen, name: Kitchen team, role: backstage }
  - { id: system, name: Booking system, role: support }
evidence:
  - { id: card, name: Card with a name on it }
ends:
  - { id: gone, name: Leaves for good }
  - { id: done, name: Comes back, goal: true }
stages:
";

const NAMES: [&str; 5] = [
    "Asks at the desk",
    "Waits for an answer",
    "Compares what there is",
    "Gets what was promised",
    "Is called back",
];

/// A blueprint of so many touchpoints in stages of eight, as text: three segments, branches, loops and leaving, surveys,
/// activities in every lane that need each other, evidence, marks and notes.
pub fn drawn_blueprint(touchpoints: usize) -> String {
    let random = &mut ChaCha8Rng::seed_from_u64(SEED);
    let mut text = format!("blueprint: A service of {touchpoints} touchpoints\n{HEAD}");
    for at in 0..touchpoints {
        if at % 8 == 0 {
            let stage = at / 8 + 1;
            _ = write!(
                text,
                "  - id: stage-{stage}\n    name: Stage {stage}\n    touchpoints:\n"
            );
        }
        let score = f64::from(random.random_range(15..=92)) / 10.0;
        let n = random.random_range(20..400);
        let mut line = |words: String| _ = writeln!(text, "      {words}");
        line(format!("- id: t{at}"));
        line(format!("  name: {} ({at})", NAMES[at % NAMES.len()]));
        line(format!("  channel: {}", ["desk", "telephone", "app"][at % 3]));
        line(match at % 3 {
            0 => format!("  experience: {score}"),
            _ => format!("  experience: {{ mean: {score}, sd: 1.5, n: {n} }}"),
        });
        line("  expectation: 6".into());
        line("  evidence: [card]".into());
        line("  customer: Does what has to be done and wonders".into());
        if at % 4 > 0 {
            let who = if at % 4 == 1 { "courier" } else { "host" };
            line(format!(
                "  frontstage: [ {{ actor: {who}, does: Explains what comes next and smiles, needs: [back-{at}] }} ]"
            ));
        }
        line(format!(
            "  backstage: [ {{ id: back-{at}, actor: kitchen, does: Prepares everything in time, needs: [file-{at}] }} ]"
        ));
        line(format!(
            "  support: [ {{ id: file-{at}, actor: system, does: Keeps the file that all others read }} ]"
        ));
        if at % 7 == 3 {
            line(format!(
                "  fail_point: {{ what: Nobody comes, recovery: t{} }}",
                at.saturating_sub(1)
            ));
        }
        if at % 11 == 5 {
            line("  moment_of_truth: true".into());
        }
        if at % 5 == 0 {
            line("  notes: [ { pain: Too long without news } ]".into());
        }
        let next = match at + 1 < touchpoints {
            true => format!("t{}", at + 1),
            false => "done".into(),
        };
        line(match at % 9 {
            4 if at + 3 < touchpoints => format!("  next: {{ t{}: 20%, {next}: rest }}", at + 3),
            6 => format!("  next: {{ gone: 3%, {next}: rest }}"),
            8 => format!("  next: {{ t{}: 10%, {next}: rest }}", at - 3),
            _ => format!("  next: {next}"),
        });
        if at % 6 == 1 {
            line(format!("  segments: {{ key: {{ experience: {:.1} }} }}", score + 0.7));
        }
    }
    text
}
