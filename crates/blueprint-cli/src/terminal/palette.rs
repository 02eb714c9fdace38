//! The colours: a lane has its own, good and bad on the curve have theirs.

use anstyle::{AnsiColor, Style};
use service_blueprint::document::Role;

/// What is coloured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette;

impl Palette {
    /// Titles and stage names.
    pub(crate) const STRONG: Style = Style::new().bold();
    /// Rules, axes and whatever may stay in the background.
    pub(crate) const QUIET: Style = Style::new().dimmed();
    /// Better than neutral.
    pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
    /// Worse than neutral.
    pub(crate) const BAD: Style = AnsiColor::Red.on_default();
    /// Expectation.
    pub(crate) const EXPECTED: Style = AnsiColor::Cyan.on_default();
    /// Ways.
    pub(crate) const WAY: Style = AnsiColor::Blue.on_default();
    /// Physical evidence, and warnings.
    pub(crate) const EVIDENCE: Style = AnsiColor::Yellow.on_default();
    /// The curve between the moments.
    pub(crate) const CURVE: Style = Style::new();

    /// A lane.
    pub(crate) fn lane(role: Role) -> Style {
        match role {
            Role::Customer => AnsiColor::Blue.on_default(),
            Role::Frontstage => AnsiColor::Green.on_default(),
            Role::Backstage => AnsiColor::Magenta.on_default(),
            Role::Support => AnsiColor::BrightBlack.on_default(),
        }
    }
}
