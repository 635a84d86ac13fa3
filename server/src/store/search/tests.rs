//! The situation that SQL computes is the one that the rule sees, for every situation there is.

use identity::{
    ids::{OrganisationId, UserId},
    language::Language,
    time::Timestamp,
    user::state::{Door, Holding, Situation},
    view::{
        users::UserState,
        users_query::{UsersFilter, UsersSort},
    },
};

use super::{Search, count, lead::MANY, page};
use crate::store::{Result, Txn, args, trial::Trial, users, users_write};

const NOW: Timestamp = Timestamp(1_000_000);

/// An organisation whose default policy asks for a factor, and whose policy for `free` does not.
async fn organisation(txn: &mut Txn) -> Result<OrganisationId> {
    const ORGANISATION: &str = "
        INSERT INTO organisations (slug, name, help_line, admin_contact, created_at)
        VALUES ('acme', 'Acme', '', '', 1)
        RETURNING id";
    const POLICY: &str = "
        INSERT INTO policies (organisation_id, name, position, is_default, requirement, allowed_kinds, idle_minutes,
            absolute_minutes, created_at, changed_at)
        VALUES ($1, $2, 1, $3, $4, $5, 30, 720, 1, 1)
        RETURNING id";
    let id: OrganisationId = txn.fetch_one(ORGANISATION, args![]).await?;
    txn.fetch_one::<i64>(
        POLICY,
        args![id, "Default", true, "required", "passkey,totp"],
    )
    .await?;
    for (name, requirement, kinds) in [
        ("free", "optional", "totp"),
        ("sms", "required", "totp,phone"),
    ] {
        let policy: i64 = txn
            .fetch_one(POLICY, args![id, name, false, requirement, kinds])
            .await?;
        let group =
            "INSERT INTO policy_groups (policy_id, organisation_id, name) VALUES ($1, $2, $3)";
        txn.execute(group, args![policy, id, name]).await?;
    }
    Ok(id)
}

async fn user(
    txn: &mut Txn,
    organisation: OrganisationId,
    name: &str,
    at: Situation,
) -> Result<UserId> {
    const USER: &str = "
        INSERT INTO users (organisation_id, email, email_key, name, name_key, language, status, must_enrol, grant_cause,
            grant_until, created_at)
        VALUES ($1, $2, $2, $2, $2, 'en', $3, $4, $5, $6, 1)
        RETURNING id";
    const GRACE: &str =
        "INSERT INTO graces (user_id, organisation_id, until, created_at) VALUES ($1, $2, $3, 1)";
    let (cause, until) = match at.door {
        Door::Never => (None, None),
        Door::Open => (Some("reset"), Some(Timestamp(NOW.0 + 1))),
        Door::Shut => (Some("reset"), Some(NOW)),
    };
    let id = txn
        .fetch_one(
            USER,
            args![
                organisation,
                name,
                at.status.code(),
                at.must_enrol,
                cause,
                until
            ],
        )
        .await?;
    // A grace that is over is none.
    txn.execute(
        GRACE,
        args![id, organisation, Timestamp(NOW.0 + i64::from(at.in_grace))],
    )
    .await?;
    match at.holding {
        Holding::Nothing => {
            factor(txn, (organisation, id), "totp", "pending").await?;
            factor(txn, (organisation, id), "totp", "deleted").await?;
        }
        Holding::Unusable => factor(txn, (organisation, id), "totp", "suspended").await?,
        Holding::NotAllowed => {
            factor(txn, (organisation, id), "totp", "disabled").await?;
            factor(txn, (organisation, id), "phone", "active").await?;
        }
        Holding::Allowed => {
            factor(txn, (organisation, id), "phone", "active").await?;
            factor(txn, (organisation, id), "totp", "active").await?;
        }
    }
    if !at.owed {
        group(txn, (organisation, id), "free").await?;
    }
    Ok(id)
}

async fn factor(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    kind: &str,
    state: &str,
) -> Result<()> {
    const SQL: &str = "
        INSERT INTO factors (organisation_id, user_id, kind, state, name, created_at, bound_ip, bound_agent)
        VALUES ($1, $2, $3, $4, '', 1, '', '')";
    txn.execute(SQL, args![organisation, user, kind, state])
        .await?;
    Ok(())
}

async fn group(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    name: &str,
) -> Result<()> {
    let sql = "INSERT INTO user_groups (user_id, organisation_id, name) VALUES ($1, $2, $3)";
    txn.execute(sql, args![user, organisation, name]).await?;
    Ok(())
}

fn in_state(organisation: OrganisationId, state: UserState) -> Search {
    Search::new(organisation, "").narrowed(UsersFilter {
        state: Some(state),
        ..UsersFilter::default()
    })
}

#[tokio::test]
async fn a_filter_finds_whom_the_rule_calls_so() {
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        let organisation = organisation(&mut txn).await.unwrap();
        let mut all = Vec::new();
        for situation in Situation::all() {
            let name = format!("u{:03}", situation.number());
            let id = user(&mut txn, organisation, &name, situation)
                .await
                .unwrap();
            all.push((id, situation.state()));
        }
        for state in UserState::ALL {
            let search = in_state(organisation, *state);
            let by_name = (UsersSort::NameUp, None);
            let found = page(&mut txn, &search, by_name, 1000, NOW).await.unwrap();
            let found: Vec<UserId> = found.into_iter().map(|user| user.id).collect();
            let wanted: Vec<UserId> = all
                .iter()
                .filter(|(_, one)| one == state)
                .map(|(id, _)| *id)
                .collect();
            assert_eq!(found, wanted, "{state}");
            assert_eq!(
                count(&mut txn, &search, NOW).await.unwrap() as usize,
                wanted.len()
            );
        }
    }
}

