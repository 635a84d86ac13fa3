//! Name, language and addresses: what a person changes about themselves, and who hears of it.

use axum::http::StatusCode;
use identity::time::Span;
use server::store::args;

use super::{
    browser::Browser,
    engines::on_both_engines,
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";
const HOME: &str = "anna@home.example";

async fn anna(house: &House) -> Person {
    let mut admin = people::set_up(house).await;
    let mut anna = admin.invite(house, "Anna Weber", ANNA).await;
    // A proof is fresh for five minutes.
    house.wait(Span::minutes(6));
    anna.browser.open("/account/profile").await;
    anna
}

/// The page of the addresses, behind its proof.
async fn addresses(house: &House, person: &mut Person) {
    person.browser.open("/account/addresses").await;
    person.prove(house).await;
    person.browser.open("/account/addresses").await;
}

/// Adds an address and confirms it in the mailbox.
pub async fn add(house: &House, person: &mut Person, email: &str) {
    addresses(house, person).await;
    person
        .browser
        .submit("/do/add-address", &[("email", email)])
        .await;
    person.browser.page.says("A mail is on its way");
    let mut mailbox = confirm(house, email).await;
    mailbox.submit("/do/confirm-address", &[]).await;
    mailbox.page.says("is confirmed");
}

async fn confirm(house: &House, email: &str) -> Browser {
    let link = house.link_to("/confirm-address", email).await;
    let mut mailbox = house.browser();
    mailbox.open(&link).await;
    assert_eq!(mailbox.page.path, "/confirm-address");
    mailbox
}

on_both_engines! {
    /// Name and language are one's own affair.
    async fn a_name_and_a_language(house: House) {
        let mut anna = anna(&house).await;
        anna.browser.submit("/do/save-profile", &[("name", "")]).await;
        anna.browser.page.refuses("name", "Enter a name");
        anna.browser.submit("/do/save-profile", &[("name", "Änne Weber"), ("language", "de")]).await;
        anna.browser.page.says("Ihr Profil ist gespeichert").says("Änne Weber");
        assert_eq!(house.count("user.edited", ANNA).await, 1);
        let language: String = house.one("SELECT language FROM users WHERE email = $1", args![ANNA]).await;
        assert_eq!(language, "de");
        anna.browser.submit("/do/save-profile", &[]).await;
        assert_eq!(house.count("user.edited", ANNA).await, 1, "nothing changed");
    }
}

on_both_engines! {
    /// A second address: behind a proof, confirmed in its mailbox, and from then on it gets what the first one gets.
    async fn a_second_address_counts_once_it_is_confirmed(house: House) {
        let mut anna = anna(&house).await;
        anna.browser.open("/account/addresses").await;
        anna.browser.page.says("Show that it’s you");
        addresses(&house, &mut anna).await;
        anna.browser.submit("/do/add-address", &[("email", HOME)]).await;
        anna.browser.page.says("A mail is on its way to anna@home.example").says("Waits to be confirmed");
        let mut mailbox = confirm(&house, HOME).await;
        mailbox.page.says("Anna Weber wants to use anna@home.example at Acme Bakery");
        let link = house.link_to("/confirm-address", HOME).await;
        assert!(house.letters_to(HOME).await.len() == 1, "not confirmed: no other mail");
        mailbox.submit("/do/confirm-address", &[]).await;
        mailbox.page.says("anna@home.example is confirmed");
        let told = "An e-mail address was added".to_owned();
        assert!(house.letters_to(ANNA).await.contains(&told) && house.letters_to(HOME).await.contains(&told));
        // The old one can deny it, the new one cannot.
        let denies = async |to| house.newest_letter_with(to, "An e-mail address was added").await.contains("/not-me?link=");
        assert!(denies(ANNA).await && !denies(HOME).await);
        mailbox.open(&link).await;
        assert_eq!(mailbox.page.status, StatusCode::GONE);

        addresses(&house, &mut anna).await;
        anna.browser.page.says("as many as you can have");
        anna.browser.push(&house, "/do/add-address", &[("email", "third@home.example")]).await;
        anna.browser.follow().await;
        anna.browser.page.warns("as many addresses");

        // A forgotten password is mailed to the address that was typed, and to no other.
        let asked = "Set a new password".to_owned();
        let mut stranger = house.browser();
        stranger.open("/o/acme/forgot-password").await;
        stranger.submit("/do/forgot-password", &[("email", "ANNA@home.example")]).await;
        assert!(house.letters_to(HOME).await.contains(&asked) && !house.letters_to(ANNA).await.contains(&asked));
    }
}

on_both_engines! {
    /// Whether somebody else has an address is told to that address alone.
    async fn an_address_of_somebody_else_reads_the_same(house: House) {
        let mut anna = anna(&house).await;
        let mut answers = Vec::new();
        for email in ["berta@example.com", "nobody@example.com"] {
            addresses(&house, &mut anna).await;
            anna.browser.submit("/do/add-address", &[("email", email)]).await;
            let page = anna.browser.page.clone();
            answers.push((page.status, page.text().replace(email, "EMAIL")));
        }
        assert_eq!(answers[0], answers[1]);
        let letters = house.letters_to("berta@example.com").await;
        assert!(letters.contains(&"Your address was to be added once more".to_owned()), "{letters:?}");
        assert!(house.letters_to("nobody@example.com").await.contains(&"Is this your address?".to_owned()));
        // Their own is no secret.
        addresses(&house, &mut anna).await;
        anna.browser.submit("/do/add-address", &[("email", "Anna@Example.com")]).await;
        anna.browser.page.refuses("email", "your address already");
        anna.browser.submit("/do/add-address", &[("email", "nonsense")]).await;
        anna.browser.page.refuses("email", "not an e-mail address");
    }
}

on_both_engines! {
    /// Two people may claim an address; whoever has the mailbox has it, once.
    async fn whoever_proves_an_address_has_it(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut one = admin.invite(&house, "Anna Weber", ANNA).await;
        let mut other = admin.invite(&house, "Otto Other", "otto@example.com").await;
        for person in [&mut one, &mut other] {
            addresses(&house, person).await;
            person.browser.submit("/do/add-address", &[("email", HOME)]).await;
        }
        let late = house.link_to("/confirm-address", HOME).await;
        add(&house, &mut one, HOME).await;
        let mut mailbox = house.browser();
        mailbox.open(&late).await;
        assert_eq!(mailbox.page.status, StatusCode::GONE, "{}", mailbox.page.text());
        // Nobody can be invited or renamed into it, and a link lives a day.
        addresses(&house, &mut other).await;
        other.browser.submit("/do/add-address", &[("email", "otto@home.example")]).await;
        let link = house.link_to("/confirm-address", "otto@home.example").await;
        house.wait(Span::hours(24));
        mailbox.open(&link).await;
        assert_eq!(mailbox.page.status, StatusCode::GONE);
    }
}

on_both_engines! {
    /// The two change places: one signs in with the other, and the old one gets a way back.
    async fn another_address_becomes_the_first(house: House) {
        let mut anna = anna(&house).await;
        add(&house, &mut anna, HOME).await;
        addresses(&house, &mut anna).await;
        anna.browser.submit("/do/make-address-first", &[]).await;
        anna.browser.page.says("From now on you sign in with anna@home.example");
        let subject = "You sign in with another address now";
        for (to, denies) in [(ANNA, true), (HOME, false)] {
            let letter = house.newest_letter_with(to, subject).await;
            assert_eq!(letter.contains("/not-me?link="), denies, "{to}");
        }
        anna.browser = house.browser();
        anna.give_password().await;
        anna.browser.page.warns("do not match");
        HOME.clone_into(&mut anna.email);
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        // And the old one goes, if they like: it hears of it.
        addresses(&house, &mut anna).await;
        anna.browser.submit("/do/remove-address", &[]).await;
        anna.browser.page.says("anna@example.com was removed");
        let gone = "An e-mail address was removed".to_owned();
        assert!(house.letters_to(ANNA).await.contains(&gone) && house.letters_to(HOME).await.contains(&gone));
        anna.browser.open("/account/profile").await;
        anna.browser.page.says("anna@home.example");
        assert!(!anna.browser.page.text().contains("anna@example.com"));
    }
}

on_both_engines! {
    /// Asked for too often, somebody else's, without a proof: refused, and nothing is sent.
    async fn addresses_of_others_are_out_of_reach(house: House) {
        let mut anna = anna(&house).await;
        add(&house, &mut anna, HOME).await;
        let id: i64 = house.one("SELECT MAX(id) FROM addresses", args![]).await;
        for (action, field) in [("/do/remove-address", id), ("/do/make-address-first", id), ("/do/remove-address", 999)] {
            // Anna, without a fresh proof.
            house.wait(Span::minutes(6));
            anna.browser.push(&house, action, &[("address", &field.to_string())]).await;
            assert_eq!(anna.browser.page.leads_to(), "/account/addresses");
        }
        let there: i64 = house.one("SELECT COUNT(*) FROM addresses", args![]).await;
        assert_eq!(there, 1);
        for nth in 0..5 {
            house.change("DELETE FROM addresses WHERE verified_at IS NOT NULL OR id > 0", args![]).await;
            addresses(&house, &mut anna).await;
            anna.browser.submit("/do/add-address", &[("email", &format!("a{nth}@home.example"))]).await;
            if nth < 4 {
                anna.browser.page.says("A mail is on its way");
            }
        }
        anna.browser.page.refuses("email", "Too many mails");
    }
}
