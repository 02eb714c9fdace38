//! Opening a file of data.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity};
use crate::failure::Failure;
use crate::input::Input;
use crate::nearest::nearest;

/// What gives the bytes of an input.
pub(super) fn reader(input: &Input) -> Result<Box<dyn Read>, Failure> {
    let Input::File(path) = input else {
        return Ok(Box::new(io::stdin().lock()));
    };
    let file = File::open(path).map_err(|error| refuse(path, &error))?;
    let metadata = file.metadata().map_err(|error| refuse(path, &error))?;
    if metadata.is_dir() {
        return Err(refuse(path, &io::ErrorKind::IsADirectory.into()));
    }
    Ok(Box::new(file))
}

/// Why a file cannot be read.
pub(super) fn refuse(path: &Path, error: &io::Error) -> Failure {
    let (code, message, help) = match error.kind() {
        io::ErrorKind::NotFound => ("no-such-file", "there is no such file".to_owned(), near(path)),
        io::ErrorKind::IsADirectory => (
            "is-a-folder",
            "this is a folder, not a file".to_owned(),
            Some("name a file in it".to_owned()),
        ),
        _ => ("unreadable", format!("it cannot be read: {error}"), None),
    };
    Failure::Input {
        source: None,
        diagnostics: vec![Diagnostic {
            file: Some(path.display().to_string()),
            help,
            ..Diagnostic::new(code, Severity::Error, message)
        }],
    }
}

/// The file of the folder that is called most like the one looked for.
fn near(path: &Path) -> Option<String> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let entries = fs::read_dir(folder).ok()?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let wanted = path.file_name()?.to_string_lossy();
    let near = nearest(&wanted, names.iter().map(String::as_str))?;
    let found = match folder == Path::new(".") {
        true => near.to_owned(),
        false => folder.join(near).display().to_string(),
    };
    Some(format!("did you mean `{found}`?"))
}
