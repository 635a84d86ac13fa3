//! A password that was hashed with another work factor than today's is hashed anew when it is next proved.

use identity::{ids::OrganisationId, secret::Secret, time::Timestamp};
use server::{
    crypto::password_hash::{Arena, Phc, Profile},
    desk::password_check::password_aad,
    store::{args, users},
};

use super::{
    engines::on_both_engines,
    house::{House, PASSWORD},
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";

async fn row(house: &House) -> users::User {
    let mut txn = house.desk.db.read().await.unwrap();
    let acme: OrganisationId = txn
        .fetch_one("SELECT id FROM organisations", args![])
        .await
        .unwrap();
    let user = users::by_email_key(&mut txn, acme, ANNA).await.unwrap();
    user.unwrap()
}

/// The work factor of Anna's hash.
async fn profile(house: &House) -> Profile {
    let user = row(house).await;
    let keys = house.desk.keys.seal_password();
    let phc = keys.open(user.password.as_deref().unwrap(), &password_aad(&user));
    Phc::parse(phc.unwrap().reveal()).unwrap().profile()
}

async fn changed_at(house: &House) -> Timestamp {
    house
        .one(
            "SELECT password_changed_at FROM users WHERE email = $1",
            args![ANNA],
        )
        .await
}

on_both_engines! {
    /// Only the right password can do it, once; for the user nothing has changed.
    async fn an_older_hash_is_made_anew_by_a_sign_in(house: House) {
        let mut admin = people::set_up(&house).await;
        let mut anna = admin.invite(&house, "Anna Weber", ANNA).await;
        let old = Profile::new(16, 1).unwrap();
        let phc = Phc::of(&Secret::new(PASSWORD), old, &mut Arena::default()).unwrap();
        let keys = house.desk.keys.seal_password();
        let sealed = keys.seal(phc.to_secret().reveal().as_bytes(), &password_aad(&row(&house).await), &house.desk.world);
        house.change("UPDATE users SET password = $1 WHERE email = $2", args![sealed.unwrap(), ANNA]).await;
        let before = (changed_at(&house).await, house.events_about(ANNA).await.len());

        anna.browser = house.browser();
        let mut guesser = Person { browser: house.browser(), password: "some other password".to_owned(), ..anna.clone() };
        guesser.give_password().await;
        assert_eq!(profile(&house).await, old, "a wrong password touches nothing");

        for hashes in [2, 1] {
            let counted = house.desk.hasher.counted();
            anna.give_password().await;
            assert!(anna.browser.page.path.ends_with("/sign-in/verify"), "{}", anna.browser.page.path);
            assert_eq!(house.desk.hasher.counted() - counted, hashes);
            assert_eq!(profile(&house).await, Profile::DEFAULT);
        }
        // The wrong one, and nothing else, was worth an event.
        assert_eq!((changed_at(&house).await, house.events_about(ANNA).await.len()), (before.0, before.1 + 1));
        anna.sign_in(&house).await;
    }
}
