//! One installation: the real router over a real database, with the sample world and many more users in it.

use axum::Router;
use identity::{language::Language, time::Span};
use server::{
    config::Config,
    crypto::{keyring::Keyring, limiter::Hasher},
    demo,
    desk::{Desk, Foundation},
    http::{self, AppState},
    store::{organisations, users_write},
    world::{World, WoundClock},
};

use super::{Outcome, account::Account, browser::Browser, engine::Engine};

pub struct House {
    pub engine: Engine,
    pub desk: Desk,
    pub clock: WoundClock,
    pub router: Router,
    /// Those with one authenticator app and no role: the ones that sign in.
    pub accounts: Vec<Account>,
    /// The browser of each, known since the warming up.
    pub browsers: Vec<Browser>,
}

impl House {
    pub async fn open(mut engine: Engine, users: u32) -> Outcome<Self> {
        let (world, clock) = World::wound(World::real().now());
        let mut config = Config {
            database: engine.settings(),
            ..Config::default()
        };
        // Nobody here fails, and all come from one address: the figures must not be those of a throttle.
        (
            config.limits.ip_failures_per_minute,
            config.limits.ip_failures_per_hour,
            config.limits.hash_queue_per_network,
        ) = (0, 0, 0);
        let db = server::store::Db::connect(&config.database).await?;
        engine.look_for_processes(&db).await?;
        let keys = match engine.folder() {
            Some(folder) => Keyring::open(folder.join("keyring.toml"), &db, &world).await?,
            None => Keyring::ephemeral(&world),
        };
        let hasher = Hasher::start(config.hashing.limits(&config.limits)?)?;
        let desk = Desk::new(Foundation {
            db,
            world,
            config,
            keys,
            hasher,
            exports: server::desk::exports::Exports::default(),
            pulse: server::desk::pulse::Pulse::default(),
        });
        let lines = demo::fill(&desk).await?;
        let accounts: Vec<Account> = lines.iter().filter_map(Account::of).collect();
        if accounts.is_empty() {
            return Err("the sample world has nobody to sign in".into());
        }
        let router = http::router(AppState::new(desk.clone()));
        let house = Self {
            engine,
            desk,
            clock,
            router,
            accounts,
            browsers: Vec::new(),
        };
        house.fill(users).await?;
        Ok(house)
    }

    /// Colleagues, so that nothing is measured on empty tables.
    async fn fill(&self, users: u32) -> Outcome<()> {
        let slug = self
            .accounts
            .first()
            .map(|account| account.organisation)
            .unwrap_or_default();
        let now = self.desk.world.now();
        let mut txn = self.desk.db.begin().await?;
        let organisation = organisations::by_slug(&mut txn, slug)
            .await?
            .ok_or("no organisation")?;
        for nth in 0..users {
            let (name, email) = (
                format!("Colleague {nth}"),
                format!("colleague{nth}@bench.example"),
            );
            let new = users_write::Invited {
                organisation: organisation.id,
                name: &name,
                email: &email,
                email_key: &email,
                language: Language::En,
                grant_until: now,
            };
            users_write::invite(&mut txn, new, now).await?;
        }
        Ok(txn.commit().await?)
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Ends all sessions, as people do in the course of a day: nobody here signs in for the eleventh time and is put out elsewhere.
    pub async fn everybody_leaves(&self) -> Outcome<()> {
        let mut txn = self.desk.db.begin().await?;
        txn.execute("DELETE FROM sessions", Vec::new()).await?;
        Ok(txn.commit().await?)
    }

    /// To a time at which every app shows a new code.
    pub fn next_code(&self) {
        self.clock.advance(Span::seconds(30));
    }

    pub async fn close(self) -> Outcome<Engine> {
        self.desk.db.close().await;
        Ok(self.engine)
    }
}
