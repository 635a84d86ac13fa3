//! The console over many users: the first page of the list, the summary of a reset of 500, and the reset itself.

use identity::{
    email::lookup_key,
    ids::{BulkResetId, OrganisationId, UserId},
};
use server::{
    desk::{
        bulk_work::{self, More},
        guard::Hold,
        reset,
    },
    store::{args, bulk_resets, organisations, users},
    world::World,
};

use super::{
    Outcome,
    browser::Browser,
    cpu::Own,
    house::House,
    table::{Row, Table, ms},
};

/// As many as one reset may hold.
const MANY: u32 = 500;
const PAGES: u32 = 100;
/// Seconds of CPU of a page.
const PAGE: f64 = 0.020;
/// Milliseconds of a whole reset of 500.
const RESETS: i64 = 10_000;

pub async fn measure(house: &House, table: &mut Table) -> Outcome<()> {
    let (organisation, admin, mut browser) = admin(house).await?;
    let id = draft(house, organisation, admin).await?;
    for (what, path) in [
        ("first page of the list of users", "/admin/users".to_owned()),
        (
            "first page of the authentication methods",
            "/admin/authentication-methods".to_owned(),
        ),
        ("summary of a reset of 500", format!("/admin/resets/{id}")),
    ] {
        let cost = page(&mut browser, &path, PAGES).await?;
        let row = Row::fact(&format!("{what}, {}", house.engine.name()), ms(cost));
        table.push(row.target("at most 20 ms", cost <= PAGE));
    }
    confirm(house, organisation, id).await?;
    let begun = World::real().now();
    while bulk_work::advance(&house.desk).await? == More::Yes {}
    let took = (World::real().now() - begun).0;
    let settled = {
        let mut txn = house.desk.db.read().await?;
        bulk_resets::tally(&mut txn, id).await?.settled
    };
    if settled != MANY {
        return Err(format!("{settled} were settled").into());
    }
    let row = Row::fact(
        &format!("500 resets, {}", house.engine.name()),
        format!("{}.{} s", took / 1000, took % 1000 / 100),
    );
    table.push(row.target("at most 10 s", took <= RESETS));
    Ok(())
}

/// The first who signs in becomes an admin, and is signed in.
pub async fn admin(house: &House) -> Outcome<(OrganisationId, UserId, Browser)> {
    let account = house.accounts.first().ok_or("nobody")?;
    let mut txn = house.desk.db.begin().await?;
    let organisation = organisations::by_slug(&mut txn, account.organisation)
        .await?
        .ok_or("no organisation")?;
    let key = lookup_key(account.email());
    let user = users::by_email_key(&mut txn, organisation.id, &key)
        .await?
        .ok_or("no admin")?;
    txn.execute(
        "UPDATE users SET role = 'org_admin' WHERE id = $1",
        args![user.id],
    )
    .await?;
    txn.commit().await?;
    house.next_code();
    let mut browser = house.browser();
    account.sign_in(&mut browser, house.clock.now()).await?;
    Ok((organisation.id, user.id, browser))
}

/// A draft of 500 colleagues, each with an app.
async fn draft(house: &House, organisation: OrganisationId, admin: UserId) -> Outcome<BulkResetId> {
    const ACTIVE: &str = "UPDATE users SET status = 'active' WHERE email_key LIKE 'colleague%'";
    const FACTORS: &str = "
        INSERT INTO factors (organisation_id, user_id, kind, state, name, created_at, confirmed_at, bound_ip, bound_agent)
        SELECT organisation_id, id, 'totp', 'active', 'Phone', created_at, created_at, '', ''
        FROM users
        WHERE email_key LIKE 'colleague%'";
    const SOME: &str =
        "SELECT id FROM users WHERE email_key LIKE 'colleague%' ORDER BY id LIMIT $1";
    let mut txn = house.desk.db.begin().await?;
    txn.execute(ACTIVE, args![]).await?;
    txn.execute(FACTORS, args![]).await?;
    let picked: Vec<UserId> = txn.fetch_all(SOME, args![MANY]).await?;
    let now = house.clock.now();
    let id = bulk_resets::replace_draft(
        &mut txn,
        (organisation, admin),
        (&picked, &[organisation]),
        now,
    )
    .await?;
    txn.commit().await?;
    Ok(id)
}

/// Puts in what was shown, and lets it run: the questions before it are not what is measured.
async fn confirm(house: &House, organisation: OrganisationId, id: BulkResetId) -> Outcome<()> {
    const RUN: &str = "UPDATE bulk_resets SET stage = 'running', started_at = $2 WHERE id = $1";
    let now = house.clock.now();
    let mut txn = house.desk.db.begin().await?;
    for picked in bulk_resets::users(&mut txn, id).await? {
        let user = users::find(&mut txn, organisation, picked)
            .await?
            .ok_or("gone")?;
        let plan = reset::look(&mut txn, &user, Hold::Read, now).await?;
        let shown = reset::digest((user.id, user.grant), &plan);
        bulk_resets::set_shown(&mut txn, (id, picked), &shown).await?;
    }
    txn.execute(RUN, args![id, now]).await?;
    Ok(txn.commit().await?)
}

/// Seconds of CPU of one page.
pub async fn page(browser: &mut Browser, path: &str, times: u32) -> Outcome<f64> {
    browser.open(path).await?;
    let before = Own::now()?;
    for _ in 0..times {
        browser.open(path).await?;
        if browser.path != path {
            return Err(format!("led to {}", browser.path).into());
        }
    }
    Ok(Own::now()?.since(&before).as_secs_f64() / f64::from(times))
}
