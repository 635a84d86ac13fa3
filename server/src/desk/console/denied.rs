//! What an admin reached for and may not have: written down, and answered like everything that is not there.

use identity::{
    audit::Event,
    ids::{
        AdminRequestId, BulkResetId, CredentialId, FactorId, HardwareTokenId, OrganisationId,
        PolicyId, UserId, WebhookId,
    },
    turn::Away,
};

use crate::{
    desk::{
        Fault, Knock,
        guard::{self, AdminOf, Hold},
        record::{Happened, record},
    },
    store::{
        Txn, api_credentials, bulk_resets, customers, factors, hardware_tokens, policies_write,
        requests, users::User, users_write, webhooks,
    },
};

/// What was named by its id.
#[derive(Clone, Copy, Debug)]
pub enum Thing {
    User(UserId),
    Policy(PolicyId),
    BulkReset(BulkResetId),
    Credential(CredentialId),
    Factor(FactorId),
    Request(AdminRequestId),
    Customer(OrganisationId),
    Webhook(WebhookId),
    HardwareToken(HardwareTokenId),
}

/// There is no such thing in this organisation. If there is one elsewhere, somebody reached over, and that is written down;
/// the answer is the same (case T-01).
pub async fn not_there(txn: Txn, knock: &Knock, admin: &AdminOf, thing: Thing) -> Fault {
    let outcome = async {
        txn.roll_back().await?;
        let mut txn = knock.desk.db.begin().await?;
        let own = admin.signed_in.organisation.id;
        let (kind, id, elsewhere) = match thing {
            Thing::User(id) => (
                "user",
                id.0,
                users_write::exists_anywhere(&mut txn, id).await?,
            ),
            Thing::Policy(id) => (
                "policy",
                id.0,
                policies_write::exists_anywhere(&mut txn, id).await?,
            ),
            Thing::BulkReset(id) => (
                "bulk_reset",
                id.0,
                bulk_resets::is_elsewhere(&mut txn, own, id).await?,
            ),
            Thing::Request(id) => (
                "request",
                id.0,
                requests::is_elsewhere(&mut txn, own, id).await?,
            ),
            Thing::Factor(id) => (
                "factor",
                id.0,
                factors::is_elsewhere(&mut txn, own, id).await?,
            ),
            Thing::Customer(id) => (
                "customer",
                id.0,
                id != own && customers::exists_anywhere(&mut txn, id).await?,
            ),
            Thing::Webhook(id) => (
                "webhook",
                id.0,
                webhooks::is_elsewhere(&mut txn, own, id).await?,
            ),
            Thing::HardwareToken(id) => (
                "hardware_token",
                id.0,
                hardware_tokens::is_elsewhere(&mut txn, own, id).await?,
            ),
            Thing::Credential(id) => (
                "credential",
                id.0,
                api_credentials::is_elsewhere(&mut txn, own, id).await?,
            ),
        };
        if elsewhere {
            let event =
                Happened::by_system(Event::CrossOrganisation).acted_by(&admin.signed_in.user);
            let event = event.with("kind", kind).with("id", id);
            record(&mut txn, knock, own, [event], knock.now()).await?;
        }
        txn.commit().await.map_err(Fault::from)
    };
    outcome.await.err().unwrap_or_else(|| Away::NotFound.into())
}

/// The role does not reach that far.
pub async fn refused(
    txn: Txn,
    knock: &Knock,
    admin: &User,
    (what, subject): (&str, Option<&User>),
) -> Fault {
    note(txn, knock, admin, (what, subject))
        .await
        .err()
        .unwrap_or_else(|| Away::NotAllowed.into())
}

/// Writes down that an admin was refused, in place of what the transaction did so far: where the one is at home whom it was
/// about, or else the admin.
pub async fn note(
    txn: Txn,
    knock: &Knock,
    admin: &User,
    (what, subject): (&str, Option<&User>),
) -> Result<(), Fault> {
    txn.roll_back().await?;
    let mut txn = knock.desk.db.begin().await?;
    let event = Happened::by_system(Event::Refused)
        .acted_by(admin)
        .with("what", what);
    let event = subject.into_iter().fold(event, Happened::about);
    let organisation = subject.map_or(admin.organisation_id, |subject| subject.organisation_id);
    record(&mut txn, knock, organisation, [event], knock.now()).await?;
    txn.commit().await?;
    Ok(())
}

/// The admin who knocks; somebody without a role is refused, and that is written down.
pub async fn admin(mut txn: Txn, knock: &Knock, hold: Hold) -> Result<(Txn, AdminOf), Fault> {
    match guard::admin(&mut txn, knock, hold).await {
        Ok(admin) => Ok((txn, admin)),
        Err(Fault::Away(away)) if matches!(*away, Away::NotAllowed) => {
            let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
            Err(refused(txn, knock, &at.user, ("console", None)).await)
        }
        Err(Fault::Away(away)) if matches!(*away, Away::NotFound) => {
            // An address with customers that are not theirs: nothing of it is served (case T-05).
            let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
            let what = format!("customers {}", knock.visitor.customers.value());
            let noted = note(txn, knock, &at.user, (&what, None)).await;
            Err(noted.err().unwrap_or_else(|| Away::NotFound.into()))
        }
        Err(fault) => Err(fault),
    }
}
