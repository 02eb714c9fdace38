//! The picture as PNG.

use std::collections::BTreeSet;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, FaceInfo, Family, ID, Query, Stretch, Style, Weight};
use resvg::usvg::roxmltree::Document;
use resvg::usvg::{FallbackSelectionFn, FontResolver, Group, Node, Options, Tree};

use crate::text::FAMILY;

/// The fonts with which a picture is drawn.
#[derive(Debug, Clone, Default)]
pub struct Fonts {
    faces: Database,
}

/// Why a picture is not drawn as PNG.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PngError {
    /// The bytes are no font.
    #[error("this is no font file")]
    NotAFont,
    /// There is no font at all.
    #[error("there is no font to write with")]
    NoFont,
    /// No font has these characters.
    #[error("no font has {}", listed(characters))]
    NoGlyph {
        /// The characters, each once, in the order of Unicode.
        characters: Vec<char>,
    },
    /// The scale is no number above 0.
    #[error("a picture cannot be scaled by {0}")]
    Scale(f64),
    /// The picture would have more than [`MOST_PIXELS`].
    #[error("the picture would be {width} by {height} pixels, and at most {MOST_PIXELS} are drawn")]
    TooLarge {
        /// Its width in pixels.
        width: u64,
        /// Its height in pixels.
        height: u64,
        /// The largest scale at which it has no more, cut to two figures.
        fits: f64,
    },
    /// The text is no SVG.
    #[error("this is no SVG: {0}")]
    NotSvg(String),
    /// The drawn picture could not be written as PNG.
    #[error("the picture cannot be written as PNG: {0}")]
    Unwritten(String),
}

/// So many pixels are drawn at most. Chosen: 400 MB of memory while drawing.
pub const MOST_PIXELS: u64 = 100_000_000;

/// So many missing characters are named at most.
const NAMED: usize = 8;

/// SVG's namespace.
const SVG: &str = "http://www.w3.org/2000/svg";

fn listed(characters: &[char]) -> String {
    let named: Vec<String> = characters
        .iter()
        .take(NAMED)
        .map(|character| format!("“{character}” (U+{:04X})", u32::from(*character)))
        .collect();
    match characters.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

impl Fonts {
    /// No fonts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The fonts in the folders in which this machine keeps them. This reads files, the one place of this crate that does.
    ///
    /// Fonts are put in one order, whatever order the folders list them in: the same fonts draw the same picture.
    pub fn of_this_machine() -> Self {
        let mut found = Database::new();
        found.load_system_fonts();
        let mut infos: Vec<FaceInfo> = found.faces().cloned().collect();
        infos.sort_by_cached_key(|face| (rank(face), face.post_script_name.clone(), format!("{:?}", face.source)));
        let mut faces = Database::new();
        for info in infos {
            faces.push_face_info(info);
        }
        Self { faces }
    }

    /// Adds all faces of a font file, whose bytes these are.
    ///
    /// # Errors
    /// [`PngError::NotAFont`] where no face is found in the bytes.
    pub fn add(&mut self, bytes: Vec<u8>) -> Result<(), PngError> {
        let before = self.faces.len();
        self.faces.load_font_data(bytes);
        if self.faces.len() > before {
            Ok(())
        } else {
            Err(PngError::NotAFont)
        }
    }

    /// The family of the generic names, so that text is drawn where none of the families asked for is there: with generic
    /// names alone nothing would be.
    fn usual(&self) -> Option<&str> {
        let named = families().find_map(|wanted| self.faces.faces().find(|face| is_of(face, wanted)));
        let face = named.or_else(|| self.faces.faces().next())?;
        Some(face.families.first()?.0.as_str())
    }
}

/// The families that the picture asks for, best first.
fn families() -> impl Iterator<Item = &'static str> {
    FAMILY.split(',').map(|name| name.trim().trim_matches('\''))
}

fn is_of(face: &FaceInfo, family: &str) -> bool {
    face.families.iter().any(|(name, _)| name == family)
}

/// Where a face stands among those that are tried for a character: the families asked for first, upright and regular first.
fn rank(face: &FaceInfo) -> (usize, bool, bool, u16) {
    let family = families().position(|wanted| is_of(face, wanted));
    (
        family.unwrap_or(usize::MAX),
        face.style != Style::Normal,
        face.stretch != Stretch::Normal,
        face.weight.0.abs_diff(Weight::NORMAL.0),
    )
}

