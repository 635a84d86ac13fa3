//! "Trouble signing in?": the help line for strangers, the admins by name for those who proved the password.

use identity::{
    policy::Next,
    time::Timestamp,
    view::{
        access_pass::PassWanted,
        help::{Admin, Blocked, HelpView, KnownHelp},
    },
};

use super::{
    Fault, Knock,
    guard::{self, Hold, InSignIn},
    sign_in::page::named,
};
use crate::store::{Txn, organisations::Organisation, requests, users};

pub async fn page(knock: &Knock, slug: Option<&str>) -> Result<HelpView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    if knock.visitor.sign_in.is_some()
        && let Ok(at) = guard::in_sign_in(&mut txn, knock, Hold::Read).await
    {
        return known(&mut txn, at, knock.now()).await;
    }
    let slug = slug.or(knock.visitor.host_organisation.as_deref());
    let organisation = named(&mut txn, slug).await?;
    Ok(HelpView {
        help_line: organisation
            .as_ref()
            .map(|organisation| organisation.help_line.clone())
            .unwrap_or_default(),
        organisation: organisation.as_ref().map(guard::organisation_view),
        known: None,
    })
}

async fn known(txn: &mut Txn, at: InSignIn, now: Timestamp) -> Result<HelpView, Fault> {
    let takes_pass = PassWanted::at(&at.next).is_some();
    let blocked = match at.next {
        Next::WindowPassed => Some(Blocked::WindowPassed),
        Next::NoWayIn => Some(Blocked::NoWayIn),
        _ => None,
    };
    Ok(HelpView {
        organisation: Some(guard::organisation_view(&at.organisation)),
        help_line: at.organisation.help_line.clone(),
        known: Some(KnownHelp {
            admins: admins(txn, &at.organisation).await?,
            contact: at.organisation.contact.clone(),
            asked: requests::asked(txn, at.user.id, now).await?,
            blocked,
            can_go_back: blocked.is_none(),
            takes_pass,
        }),
    })
}

/// The admins of an organisation, as its members see them.
pub async fn admins(txn: &mut Txn, organisation: &Organisation) -> Result<Vec<Admin>, Fault> {
    let admins = users::admins(txn, organisation.id).await?;
    Ok(admins
        .into_iter()
        .filter_map(|user| {
            user.role().map(|role| Admin {
                name: user.name,
                email: user.email,
                role,
            })
        })
        .collect())
}
