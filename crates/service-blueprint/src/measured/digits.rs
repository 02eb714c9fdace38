//! With how many digits a measured score is written.

use super::Measured;
use crate::Scale;
use crate::validate::can_spread;

/// Which part of the scale is told apart in what is written. Chosen.
const PARTS: i32 = 1000;

/// How many digits may be added before a number is written as it is; a double has no more.
const MOST_FURTHER_DIGITS: usize = 17;

/// The score with as few digits as will do; as it is where no ratings on the scale could have it.
pub(super) fn rounded(measured: &Measured, scale: Scale) -> Measured {
    let fewest = digits(scale);
    let rounded = |digits: usize| Measured {
        mean: round(measured.mean, digits),
        sd: measured.sd.map(|sd| round(sd, digits)),
        ..measured.clone()
    };
    let fits = |rounded: &Measured| {
        let kept =
            |sd: f64| (sd == 0.0) == (measured.sd == Some(0.0)) && can_spread(rounded.mean, sd, measured.n, scale);
        scale.contains(rounded.mean) && rounded.sd.is_none_or(kept)
    };
    (fewest..=fewest + MOST_FURTHER_DIGITS)
        .map(rounded)
        .find(fits)
        .unwrap_or_else(|| measured.clone())
}

/// The digits after the point that tell a thousandth of the scale apart.
fn digits(scale: Scale) -> usize {
    // The decimal exponent as it is printed is exact; a logarithm may fall short at powers of ten.
    let width = format!("{:e}", 2.0 * scale.half());
    let exponent = width
        .rsplit('e')
        .next()
        .and_then(|exponent| exponent.parse::<i32>().ok());
    let digits = PARTS.ilog10() as i32 - exponent.unwrap_or_default();
    usize::try_from(digits).unwrap_or_default()
}

/// The number with so many digits after the point; half-way between two it is the one further from 0.
fn round(number: f64, digits: usize) -> f64 {
    // Powers up to this one are exact, and so is the quotient's nearest double.
    const EXACT_POWERS: usize = 22;
    let power = 10f64.powi(digits as i32);
    let scaled = number * power;
    let rounded = match digits <= EXACT_POWERS && scaled.abs() < 1e15 {
        true => scaled.round() / power,
        false => format!("{number:.digits$}").parse().unwrap_or(number),
    };
    // So that −0.001 does not become −0.
    rounded + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TouchpointId;

    fn check(scale: (f64, f64, f64), (mean, sd, n): (f64, f64, u64), expected: (f64, f64)) {
        let scale = Scale::new(scale.0, scale.1, scale.2).unwrap();
        let touchpoint = TouchpointId::new("t").unwrap();
        let sd = Some(sd);
        let found = rounded(
            &Measured {
                touchpoint,
                mean,
                sd,
                n,
            },
            scale,
        );
        assert_eq!((found.mean, found.sd), (expected.0, Some(expected.1)));
    }

    #[test]
    fn a_thousandth_of_the_scale_is_told_apart() {
        check((0.0, 5.0, 10.0), (6.2085, 1.4293, 240), (6.21, 1.43));
        check((1.0, 3.0, 5.0), (3.123_456, 0.5, 9), (3.123, 0.5));
        check((0.0, 50.0, 100.0), (61.2345, 12.345, 9), (61.2, 12.3));
        check((0.0, 5e5, 1e6), (612_345.678, 12.345, 9), (612_346.0, 12.0));
        check((0.0, 0.0005, 0.001), (0.000_612_345, 0.0001, 9), (0.000_612, 0.0001));
        check((10.0, 0.0, 0.0), (7.4999, 0.0, 2), (7.5, 0.0));
        check((0.0, 5.0, 10.0), (5.625, 1.125, 9), (5.63, 1.13));
    }

    #[test]
    fn more_digits_are_kept_where_the_rounded_numbers_could_not_be() {
        // Rounded to 0.12, the mean would be worse than the worst score.
        check((0.123, 5.0, 10.0), (0.123, 0.0, 5), (0.123, 0.0));
        // Two ratings at the ends of the scale spread by 7.079553, the most that two can; 7.08 would be too much.
        check((0.0, 5.0, 10.012), (5.006, 5.006 * 2f64.sqrt(), 2), (5.006, 7.07955));
        // A spread of 0 would say that all agree.
        check((0.0, 5.0, 10.0), (5.0, 0.0004, 5), (5.0, 0.0004));
    }

    #[test]
    fn no_digit_is_minus_zero() {
        check((-5.0, 0.0, 5.0), (-0.0001, 1.0, 5), (0.0, 1.0));
        let scale = Scale::new(-5.0, 0.0, 5.0).unwrap();
        assert!(round(-0.0001, digits(scale)).is_sign_positive());
    }

    #[test]
    fn what_cannot_be_is_left_as_it_is() {
        check((0.0, 5.0, 10.0), (11.234_567, 1.0, 5), (11.234_567, 1.0));
        check((0.0, 5.0, 10.0), (5.0, 9.876_543, 5), (5.0, 9.876_543));
    }
}
