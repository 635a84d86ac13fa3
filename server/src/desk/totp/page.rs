//! `/enrol/totp/<id>`: the secret of a pending factor, for the sign-in or session that it belongs to.

use identity::{
    factor::{FactorKind, FactorState},
    ids::FactorId,
    language::Language,
    place::Place,
    refusal::Refusal,
    turn::{Away, Turn},
    view::enrolment::TotpView,
};

use app::words::enrol as words;

use crate::{
    desk::{
        Fault, Knock, check,
        enrolling::{self, Enrolling, name::default_name, permit::replaced},
        guard::{self, Hold},
    },
    store::factors::{self, FactorRow},
};

pub async fn page(knock: &Knock, id: FactorId) -> Result<TotpView, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.read().await?;
    let at = enrolling::who(&mut txn, knock, Hold::Read).await?;
    at.may_set_up(FactorKind::Totp)?;
    let account = at.account();
    let row = factors::find(&mut txn, account.user.id, id).await?;
    let row = match row {
        Some(row) if at.holds(&row, now) => row,
        other => return Err(not_here(&at, other.as_ref())),
    };
    let all = factors::of_user(&mut txn, account.user.id).await?;
    let replaces = replaced(&mut txn, account.user.id, row.replaces).await?;
    let seed = check::open_secret(knock, account, &row)?;
    Ok(TotpView {
        factor: id,
        uri: seed.uri(&account.organisation.name, &account.user.email),
        grouped: seed.grouped(),
        organisation: guard::organisation_view(account.organisation),
        account: account.user.email.clone(),
        name: default_name(device(knock.visitor.language, &knock.visitor.agent), &all),
        replaces: replaces.map(|old| old.factor),
        expires_at: row.expires_at.unwrap_or(now),
        me: match &at {
            Enrolling::Adding(at) => Some(at.me()),
            Enrolling::Owing(_) => None,
        },
    })
}

/// A pending factor that ran out, one that is confirmed already (the way back in the browser), or none of theirs.
pub fn not_here(at: &Enrolling, row: Option<&FactorRow>) -> Fault {
    match (at, row) {
        (_, Some(row)) if at.began(row) => Turn::refused(Place::Enrol, Refusal::Expired).into(),
        // Somebody else's sign-in or session began it: nothing of it is shown, not even that it exists.
        (Enrolling::Adding(_), Some(row)) if row.factor.state != FactorState::Pending => {
            Turn::to(Place::Account).into()
        }
        (Enrolling::Owing(_), _) => Turn::refused(Place::Enrol, Refusal::Expired).into(),
        (Enrolling::Adding(_), _) => Away::NotFound.into(),
    }
}

/// What most people scan the picture with; on a phone, what the browser says that it runs on. Its kind stands beside the
/// name wherever it is shown, so the name does not say it again.
fn device(language: Language, agent: &str) -> &'static str {
    let says = |word: &str| agent.contains(word);
    if says("iPhone") {
        "iPhone"
    } else if says("iPad") {
        "iPad"
    } else if says("Android") && says("Mobile") {
        words::name_android(language)
    } else {
        words::name_phone(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_named_after_the_phone() {
        let named = |agent| device(Language::En, agent);
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1";
        let android = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36";
        let desk = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
        assert_eq!(
            [iphone, android, desk, ""].map(named),
            ["iPhone", "Android phone", "Phone", "Phone"]
        );
    }
}