/// An SVG picture as PNG, each of its pixels drawn as `scale` pixels wide and high. The same fonts give the same bytes.
///
/// Text is drawn with the families that the picture names, and where one has no glyph with any other that has.
///
/// # Errors
/// [`PngError`] where the text is no SVG, there is no font, no font has a character, or the picture would be too large:
/// nothing is left out in silence.
///
/// # Examples
/// ```
/// use blueprint_report::{Fonts, PngError, png};
/// let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"><text>Pays</text></svg>"#;
/// assert_eq!(png(svg, &Fonts::new(), 1.0), Err(PngError::NoFont));
/// let empty = svg.replace("Pays", "");
/// let drawn = png(&empty, &Fonts::new(), 2.0)?;
/// assert!(drawn.starts_with(b"\x89PNG"));
/// # Ok::<(), PngError>(())
/// ```
pub fn png(svg: &str, fonts: &Fonts, scale: f64) -> Result<Vec<u8>, PngError> {
    if !(scale > 0.0 && scale.is_finite()) {
        return Err(PngError::Scale(scale));
    }
    let mut faces = fonts.faces.clone();
    if let Some(usual) = fonts.usual() {
        faces.set_sans_serif_family(usual);
        faces.set_serif_family(usual);
    }
    let options = Options {
        fontdb: Arc::new(faces),
        font_resolver: FontResolver {
            select_font: FontResolver::default_font_selector(),
            select_fallback: fallback(),
        },
        ..Options::default()
    };
    let not_svg = |error: &dyn std::error::Error| PngError::NotSvg(error.to_string());
    let document = Document::parse(svg).map_err(|error| not_svg(&error))?;
    // Without a font, text is left out of the tree, so that it has to be looked for here.
    let mut texts = document.descendants().filter(|node| node.has_tag_name((SVG, "text")));
    if fonts.faces.is_empty() && texts.any(|text| text.descendants().any(|inner| inner.text().is_some())) {
        return Err(PngError::NoFont);
    }
    let tree = Tree::from_xmltree(&document, &options).map_err(|error| not_svg(&error))?;
    let mut missing = Missing::default();
    missing.look(tree.root());
    if !missing.characters.is_empty() {
        return Err(PngError::NoGlyph {
            characters: missing.characters.into_iter().collect(),
        });
    }
    let size = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let (width, height) = pixels(size, scale);
    // Both are whole and at least 1; what no integer holds is cut, which is too large all the same.
    let too_large = PngError::TooLarge {
        width: width as u64,
        height: height as u64,
        fits: largest_scale(size),
    };
    if width * height > MOST_PIXELS as f64 {
        return Err(too_large);
    }
    let mut pixmap = Pixmap::new(width as u32, height as u32).ok_or(too_large)?;
    let scale = scale as f32;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap
        .encode_png()
        .map_err(|error| PngError::Unwritten(error.to_string()))
}

/// Width and height in pixels.
fn pixels((width, height): (f64, f64), scale: f64) -> (f64, f64) {
    let pixels = |length: f64| (length * scale).ceil().max(1.0);
    (pixels(width), pixels(height))
}

/// The largest scale at which a picture of this size has no more than [`MOST_PIXELS`], cut to two figures.
fn largest_scale(size: (f64, f64)) -> f64 {
    let most = MOST_PIXELS as f64;
    let (long, short) = (size.0.max(size.1), size.0.min(size.1));
    // A side is at least one pixel, however small it is drawn.
    let largest = (most / long / short).sqrt().min(most / long);
    let unit = 10.0_f64.powi(largest.log10().floor() as i32 - 1);
    let units = (largest / unit).floor();
    // Sides are whole pixels, rounded up, which may need a little more room.
    let fits = |units: &f64| {
        let (width, height) = pixels(size, rounded(units * unit));
        width * height <= most
    };
    let found = [units, units - 1.0].into_iter().find(fits);
    rounded(found.unwrap_or(units / 2.0) * unit)
}

/// Without the dust that powers of ten leave: 1.7 and not 1.7000000000000002.
fn rounded(scale: f64) -> f64 {
    format!("{scale:.1e}").parse().unwrap_or(scale)
}

/// The face for a character that the family asked for has not: of the first family that has it, the face nearest in weight
/// and style.
fn fallback() -> FallbackSelectionFn<'static> {
    let first = FontResolver::default_fallback_selector();
    Box::new(move |character, used, faces| {
        let found = first(character, used, faces)?;
        let nearest = nearest(faces, found, *used.first()?);
        Some(nearest.filter(|face| !used.contains(face)).unwrap_or(found))
    })
}

fn nearest(faces: &Database, of: ID, like: ID) -> Option<ID> {
    let (family, wanted) = (&faces.face(of)?.families.first()?.0, faces.face(like)?);
    faces.query(&Query {
        families: &[Family::Name(family)],
        weight: wanted.weight,
        stretch: wanted.stretch,
        style: wanted.style,
    })
}

/// The characters that would be left out.
#[derive(Debug, Default)]
struct Missing {
    characters: BTreeSet<char>,
}

impl Missing {
    fn look(&mut self, group: &Group) {
        for node in group.children() {
            match node {
                Node::Group(group) => self.look(group),
                Node::Text(text) => {
                    let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                    for glyph in glyphs.filter(|glyph| glyph.id.0 == 0) {
                        // A cluster may be drawn in part; what shows nothing anyway is not missed.
                        let seen = glyph.text.chars().filter(|character| !character.is_whitespace());
                        self.characters.extend(seen);
                    }
                }
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }
}
