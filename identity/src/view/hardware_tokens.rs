//! The console's hardware tokens: those in stock, and those that somebody has.

use crate::{
    factor::FactorState,
    hardware_token::OathKind,
    ids::{FactorId, HardwareTokenId, UserId},
    time::Timestamp,
    view::{account::Me, prove::ProveView},
};

/// What of the list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokensQuery {
    /// What the serial number, or the address of who has it, begins with.
    pub search: String,
    /// The last serial number of the page before.
    pub after: String,
}

/// `/admin/hardware-tokens`.
#[derive(Clone, Debug)]
pub struct HardwareTokensView {
    pub me: Me,
    pub query: TokensQuery,
    /// By serial number.
    pub tokens: Vec<TokenRow>,
    /// The last serial number of this page, if there is another.
    pub next: Option<String>,
    pub import: Import,
}

/// Whether a file may be imported.
#[derive(Clone, Debug)]
pub enum Import {
    /// Not with this role.
    NotTheirs,
    Proof(ProveView),
    Ready,
}

/// A token, without its secret, which no page ever shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    pub id: HardwareTokenId,
    pub serial: String,
    pub kind: OathKind,
    /// May be empty, as in the file.
    pub manufacturer: String,
    pub model: String,
    pub imported_at: Timestamp,
    /// None while it is in stock.
    pub holder: Option<Holder>,
}

/// Who has a token, and whether it signs them in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub factor: FactorId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub state: FactorState,
    pub last_used_at: Option<Timestamp>,
}

/// `/admin/hardware-tokens/<id>`.
#[derive(Clone, Debug)]
pub struct HardwareTokenView {
    pub me: Me,
    pub token: TokenRow,
    /// Steps that its clock is ahead of ours.
    pub drift: i64,
    pub may: TokenMay,
    /// The proof that every change asks for.
    pub due: Option<ProveView>,
}

/// What the admin may do to a token as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenMay {
    pub assign: May,
    pub activate: May,
    pub take_back: May,
    pub delete: May,
}

/// Whether something is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    Yes,
    No,
}

impl TokenMay {
    pub const NOTHING: Self = Self {
        assign: May::No,
        activate: May::No,
        take_back: May::No,
        delete: May::No,
    };

    /// Whether there is anything to be done, and so a proof to be given.
    pub fn anything(self) -> bool {
        self != Self::NOTHING
    }
}

impl May {
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }
}

impl From<bool> for May {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}
