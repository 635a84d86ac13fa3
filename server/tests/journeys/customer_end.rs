//! The end of a customer, for a while or for good, and of those who look after it. Case T-10.

use identity::{ids::OrganisationId, refusal::Refusal};
use server::{
    desk::{break_glass::Whom, customers::Fate, customers_by_hand as by_hand},
    store::args,
};

use super::{
    customers::{CREATE, SETTLE, count, customer, operator},
    engines::on_both_engines,
    house::{House, PASSWORD},
};

on_both_engines! {
    /// T-10: what people and programs hold dies in the transaction that suspends or deletes.
    async fn a_customer_is_suspended_resumed_and_deleted(house: House) {
        let mut berta = operator(&house).await;
        let (globex, mut ada) = customer(&house, &mut berta, "globex").await;
        let page = format!("/admin/customers/{globex}");
        berta.browser.open(&page).await.says("Berta Admin").says("/o/globex/sign-in");
        berta.prove(&house).await;
        berta.browser.submit(SETTLE, &[("deed", "suspend"), ("note", " ")]).await.says("Say why");
        let mut half = house.browser();
        half.open("/o/globex/sign-in").await;
        half.submit("/do/sign-in", &[("email", &ada.email.clone()), ("password", PASSWORD)]).await;
        assert_eq!(half.page.path, "/sign-in/verify");
        hold_more(&house, globex).await;
        for held in HELD {
            assert_eq!(house.one::<i64>(held, args![globex]).await, 1, "{held}");
        }
        berta.browser.submit(SETTLE, &[("deed", "suspend"), ("note", "Unpaid")]).await.says("is suspended");
        assert_eq!(house.sessions_of(&ada.email).await, 0);
        for held in HELD {
            assert_eq!(house.one::<i64>(held, args![globex]).await, 0, "{held}");
        }
        ada.browser.open("/account").await.says("since your organisation is closed");
        ada.browser.open("/o/globex/sign-in").await;
        assert!(!ada.browser.page.text().contains("The globex house"), "nobody signs in to it");
        assert!(!berta.browser.open("/admin/users").await.text().contains("Ada of globex"));
        berta.browser.open("/admin/customers").await.says("Suspended: nobody can sign in");

        berta.browser.open(&page).await;
        berta.prove(&house).await;
        berta.browser.submit(SETTLE, &[("deed", "resume")]).await.says("is resumed");
        ada.browser = house.browser();
        ada.browser.open("/o/globex/sign-in").await;
        ada.browser.submit("/do/sign-in", &[("email", &ada.email.clone()), ("password", PASSWORD)]).await;
        assert_eq!(ada.browser.page.path, "/sign-in/verify");

        berta.browser.open(&page).await;
        berta.prove(&house).await;
        berta.browser.submit(SETTLE, &[("deed", "delete"), ("note", "Left"), ("slug", "glob")]).await.says("not its short name");
        assert!(berta.browser.page.html.contains("Left"));
        berta.browser.submit(SETTLE, &[("deed", "delete"), ("note", "Left"), ("slug", "globex")]).await.says("was deleted for good").says("no customer yet");
        assert_eq!(house.one::<i64>("SELECT count(*) FROM users WHERE organisation_id = $1", args![globex]).await, 0);
        assert_eq!(house.one::<i64>("SELECT count(*) FROM sign_ins WHERE organisation_id = $1", args![globex]).await, 0);
        assert_eq!(house.one::<i64>("SELECT count(*) FROM hardware_tokens WHERE organisation_id = $1", args![globex]).await, 0);
        assert_eq!((count(&house, "org.suspended", "globex").await, count(&house, "org.resumed", "globex").await, count(&house, "org.deleted", "globex").await), (1, 1, 1));
        berta.browser.open(&page).await;
        assert_eq!(berta.browser.page.status.as_u16(), 404);
        // Its short name never means another one.
        berta.browser.open("/admin/customers/new").await;
        berta.prove(&house).await;
        berta.browser.submit(CREATE, &[("organisation_name", "Globex again"), ("slug", "globex")]).await.says("Another organisation has this short name");
        assert!(berta.browser.page.html.contains("Globex again"));
        ada.browser.open("/sign-in/verify").await;
        assert_eq!(ada.browser.page.path, "/sign-in", "the sign-in is gone with its user");
    }
}

