//! The known name that is nearest to a misspelt one.

/// Names less alike than this are not proposed: from 0, nothing in common, to 1, the same. Chosen.
const ALIKE: f64 = 0.66;

/// The most alike of the known names, if any is alike.
pub(crate) fn nearest<'k>(found: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let (one, other) = (found.to_lowercase(), name.to_lowercase());
        let longer = one.chars().count().max(other.chars().count()).max(1);
        // Slips in long names show in the distance, the right beginning of a name that was cut in the other.
        let near = 1.0 - strsim::osa_distance(&one, &other) as f64 / longer as f64;
        let alike = near.max(strsim::jaro_winkler(&one, &other) - 0.1);
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
        assert_eq!(nearest("vp", ["new", "vip"]), Some("vip"));
        assert_eq!(nearest("students", ["new", "vip"]), None);
    }
}
