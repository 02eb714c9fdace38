//! Which activities are joined by lines to those that they need, and on which tracks the lines run.
//!
//! All lines from one activity are one line with branches. It leaves the card into the gutter to the right of its column; to
//! other columns it runs in the gap beside the lane of the needed activity. Where lines stand is decided in order, from top to
//! bottom and from left to right, before it is known how high cards are. So many lines that nobody could follow them are
//! not drawn: what finds no track is told in words.

use std::collections::{BTreeMap, BTreeSet};

/// Where a card stands: its lane, the place of its column in the strip, and its place in the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seat {
    pub(super) lane: usize,
    pub(super) place: usize,
    pub(super) index: usize,
}

/// An activity that another one needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Need {
    pub(super) needed: Seat,
    pub(super) by: Seat,
}

/// Chosen: as many lines as the eye tells apart in a gutter.
pub(super) const GUTTER_TRACKS: usize = 4;

/// Chosen: as many lines as the eye follows between two lanes.
pub(super) const GAP_TRACKS: usize = 6;

/// A point on the way down a gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    /// A track of the gap above the lane of that number.
    Gap { above: usize, track: usize },
    /// The right edge of a card.
    Port {
        lane: usize,
        index: usize,
        turn: Turn,
        line: usize,
    },
}

impl Stop {
    /// Its order in the gutter: gaps stand above the lanes of their numbers.
    fn height(self) -> (usize, usize, usize, Turn, usize) {
        match self {
            Self::Gap { above, track } => (above, 0, track, Turn::Up, 0),
            Self::Port {
                lane,
                index,
                turn,
                line,
            } => (lane, 1, index, turn, line),
        }
    }
}

/// Where a line goes on from a card; lines that go up meet the card above those that go down, so that these do not cross.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    Up,
    Both,
    Down,
}

/// The part of a line that runs in a gutter.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trunk {
    /// The column's place in the strip.
    pub(super) place: usize,
    /// Counted from the cards on.
    pub(super) track: usize,
    /// The cards that it meets, top to bottom.
    pub(super) ports: Vec<(Seat, Turn)>,
}

/// A line from an activity to those that need it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Route {
    pub(super) needed: Seat,
    /// The gap, by the number of the lane below it, and the track in which it crosses columns.
    pub(super) gap: Option<(usize, usize)>,
    pub(super) trunks: Vec<Trunk>,
}

/// All lines of a strip.
#[derive(Debug, Default)]
pub(super) struct Routes {
    pub(super) routes: Vec<Route>,
    /// How many tracks each gap has, by the number of the lane below it.
    pub(super) gaps: BTreeMap<usize, usize>,
    /// How many tracks each gutter has, by the place of its column.
    pub(super) gutters: BTreeMap<usize, usize>,
    /// What is not drawn as a line.
    pub(super) in_words: Vec<Need>,
}

impl Routes {
    /// Lines for needs, the short ones first: they take the tracks next to the cards.
    pub(super) fn of(needs: &[Need]) -> Self {
        let mut by_source: BTreeMap<Seat, BTreeSet<Seat>> = BTreeMap::new();
        for need in needs {
            by_source.entry(need.needed).or_default().insert(need.by);
        }
        let mut lines: Vec<(Seat, BTreeSet<Seat>)> = by_source.into_iter().collect();
        let reach = |(source, targets): &(Seat, BTreeSet<Seat>)| {
            let columns = targets.iter().map(|target| target.place.abs_diff(source.place)).max();
            let lanes = targets.iter().map(|target| target.lane.abs_diff(source.lane)).max();
            (columns, lanes)
        };
        lines.sort_by_key(reach);
        let mut tracks = Tracks::default();
        let mut routes = Self::default();
        for (line, (source, targets)) in lines.into_iter().enumerate() {
            match tracks.lay(line, source, &targets) {
                Some(route) => routes.routes.push(route),
                None => {
                    let told = targets.into_iter().map(|by| Need { needed: source, by });
                    routes.in_words.extend(told);
                }
            }
        }
        routes.gaps = used(&tracks.gaps);
        routes.gutters = used(&tracks.gutters);
        routes
    }

    /// For each card the lines that meet it, top to bottom.
    pub(super) fn ports(&self) -> BTreeMap<Seat, Vec<usize>> {
        let mut ports: BTreeMap<Seat, Vec<(Turn, usize)>> = BTreeMap::new();
        for (line, route) in self.routes.iter().enumerate() {
            for (seat, turn) in route.trunks.iter().flat_map(|trunk| &trunk.ports) {
                ports.entry(*seat).or_default().push((*turn, line));
            }
        }
        let sorted = ports.into_iter().map(|(seat, mut lines)| {
            lines.sort();
            (seat, lines.into_iter().map(|(_, line)| line).collect())
        });
        sorted.collect()
    }
}

