//! Where an answer that is a document of its own goes: standard output, or a file.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::diagnostic::{Diagnostic, Severity};
use crate::failure::Failure;
use crate::input::Input;
use crate::output::{Format, Output};

/// Writes to the file, replacing what is there, and says so; without a file, to standard output. The blueprint that was read
/// is never replaced.
pub(crate) fn write(bytes: &[u8], file: Option<&Path>, read: &Input, output: &Output) -> Result<(), Failure> {
    let Some(file) = file.filter(|file| *file != Path::new("-")) else {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes)?;
        stdout.flush()?;
        return Ok(());
    };
    if is_read(file, read) {
        let help = "choose another name for `--output`".to_owned();
        return Err(Failure::request(
            "would-overwrite",
            format!("`{}` is the blueprint itself, and would be lost", file.display()),
            Some(help),
        ));
    }
    fs::write(file, bytes).map_err(|error| refuse(file, &error))?;
    let shown = file.display();
    match output.format {
        Format::Json => output.json(&json!({ "written": [shown.to_string()] }))?,
        Format::Human if output.quiet => {}
        Format::Human => output.print(&format!("wrote {shown}\n"))?,
    }
    Ok(())
}

fn is_read(file: &Path, read: &Input) -> bool {
    let Input::File(read) = read else {
        return false;
    };
    let real = |path: &Path| -> Option<PathBuf> { fs::canonicalize(path).ok() };
    real(file).is_some_and(|file| Some(file) == real(read))
}

/// Why a file was not written.
pub(crate) fn refuse(path: &Path, error: &io::Error) -> Failure {
    let (code, message, help) = match error.kind() {
        io::ErrorKind::AlreadyExists => (
            "file-exists",
            "this file exists already, and nothing is overwritten".to_owned(),
            "choose another name, or move the file away",
        ),
        io::ErrorKind::NotFound => (
            "no-such-folder",
            "there is no such folder".to_owned(),
            "make the folder first",
        ),
        io::ErrorKind::IsADirectory => (
            "is-a-folder",
            "this is a folder, not a file".to_owned(),
            "name a file in it",
        ),
        _ => (
            "unwritable",
            format!("it cannot be written: {error}"),
            "choose a place where you may write",
        ),
    };
    Failure::Input {
        source: None,
        diagnostics: vec![Diagnostic {
            file: Some(path.display().to_string()),
            help: Some(help.into()),
            ..Diagnostic::new(code, Severity::Error, message)
        }],
    }
}
