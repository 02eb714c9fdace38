//! Reading episodes and checking them, from the outside.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "data/cases.rs"]
mod cases;
#[path = "data/checks.rs"]
mod checks;
#[path = "data/docs.rs"]
mod docs;
#[path = "data/errors.rs"]
mod errors;
#[path = "data/forms.rs"]
mod forms;
#[path = "data/laws.rs"]
mod laws;
#[path = "data/made_up.rs"]
mod made_up;
#[path = "data/public.rs"]
mod public;

use std::io::Read;

use peak_end_fit::{DataErrors, ReadOptions, Reading, Table, read_episodes};
use service_blueprint::Scale;

/// Ratings from 1 to 5.
fn stars() -> ReadOptions {
    ReadOptions {
        scale: Some(Scale::new(1.0, 3.0, 5.0).unwrap()),
        ..ReadOptions::default()
    }
}

/// What is read of bytes, with an episode table or without.
fn read_bytes(moments: &[u8], table: Option<&[u8]>, options: &ReadOptions) -> Result<Reading, DataErrors> {
    read_from(moments, table, options)
}

fn read_from(moments: impl Read, table: Option<&[u8]>, options: &ReadOptions) -> Result<Reading, DataErrors> {
    let moments = Table {
        name: "moments".into(),
        reader: moments,
    };
    let table = table.map(|reader| Table {
        name: "episodes.csv".into(),
        reader,
    });
    read_episodes(moments, table, options)
}

fn read(moments: &str, options: &ReadOptions) -> Reading {
    match read_bytes(moments.as_bytes(), None, options) {
        Ok(reading) => reading,
        Err(errors) => panic!("{errors}"),
    }
}
