//! What becomes of a customer: made, suspended, resumed, deleted, and who looks after it; whoever does it.

use identity::{
    audit::Event,
    console::InviteForm,
    email::lookup_key,
    ids::OrganisationId,
    language::Language,
    name::OrganisationName,
    organisation::{OrganisationStatus, Slug},
    place::Place,
    policy::Rules,
    refusal::{Field, Refusal, Refused},
    role::Role,
    time::Timestamp,
    turn::Turn,
};

use super::{
    Fault, Knock,
    author::Author,
    invitation::{self, Newcomer},
    record::{Happened, record},
    role_change::{self, takes_beyond},
};
use crate::store::{
    Error, Txn,
    audit::INSTALLATION,
    customers, customers_end, organisations, set_up,
    users::{self, User},
};

/// A customer that is to be made, and the admin who is invited to it, if one is.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    pub name: OrganisationName,
    pub slug: Slug,
    pub admin: Option<Newcomer>,
}

impl NewCustomer {
    /// # Errors
    /// At its field, in the order of the page. An admin is invited where either of the two fields is filled in.
    pub fn parse(
        (name, slug): (&str, &str),
        admin: InviteForm,
        language: Language,
    ) -> Result<Self, Refused> {
        let name = OrganisationName::parse(name).map_err(|why| why.at(Field::OrganisationName))?;
        let slug = Slug::parse(slug).map_err(|why| why.at(Field::Slug))?;
        let nobody = admin.name.trim().is_empty() && admin.email.trim().is_empty();
        let admin = if nobody {
            None
        } else {
            Some(Newcomer::parse(&admin, language)?)
        };
        Ok(Self { name, slug, admin })
    }
}

/// With its default policy; whoever made it looks after it, if that is an operator.
///
/// # Errors
/// The inner one where the short name is taken, also by one that was deleted.
pub async fn create(
    txn: &mut Txn,
    knock: &Knock,
    author: Author<'_>,
    new: &NewCustomer,
    now: Timestamp,
) -> Result<Result<OrganisationId, Refused>, Fault> {
    let id = set_up::insert_organisation(txn, &new.slug, &new.name, now).await?;
    let Some(id) = id else {
        return Ok(Err(Refusal::SlugTaken.at(Field::Slug)));
    };
    set_up::insert_default_policy(txn, id, &Rules::default(), now).await?;
    let created = || {
        let event = author.did(Event::OrganisationCreated);
        event.with("slug", new.slug.as_str())
    };
    let mut events = vec![created()];
    if let Author::Admin(operator) = author {
        customers::grant(txn, (operator.id, id), now).await?;
        events.push(author.did(Event::OperatorAssigned).about(operator));
    }
    if let Some(admin) = &new.admin {
        let organisation = organisations::find(txn, id)
            .await?
            .ok_or_else(|| Error::inconsistent("organisations", "id", id.0))?;
        let by = (&organisation, author);
        let sent = invitation::invite(txn, knock, by, admin, now).await?;
        // Nobody else can have the address in an organisation that is a moment old.
        let sent = sent.ok_or_else(|| Error::inconsistent("users", "email_key", id.0))?;
        let role = Some(Role::OrgAdmin);
        let granted = role_change::change(txn, knock, by, (&sent.user, role), now).await?;
        events.push(sent.event);
        events.extend(granted);
    }
    record(txn, knock, INSTALLATION, [created()], now).await?;
    record(txn, knock, id, events, now).await?;
    Ok(Ok(id))
}

/// What happens to a customer as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Suspended,
    Resumed,
    Deleted,
}

impl Fate {
    const fn event(self) -> Event {
        match self {
            Self::Suspended => Event::OrganisationSuspended,
            Self::Resumed => Event::OrganisationResumed,
            Self::Deleted => Event::OrganisationDeleted,
        }
    }

    const fn status(self) -> OrganisationStatus {
        match self {
            Self::Suspended => OrganisationStatus::Suspended,
            Self::Resumed => OrganisationStatus::Active,
            Self::Deleted => OrganisationStatus::Deleted,
        }
    }

    /// Whether it can still happen.
    pub fn follows(self, status: OrganisationStatus) -> bool {
        match self {
            Self::Suspended => status == OrganisationStatus::Active,
            Self::Resumed => status == OrganisationStatus::Suspended,
            Self::Deleted => status != OrganisationStatus::Deleted,
        }
    }
}

