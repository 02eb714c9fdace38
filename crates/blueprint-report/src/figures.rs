//! Numbers for people; programs get them whole in JSON.

/// A score in a sentence: two decimals at most, none that say nothing.
pub fn score(value: f64) -> String {
    let text = column(value);
    if value.abs() >= MANY {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// Numbers from here on are written with a power of ten: their digits would fill lines.
const MANY: f64 = 1e15;

/// A score in a column: two decimals, so that the points stand under each other.
pub fn column(value: f64) -> String {
    let value = away_from_zero(value);
    let text = if value.abs() >= MANY {
        format!("{value:.2e}")
    } else {
        format!("{value:.2}")
    };
    match text.strip_prefix('-') {
        Some("0.00") => "0.00".into(),
        Some(positive) => format!("−{positive}"),
        None => text,
    }
}

/// A difference of scores in a column, with its sign.
pub fn column_change(value: f64) -> String {
    let text = column(value);
    if text == "0.00" || text.starts_with('−') {
        text
    } else {
        format!("+{text}")
    }
}

/// A difference of scores, with its sign.
pub fn change(value: f64) -> String {
    let text = score(value);
    match text.as_str() {
        "0" => text,
        _ if text.starts_with('−') => text,
        _ => format!("+{text}"),
    }
}

/// A figure that is compared to the third decimal, such as R² or a correlation; what is no number is a dash.
pub fn fine(value: f64) -> String {
    fixed(value, 3)
}

/// A difference of such figures, with its sign; what shows as 0.000 has none.
pub fn fine_change(value: f64) -> String {
    let text = fine(value);
    match value {
        value if value > 0.0 && text != "0.000" => format!("+{text}"),
        _ => text,
    }
}

/// A figure that may be small and still say much, such as a rate: three decimals, below 0.1 two digits that are not 0.
pub fn small(value: f64) -> String {
    const LEAST: f64 = 1e-6;
    let size = value.abs();
    if size == 0.0 || size >= 0.1 || !size.is_finite() {
        return fine(value);
    }
    if size < LEAST {
        return format!("{value:.1e}").replace('-', "−");
    }
    // Between a millionth and a tenth the power is −6 to −2.
    fixed(value, (1.0 - size.log10().floor()) as usize)
}

/// A number with so many decimals, and a real minus.
pub(crate) fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    if value.abs() >= MANY_DECIMALS {
        return format!("{value:.2e}").replace('-', "−");
    }
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(positive) if positive.bytes().all(|byte| matches!(byte, b'0' | b'.')) => positive.to_owned(),
        Some(positive) => format!("−{positive}"),
        None => text,
    }
}

/// Numbers from here on say nothing with their decimals.
const MANY_DECIMALS: f64 = 1e6;

/// A chance as articles tell it.
pub fn chance(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { fine(p) }
}

/// A chance after its letter: `p = 0.020`, `p < 0.001`.
pub fn p_value(p: f64) -> String {
    match chance(p).strip_prefix("< ") {
        Some(below) => format!("p < {below}"),
        None => format!("p = {}", chance(p)),
    }
}

/// A probability in percent: whole, but never 0 for what can happen nor 100 for what may not.
pub fn percent(probability: f64) -> String {
    let whole = away_from_zero(100.0 * probability).round();
    if probability <= 0.0 {
        "0 %".into()
    } else if whole < 1.0 {
        "<1 %".into()
    } else if whole >= 100.0 && probability < 1.0 - 1e-9 {
        ">99 %".into()
    } else {
        format!("{whole} %")
    }
}

/// So that 7.725 is told as 7.73 wherever it comes from: sums that are half-way between two figures lie a hair above or below
/// it by rounding, and would be told as either.
fn away_from_zero(value: f64) -> f64 {
    value + HAIR.copysign(value)
}

/// Chosen: far above what rounding leaves of sums of scores, far below what figures show.
const HAIR: f64 = 1e-9;

/// A count with its noun: `1 error`, `3 errors`.
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_say_what_matters_and_no_more() {
        assert_eq!(score(7.4), "7.4");
        assert_eq!(score(7.0), "7");
        assert_eq!(score(-0.001), "0");
        assert_eq!(score(120.0), "120");
        assert_eq!(score(-10.8), "−10.8");
        assert_eq!(score(1e300), "1.00e300");
        assert_eq!((column(7.725).as_str(), column(-8.025).as_str()), ("7.73", "−8.03"));
        assert_eq!(percent(0.875 - 1e-15), "88 %");
        assert_eq!((fine(-0.0001).as_str(), fine(f64::NAN).as_str()), ("0.000", "–"));
        assert_eq!(
            (fine_change(0.0123).as_str(), fine(-1.5).as_str()),
            ("+0.012", "−1.500")
        );
        assert_eq!(
            (fine_change(0.0004).as_str(), fine_change(-0.0006).as_str()),
            ("0.000", "−0.001")
        );
        let rates = [0.0, 0.000_8, -0.001_24, 0.042, 0.35, 12.0, 3e-9].map(small);
        assert_eq!(
            rates,
            ["0.000", "0.00080", "−0.0012", "0.042", "0.350", "12.000", "3.0e−9"]
        );
        assert_eq!(
            (fixed(12_345_678.0, 2).as_str(), chance(0.0002).as_str()),
            ("1.23e7", "< 0.001")
        );
        assert_eq!(
            (p_value(0.02).as_str(), p_value(0.0).as_str()),
            ("p = 0.020", "p < 0.001")
        );
        assert_eq!(change(1.25), "+1.25");
        assert_eq!(change(-0.5), "−0.5");
        assert_eq!(change(0.0), "0");
        assert_eq!(percent(0.584), "58 %");
        assert_eq!(percent(0.001), "<1 %");
        assert_eq!(percent(0.9999), ">99 %");
        assert_eq!(percent(1.0), "100 %");
    }
}
