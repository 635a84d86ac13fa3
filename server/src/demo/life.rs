//! One life in the sample world: from the invitation to where somebody stands today, with what the audit saw of it.

use identity::{
    audit::Event,
    email::EmailAddress,
    factor::FactorKind,
    ids::{FactorId, UserId},
    language::Language,
    name::{GroupName, PersonName},
    role::Role,
    time::{Span, Timestamp},
    totp::{SECRET_BYTES, step_at},
    user::{MustEnrol, UserStatus},
};
use sha2::{Digest as _, Sha256};

use super::{
    SALT, Shared,
    people::{House, Person, Story, email},
};
use crate::{
    desk::{
        Knock,
        author::Author,
        check::{Account, bound_to},
        fault::Fault,
        invitation::{self, Newcomer},
        password_check::password_aad,
        record::Happened,
    },
    store::{
        Error, Txn, codes,
        factors::{self, Pending},
        groups as group_rows,
        organisations::Organisation,
        pending,
        users::{self, User},
        users_write::{self, Invited},
    },
};

/// What is told of one customer: who acted first, and everything that happened.
pub struct Book<'a> {
    pub(super) knock: &'a Knock,
    pub(super) organisation: &'a Organisation,
    shared: &'a Shared,
    /// The first admin, who did whatever an admin did.
    admin: Option<User>,
    events: Vec<(Timestamp, Happened)>,
}

pub fn groups(names: &[&str]) -> Vec<GroupName> {
    names
        .iter()
        .map(|name| GroupName::stored((*name).to_owned()))
        .collect()
}

/// The authenticator apps that somebody ever had.
const fn apps(story: Story) -> &'static [&'static str] {
    match story {
        Story::Totp | Story::Suspended | Story::Disabled => &["Pixel 9"],
        Story::TwoApps => &["iPhone 15", "iPad"],
        Story::FewCodes => &["Galaxy S24"],
        Story::Reset | Story::ResetPassed => &["Nokia G42"],
        Story::Invited
        | Story::NeverEnrolled
        | Story::WindowPassed
        | Story::NothingOwed
        | Story::InGrace => &[],
    }
}

fn seed(house: &House, person: &Person, app: &str) -> [u8; SECRET_BYTES] {
    let text = format!(
        "latchkey's sample world: {} {app}",
        email(house, person.name)
    );
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let mut seed = [0; SECRET_BYTES];
    for (to, from) in seed.iter_mut().zip(hash) {
        *to = from;
    }
    seed
}

/// The seeds that still sign in.
pub fn seeds(house: &House, person: &Person) -> Vec<[u8; SECRET_BYTES]> {
    match person.story {
        Story::Reset | Story::ResetPassed | Story::Suspended | Story::Disabled => Vec::new(),
        story => apps(story)
            .iter()
            .map(|app| seed(house, person, app))
            .collect(),
    }
}

impl<'a> Book<'a> {
    pub const fn new(knock: &'a Knock, organisation: &'a Organisation, shared: &'a Shared) -> Self {
        Self {
            knock,
            organisation,
            shared,
            admin: None,
            events: Vec::new(),
        }
    }

    /// Everything that happened, oldest first.
    pub fn in_order(mut self) -> Vec<(Timestamp, Happened)> {
        self.events.sort_by_key(|(at, _)| *at);
        self.events
    }

    pub(super) fn tell(&mut self, at: Timestamp, event: Happened) {
        self.events.push((at, event));
    }

    pub(super) fn by_admin(&self, event: Event, subject: &User) -> Happened {
        let author = self
            .admin
            .as_ref()
            .map_or(Author::CommandLine, Author::Admin);
        author.did(event).about(subject)
    }

    /// `place` in the list spreads the dates.
    pub async fn live(
        &mut self,
        txn: &mut Txn,
        house: &House,
        place: usize,
        person: &Person,
    ) -> Result<(), Fault> {
        let now = self.knock.now();
        let place = i64::try_from(place).unwrap_or_default();
        if person.story == Story::Invited {
            return self.invite(txn, house, person, now - Span::days(1)).await;
        }
        let born = match person.story {
            Story::NeverEnrolled => now - Span::hours(20),
            _ => now - Span::days(300 - 5 * place),
        };
        let user = self.settle(txn, (house, person), born).await?;
        if person.role == Some(Role::OrgAdmin) && self.admin.is_none() {
            self.admin = Some(user.clone());
        }
        let mut held = Vec::new();
        for app in apps(person.story) {
            held.push(
                self.enrol(
                    txn,
                    &user,
                    (app, seed(house, person, app)),
                    born + Span::hours(2),
                )
                .await?,
            );
        }
        if !held.is_empty() {
            self.make_codes(txn, &user, person.story, born + Span::hours(2))
                .await?;
        }
        let seen = now - Span::hours(7 * (place + 1));
        self.stand(txn, &user, (person.story, &held), seen).await
    }

