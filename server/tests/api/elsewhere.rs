//! Another organisation, with somebody in it who has a factor.

use identity::{
    enrolment::{Grant, GrantCause},
    ids::{FactorId, UserId},
    language::Language,
    name::{OrganisationName, PersonName},
    organisation::Slug,
    policy::Rules,
};
use server::store::{args, set_up};

use super::house::House;

/// Otto, who is the admin of another organisation, and his factor.
pub async fn otto(house: &House) -> (UserId, FactorId) {
    const FACTOR: &str = "
        INSERT INTO factors (organisation_id, user_id, kind, state, name, created_at, bound_ip, bound_agent)
        VALUES ($1, $2, 'totp', 'active', 'Phone', $3, '', '')
        RETURNING id";
    let now = house.now();
    let mut txn = house.desk.db.begin().await.unwrap();
    let (slug, name) = (
        Slug::parse("bravo").unwrap(),
        OrganisationName::parse("Otto and Sons").unwrap(),
    );
    let organisation = set_up::insert_organisation(&mut txn, &slug, &name, now)
        .await
        .unwrap()
        .unwrap();
    set_up::insert_default_policy(&mut txn, organisation, &Rules::default(), now)
        .await
        .unwrap();
    let new = set_up::FirstAdmin {
        organisation,
        email: &identity::email::EmailAddress::parse("otto@example.com").unwrap(),
        name: &PersonName::parse("Otto").unwrap(),
        language: Language::En,
        grant: Grant {
            cause: GrantCause::NeverEnrolled,
            until: now,
        },
    };
    let user = set_up::insert_admin(&mut txn, new, now).await.unwrap();
    let factor = txn
        .fetch_one(FACTOR, args![organisation, user, now])
        .await
        .unwrap();
    txn.commit().await.unwrap();
    (user, factor)
}
