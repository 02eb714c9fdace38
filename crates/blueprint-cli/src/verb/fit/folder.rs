//! The folder of result files.

use std::fs;
use std::io;
use std::path::Path;

use super::files::{MANIFEST, NAMES, Written};
use crate::failure::Failure;
use crate::written::refuse;

/// Says no before a long comparison if the folder holds the files of another run. Those of the same run, as its manifest
/// tells, may be written again.
pub(super) fn refuse_another_run(folder: &Path, manifest: &[u8]) -> Result<(), Failure> {
    if folder.exists() && !folder.is_dir() {
        return Err(refuse(folder, &io::ErrorKind::AlreadyExists.into()));
    }
    let is_same = fs::read(folder.join(MANIFEST)).is_ok_and(|found| found == manifest);
    let there = NAMES.iter().map(|name| folder.join(name)).find(|path| path.exists());
    match there.filter(|_| !is_same) {
        Some(path) => Err(refuse(&path, &io::ErrorKind::AlreadyExists.into())),
        None => Ok(()),
    }
}

/// Writes the files, the manifest last: where it is, the run is whole.
pub(super) fn write(folder: &Path, files: &[Written]) -> Result<Vec<String>, Failure> {
    fs::create_dir_all(folder).map_err(|error| refuse(folder, &error))?;
    let (last, first): (Vec<&Written>, Vec<&Written>) = files.iter().partition(|(name, _)| *name == MANIFEST);
    for (name, bytes) in first.into_iter().chain(last) {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(|error| refuse(&path, &error))?;
    }
    Ok(files
        .iter()
        .map(|(name, _)| folder.join(name).display().to_string())
        .collect())
}
