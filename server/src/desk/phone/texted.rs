//! What a page tells of codes that were sent, or not yet.

use identity::{
    factor::{Factor, FactorKind},
    time::Timestamp,
    view::phone::{CodeSent, Delivery, Texted},
};

use super::{Ask, What, of_factor, send};
use crate::{
    desk::{Fault, check::Account},
    store::{
        Txn,
        phone_codes::{self, Asker},
        phone_messages,
    },
};

/// For one phone. The organisation's budget is told when it is asked for, not before.
pub async fn texted(txn: &mut Txn, ask: &Ask<'_>, now: Timestamp) -> Result<Texted, Fault> {
    let phone = of_factor(txn, ask.factor).await?;
    let live = phone_codes::find(txn, ask.asked())
        .await?
        .filter(|code| code.sent.is_live(now));
    let code = match live {
        None => None,
        Some(code) => Some(CodeSent {
            until: code.sent.expires_at,
            delivery: match phone_messages::tries(txn, code.id).await? {
                None => Delivery::Taken,
                Some(0) => Delivery::Waiting,
                Some(_) => Delivery::Stuck,
            },
        }),
    };
    let counted = send::counted(ask.account, &phone.digest, ask.what.to_number());
    let reached = send::reached(txn, counted, 0, now).await?;
    Ok(Texted {
        factor: ask.factor,
        code,
        again_at: reached.map(|reached| reached.until),
    })
}

/// For each phone among these.
pub async fn all(
    txn: &mut Txn,
    (account, by, what): (Account<'_>, Asker<'_>, What<'_>),
    factors: &[Factor],
    now: Timestamp,
) -> Result<Vec<Texted>, Fault> {
    let mut all = Vec::new();
    for factor in factors.iter().filter(|one| one.kind == FactorKind::Phone) {
        let ask = Ask {
            account,
            factor: factor.id,
            by,
            what,
        };
        all.push(texted(txn, &ask, now).await?);
    }
    Ok(all)
}
