//! How often the interval holds the truth: surveys drawn from a service that is known, again and again.
//!
//! The table of docs/uncertainty.md is the long run, written by
//! `COVERAGE=400 UPDATE_DOCS=1 cargo test -p peak-end --test uncertainty coverage`; the default run holds two of its rows.

use peak_end::{BootstrapOptions, PredictOptions, uncertainty};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Binomial, Distribution};
use service_blueprint::document::{Document, Histogram, Rating, Stage, Survey, Touchpoint};
use service_blueprint::{Blueprint, Scale};

/// A service whose customers rate each touchpoint binomially from 0 to 10.
struct Service {
    name: &'static str,
    /// The expected rating of each touchpoint, on one way through.
    means: Vec<f64>,
    n: u64,
}

/// How many of the surveys gave an interval that holds the truth.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Coverage {
    basic: f64,
    percentile: f64,
    /// The mean width of the basic interval.
    width: f64,
}

const EQUAL: &str = "20 equal touchpoints of 7, n = 30";
const CLEAR: &str = "one of 9 among 19 of 6, n = 30";

fn services() -> Vec<Service> {
    let service = |name, first: &[f64], others: usize, n| Service {
        name,
        means: [first.to_vec(), vec![6.0; others]].concat(),
        n,
    };
    vec![
        service(EQUAL, &[7.0; 20], 0, 30),
        service("20 equal touchpoints of 7, n = 300", &[7.0; 20], 0, 300),
        service("2 equal touchpoints of 7, n = 30", &[7.0; 2], 0, 30),
        service(CLEAR, &[9.0], 19, 30),
        service("8.5 and 2 among 18 of 6, n = 30", &[8.5, 2.0], 18, 30),
        service("8 and 2 among 18 of 6, n = 30", &[8.0, 2.0], 18, 30),
    ]
}

/// Peak and end of a line, in the plainest way.
fn truth(means: &[f64]) -> f64 {
    let far = |score: &f64| (score - 5.0).abs();
    let peak = means
        .iter()
        .copied()
        .reduce(|peak, score| match far(&score).total_cmp(&far(&peak)) {
            std::cmp::Ordering::Greater => score,
            std::cmp::Ordering::Equal => peak.min(score),
            std::cmp::Ordering::Less => peak,
        });
    (peak.unwrap() + means.last().unwrap()) / 2.0
}

/// How ratings are written down.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Counts,
    MeanAndDeviation,
}

/// One survey of every touchpoint.
fn surveyed(service: &Service, form: Form, random: &mut ChaCha8Rng) -> Blueprint {
    let mut document = Document::new("Surveyed");
    let touchpoint = |(number, mean): (usize, &f64)| {
        let people = Binomial::new(10, mean / 10.0).unwrap();
        let mut counts = [0u64; 11];
        for _ in 0..service.n {
            counts[people.sample(random) as usize] += 1;
        }
        let ratings: Vec<(f64, u64)> = counts
            .iter()
            .enumerate()
            .map(|(rating, times)| (rating as f64, *times))
            .collect();
        let rating = match form {
            Form::Counts => Rating::Histogram(Histogram { scale: None, ratings }),
            Form::MeanAndDeviation => {
                let n = service.n as f64;
                let mean = ratings
                    .iter()
                    .map(|(rating, times)| rating * *times as f64)
                    .sum::<f64>()
                    / n;
                let squares = ratings
                    .iter()
                    .map(|(rating, times)| (rating - mean).powi(2) * *times as f64);
                let sd = (squares.sum::<f64>() / (n - 1.0)).sqrt();
                Rating::Survey(Survey {
                    scale: None,
                    mean,
                    sd: Some(sd),
                    n: Some(service.n),
                })
            }
        };
        Touchpoint::new(format!("t{number}"), rating)
    };
    let touchpoints = service.means.iter().enumerate().map(touchpoint).collect();
    document.stages.push(Stage::new("all", touchpoints));
    Blueprint::try_from(document).unwrap()
}

