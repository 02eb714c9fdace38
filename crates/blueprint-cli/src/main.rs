//! The `blueprint` command: check a service blueprint, show it, and predict what its customers will remember.

mod command;
mod diagnostic;
mod failure;
mod input;
mod json;
mod nearest;
mod output;
mod show;
mod terminal;
mod verb;
mod warnings;
mod written;

fn main() -> std::process::ExitCode {
    command::run(std::env::args_os().collect())
}
