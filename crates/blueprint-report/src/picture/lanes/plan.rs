//! Where everything in the lanes of a strip stands, before anything is drawn.

use std::collections::BTreeMap;

use service_blueprint::Activity;

use super::super::Page;
use super::super::geometry::{CARD, COLUMNS_LEFT, MARGIN, card_left};
use super::card::{Card, Rect, Telling};
use super::cell::{Cell, Cells, Entry, Group};
use super::lane::Lane;
use super::link::Links;
use super::marks::{Badge, RADIUS, STEP};
use super::needs::{Routes, Seat};
use super::step::steps;
use super::wire::{self, Wire};
use crate::text::{Font, wrap};
use crate::{Cast, Strip};

pub(super) const NAME: Font = Font::bold(13.0);
pub(super) const LINE_NAME: Font = Font::regular(12.0);
pub(super) const LABEL: Font = Font::regular(12.0);

/// How much room names have to the left of the columns.
const NAME_WIDTH: f64 = COLUMNS_LEFT - MARGIN - 14.0;

/// Between cards of a group, and between groups.
const BETWEEN_CARDS: f64 = 8.0;
const BETWEEN_GROUPS: f64 = 12.0;

/// What badges need above the upper edge of the card on which they stand.
const ABOVE_CARD: f64 = RADIUS + 3.0;

/// From one port of a card to the next, so that arrow heads stand apart.
const PORTS: f64 = 10.0;

/// Where the arrow to the next step runs below the upper edge of the customer's cards.
const STEP_BELOW: f64 = 16.0;

/// From one track between lanes to the next.
const TRACKS: f64 = 7.0;

/// A card in its place.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) seat: Seat,
    pub(super) rect: Rect,
    pub(super) card: Card,
}

/// A lane in its place.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) lane: Lane,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) name: Vec<String>,
    /// The line above it, by its height, and its name in lines.
    pub(super) line: Option<(f64, Vec<String>)>,
    pub(super) cards: Vec<Placed>,
    /// Whose cards follow: left, top and words.
    pub(super) labels: Vec<(f64, f64, Vec<String>)>,
    /// Badges around points.
    pub(super) badges: Vec<(f64, f64, Badge)>,
}

/// The lanes of a strip.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) rows: Vec<Row>,
    pub(super) wires: Vec<Wire>,
    /// Where an arrow leads from one column to the next, by the place of the first, and its height.
    pub(super) steps: (Vec<usize>, f64),
    pub(super) bottom: f64,
}

impl Plan {
    pub(super) fn of(page: &Page<'_, '_>, strip: &Strip, top: f64) -> Self {
        let columns = &page.scene.columns[strip.columns.clone()];
        let cells = Cells::new(page.scene, page.language);
        let lanes = Lane::ALL.map(|lane| -> Vec<Cell<'_>> {
            let cells = columns.iter().map(|column| cells.cell(lane, column));
            cells.collect()
        });
        let mut links = Links::of(&lanes);
        let routes = Routes::of(&links.drawn);
        links.tell(&routes.in_words);
        let ports = routes.ports();
        let telling = Telling {
            language: page.language,
            cast: Cast::of(page.scene.blueprint),
        };

        let mut rows: Vec<Row> = Vec::new();
        let mut tracks_below: Vec<f64> = Vec::new();
        let mut bottom = top;
        let mut step_height = top;
        for (number, (lane, cells)) in Lane::ALL.into_iter().zip(lanes).enumerate() {
            let tracks = routes.gaps.get(&number).copied().unwrap_or(0);
            let line_name = lane.line_above(page.language).map(|(_, name)| name);
            let gap = Gap::new(number, tracks, line_name.is_some(), &cells);
            tracks_below.push(bottom + gap.tracks);
            let line = line_name.map(|name| (bottom + gap.line, wrap(name, LINE_NAME, NAME_WIDTH)));
            let top = bottom + gap.height;
            let mut row = Row {
                lane,
                top,
                bottom: top,
                name: wrap(lane.name(page.language), NAME, NAME_WIDTH),
                line,
                cards: Vec::new(),
                labels: Vec::new(),
                badges: Vec::new(),
            };
            let heads_end = top + cells.iter().map(head).fold(0.0, f64::max);
            if lane == Lane::Customer {
                step_height = heads_end + STEP_BELOW;
            }
            for (place, cell) in cells.into_iter().enumerate() {
                let mut stack = Stack {
                    telling,
                    seat: Seat {
                        lane: number,
                        place,
                        index: 0,
                    },
                    ports: &ports,
                    untold: &links.in_words,
                    bottom: if lane == Lane::Customer {
                        heads_end - head(&cell)
                    } else {
                        top
                    },
                };
                stack.pile(cell, &mut row);
                row.bottom = row.bottom.max(stack.bottom);
            }
            row.bottom = row.bottom.max(top + NAME.line() * row.name.len() as f64 + 17.0);
            bottom = row.bottom;
            rows.push(row);
        }
        let tracks = routes.gaps.get(&Lane::ALL.len()).copied().unwrap_or(0);
        tracks_below.push(bottom + TRACKS);
        bottom += if tracks > 0 {
            TRACKS * (tracks as f64 + 1.0)
        } else {
            0.0
        };

        let heights = Heights {
            ports: port_heights(&ports, &rows),
            tracks: tracks_below,
        };
        let wires = wire::wires(&routes, &heights);
        Self {
            wires,
            steps: (steps(columns), step_height),
            rows,
            bottom,
        }
    }
}

/// Where lines run, by height.
#[derive(Debug)]
pub(super) struct Heights {
    /// Where a line, by number, meets a card.
    ports: BTreeMap<(Seat, usize), f64>,
    /// The first track of each gap, by the number of the lane below it.
    tracks: Vec<f64>,
}

