//! Reading what a verb is about: a file, or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use service_blueprint::{Blueprint, Limits, parse_bytes};

use crate::diagnostic::{Diagnostic, Severity};
use crate::failure::Failure;

/// Where a blueprint is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, written `-`.
    Standard,
    /// A file.
    File(PathBuf),
}

impl From<&std::ffi::OsStr> for Input {
    fn from(name: &std::ffi::OsStr) -> Self {
        if name == "-" {
            Self::Standard
        } else {
            Self::File(name.into())
        }
    }
}

impl std::str::FromStr for Input {
    type Err = std::convert::Infallible;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(std::ffi::OsStr::new(name)))
    }
}

/// What some editors put before a text.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A text with the name under which messages speak of it.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The name.
    pub(crate) name: String,
    /// The text, as far as it is one.
    pub(crate) text: String,
}

/// A blueprint with the text it was read from.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The blueprint.
    pub(crate) blueprint: Blueprint,
    /// Its text, without a byte order mark.
    pub(crate) source: Source,
    /// The byte order mark with which it begins, or nothing.
    pub(crate) mark: &'static str,
}

impl Input {
    /// The name under which messages speak of it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Standard => "standard input".into(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The blueprint, or all that is wrong with the input.
    pub(crate) fn load(&self) -> Result<Loaded, Failure> {
        let limits = Limits::default();
        let bytes = self.bytes(limits.bytes as u64)?;
        // Editors do not count the byte order mark as a column.
        let (bytes, mark) = match bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()) {
            Some(bytes) => (bytes, BYTE_ORDER_MARK),
            None => (&bytes[..], ""),
        };
        let parsed = parse_bytes(bytes, &limits);
        let text = String::from_utf8_lossy(bytes).into_owned();
        let source = Source {
            name: self.name(),
            text,
        };
        match parsed {
            Ok(blueprint) => Ok(Loaded {
                blueprint,
                source,
                mark,
            }),
            Err(problems) => Err(Failure::Input {
                diagnostics: Diagnostic::of_problems(&problems),
                source: Some(Box::new(source)),
            }),
        }
    }

    /// The bytes, at most `limit`: a larger file is refused before it is read.
    fn bytes(&self, limit: u64) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Standard => self.take(io::stdin().lock(), limit),
            Self::File(path) => {
                let file = File::open(path).map_err(|error| self.unreadable(path, &error))?;
                let metadata = file.metadata().map_err(|error| self.unreadable(path, &error))?;
                if metadata.is_dir() {
                    return Err(self.refuse("is-a-folder", "this is a folder, not a file", self.folder_help(path)));
                }
                if metadata.len() > limit {
                    return Err(self.too_large(&format!("{} bytes", metadata.len()), limit));
                }
                self.take(file, limit)
            }
        }
    }

    /// What a reader gives, which may turn out longer than its metadata said.
    fn take(&self, reader: impl Read, limit: u64) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let read = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| self.refuse("unreadable", format!("it cannot be read: {error}"), None))?;
        if bytes.len() as u64 > limit {
            return Err(self.too_large(&format!("more than {limit} bytes"), limit));
        }
        Ok(bytes)
    }

    fn too_large(&self, size: &str, limit: u64) -> Failure {
        let message = format!("the text has {size}, and the limit is {limit}");
        let help = "split the service into several blueprints".to_owned();
        self.refuse("too-large", message, Some(help))
    }

    fn unreadable(&self, path: &Path, error: &io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::NotFound => self.refuse("no-such-file", "there is no such file", missing_help(path)),
            io::ErrorKind::IsADirectory => {
                self.refuse("is-a-folder", "this is a folder, not a file", self.folder_help(path))
            }
            io::ErrorKind::PermissionDenied => {
                let help = Some("ask for the right to read it".to_owned());
                self.refuse("unreadable", "you may not read this file", help)
            }
            _ => self.refuse("unreadable", format!("it cannot be read: {error}"), None),
        }
    }

    fn folder_help(&self, path: &Path) -> Option<String> {
        let names = blueprints_in(path);
        let first = names.first()?;
        Some(format!("name a file in it, such as `{}`", path.join(first).display()))
    }

    fn refuse(&self, code: &'static str, message: impl Into<String>, help: Option<String>) -> Failure {
        Failure::Input {
            source: None,
            diagnostics: vec![Diagnostic {
                file: Some(self.name()),
                help,
                ..Diagnostic::new(code, Severity::Error, message)
            }],
        }
    }
}

/// The bytes of a file that is no blueprint, at most `limit`.
pub(crate) fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let refuse = |code, message: String| Failure::Input {
        source: None,
        diagnostics: vec![Diagnostic {
            file: Some(path.display().to_string()),
            ..Diagnostic::new(code, Severity::Error, message)
        }],
    };
    let unreadable = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound => refuse("no-such-file", "there is no such file".into()),
        io::ErrorKind::IsADirectory => refuse("is-a-folder", "this is a folder, not a file".into()),
        _ => refuse("unreadable", format!("it cannot be read: {error}")),
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > limit {
        return Err(refuse("too-large", format!("it has more than {limit} bytes")));
    }
    Ok(bytes)
}

/// The nearest file of the folder in which a file was looked for.
fn missing_help(path: &Path) -> Option<String> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let wanted = path.file_name()?.to_string_lossy();
    let names = blueprints_in(folder);
    let near = crate::nearest::nearest(&wanted, names.iter().map(String::as_str));
    let found = |near: &str| match folder == Path::new(".") {
        true => near.to_owned(),
        false => folder.join(near).display().to_string(),
    };
    Some(match near {
        Some(near) => format!("did you mean `{}`?", found(near)),
        None => "check the name; `blueprint new FILE` writes a starter".into(),
    })
}

/// The YAML files of a folder, by name.
fn blueprints_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".yaml") || name.ends_with(".yml"))
        .collect();
    names.sort_unstable();
    names
}
