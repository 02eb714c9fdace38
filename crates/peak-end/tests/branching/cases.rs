//! How many random cases are tried.

use proptest::test_runner::Config;

/// The variable that asks for another number of cases than CI's.
const VARIABLE: &str = "PEAK_END_CASES";

/// So many random cases as `PEAK_END_CASES` asks for, else `usual`.
pub(crate) fn cases(usual: u32) -> u32 {
    match std::env::var(VARIABLE) {
        Ok(asked) => asked
            .parse()
            .unwrap_or_else(|_| panic!("{VARIABLE} is `{asked}`, which is no number of cases")),
        Err(_) => usual,
    }
}

/// proptest's configuration for so many cases.
pub(crate) fn config(usual: u32) -> Config {
    Config::with_cases(cases(usual))
}
