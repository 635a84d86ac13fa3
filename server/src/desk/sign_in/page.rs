//! The sign-in page: which organisation, and what it says before anybody is known.

use identity::{
    ids::OrganisationId,
    place::Place,
    policy::Passwordless,
    refusal::{Field, Refusal},
    turn::Turn,
    view::front::SignInView,
};

use crate::{
    desk::{Fault, Knock, guard, passkey::party},
    store::{
        Txn,
        organisations::{self, Organisation},
        policies,
    },
};

/// `/sign-in` and `/o/<slug>/sign-in`.
pub async fn page(knock: &Knock, slug: Option<&str>) -> Result<SignInView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    if knock.visitor.session.is_some()
        && guard::owing_or_not(&mut txn, knock, guard::Hold::Read)
            .await
            .is_ok()
    {
        return Err(Turn::to(Place::Account).into());
    }
    let asked = slug.or(knock.visitor.host_organisation.as_deref());
    match (asked, named(&mut txn, asked).await?) {
        (_, Some(organisation)) => Ok(SignInView::Form {
            passwordless: passwordless(&mut txn, knock, organisation.id).await?,
            organisation: guard::organisation_view(&organisation),
            help_line: organisation.help_line,
        }),
        (Some(_), None) => Err(Turn::refused(
            Place::SignInAnywhere,
            Refusal::OrganisationUnknown.at(Field::Slug),
        )
        .into()),
        (None, None) if organisations::any(&mut txn).await? => Ok(SignInView::WhichOrganisation),
        (None, None) => Err(Turn::to(Place::SetUp).into()),
    }
}

/// Whether any policy here lets anybody in with a passkey alone. Nobody is known yet, so nothing more can be said.
async fn passwordless(
    txn: &mut Txn,
    knock: &Knock,
    organisation: OrganisationId,
) -> Result<Passwordless, Fault> {
    let policies = policies::ordered(txn, organisation).await?;
    let any = policies
        .iter()
        .any(|policy| policy.rules.passwordless_for(None) == Passwordless::On);
    Ok(if any && party::is_possible(&knock.desk.config) {
        Passwordless::On
    } else {
        Passwordless::Off
    })
}

/// The organisation that was named, or the only one there is.
pub async fn named(txn: &mut Txn, slug: Option<&str>) -> Result<Option<Organisation>, Fault> {
    Ok(match slug {
        Some(slug) => organisations::by_slug(txn, slug).await?,
        None => organisations::only(txn).await?,
    })
}

/// The short name that somebody typed.
pub async fn choose(knock: &Knock, slug: &str, then: &str) -> Result<Turn, Fault> {
    let wanted = slug.trim().to_lowercase();
    let mut txn = knock.desk.db.read().await?;
    let typed = [("slug", slug), ("then", then)];
    Ok(match organisations::by_slug(&mut txn, &wanted).await? {
        // Whoever was on the way to a new password goes on there.
        Some(organisation) if then == app::paths::FORGOT_PASSWORD => {
            Turn::to(Place::ForgotPassword(organisation.slug))
        }
        Some(organisation) => {
            Turn::to(Place::SignIn(organisation.slug)).carrying(&[("then", then)])
        }
        None => Turn::refused(
            Place::SignInAnywhere,
            Refusal::OrganisationUnknown.at(Field::Slug),
        )
        .keeping(&typed),
    })
}
