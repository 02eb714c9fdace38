//! Options that cannot be built in together.

use service_blueprint::ChoiceError;

use crate::refusal;

const SHOP: &str = "
segments: [ { id: new, share: 0.5 }, { id: old, share: 0.5 } ]
stages: [ { id: buy, touchpoints: [ { id: a, experience: 6, next: { b: 0.5, end: rest } }, { id: b, experience: 5, next: { a: 0.5, end: rest } } ] } ]
";

const OPTIONS: &str = "
  - { id: gift, cost: 1, sets: { a: 7 } }
  - { id: card, cost: 1, needs: [stamp, gift] }
  - { id: stamp, cost: 1 }
  - { id: voucher, cost: 1, raises: { a: 1 } }
  - { id: forth, cost: 1, next: { a: b } }
  - { id: back, cost: 1, next: { b: a } }
  - { id: no-a, cost: 1, for: new, removes: a }
  - { id: no-b, cost: 1, for: [new], removes: b }";

#[track_caller]
fn refused(ids: &[&str], message: &str) -> ChoiceError {
    let error = refusal(SHOP, OPTIONS, ids);
    assert_eq!(error.to_string(), message);
    error
}

#[test]
fn unknown() {
    let error = refused(&["stamp", "gfit"], "unknown option `gfit`; did you mean `gift`?");
    let ChoiceError::Unknown { known, .. } = error else {
        panic!()
    };
    assert_eq!(known.len(), 8);
    refused(&["zzz"], "unknown option `zzz`");
}

#[test]
fn twice() {
    refused(&["gift", "stamp", "gift"], "the option `gift` is chosen twice");
}

#[test]
fn needs() {
    refused(
        &["card", "stamp"],
        "the option `card` needs `gift`, which is not chosen",
    );
}

#[test]
fn excludes() {
    refused(
        &["voucher", "gift"],
        "the options `gift` and `voucher` exclude each other",
    );
}

#[test]
fn never_ends() {
    // Either of the two alone is fine.
    refused(
        &["forth", "back"],
        "with these options no ending can be reached from `a` (segment `new`)",
    );
}

#[test]
fn nothing_left() {
    refused(
        &["no-a", "no-b"],
        "with these options the segment `new` passes every touchpoint over",
    );
}
