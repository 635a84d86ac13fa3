//! An operator and their customers: chosen in the address, recomputed from the grants, made, suspended and deleted. Cases T-01, T-04
//! and T-05.

use identity::{ids::OrganisationId, refusal::Refusal};
use server::{
    desk::{
        break_glass::Whom,
        bulk_work::{self, More},
        customers::Fate,
        customers_by_hand as by_hand,
    },
    store::args,
};

use super::{
    browser::Browser,
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::{self, Person},
};

pub(super) const SETTLE: &str = "/do/settle-customer";
pub(super) const CREATE: &str = "/do/create-customer";
const WHY: [(&str, &str); 2] = [
    ("reason_kind", "lost_device"),
    ("verification", "call_back"),
];

/// Berta, who is an operator now, at the page of a customer that she made, and its admin.
pub(super) async fn operator(house: &House) -> Person {
    let mut berta = people::set_up(house).await;
    house
        .change(
            "UPDATE users SET role = 'operator' WHERE email = $1",
            args![&berta.email],
        )
        .await;
    berta.browser = house.browser();
    berta.sign_in(house).await;
    berta
}

/// Makes a customer with an admin, who sets up a second step.
pub(super) async fn customer(
    house: &House,
    berta: &mut Person,
    slug: &str,
) -> (OrganisationId, Person) {
    berta.browser.open("/admin/customers/new").await;
    berta.prove(house).await;
    let (name, email) = (format!("Ada of {slug}"), format!("ada@{slug}.example"));
    let called = format!("The {slug} house");
    let fields = [
        ("organisation_name", called.as_str()),
        ("slug", slug),
        ("name", &name),
        ("email", &email),
    ];
    berta
        .browser
        .submit(CREATE, &fields)
        .await
        .says("was created");
    let letter = house.newest_letter_to(&email).await;
    let link = letter
        .split_whitespace()
        .find(|word| word.contains("/welcome?link="))
        .unwrap();
    let mut browser = house.browser();
    browser
        .open(link.trim_start_matches("http://localhost:3000"))
        .await;
    browser
        .submit("/do/accept-invitation", &[("password", PASSWORD)])
        .await;
    let (phone, codes) = people::enrol(house, &mut browser).await;
    let id = house
        .one("SELECT id FROM organisations WHERE slug = $1", args![slug])
        .await;
    let password = PASSWORD.to_owned();
    (
        id,
        Person {
            browser,
            email,
            password,
            phone,
            codes,
        },
    )
}

pub(super) async fn count(house: &House, event: &str, slug: &str) -> i64 {
    const SQL: &str = "
        SELECT count(*) FROM audit_events a JOIN organisations o ON o.id = a.organisation_id WHERE a.event = $1 AND o.slug = $2";
    house.one(SQL, args![event, slug]).await
}

/// What a form answers, posted as a page of ours would.
async fn posted(
    house: &House,
    browser: &mut Browser,
    path: &str,
    fields: &[(&str, &str)],
) -> (u16, String) {
    browser.call(house, path, fields).await;
    (browser.page.status.as_u16(), browser.page.html.clone())
}

on_both_engines! {
    /// One, several or all: the lists are of those that were chosen, and a customer's users are reset from every one of them.
    async fn a_customer_is_chosen(house: House) {
        let mut berta = operator(&house).await;
        let (_, ada) = customer(&house, &mut berta, "globex").await;
        customer(&house, &mut berta, "initech").await;
        let page = berta.browser.open("/admin/users").await;
        page.says("All customers (3)").says("Ada of globex").says("Berta Admin");
        assert!(page.all("th[scope=row] .quiet").contains(&"The initech house".to_owned()), "whose users they are");
        assert!(!page.html.contains("href=\"/admin/settings\""), "what belongs to one is not offered to three");
        for path in ["/admin/policies", "/admin/settings", "/admin/api-credentials"] {
            berta.browser.open(path).await.says("This belongs to one customer");
            assert_eq!(berta.browser.page.path, "/admin/customers", "{path}");
        }
        let page = berta.browser.open("/admin/users?customers=globex").await;
        page.says("The globex house").says("Ada of globex");
        assert!(!page.text().contains("Ada of initech") && !page.text().contains("berta@"), "{}", page.text());
        for area in ["policies", "settings", "audit", "authentication-methods", "requests"] {
            let address = format!("/admin/{area}?customers=globex");
            assert!(berta.browser.page.html.contains(&format!("href=\"{address}\"")), "{address}");
            berta.browser.open(&address).await;
            assert_eq!((berta.browser.page.status.as_u16(), berta.browser.page.path.as_str()), (200, address.as_str()));
            berta.browser.open("/admin/users?customers=globex").await;
        }
        berta.browser.open("/admin/users?customers.globex=on&customers.initech=on").await.says("2 of 3 customers").says("Ada of initech");
        assert!(!berta.browser.page.text().contains("berta@"));

        let path = format!("/admin/users/{}/reset?customers=globex", house.user(&ada.email).await);
        berta.browser.open(&path).await;
        berta.prove(&house).await;
        assert_eq!(berta.browser.page.path, path, "the choice is still in the address");
        berta.browser.submit("/do/reset-user", &WHY).await.says("sign-in steps of Ada of globex were reset");
        assert!(berta.browser.page.path.ends_with("?customers=globex"), "{}", berta.browser.page.path);
        assert_eq!((count(&house, "mfa.factor_admin_reset", "globex").await, count(&house, "mfa.factor_admin_reset", "acme").await), (1, 0));
        assert_eq!(house.active_factors(&ada.email).await, 0);
    }
}

