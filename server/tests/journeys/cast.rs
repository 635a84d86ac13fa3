//! Somebody in each state that a visitor can be in, and Viktor, whose things all of them reach for.

use std::{fmt, net::IpAddr};

use axum::{body::Body, http::Request};
use identity::{
    enrolment::{Grant, GrantCause},
    hardware_token::{OathKind, SerialNumber, TokenSeed, file::NewToken},
    ids::{
        AdminRequestId, BackupCodeSetId, BulkResetId, FactorId, HardwareTokenId, KnownDeviceId,
        OrganisationId, PolicyId, SessionId, UserId, WebhookId,
    },
    language::Language,
    name::{OrganisationName, PersonName},
    organisation::Slug,
    policy::Rules,
    proof::{Proof, ProofKind},
    session::{Lifetime, Owing},
    time::{Span, Timestamp},
};
use server::{
    crypto::token::Token,
    store::{
        Txn, args, bulk_resets, hardware_tokens, requests, sessions, set_up, sign_ins, webhooks,
    },
};

use super::{
    browser::Browser,
    everything::VIKTOR,
    handset::allow_texts,
    house::{House, PASSWORD},
    people,
};

/// The states of docs/decisions/0002, and the two kinds of admin that must not reach too far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Nobody,
    HalfSignedIn,
    Enrolling,
    User,
    HelpDesk,
    Admin,
    OtherAdmin,
    /// Of a third organisation, with no customer but that.
    Operator,
}

impl State {
    pub const ALL: [Self; 8] = [
        Self::Nobody,
        Self::HalfSignedIn,
        Self::Enrolling,
        Self::User,
        Self::HelpDesk,
        Self::Admin,
        Self::OtherAdmin,
        Self::Operator,
    ];

    /// Whether these may see Viktor in the console.
    pub fn looks_after_viktor(self) -> bool {
        matches!(self, Self::HelpDesk | Self::Admin)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nobody => "nobody",
            Self::HalfSignedIn => "half signed in",
            Self::Enrolling => "enrolling",
            Self::User => "user",
            Self::HelpDesk => "help desk",
            Self::Admin => "admin",
            Self::OtherAdmin => "other admin",
            Self::Operator => "operator",
        })
    }
}

/// Everybody, and the ids of what is Viktor's.
pub struct Cast {
    pub house: House,
    pub viktor: UserId,
    pub factor: FactorId,
    pub pending: FactorId,
    pub codes: BackupCodeSetId,
    pub session: SessionId,
    pub device: KnownDeviceId,
    pub policy: PolicyId,
    /// Viktor's organisation.
    pub acme: OrganisationId,
    /// A reset of many that is done, Viktor's with it.
    pub bulk: BulkResetId,
    /// A webhook of Acme's, with Viktor's name.
    pub webhook: WebhookId,
    /// A hardware token of Viktor's that nobody activated.
    pub token: HardwareTokenId,
    /// A request of Viktor's that is open.
    pub asked_for_help: AdminRequestId,
    people: Vec<(State, OrganisationId, UserId)>,
    /// Counts the browsers, so that each comes from an address of its own.
    asked: u32,
}

impl Cast {
    pub async fn gather(house: House) -> Self {
        let mut admin = people::set_up(&house).await;
        for name in ["qpaula", "qursula", "qhedwig"] {
            admin
                .invite(&house, name, &format!("{name}@example.com"))
                .await;
        }
        let mut emil = admin
            .invite_only(&house, "qemilian", "qemilian@example.com")
            .await;
        emil.submit("/do/accept-invitation", &[("password", PASSWORD)])
            .await;
        let mut viktor = admin.invite(&house, VIKTOR, "qviktor@example.com").await;
        viktor.browser.open("/enrol").await;
        viktor.browser.submit("/do/start-totp", &[]).await;
        house
            .change(
                "UPDATE users SET role = 'help_desk' WHERE name = 'qhedwig'",
                args![],
            )
            .await;
        let names = "UPDATE factors SET name = (SELECT name FROM users WHERE users.id = factors.user_id) WHERE state = 'active'";
        house.change(names, args![]).await;
        let factors = house.factors("qviktor@example.com").await;
        let (acme, other, operator) = (
            house
                .one("SELECT id FROM organisations WHERE slug = 'acme'", args![])
                .await,
            founder(&house, "qbravo", "Qottokar and Sons", "qottokar").await,
            founder(&house, "qcharlie", "Qolivia Services", "qolivia").await,
        );
        house
            .change(
                "UPDATE users SET role = 'operator' WHERE name = 'qolivia'",
                args![],
            )
            .await;
        allow_texts(&house).await;
        let mut people = vec![
            (State::OtherAdmin, other.0, other.1),
            (State::Operator, operator.0, operator.1),
        ];
        for (state, email) in [
            (State::HalfSignedIn, "qpaula@example.com"),
            (State::Enrolling, "qemilian@example.com"),
            (State::User, "qursula@example.com"),
            (State::HelpDesk, "qhedwig@example.com"),
            (State::Admin, "berta@example.com"),
        ] {
            people.push((state, acme, house.user(email).await));
        }
        let viktor = house.user("qviktor@example.com").await;
        let berta = house.user("berta@example.com").await;
        let mut txn = house.desk.db.begin().await.unwrap();
        let bulk =
            bulk_resets::replace_draft(&mut txn, (acme, berta), (&[viktor], &[acme]), house.now())
                .await
                .unwrap();
        let asked_for_help = requests::insert(&mut txn, (acme, viktor), "qnote", None, house.now())
            .await
            .unwrap();
        let wanted = webhooks::Wanted {
            name: VIKTOR.to_owned(),
            url: "https://qviktor.example.com/".to_owned(),
            subscription: "mfa.clone_suspected".parse().unwrap(),
        };
        let webhook = webhooks::insert(&mut txn, acme, &wanted, house.now())
            .await
            .unwrap();
        let token = token(&mut txn, (acme, viktor), house.now()).await;
        txn.commit().await.unwrap();
        house
            .change(
                "UPDATE bulk_resets SET stage = 'done', started_at = 1, ended_at = 2",
                args![],
            )
            .await;
        Self {
            acme,
            bulk,
            webhook,
            token,
            asked_for_help,
            viktor: house.user("qviktor@example.com").await,
            factor: factors[0].0,
            pending: factors[1].0,
            codes: house
                .one(
                    "SELECT id FROM backup_code_sets ORDER BY id DESC LIMIT 1",
                    args![],
                )
                .await,
            session: house
                .one(
                    "SELECT sessions.id FROM sessions JOIN users ON users.id = sessions.user_id WHERE users.name = $1",
                    args![VIKTOR],
                )
                .await,
            device: house
                .one(
                    "SELECT known_devices.id FROM known_devices JOIN users ON users.id = known_devices.user_id WHERE users.name = $1",
                    args![VIKTOR],
                )
                .await,
            policy: house
                .one(
                    "SELECT id FROM policies WHERE organisation_id = $1",
                    args![acme],
                )
                .await,
            people,
            asked: 0,
            house,
        }
    }

