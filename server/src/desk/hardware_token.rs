//! Hardware tokens, whoever acts: their secrets, who gets one, and a code of one spent.

use identity::{
    audit::Event,
    hardware_token::{TokenSeed, name},
    ids::{HardwareTokenId, OrganisationId},
    mail::Occasion,
    time::Timestamp,
    totp::{CodeVerdict, OtpCode},
};

use super::{Fault, Knock, author::Author, check::Account, letters, record::Happened};
use crate::{
    crypto::{seal::SealError, token_codes::TokenCodes},
    store::{
        Error, Txn,
        factors::FactorRow,
        hardware_tokens::{self, NewHolding, Token},
    },
};

/// Judges a code of an active factor, and spends it if it counts. What was spent by somebody else a moment ago is replayed.
pub async fn spend(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    (row, code): (&FactorRow, &OtpCode),
    now: Timestamp,
) -> Result<CodeVerdict, Fault> {
    let (organisation, factor) = (account.organisation.id, row.factor.id);
    let token = hardware_tokens::of_factor(txn, organisation, factor).await?;
    let token =
        token.ok_or_else(|| Error::inconsistent("hardware_tokens", "factor_id", factor.0))?;
    let codes = codes(knock, organisation, &token)?;
    let standing = token.standing;
    let verdict = standing.judge(codes.find(code, standing.steps(now)));
    let CodeVerdict::Accepted { step } = verdict else {
        return Ok(verdict);
    };
    let spent = hardware_tokens::spend(txn, token.id, standing.after(step, now)).await?
        && hardware_tokens::note_use(txn, factor, now).await?;
    Ok(if spent {
        verdict
    } else {
        CodeVerdict::Replayed
    })
}

/// What a token shows. A secret that does not open is trouble, never a wrong code.
pub fn codes(
    knock: &Knock,
    organisation: OrganisationId,
    token: &Token,
) -> Result<TokenCodes, Fault> {
    let keys = knock.desk.keys.seal_seed();
    let mut bytes = keys.open_bytes(&token.secret, &bound_to(organisation, token.id))?;
    let seed = TokenSeed::from_bytes(std::mem::take(&mut *bytes));
    let codes = seed.as_ref().and_then(TokenCodes::of);
    Ok(codes.ok_or(SealError::Malformed)?)
}

/// Sealed under its own row, like the seed of an app: rows cannot be swapped (ASVS 11.3.3).
pub async fn keep_secret(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, id): (OrganisationId, HardwareTokenId),
    seed: &TokenSeed,
) -> Result<(), Fault> {
    let keys = knock.desk.keys.seal_seed();
    let place = bound_to(organisation, id);
    let sealed = keys.seal(seed.as_bytes(), &place, &knock.desk.world)?;
    Ok(hardware_tokens::put_secret(txn, id, &sealed).await?)
}

fn bound_to(organisation: OrganisationId, id: HardwareTokenId) -> String {
    format!("hardware_tokens|{organisation}|{id}|v1")
}

/// Somebody gets a token from stock; it proves nothing before it was activated. None where another had it a moment earlier.
pub async fn give(
    txn: &mut Txn,
    knock: &Knock,
    (account, author): (Account<'_>, Author<'_>),
    (id, serial, model): (HardwareTokenId, &str, &str),
    now: Timestamp,
) -> Result<Option<Happened>, Fault> {
    let Account { organisation, user } = account;
    let name = name(model, serial);
    let holding = NewHolding {
        organisation: organisation.id,
        user: user.id,
        name: name.as_str(),
        ip: &knock.ip(),
        agent: &knock.visitor.agent,
    };
    let factor = hardware_tokens::insert_factor(txn, holding, now).await?;
    if !hardware_tokens::give(txn, id, factor).await? {
        return Ok(None);
    }
    let occasion = Occasion::TokenAssigned {
        name: name.to_string(),
        admin: author.name(),
    };
    letters::tell(txn, knock, (organisation, user), &occasion, now).await?;
    let given = author.did(Event::HardwareTokenAssigned).about(user);
    Ok(Some(
        given
            .factor(factor)
            .with("what", "assigned")
            .with("name", name.as_str())
            .with("serial", serial),
    ))
}
