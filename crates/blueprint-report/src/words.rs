//! The one table of words: every label in every language, a row each. A row without its Chinese does not compile.

/// Rows of the table. A row is a method of [`Language`](crate::Language): `peak => "peak", "峰值";` a label,
/// `leaves(share) => "leaves {share}", "{share} 离开";` a sentence with holes.
macro_rules! words {
    ($($name:ident $(($($hole:ident),+))? => $english:literal, $chinese:literal;)+) => {
        impl $crate::Language {
            $(words!(@row $name $(($($hole),+))? $english, $chinese);)+
        }
    };
    (@row $name:ident $english:literal, $chinese:literal) => {
        #[doc = concat!("“", $english, "”, “", $chinese, "”.")]
        pub fn $name(self) -> &'static str {
            match self {
                Self::English => $english,
                Self::Chinese => $chinese,
            }
        }
    };
    (@row $name:ident($($hole:ident),+) $english:literal, $chinese:literal) => {
        #[doc = concat!("“", $english, "”, “", $chinese, "”.")]
        pub fn $name(self, $($hole: impl std::fmt::Display),+) -> String {
            match self {
                Self::English => format!($english),
                Self::Chinese => format!($chinese),
            }
        }
    };
}

mod comparison;
mod curve;
mod export;
mod lanes;
mod live;
mod picture;
mod report;
mod terminal;
mod verdict;
