//! The endings with their shares.

use maud::{Markup, html};
use peak_end::{EndingOutlook, Outlook};

use super::geometry::{COLUMNS_LEFT, MARGIN};
use super::ink::{Anchor, Px, check, lines};
use super::{Band, Page};
use crate::text::{Font, clean, packed, wrap};
use crate::{Language, percent, score};

const HEAD: Font = Font::bold(13.0);
const NAME: Font = Font::bold(13.0);
const SAID: Font = Font::regular(13.0);

/// Air around the text of a card, and the room of a check mark.
const PAD: f64 = 10.0;
const CHECK: f64 = 18.0;

/// How high the bar of a share is.
const BAR: f64 = 4.0;

/// How wide a card is.
const CARD: f64 = 206.0;

/// Between cards.
const GAP: f64 = 12.0;

pub(super) fn draw(page: &Page<'_, '_>, top: f64) -> Band {
    let is_named = page.scene.blueprint.ends().any(|ending| ending.written().is_some());
    let Some(outlook) = page.scene.outlook.as_ref().ok().filter(|_| is_named) else {
        return Band {
            markup: html! {},
            bottom: top,
        };
    };
    let cards = cards(page, outlook);
    let beside = ((page.width() - MARGIN - COLUMNS_LEFT + GAP) / (CARD + GAP))
        .floor()
        .max(1.0) as usize;
    let mut bottom = top;
    let mut drawn = Vec::new();
    for row in cards.chunks(beside) {
        let height = row.iter().map(Card::height).fold(0.0, f64::max);
        let placed = row.iter().enumerate();
        drawn.extend(placed.map(|(place, card)| card.draw(COLUMNS_LEFT + (CARD + GAP) * place as f64, bottom, height)));
        bottom += height + GAP;
    }
    let goal = outlook.goal.map(|goal| page.language.reach_a_goal(percent(goal)));
    let goal = goal.map_or_else(Vec::new, |words| wrap(&words, SAID, COLUMNS_LEFT - MARGIN - GAP));
    let below_head = top + PAD - 2.0 + HEAD.line();
    let markup = html! {
        g class="endings" role="graphics-object group" aria-label=(page.language.endings()) {
            (lines(MARGIN, top + PAD - 2.0, Anchor::Start, HEAD, "ink", &[page.language.endings().to_owned()]))
            (lines(MARGIN, below_head, Anchor::Start, SAID, "quiet", &goal))
            @for card in &drawn { (card) }
        }
    };
    let gutter = below_head + SAID.line() * goal.len() as f64;
    Band {
        markup,
        bottom: bottom.max(gutter) + GAP,
    }
}

/// An ending.
struct Card {
    name: Vec<String>,
    said: Vec<String>,
    share: f64,
    is_goal: bool,
    title: String,
}

fn cards(page: &Page<'_, '_>, outlook: &Outlook) -> Vec<Card> {
    let endings = page.scene.blueprint.ends().zip(&outlook.endings);
    endings
        .map(|(ending, own)| Card::of(page.language, ending.name(), own))
        .collect()
}

impl Card {
    fn of(language: Language, name: &str, own: &EndingOutlook) -> Self {
        let room = CARD - 2.0 * PAD;
        let mut said = vec![language.of_journeys(percent(own.probability))];
        if own.is_goal {
            said.push(language.a_goal().to_owned());
        }
        if let Some(Ok(remembered)) = own.remembered.first().map(|first| first.value) {
            said.push(language.remember(score(remembered.value)));
        }
        let title = language.titled(name, said.join(language.between_parts()));
        Self {
            name: wrap(name, NAME, room - if own.is_goal { CHECK } else { 0.0 }),
            said: packed(&said, SAID, room)
                .iter()
                .flat_map(|line| wrap(line, SAID, room))
                .collect(),
            share: own.probability,
            is_goal: own.is_goal,
            title: clean(&title).into_owned(),
        }
    }

    fn height(&self) -> f64 {
        NAME.line() * self.name.len() as f64 + SAID.line() * self.said.len() as f64 + 2.0 * PAD + BAR
    }

    fn draw(&self, left: f64, top: f64, height: f64) -> Markup {
        let indent = if self.is_goal { CHECK } else { 0.0 };
        let below = top + PAD - 2.0 + NAME.line() * self.name.len() as f64;
        let bar = top + height - PAD;
        let full = CARD - 2.0 * PAD;
        html! {
            g role="graphics-symbol img" {
                title { (self.title) }
                rect class="ending" x=(Px(left)) y=(Px(top)) width=(Px(CARD)) height=(Px(height)) rx="6" {}
                @if self.is_goal { (check(left + PAD + 5.0, top + PAD - 2.0 + NAME.line() / 2.0)) }
                (lines(left + PAD + indent, top + PAD - 2.0, Anchor::Start, NAME, "ink", &self.name))
                (lines(left + PAD, below, Anchor::Start, SAID, "quiet", &self.said))
                rect class="ending-bar" x=(Px(left + PAD)) y=(Px(bar)) width=(Px(full)) height=(Px(BAR)) rx="2" {}
                rect class=(if self.is_goal { "ending-goal" } else { "ending-share" }) x=(Px(left + PAD)) y=(Px(bar))
                    width=(Px(full * self.share)) height=(Px(BAR)) rx="2" {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use peak_end::{PredictOptions, predict};

    use crate::{PictureOptions, Scene, picture};

    fn drawn(text: &str) -> String {
        let blueprint = service_blueprint::parse(text).unwrap();
        let prediction = predict(&blueprint, &PredictOptions::default()).map_err(|error| error.to_string());
        let scene = Scene::new(&blueprint, None, &prediction, |_| true);
        picture(&scene, &PictureOptions::default())
    }

    #[test]
    fn each_named_ending_has_its_share_and_its_memory() {
        let drawn = drawn(
            "blueprint: B\nends: [{ id: gone, name: Gives up }, { id: done, name: Has it, goal: true }]\nstages:\n- id: s\n  touchpoints:\n\
             \x20 - { id: a, experience: 4, next: { gone: 25%, b: rest } }\n  - { id: b, experience: 8, next: done }\n",
        );
        assert!(
            drawn.contains("<title>Gives up: 25 % of journeys, remember 4</title>"),
            "{drawn}"
        );
        assert!(drawn.contains("<title>Has it: 75 % of journeys, goal, remember 8</title>"));
        assert!(drawn.contains("75 % reach a") && drawn.contains("class=\"check\""));
    }

    #[test]
    fn an_ending_that_nobody_named_is_not_listed() {
        let drawn = drawn("blueprint: B\nstages: [{ id: s, touchpoints: [{ id: a, experience: 4 }] }]\n");
        assert!(!drawn.contains("class=\"endings\""));
    }
}