fn coverage(service: &Service, form: Form, surveys: usize, resamples: usize) -> Coverage {
    let truth = truth(&service.means);
    let mut random = ChaCha8Rng::seed_from_u64(2002);
    let (mut basic, mut percentile, mut width) = (0usize, 0usize, 0.0);
    for seed in 0..surveys as u64 {
        let blueprint = surveyed(service, form, &mut random);
        let bootstrap = BootstrapOptions {
            resamples,
            seed,
            ..BootstrapOptions::default()
        };
        let found = uncertainty(&blueprint, &PredictOptions::default(), &bootstrap)
            .unwrap()
            .overall;
        let (estimate, interval) = (found.remembered.unwrap(), found.interval.unwrap());
        let holds = |worse: f64, better: f64| worse <= truth && truth <= better;
        basic += usize::from(holds(interval.worse, interval.better));
        width += interval.better - interval.worse;
        // Reflected back, the basic interval is that of the percentiles.
        let (worse, better) = interval
            .uncut
            .map_or((interval.worse, interval.better), |uncut| (uncut.worse, uncut.better));
        percentile += usize::from(holds(2.0 * estimate - better, 2.0 * estimate - worse));
        assert!(Scale::default().contains(interval.worse) && Scale::default().contains(interval.better));
    }
    let share = |times: usize| times as f64 / surveys as f64;
    Coverage {
        basic: share(basic),
        percentile: share(percentile),
        width: width / surveys as f64,
    }
}

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/uncertainty.md");
const BEGIN: &str =
    "<!-- coverage: written by `COVERAGE=400 UPDATE_DOCS=1 cargo test -p peak-end --test uncertainty coverage` -->\n";
const END: &str = "<!-- end of coverage -->\n";
const FORMS: [(Form, &str); 2] = [(Form::Counts, "counts"), (Form::MeanAndDeviation, "mean, sd, n")];

/// The published row of a service.
fn published(name: &str) -> Coverage {
    let page = std::fs::read_to_string(DOCS).unwrap();
    let row = page
        .lines()
        .find(|line| line.starts_with(&format!("| {name} | counts |")));
    let cells: Vec<&str> = row.unwrap().split('|').map(str::trim).collect();
    let share = |cell: &str| cell.trim_end_matches(" %").parse::<f64>().unwrap() / 100.0;
    Coverage {
        basic: share(cells[3]),
        percentile: share(cells[4]),
        width: cells[5].parse().unwrap(),
    }
}

#[test]
fn coverage_is_what_is_published() {
    const SURVEYS: usize = 300;
    for service in services() {
        if service.name != EQUAL && service.name != CLEAR {
            continue;
        }
        let (found, published) = (coverage(&service, Form::Counts, SURVEYS, 200), published(service.name));
        // Four standard errors, and half a percentage point for the fewer resamples and the rounding of the page.
        let near = |found: f64, published: f64| {
            let error = (published * (1.0 - published) / SURVEYS as f64).sqrt();
            assert!(
                (found - published).abs() <= 4.0 * error + 0.005,
                "{}: {found}, not {published}",
                service.name
            );
        };
        near(found.basic, published.basic);
        near(found.percentile, published.percentile);
        assert!((found.width / published.width - 1.0).abs() < 0.05, "{found:?}");
        // What the page says in words.
        if service.name == EQUAL {
            assert!((0.84..0.92).contains(&published.basic) && published.percentile < 0.6);
        } else {
            assert!((0.92..0.98).contains(&published.basic));
        }
    }
}

/// The long run, where `COVERAGE` says how many surveys to draw; writes the page where `UPDATE_DOCS` is set.
#[test]
fn coverage_in_the_long_run() {
    let Ok(surveys) = std::env::var("COVERAGE") else { return };
    let surveys: usize = surveys.parse().unwrap();
    let mut table = format!("{surveys} surveys of each service, 1000 resamples of each survey, 95 % intervals:\n\n");
    table.push_str("| service | ratings given as | basic | percentiles | mean width |\n|---|---|---|---|---|\n");
    let rows = |service: &Service| {
        let rows = FORMS.map(|(form, words)| {
            let Coverage {
                basic,
                percentile,
                width,
            } = coverage(service, form, surveys, 1000);
            let (basic, percentile) = (100.0 * basic, 100.0 * percentile);
            let row = format!(
                "| {} | {words} | {basic:.0} % | {percentile:.0} % | {width:.2} |\n",
                service.name
            );
            eprint!("{row}");
            row
        });
        rows.concat()
    };
    let services = services();
    std::thread::scope(|scope| {
        let running: Vec<_> = services.iter().map(|service| scope.spawn(|| rows(service))).collect();
        table.extend(running.into_iter().map(|rows| rows.join().unwrap()));
    });
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let page = std::fs::read_to_string(DOCS).unwrap();
        let (before, rest) = page.split_once(BEGIN).unwrap();
        let (_, after) = rest.split_once(END).unwrap();
        std::fs::write(DOCS, format!("{before}{BEGIN}\n{table}\n{END}{after}")).unwrap();
    }
}