on_both_engines! {
    /// T-04, T-05: what is not theirs is not there, whatever the address says; what belongs to one is refused to several, whole.
    async fn the_grants_decide_and_not_the_address(house: House) {
        let mut berta = operator(&house).await;
        let (globex, mut ada) = customer(&house, &mut berta, "globex").await;
        let user = house.user("berta@example.com").await.to_string();
        // Its own admin is no operator: the customers of others are not there, in the address or by id.
        for path in ["/admin/users?customers=acme", "/admin/users?customers=globex.acme", "/admin/users?customers=nobody", "/admin/users?customers=../acme"] {
            ada.browser.open(path).await;
            assert_eq!(ada.browser.page.status.as_u16(), 404, "{path}");
        }
        let reset = "/do/reset-user?customers=acme";
        assert_eq!(posted(&house, &mut ada.browser, reset, &[("user", &user)]).await.0, 404);
        assert!(count(&house, "authz.refused", "globex").await >= 4);
        // one foreign tick, and nothing of the rest is taken.
        let own = house.user(&ada.email).await.to_string();
        let (mine, theirs) = (format!("pick[{own}]"), format!("pick[{user}]"));
        let shown = format!("{own},{user}");
        let ticks = [(mine.as_str(), "on"), (theirs.as_str(), "on"), ("shown", &shown), ("then", "/admin/users")];
        assert_eq!(posted(&house, &mut ada.browser, "/do/pick-users", &ticks).await.0, 404);
        assert_eq!(house.one::<i64>("SELECT count(*) FROM bulk_resets", args![]).await, 0);
        assert_eq!(count(&house, "authz.cross_organisation", "globex").await, 1);
        for path in ["/admin/customers", "/admin/customers/new"] {
            ada.browser.open(path).await;
            assert_eq!(ada.browser.page.status.as_u16(), 403, "{path}");
        }
        let deed = [("customer", &*globex.to_string()), ("deed", "suspend"), ("note", "x")];
        assert_eq!(posted(&house, &mut ada.browser, SETTLE, &deed).await.0, 403);

        // Several at once for what belongs to one.
        let settings = [("help_line", "X"), ("step_up", "off"), ("reset_pass", "off"), ("equal_rank", "on"), ("window_hours", "72")];
        for address in ["/do/save-settings", "/do/save-settings?customers=acme.globex"] {
            let (status, _) = posted(&house, &mut berta.browser, address, &settings).await;
            assert_eq!(status, 403, "{address}");
        }
        let asked: Vec<String> = house.all("SELECT step_up FROM organisations", args![]).await;
        assert_eq!(asked, ["any_factor", "any_factor"]);

        // A customer that was taken back is not there any more, in the same breath.
        house.change("DELETE FROM operator_customers", args![]).await;
        let ada_id = house.user(&ada.email).await.to_string();
        for path in [format!("/admin/users/{ada_id}"), "/admin/users?customers=globex".to_owned(), format!("/admin/customers/{globex}")] {
            berta.browser.open(&path).await;
            assert_eq!(berta.browser.page.status.as_u16(), 404, "{path}");
        }
        assert!(!berta.browser.open("/admin/users").await.text().contains("Ada of globex"));
    }
}

