//! `new`: a commented starter blueprint, and the schema that lets editors help with it.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::failure::{Failure, Outcome};
use crate::output::{Format, Output};
use crate::written::{refuse, write_new};

/// Where to write.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The file to write; it must not exist yet. `-` writes the starter to standard output
    #[arg(value_name = "FILE", default_value = "blueprint.yaml")]
    file: PathBuf,
}

/// The starter. A test proves that `check` has nothing to say about it.
const STARTER: &str = include_str!("../../starter/blueprint.yaml");

/// The schema's file, beside the starter, which names it in its first line.
const SCHEMA_FILE: &str = "blueprint.schema.json";

/// Writes the starter and its schema.
pub(crate) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Failure> {
    let file = arguments.file.as_path();
    if file == Path::new("-") {
        output.print(STARTER)?;
        return Ok(Outcome::Fine);
    }
    write_new(file, STARTER).map_err(|error| refuse(file, &error))?;
    let schema_file = file.with_file_name(SCHEMA_FILE);
    let schema = format!("{:#}\n", service_blueprint::schema());
    let schema_written = match write_new(&schema_file, &schema) {
        Ok(()) => true,
        // Another blueprint of the same folder has brought it already.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
        Err(error) => return Err(refuse(&schema_file, &error)),
    };
    let shown = file.display();
    match output.format {
        Format::Json => {
            let mut written = vec![shown.to_string()];
            written.extend(schema_written.then(|| schema_file.display().to_string()));
            output.json(&json!({ "written": written }))?;
        }
        Format::Human if output.quiet => {}
        Format::Human => {
            let schema = match schema_written {
                true => format!(" and {}, its schema for editors", schema_file.display()),
                false => String::new(),
            };
            output.print(&format!(
                "wrote {shown}{schema}\nnext: edit it, then `blueprint check {shown}` and `blueprint show {shown}`\n"
            ))?;
        }
    }
    Ok(Outcome::Fine)
}
