//! What holds for every text: the scores are there, and nothing else is changed.

use proptest::prelude::*;

use super::*;
use crate::document::arbitrary::valid_documents;

/// Every touchpoint, those that options add included.
fn touchpoints(document: &mut Document) -> Vec<&mut Touchpoint> {
    let listed = document.stages.iter_mut().flat_map(|stage| &mut stage.touchpoints);
    let added = document.options.iter_mut().flat_map(|option| &mut option.adds);
    listed.chain(added.map(|addition| &mut addition.touchpoint)).collect()
}

/// Scores for some touchpoints, drawn so that ratings could have them.
fn drawn(document: &Document, mut tape: impl Iterator<Item = u32>) -> Vec<Measured> {
    let mut tape = || tape.next().unwrap_or_default();
    let scale = document.scale;
    let ids: Vec<String> = touchpoints(&mut document.clone())
        .iter()
        .map(|it| it.id.clone())
        .collect();
    let mut measured = Vec::new();
    for id in ids {
        if tape() % 2 == 0 {
            continue;
        }
        let share = f64::from(tape()) / f64::from(u32::MAX);
        let spread = f64::from(tape()) / f64::from(u32::MAX);
        let n = u64::from(tape() % 1000) + 1;
        let mean = (scale.worst + share * (scale.best - scale.worst))
            .clamp(scale.worst.min(scale.best), scale.worst.max(scale.best));
        let most = ((mean - scale.worst) * (scale.best - mean)).max(0.0).sqrt();
        measured.push(Measured {
            touchpoint: TouchpointId::new(&id).unwrap(),
            mean,
            sd: (n > 1).then_some(spread * most),
            n,
        });
    }
    measured
}

/// Holds the new text against the old one, field by field.
fn check(text: &str, measured: &[Measured]) -> Result<Option<String>, TestCaseError> {
    let mut before = read_document(text).unwrap();
    let changed = match with_measured(text, measured) {
        Ok(changed) => changed,
        Err(MeasuredError::After(problems)) => {
            let past = |problem: &crate::Problem| problem.path.to_string().contains("raises");
            prop_assert!(problems.list.iter().all(past), "{problems}");
            prop_assert!(problems.list.iter().all(|problem| problem.place.is_some()));
            return Ok(None);
        }
        Err(error) => return Err(TestCaseError::fail(format!("{error}\n{text}"))),
    };
    let mut after = parse(&changed)
        .map(Document::from)
        .map_err(|problems| TestCaseError::fail(problems.to_string()))?;
    let width = (before.scale.best - before.scale.worst).abs();
    for one in measured {
        let is_it = |it: &&mut Touchpoint| it.id == one.touchpoint.as_str();
        let mut all = touchpoints(&mut after);
        let found = all.iter_mut().find(|it| is_it(it)).unwrap();
        let Some(Rating::Survey(survey)) = found.experience.take() else {
            return Err(TestCaseError::fail(format!("no survey for {}", one.touchpoint)));
        };
        prop_assert!((survey.mean - one.mean).abs() <= width / 2000.0);
        prop_assert_eq!(survey.sd.is_some(), one.sd.is_some());
        prop_assert!((survey.sd.unwrap_or_default() - one.sd.unwrap_or_default()).abs() <= width / 2000.0);
        prop_assert_eq!((survey.n, survey.scale), (Some(one.n), None));
        let mut all = touchpoints(&mut before);
        all.iter_mut().find(|it| is_it(it)).unwrap().experience = None;
    }
    prop_assert_eq!(before, after);
    Ok(Some(changed))
}

/// JSON without the characters that JSON allows within quotes and YAML does not.
fn escaped(json: &str) -> String {
    let odd = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    json.chars().fold(String::new(), |text, c| match odd(c) {
        true => format!("{text}\\u{:04x}", u32::from(c)),
        false => text + c.encode_utf8(&mut [0; 4]),
    })
}

/// Whether a line says nothing but a score or a part of one.
fn is_of_a_score(line: &str) -> bool {
    let line = line.trim().trim_start_matches("- ");
    let key = line.split(':').next().unwrap_or_default().trim_matches(['\'', '"']);
    ["experience", "scale", "mean", "sd", "n", "ratings"].contains(&key) || key.parse::<f64>().is_ok()
}

/// Holds lines that are not of the one score that changed against each other.
fn check_lines(text: &str, changed: &str) -> Result<(), TestCaseError> {
    let (old, new): (Vec<&str>, Vec<&str>) = (text.split('\n').collect(), changed.split('\n').collect());
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let most = old.len().min(new.len()) - same;
    let ends = old.iter().rev().zip(new.iter().rev());
    let same_end = ends.take(most).take_while(|(one, other)| one == other).count();
    for line in &old[same..old.len() - same_end] {
        prop_assert!(is_of_a_score(line), "{line}");
    }
    for line in &new[same..new.len() - same_end] {
        prop_assert!(line.contains("{ mean: "), "{line}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn only_the_scores_change(document in valid_documents(), tape in prop::collection::vec(any::<u32>(), 0..200)) {
        let measured = drawn(&document, tape.into_iter());
        let yaml = document.to_yaml().unwrap();
        check(&yaml, &measured)?;
        check(&yaml.replace('\n', "\r\n"), &measured)?;
        check(&escaped(&serde_json::to_string(&document).unwrap()), &measured)?;
        check(&escaped(&serde_json::to_string_pretty(&document).unwrap()), &measured)?;
    }

    #[test]
    fn all_other_lines_stay(document in valid_documents(), tape in prop::collection::vec(any::<u32>(), 0..200)) {
        let yaml = document.to_yaml().unwrap();
        for one in drawn(&document, tape.into_iter()) {
            if let Some(changed) = check(&yaml, &[one])? {
                check_lines(&yaml, &changed)?;
            }
        }
    }

    #[test]
    fn what_was_put_in_is_put_in_again(document in valid_documents(), tape in prop::collection::vec(any::<u32>(), 0..200)) {
        let measured = drawn(&document, tape.into_iter());
        if let Ok(once) = with_measured(&document.to_yaml().unwrap(), &measured) {
            prop_assert_eq!(with_measured(&once, &measured).unwrap(), once);
        }
    }
}