#[tokio::test]
async fn the_first_policy_that_matches_says_which_kinds_count() {
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        let organisation = organisation(&mut txn).await.unwrap();
        let with_phone = Situation::all().find(|one| {
            one.holding == Holding::NotAllowed
                && one.owed
                && one.status == identity::user::UserStatus::Active
        });
        let id = user(&mut txn, organisation, "anna", with_phone.unwrap())
            .await
            .unwrap();
        let is = async |txn: &mut Txn, state| {
            let search = in_state(organisation, state);
            count(txn, &search, NOW).await.unwrap() == 1
        };
        assert!(is(&mut txn, UserState::MustEnrol).await);
        group(&mut txn, (organisation, id), "sms").await.unwrap();
        assert!(is(&mut txn, UserState::Active).await);
        // For a role no SMS.
        txn.execute(
            "UPDATE users SET role = 'help_desk' WHERE id = $1",
            args![id],
        )
        .await
        .unwrap();
        assert!(is(&mut txn, UserState::MustEnrol).await);
        // Both match, and the one that was made first comes first.
        group(&mut txn, (organisation, id), "free").await.unwrap();
        txn.execute("UPDATE users SET role = NULL WHERE id = $1", args![id])
            .await
            .unwrap();
        assert!(is(&mut txn, UserState::Active).await);
    }
}

/// So many at once, each with a number; gives the last.
async fn numbered(txn: &mut Txn, organisation: OrganisationId, count: u32) -> UserId {
    const USERS: &str = "
        INSERT INTO users (organisation_id, email, email_key, name, name_key, language, status, must_enrol, created_at)
        WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < $2)
        SELECT $1, 'mass' || n || '@acme.example', 'mass' || n || '@acme.example', 'Mass ' || n, 'mass ' || n, 'en', 'active', $3, 1
        FROM numbers";
    const NAMES: &str = "
        INSERT INTO user_words (organisation_id, word, user_id)
        SELECT organisation_id, email_key, id FROM users
        UNION ALL
        SELECT organisation_id, substr(name_key, 6), id FROM users
        UNION ALL
        SELECT organisation_id, 'mass', id FROM users";
    txn.execute(USERS, args![organisation, i64::from(count - 1), false])
        .await
        .unwrap();
    txn.execute(NAMES, args![]).await.unwrap();
    txn.fetch_one("SELECT max(id) FROM users", args![])
        .await
        .unwrap()
}

/// Names on the first page, and how many there are.
async fn found(txn: &mut Txn, organisation: OrganisationId, typed: &str) -> (Vec<String>, u32) {
    let search = Search::new(organisation, typed);
    let by_name = (UsersSort::NameUp, None);
    let page = page(txn, &search, by_name, 20, NOW).await.unwrap();
    let names = page.into_iter().map(|user| user.name).collect();
    (names, count(txn, &search, NOW).await.unwrap())
}

#[tokio::test]
async fn words_are_found_by_their_beginning_whether_few_or_many_have_them() {
    const EVERYBODY: u32 = MANY + 100;
    for trial in Trial::both().await.unwrap() {
        let mut txn = trial.db.begin().await.unwrap();
        let organisation = organisation(&mut txn).await.unwrap();
        let last = numbered(&mut txn, organisation, EVERYBODY).await;
        // Many have it: walked in order, and counted no further.
        let (names, all) = found(&mut txn, organisation, "MAS").await;
        assert_eq!((names[1].as_str(), names.len(), all), ("Mass 1", 20, 1000));
        // Few have one of the two.
        let (names, all) = found(&mut txn, organisation, "mass 77").await;
        assert_eq!((names[0].as_str(), names.len(), all), ("Mass 77", 20, 111));
        for (typed, wanted) in [
            ("77 mass", 111),
            ("mass1099@ 1099", 1),
            ("ass", 0),
            ("zz", 0),
            ("mass zz", 0),
            ("1099 1098", 0),
        ] {
            assert_eq!(
                found(&mut txn, organisation, typed).await.1,
                wanted,
                "{typed}"
            );
        }
        // Somebody else by now: found by what holds, and by nothing that held.
        users::set_profile(&mut txn, last, "Élodie 5Q", Language::En)
            .await
            .unwrap();
        let moved = users::set_email(
            &mut txn,
            (organisation, last),
            ("E@x.example", "e@x.example"),
        )
        .await;
        assert!(moved.unwrap());
        for (typed, wanted) in [
            ("10099", 0),
            ("mass10099", 0),
            ("élo", 1),
            ("5q", 1),
            ("e@x", 1),
        ] {
            assert_eq!(
                found(&mut txn, organisation, typed).await.1,
                wanted,
                "{typed}"
            );
        }
        let user = users::find(&mut txn, organisation, last).await.unwrap();
        users_write::erase(&mut txn, &user.unwrap(), NOW)
            .await
            .unwrap();
        assert_eq!(found(&mut txn, organisation, "élo").await.1, 0);
        let left: i64 = txn
            .fetch_one(
                "SELECT count(*) FROM user_words WHERE user_id = $1",
                args![last],
            )
            .await
            .unwrap();
        assert_eq!(left, 0);
    }
}
