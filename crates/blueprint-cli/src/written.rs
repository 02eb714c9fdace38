//! Where an answer that is a document of its own goes: standard output, or a file.

use std::fs::{self, OpenOptions};
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
    keep(file, read)?;
    fs::write(file, bytes).map_err(|error| refuse(file, &error))?;
    let shown = file.display();
    match output.format {
        Format::Json => output.json(&json!({ "written": [shown.to_string()] }))?,
        Format::Human if output.quiet => {}
        Format::Human => output.print(&format!("wrote {shown}\n"))?,
    }
    Ok(())
}

/// Refuses to write to the blueprint that is read, under whatever name.
pub(crate) fn keep(file: &Path, read: &Input) -> Result<(), Failure> {
    keep_what("the blueprint itself", file, "--output", read)
}

/// Refuses to write to data that are read, under whatever name; the option is the one that names the file.
pub(crate) fn keep_data(file: &Path, option: &str, read: &Input) -> Result<(), Failure> {
    keep_what("a file of the data", file, option, read)
}

fn keep_what(what: &str, file: &Path, option: &str, read: &Input) -> Result<(), Failure> {
    match read {
        Input::File(_) if file == Path::new("-") => Ok(()),
        Input::File(read) if is_same(file, read) => Err(Failure::request(
            "would-overwrite",
            format!("`{}` is {what}, and would be lost", file.display()),
            Some(format!("choose another name for `{option}`")),
        )),
        Input::File(_) | Input::Standard => Ok(()),
    }
}

/// Whether both names are of one file, there already or still to be written.
pub(crate) fn is_same_place(one: &Path, other: &Path) -> bool {
    is_same(one, other) || place(one) == place(other)
}

/// Where a file is or will be, with the links of its folder followed as far as it exists.
fn place(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let (folder, name) = (path.parent()?, path.file_name()?);
    Some(fs::canonicalize(folder).unwrap_or(folder.to_owned()).join(name))
}

/// Whether both names are of one file; links of either kind are further names of it.
fn is_same(one: &Path, other: &Path) -> bool {
    match (identity(one), identity(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// What a file has alone, whatever it is called.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let found = fs::metadata(path).ok()?;
    Some((found.dev(), found.ino()))
}

/// What a file has alone, but for hard links.
#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Writes a file that does not exist yet; a file that could not be written whole is taken away again.
pub(crate) fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        _ = fs::remove_file(path);
    }
    written
}

/// Why a file was not written.
pub(crate) fn refuse(path: &Path, error: &io::Error) -> Failure {
    let (code, message, help) = match error.kind() {
        io::ErrorKind::AlreadyExists => (
            "file-exists",
            "this file exists already, and nothing is overwritten".to_owned(),
            "choose another name, or move the file away",
        ),
        io::ErrorKind::NotFound if !is_in_a_folder(path) => (
            "no-such-folder",
            "there is no such folder".to_owned(),
            "make the folder first",
        ),
        io::ErrorKind::IsADirectory => (
            "is-a-folder",
            "this is a folder, not a file".to_owned(),
            "name a file in it",
        ),
        io::ErrorKind::StorageFull => (
            "unwritable",
            format!("it cannot be written: {error}"),
            "make room, or choose a place that has some",
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => (
            "unwritable",
            format!("it cannot be written: {error}"),
            "choose a place where you may write",
        ),
        _ => (
            "unwritable",
            format!("it cannot be written: {error}"),
            "choose another place",
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

fn is_in_a_folder(path: &Path) -> bool {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.is_dir(),
        _ => true,
    }
}
