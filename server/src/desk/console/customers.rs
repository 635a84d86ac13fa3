//! `/admin/customers`: the organisations that an operator looks after. Every change asks for a fresh proof.

use identity::{
    console::{CustomerDeedForm, CustomerForm, InviteForm},
    customers::Deed,
    email::lookup_key,
    ids::{OrganisationId, UserId},
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal, Refused},
    role::Act,
    step_up::StepUp,
    text::paragraph,
    turn::Turn,
    view::{
        customers::{CustomerRow, CustomerView, CustomersView, NewCustomerView},
        prove::Due,
    },
};

use super::{
    acting,
    denied::{self, Thing},
};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        customers::{self as customer, Fate, NewCustomer},
        guard::AdminOf,
        step_up,
    },
    store::{Txn, customers, users},
};

const ACT: Act = Act::ManageCustomers;
/// The longest reason, in characters.
const LONGEST: usize = 500;

pub async fn list(knock: &Knock) -> Result<CustomersView, Fault> {
    let (mut txn, admin) = acting::look_to_customers(knock).await?;
    let customers = customers::listed(&mut txn, admin.signed_in.user.id).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(CustomersView {
        me: admin.me(knock),
        customers,
    })
}

pub async fn new_page(knock: &Knock) -> Result<NewCustomerView, Fault> {
    let (mut txn, admin) = acting::look_to_customers(knock).await?;
    let at = &admin.signed_in;
    let due = step_up::due(&mut txn, at, StepUp::CreateCustomer, knock.now()).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(NewCustomerView {
        me: admin.me(knock),
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn page(knock: &Knock, id: OrganisationId) -> Result<CustomerView, Fault> {
    let (txn, admin) = acting::look_to_customers(knock).await?;
    let (mut txn, customer) = find(txn, knock, &admin, id).await?;
    let at = &admin.signed_in;
    let operators = customers::operators(&mut txn, id).await?;
    let due = step_up::due(&mut txn, at, StepUp::ManageCustomer(id), knock.now()).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(CustomerView {
        me: admin.me(knock),
        customer,
        operators,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

/// One that this operator looks after.
async fn find(
    mut txn: Txn,
    knock: &Knock,
    admin: &AdminOf,
    id: OrganisationId,
) -> Result<(Txn, CustomerRow), Fault> {
    match customers::find(&mut txn, admin.signed_in.user.id, id).await? {
        Some(customer) => Ok((txn, customer)),
        None => Err(denied::not_there(txn, knock, admin, Thing::Customer(id)).await),
    }
}

pub async fn create(knock: &Knock, form: &CustomerForm) -> Result<Turn, Fault> {
    let (now, typed) = (knock.now(), form.typed());
    let refuse = |why: Refused| Ok(Turn::refused(Place::NewCustomer, why).keeping(&typed));
    let (mut txn, admin) = acting::act_in_turn(knock, ACT).await?;
    let invited = InviteForm {
        name: form.name.clone(),
        email: form.email.clone(),
        groups: String::new(),
    };
    let named = (form.organisation_name.as_str(), form.slug.as_str());
    let new = match NewCustomer::parse(named, invited, knock.visitor.language) {
        Ok(new) => new,
        Err(why) => return refuse(why),
    };
    let at = &admin.signed_in;
    step_up::take(&mut txn, at, StepUp::CreateCustomer, now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let author = Author::Admin(&at.user);
    let id = match customer::create(&mut txn, knock, author, &new, now).await? {
        Ok(id) => id,
        Err(why) => return refuse(why),
    };
    txn.commit().await?;
    let name = new.name.to_string();
    Ok(Turn::to(Place::Customer(id)).saying(Notice::CustomerCreated(name)))
}

pub async fn submit(
    knock: &Knock,
    id: OrganisationId,
    form: &CustomerDeedForm,
) -> Result<Turn, Fault> {
    let (now, back) = (knock.now(), Place::Customer(id));
    let (txn, admin) = acting::act_in_turn(knock, ACT).await?;
    let (mut txn, row) = find(txn, knock, &admin, id).await?;
    let at = &admin.signed_in;
    let typed = form.typed();
    let refuse = |why: Refused| Ok(Turn::refused(back.clone(), why).keeping(&typed));
    if id == at.organisation.id {
        return refuse(Refusal::OwnOrganisation.into());
    }
    let deed = match parse(form, &row) {
        Ok(deed) => deed,
        Err(why) => return refuse(why),
    };
    step_up::take(&mut txn, at, StepUp::ManageCustomer(id), now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let author = Author::Admin(&at.user);
    let notice = match deed {
        Wish::Settle(fate, reason) => {
            let what = (id, fate, reason.as_str());
            if !customer::settle(&mut txn, knock, author, what, now).await? {
                return refuse(Refusal::ChangedMeanwhile.into());
            }
            match fate {
                Fate::Suspended => Notice::CustomerSuspended(row.name),
                Fate::Resumed => Notice::CustomerResumed(row.name),
                Fate::Deleted => Notice::CustomerDeleted(row.name),
            }
        }
        Wish::Assign(email) => {
            let whom = (id, at.organisation.id, email.as_str());
            match customer::assign(&mut txn, knock, author, whom, now).await? {
                Some(operator) => Notice::OperatorAssigned(operator.name),
                None => return refuse(Refusal::NoOperator.at(Field::Email)),
            }
        }
        Wish::Withdraw(operator) if operator == at.user.id => {
            return refuse(Refusal::OneselfRefused.into());
        }
        Wish::Withdraw(operator) => {
            let Some(operator) = looks_after(&mut txn, id, operator).await? else {
                return refuse(Refusal::ChangedMeanwhile.into());
            };
            customer::withdraw(&mut txn, knock, author, (id, &operator), now).await?;
            Notice::OperatorWithdrawn(operator.name)
        }
    };
    txn.commit().await?;
    let place = match notice {
        Notice::CustomerDeleted(_) => Place::Customers,
        _ => back,
    };
    Ok(Turn::to(place).saying(notice))
}

/// One of those who do.
async fn looks_after(
    txn: &mut Txn,
    customer: OrganisationId,
    id: UserId,
) -> Result<Option<users::User>, Fault> {
    let operators = customers::operators(txn, customer).await?;
    if operators.iter().any(|one| one.id == id) {
        return Ok(users::lock_anywhere(txn, id).await?);
    }
    Ok(None)
}

/// A form that was fit to be looked at.
enum Wish {
    Settle(Fate, String),
    /// By address.
    Assign(String),
    Withdraw(UserId),
}

fn parse(form: &CustomerDeedForm, row: &CustomerRow) -> Result<Wish, Refused> {
    let deed = form.deed.parse().map_err(|_| Refusal::Malformed)?;
    let reason = || match paragraph(&form.note, LONGEST) {
        Ok(reason) if reason.is_empty() => Err(Refusal::ReasonMissing.at(Field::Note)),
        reason => reason.map_err(|why| why.at(Field::Note)),
    };
    Ok(match deed {
        Deed::Suspend => Wish::Settle(Fate::Suspended, reason()?),
        Deed::Resume => Wish::Settle(
            Fate::Resumed,
            paragraph(&form.note, LONGEST).map_err(|why| why.at(Field::Note))?,
        ),
        Deed::Delete if form.slug.trim() != row.slug => {
            return Err(Refusal::SlugDiffers.at(Field::Slug));
        }
        Deed::Delete => Wish::Settle(Fate::Deleted, reason()?),
        Deed::Assign if lookup_key(&form.email).is_empty() => {
            return Err(Refusal::NoOperator.at(Field::Email));
        }
        Deed::Assign => Wish::Assign(form.email.clone()),
        Deed::Withdraw => Wish::Withdraw(form.user.parse().map_err(|_| Refusal::Malformed)?),
    })
}