/// What counts the sign-ins, access passes and access tokens of an organisation.
const HELD: [&str; 3] = [
    "SELECT count(*) FROM sign_ins WHERE organisation_id = $1",
    "SELECT count(*) FROM access_passes WHERE organisation_id = $1",
    "SELECT count(*) FROM api_tokens WHERE organisation_id = $1",
];

/// An access pass of somebody's, a token of a program, and one of hardware.
async fn hold_more(house: &House, organisation: OrganisationId) {
    const PASS: &str = "
        INSERT INTO access_passes (user_id, organisation_id, salt, hash, created_at, expires_at)
        SELECT id, organisation_id, $2, $2, 1, 4000000000000 FROM users WHERE organisation_id = $1";
    const PROGRAM: &str = "
        INSERT INTO api_credentials (organisation_id, client_id, digest, name, scope, created_by, created_at, expires_at)
        SELECT organisation_id, 'payroll', $2, 'Payroll', 'manage_all', id, 1, 4000000000000 FROM users WHERE organisation_id = $1";
    const TOKEN: &str = "
        INSERT INTO api_tokens (organisation_id, credential_id, digest, refresh_digest, created_at, expires_at, refresh_until)
        SELECT organisation_id, id, $2, $2, 1, 4000000000000, 4000000000000 FROM api_credentials WHERE organisation_id = $1";
    const HARDWARE: &str = "
        INSERT INTO hardware_tokens (organisation_id, serial, kind, secret, manufacturer, model, factor_id, created_at)
        SELECT organisation_id, 'T1', 'hotp', 'sealed', '', '', id, 1 FROM factors WHERE organisation_id = $1 AND $2 IS NOT NULL";
    for sql in [PASS, PROGRAM, TOKEN, HARDWARE] {
        house
            .change(sql, args![organisation, [7_u8; 32].as_slice()])
            .await;
    }
}

on_both_engines! {
    /// An operator within their own grants: who looks after more than they do keeps the role; and what goes with a role is written down
    /// for each customer.
    async fn the_role_of_an_operator_is_taken_by_who_reaches_as_far(house: House) {
        let mut berta = operator(&house).await;
        let (globex, _) = customer(&house, &mut berta, "globex").await;
        let (initech, _) = customer(&house, &mut berta, "initech").await;
        berta.browser.open("/admin/users/invite?customers=acme").await;
        berta.browser.submit("/do/invite", &[("name", "Olga Nord"), ("email", "olga@example.com")]).await;
        house.change("UPDATE users SET role = 'operator', status = 'active' WHERE email = 'olga@example.com'", args![]).await;
        let olga = house.user("olga@example.com").await;
        for customer in [globex, initech] {
            house.change("INSERT INTO operator_customers (operator_id, organisation_id, granted_at) VALUES ($1, $2, 1)", args![olga, customer]).await;
        }
        let me = house.user(&berta.email).await;
        house.change("DELETE FROM operator_customers WHERE operator_id = $1 AND organisation_id = $2", args![me, initech]).await;
        let page = format!("/admin/users/{olga}");
        berta.browser.open(&page).await;
        berta.prove(&house).await;
        berta.browser.submit("/do/set-role", &[("role", "help_desk")]).await.says("looks after customers that you do not look after");
        let delete = format!("/admin/users/{olga}/delete");
        // Whoever moves her address and resets her is her; so this is beyond them as well. To stop whoever sits in her place is not.
        let beyond = "looks after customers that you do not look after";
        for deed in ["edit", "reset", "access-pass", "delete"] {
            berta.browser.open(&format!("/admin/users/{olga}/{deed}")).await.says(beyond);
            assert_eq!(berta.browser.page.path, page, "{deed}");
        }
        berta.browser.open(&page).await;
        let id = olga.to_string();
        berta.browser.push(&house, "/do/disable-user", &[("user", &id)]).await;
        berta.browser.follow().await.says(beyond);
        berta.browser.open(&format!("/admin/users/{olga}/revoke-sessions")).await.says("Olga Nord");
        let left: i64 = house.one("SELECT count(*) FROM operator_customers WHERE operator_id = $1", args![olga]).await;
        assert_eq!(left, 2);

        house.change("INSERT INTO operator_customers (operator_id, organisation_id, granted_at) VALUES ($1, $2, 1)", args![me, initech]).await;
        berta.browser.open(&page).await;
        berta.prove(&house).await;
        berta.browser.submit("/do/set-role", &[("role", "help_desk")]).await.says("The role was changed");
        for (chain, events) in [("acme", 2), ("globex", 1), ("initech", 1)] {
            assert_eq!(count(&house, "operator.withdrawn", chain).await, events, "{chain}");
        }
        // The same where the operator goes for good.
        house.change("UPDATE users SET role = 'operator' WHERE id = $1", args![olga]).await;
        house.change("INSERT INTO operator_customers (operator_id, organisation_id, granted_at) VALUES ($1, $2, 1)", args![olga, globex]).await;
        berta.browser.open(&delete).await;
        berta.prove(&house).await;
        berta.browser.submit("/do/delete-user", &[("reason", "Left")]).await.says("deleted");
        for (chain, events) in [("acme", 3), ("globex", 2), ("initech", 1)] {
            assert_eq!(count(&house, "operator.withdrawn", chain).await, events, "{chain}");
        }
    }
}

