//! Scores of touchpoints from the ratings of their moments.

use service_blueprint::{CarryError, Scale};

use crate::Episodes;

/// What the ratings of a touchpoint say.
#[derive(Debug, Clone, PartialEq)]
pub struct TouchpointRatings {
    /// The touchpoint, or the column of the table, as the data call it.
    pub touchpoint: String,
    /// The mean rating, on the scale asked for.
    pub mean: f64,
    /// The standard deviation of the ratings, with n − 1; none for a single rating.
    pub sd: Option<f64>,
    /// How many ratings there are: every visit counts.
    pub n: u64,
    /// How many people gave them; ratings of one person are alike, and tell less than as many of different people.
    pub people: u64,
}

/// Why ratings do not become scores: a rating is good (bad), and the other scale has nothing good (bad).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("`{touchpoint}` in episode `{episode}`: the rating {source}{}", more(.others))]
pub struct CalibrationError {
    /// The touchpoint of the first such rating.
    pub touchpoint: String,
    /// The name of its episode.
    pub episode: String,
    /// The rating, and what the other scale lacks.
    pub source: CarryError,
    /// How many more ratings there are that have no counterpart.
    pub others: usize,
}

fn more(others: &usize) -> String {
    match others {
        0 => String::new(),
        1 => " (and one rating more)".to_owned(),
        others => format!(" (and {others} ratings more)"),
    }
}

/// Mean, standard deviation and number of the ratings of each touchpoint on a scale, in the order in which touchpoints first
/// come.
///
/// # Formula
/// Every rating x of a touchpoint is carried to the scale by itself, y = score(v(x)) with [`Scale::carry`], which is linear on
/// either side of neutral but not across it: the mean of what was carried is not what the mean would be carried to.
/// mean = Σy/n, sd = √(Σ(y − mean)²/(n − 1)), n the number of ratings.
///
/// # Errors
/// [`CalibrationError`] where a rating has no counterpart on the scale.
///
/// # Examples
/// ```
/// use peak_end_fit::{Episode, Episodes, Outcome, RatedMoment, calibration};
/// use service_blueprint::Scale;
/// let episode = |rating| Episode {
///     moments: vec![RatedMoment { touchpoint: "queue".into(), rating, minutes: None }],
///     ..Episode::default()
/// };
/// let stars = Scale::new(1.0, 3.0, 5.0)?;
/// let episodes = Episodes::new(stars, Outcome::Rating, [2.0, 4.0, 5.0].map(episode))?;
/// let queue = &calibration(&episodes, Scale::default())?[0];
/// // 2, 4 and 5 of 1..5 are 2.5, 7.5 and 10 of 0..10.
/// assert_eq!((queue.mean, queue.n), (20.0 / 3.0, 3));
/// assert!((queue.sd.unwrap() - 3.81881).abs() < 1e-5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn calibration(episodes: &Episodes, scale: Scale) -> Result<Vec<TouchpointRatings>, CalibrationError> {
    let (carried, labels) = (carried(episodes, scale)?, episodes.touchpoints());
    let each = || {
        labels
            .numbers()
            .iter()
            .zip(&carried)
            .map(|(&label, &y)| (label as usize, y))
    };
    let mut sums = vec![Sum::default(); labels.names().len()];
    for (label, y) in each() {
        let sum = &mut sums[label];
        // Sums of distances from the first rating are exact where all ratings are the same.
        let first = *sum.first.get_or_insert(y);
        sum.n += 1;
        sum.distance += y - first;
        (sum.least, sum.most) = (sum.least.min(y), sum.most.max(y));
    }
    let means: Vec<f64> = sums.iter().map(Sum::mean).collect();
    let mut squares = vec![0.0; sums.len()];
    for (label, y) in each() {
        squares[label] += (y - means[label]).powi(2);
    }
    let people = people(episodes);
    let all = labels.names().iter().enumerate();
    Ok(all
        .map(|(at, name)| TouchpointRatings {
            touchpoint: name.clone(),
            mean: means[at],
            sd: (sums[at].n > 1).then(|| (squares[at] / (sums[at].n - 1) as f64).sqrt()),
            n: sums[at].n,
            people: people[at],
        })
        .collect())
}

#[derive(Debug, Clone, Copy)]
struct Sum {
    first: Option<f64>,
    distance: f64,
    n: u64,
    least: f64,
    most: f64,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            first: None,
            distance: 0.0,
            n: 0,
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
        }
    }
}

impl Sum {
    fn mean(&self) -> f64 {
        // A name has at least one rating. What lies between the ratings mathematically does so after rounding too.
        (self.first.unwrap_or_default() + self.distance / self.n as f64)
            .max(self.least)
            .min(self.most)
    }
}

/// Every rating on another scale.
fn carried(episodes: &Episodes, onto: Scale) -> Result<Vec<f64>, CalibrationError> {
    let from = episodes.scale();
    let (mut carried, mut first, mut refused) = (Vec::with_capacity(episodes.moment_count()), None, 0);
    for episode in 0..episodes.count() {
        for (moment, &rating) in episodes.range(episode).zip(episodes.ratings(episode)) {
            // Carrying to the same scale could only round.
            let found = if from == onto {
                Ok(rating)
            } else {
                from.carry(rating, onto)
            };
            match found {
                Ok(rating) => carried.push(rating),
                Err(source) => {
                    refused += 1;
                    first.get_or_insert((episode, moment, source));
                }
            }
        }
    }
    match first {
        None => Ok(carried),
        Some((episode, moment, source)) => Err(CalibrationError {
            touchpoint: episodes.touchpoints().name_of(moment).to_owned(),
            episode: episodes.names()[episode].clone(),
            source,
            others: refused - 1,
        }),
    }
}

