//! `/admin/hardware-tokens` and the page of each: devices that show codes, in stock or of somebody. Every change asks for a fresh proof.

use identity::{
    ids::{HardwareTokenId, UserId},
    place::Place,
    refusal::Refusal,
    role::{Act, may, reaches},
    step_up::StepUp,
    turn::Turn,
    view::hardware_tokens::{
        HardwareTokenView, HardwareTokensView, Import, May, TokenMay, TokensQuery,
    },
};

use super::{
    acting::{self, Acting, Within},
    denied::{self, Thing},
};
use crate::{
    desk::{Fault, Knock, step_up},
    store::{
        Txn,
        hardware_tokens::{self, Held, Token},
        users,
    },
};

pub mod activate;
pub mod assign;
pub mod import;
pub mod manage;

const PAGE: u32 = 50;
/// What is echoed of a search: more is no search.
const MOST: usize = 100;

/// Whoever looks after people may look up what they have.
pub async fn list(knock: &Knock, mut query: TokensQuery) -> Result<HardwareTokensView, Fault> {
    let (mut txn, within) = acting::look_in(knock).await?;
    for text in [&mut query.search, &mut query.after] {
        *text = text.chars().take(MOST).collect();
    }
    let organisation = within.organisation.id;
    let mut tokens = hardware_tokens::listed(&mut txn, organisation, &query, PAGE + 1).await?;
    let more = tokens.len() > PAGE as usize;
    tokens.truncate(PAGE as usize);
    let at = &within.admin.signed_in;
    let import = if may(within.admin.role, Act::ImportTokens, None) {
        let due = step_up::due(&mut txn, at, StepUp::ImportTokens, knock.now()).await?;
        due.map_or(Import::Ready, Import::Proof)
    } else {
        Import::NotTheirs
    };
    drop(txn);
    at.touch(knock).await?;
    Ok(HardwareTokensView {
        me: within.admin.me(knock),
        query,
        next: tokens
            .last()
            .filter(|_| more)
            .map(|token| token.serial.to_string()),
        tokens: tokens.into_iter().map(Into::into).collect(),
        import,
    })
}

pub async fn page(knock: &Knock, id: HardwareTokenId) -> Result<HardwareTokenView, Fault> {
    let (txn, within) = acting::look_in(knock).await?;
    let (mut txn, token) = find(txn, knock, &within, id).await?;
    let may = offered(&mut txn, &within, token.held.as_ref()).await?;
    let at = &within.admin.signed_in;
    let due = if may.anything() {
        step_up::due(&mut txn, at, StepUp::ManageToken(id), knock.now()).await?
    } else {
        None
    };
    drop(txn);
    at.touch(knock).await?;
    Ok(HardwareTokenView {
        me: within.admin.me(knock),
        drift: token.standing.drift,
        token: token.into(),
        may,
        due,
    })
}

/// What this admin may do to a token of this owner, as the actions themselves will decide.
async fn offered(txn: &mut Txn, within: &Within, held: Option<&Held>) -> Result<TokenMay, Fault> {
    let role = within.admin.role;
    let Some(held) = held else {
        return Ok(TokenMay {
            assign: may(role, Act::AssignToken, None).into(),
            delete: may(role, Act::ImportTokens, None).into(),
            ..TokenMay::NOTHING
        });
    };
    let owner = users::find(txn, within.organisation.id, held.user).await?;
    let owner = owner.filter(|owner| owner.id != within.admin.signed_in.user.id);
    let reached = |act: Act| -> May {
        let equal = within.organisation.equal_rank;
        owner
            .as_ref()
            .is_some_and(|owner| reaches(equal, role, act, owner.role()))
            .into()
    };
    Ok(TokenMay {
        activate: reached(Act::ActivateToken),
        take_back: reached(if held.state.is_listed() {
            Act::ResetFactors
        } else {
            Act::AssignToken
        }),
        ..TokenMay::NOTHING
    })
}

/// One of the organisation that the request is about.
async fn find(
    mut txn: Txn,
    knock: &Knock,
    within: &Within,
    id: HardwareTokenId,
) -> Result<(Txn, Token), Fault> {
    match hardware_tokens::find(&mut txn, within.organisation.id, id).await? {
        Some(token) => Ok((txn, token)),
        None => Err(denied::not_there(txn, knock, &within.admin, Thing::HardwareToken(id)).await),
    }
}

/// Who has it, looked up without a lock: the owner is locked before the token is looked at again.
async fn owner(knock: &Knock, id: HardwareTokenId) -> Result<UserId, Fault> {
    let (txn, within) = acting::look_in(knock).await?;
    let (_, token) = find(txn, knock, &within, id).await?;
    let held = token.held.map(|held| held.user);
    held.ok_or_else(|| refused(id, Refusal::TokenFree))
}

/// The token that the locked user has.
async fn held_by(
    txn: &mut Txn,
    acting: &Acting,
    id: HardwareTokenId,
) -> Result<(Token, Held), Fault> {
    let token = hardware_tokens::find(txn, acting.organisation.id, id).await?;
    let held = token.and_then(|token| token.held.clone().map(|held| (token, held)));
    held.filter(|(_, held)| held.user == acting.user.id)
        .ok_or_else(|| refused(id, Refusal::ChangedMeanwhile))
}

fn refused(id: HardwareTokenId, why: Refusal) -> Fault {
    Turn::refused(Place::HardwareToken(id), why).into()
}