    /// A new browser of somebody in this state. It has loaded a page before.
    pub async fn browser(&mut self, state: State) -> Browser {
        self.asked += 1;
        let mut browser = self.house.browser();
        let [.., high, low] = self.asked.to_be_bytes();
        browser.address.set_ip(IpAddr::from([10, 0, high, low]));
        browser
            .send(
                Request::get("/o/acme/sign-in"),
                Body::empty(),
                "/o/acme/sign-in",
            )
            .await;
        if let Some((_, organisation, user)) = self.people.iter().find(|(who, ..)| *who == state) {
            let (cookie, token) = self.begin(state, *organisation, *user).await;
            browser.cookies.insert(cookie.to_owned(), token);
        }
        browser
    }

    /// How many browsers there were, for what must differ from one to the next.
    pub fn asked(&self) -> u32 {
        self.asked
    }

    /// What a sign-in leaves behind, put there directly: it is the calls after it that are tested here.
    async fn begin(
        &self,
        state: State,
        organisation: OrganisationId,
        user: UserId,
    ) -> (&'static str, String) {
        let (now, token) = (self.house.now(), Token::random(&self.house.desk.world));
        let (digest, ip, agent) = (&token.digest(), "10.0.0.1", "Journeys/1.0");
        let mut txn = self.house.desk.db.begin().await.unwrap();
        let cookie = if matches!(state, State::HalfSignedIn | State::Enrolling) {
            let new = sign_ins::NewSignIn {
                digest,
                organisation,
                user,
                expires_at: now + Span::minutes(5),
                return_to: "",
                ip,
                agent,
            };
            sign_ins::insert(&mut txn, new, now).await.unwrap();
            sign_ins::trim(&mut txn, user).await.unwrap();
            "__Host-pre"
        } else {
            let lifetime = Lifetime::of(&Rules::default(), None);
            let proof = Proof {
                kind: ProofKind::Totp,
                at: now,
            };
            sessions::make_room(&mut txn, user).await.unwrap();
            let new = sessions::NewSession {
                digest,
                organisation,
                user,
                lifetime,
                proof,
                factor: None,
                owing: Owing::Nothing,
                ip,
                agent,
            };
            sessions::insert(&mut txn, new, now).await.unwrap();
            "__Host-sid"
        };
        txn.commit().await.unwrap();
        (cookie, token.into_secret().reveal().to_owned())
    }
}

/// A hardware token that somebody has.
async fn token(
    txn: &mut Txn,
    (organisation, user): (OrganisationId, UserId),
    now: Timestamp,
) -> HardwareTokenId {
    let new = NewToken {
        line: 2,
        holder: None,
        serial: SerialNumber::parse(VIKTOR).unwrap(),
        seed: TokenSeed::from_bytes(vec![7; 20]).unwrap(),
        kind: OathKind::Hotp,
        manufacturer: String::new(),
        model: String::new(),
    };
    let id = hardware_tokens::insert(txn, organisation, &new, now)
        .await
        .unwrap()
        .unwrap();
    let holding = hardware_tokens::NewHolding {
        organisation,
        user,
        name: VIKTOR,
        ip: "",
        agent: "",
    };
    let factor = hardware_tokens::insert_factor(txn, holding, now)
        .await
        .unwrap();
    assert!(hardware_tokens::give(txn, id, factor).await.unwrap());
    id
}

/// The first admin of another organisation.
async fn founder(
    house: &House,
    slug: &str,
    organisation: &str,
    name: &str,
) -> (OrganisationId, UserId) {
    let now = house.now();
    let mut txn = house.desk.db.begin().await.unwrap();
    let (slug, called) = (
        Slug::parse(slug).unwrap(),
        OrganisationName::parse(organisation).unwrap(),
    );
    let organisation = set_up::insert_organisation(&mut txn, &slug, &called, now)
        .await
        .unwrap()
        .unwrap();
    set_up::insert_default_policy(&mut txn, organisation, &Rules::default(), now)
        .await
        .unwrap();
    let new = set_up::FirstAdmin {
        organisation,
        email: &identity::email::EmailAddress::parse(&format!("{name}@example.com")).unwrap(),
        name: &PersonName::parse(name).unwrap(),
        language: Language::En,
        grant: Grant {
            cause: GrantCause::NeverEnrolled,
            until: now,
        },
    };
    let user = set_up::insert_admin(&mut txn, new, now).await.unwrap();
    txn.commit().await.unwrap();
    (organisation, user)
}
