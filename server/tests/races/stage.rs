//! The stage of every race: Berta, who is the admin, Anna, whom it is about, and one or two nodes to run to.

use identity::{
    ids::FactorId,
    policy::Rules,
    proof::{Proof, ProofKind},
    session::{Lifetime, Owing},
    time::Span,
};
use server::{
    crypto::token::Token,
    desk::Desk,
    store::{args, factors, sessions, sign_ins, trial::Trial},
};

use super::{
    browser::Browser,
    house::House,
    people::{self, Person},
    starter::Runner,
};

pub const ANNA: &str = "anna@example.com";

#[derive(Debug)]
pub struct Stage {
    pub house: House,
    second: Option<House>,
    pub admin: Person,
    pub anna: Person,
    /// Counts the browsers: each comes from an address of its own, and every other one to the other node.
    browsers: u32,
}

impl Stage {
    pub async fn on_sqlite() -> Self {
        Self::set(House::open(Trial::sqlite().await.unwrap()).await, None).await
    }

    pub async fn on_postgres() -> Self {
        Self::set(House::open(Trial::postgres().await.unwrap()).await, None).await
    }

    pub async fn on_two_nodes() -> Self {
        let house = House::open(Trial::postgres().await.unwrap()).await;
        let second = house.second_node().await;
        Self::set(house, Some(second)).await
    }

    async fn set(house: House, second: Option<House>) -> Self {
        let mut admin = people::set_up(&house).await;
        let anna = admin.invite(&house, "Anna Weber", ANNA).await;
        Self {
            house,
            second,
            admin,
            anna,
            browsers: 0,
        }
    }

    /// The house of each node; the only one, twice.
    pub fn houses(&self) -> [&House; 2] {
        [&self.house, self.second.as_ref().unwrap_or(&self.house)]
    }

    /// The desk of each node; of the only one, twice.
    pub fn desks(&self) -> [Desk; 2] {
        let second = self.second.as_ref().unwrap_or(&self.house);
        [self.house.desk.clone(), second.desk.clone()]
    }

    /// A new browser, on the node whose turn it is.
    pub fn browser(&mut self) -> Browser {
        self.browsers += 1;
        let node = self
            .second
            .as_ref()
            .filter(|_| self.browsers.is_multiple_of(2))
            .unwrap_or(&self.house);
        let mut browser = node.browser();
        let [_, high, middle, low] = self.browsers.to_be_bytes();
        browser.address.set_ip([10, high, middle, low].into());
        browser
    }

    /// So many browsers that have given Anna's password and owe a factor, more than one person could have open.
    pub async fn half_signed_in(&mut self, many: usize) -> Vec<Browser> {
        let user = self.house.user(ANNA).await;
        let now = self.house.now();
        let mut browsers = Vec::new();
        let mut txn = self.house.desk.db.begin().await.unwrap();
        let organisation = txn
            .fetch_one(
                "SELECT organisation_id FROM users WHERE id = $1",
                args![user],
            )
            .await
            .unwrap();
        for _ in 0..many {
            let token = Token::random(&self.house.desk.world);
            let (digest, expires_at) = (&token.digest(), now + Span::minutes(5));
            let new = sign_ins::NewSignIn {
                digest,
                organisation,
                user,
                expires_at,
                return_to: "",
                ip: "10.0.0.1",
                agent: "",
            };
            sign_ins::insert(&mut txn, new, now).await.unwrap();
            browsers.push(self.holding("__Host-pre", token));
        }
        txn.commit().await.unwrap();
        browsers
    }

