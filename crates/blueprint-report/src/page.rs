//! What all pages are made of: one self-contained HTML page with a sentence, contents and parts.

pub(crate) mod cell;
pub(crate) mod chart;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::text::{FAMILY, clean};
use crate::{Language, Theme};
use cell::name;

/// A page.
pub(crate) struct Page<'p> {
    pub(crate) language: Language,
    pub(crate) theme: Theme,
    /// What the browser's tab says.
    pub(crate) title: &'p str,
    /// What kind of page it is.
    pub(crate) kind: &'p str,
    pub(crate) heading: &'p str,
    /// What stands below the heading.
    pub(crate) about: Option<&'p str>,
    /// What the whole page comes to.
    pub(crate) sentence: &'p str,
    /// Rules beside those that every page has.
    pub(crate) style: &'p str,
    pub(crate) scripts: Scripts,
    pub(crate) parts: Vec<Part>,
}

/// Whether a page has scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scripts {
    /// Those of the page itself.
    Own,
    /// None, and the browser runs none.
    None,
}

impl Scripts {
    /// Nothing is loaded from anywhere: styles and scripts are those of the page.
    fn policy(self) -> &'static str {
        match self {
            Self::Own => "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:",
            Self::None => "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        }
    }
}

/// Sorting, and links into everyone's picture.
const SCRIPT: &str = include_str!("page/page.js");

/// The rules of every page. Colours are `var(--part)`, rows of the theme's table.
const SHEET: &str = include_str!("page/page.css");

/// What a part says.
pub(crate) struct Section {
    pub(crate) id: &'static str,
    pub(crate) heading: &'static str,
    /// What it shows, in a sentence or two.
    pub(crate) lead: Option<String>,
    pub(crate) body: Markup,
}

/// A part of the page, with its place in the contents.
pub(crate) struct Part {
    pub(crate) id: &'static str,
    pub(crate) heading: &'static str,
    pub(crate) markup: Markup,
}

impl From<Section> for Part {
    fn from(section: Section) -> Self {
        let Section {
            id,
            heading,
            lead,
            body,
        } = section;
        let markup = html! {
            section id=(id) aria-labelledby={ (id) "-heading" } {
                div.head {
                    h2 id={ (id) "-heading" } { (heading) }
                    @if let Some(lead) = lead { p.lead { (lead) } }
                }
                (body)
            }
        };
        Self { id, heading, markup }
    }
}

impl Page<'_> {
    /// The page, from the type of the document to its end.
    pub(crate) fn markup(&self) -> Markup {
        let say = self.language;
        html! {
            (DOCTYPE)
            html lang=(say.tag()) {
                (self.head())
                body {
                    a.skip href="#main" { (say.skip_to_content()) }
                    header.top {
                        p.kind { (self.kind) }
                        h1 { (name(self.heading)) }
                        @if let Some(about) = self.about {
                            p.about { (name(about)) }
                        }
                        p.sentence { (clean(self.sentence)) }
                    }
                    nav.contents aria-label=(say.contents()) {
                        ol {
                            @for part in &self.parts {
                                li { a href={ "#" (part.id) } { (part.heading) } }
                            }
                        }
                    }
                    main #main tabindex="-1" {
                        @for part in &self.parts { (part.markup) }
                    }
                    footer.foot { p { (say.made_with(env!("CARGO_PKG_VERSION"))) } }
                    @if self.scripts == Scripts::Own { script { (PreEscaped(SCRIPT)) } }
                }
            }
        }
    }

    fn head(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(self.scripts.policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(color_scheme(self.theme));
                meta name="generator" content={ "blueprint-report " (env!("CARGO_PKG_VERSION")) };
                title { (clean(self.title)) }
                style { (PreEscaped(self.sheet())) }
            }
        }
    }

    /// Everything between the style tags: colours of the theme, then the page, then what is its own.
    fn sheet(&self) -> String {
        [
            self.theme.variables().as_str(),
            &format!(":root{{--family:{FAMILY}}}"),
            SHEET,
            self.style,
        ]
        .join("\n")
    }
}

/// What the browser's own parts, such as scroll bars, should look like.
fn color_scheme(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Auto => "light dark",
    }
}
