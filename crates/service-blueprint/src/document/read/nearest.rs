//! The nearest known name.

/// The name that was most likely meant, if one is near enough: at most a third of its letters differ.
pub(super) fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody means a short key with a long text, and distances of long texts are slow.
    const LONGEST: usize = 40;
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let length = found.chars().take(LONGEST + 1).count();
    if length > LONGEST {
        return None;
    }
    let found = plain(found);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let most = name.chars().count().max(length).div_ceil(3).min(3);
        let distance = strsim::osa_distance(&found, &plain(name));
        // A word of two letters has too many neighbours.
        let near = distance <= most && distance < name.chars().count().max(2);
        if near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}
