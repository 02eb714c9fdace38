//! The five lanes, and the lines between them.

use service_blueprint::document::Role;

use crate::Language;

/// A row of the blueprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Lane {
    Evidence,
    Customer,
    Frontstage,
    Backstage,
    Support,
}

impl Lane {
    /// All lanes, top to bottom.
    pub(super) const ALL: [Self; 5] = [
        Self::Evidence,
        Self::Customer,
        Self::Frontstage,
        Self::Backstage,
        Self::Support,
    ];

    /// Whose activities stand in it; evidence does nothing.
    pub(super) fn role(self) -> Option<Role> {
        match self {
            Self::Evidence => None,
            Self::Customer => Some(Role::Customer),
            Self::Frontstage => Some(Role::Frontstage),
            Self::Backstage => Some(Role::Backstage),
            Self::Support => Some(Role::Support),
        }
    }

    pub(super) fn name(self, language: Language) -> &'static str {
        match self {
            Self::Evidence => language.evidence(),
            Self::Customer => language.customer(),
            Self::Frontstage => language.frontstage(),
            Self::Backstage => language.backstage(),
            Self::Support => language.support(),
        }
    }

    /// The class of its cards; `-label` follows where its name and its actors stand.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Customer => "customer",
            Self::Frontstage => "frontstage",
            Self::Backstage => "backstage",
            Self::Support => "support",
        }
    }

    /// The line between the lane above and this one: its class and its name.
    pub(super) fn line_above(self, language: Language) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Evidence | Self::Customer => None,
            Self::Frontstage => Some(("line-of-interaction", language.line_of_interaction())),
            Self::Backstage => Some(("line-of-visibility", language.line_of_visibility())),
            Self::Support => Some(("line-of-internal-interaction", language.line_of_internal_interaction())),
        }
    }
}
