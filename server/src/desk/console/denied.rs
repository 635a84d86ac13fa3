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
        Txn,
        homes::{self, Owned},
        users::User,
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

impl Thing {
    const fn named(self) -> (Owned, i64) {
        match self {
            Self::User(id) => (Owned::User, id.0),
            Self::Policy(id) => (Owned::Policy, id.0),
            Self::BulkReset(id) => (Owned::BulkReset, id.0),
            Self::Credential(id) => (Owned::Credential, id.0),
            Self::Factor(id) => (Owned::Factor, id.0),
            Self::Request(id) => (Owned::Request, id.0),
            Self::Customer(id) => (Owned::Customer, id.0),
            Self::Webhook(id) => (Owned::Webhook, id.0),
            Self::HardwareToken(id) => (Owned::HardwareToken, id.0),
        }
    }
}

/// There is no such thing in this organisation. If there is one elsewhere, somebody reached over, and that is written down;
/// the answer is the same (case T-01).
pub async fn not_there(txn: Txn, knock: &Knock, admin: &AdminOf, thing: Thing) -> Fault {
    let outcome = async {
        txn.roll_back().await?;
        let mut txn = knock.desk.db.begin().await?;
        let own = admin.signed_in.organisation.id;
        let (what, id) = thing.named();
        let home = homes::of(&mut txn, what, id).await?;
        // What an operator may look after was merely not chosen.
        let elsewhere = home.is_some_and(|home| !admin.reach.covers(&[home]));
        if elsewhere {
            let event =
                Happened::by_system(Event::CrossOrganisation).acted_by(&admin.signed_in.user);
            let event = event.with("kind", what.code()).with("id", id);
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
