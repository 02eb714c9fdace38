//! Running the command.

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;

/// What a run of the command gave.
pub(super) struct Run {
    pub(super) code: i32,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

/// The file of an example.
pub(super) fn example(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/blueprints");
    folder.join(name).display().to_string()
}

/// Every example.
pub(super) const EXAMPLES: [&str; 8] = [
    "day-surgery.yaml",
    "electronics-retailer.yaml",
    "hotel-checkout.yaml",
    "hotel-checkout-next.yaml",
    "online-shop.yaml",
    "online-shop.zh.yaml",
    "pizza-restaurant.yaml",
    "telecom-hotline.yaml",
];

/// Runs the command.
pub(super) fn run(arguments: &[&str]) -> Run {
    run_with(arguments, "")
}

/// Runs the command with something on standard input.
pub(super) fn run_with(arguments: &[&str], input: impl Into<Vec<u8>>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_blueprint"));
    let output = command
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("the command runs");
    Run {
        code: output.status.code().expect("the command ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("answers are UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("remarks are UTF-8"),
    }
}

/// The JSON that a run gives, which goes well.
pub(super) fn json(arguments: &[&str]) -> Value {
    let run = run(&[arguments, &["--format", "json"]].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{arguments:?}");
    serde_json::from_str(&run.stdout).expect("the answer is JSON")
}
