//! Blueprints to export, and how their texts are compared.

use blueprint_report::Scene;
use peak_end::{PredictOptions, Prediction, predict};
use service_blueprint::Blueprint;
use service_blueprint::document::{
    Activity, ActivityEntry, Actor, Document, Ending, EvidenceEntry, Role, Share, Stage, Touchpoint, Way, Ways,
};

/// Names that some format might take for its own signs.
pub(crate) fn hostile_names() -> Vec<String> {
    let mut names: Vec<String> = [
        "<script>alert(1)</script>",
        "\"quoted\" and 'single'",
        "]]> --> &amp; &lt;b&gt; & more",
        "a: b; c #35; #quot; #",
        "%% comment %%{init: {}}%%",
        "end",
        "section x",
        "title",
        "accTitle: none",
        "journey of life",
        "Lifestyle: #f00; style x:#1;",
        "subgraph y",
        "1. first",
        "- list",
        "* **bold** _it_ `code` ~x~ [a](http://b.c) www.example.org a@b.cd",
        "back\\slash \\n \\N \\",
        "emoji 👩‍👩‍👧 🎁",
        "שלום עולם مرحبا",
        "\u{202e}turned\u{202c} \u{7}bell",
        "two\nlines\r\nand\ttab",
        "ﬂ°lt¶ß ﬂ°°60¶ß",
        "=1+1",
        "@sum(a1)",
        "+x",
        "-x",
        "'quoted",
        "{braces} | pipes | (round) [square]",
        "graph TD; a-->b",
        "---",
        "fa:fa-user",
        "$$x^2$$",
        "打开包裹，读卡片；“好”",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("long words ".repeat(454) + "ended.");
    names
}

/// A service in which everything has a hostile name.
pub(crate) fn hostile() -> Blueprint {
    let names = hostile_names();
    let mut document = Document::new(names[0].clone());
    for (i, name) in names.iter().enumerate() {
        document.actors.push(Actor {
            id: format!("actor-{i}"),
            name: Some(name.clone()),
            role: vec![Role::Customer, Role::Frontstage, Role::Support],
            partner: false,
        });
        document.ends.push(Ending {
            id: format!("done-{i}"),
            name: Some(name.clone()),
            goal: i % 2 == 0,
        });
        let next = format!("t-{}", i + 1);
        let mut ways = Ways::default();
        ways.0.insert(
            format!("done-{i}"),
            Way {
                share: Share::Of(0.25),
                when: Some(name.clone()),
            },
        );
        if i + 1 < names.len() {
            ways = ways.or(next, Share::Rest);
        } else {
            ways = Ways::to(format!("done-{i}"));
        }
        let activity = |id: Option<String>, needs: Vec<String>| {
            ActivityEntry::Activity(Activity {
                id,
                actor: Some(format!("actor-{i}")),
                does: Some(name.clone()),
                needs,
                ..Activity::default()
            })
        };
        let touchpoint = Touchpoint {
            name: Some(name.clone()),
            channel: Some(name.clone()),
            customer: vec![activity(None, Vec::new())],
            frontstage: vec![activity(Some(format!("front-{i}")), vec![format!("behind-{i}")])],
            support: vec![activity(Some(format!("behind-{i}")), Vec::new())],
            evidence: vec![EvidenceEntry::Named { name: name.clone() }],
            next: Some(ways),
            ..Touchpoint::new(format!("t-{i}"), (i % 11) as f64)
        };
        let mut stage = Stage::new(format!("stage-{i}"), vec![touchpoint]);
        stage.name = Some(name.clone());
        document.stages.push(stage);
    }
    Blueprint::try_from(document).unwrap()
}

/// An example blueprint.
pub(crate) fn example(name: &str) -> Blueprint {
    let path = format!("{}/../../examples/blueprints/{name}", env!("CARGO_MANIFEST_DIR"));
    service_blueprint::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What is predicted, or why nothing is.
pub(crate) fn prediction(blueprint: &Blueprint) -> Result<Prediction, String> {
    predict(blueprint, &PredictOptions::default()).map_err(|error| error.to_string())
}

/// The scene for everyone.
pub(crate) fn everyone(blueprint: &Blueprint) -> Scene<'_> {
    // Scenes look at a prediction; a test's may live as long as the test.
    let prediction = Box::leak(Box::new(prediction(blueprint)));
    Scene::new(blueprint, None, prediction, |_| true)
}

/// The letters of a text: what an author sees of it, spaces and joiners that show nothing aside.
pub(crate) fn letters(text: &str) -> String {
    let joins = '\u{2060}';
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !turns(c) && *c != joins)
        .collect()
}
