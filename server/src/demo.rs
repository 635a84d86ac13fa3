//! A sample world: two customers and forty people in every state, with passwords and seeds that everybody may know.

use std::net::{IpAddr, Ipv4Addr};

use identity::{
    backup_code::BackupCode,
    ids::OrganisationId,
    name::OrganisationName,
    organisation::Slug,
    policy::{Passwordless, Rules, SelfRemoval},
    secret::Secret,
    time::{Span, Timestamp},
    visitor::Visitor,
};

use crate::{
    crypto::{limiter::Lane, password_hash::Phc},
    desk::{Desk, Knock, fault::Fault, record::record},
    store::{Error, Txn, organisations, policies_write, samples, set_up},
};

mod life;
mod people;
mod printed;
mod today;
mod tokens;

use life::Book;
use people::{HOUSES, House, email};
pub use printed::printed;

/// The one password of everybody.
pub const PASSWORD: &str = "paper boat on the river";
/// The salt of everybody's backup codes: ten hashes for all of them, not ten each.
const SALT: [u8; 16] = *b"latchkey-sample!";

/// One of the people, as the list that is printed tells of them.
#[derive(Clone, Debug)]
pub struct DemoLine {
    pub organisation: &'static str,
    pub name: &'static str,
    pub email: String,
    pub role: &'static str,
    pub story: &'static str,
    pub password: &'static str,
    /// In base 32, for an authenticator app; none for who has none.
    pub totp: Option<String>,
}

/// What everybody shares, hashed once.
struct Shared {
    password: Phc,
    codes: Vec<[u8; 32]>,
}

/// The ten backup codes of everybody who has some.
pub fn backup_codes() -> Vec<BackupCode> {
    (0..10_u8)
        .map(|n| BackupCode::from_random([n.wrapping_mul(23), 7, n, 99, 5, n, 31, 80, n, 3]))
        .collect()
}

/// Fills an empty installation, and does nothing in any other. The list, if this is the sample world.
pub async fn fill(desk: &Desk) -> Result<Vec<DemoLine>, Fault> {
    let mut txn = desk.db.read().await?;
    if organisations::any(&mut txn).await? {
        let ours = organisations::by_slug(&mut txn, HOUSES[0].slug).await?;
        return Ok(if ours.is_some() { lines() } else { Vec::new() });
    }
    drop(txn);
    let shared = hash(desk).await?;
    let mut txn = desk.db.begin().await?;
    // Two who fill at once: the second finds the short name taken, and undoes what it did.
    for house in &HOUSES {
        build(&mut txn, desk, house, &shared).await?;
    }
    samples::assign_operators(&mut txn, desk.world.now()).await?;
    txn.commit().await?;
    Ok(lines())
}

fn lines() -> Vec<DemoLine> {
    let people = HOUSES
        .iter()
        .flat_map(|house| house.people.iter().map(move |person| (house, person)));
    people
        .map(|(house, person)| DemoLine {
            organisation: house.slug,
            name: person.name,
            email: email(house, person.name),
            role: person.role.map_or("", identity::role::Role::code),
            story: person.story.told(),
            password: PASSWORD,
            totp: life::seeds(house, person)
                .first()
                .map(|seed| data_encoding::BASE32_NOPAD.encode(seed)),
        })
        .collect()
}

/// While no transaction is open.
async fn hash(desk: &Desk) -> Result<Shared, Fault> {
    let slot = desk.hasher.slot(Lane::Proved).await?;
    let password = slot.hash(Secret::new(PASSWORD)).await?;
    let mut codes = Vec::new();
    for code in backup_codes() {
        codes.push(slot.hash_code(code.secret(), &SALT).await?);
    }
    Ok(Shared { password, codes })
}

async fn build(txn: &mut Txn, desk: &Desk, house: &House, shared: &Shared) -> Result<(), Fault> {
    let now = desk.world.now();
    let founded = now - Span::days(400);
    let organisation = found(txn, house, founded).await?;
    let knock = Knock {
        desk: desk.clone(),
        visitor: visitor(desk, now),
    };
    let organisation = organisations::find(txn, organisation)
        .await?
        .ok_or_else(|| missing(house))?;
    let mut book = Book::new(&knock, &organisation, shared);
    for (place, person) in house.people.iter().enumerate() {
        book.live(txn, house, place, person).await?;
    }
    let bought = founded + Span::days(30);
    let imported = tokens::import(txn, &knock, organisation.id, bought).await?;
    book.tell(bought, imported);
    // What happened first stands first.
    for (at, event) in book.in_order() {
        record(txn, &knock, organisation.id, [event], at).await?;
    }
    Ok(())
}

fn missing(house: &House) -> Error {
    Error::Inconsistent {
        table: "organisations",
        column: house.slug.to_owned(),
        row: None,
    }
}

/// The organisation and its policies.
async fn found(txn: &mut Txn, house: &House, at: Timestamp) -> Result<OrganisationId, Fault> {
    let (slug, name) = (
        Slug::stored(house.slug.to_owned()),
        OrganisationName::stored(house.name.to_owned()),
    );
    let id = set_up::insert_organisation(txn, &slug, &name, at)
        .await?
        .ok_or_else(|| missing(house))?;
    samples::describe(txn, id, house.help_line, house.contact).await?;
    set_up::insert_default_policy(txn, id, &Rules::default(), at).await?;
    samples::rename_default_policy(txn, id, "Everybody else").await?;
    for plan in house.policies {
        let rules = Rules {
            requirement: plan.requirement,
            self_removal: SelfRemoval::On,
            passwordless: Passwordless::On,
            ..Rules::default()
        };
        let policy = policies_write::insert(txn, id, plan.name, &rules, at).await?;
        policies_write::set_groups(txn, (id, policy), &life::groups(plan.groups)).await?;
    }
    Ok(id)
}

fn visitor(desk: &Desk, now: Timestamp) -> Visitor {
    let ip = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7));
    let agent = "Latchkey's sample world".to_owned();
    Visitor::stranger(desk.world.request_id(), now, ip, agent)
}