on_both_engines! {
    /// A proof for one customer's settings changes no other's.
    async fn a_proof_is_good_for_its_customer(house: House) {
        let mut berta = operator(&house).await;
        customer(&house, &mut berta, "globex").await;
        berta.browser.open("/admin/settings?customers=globex").await;
        berta.prove(&house).await;
        let form = berta.browser.form("/do/save-settings", &[("help_line", "Call 0100")]);
        berta.browser.post("/do/save-settings?customers=acme", &form).await;
        berta.browser.follow().await.says("Show first that it’s you");
        let lines: Vec<String> = house.all("SELECT help_line FROM organisations ORDER BY id", args![]).await;
        assert_eq!(lines, ["", ""]);
        berta.browser.open("/admin/settings?customers=globex").await;
        berta.browser.submit("/do/save-settings", &[("help_line", "Call 0100")]).await.says("The settings were saved");
        let lines: Vec<String> = house.all("SELECT help_line FROM organisations ORDER BY id", args![]).await;
        assert_eq!(lines, ["", "Call 0100"]);
        assert_eq!((count(&house, "org.settings_changed", "globex").await, count(&house, "org.settings_changed", "acme").await), (1, 0));

        // The strictest of them says what an operator proves.
        house.change("UPDATE organisations SET step_up = 'phishing_resistant' WHERE slug = 'globex'", args![]).await;
        let ada = house.user("ada@globex.example").await;
        berta.browser.open(&format!("/admin/users/{ada}/reset?customers=globex")).await.says("You have nothing at hand that could conf");
    }
}

on_both_engines! {
    /// Who looks after a customer: given to another operator, taken back, and never one's own organisation or oneself.
    async fn a_customer_is_shared(house: House) {
        let mut berta = operator(&house).await;
        let (globex, _) = customer(&house, &mut berta, "globex").await;
        let acme = house.one::<OrganisationId>("SELECT id FROM organisations WHERE slug = 'acme'", args![]).await;
        house.change("INSERT INTO operator_customers (operator_id, organisation_id, granted_at) SELECT id, $1, 1 FROM users WHERE email = 'berta@example.com'", args![acme]).await;
        let own = format!("/admin/customers/{acme}");
        berta.browser.open(&own).await;
        berta.prove(&house).await;
        berta.browser.submit(SETTLE, &[("deed", "suspend"), ("note", "x")]).await.says("sign in to yourself");

        let page = format!("/admin/customers/{globex}");
        berta.browser.open(&page).await;
        berta.prove(&house).await;
        berta.browser.submit(SETTLE, &[("deed", "assign"), ("email", "nobody@example.com")]).await.says("has the role Operator");
        assert!(berta.browser.page.html.contains("nobody@example.com"));
        // Somebody of the customer's, or without the role, is none.
        berta.browser.submit(SETTLE, &[("deed", "assign"), ("email", "ada@globex.example")]).await.says("has the role Operator");
        berta.browser.open("/admin/users/invite?customers=acme").await;
        berta.browser.submit("/do/invite", &[("name", "Olga Nord"), ("email", "olga@example.com")]).await;
        house.change("UPDATE users SET role = 'operator', status = 'active' WHERE email = 'olga@example.com'", args![]).await;
        let olga = house.user("olga@example.com").await.to_string();
        berta.browser.open(&page).await;
        berta.prove(&house).await;
        berta.browser.submit(SETTLE, &[("deed", "assign"), ("email", "OLGA@example.com")]).await.says("Olga Nord looks after this customer now");
        for chain in ["acme", "globex"] {
            assert!(count(&house, "operator.assigned", chain).await >= 1, "{chain}");
        }
        let me = house.user("berta@example.com").await.to_string();
        let (status, _) = posted(&house, &mut berta.browser, SETTLE, &[("customer", &globex.to_string()), ("deed", "withdraw"), ("user", &me)]).await;
        assert_eq!(status, 403);
        berta.browser.open(&page).await;
        berta.prove(&house).await;
        berta.browser.submit(SETTLE, &[("deed", "withdraw"), ("user", &olga)]).await.says("no longer looks after");
        let left: i64 = house.one("SELECT count(*) FROM operator_customers WHERE organisation_id = $1", args![globex]).await;
        assert_eq!(left, 1);
    }
}

on_both_engines! {
    /// Users of several customers in one reset: each in the log of their own, and only who reaches all of them reads of it.
    async fn several_customers_in_one_reset(house: House) {
        let mut berta = operator(&house).await;
        let (_, ada) = customer(&house, &mut berta, "globex").await;
        let (initech, mut ida) = customer(&house, &mut berta, "initech").await;
        let (one, two) = (house.user(&ada.email).await.to_string(), house.user(&ida.email).await.to_string());
        berta.browser.open("/admin/authentication-methods?customers=globex.initech").await.says("The initech house");
        let boxes = [format!("pick[{one}]"), format!("pick[{two}]")];
        berta.browser.submit("/do/pick-users", &[(boxes[0].as_str(), "on"), (boxes[1].as_str(), "on")]).await;
        berta.prove(&house).await;
        berta.browser.page.says("2 users will be reset");
        let customers = berta.browser.page.all("th[scope=row] .customer");
        assert_eq!(customers, ["The globex house", "The initech house"]);
        let path = berta.browser.page.path.clone();
        // Taken back between the confirmation and the work: left out, and nothing is done there.
        berta.browser.submit("/do/begin-bulk-reset", &WHY).await.says("The reset has begun");
        let taken = "DELETE FROM operator_customers WHERE organisation_id = $1";
        house.change(taken, args![initech]).await;
        while bulk_work::advance(&house.desk).await.unwrap() == More::Yes {}
        for (slug, resets, left) in [("globex", 1, 0), ("initech", 0, 1)] {
            assert_eq!(count(&house, "mfa.factor_admin_reset", slug).await, resets, "{slug}");
            assert_eq!(house.active_factors(&format!("ada@{slug}.example")).await, left, "{slug}");
        }
        // Who does not reach all of them does not read of it: neither the operator now, nor an admin of one.
        for browser in [&mut berta.browser, &mut ida.browser] {
            browser.open(&path).await;
            assert_eq!(browser.page.status.as_u16(), 404);
        }
        assert!(!ida.browser.open("/admin/resets").await.text().contains("of 2 done"));
    }
}

