//! The blueprint with the chosen options.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use service_blueprint::{Blueprint, OptionId};

use crate::failure::Failure;

/// The blueprint as it is once the options are chosen.
pub(super) fn blueprint(now: &Blueprint, chosen: &[OptionId]) -> Result<Blueprint, Failure> {
    now.with_options(chosen)
        .map_err(|error| Failure::request("not-possible", error.to_string(), None))
}

/// Says no before a long search if its answer could not be written.
pub(super) fn refuse_existing(path: &Path) -> Result<(), Failure> {
    if path == Path::new("-") {
        let message = "standard output is where the answer goes, and no place to `--write` to";
        return Err(Failure::request("unwritable", message, Some("name a file".into())));
    }
    match path.try_exists() {
        Ok(true) => Err(refuse(path, &io::ErrorKind::AlreadyExists.into())),
        _ => Ok(()),
    }
}

/// Writes a blueprint to a file that does not exist yet; a file that could not be written whole is taken away again.
pub(super) fn write(future: &Blueprint, path: &Path) -> Result<PathBuf, Failure> {
    let yaml = future.document().to_yaml();
    let yaml = yaml.map_err(|error| Failure::request("unwritable", error.to_string(), None))?;
    let opened = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = opened.map_err(|error| refuse(path, &error))?;
    let written = file.write_all(yaml.as_bytes()).and_then(|()| file.sync_all());
    if let Err(error) = written {
        _ = fs::remove_file(path);
        return Err(refuse(path, &error));
    }
    Ok(path.to_owned())
}

fn refuse(path: &Path, error: &io::Error) -> Failure {
    let shown = path.display();
    let (code, message, help) = match error.kind() {
        io::ErrorKind::AlreadyExists => (
            "file-exists",
            format!("{shown} exists already, and nothing is overwritten"),
            "choose another name, or move the file away",
        ),
        io::ErrorKind::NotFound => (
            "no-such-folder",
            format!("there is no such folder for {shown}"),
            "make the folder first",
        ),
        _ => (
            "unwritable",
            format!("{shown} cannot be written: {error}"),
            "choose a place where you may write",
        ),
    };
    Failure::request(code, message, Some(help.into()))
}
