//! What semantic tokens are called: names of our own where the client knows them, else the nearest standard type that it lists.

use tower_lsp::ls_types::{SemanticTokenModifier, SemanticTokenType, SemanticTokensLegend};

use super::abilities::Abilities;
use crate::entities::EntityKind;
use crate::figures::figure::{Figure, Kind};
use crate::figures::unit::UnitKind;

/// The kinds of tokens: few enough to be told apart by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Numbers and quantities.
    Number,
    /// Amounts of money.
    Money,
    /// Shares, percentage points, multiples, fractions, ratios.
    Share,
    /// Dates, periods, times and lengths of time.
    Date,
    /// Ordinals and ranks.
    Rank,
    /// Digits that measure nothing.
    Code,
    /// A company.
    Company,
    /// An organisation.
    Organization,
    /// A project.
    Project,
    /// A person.
    Person,
    /// A place.
    Place,
}

/// Each kind's names, the best first.
const NAMES: [(TokenKind, [&str; 3]); 11] = [
    (TokenKind::Number, ["number", "number", "number"]),
    (TokenKind::Money, ["heshuMoney", "number", "number"]),
    (TokenKind::Share, ["heshuShare", "number", "number"]),
    (TokenKind::Date, ["heshuDate", "number", "number"]),
    (TokenKind::Rank, ["heshuRank", "number", "number"]),
    (TokenKind::Code, ["heshuCode", "string", "string"]),
    (TokenKind::Company, ["heshuCompany", "class", "type"]),
    (TokenKind::Organization, ["heshuOrganization", "interface", "type"]),
    (TokenKind::Project, ["heshuProject", "struct", "type"]),
    (TokenKind::Person, ["heshuPerson", "variable", "type"]),
    (TokenKind::Place, ["heshuPlace", "namespace", "type"]),
];

/// What is told beside the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// The figure is hedged.
    Approximate,
    /// Its digits may be damaged.
    Untrusted,
}

const MODIFIERS: [(Modifier, &str); 2] = [(Modifier::Approximate, "approximate"), (Modifier::Untrusted, "untrusted")];

impl TokenKind {
    /// The kind of a figure: what it measures counts, also where it is a range.
    pub fn of_figure(figure: &Figure) -> TokenKind {
        let unit = figure.unit.filter(|u| u.per.is_none()).map(|u| u.entry.kind);
        match figure.kind {
            Kind::Money => TokenKind::Money,
            Kind::Percent | Kind::PercentagePoint | Kind::Multiple | Kind::Fraction | Kind::Ratio => TokenKind::Share,
            Kind::Date | Kind::DateRange | Kind::Duration | Kind::Time => TokenKind::Date,
            Kind::Ordinal | Kind::Rank => TokenKind::Rank,
            Kind::Code => TokenKind::Code,
            Kind::Range if unit == Some(UnitKind::Money) => TokenKind::Money,
            Kind::Range if matches!(unit, Some(UnitKind::Percent | UnitKind::PercentagePoint | UnitKind::Multiple)) => TokenKind::Share,
            Kind::Number | Kind::Quantity | Kind::Range | Kind::Enumeration => TokenKind::Number,
        }
    }

    /// The kind of an entity.
    pub fn of_entity(kind: EntityKind) -> TokenKind {
        match kind {
            EntityKind::Company => TokenKind::Company,
            EntityKind::Organization => TokenKind::Organization,
            EntityKind::Project => TokenKind::Project,
            EntityKind::Person => TokenKind::Person,
            EntityKind::Place => TokenKind::Place,
        }
    }
}

/// The names that a client is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legend {
    types: Vec<&'static str>,
    modifiers: Vec<&'static str>,
}

impl Legend {
    /// The legend for a client: of our names, those that it lists, and standard ones for the others.
    pub fn of(abilities: &Abilities) -> Legend {
        let mut types = Vec::new();
        for name in NAMES.iter().filter_map(|(kind, _)| name_for(*kind, &abilities.token_types)) {
            if !types.contains(&name) {
                types.push(name);
            }
        }
        let listed = |name: &&str| abilities.token_modifiers.iter().any(|m| m == name);
        Legend { types, modifiers: MODIFIERS.iter().map(|(_, name)| *name).filter(listed).collect() }
    }

    /// Whether the client can show any of our tokens.
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
    }

    /// The number of a kind; `None` where the client shows nothing like it.
    pub fn index(&self, kind: TokenKind) -> Option<u32> {
        let (_, names) = NAMES.iter().find(|(k, _)| *k == kind)?;
        let found = names.iter().find_map(|name| self.types.iter().position(|t| t == name))?;
        Some(found as u32)
    }

    /// The bit of a modifier; 0 where the client does not know it.
    pub fn bit(&self, modifier: Modifier) -> u32 {
        let name = MODIFIERS.iter().find(|(m, _)| *m == modifier).map(|(_, name)| *name);
        self.modifiers.iter().position(|m| Some(*m) == name).map_or(0, |at| 1 << at)
    }

    /// As the capabilities have it.
    pub fn to_lsp(&self) -> SemanticTokensLegend {
        SemanticTokensLegend {
            token_types: self.types.iter().map(|name| SemanticTokenType::new(name)).collect(),
            token_modifiers: self.modifiers.iter().map(|name| SemanticTokenModifier::new(name)).collect(),
        }
    }
}

fn name_for(kind: TokenKind, listed: &[String]) -> Option<&'static str> {
    let (_, names) = NAMES.iter().find(|(k, _)| *k == kind)?;
    names.iter().copied().find(|name| listed.iter().any(|l| l == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn legend(types: &[&str], modifiers: &[&str]) -> Legend {
        let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        Legend::of(&Abilities { token_types: owned(types), token_modifiers: owned(modifiers), ..Abilities::default() })
    }

    #[test]
    fn standard_names_stand_in_for_ours() {
        let standard = legend(&["class", "type", "number", "string"], &["static"]);
        assert_eq!(standard.types, ["number", "string", "class", "type"]);
        assert_eq!((standard.index(TokenKind::Date), standard.index(TokenKind::Project)), (Some(0), Some(3)));
        assert_eq!(standard.bit(Modifier::Untrusted), 0);
    }

    #[test]
    fn ours_are_used_where_they_are_known() {
        let ours = legend(&["number", "heshuDate", "class"], &["untrusted"]);
        assert_eq!(ours.index(TokenKind::Date), Some(1));
        assert_eq!(ours.index(TokenKind::Money), Some(0));
        assert_eq!((ours.bit(Modifier::Approximate), ours.bit(Modifier::Untrusted)), (0, 1));
    }

    #[test]
    fn a_client_without_any_of_them_gets_none() {
        assert!(legend(&["method"], &[]).is_empty());
        assert_eq!(legend(&["string"], &[]).index(TokenKind::Number), None);
    }
}
