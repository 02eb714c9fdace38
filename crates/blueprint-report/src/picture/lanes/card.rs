//! A card: who acts, what is done, what it needs, and more on hover.

use maud::{Markup, html};
use service_blueprint::Activity;

use super::super::geometry::CARD;
use super::super::ink::{Anchor, Px, lines};
use super::cell::Entry;
use super::lane::Lane;
use crate::text::{Font, clean, wrap};
use crate::{Cast, Language};

pub(super) const ACTOR: Font = Font::bold(12.0);
pub(super) const TEXT: Font = Font::regular(13.0);
pub(super) const NEEDS: Font = Font::regular(12.0);

/// Air between the edge of a card and its text.
pub(super) const PAD: f64 = 9.0;

/// More of it below badges, which stand on the upper edge.
const BELOW_BADGES: f64 = 14.0;

/// Room for the sign of an activity that is drawn again.
const SIGN: f64 = 16.0;

/// A rectangle, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Rect {
    pub(in super::super) left: f64,
    pub(in super::super) top: f64,
    pub(in super::super) width: f64,
    pub(in super::super) height: f64,
}

impl Rect {
    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

/// The text of a card in lines, before it has its place.
#[derive(Debug)]
pub(super) struct Card {
    lane: Lane,
    is_partners: bool,
    is_again: bool,
    below_badges: bool,
    actor: Vec<String>,
    text: Vec<String>,
    /// What it needs and no line leads to.
    needs: Vec<String>,
    /// On hover.
    title: String,
}

/// What every card is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling {
    pub(super) language: Language,
    pub(super) cast: Cast,
}

impl Card {
    /// The card of an entry. `untold` is what it needs and no line leads to.
    pub(super) fn new(
        telling: Telling,
        lane: Lane,
        entry: Entry<'_>,
        untold: &[Activity<'_>],
        below_badges: bool,
    ) -> Self {
        match entry {
            Entry::Evidence { name, is_partners } => Self {
                lane,
                is_partners,
                is_again: false,
                below_badges,
                actor: Vec::new(),
                text: wrap(name, TEXT, CARD - 2.0 * PAD),
                needs: Vec::new(),
                title: clean(name).into_owned(),
            },
            Entry::Activity { activity, is_again } => {
                let room = CARD - 2.0 * PAD - if is_again { SIGN } else { 0.0 };
                let actor = telling.cast.named(activity).map(|actor| actor.name());
                let needs = untold.iter().map(|needed| telling.language.needs(needed.does()));
                Self {
                    lane,
                    is_partners: activity.actor().is_some_and(|actor| actor.is_partner()),
                    is_again,
                    below_badges,
                    actor: actor.map_or_else(Vec::new, |actor| wrap(actor, ACTOR, room)),
                    text: wrap(activity.does(), TEXT, room),
                    needs: needs.flat_map(|needs| wrap(&needs, NEEDS, room)).collect(),
                    title: title(telling, activity, is_again),
                }
            }
        }
    }

    fn pad_top(&self) -> f64 {
        if self.below_badges { BELOW_BADGES } else { PAD }
    }

    /// The height that its text takes.
    pub(super) fn height(&self) -> f64 {
        let actor = ACTOR.line() * self.actor.len() as f64;
        let text = TEXT.line() * self.text.len().max(1) as f64;
        let needs = NEEDS.line() * self.needs.len() as f64;
        let between = if self.needs.is_empty() { 0.0 } else { 3.0 };
        self.pad_top() + actor + text + between + needs + PAD
    }

    /// Its lines: font, class, where the block begins below the card's upper edge, and the words.
    pub(super) fn blocks(&self) -> [(Font, String, f64, &[String]); 3] {
        let actor_top = self.pad_top();
        let text_top = actor_top + ACTOR.line() * self.actor.len() as f64;
        let needs_top = text_top + TEXT.line() * self.text.len().max(1) as f64 + 3.0;
        [
            (ACTOR, format!("{}-label", self.lane.class()), actor_top, &self.actor),
            (TEXT, "ink".to_owned(), text_top, &self.text),
            (NEEDS, "quiet".to_owned(), needs_top, &self.needs),
        ]
    }

    pub(super) fn draw(&self, rect: Rect) -> Markup {
        html! {
            g class="card" role="graphics-object" {
                title { (self.title) }
                (face(self.lane, self.is_partners, rect))
                @for (font, class, below, words) in self.blocks() {
                    (lines(rect.left + PAD, rect.top + below, Anchor::Start, font, &class, words))
                }
                @if self.is_again {
                    (again(rect.right() - PAD, rect.top + self.pad_top() + 6.0))
                }
            }
        }
    }
}

/// The face of a card.
pub(in super::super) fn face(lane: Lane, is_partners: bool, rect: Rect) -> Markup {
    let partner = if is_partners { " partner" } else { "" };
    html! {
        rect class={ (lane.class()) (partner) } x=(Px(rect.left)) y=(Px(rect.top)) width=(Px(rect.width)) height=(Px(rect.height))
            rx="6" {}
    }
}

/// The sign of an activity that is drawn again: equal, with its right end here.
pub(in super::super) fn again(right: f64, top: f64) -> Markup {
    let left = right - 9.0;
    let path = format!(
        "M{} {}H{}M{} {}H{}",
        Px(left),
        Px(top),
        Px(right),
        Px(left),
        Px(top + 4.0),
        Px(right)
    );
    html! { path class="again" d=(path) {} }
}

/// All that is known of an activity, a line each.
fn title(telling: Telling, activity: Activity<'_>, is_again: bool) -> String {
    let language = telling.language;
    let partner = activity.actor().filter(|actor| actor.is_partner());
    let who = activity.actor().map(|actor| match partner {
        Some(partner) => language.done_by_partner(partner.name()),
        None => actor.name().to_owned(),
    });
    let does = activity.written().does.as_deref();
    let said = match (who, does) {
        (Some(who), Some(does)) => language.says(who, does),
        (Some(only), None) => only,
        (None, _) => activity.does().to_owned(),
    };
    let names = |activities: Vec<&str>| (!activities.is_empty()).then(|| activities.join(language.between_names()));
    let parts = [
        Some(said),
        is_again.then(|| language.same_as_under(activity.touchpoint().name())),
        activity
            .written()
            .owner
            .as_deref()
            .map(|owner| language.owned_by(owner)),
        activity.written().duration.map(|duration| language.takes(duration)),
        names(activity.needs().map(Activity::does).collect()).map(|names| language.needs(names)),
        names(activity.after().map(Activity::does).collect()).map(|names| language.comes_after(names)),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| clean(&part).into_owned())
        .collect();
    told.join("\n")
}
