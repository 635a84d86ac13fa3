//! Customers at the command line: what an operator does in the console, for when there is none yet. Audited as such.

use identity::{
    console::InviteForm, ids::OrganisationId, language::Language, organisation::Slug,
    refusal::Refusal, text::paragraph, view::customers::CustomerRow,
};

use super::{
    Desk, Fault,
    author::Author,
    break_glass::{self, Done, Whom},
    customers::{self as customer, Fate, NewCustomer},
};
use crate::store::{Txn, customers, organisations, users};

/// The longest reason, in characters.
const LONGEST: usize = 500;

/// All of them, deleted ones too.
pub async fn list(desk: &Desk) -> Result<Vec<CustomerRow>, Fault> {
    let mut txn = desk.db.read().await?;
    Ok(customers::all(&mut txn).await?)
}

/// With its default policy, and nobody in it; its short name as it is written from now on.
pub async fn create(desk: &Desk, name: &str, slug: &str) -> Done<Slug> {
    let nobody = InviteForm {
        name: String::new(),
        email: String::new(),
        groups: String::new(),
    };
    let new = match NewCustomer::parse((name, slug), nobody, Language::default()) {
        Ok(new) => new,
        Err(refused) => return Ok(Err(refused.why)),
    };
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let made = customer::create(&mut txn, &knock, Author::CommandLine, &new, now).await?;
    if let Err(refused) = made {
        return Ok(Err(refused.why));
    }
    txn.commit().await?;
    Ok(Ok(new.slug))
}

/// Suspended and deleted with a reason, resumed without.
pub async fn settle(desk: &Desk, slug: &str, fate: Fate, reason: &str) -> Done<()> {
    let reason = match paragraph(reason, LONGEST) {
        Ok(reason) if reason.is_empty() && fate != Fate::Resumed => {
            return Ok(Err(Refusal::ReasonMissing));
        }
        Ok(reason) => reason,
        Err(why) => return Ok(Err(why)),
    };
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(row) = customers::by_slug(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let what = (row.id, fate, reason.as_str());
    if !customer::settle(&mut txn, &knock, Author::CommandLine, what, now).await? {
        return Ok(Err(Refusal::NotAllowed));
    }
    txn.commit().await?;
    Ok(Ok(()))
}

/// Gives a customer to an operator of another organisation.
pub async fn assign(desk: &Desk, slug: &str, operator: &Whom) -> Done<()> {
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let (customer, home) = match two(&mut txn, slug, operator).await? {
        Ok(two) => two,
        Err(why) => return Ok(Err(why)),
    };
    let whom = (customer, home, operator.email.as_str());
    let found = customer::assign(&mut txn, &knock, Author::CommandLine, whom, now).await?;
    if found.is_none() {
        return Ok(Err(Refusal::NotFound));
    }
    txn.commit().await?;
    Ok(Ok(()))
}

/// Takes it back.
pub async fn withdraw(desk: &Desk, slug: &str, operator: &Whom) -> Done<()> {
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let (customer, home) = match two(&mut txn, slug, operator).await? {
        Ok(two) => two,
        Err(why) => return Ok(Err(why)),
    };
    let key = identity::email::lookup_key(&operator.email);
    let Some(user) = users::by_email_key(&mut txn, home, &key).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    let by = Author::CommandLine;
    if !customer::withdraw(&mut txn, &knock, by, (customer, &user), now).await? {
        return Ok(Err(Refusal::NotFound));
    }
    txn.commit().await?;
    Ok(Ok(()))
}

/// The customer, and where the operator is at home.
async fn two(
    txn: &mut Txn,
    slug: &str,
    operator: &Whom,
) -> Result<Result<(OrganisationId, OrganisationId), Refusal>, Fault> {
    let customer = customers::by_slug(txn, slug).await?;
    let home = match &operator.organisation {
        // Suspended or not: taking a customer back must be possible.
        Some(slug) => customers::by_slug(txn, slug).await?.map(|home| home.id),
        None => organisations::only(txn).await?.map(|home| home.id),
    };
    Ok(match (customer, home) {
        (Some(customer), Some(home)) => Ok((customer.id, home)),
        _ => Err(Refusal::OrganisationUnknown),
    })
}