impl Heights {
    pub(super) fn port(&self, seat: Seat, line: usize) -> Option<f64> {
        self.ports.get(&(seat, line)).copied()
    }

    pub(super) fn track(&self, gap: usize, track: usize) -> Option<f64> {
        self.tracks.get(gap).map(|first| first + TRACKS * track as f64)
    }
}

/// What is between two lanes, from the lower end of the upper one on.
struct Gap {
    /// The named line.
    line: f64,
    /// The first track.
    tracks: f64,
    height: f64,
}

impl Gap {
    fn new(lane: usize, tracks: usize, is_named: bool, cells: &[Cell<'_>]) -> Self {
        let line = if is_named { 18.0 } else { 0.0 };
        let first = line + if tracks > 0 { 11.0 } else { 0.0 };
        let last = first + TRACKS * tracks.saturating_sub(1) as f64;
        let groups = cells.iter().filter_map(|cell| cell.groups.first());
        let has_badges = groups
            .into_iter()
            .any(|group| group.label.is_none() && !group.badges.is_empty());
        let clear = match (lane, is_named, tracks > 0) {
            (0, ..) => 8.0,
            (_, true, false) => 18.0,
            (_, _, true) => 11.0,
            (_, false, false) => 12.0,
        };
        let clear = if has_badges {
            f64::max(clear, ABOVE_CARD + 2.0)
        } else {
            clear
        };
        Self {
            line,
            tracks: first,
            height: last + clear,
        }
    }
}

/// What stands above a group's first card: its label, and the upper half of badges below it.
fn label_height(label: &[String], group: &Group<'_>) -> f64 {
    let above = match (label.is_empty(), group.badges.is_empty()) {
        (true, _) => 0.0,
        (false, true) => 3.0,
        (false, false) => ABOVE_CARD,
    };
    LABEL.line() * label.len() as f64 + above
}

fn label(group: &Group<'_>) -> Vec<String> {
    group
        .label
        .as_deref()
        .map_or_else(Vec::new, |label| wrap(label, LABEL, CARD))
}

/// What stands above a cell's first card.
fn head(cell: &Cell<'_>) -> f64 {
    cell.groups
        .first()
        .map_or(0.0, |group| label_height(&label(group), group))
}

/// Piles the cards of a cell up.
struct Stack<'s, 'b> {
    telling: Telling,
    /// The seat of the next card.
    seat: Seat,
    ports: &'s BTreeMap<Seat, Vec<usize>>,
    untold: &'s BTreeMap<Seat, Vec<Activity<'b>>>,
    bottom: f64,
}

impl Stack<'_, '_> {
    fn pile(&mut self, cell: Cell<'_>, row: &mut Row) {
        let left = card_left(self.seat.place);
        for (i, group) in cell.groups.into_iter().enumerate() {
            let label = label(&group);
            if i > 0 {
                let room_for_badges = if label.is_empty() && !group.badges.is_empty() {
                    ABOVE_CARD
                } else {
                    0.0
                };
                self.bottom += f64::max(BETWEEN_GROUPS, room_for_badges);
            }
            let labelled = self.bottom + label_height(&label, &group);
            if !label.is_empty() {
                row.labels.push((left, self.bottom, label));
            }
            self.bottom = labelled;
            let has_badges = !group.badges.is_empty();
            for (i, entry) in group.entries.iter().enumerate() {
                if i > 0 {
                    self.bottom += BETWEEN_CARDS;
                }
                let placed = self.place(*entry, left, row.lane, has_badges && i == 0);
                self.bottom = placed.rect.bottom();
                row.cards.push(placed);
            }
            let from = left + CARD - 12.0;
            let badges = group.badges.into_iter().rev().enumerate();
            row.badges
                .extend(badges.map(|(i, badge)| (from - STEP * i as f64, labelled, badge)));
        }
    }

    fn place(&mut self, entry: Entry<'_>, left: f64, lane: Lane, below_badges: bool) -> Placed {
        let untold = self.untold.get(&self.seat).map_or(&[][..], Vec::as_slice);
        let card = Card::new(self.telling, lane, entry, untold, below_badges);
        let ports = self.ports.get(&self.seat).map_or(0, Vec::len);
        let kept = kept_for_steps(self.seat);
        let for_ports = if ports > 0 {
            kept + PORTS * (ports as f64 + 0.4)
        } else {
            0.0
        };
        let rect = Rect {
            left,
            top: self.bottom,
            width: CARD,
            height: card.height().max(for_ports),
        };
        let seat = self.seat;
        self.seat.index += 1;
        Placed { seat, rect, card }
    }
}

/// How much of a card's upper right edge is kept for arrows to the next step.
fn kept_for_steps(seat: Seat) -> f64 {
    let is_first_of_customer = Lane::ALL.get(seat.lane) == Some(&Lane::Customer) && seat.index == 0;
    if is_first_of_customer { STEP_BELOW + 4.0 } else { 0.0 }
}

/// Where lines meet cards.
fn port_heights(ports: &BTreeMap<Seat, Vec<usize>>, rows: &[Row]) -> BTreeMap<(Seat, usize), f64> {
    let cards = rows.iter().flat_map(|row| &row.cards);
    let seated: BTreeMap<Seat, Rect> = cards.map(|placed| (placed.seat, placed.rect)).collect();
    let mut heights = BTreeMap::new();
    for (seat, lines) in ports {
        let Some(rect) = seated.get(seat) else { continue };
        let kept = kept_for_steps(*seat);
        let apart = (rect.height - kept) / (lines.len() as f64 + 1.0);
        for (i, line) in lines.iter().enumerate() {
            heights.insert((*seat, *line), rect.top + kept + apart * (i as f64 + 1.0));
        }
    }
    heights
}
