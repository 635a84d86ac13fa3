//! The token that somebody has signs them in from now on, since a code of it was read out: after it was given, after a reset, and to
//! find one again whose button was pressed too often.

use identity::{
    audit::Event,
    console::ActivateTokenForm,
    factor::{FactorKind, FactorState},
    hardware_token::{OathKind, after_wrong, name},
    mail::Occasion,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal, Refused},
    role::Act,
    session::EndCause,
    step_up::StepUp,
    time::Timestamp,
    totp::OtpCode,
    turn::Turn,
};

use super::{
    super::acting::{self, Acting},
    held_by, owner,
};
use crate::{
    crypto::token_codes::TokenCodes,
    desk::{
        Fault, Knock, author::Author, ended, enrolling::settled::settled, hardware_token, letters,
        record::record, step_up,
    },
    store::{
        Txn, factors,
        hardware_tokens::{self, Held, Token},
        policies,
    },
};

pub async fn submit(knock: &Knock, form: &ActivateTokenForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let (id, place) = (form.token, Place::HardwareToken(form.token));
    let owner = owner(knock, id).await?;
    let (mut txn, acting) = acting::on(knock, owner, Act::ActivateToken).await?;
    let (token, held) = held_by(&mut txn, &acting, id).await?;
    let at = &acting.admin.signed_in;
    // A wrong code costs a try and no proof: the next one is typed at once.
    let action = StepUp::ManageToken(id);
    if step_up::due(&mut txn, at, action, now).await?.is_some() {
        return Ok(Turn::refused(place, Refusal::ProveFirst));
    }
    if now < token.allowed_at {
        let why = Refusal::TryAgainAt(token.allowed_at).at(Field::Code);
        return Ok(Turn::refused(place, why));
    }
    let policy = policies::of_user(&mut txn, acting.organisation.id, owner).await?;
    let kinds = policy.rules.kinds_for(acting.user.role());
    if !kinds.contains(FactorKind::HardwareToken) {
        return Ok(Turn::refused(place, Refusal::TokenNotAllowed));
    }
    let codes = hardware_token::codes(knock, acting.organisation.id, &token)?;
    let step = match typed(form, token.standing.kind) {
        Ok(typed) => match step(&codes, &token, &typed, now) {
            Some(step) => step,
            None => return wrong(txn, knock, &acting, (&token, &held), now).await,
        },
        // What could be no code is not looked at, and so no try.
        Err(why) => return Ok(Turn::refused(place, why)),
    };
    step_up::take(&mut txn, at, action, now).await?;
    // Nothing is confirmed or spent meanwhile.
    let row = factors::find_locked(&mut txn, owner, held.factor).await?;
    let after = token.standing.after(step, now);
    let activated = row.is_some()
        && hardware_tokens::spend(&mut txn, id, after).await?
        && hardware_tokens::activate_factor(&mut txn, held.factor, now).await?;
    if !activated {
        return Ok(Turn::refused(place, Refusal::ChangedMeanwhile));
    }
    tell(&mut txn, knock, &acting, (&token, &held), now).await?;
    txn.commit().await?;
    let notice = Notice::TokenActivated {
        serial: token.serial.to_string(),
        name: acting.user.name,
    };
    Ok(Turn::to(place).saying(notice))
}

/// One code where a clock moves the token on, two in a row where a button does.
enum Typed {
    One(OtpCode),
    Pair(OtpCode, OtpCode),
}

fn typed(form: &ActivateTokenForm, kind: OathKind) -> Result<Typed, Refused> {
    let code = OtpCode::parse(form.code.reveal());
    match kind {
        OathKind::Totp30 | OathKind::Totp60 => code
            .map(Typed::One)
            .ok_or(Refusal::TokenCodeWrong.at(Field::Code)),
        OathKind::Hotp => {
            let first = code.ok_or(Refusal::TokenCodesWrong.at(Field::Code))?;
            let second = OtpCode::parse(form.second.reveal());
            let second = second.ok_or(Refusal::TokenCodesWrong.at(Field::SecondCode))?;
            Ok(Typed::Pair(first, second))
        }
    }
}

fn step(codes: &TokenCodes, token: &Token, typed: &Typed, now: Timestamp) -> Option<i64> {
    let searched = token.standing.searched(now);
    match typed {
        Typed::One(code) => codes.find(code, searched),
        Typed::Pair(first, second) => codes.find_pair((first, second), searched),
    }
}

/// Counted and written down, whoever guesses.
async fn wrong(
    mut txn: Txn,
    knock: &Knock,
    acting: &Acting,
    (token, held): (&Token, &Held),
    now: Timestamp,
) -> Result<Turn, Fault> {
    let counted = after_wrong(token.tries, now);
    hardware_tokens::count_wrong(&mut txn, token.id, counted).await?;
    let failed = Author::Admin(&acting.admin.signed_in.user)
        .did(Event::ChallengeFailed)
        .about(&acting.user)
        .factor(held.factor)
        .with("kind", FactorKind::HardwareToken.code())
        .with("what", "activation");
    record(&mut txn, knock, acting.organisation.id, [failed], now).await?;
    txn.commit().await?;
    let why = match token.standing.kind {
        OathKind::Totp30 | OathKind::Totp60 => Refusal::TokenCodeWrong,
        OathKind::Hotp => Refusal::TokenCodesWrong,
    };
    Ok(Turn::refused(
        Place::HardwareToken(token.id),
        why.at(Field::Code),
    ))
}

/// As after any factor that was confirmed: no second door stays open behind it, and its owner hears of it.
async fn tell(
    txn: &mut Txn,
    knock: &Knock,
    acting: &Acting,
    (token, held): (&Token, &Held),
    now: Timestamp,
) -> Result<(), Fault> {
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    let author = Author::Admin(&admin.signed_in.user);
    settled(txn, user.id).await?;
    // A change of factors like any other (ASVS 7.4.3); one that signed in already was only found again.
    let ended = match held.state {
        FactorState::Active => None,
        _ => ended::all(txn, author, user, EndCause::FactorChange.code()).await?,
    };
    let name = name(&token.model, token.serial.as_str());
    let occasion = Occasion::FactorAdded {
        factor: held.factor,
        name: name.to_string(),
    };
    letters::tell(txn, knock, (organisation, user), &occasion, now).await?;
    let activated = author
        .did(Event::HardwareTokenActivated)
        .about(user)
        .factor(held.factor)
        .with("name", name.as_str())
        .with("serial", token.serial.as_str())
        .with("before", held.state.code());
    let events = std::iter::once(activated).chain(ended);
    record(txn, knock, organisation.id, events, now).await
}
