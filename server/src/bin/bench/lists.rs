//! The list of users in a small and in a large organisation: the first page, every filter, every order. Flat means that the second
//! column is near one.

use server::store::args;

use super::{
    Outcome,
    engine::Engine,
    house::House,
    many::{admin, page},
    table::{Row, Table, ms},
};

const FEW: u32 = 1_000;
const PAGES: u32 = 20;
/// Seconds of CPU of a page.
const PAGE: f64 = 0.020;

const ASKED: &[(&str, &str)] = &[
    ("first page", ""),
    ("a word that everybody has", "?search=colleague"),
    ("a word that one has", "?search=colleague77%40"),
    ("two words", "?search=coll+77"),
    ("a word that nobody has", "?search=zz"),
    ("state: active", "?state=active"),
    ("state: must enrol", "?state=must_enrol"),
    ("state: in grace", "?state=in_grace"),
    ("state: disabled", "?state=disabled"),
    ("the default policy", "?policy=POLICY"),
    ("no second step", "?step=none"),
    ("a passkey", "?step=passkey"),
    ("grace ends before", "?grace-before=9999-12-31"),
    ("never signed in", "?last=never"),
    ("not in 365 days", "?last=365"),
    ("signed in before a day", "?last-before=1971-01-01"),
    ("Z to A", "?sort=name-down"),
    ("last signed in first", "?sort=latest"),
    ("longest ago first", "?sort=longest-ago"),
];

pub async fn measure(many: u32, table: &mut Table) -> Outcome<()> {
    let (few, all) = (costs(FEW).await?, costs(many).await?);
    for ((what, _), (few, all)) in ASKED.iter().zip(few.into_iter().zip(all)) {
        let row = Row::fact(&format!("users, {what}: {many} against {FEW}"), ms(all));
        table.push(row.ratio(all / few).target("at most 20 ms", all <= PAGE));
    }
    Ok(())
}

/// Seconds of CPU of each page that is asked for.
async fn costs(users: u32) -> Outcome<Vec<f64>> {
    let house = House::open(Engine::sqlite()?, users).await?;
    let (organisation, _, mut browser) = admin(&house).await?;
    vary(&house).await?;
    let policy: i64 = {
        let mut txn = house.desk.db.read().await?;
        let default = "SELECT id FROM policies WHERE organisation_id = $1 AND is_default";
        txn.fetch_one(default, args![organisation]).await?
    };
    let mut costs = Vec::new();
    for (_, query) in ASKED {
        let query = query.replace("POLICY", &policy.to_string());
        let path = format!("/admin/users{query}");
        costs.push(page(&mut browser, &path, PAGES).await?);
    }
    house.close().await?.remove().await?;
    Ok(costs)
}

/// Some have an app, some a passkey, some nothing; some are disabled, some were never here.
async fn vary(house: &House) -> Outcome<()> {
    const STANDING: &str = "
        UPDATE users
        SET status = CASE WHEN id % 50 = 0 THEN 'disabled' WHEN id % 50 = 1 THEN 'invited' ELSE 'active' END,
            must_enrol = id % 101 = 0, grant_cause = NULL, grant_until = NULL,
            last_sign_in_at = CASE WHEN id % 10 = 0 THEN NULL ELSE $1 - (id % 400) * 86400000 END
        WHERE email_key LIKE 'colleague%'";
    const FACTORS: &str = "
        INSERT INTO factors (organisation_id, user_id, kind, state, name, created_at, confirmed_at, bound_ip, bound_agent)
        SELECT organisation_id, id, CASE WHEN id % 7 = 0 THEN 'passkey' ELSE 'totp' END, 'active', 'Phone', created_at, created_at, '', ''
        FROM users
        WHERE email_key LIKE 'colleague%' AND id % 9 <> 0";
    const GRACES: &str = "
        INSERT INTO graces (user_id, organisation_id, until, created_at)
        SELECT id, organisation_id, $1 + 86400000, 1 FROM users WHERE email_key LIKE 'colleague%' AND id % 27 = 0";
    let now = house.clock.now();
    let mut txn = house.desk.db.begin().await?;
    txn.execute(STANDING, args![now]).await?;
    txn.execute(FACTORS, args![]).await?;
    txn.execute(GRACES, args![now]).await?;
    Ok(txn.commit().await?)
}
