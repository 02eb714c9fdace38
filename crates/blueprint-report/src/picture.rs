//! The blueprint drawn as SVG: stages, touchpoints, the curve, the ways, the lanes, one column per step through everything.

mod curve;
mod endings;
mod frame;
mod geometry;
mod ink;
mod lanes;
mod legend;
mod sheet;
mod spots;
mod stages;
mod title;
mod ways;

use std::ops::Range;

use maud::{Markup, PreEscaped, html};

use crate::strips::filled_strips;
use crate::{Language, Scene, Strip, Theme, strips};
use geometry::{COLUMNS_LEFT, MARGIN, PITCH, STRIP_GAP};
use ink::Px;
pub(crate) use lanes::mark_details;
pub(crate) use sheet::SHEET;

/// How a picture is drawn.
#[derive(Debug, Clone, Copy)]
pub struct PictureOptions<'o> {
    /// The language of labels.
    pub language: Language,
    /// The colours.
    pub theme: Theme,
    /// At most so many columns stand side by side, unless one stage must be cut; longer services are drawn in strips.
    pub columns: usize,
    /// What the ids of elements begin with, so that several pictures can stand in one page. A touchpoint's column head has
    /// the id `{prefix}touchpoint-{position}`.
    pub prefix: &'o str,
}

impl Default for PictureOptions<'_> {
    /// English, light, strips of 12 columns, ids without prefix.
    fn default() -> Self {
        Self {
            language: Language::English,
            theme: Theme::Light,
            columns: 12,
            prefix: "",
        }
    }
}

/// The blueprint as an SVG file.
pub fn picture(scene: &Scene<'_>, options: &PictureOptions<'_>) -> String {
    let page = Page::new(scene, options);
    let style = options.theme.dress(SHEET);
    page.draw(Some(&style), 0..page.strips.len()).into_string()
}

/// The same for a page that has [`SHEET`] among its styles.
pub(crate) fn markup(scene: &Scene<'_>, options: &PictureOptions<'_>) -> Markup {
    let page = Page::new(scene, options);
    page.draw(None, 0..page.strips.len())
}

/// The same for paper, which breaks no picture: one for each strip, which are filled whatever stages that splits, the legend with the last.
pub(crate) fn sheets(scene: &Scene<'_>, options: &PictureOptions<'_>) -> Vec<Markup> {
    let strips = filled_strips(scene, options.columns);
    let count = strips.len();
    let sheet = |strip: usize| {
        let prefix = format!("{}{strip}-", options.prefix);
        let options = PictureOptions {
            prefix: &prefix,
            ..*options
        };
        let page = Page {
            strips: strips.clone(),
            ..Page::new(scene, &options)
        };
        page.draw(None, strip..strip + 1)
    };
    (0..count).map(sheet).collect()
}

/// What all parts of a picture know.
struct Page<'p, 'b> {
    scene: &'p Scene<'b>,
    language: Language,
    prefix: &'p str,
    strips: Vec<Strip>,
}

/// A part of the picture: what is drawn, and where it ends.
struct Band {
    markup: Markup,
    bottom: f64,
}

impl<'p, 'b> Page<'p, 'b> {
    fn new(scene: &'p Scene<'b>, options: &PictureOptions<'p>) -> Self {
        Self {
            scene,
            language: options.language,
            prefix: options.prefix,
            strips: strips(scene, options.columns),
        }
    }

    /// The columns of the longest strip; a short service still has room for its title.
    fn width(&self) -> f64 {
        let longest = self.strips.iter().map(|strip| strip.columns.len()).max().unwrap_or(0);
        COLUMNS_LEFT + PITCH * longest.max(4) as f64 + MARGIN
    }

    /// These strips; what closes the picture stands under the last of all. A picture with a style of its own has a title, too;
    /// in a page the page says what it is.
    fn draw(&self, style: Option<&str>, strips: Range<usize>) -> Markup {
        let mut bands: Vec<Markup> = Vec::new();
        let mut add = |band: Band| {
            bands.push(band.markup);
            band.bottom
        };
        let mut bottom = match style {
            Some(_) => add(title::draw(self, 0.0)),
            None => MARGIN,
        };
        for strip in self.strips.get(strips.clone()).unwrap_or_default() {
            bottom = add(stages::draw(self, strip, bottom));
            bottom = add(curve::draw(self, strip, bottom));
            bottom = add(ways::draw(self, strip, bottom));
            bottom = add(lanes::draw(self, strip, bottom));
            bottom += STRIP_GAP;
        }
        if strips.end == self.strips.len() {
            bottom = add(curve::multiples(self, bottom));
            bottom = add(endings::draw(self, bottom));
            bottom = add(legend::draw(self, bottom));
        }
        let (width, height) = (self.width(), bottom + MARGIN);
        let prefix = self.prefix;
        let spoken = self.language.picture_of(self.scene.blueprint.name());
        html! {
            svg xmlns="http://www.w3.org/2000/svg" class="blueprint" viewBox=(format!("0 0 {} {}", Px(width), Px(height)))
                width=(Px(width)) height=(Px(height)) lang=(self.language.tag()) role="graphics-document document"
                aria-labelledby={ (prefix) "title " (prefix) "desc" } font-family=(crate::text::FAMILY) {
                title id={ (prefix) "title" } { (crate::text::clean(&spoken)) }
                desc id={ (prefix) "desc" } { (crate::text::clean(&crate::sentence(self.scene, self.language))) }
                @if let Some(style) = style {
                    style { (PreEscaped(style)) }
                }
                (lanes::definitions(self))
                rect class="paper" width="100%" height="100%" {}
                @for band in &bands { (band) }
            }
        }
    }
}
