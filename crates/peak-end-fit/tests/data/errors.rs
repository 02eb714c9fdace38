//! Every problem has a place, a cause and a remedy, and all are told at once.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use peak_end_fit::{DataErrors, DataFault, ReadOptions};
use proptest::prelude::*;

use super::{cases, read_bytes, read_from, stars};

/// The problems as they are told.
pub(super) fn told(errors: &DataErrors) -> String {
    let told = errors.list.iter().map(|error| {
        let (file, code, help) = (&error.file, error.code(), error.help());
        format!("{file}: {error} [{code}]\n  {help}\n")
    });
    told.collect()
}

#[test]
fn each_problem_is_told_with_place_cause_and_remedy() {
    for case in cases::all() {
        let errors = read_bytes(case.moments, case.table, &case.options).unwrap_err();
        let codes: Vec<&str> = errors.list.iter().map(peak_end_fit::DataError::code).collect();
        assert!(codes.iter().all(|code| *code == case.code), "{}: {errors}", case.code);
        insta::assert_snapshot!(case.code, told(&errors));
    }
}

#[test]
fn every_code_has_a_case() {
    let mut covered: Vec<&str> = cases::all().iter().map(|case| case.code).collect();
    covered.extend(["unreadable", "row-too-long"]);
    for code in DataFault::CODES {
        assert!(covered.contains(&code), "{code}");
    }
    assert!(covered.iter().all(|code| DataFault::CODES.contains(code)));
}

#[test]
fn all_problems_are_told_in_one_run() {
    let text = "person,episode,order,rating,overall\n\
        Ann,1,1,good,4\n\
        Ann,1,2,7,4\n\
        Ann,1\n\
        ,2,1,3,4\n\
        Ann,1,3,2,5\n";
    let errors = read_bytes(text.as_bytes(), None, &stars()).unwrap_err();
    let found: Vec<(u64, &str)> = errors
        .list
        .iter()
        .map(|error| (error.row.unwrap(), error.code()))
        .collect();
    let expected = [
        (2, "not-a-number"),
        (3, "rating-off-scale"),
        (4, "ragged-row"),
        (5, "name-missing"),
        (6, "differs-within-episode"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_hundred_problems_of_a_kind_are_kept_and_other_kinds_stay_visible() {
    let rows = "Ann,1,bad,4\n".repeat(1500);
    let text = format!("person,episode,rating,overall\n{rows}Ann,1,3,good\n");
    let errors = read_bytes(text.as_bytes(), None, &stars()).unwrap_err();
    assert_eq!((errors.list.len(), errors.more, errors.count()), (101, 1400, 1501));
    assert_eq!(
        (errors.alike(&errors.list[0]), errors.alike(&errors.list[100])),
        (1500, 1)
    );
    assert_eq!(errors.list[100].row, Some(1502));
}

#[test]
fn a_thousand_problems_are_kept_and_the_rest_counted() {
    let columns: Vec<String> = (0..1500).map(|at| format!("moment{at}")).collect();
    let text = format!("person,overall,{}\nAnn,4{}\n", columns.join(","), ",bad".repeat(1500));
    let errors = read_bytes(text.as_bytes(), None, &stars()).unwrap_err();
    assert_eq!((errors.list.len(), errors.more), (1000, 500));
}

#[test]
fn the_row_is_the_line_of_the_file_however_lines_end() {
    let text = "person,episode,touchpoint,rating,overall\n\
        a,1,\"two\nlines\",x,5\n\
        \n\
        \n\
        a,1,sip,y,5\n\
        b,1,caf\u{fffd},3,5\n\
        b,2,sip,z,5";
    // Row 7 is not UTF-8 at all.
    let bytes = |end: &str| -> Vec<u8> {
        let text = text.replace('\n', end);
        let (before, after) = text.split_once('\u{fffd}').unwrap();
        [before.as_bytes(), b"\xff", after.as_bytes()].concat()
    };
    for end in ["\n", "\r\n", "\r"] {
        for last in ["", end] {
            let bytes = [bytes(end), last.as_bytes().to_vec()].concat();
            // In pieces of one byte, a line end comes in two halves.
            for errors in [
                read_bytes(&bytes, None, &stars()).unwrap_err(),
                read_from(ByteByByte(&bytes), None, &stars()).unwrap_err(),
            ] {
                let rows: Vec<Option<u64>> = errors.list.iter().map(|error| error.row).collect();
                assert_eq!(rows, [2, 6, 7, 8].map(Some), "{end:?} {last:?}: {errors}");
            }
        }
    }
}

/// Gives a byte at a time.
struct ByteByByte<'b>(&'b [u8]);

impl Read for ByteByByte<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else {
            return Ok(0);
        };
        buffer[0] = *first;
        self.0 = rest;
        Ok(1)
    }
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the cable is cut"))
    }
}

#[test]
fn a_reader_that_fails_is_told() {
    let header = "person,episode,rating,overall\nAnn,1,2,4\n".as_bytes();
    for form in [None, Some(peak_end_fit::Form::JsonLines)] {
        let options = ReadOptions { form, ..stars() };
        let errors = read_from(Broken, None, &options).unwrap_err();
        assert_eq!(
            told(&errors),
            "moments: it cannot be read: the cable is cut [unreadable]\n  check the file and the right to read it\n"
        );
    }
    let errors = read_from(header.chain(Broken), None, &stars()).unwrap_err();
    assert_eq!(errors.list[0].code(), "unreadable");
}

#[test]
fn a_row_without_end_is_given_up_within_bounds() {
    let started = Instant::now();
    for byte in [b'x', b'"', b'{', b'['] {
        let errors = read_from(io::repeat(byte).take(1 << 30), None, &stars()).unwrap_err();
        assert!(
            errors.list.iter().any(|error| error.code() == "row-too-long"),
            "{errors}"
        );
    }
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn utf_16_is_known_by_its_first_bytes() {
    let errors = read_bytes(b"\xff\xfep\0e\0r\0", None, &stars()).unwrap_err();
    assert_eq!(
        told(&errors),
        "moments: row 1: this is not UTF-8 [not-utf8]\n  it is UTF-16: save the file as UTF-8: in Excel as `CSV \
         UTF-8`, in R with `fileEncoding = \"UTF-8\"`\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), table in prop::option::of(prop::collection::vec(any::<u8>(), 0..100))) {
        _ = read_bytes(&bytes, table.as_deref(), &stars());
    }

    #[test]
    fn no_text_like_a_table_panics(text in "(person|episode|rating|overall|order|duration|moment1|,|\n|\"|1|-1|NA|1e999|;|\\{|\\}|:|\\[|\\]| ){0,80}") {
        for scale in [None, stars().scale] {
            _ = read_bytes(text.as_bytes(), Some(text.as_bytes()), &ReadOptions { scale, ..ReadOptions::default() });
            _ = read_bytes(format!("person,episode,rating,overall\n{text}").as_bytes(), None, &ReadOptions { scale, ..ReadOptions::default() });
        }
    }
}