on_both_engines! {
    /// With a customer go the operators who are at home in it: not while they look after more than whoever deletes it, and never
    /// without a word to those whom they looked after.
    async fn operators_go_with_their_house(house: House) {
        let mut berta = operator(&house).await;
        let (globex, ada) = customer(&house, &mut berta, "globex").await;
        let (initech, _) = customer(&house, &mut berta, "initech").await;
        house.change("UPDATE users SET role = 'operator' WHERE email = $1", args![&ada.email]).await;
        let ada = house.user(&ada.email).await;
        house.change("INSERT INTO operator_customers (operator_id, organisation_id, granted_at) VALUES ($1, $2, 1)", args![ada, initech]).await;
        let me = house.user(&berta.email).await;
        house.change("DELETE FROM operator_customers WHERE operator_id = $1 AND organisation_id = $2", args![me, initech]).await;
        let page = format!("/admin/customers/{globex}");
        let gone = [("deed", "delete"), ("note", "Left"), ("slug", "globex")];
        berta.browser.open(&page).await;
        berta.prove(&house).await;
        berta.browser.submit(SETTLE, &gone).await.says("looks after customers that you do not look after");
        assert_eq!(house.one::<String>("SELECT status FROM organisations WHERE id = $1", args![globex]).await, "active");
        house.change("INSERT INTO operator_customers (operator_id, organisation_id, granted_at) VALUES ($1, $2, 1)", args![me, initech]).await;
        berta.browser.open(&page).await;
        berta.prove(&house).await;
        berta.browser.submit(SETTLE, &gone).await.says("was deleted for good");
        assert_eq!(count(&house, "operator.withdrawn", "initech").await, 1);
    }
}

on_both_engines! {
    /// What an operator lent to a program ends with the operator's own organisation, and the operator can be withdrawn all the same.
    async fn an_operator_of_a_suspended_house_is_withdrawn(house: House) {
        let mut berta = operator(&house).await;
        let (globex, _) = customer(&house, &mut berta, "globex").await;
        let me = house.user(&berta.email).await;
        hold_more(&house, globex).await;
        house.change("UPDATE api_credentials SET created_by = $1", args![me]).await;
        let rights = async || {
            let mut txn = house.desk.db.read().await.unwrap();
            server::store::api_tokens::program(&mut txn, "payroll").await.unwrap().unwrap().creator
        };
        assert!(rights().await.is_some());
        let whom = Whom { organisation: Some("acme".to_owned()), email: berta.email.clone() };
        assert_eq!(by_hand::settle(&house.desk, "acme", Fate::Suspended, "x").await.unwrap(), Ok(()));
        assert!(rights().await.is_none(), "nobody's rights are lent any more");
        assert_eq!(by_hand::withdraw(&house.desk, "globex", &whom).await.unwrap(), Ok(()));
        // Nobody is given their own organisation.
        assert_eq!(by_hand::settle(&house.desk, "acme", Fate::Resumed, "").await.unwrap(), Ok(()));
        assert_eq!(by_hand::assign(&house.desk, "acme", &whom).await.unwrap(), Err(Refusal::NotFound));
    }
}