    /// Invited a day ago, by the same way as everybody who is invited today.
    async fn invite(
        &mut self,
        txn: &mut Txn,
        house: &House,
        person: &Person,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let newcomer = Newcomer {
            name: PersonName::stored(person.name.to_owned()),
            email: EmailAddress::stored(email(house, person.name)),
            groups: groups(person.groups),
            language: Language::En,
        };
        let author = self
            .admin
            .as_ref()
            .map_or(Author::CommandLine, Author::Admin);
        let sent =
            invitation::invite(txn, self.knock, (self.organisation, author), &newcomer, at).await?;
        if let Some(sent) = sent {
            self.tell(at, sent.event);
        }
        Ok(())
    }

    /// An account with a password, its groups and its role.
    async fn settle(
        &mut self,
        txn: &mut Txn,
        (house, person): (&House, &Person),
        born: Timestamp,
    ) -> Result<User, Fault> {
        let email = EmailAddress::stored(email(house, person.name));
        let new = Invited {
            organisation: self.organisation.id,
            name: person.name,
            email: email.as_str(),
            email_key: &email.key(),
            language: Language::En,
            grant_until: born + self.knock.desk.config.lifetimes.invitation(),
        };
        let broken = || Error::inconsistent("users", "email_key", self.organisation.id.0);
        let id: UserId = users_write::invite(txn, new, born)
            .await?
            .ok_or_else(broken)?;
        let user = users::find(txn, self.organisation.id, id)
            .await?
            .ok_or_else(broken)?;
        group_rows::replace(txn, (self.organisation.id, id), &groups(person.groups)).await?;
        users_write::set_role(txn, id, person.role).await?;
        let (keys, world) = (&self.knock.desk.keys, &self.knock.desk.world);
        let phc = self.shared.password.to_secret();
        let sealed =
            keys.seal_password()
                .seal(phc.reveal().as_bytes(), &password_aad(&user), world)?;
        users::set_password(txn, id, &sealed, born + Span::hours(1)).await?;
        users_write::set_status(txn, id, UserStatus::Active).await?;
        self.tell(
            born,
            self.by_admin(Event::UserInvited, &user)
                .with("email", email.as_str()),
        );
        if let Some(role) = person.role {
            self.tell(
                born,
                self.by_admin(Event::RoleGranted, &user)
                    .with("before", "none")
                    .with("after", role.code()),
            );
        }
        let accepted = Happened::by(Event::PasswordChanged, &user).because("invitation_accepted");
        self.tell(born + Span::hours(1), accepted);
        Ok(user)
    }

    async fn enrol(
        &mut self,
        txn: &mut Txn,
        user: &User,
        (app, seed): (&'static str, [u8; SECRET_BYTES]),
        at: Timestamp,
    ) -> Result<FactorId, Fault> {
        let new = Pending {
            organisation: self.organisation.id,
            user: user.id,
            kind: FactorKind::Totp,
            name: app,
            sign_in: None,
            session: None,
            replaces: None,
            expires_at: at + Span::minutes(10),
            ip: &self.knock.ip(),
            agent: &self.knock.visitor.agent,
        };
        let id = factors::insert_pending(txn, new, at).await?;
        let account = Account {
            organisation: self.organisation,
            user,
        };
        let (keys, world) = (&self.knock.desk.keys, &self.knock.desk.world);
        let sealed = keys
            .seal_seed()
            .seal(&seed, &bound_to(account, id), world)?;
        factors::seal_secret(txn, id, &sealed).await?;
        pending::activate(txn, id, (app, step_at(at)), at).await?;
        users::set_grant(txn, user.id, None, MustEnrol::No).await?;
        let enrolled = Happened::by(Event::FactorEnrolled, user).factor(id);
        self.tell(
            at,
            enrolled
                .with("kind", FactorKind::Totp.code())
                .with("name", app),
        );
        Ok(id)
    }

    async fn make_codes(
        &mut self,
        txn: &mut Txn,
        user: &User,
        story: Story,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let set = codes::insert(
            txn,
            (self.organisation.id, user.id),
            &SALT,
            &self.shared.codes,
            at,
        )
        .await?;
        codes::saved(txn, user.id, set, at).await?;
        self.tell(
            at,
            Happened::by(Event::BackupCodesGenerated, user).with("count", self.shared.codes.len()),
        );
        let spent = match story {
            Story::FewCodes => 8,
            Story::Suspended => 3,
            _ => 0,
        };
        for (hash, remaining) in self.shared.codes.iter().take(spent).zip((0..10).rev()) {
            let at = at + Span::days(10 - remaining);
            codes::spend(txn, set, hash, at).await?;
            self.tell(
                at,
                Happened::by(Event::BackupCodeUsed, user).with("left", remaining),
            );
        }
        Ok(())
    }
}
