//! The section, and its arithmetic against the library's.
