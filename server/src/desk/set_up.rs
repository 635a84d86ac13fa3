//! First run: the organisation, its default policy and its first admin, by a link that is good once.

use identity::{
    audit::{ActorKind, Event},
    email::EmailAddress,
    enrolment::{Grant, GrantCause},
    front_desk::SetUpForm,
    name::{OrganisationName, PersonName},
    organisation::Slug,
    password::{Context, NewPassword, least_length},
    policy::Rules,
    refusal::{Field, Refusal, Refused},
    role::Role,
    secret::Secret,
    time::{Span, Timestamp},
    turn::Turn,
    view::front::SetUpView,
};

use super::{
    Desk, Fault, Knock, chosen_password, links,
    record::{Happened, record},
    sign_in,
};
use crate::{
    crypto::{
        password_hash::Phc,
        token::{Digest, Token},
    },
    store::{
        Error, Txn,
        audit::{self, Entry, INSTALLATION},
        organisations,
        set_up::{self, FirstAdmin},
        users,
    },
};

pub async fn page(knock: &Knock, link: Option<Secret>) -> Result<SetUpView, Fault> {
    let Some(digest) = link.as_ref().and_then(Digest::of_token) else {
        return Ok(SetUpView::NeedsLink);
    };
    let mut txn = knock.desk.db.read().await?;
    let until = set_up::link_until(&mut txn, &digest, knock.now()).await?;
    Ok(until.map_or(SetUpView::NeedsLink, |until| SetUpView::Open { until }))
}

/// A form that was fit to be looked at.
struct Typed {
    link: Digest,
    organisation: OrganisationName,
    slug: Slug,
    name: PersonName,
    email: EmailAddress,
    password: NewPassword,
}

pub async fn submit(knock: &Knock, form: SetUpForm) -> Result<Turn, Fault> {
    let turn = match parse(knock, &form) {
        Ok(typed) => carry_out(knock, &typed, &form.link).await?,
        Err(why) => Turn::refused(links::back_to_set_up(&form.link), why),
    };
    let SetUpForm {
        organisation_name,
        slug,
        name,
        email,
        ..
    } = form;
    Ok(turn.keeping(&[
        ("organisation_name", &organisation_name),
        ("slug", &slug),
        ("name", &name),
        ("email", &email),
    ]))
}

fn parse(knock: &Knock, form: &SetUpForm) -> Result<Typed, Refused> {
    let link = Digest::of_token(&form.link).ok_or(Refusal::SetUpLinkInvalid)?;
    let organisation = OrganisationName::parse(&form.organisation_name)
        .map_err(|why| why.at(Field::OrganisationName))?;
    let slug = Slug::parse(&form.slug).map_err(|why| why.at(Field::Slug))?;
    let name = PersonName::parse(&form.name).map_err(|why| why.at(Field::Name))?;
    let email = EmailAddress::parse(&form.email).map_err(|why| why.at(Field::Email))?;
    let context = Context {
        least: least_length(Rules::default().requirement),
        organisation: organisation.as_str(),
        slug: slug.as_str(),
        person: name.as_str(),
        email: email.as_str(),
        host: knock.desk.config.public_url.host(),
    };
    let password =
        NewPassword::parse(&form.password, &context).map_err(|why| why.at(Field::Password))?;
    Ok(Typed {
        link,
        organisation,
        slug,
        name,
        email,
        password,
    })
}

/// Twenty at once hash twenty times, and one of them uses the link up (case Q-14).
async fn carry_out(knock: &Knock, typed: &Typed, link: &Secret) -> Result<Turn, Fault> {
    let refuse = |why: Refused| Ok(Turn::refused(links::back_to_set_up(link), why));
    // Nobody without a link makes us hash.
    let mut txn = knock.desk.db.read().await?;
    if set_up::link_until(&mut txn, &typed.link, knock.now())
        .await?
        .is_none()
    {
        return refuse(Refusal::SetUpLinkInvalid.into());
    }
    drop(txn);
    let phc = chosen_password::hash(knock, &typed.password).await?;

    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    if !set_up::spend_link(&mut txn, &typed.link, now).await? {
        return refuse(Refusal::SetUpLinkInvalid.into());
    }
    if organisations::any(&mut txn).await? {
        return refuse(Refusal::AlreadySetUp.into());
    }
    let turn = make(&mut txn, knock, typed, &phc, now).await?;
    txn.commit().await?;
    Ok(turn)
}

async fn make(
    txn: &mut Txn,
    knock: &Knock,
    typed: &Typed,
    phc: &Phc,
    now: Timestamp,
) -> Result<Turn, Fault> {
    let id = set_up::insert_organisation(txn, &typed.slug, &typed.organisation, now).await?;
    // There is no other organisation that could have it.
    let id = id.ok_or_else(|| Error::inconsistent("organisations", "slug", 0))?;
    set_up::insert_default_policy(txn, id, &Rules::default(), now).await?;
    let organisation = organisations::find(txn, id)
        .await?
        .ok_or_else(|| Error::inconsistent("organisations", "id", id.0))?;
    let new = FirstAdmin {
        organisation: id,
        email: &typed.email,
        name: &typed.name,
        language: knock.visitor.language,
        grant: Grant {
            cause: GrantCause::NeverEnrolled,
            until: now + Span::hours(organisation.enrol_window_hours),
        },
    };
    let admin = set_up::insert_admin(txn, new, now).await?;
    let missing = || Error::inconsistent("users", "id", admin.0);
    let admin = users::find_locked(txn, id, admin)
        .await?
        .ok_or_else(missing)?;
    chosen_password::set(txn, knock, &admin, phc).await?;
    let created =
        || Happened::by(Event::OrganisationCreated, &admin).with("slug", typed.slug.as_str());
    record(txn, knock, INSTALLATION, [created()], now).await?;
    let role = Happened::by(Event::RoleGranted, &admin)
        .with("role", Role::OrgAdmin.code())
        .because("set_up");
    record(txn, knock, id, [created(), role], now).await?;
    sign_in::begin(txn, knock, (&organisation, admin), "", now).await
}

/// A link that opens the set-up page.
#[derive(Clone, Debug)]
pub struct Link {
    /// The whole address, with the token in it.
    pub address: Secret,
    pub until: Timestamp,
}

/// A new link, in place of any before; none once there is an organisation. For the command line.
pub async fn new_link(desk: &Desk) -> Result<Option<Link>, Fault> {
    let now = desk.world.now();
    let mut txn = desk.db.begin().await?;
    if organisations::any(&mut txn).await? {
        return Ok(None);
    }
    let token = Token::random(&desk.world);
    let until = now + desk.config.lifetimes.set_up_link();
    set_up::put_link(&mut txn, &token.digest(), until, now).await?;
    let made = Entry {
        event: Event::SettingsChanged,
        actor_kind: ActorKind::System,
        actor: None,
        actor_name: String::new(),
        subject: None,
        subject_name: String::new(),
        factor: None,
        reason: "set_up_link".to_owned(),
        request: desk.world.request_id(),
        ip: String::new(),
        agent: String::new(),
        detail: "{}".to_owned(),
        naming: String::new(),
        at: now,
    };
    audit::append(&mut txn, desk.keys.audit_mac(), INSTALLATION, &[made]).await?;
    txn.commit().await?;
    let address = links::set_up(desk, &token.into_secret());
    Ok(Some(Link { address, until }))
}
