//! `/admin/webhooks` and the page of each: endpoints that are told of audit events. Every change asks for a fresh proof.

use identity::{
    console::WebhookForm,
    ids::WebhookId,
    name::WebhookName,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal, Refused},
    role::Act,
    step_up::StepUp,
    turn::Turn,
    view::webhooks::{WebhookRow, WebhookView, WebhooksView},
    webhook::{
        WebhookDeed,
        subscription::{Subscription, brief},
    },
};

use super::{
    acting::{self, Within},
    denied::{self, Thing},
};
use crate::{
    config::Webhooks as Rules,
    desk::{Fault, Knock, api::issue::By, author::Author, step_up, webhooks as webhook},
    store::{
        Txn, webhook_deliveries,
        webhooks::{self, Wanted, Webhook},
    },
    webhooks::target::Target,
};

const ACT: Act = Act::ManageWebhooks;
/// So many deliveries stand on a page.
const LOG: i64 = 50;

pub async fn list(knock: &Knock) -> Result<WebhooksView, Fault> {
    let (mut txn, within) = acting::look_to(knock, ACT).await?;
    let at = &within.admin.signed_in;
    let webhooks = webhooks::listed(&mut txn, within.organisation.id).await?;
    let due = step_up::due(&mut txn, at, StepUp::CreateWebhook, knock.now()).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(WebhooksView {
        me: within.admin.me(knock),
        webhooks: webhooks.into_iter().map(row).collect(),
        due,
    })
}

pub async fn page(knock: &Knock, id: WebhookId) -> Result<WebhookView, Fault> {
    let (txn, within) = acting::look_to(knock, ACT).await?;
    let (mut txn, webhook) = find(txn, knock, &within, id).await?;
    let at = &within.admin.signed_in;
    let deliveries = webhook_deliveries::log(&mut txn, id, LOG).await?;
    let due = step_up::due(&mut txn, at, StepUp::ManageWebhook(id), knock.now()).await?;
    drop(txn);
    at.touch(knock).await?;
    let mut webhook = row(webhook);
    webhook.old_secret_until = webhook
        .old_secret_until
        .filter(|until| *until > knock.now());
    Ok(WebhookView {
        me: within.admin.me(knock),
        webhook,
        deliveries,
        due,
    })
}

fn row(webhook: Webhook) -> WebhookRow {
    WebhookRow {
        id: webhook.id,
        name: webhook.name,
        url: webhook.url,
        subscription: webhook.subscription,
        state: webhook.state,
        failing_since: webhook.failing_since,
        last_taken_at: webhook.last_taken_at,
        old_secret_until: webhook.old_secret_until,
    }
}

/// One of the organisation that the request is about.
async fn find(
    mut txn: Txn,
    knock: &Knock,
    within: &Within,
    id: WebhookId,
) -> Result<(Txn, Webhook), Fault> {
    match webhooks::find(&mut txn, within.organisation.id, id).await? {
        Some(webhook) => Ok((txn, webhook)),
        None => Err(denied::not_there(txn, knock, &within.admin, Thing::Webhook(id)).await),
    }
}

fn by(within: &Within) -> By<'_> {
    By {
        organisation: &within.organisation,
        author: Author::Admin(&within.admin.signed_in.user),
    }
}

fn parse(form: &WebhookForm, rules: &Rules) -> Result<Wanted, Refused> {
    let name = WebhookName::parse(&form.name).map_err(|why| why.at(Field::Name))?;
    let target = Target::parse(&form.url, rules).map_err(|why| why.at(Field::Url))?;
    let events = form.events.iter().map(String::as_str);
    Ok(Wanted {
        name: name.into(),
        url: target.as_str().to_owned(),
        subscription: Subscription::parse(&form.which, events)?,
    })
}

/// What was typed, as the form takes it back.
fn typed<'a>(form: &'a WebhookForm, ticked: &'a str) -> [(&'static str, &'a str); 4] {
    [
        ("name", &form.name),
        ("url", &form.url),
        ("which", &form.which),
        ("events", ticked),
    ]
}

pub async fn create(knock: &Knock, form: &WebhookForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let ticked = brief(form.events.iter().map(String::as_str));
    let typed = typed(form, &ticked);
    let (mut txn, within) = acting::act(knock, ACT).await?;
    let refuse = |why: Refused| Ok(Turn::refused(Place::Webhooks, why).keeping(&typed));
    let wanted = match parse(form, &knock.desk.config.webhooks) {
        Ok(wanted) => wanted,
        Err(why) => return refuse(why),
    };
    step_up::take(
        &mut txn,
        &within.admin.signed_in,
        StepUp::CreateWebhook,
        now,
    )
    .await
    .map_err(|fault| fault.keeping(&typed))?;
    let fresh = match webhook::make(&mut txn, knock, by(&within), &wanted, now).await? {
        Ok(fresh) => fresh,
        Err(why) => return refuse(why.into()),
    };
    txn.commit().await?;
    Ok(Turn::to(Place::Webhook(fresh.webhook))
        .saying(Notice::WebhookCreated(wanted.name))
        .signing(fresh))
}

pub async fn save(knock: &Knock, id: WebhookId, form: &WebhookForm) -> Result<Turn, Fault> {
    let (now, back) = (knock.now(), Place::Webhook(id));
    let ticked = brief(form.events.iter().map(String::as_str));
    let typed = typed(form, &ticked);
    let (txn, within) = acting::act(knock, ACT).await?;
    let (mut txn, found) = find(txn, knock, &within, id).await?;
    let wanted = match parse(form, &knock.desk.config.webhooks) {
        Ok(wanted) => wanted,
        Err(why) => return Ok(Turn::refused(back, why).keeping(&typed)),
    };
    let action = StepUp::ManageWebhook(id);
    step_up::take(&mut txn, &within.admin.signed_in, action, now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    webhook::change(&mut txn, knock, by(&within), (&found, &wanted), now).await?;
    txn.commit().await?;
    Ok(Turn::to(back).saying(Notice::WebhookSaved(wanted.name)))
}

/// A test sends what the endpoint would be told anyway to where it is told already: it asks for no proof.
pub async fn manage(knock: &Knock, id: WebhookId, deed: &str) -> Result<Turn, Fault> {
    let (now, back) = (knock.now(), Place::Webhook(id));
    let (txn, within) = acting::act(knock, ACT).await?;
    let (mut txn, found) = find(txn, knock, &within, id).await?;
    let Ok(deed) = deed.parse::<WebhookDeed>() else {
        return Ok(Turn::refused(back, Refusal::Malformed));
    };
    if deed != WebhookDeed::Test {
        let action = StepUp::ManageWebhook(id);
        step_up::take(&mut txn, &within.admin.signed_in, action, now).await?;
    }
    let done = webhook::carry_out(&mut txn, knock, by(&within), (&found, deed), now).await?;
    let fresh = match done {
        Ok(fresh) => fresh,
        Err(why) => return Ok(Turn::refused(back, why)),
    };
    txn.commit().await?;
    let name = found.name;
    let (place, notice) = match deed {
        WebhookDeed::SwitchOn => (back, Notice::WebhookOn(name)),
        WebhookDeed::SwitchOff => (back, Notice::WebhookOff(name)),
        WebhookDeed::Rotate => (back, Notice::WebhookRotated(name)),
        WebhookDeed::Test => (back, Notice::WebhookTested(name)),
        WebhookDeed::Delete => (Place::Webhooks, Notice::WebhookDeleted(name)),
    };
    let turn = Turn::to(place).saying(notice);
    Ok(fresh.into_iter().fold(turn, Turn::signing))
}