fn used<S>(spans: &BTreeMap<(usize, usize), Vec<S>>) -> BTreeMap<usize, usize> {
    let mut used = BTreeMap::new();
    for (at, track) in spans.keys() {
        let count: &mut usize = used.entry(*at).or_default();
        *count = (*count).max(track + 1);
    }
    used
}

/// From one end to the other, both taken.
type Span<T> = (T, T);

/// What is taken.
#[derive(Debug, Default)]
struct Tracks {
    /// Columns, by gap and track.
    gaps: BTreeMap<(usize, usize), Vec<Span<usize>>>,
    /// Stops, by column and track.
    gutters: BTreeMap<(usize, usize), Vec<Span<Stop>>>,
}

impl Tracks {
    /// Takes tracks for a line, or takes nothing where there are none.
    fn lay(&mut self, line: usize, source: Seat, targets: &BTreeSet<Seat>) -> Option<Route> {
        let places = || {
            [source]
                .into_iter()
                .chain(targets.iter().copied())
                .map(|seat| seat.place)
        };
        let columns = (places().min()?, places().max()?);
        if columns.0 == columns.1 {
            return self.lay_through(line, source, targets, None);
        }
        let is_up = 2 * targets.iter().filter(|target| target.lane > source.lane).count() <= targets.len();
        let gaps = if is_up {
            [source.lane, source.lane + 1]
        } else {
            [source.lane + 1, source.lane]
        };
        gaps.into_iter().find_map(|gap| {
            let track =
                (0..GAP_TRACKS).find(|track| is_free(self.gaps.get(&(gap, *track)), columns, |column| column))?;
            let route = self.lay_through(line, source, targets, Some((gap, track)))?;
            self.gaps.entry((gap, track)).or_default().push(columns);
            Some(route)
        })
    }

    fn lay_through(
        &mut self,
        line: usize,
        source: Seat,
        targets: &BTreeSet<Seat>,
        gap: Option<(usize, usize)>,
    ) -> Option<Route> {
        let mut columns: BTreeMap<usize, Vec<Seat>> = BTreeMap::new();
        for seat in [source].into_iter().chain(targets.iter().copied()) {
            columns.entry(seat.place).or_default().push(seat);
        }
        let mut trunks = Vec::new();
        let mut taken = Vec::new();
        for (place, mut seats) in columns {
            seats.sort();
            let ports = turned(&seats, gap.map(|(above, _)| above));
            let ports_on_way = ports.iter().map(|(seat, turn)| Stop::Port {
                lane: seat.lane,
                index: seat.index,
                turn: *turn,
                line,
            });
            let crossing = gap.map(|(above, track)| Stop::Gap { above, track });
            let stops = || ports_on_way.clone().chain(crossing);
            let span = (
                stops().min_by_key(|stop| stop.height())?,
                stops().max_by_key(|stop| stop.height())?,
            );
            let is_open = |track: &usize| is_free(self.gutters.get(&(place, *track)), span, Stop::height);
            let track = (0..GUTTER_TRACKS).find(is_open)?;
            taken.push(((place, track), span));
            trunks.push(Trunk { place, track, ports });
        }
        for (at, span) in taken {
            self.gutters.entry(at).or_default().push(span);
        }
        Some(Route {
            needed: source,
            gap,
            trunks,
        })
    }
}

/// The cards that a line meets in a column, from top to bottom, and where it goes on from each.
fn turned(seats: &[Seat], gap: Option<usize>) -> Vec<(Seat, Turn)> {
    let last = seats.len() - 1;
    let ports = seats.iter().enumerate().map(|(i, seat)| {
        let goes_up = i > 0 || gap.is_some_and(|above| above <= seat.lane);
        let goes_down = i < last || gap.is_some_and(|above| above > seat.lane);
        let turn = match (goes_up, goes_down) {
            (true, true) => Turn::Both,
            (true, false) => Turn::Up,
            (false, _) => Turn::Down,
        };
        (*seat, turn)
    });
    ports.collect()
}

fn is_free<T: Copy, K: Ord>(taken: Option<&Vec<Span<T>>>, span: Span<T>, key: impl Fn(T) -> K) -> bool {
    let overlaps = |one: &Span<T>| key(one.0) <= key(span.1) && key(span.0) <= key(one.1);
    !taken.is_some_and(|taken| taken.iter().any(overlaps))
}
