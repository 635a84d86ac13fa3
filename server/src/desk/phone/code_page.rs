//! `/enrol/phone/<id>`: the code that was sent to a pending phone, for the sign-in or session that it belongs to.

use app::words::phone as words;
use identity::{factor::FactorKind, ids::FactorId, view::phone::PhoneCodeView};

use super::{of_factor, start::asking, texted::texted};
use crate::{
    desk::{
        Fault, Knock,
        enrolling::{self, Enrolling, name::default_name, permit::replaced},
        guard::{self, Hold},
        totp::page::not_here,
    },
    store::factors,
};

pub async fn page(knock: &Knock, id: FactorId) -> Result<PhoneCodeView, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.read().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Read).await?;
    at.may_set_up(FactorKind::Phone)?;
    let account = at.account();
    let row = match factors::find(&mut txn, account.user.id, id).await? {
        Some(row) if at.holds(&row, now) && row.factor.kind == FactorKind::Phone => row,
        other => return Err(not_here(&at, other.as_ref())),
    };
    let all = factors::of_user(&mut txn, account.user.id).await?;
    let replaces = replaced(&mut txn, account.user.id, row.replaces).await?;
    let phone = of_factor(&mut txn, id).await?;
    let texted = texted(&mut txn, &asking(&at, id), now).await?;
    let named = words::name_default(knock.visitor.language, phone.ending.ending());
    Ok(PhoneCodeView {
        factor: id,
        number: phone.ending,
        organisation: guard::organisation_view(account.organisation),
        name: default_name(&named, &all),
        replaces: replaces.map(|old| old.factor),
        texted,
        me: match &at {
            Enrolling::Adding(at) => Some(at.me()),
            Enrolling::Owing(_) => None,
        },
    })
}