/// How many people rated each touchpoint.
fn people(episodes: &Episodes) -> Vec<u64> {
    let (touchpoints, person) = (episodes.touchpoints(), episodes.people().numbers());
    let mut by_person: Vec<usize> = (0..episodes.count()).collect();
    by_person.sort_by_key(|episode| person[*episode]);
    let mut last = vec![None; touchpoints.names().len()];
    let mut people = vec![0; touchpoints.names().len()];
    for episode in by_person {
        for &touchpoint in &touchpoints.numbers()[episodes.range(episode)] {
            let touchpoint = touchpoint as usize;
            if last[touchpoint] != Some(person[episode]) {
                last[touchpoint] = Some(person[episode]);
                people[touchpoint] += 1;
            }
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Episode, Outcome, RatedMoment};

    /// Episodes from (person, touchpoint, rating) rows, one row an episode.
    fn episodes(scale: Scale, rows: &[(&str, &str, f64)]) -> Episodes {
        let all = rows
            .iter()
            .enumerate()
            .map(|(at, (person, touchpoint, rating))| Episode {
                name: format!("e{at}"),
                person: (*person).into(),
                moments: vec![RatedMoment {
                    touchpoint: (*touchpoint).into(),
                    rating: *rating,
                    minutes: None,
                }],
                ..Episode::default()
            });
        Episodes::new(scale, Outcome::Rating, all).unwrap()
    }

    #[test]
    fn ratings_are_counted_by_touchpoint_and_by_person() {
        let rows = [
            ("Ann", "pay", 6.0),
            ("Bob", "queue", 2.0),
            ("Bob", "pay", 9.0),
            ("Ann", "pay", 9.0),
        ];
        let found = calibration(&episodes(Scale::default(), &rows), Scale::default()).unwrap();
        let pay = TouchpointRatings {
            touchpoint: "pay".into(),
            mean: 8.0,
            sd: Some(3f64.sqrt()),
            n: 3,
            people: 2,
        };
        let queue = TouchpointRatings {
            touchpoint: "queue".into(),
            mean: 2.0,
            sd: None,
            n: 1,
            people: 1,
        };
        assert_eq!(found, [pay, queue]);
    }

    #[test]
    fn ratings_are_carried_one_by_one() {
        // Neutral is at 2 of 1..5: 1 and 5 are 0 and 10, their mean 5, while the mean 3 would be carried to 6.67.
        let lopsided = Scale::new(1.0, 2.0, 5.0).unwrap();
        let data = episodes(lopsided, &[("Ann", "pay", 1.0), ("Bob", "pay", 5.0)]);
        assert_eq!(calibration(&data, Scale::default()).unwrap()[0].mean, 5.0);
    }

    #[test]
    fn what_has_no_counterpart_is_an_error() {
        let pain = Scale::new(10.0, 0.0, 0.0).unwrap();
        let data = episodes(
            Scale::default(),
            &[("Ann", "pay", 4.0), ("Bob", "queue", 7.0), ("Bob", "pay", 9.0)],
        );
        let error = calibration(&data, pain).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`queue` in episode `e1`: the rating 7 is better than neutral, and the blueprint's scale has nothing better than neutral \
             (and one rating more)"
        );
    }

    #[test]
    fn equal_ratings_do_not_differ() {
        let rows: Vec<_> = (0..7).map(|_| ("Ann", "pay", 0.1)).collect();
        let found = calibration(&episodes(Scale::default(), &rows), Scale::default()).unwrap();
        assert_eq!((found[0].mean, found[0].sd), (0.1, Some(0.0)));
    }

    proptest! {
        /// The plain formulas, touchpoint by touchpoint, on ratings carried by hand: pain 10..0 to 0..10 turns the scale round.
        #[test]
        fn mean_and_deviation_are_those_of_the_textbook(ratings in prop::collection::vec((0..3usize, 0..=10u8), 1..60)) {
            let pain = Scale::new(10.0, 5.0, 0.0).unwrap();
            let rows: Vec<_> = ratings.iter().map(|(at, rating)| ("Ann", ["a", "b", "c"][*at], f64::from(*rating))).collect();
            let found = calibration(&episodes(pain, &rows), Scale::default()).unwrap();
            prop_assert_eq!(found.iter().map(|it| it.n).sum::<u64>(), rows.len() as u64);
            for one in found {
                let mine: Vec<f64> = rows.iter().filter(|row| row.1 == one.touchpoint).map(|row| 10.0 - row.2).collect();
                let n = mine.len() as f64;
                let mean = mine.iter().sum::<f64>() / n;
                let variance = (mine.iter().map(|y| y * y).sum::<f64>() - n * mean * mean) / (n - 1.0);
                prop_assert!((one.mean - mean).abs() < 1e-12);
                prop_assert_eq!(one.sd.is_some(), mine.len() > 1);
                if let Some(sd) = one.sd {
                    prop_assert!((sd * sd - variance).abs() < 1e-9);
                }
            }
        }
    }
}
