//! The sample world with somebody signed in to it.

use std::net::{IpAddr, Ipv4Addr};

use identity::{
    audit::Event,
    email::lookup_key,
    ids::{OrganisationId, UserId},
    place::Place,
    proof::{Proof, ProofKind},
    refusal::Refusal,
    session::{Lifetime, Owing},
    step_up::StepUp,
    time::Span,
    turn::{Answer, Away, Turn},
    view::audit::AuditRow,
    visitor::Visitor,
};
use server::{
    crypto::token::{Digest, Token},
    demo,
    desk::Desk,
    store::{
        audit_read::{self, Wanted},
        organisations,
        sessions::{self, NewSession},
        step_ups::{self, Bound},
        trial::Trial,
        users::{self, User},
    },
    world::WoundClock,
};
use sha2::Digest as _;

/// `on_both_engines!(async fn name(scene: Scene) { … })`: a test on SQLite and one on PostgreSQL.
macro_rules! on_both_engines {
    ($(#[$doc:meta])* async fn $name:ident($scene:ident: Scene) $body:block) => {
        $(#[$doc])*
        mod $name {
            use super::*;

            async fn play($scene: Scene) $body

            #[tokio::test]
            async fn on_sqlite() {
                play(Scene::open(server::store::trial::Trial::sqlite().await.unwrap()).await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                play(Scene::open(server::store::trial::Trial::postgres().await.unwrap()).await).await;
            }
        }
    };
}

pub(crate) use on_both_engines;

#[derive(Debug)]
pub struct Scene {
    pub desk: Desk,
    pub clock: WoundClock,
    /// Keeps the database alive.
    _trial: Trial,
}

impl Scene {
    pub async fn open(trial: Trial) -> Self {
        let (world, clock) = Trial::world();
        let desk = trial.desk(world).unwrap();
        let lines = demo::fill(&desk).await.unwrap();
        assert_eq!(lines.len(), 40);
        Self {
            desk,
            clock,
            _trial: trial,
        }
    }

    pub async fn organisation(&self, slug: &str) -> OrganisationId {
        let mut txn = self.desk.db.read().await.unwrap();
        organisations::by_slug(&mut txn, slug)
            .await
            .unwrap()
            .unwrap()
            .id
    }

    /// `anna.kowalska@harbour`
    pub async fn user(&self, address: &str) -> User {
        let (_, slug) = address.split_once('@').unwrap();
        let organisation = self.organisation(slug).await;
        let mut txn = self.desk.db.read().await.unwrap();
        let key = lookup_key(&format!("{address}.example"));
        users::by_email_key(&mut txn, organisation, &key)
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("nobody is {address}"))
    }

    pub async fn id(&self, address: &str) -> UserId {
        self.user(address).await.id
    }

    /// A browser in which somebody is signed in, by whatever they have.
    pub async fn signed_in(&self, address: &str) -> Visitor {
        let user = self.user(address).await;
        let now = self.clock.now();
        let token = Token::random(&self.desk.world);
        let new = NewSession {
            digest: &token.digest(),
            organisation: user.organisation_id,
            user: user.id,
            lifetime: Lifetime {
                idle: Span::hours(1),
                absolute: Span::hours(8),
            },
            proof: Proof {
                kind: ProofKind::Totp,
                at: now,
            },
            factor: None,
            owing: Owing::Nothing,
            ip: "192.0.2.1",
            agent: "test",
        };
        let mut txn = self.desk.db.begin().await.unwrap();
        sessions::insert(&mut txn, new, now).await.unwrap();
        txn.commit().await.unwrap();
        let ip = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
        Visitor {
            session: Some(token.into_secret()),
            ..Visitor::stranger(self.desk.world.request_id(), now, ip, "test".to_owned())
        }
    }

    /// Gives the proof that an action asks for.
    pub async fn prove(&self, visitor: &Visitor, action: StepUp) {
        let now = self.clock.now();
        let mut txn = self.desk.db.begin().await.unwrap();
        let digest = Digest::of_token(visitor.session.as_ref().unwrap()).unwrap();
        let session = sessions::by_digest(&mut txn, &digest)
            .await
            .unwrap()
            .unwrap()
            .id;
        let text = action.to_string();
        let name = text.split(':').next().unwrap().to_owned();
        let bound = Bound {
            session,
            action: name,
            // Of no particular customer.
            targets: sha2::Sha256::digest(format!("{text} ")).into(),
        };
        step_ups::insert(&mut txn, &bound, Span::minutes(5), now)
            .await
            .unwrap();
        txn.commit().await.unwrap();
    }

    /// Live sessions of somebody.
    pub async fn sessions(&self, user: UserId) -> i64 {
        let mut txn = self.desk.db.read().await.unwrap();
        sessions::count(&mut txn, user, self.clock.now())
            .await
            .unwrap()
    }

    /// The newest events of one kind, newest first.
    pub async fn events(&self, slug: &str, event: Event) -> Vec<AuditRow> {
        let organisation = self.organisation(slug).await;
        let mut txn = self.desk.db.read().await.unwrap();
        let wanted = Wanted {
            event: Some(event),
            ..Wanted::all(organisation)
        };
        audit_read::page(&mut txn, wanted, 1000).await.unwrap()
    }

    pub async fn count(&self, sql: &'static str, id: i64) -> i64 {
        let mut txn = self.desk.db.read().await.unwrap();
        txn.fetch_one(sql, vec![id.into()]).await.unwrap()
    }
}

/// What an event says under a key.
pub fn detail<'a>(row: &'a AuditRow, key: &str) -> &'a str {
    row.detail
        .iter()
        .find(|(name, _)| name == key)
        .map_or("", |(_, value)| value.as_str())
}

/// It was done, and leads there.
pub fn done(answer: Answer) -> Turn {
    let turn = answer.unwrap();
    assert_eq!(turn.refusal(), None, "{turn:?}");
    assert!(turn.flash.notice.is_some(), "{turn:?}");
    turn
}

/// It was refused, with this reason, at this place.
pub fn refused(answer: Answer, why: &Refusal, at: &Place) -> Turn {
    let turn = answer.unwrap();
    assert_eq!((turn.refusal(), &turn.go), (Some(why), at), "{turn:?}");
    turn
}

/// The page is not there.
pub fn missing<T: std::fmt::Debug>(shown: Result<T, Away>) {
    assert!(matches!(shown, Err(Away::NotFound)), "{shown:?}");
}

/// The page is not for this role.
pub fn forbidden<T: std::fmt::Debug>(shown: Result<T, Away>) {
    assert!(matches!(shown, Err(Away::NotAllowed)), "{shown:?}");
}
