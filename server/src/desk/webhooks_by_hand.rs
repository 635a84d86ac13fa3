//! Webhooks at the command line: made, listed, tested, switched, given a new secret and deleted. Audited as such.

use identity::{
    ids::WebhookId,
    name::WebhookName,
    place::FreshWebhook,
    refusal::{Refusal, Refused},
    webhook::{WebhookDeed, subscription::Subscription},
};

use super::{
    Desk, Fault,
    api::issue::By,
    author::Author,
    break_glass::{self, Done},
    webhooks as webhook,
};
use crate::{
    store::{
        Txn,
        organisations::{self, Organisation},
        webhooks::{self, Wanted, Webhook},
    },
    webhooks::target::Target,
};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wish {
    pub organisation: Option<String>,
    pub name: String,
    pub url: String,
    /// Codes; none for all.
    pub events: Vec<String>,
}

async fn organisation(txn: &mut Txn, slug: Option<&str>) -> Result<Option<Organisation>, Fault> {
    Ok(match slug {
        Some(slug) => organisations::by_slug(txn, slug).await?,
        None => organisations::only(txn).await?,
    })
}

const fn by(organisation: &Organisation) -> By<'_> {
    By {
        organisation,
        author: Author::CommandLine,
    }
}

fn parse(desk: &Desk, wish: &Wish) -> Result<Wanted, Refused> {
    let which = if wish.events.is_empty() {
        "all"
    } else {
        "chosen"
    };
    let events = wish.events.iter().map(String::as_str);
    Ok(Wanted {
        name: WebhookName::parse(&wish.name)?.into(),
        url: Target::parse(&wish.url, &desk.config.webhooks)?
            .as_str()
            .to_owned(),
        subscription: Subscription::parse(which, events)?,
    })
}

pub async fn create(desk: &Desk, wish: &Wish) -> Done<FreshWebhook> {
    let wanted = match parse(desk, wish) {
        Ok(wanted) => wanted,
        Err(refused) => return Ok(Err(refused.why)),
    };
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, wish.organisation.as_deref()).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let made = webhook::make(&mut txn, &knock, by(&organisation), &wanted, now).await?;
    txn.commit().await?;
    Ok(made)
}

pub async fn list(desk: &Desk, slug: Option<&str>) -> Done<Vec<Webhook>> {
    let mut txn = desk.db.read().await?;
    let Some(organisation) = organisation(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    Ok(Ok(webhooks::listed(&mut txn, organisation.id).await?))
}

pub async fn carry_out(
    desk: &Desk,
    slug: Option<&str>,
    id: WebhookId,
    deed: WebhookDeed,
) -> Done<Option<FreshWebhook>> {
    let (knock, now) = (break_glass::knock(desk), desk.world.now());
    let mut txn = desk.db.begin().await?;
    let Some(organisation) = organisation(&mut txn, slug).await? else {
        return Ok(Err(Refusal::OrganisationUnknown));
    };
    let Some(found) = webhooks::find(&mut txn, organisation.id, id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    let what = (&found, deed);
    let done = webhook::carry_out(&mut txn, &knock, by(&organisation), what, now).await?;
    txn.commit().await?;
    Ok(done)
}
