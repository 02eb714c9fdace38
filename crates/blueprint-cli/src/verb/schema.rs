//! `schema`: the JSON Schema of the format.

use crate::failure::{Failure, Outcome};
use crate::output::Output;

/// Writes the schema; it is JSON in either format.
pub(crate) fn run(output: &Output) -> Result<Outcome, Failure> {
    output.json(&service_blueprint::schema())?;
    Ok(Outcome::Fine)
}
