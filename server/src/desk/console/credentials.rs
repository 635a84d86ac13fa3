//! `/admin/api-credentials`: what programs of the organisation may call the REST API with. Every change asks for a fresh proof.

use identity::{
    api::{MOST_CREDENTIAL_DAYS, Removal, Scope},
    console::CredentialForm,
    ids::CredentialId,
    name::CredentialName,
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal, Refused},
    role::Act,
    step_up::StepUp,
    time::Timestamp,
    turn::Turn,
    view::credentials::{CredentialRow, CredentialsView},
};

use super::{
    acting::{self, Within},
    denied::{self, Thing},
};
use crate::{
    desk::{
        Fault, Knock,
        api::issue::{self, By, Wanted},
        author::Author,
        guard::SignedIn,
        step_up,
    },
    store::{
        api_credentials::{self, Listed},
        api_settings,
        organisations::Organisation,
    },
};

const ACTION: StepUp = StepUp::ManageCredentials;
const PLACE: Place = Place::Credentials;

pub async fn page(knock: &Knock) -> Result<CredentialsView, Fault> {
    let now = knock.now();
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::look_to(knock, Act::ManageCredentials).await?;
    let at = &admin.signed_in;
    let listed = api_credentials::listed(&mut txn, organisation.id).await?;
    let removal = api_settings::removal(&mut txn, organisation.id).await?;
    let due = step_up::due(&mut txn, at, ACTION, now).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(CredentialsView {
        me: admin.me(knock),
        credentials: listed.into_iter().map(|one| row(one, now)).collect(),
        removal,
        due,
    })
}

fn row(listed: Listed, now: Timestamp) -> CredentialRow {
    let life = listed.life(now);
    let Listed {
        credential,
        creator,
    } = listed;
    CredentialRow {
        id: credential.id,
        client_id: credential.client_id,
        name: credential.name,
        scope: credential.scope,
        creator: creator.map(|(_, name)| name).unwrap_or_default(),
        life,
        last_used_at: credential.last_used_at,
    }
}

fn by<'a>(at: &'a SignedIn, organisation: &'a Organisation) -> By<'a> {
    By {
        organisation,
        author: Author::Admin(&at.user),
    }
}

pub async fn create(knock: &Knock, form: &CredentialForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let typed = [
        ("name", form.name.as_str()),
        ("scope", form.scope.as_str()),
        ("days", form.days.as_str()),
    ];
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::act(knock, Act::ManageCredentials).await?;
    let at = &admin.signed_in;
    let wanted = match parse(at, form) {
        Ok(wanted) => wanted,
        Err(why) => return Ok(Turn::refused(PLACE, why).keeping(&typed)),
    };
    step_up::take(&mut txn, at, ACTION, now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let made = issue::make(&mut txn, knock, by(at, &organisation), wanted, now).await?;
    txn.commit().await?;
    Ok(Turn::to(PLACE).telling(made))
}

fn parse(at: &SignedIn, form: &CredentialForm) -> Result<Wanted, Refused> {
    let days = form.days.parse().ok();
    Ok(Wanted {
        creator: at.user.id,
        name: CredentialName::parse(&form.name).map_err(|why| why.at(Field::Name))?,
        scope: form
            .scope
            .parse::<Scope>()
            .map_err(|_| Refusal::Malformed)?,
        days: days
            .filter(|days| (1..=MOST_CREDENTIAL_DAYS).contains(days))
            .ok_or(Refusal::Malformed)?,
    })
}

pub async fn revoke(knock: &Knock, id: CredentialId) -> Result<Turn, Fault> {
    let now = knock.now();
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::act(knock, Act::ManageCredentials).await?;
    let at = &admin.signed_in;
    let found = api_credentials::by_id(&mut txn, organisation.id, id).await?;
    let Some(found) = found else {
        return Err(denied::not_there(txn, knock, &admin, Thing::Credential(id)).await);
    };
    step_up::take(&mut txn, at, ACTION, now).await?;
    issue::end(&mut txn, knock, by(at, &organisation), &found, now).await?;
    txn.commit().await?;
    Ok(Turn::to(PLACE).saying(Notice::CredentialRevoked(found.name)))
}

pub async fn let_remove(knock: &Knock, typed: &str) -> Result<Turn, Fault> {
    let now = knock.now();
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::act(knock, Act::EditSettings).await?;
    let at = &admin.signed_in;
    let Ok(removal) = typed.parse::<Removal>() else {
        return Ok(Turn::refused(PLACE, Refusal::Malformed));
    };
    step_up::take(&mut txn, at, ACTION, now).await?;
    issue::switch(&mut txn, knock, by(at, &organisation), removal, now).await?;
    txn.commit().await?;
    Ok(Turn::to(PLACE).saying(Notice::ApiRemovalChanged))
}
