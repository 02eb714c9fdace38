//! The known name that is nearest to a misspelt one.

/// Names less alike than this are not proposed.
const ALIKE: f64 = 0.75;

/// The most alike of the known names, if any is alike.
pub(crate) fn nearest<'k>(found: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let alike = strsim::jaro_winkler(&found.to_lowercase(), &name.to_lowercase());
        if alike >= ALIKE && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, name));
        }
    }
    best.map(|(_, name)| name)
}

/// What to say of an unknown name: the nearest, and the known ones.
pub(crate) fn choose<'k>(found: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> String {
    let listed: Vec<&str> = known.clone().into_iter().collect();
    let list = match listed.len() {
        0 => "there is none".to_owned(),
        count if count > LISTED => format!(
            "known here: {} and {} more",
            listed[..LISTED].join(", "),
            count - LISTED
        ),
        _ => format!("known here: {}", listed.join(", ")),
    };
    match nearest(found, known) {
        Some(name) => format!("did you mean `{name}`? {list}"),
        None => list,
    }
}

/// So many known names are listed.
const LISTED: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_name() {
        assert_eq!(nearest("retruning", ["new", "returning", "vip"]), Some("returning"));
        assert_eq!(nearest("students", ["new", "vip"]), None);
    }
}
