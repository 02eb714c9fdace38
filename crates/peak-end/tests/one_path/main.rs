//! What every budget buys on one path, against all combinations of choices.

mod brute_force;
mod refusals;
