//! What is mailed when nothing was changed: failures after the right password, success after many, a return after a long
//! time (ASVS 6.3.5); and that every such mail says what, when, from where, and what to do.

use identity::time::Span;
use server::store::args;

use super::{
    engines::on_both_engines,
    house::House,
    people::{self, Person},
    profile,
};

const ANNA: &str = "anna@example.com";

async fn anna(house: &House) -> Person {
    let mut admin = people::set_up(house).await;
    admin.invite(house, "Anna Weber", ANNA).await
}

async fn told(house: &House, subject: &str) -> usize {
    let letters = house.letters_to(ANNA).await;
    letters.iter().filter(|it| *it == subject).count()
}

on_both_engines! {
    /// Three wrong codes after the right password: told once. The right one after five: told again.
    async fn wrong_codes_are_told_and_so_is_what_comes_after(house: House) {
        let mut anna = anna(&house).await;
        let subject = "Wrong codes after your password";
        anna.browser = house.browser();
        anna.give_password().await;
        for nth in 1..=5 {
            let wrong = anna.phone.wrong_code(house.now());
            anna.browser.submit("/do/verify-totp", &[("code", &wrong)]).await;
            assert_eq!(told(&house, subject).await, usize::from(nth >= 3), "{nth}");
        }
        let letter = house.newest_letter_with(ANNA, subject).await;
        assert!(letter.contains("3 wrong codes in a row") && letter.contains("/not-me?link="), "{letter}");
        house.wait(Span::minutes(5));
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        assert_eq!(told(&house, "Right after many wrong tries").await, 1);
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        assert_eq!(told(&house, "Right after many wrong tries").await, 1);
    }
}

on_both_engines! {
    /// The right password after five wrong ones, and backup codes alike.
    async fn right_passwords_and_codes_after_many_wrong_ones(house: House) {
        let mut anna = anna(&house).await;
        let right = anna.password.clone();
        for nth in 1..=6 {
            anna.browser = house.browser();
            anna.password = if nth == 6 { right.clone() } else { "wrong guess".to_owned() };
            anna.give_password().await;
            house.wait(Span::minutes(1));
        }
        assert_eq!(anna.browser.page.path, "/sign-in/verify");
        let letter = house.newest_letter_with(ANNA, "Right after many wrong tries").await;
        assert!(letter.contains("5 wrong tries in a row"), "{letter}");
        for _ in 0..3 {
            anna.browser.push(&house, "/do/verify-backup-code", &[("code", "00000-00000-00000")]).await;
        }
        assert_eq!(told(&house, "Wrong codes after your password").await, 1);
    }
}

on_both_engines! {
    /// Ninety days away: the first sign-in is told, the next one is not.
    async fn a_return_after_a_long_time_is_told(house: House) {
        let mut anna = anna(&house).await;
        house.wait(Span::days(89));
        anna.browser = house.browser();
        anna.sign_in(&house).await;
        assert_eq!(told(&house, "A sign-in after a long time").await, 0);
        house.wait(Span::days(90));
        for _ in 0..2 {
            anna.browser = house.browser();
            anna.sign_in(&house).await;
        }
        let letter = house.newest_letter_with(ANNA, "A sign-in after a long time").await;
        assert!(letter.contains("For the first time in 90 days"), "{letter}");
        assert_eq!(told(&house, "A sign-in after a long time").await, 1);
    }
}

on_both_engines! {
    /// Every mail about an account goes to every address that was verified; in the reader's language; its link lies sealed.
    async fn every_address_hears_of_it(house: House) {
        let mut anna = anna(&house).await;
        profile::add(&house, &mut anna, "anna@home.example").await;
        anna.browser.open("/account/profile").await;
        anna.browser.submit("/do/save-profile", &[("language", "de")]).await;
        let id = house.factors(ANNA).await[0].0;
        anna.browser.open(&format!("/account/factors/{id}/rename")).await;
        anna.browser.submit("/do/rename-factor", &[("name", "Neues")]).await;
        for to in [ANNA, "anna@home.example"] {
            let letter = house.newest_letter_with(to, "Ein Anmeldeweg wurde umbenannt").await;
            for said in ["Guten Tag, Anna Weber", "Neues", "UTC", "203.0.113.7", "Journeys/1.0", "Waren Sie das nicht?", "/not-me?link="] {
                assert!(letter.contains(said), "{said}: {letter}");
            }
        }
        let open: i64 = house.one("SELECT COUNT(*) FROM outbox WHERE body LIKE '%/not-me?link=%'", args![]).await;
        assert_eq!(open, 0, "a link lies open in the database");
        let same: i64 = house.one("SELECT COUNT(*) FROM (SELECT digest FROM mail_links GROUP BY digest HAVING COUNT(*) > 1) AS twice", args![]).await;
        assert_eq!(same, 0, "each mail has a link of its own");
    }
}
