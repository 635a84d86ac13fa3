//! `/welcome`: an invitation is accepted with a name and a password; enrolment follows at once where it is owed.

use identity::{
    audit::Event,
    enrolment::{Grant, GrantCause},
    front_desk::WelcomeForm,
    name::PersonName,
    password::{NewPassword, least_length},
    policy::Rules,
    refusal::{Field, Refusal},
    secret::Secret,
    time::Timestamp,
    turn::Turn,
    user::UserStatus,
    view::front::WelcomeView,
};

use super::{
    Fault, Knock,
    check::Account,
    chosen_password, guard, links,
    record::{Happened, record},
    sign_in,
};
use crate::{
    crypto::{password_hash::Phc, token::Digest},
    store::{
        Txn,
        invitations::{self, Accepted, Open},
        organisations::{self, Organisation},
        policies,
        users::{self, User},
    },
};

/// An invitation with everything around it.
struct Invited {
    invitation: Open,
    organisation: Organisation,
    user: User,
    rules: Rules,
}

async fn find(
    txn: &mut Txn,
    digest: Option<Digest>,
    now: Timestamp,
) -> Result<Option<Invited>, Fault> {
    let Some(digest) = digest else {
        return Ok(None);
    };
    let Some(invitation) = invitations::find_open(txn, &digest, now).await? else {
        return Ok(None);
    };
    let organisation = organisations::find(txn, invitation.organisation_id).await?;
    let user = users::find(txn, invitation.organisation_id, invitation.user_id).await?;
    let user = user.filter(|user| user.standing.status == UserStatus::Invited);
    let (Some(organisation), Some(user)) = (organisation, user) else {
        return Ok(None);
    };
    let rules = policies::of_user(txn, organisation.id, user.id)
        .await?
        .rules;
    Ok(Some(Invited {
        invitation,
        organisation,
        user,
        rules,
    }))
}

pub async fn page(knock: &Knock, link: Secret) -> Result<WelcomeView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let invited = find(&mut txn, Digest::of_token(&link), knock.now()).await?;
    Ok(
        invited.map_or(WelcomeView::Gone, |invited| WelcomeView::Open {
            organisation: guard::organisation_view(&invited.organisation),
            name: invited.user.name,
            email: invited.user.email,
            least_password: least_length(invited.rules.requirement),
            until: invited.invitation.expires_at,
        }),
    )
}

pub async fn accept(knock: &Knock, form: WelcomeForm) -> Result<Turn, Fault> {
    let WelcomeForm {
        link,
        name: typed_name,
        password,
    } = form;
    let back = || links::back_to_welcome(&link);
    let gone = || Ok(Turn::refused(back(), Refusal::Expired));
    let Some(digest) = Digest::of_token(&link) else {
        return gone();
    };
    let mut txn = knock.desk.db.read().await?;
    let Some(invited) = find(&mut txn, Some(digest), knock.now()).await? else {
        return gone();
    };
    drop(txn);
    let (name, password) = match parse(knock, &invited, &typed_name, &password) {
        Ok(parsed) => parsed,
        Err(why) => return Ok(Turn::refused(back(), why).keeping(&[("name", &typed_name)])),
    };
    let phc = chosen_password::hash(knock, &password).await?;

    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let user = users::find_locked(&mut txn, invited.organisation.id, invited.user.id).await?;
    let Some(user) = user else { return gone() };
    if !invitations::spend(&mut txn, &digest, now).await? {
        return gone();
    }
    let until = invited
        .invitation
        .expires_at
        .max(now + knock.desk.config.lifetimes.enrolment());
    let grant = Grant {
        cause: GrantCause::NeverEnrolled,
        until,
    };
    let accepted = Accepted {
        name: &name,
        language: knock.visitor.language,
        grant,
    };
    if !invitations::activate(&mut txn, user.id, accepted).await? {
        return gone();
    }
    let turn = admit(&mut txn, knock, (&invited.organisation, user), &phc, now).await?;
    txn.commit().await?;
    Ok(turn)
}

fn parse(
    knock: &Knock,
    invited: &Invited,
    name: &str,
    password: &Secret,
) -> Result<(PersonName, NewPassword), identity::refusal::Refused> {
    let name = PersonName::parse(name).map_err(|why| why.at(Field::Name))?;
    let user = User {
        name: name.to_string(),
        ..invited.user.clone()
    };
    let account = Account {
        organisation: &invited.organisation,
        user: &user,
    };
    let password = chosen_password::parse(knock, account, &invited.rules, password);
    Ok((name, password.map_err(|why| why.at(Field::Password))?))
}

/// Sets the password, and begins the sign-in that leads on.
async fn admit(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, user): (&Organisation, User),
    phc: &Phc,
    now: Timestamp,
) -> Result<Turn, Fault> {
    chosen_password::set(txn, knock, &user, phc).await?;
    invitations::revoke(txn, user.id).await?;
    let set = Happened::by(Event::PasswordChanged, &user).because("invitation_accepted");
    record(txn, knock, organisation.id, [set], now).await?;
    sign_in::begin(txn, knock, (organisation, user), "", now).await
}
