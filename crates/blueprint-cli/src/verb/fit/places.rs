//! Where results go: never over what is read, and never two to one place.

use std::path::{Path, PathBuf};

use super::data::DataArguments;
use super::files::NAMES;
use crate::failure::Failure;
use crate::written::{is_same_place, keep_data};

/// A file that is asked for, with the option that asks.
pub(super) type Asked<'a> = (&'static str, Option<&'a PathBuf>);

/// Says no before anything is read if a result could not be written, or would replace what is read or another result.
pub(super) fn check(asked: &[Asked<'_>], folder: Option<&Path>, data: &DataArguments) -> Result<(), Failure> {
    let files = asked
        .iter()
        .filter_map(|(option, file)| Some((*option, file.as_ref()?)));
    let files: Vec<(&str, &Path)> = files.map(|(option, file)| (option, file.as_path())).collect();
    let read = data.inputs().into_iter().cloned().chain(data.column_map());
    let read: Vec<_> = read.collect();
    for (at, (option, file)) in files.iter().enumerate() {
        if *file == Path::new("-") {
            let help = "name a file: standard output is where the answer goes".to_owned();
            let message = "`-` is no place for a result";
            return Err(Failure::request("unwritable", message, Some(help)));
        }
        read.iter().try_for_each(|read| keep_data(file, option, read))?;
        let before = files[..at].iter().find(|(_, other)| is_same_place(file, other));
        if let Some((other, _)) = before {
            return Err(twice(file, &format!("`{other}`"), option));
        }
        let in_folder = |name: &&str| folder.is_some_and(|folder| is_same_place(file, &folder.join(name)));
        if NAMES.iter().any(in_folder) {
            return Err(twice(file, "`--out`", option));
        }
    }
    Ok(())
}

fn twice(file: &Path, other: &str, option: &str) -> Failure {
    let message = format!(
        "`{}` is where {other} writes too: one would replace the other",
        file.display()
    );
    Failure::request(
        "same-place",
        message,
        Some(format!("choose another name for `{option}`")),
    )
}
