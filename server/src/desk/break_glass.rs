//! Break-glass: what an admin could do, when no admin can. At the command line, audited as such.

use std::net::{IpAddr, Ipv4Addr};

use identity::{
    access_pass::PassLife, console::InviteForm, email::lookup_key, justification::Why,
    language::Language, refusal::Refusal, reset::ReasonKind, role::Role, secret::Secret,
    text::paragraph, user::UserStatus, visitor::Visitor,
};

use super::{
    Desk, Fault, Knock,
    access_pass::give,
    author::Author,
    guard::Hold,
    invitation::{self, Newcomer},
    record::record,
    reset::{self, Order},
    role_change::{self, is_last_admin},
};
use crate::store::{
    Txn,
    organisations::{self, Organisation},
    users::{self, User},
    users_write,
};

/// The longest reason, in characters.
const MOST: usize = 500;

/// Who is meant.
#[derive(Clone, Debug)]
pub struct Whom {
    /// The short name; not needed where there is one organisation.
    pub organisation: Option<String>,
    pub email: String,
}

/// What came of it: a refusal is a plain answer here.
pub type Done<T> = Result<Result<T, Refusal>, Fault>;

/// The machine itself knocks.
pub(super) fn knock(desk: &Desk) -> Knock {
    let (request, now) = (desk.world.request_id(), desk.world.now());
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    desk.knock(&Visitor::stranger(
        request,
        now,
        here,
        "latchkey".to_owned(),
    ))
}

async fn organisation(txn: &mut Txn, whom: &Whom) -> Result<Option<Organisation>, Fault> {
    Ok(match &whom.organisation {
        Some(slug) => organisations::by_slug(txn, slug).await?,
        None => organisations::only(txn).await?,
    })
}

/// The user, and with them all admins, locked.
async fn user(
    txn: &mut Txn,
    organisation: &Organisation,
    whom: &Whom,
) -> Result<Option<User>, Fault> {
    let found = users::by_email_key(txn, organisation.id, &lookup_key(&whom.email)).await?;
    let Some(found) = found else { return Ok(None) };
    users_write::lock_with_admins(txn, organisation.id, (found.id, found.id)).await?;
    Ok(users::find_locked(txn, organisation.id, found.id).await?)
}

/// Force MFA reset, for when the last admin lost the phone.
pub async fn reset_mfa(desk: &Desk, whom: &Whom, reason: String) -> Done<()> {
    let text = match why(&reason) {
        Ok(text) => text,
        Err(why) => return Ok(Err(why)),
    };
    let (knock, now) = (knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, whom).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let Some(user) = user(&mut txn, &organisation, whom).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if user.standing.status == UserStatus::Invited {
        return Ok(Err(Refusal::NotAllowed));
    }
    let plan = reset::look(&mut txn, &user, Hold::Lock, now).await?;
    let why = Why {
        kind: ReasonKind::Other,
        text,
        verification: None,
    };
    let order = Order {
        organisation: &organisation,
        user: &user,
        author: Author::CommandLine,
        plan,
        why,
    };
    let events = reset::reset(&mut txn, &knock, order, now).await?;
    record(&mut txn, &knock, organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// An access pass for a user, told to whoever typed the command: where a reset asks for one, and no admin can give it.
pub async fn access_pass(desk: &Desk, whom: &Whom, life: PassLife, reason: String) -> Done<Secret> {
    let text = match why(&reason) {
        Ok(text) => text,
        Err(why) => return Ok(Err(why)),
    };
    let knock = knock(desk);
    let drawn = give::draw(&knock).await?;
    let (now, mut txn) = (desk.world.now(), desk.db.begin().await?);
    let Some(organisation) = organisation(&mut txn, whom).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let Some(user) = user(&mut txn, &organisation, whom).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if !user.is_active() {
        return Ok(Err(Refusal::NotAllowed));
    }
    let order = give::Order {
        organisation: &organisation,
        user: &user,
        author: Author::CommandLine,
        life,
        why: Why {
            kind: ReasonKind::Other,
            text,
            verification: None,
        },
    };
    let (fresh, issued) = give::give(&mut txn, &knock, order, drawn, now).await?;
    record(&mut txn, &knock, organisation.id, [issued], now).await?;
    txn.commit().await?;
    Ok(Ok(fresh.pass))
}

/// A reason that says something.
fn why(reason: &str) -> Result<String, Refusal> {
    let text = paragraph(reason, MOST)?;
    if text.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    Ok(text)
}

/// Grants a role, or takes it away with none. The last org admin keeps it here as well.
pub async fn set_role(desk: &Desk, whom: &Whom, role: Option<Role>) -> Done<()> {
    let (knock, now) = (knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, whom).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let Some(user) = user(&mut txn, &organisation, whom).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if user.role() == role {
        return Ok(Ok(()));
    }
    if role < user.role() && is_last_admin(&mut txn, &user).await? {
        return Ok(Err(Refusal::LastAdmin));
    }
    let author = Author::CommandLine;
    let events = role_change::change(
        &mut txn,
        &knock,
        (&organisation, author),
        (&user, role),
        now,
    )
    .await?;
    record(&mut txn, &knock, organisation.id, events, now).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// Invites somebody, or once more whoever has not come yet. The link is told, since mail may be what is broken.
pub async fn invite(desk: &Desk, whom: &Whom, name: String) -> Done<Secret> {
    let form = InviteForm {
        name,
        email: whom.email.clone(),
        groups: String::new(),
    };
    let newcomer = match Newcomer::parse(&form, Language::default()) {
        Ok(newcomer) => newcomer,
        Err(refused) => return Ok(Err(refused.why)),
    };
    let (knock, now) = (knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, whom).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let by = (&organisation, Author::CommandLine);
    let sent = match user(&mut txn, &organisation, whom).await? {
        Some(user) if user.standing.status == UserStatus::Invited => {
            Some(invitation::again(&mut txn, &knock, by, user, now).await?)
        }
        Some(_) => None,
        None => invitation::invite(&mut txn, &knock, by, &newcomer, now).await?,
    };
    let Some(sent) = sent else {
        return Ok(Err(Refusal::EmailTaken));
    };
    record(&mut txn, &knock, organisation.id, [sent.event], now).await?;
    txn.commit().await?;
    Ok(Ok(sent.link))
}