    /// So many browsers in which Anna is signed in, and proved who she is just now.
    pub async fn signed_in(&mut self, many: usize) -> Vec<Browser> {
        let user = self.house.user(ANNA).await;
        let now = self.house.now();
        let mut browsers = Vec::new();
        let mut txn = self.house.desk.db.begin().await.unwrap();
        let organisation = txn
            .fetch_one(
                "SELECT organisation_id FROM users WHERE id = $1",
                args![user],
            )
            .await
            .unwrap();
        for _ in 0..many {
            let token = Token::random(&self.house.desk.world);
            let (lifetime, proof) = (
                Lifetime::of(&Rules::default(), None),
                Proof {
                    kind: ProofKind::Totp,
                    at: now,
                },
            );
            let new = sessions::NewSession {
                digest: &token.digest(),
                organisation,
                user,
                lifetime,
                proof,
                factor: None,
                owing: Owing::Nothing,
                ip: "10.0.0.1",
                agent: "",
            };
            sessions::insert(&mut txn, new, now).await.unwrap();
            browsers.push(self.holding("__Host-sid", token));
        }
        txn.commit().await.unwrap();
        browsers
    }

    fn holding(&mut self, cookie: &str, token: Token) -> Browser {
        let mut browser = self.browser();
        browser
            .cookies
            .insert(cookie.to_owned(), token.into_secret().reveal().to_owned());
        browser
    }

    /// A browser at the start, with a form in its hands.
    pub fn runner(
        &self,
        browser: Browser,
        action: &'static str,
        fields: &[(&str, &str)],
    ) -> Runner {
        let key = browser.form_key(&self.house, action);
        let body = super::browser::encode(fields.iter().copied().chain([("csrf", key.as_str())]));
        Runner {
            browser,
            action,
            body,
        }
    }

    /// Anna's active factors, oldest first.
    pub async fn active(&self) -> Vec<FactorId> {
        let all = self.house.factors(ANNA).await;
        all.into_iter()
            .filter(|(_, state, _)| state == "active")
            .map(|(id, ..)| id)
            .collect()
    }

    /// The admin at the start of a reset of Anna: the page was read, the proof given.
    pub async fn reset_at_the_start(&mut self) -> Runner {
        let path = format!("/admin/users/{}/reset", self.house.user(ANNA).await);
        if self.admin.browser.open(&path).await.path != path {
            self.admin.sign_in(&self.house).await;
            self.admin.browser.open(&path).await;
        }
        self.admin.prove(&self.house).await;
        let why = [
            ("reason_kind", "lost_device"),
            ("reason", "Race"),
            ("verification", "call_back"),
        ];
        let body = self.admin.browser.form("/do/reset-user", &why);
        Runner {
            browser: self.admin.browser.clone(),
            action: "/do/reset-user",
            body,
        }
    }

    /// Anna comes back after a reset, with a new phone.
    pub async fn enrol_anew(&mut self) {
        self.anna.browser = self.browser();
        self.anna.give_password().await;
        let (phone, codes) = people::enrol(&self.house, &mut self.anna.browser).await;
        (self.anna.phone, self.anna.codes) = (phone, codes);
    }

    /// Takes a factor away, to have as many as before the round.
    pub async fn bury(&self, factor: FactorId) {
        let mut txn = self.house.desk.db.begin().await.unwrap();
        assert!(
            factors::bury(&mut txn, factor, self.house.now())
                .await
                .unwrap()
        );
        txn.commit().await.unwrap();
    }

    /// How often an event was written about Anna.
    pub async fn count(&self, event: &str) -> usize {
        self.house.count(event, ANNA).await
    }

    /// Sign-ins of Anna that still owe something.
    pub async fn unfinished(&self) -> i64 {
        const SQL: &str = "SELECT COUNT(*) FROM sign_ins JOIN users ON users.id = sign_ins.user_id WHERE users.email = $1";
        self.house.one(SQL, args![ANNA]).await
    }

    pub async fn sessions(&self) -> i64 {
        self.house.sessions_of(ANNA).await
    }

    /// As if nobody had given a wrong password yet.
    pub async fn forget_guesses(&self) {
        let mut txn = self.house.desk.db.begin().await.unwrap();
        txn.execute("DELETE FROM throttles", args![]).await.unwrap();
        txn.commit().await.unwrap();
    }

    pub async fn sign_everybody_out(&self) {
        let user = self.house.user(ANNA).await;
        let mut txn = self.house.desk.db.begin().await.unwrap();
        sign_ins::delete_of_user(&mut txn, user).await.unwrap();
        sessions::end_all(&mut txn, user, "other").await.unwrap();
        txn.commit().await.unwrap();
    }
}