/// Sign-ins, sessions and tokens die with it, in this transaction (case T-10); also when it is resumed, so that nothing that
/// slipped in meanwhile comes alive. False where somebody else was faster.
pub async fn settle(
    txn: &mut Txn,
    knock: &Knock,
    author: Author<'_>,
    (id, fate, reason): (OrganisationId, Fate, &str),
    now: Timestamp,
) -> Result<bool, Fault> {
    let before = customers_end::lock(txn, id).await?;
    let Some(before) = before.filter(|status| fate.follows(*status)) else {
        return Ok(false);
    };
    if fate == Fate::Deleted
        && let Author::Admin(admin) = author
    {
        // They would lose what the author does not look after.
        for operator in users::operators(txn, id).await? {
            if takes_beyond(txn, &operator, admin.id).await? {
                let back = Turn::refused(Place::Customer(id), Refusal::CustomersBeyond);
                return Err(back.into());
            }
        }
    }
    customers_end::set_status(txn, id, fate.status()).await?;
    let ended = customers_end::close(txn, id).await?;
    if fate == Fate::Deleted {
        for operator in users::operators(txn, id).await? {
            withdraw_all(txn, knock, author, &operator, now).await?;
        }
        customers_end::erase(txn, id, now).await?;
    }
    let event = || {
        let event = author.did(fate.event()).because(reason);
        event.with("before", before.code()).with("sessions", ended)
    };
    let place = event().with("organisation", id.0);
    record(txn, knock, INSTALLATION, [place], now).await?;
    record(txn, knock, id, [event()], now).await?;
    Ok(true)
}

/// Gives a customer to an operator of this organisation, by address. The operator, unless there is none.
pub async fn assign(
    txn: &mut Txn,
    knock: &Knock,
    author: Author<'_>,
    (customer, home, email): (OrganisationId, OrganisationId, &str),
    now: Timestamp,
) -> Result<Option<User>, Fault> {
    // Whoever deletes it meanwhile is waited for.
    let status = customers_end::lock(txn, customer).await?;
    let lives = status.is_some_and(|status| status != OrganisationStatus::Deleted);
    if !lives || customer == home {
        return Ok(None);
    }
    let found = users::by_email_key(txn, home, &lookup_key(email)).await?;
    let Some(found) = found else { return Ok(None) };
    let operator = users::find_locked(txn, home, found.id).await?;
    let operator = operator.filter(|user| user.role() == Some(Role::Operator) && user.is_active());
    if let Some(operator) = &operator
        && customers::grant(txn, (operator.id, customer), now).await?
    {
        let event = |customer: OrganisationId| {
            let event = author.did(Event::OperatorAssigned).about(operator);
            event.with("organisation", customer.0)
        };
        for chain in [home, customer] {
            record(txn, knock, chain, [event(customer)], now).await?;
        }
    }
    Ok(operator)
}

/// Takes back all that an operator was given, in the order of the customers, whose logs are locked one after the other. The caller
/// records the events in the log of the operator's own organisation, last.
pub async fn withdraw_all(
    txn: &mut Txn,
    knock: &Knock,
    author: Author<'_>,
    operator: &User,
    now: Timestamp,
) -> Result<Vec<Happened>, Fault> {
    let mut customers = customers::withdraw_all(txn, operator.id).await?;
    customers.sort_unstable();
    let mut events = Vec::with_capacity(customers.len());
    for customer in customers {
        let event = author.did(Event::OperatorWithdrawn).about(operator);
        let event = event.with("organisation", customer.0);
        record(txn, knock, customer, [event.clone()], now).await?;
        events.push(event);
    }
    Ok(events)
}

/// Takes it back.
pub async fn withdraw(
    txn: &mut Txn,
    knock: &Knock,
    author: Author<'_>,
    (customer, operator): (OrganisationId, &User),
    now: Timestamp,
) -> Result<bool, Fault> {
    let withdrawn = customers::withdraw(txn, (operator.id, customer)).await?;
    if withdrawn {
        let event = || -> Happened {
            let event = author.did(Event::OperatorWithdrawn).about(operator);
            event.with("organisation", customer.0)
        };
        for chain in [operator.organisation_id, customer] {
            record(txn, knock, chain, [event()], now).await?;
        }
    }
    Ok(withdrawn)
}
