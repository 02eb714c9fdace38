//! A page as text, part by part.

/// The parts of a page but the picture and the sliders, tags left out, a line for each row and paragraph.
pub(super) fn parts(page: &str) -> Vec<(String, String)> {
    let parts = page.split("<section id=\"").skip(1).filter_map(|part| {
        let (id, rest) = part.split_once('"')?;
        let body = rest.split("</section>").next()?;
        (!matches!(id, "picture" | "what-if")).then(|| (id.to_owned(), told(body)))
    });
    parts.collect()
}

/// What a part says: cells apart, rows and paragraphs below each other.
fn told(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup.split_once('>').map_or("", |(_, rest)| rest);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.split(' ').next().unwrap_or_default();
        match name {
            "/td" | "/th" | "/dt" => text.push_str(" | "),
            "/tr" | "/p" | "/li" | "/h2" | "/h3" | "/dd" | "/caption" | "/title" | "/desc" | "/text" | "/summary" => {
                text.push('\n')
            }
            "small" => text.push(' '),
            "span" if tag.contains("on-paper") => {
                rest = after.split_once("</span>").map_or("", |(_, rest)| rest);
                continue;
            }
            _ => {}
        }
        rest = after;
    }
    let lines = text.lines().map(|line| line.trim().trim_end_matches('|').trim_end());
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines
        .join("\n")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}
