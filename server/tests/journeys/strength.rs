//! The hint at a new password: on every page that sets one, for whoever may see that page; it says how strong it looks and
//! keeps nothing.

use server::store::args;

use super::{
    engines::on_both_engines,
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
const HINT: &str = "/do/password-strength";

async fn ask(house: &House, person: &mut Person, password: &str) -> (u64, String) {
    let typed = [("password", password)];
    person.browser.call(house, HINT, &typed).await;
    let page = &person.browser.page;
    assert_eq!(page.status, 200, "{}", page.html);
    let told: serde_json::Value = serde_json::from_str(&page.html).unwrap();
    assert!(!page.html.contains(password), "{}", page.html);
    let words = told["words"].as_str().unwrap().to_owned();
    (told["score"].as_u64().unwrap(), words)
}

on_both_engines! {
    async fn it_advises_and_keeps_nothing(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        for path in ["/account/password", "/setup", "/sign-in"] {
            anna.browser.open(path).await;
            let hints = anna.browser.page.all("#strength").len();
            assert_eq!(hints, usize::from(path == "/account/password"), "{path}");
        }
        let events: i64 = house.one("SELECT COUNT(*) FROM audit_events", args![]).await;
        let (least, words) = ask(&house, &mut anna, "qwertzuiop").await;
        assert!(least <= 2 && !words.is_empty(), "{least} {words}");
        let (most, words) = ask(&house, &mut anna, "violet teapot under the stairs").await;
        assert_eq!((most, words.as_str()), (5, "Strong."));
        let (_, words) = ask(&house, &mut anna, "abcdefghijklmnop").await;
        assert!(words.contains("tried first"), "{words}");
        assert_eq!(house.one::<i64>("SELECT COUNT(*) FROM audit_events", args![]).await, events);
        // Without a script there is nothing to come for.
        anna.browser.push(&house, HINT, &[("password", "qwertzuiop")]).await;
        anna.browser.follow().await;
        assert!(!anna.browser.page.html.contains("score"), "{}", anna.browser.page.html);
    }
}
