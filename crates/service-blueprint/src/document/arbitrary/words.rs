//! Texts, ids and numbers.

use super::Draw;
use crate::Duration;

/// Texts that a YAML writer must quote, fold or escape, and some that it need not.
const TEXTS: [&str; 43] = [
    "Pays",
    "Searches by name and price",
    "",
    " ",
    " led and trailed by blanks ",
    "Asks, politely, whether anything is in the way",
    "It felt like a \"present\".",
    "it's",
    "'",
    "a: b",
    "a:",
    ": a",
    "# no comment",
    "no #comment",
    "- a list?",
    "-",
    "? a key",
    "{ a: 1 }",
    "[1, 2]",
    "& * ! | > % @ `",
    "no",
    "on",
    "true",
    "null",
    "~",
    "1.10",
    "010",
    "1e3",
    "0x1F",
    ".inf",
    "12:30",
    "---",
    "打开包裹：很好",
    "📦 ☕",
    "two\nlines",
    "\n",
    "ends with a new line\n",
    " blank first\n  then more\n\n",
    "a\ttab and a \\ backslash",
    "\u{feff}\u{85}\u{2028}\r\n\u{7}",
    "\u{2028}",
    "ends with\u{85}",
    "a paragraph\u{2029} ends",
];

/// Ids, some of which look like something else.
const IDS: [&str; 16] = [
    "pay",
    "search",
    "unbox",
    "付款",
    "été",
    "first-time",
    "no",
    "null",
    "true",
    "1",
    "010",
    "1e3",
    "0x1F",
    "-",
    "_",
    "y",
];

impl Draw {
    /// A text that may stand where any text may.
    pub(super) fn text(&mut self) -> String {
        match self.below(8) {
            0..4 => self.pick(&TEXTS).to_owned(),
            4..6 => format!("{}{}", self.pick(&TEXTS), self.pick(&TEXTS)),
            _ => self
                .some(12, |draw| {
                    // Short code points more often than long ones: the marks of YAML are among them.
                    let bits = draw.below(21);
                    char::from_u32(draw.below(1 << (bits + 1)) as u32).unwrap_or('x')
                })
                .into_iter()
                .collect(),
        }
    }

    /// A text with something to read in it; any text where rules do not count.
    pub(super) fn words(&mut self) -> String {
        let text = self.text();
        if self.wild() || text.chars().any(char::is_alphanumeric) {
            text
        } else {
            format!("Pays {text}")
        }
    }

    /// An id that is not yet taken, and takes it; any text where rules do not count.
    pub(super) fn id(&mut self, taken: &mut Vec<String>) -> String {
        let id = if self.wild() && self.one_in(2) {
            self.text()
        } else {
            let word = self.pick(&IDS);
            let free = |id: &String| !taken.contains(id);
            let numbered = (2..).map(|number| format!("{word}{number}"));
            std::iter::once(word.to_owned())
                .chain(numbered)
                .find(free)
                .unwrap_or_default()
        };
        taken.push(id.clone());
        id
    }

    /// One of the known ids, of which there is at least one; any text where rules do not count.
    pub(super) fn known(&mut self, ids: &[String]) -> String {
        if ids.is_empty() || self.wild() && self.one_in(4) {
            self.text()
        } else {
            self.pick(ids)
        }
    }

    /// Some of the known ids, each once.
    pub(super) fn several(&mut self, ids: &[String]) -> Vec<String> {
        if self.wild() && self.one_in(4) {
            self.some(4, Self::text)
        } else {
            self.subset(ids)
        }
    }

    /// A fraction of 0..=1, often a plain one.
    pub(super) fn fraction(&mut self) -> f64 {
        match self.below(2) {
            0 => self.below(21) as f64 / 20.0,
            _ => self.below(1 << 30) as f64 / f64::from(1 << 30),
        }
    }

    /// A number that is 0 or more; any finite number where rules do not count.
    pub(super) fn weight(&mut self) -> f64 {
        if self.wild() {
            return self.number();
        }
        self.below(100) as f64 / self.pick(&[1.0, 2.0, 3.0])
    }

    /// Any finite number.
    pub(super) fn number(&mut self) -> f64 {
        let extreme = [
            0.0,
            -0.0,
            0.1,
            5e-324,
            f64::MAX,
            f64::MIN,
            9_007_199_254_740_993.0,
            -1e22,
            1e15,
            0.7,
        ];
        match self.below(3) {
            0 => self.below(11) as f64 - 5.0,
            1 => self.pick(&extreme),
            _ => {
                let bits = u64::from(self.raw()) << 32 | u64::from(self.raw());
                Some(f64::from_bits(bits))
                    .filter(|drawn| drawn.is_finite())
                    .unwrap_or(0.5)
            }
        }
    }

    /// A length of time.
    pub(super) fn duration(&mut self) -> Duration {
        let unit = self.pick(&[60, 1, 3_600, 86_400, 604_800]);
        Duration {
            seconds: self.below(200) as u64 * unit + self.below(60) as u64,
        }
    }
}