on_both_engines! {
    /// K-05: a credential that an operator made for a customer is worth what the operator is there, now.
    async fn a_credential_goes_with_the_grant(house: House) {
        let mut berta = operator(&house).await;
        let (globex, mut ada) = customer(&house, &mut berta, "globex").await;
        berta.browser.open("/admin/api-credentials?customers=globex").await;
        berta.prove(&house).await;
        let fields = [("name", "Robot of Berta"), ("scope", "read_users"), ("days", "30")];
        berta.browser.submit("/do/create-credential", &fields).await.says("The credential for Robot of Berta").says("Until");
        let page = ada.browser.open("/admin/api-credentials").await;
        page.says("Robot of Berta").says("Berta Admin").says("Until");
        house.change("DELETE FROM operator_customers WHERE organisation_id = $1", args![globex]).await;
        ada.browser.open("/admin/api-credentials").await.says("Not now: who made it is no admin any more");
        berta.browser.open("/admin/api-credentials").await;
        assert!(!berta.browser.page.text().contains("Robot of Berta"));
    }
}

on_both_engines! {
    /// The same at the command line, for when there is no operator yet.
    async fn customers_by_hand(house: House) {
        let berta = operator(&house).await;
        let desk = &house.desk;
        let berta = Whom { organisation: Some("acme".to_owned()), email: berta.email };
        let stranger = Whom { email: "nobody@example.com".to_owned(), ..berta.clone() };
        let made = by_hand::create(desk, "Globex", " Globex ").await.unwrap();
        assert_eq!(made.map(|slug| slug.to_string()), Ok("globex".to_owned()));
        assert_eq!(by_hand::create(desk, "Globex", "globex").await.unwrap(), Err(Refusal::SlugTaken));
        assert_eq!(by_hand::create(desk, "Globex", "-").await.unwrap(), Err(Refusal::SlugInvalid));
        assert_eq!(by_hand::assign(desk, "globex", &stranger).await.unwrap(), Err(Refusal::NotFound));
        assert_eq!(by_hand::assign(desk, "nothing", &berta).await.unwrap(), Err(Refusal::OrganisationUnknown));
        assert_eq!(by_hand::assign(desk, "globex", &berta).await.unwrap(), Ok(()));
        assert_eq!(house.one::<i64>("SELECT count(*) FROM operator_customers", args![]).await, 1);
        assert_eq!(by_hand::settle(desk, "globex", Fate::Resumed, "").await.unwrap(), Err(Refusal::NotAllowed), "it is not suspended");
        assert_eq!(by_hand::settle(desk, "globex", Fate::Suspended, " ").await.unwrap(), Err(Refusal::ReasonMissing));
        assert_eq!(by_hand::settle(desk, "globex", Fate::Suspended, "Unpaid").await.unwrap(), Ok(()));
        assert_eq!(by_hand::settle(desk, "globex", Fate::Suspended, "Unpaid").await.unwrap(), Err(Refusal::NotAllowed));
        assert_eq!(by_hand::withdraw(desk, "globex", &berta).await.unwrap(), Ok(()));
        assert_eq!(by_hand::withdraw(desk, "globex", &berta).await.unwrap(), Err(Refusal::NotFound));
        assert_eq!(by_hand::settle(desk, "globex", Fate::Deleted, "Left").await.unwrap(), Ok(()));
        assert_eq!(by_hand::settle(desk, "globex", Fate::Deleted, "Left").await.unwrap(), Err(Refusal::OrganisationUnknown));
        let listed: Vec<_> = by_hand::list(desk).await.unwrap().into_iter().map(|one| (one.slug, one.status.code())).collect();
        assert_eq!(listed, [("acme".to_owned(), "active"), ("globex".to_owned(), "deleted")]);
        let by: Vec<String> = house.all("SELECT DISTINCT actor_name FROM audit_events WHERE event LIKE 'org.%' AND actor_kind = 'system'", args![]).await;
        assert!(by.contains(&"command line".to_owned()), "{by:?}");
    }
}
