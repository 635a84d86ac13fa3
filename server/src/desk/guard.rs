//! Permission as a value: only the checks here make one, and everything that acts asks for one.

use identity::{
    factor::Factor,
    ids::UserId,
    organisation::StepUpRequirement,
    place::Place,
    policy::{Facts, Next, Policy, next_step},
    refusal::Refusal,
    role::Role,
    session::{Course, EndCause, Lifetime, Owing},
    time::{Span, Timestamp},
    turn::{Away, CookieChange, Turn},
};

use super::{
    Fault, Knock,
    reach::{self, Reach},
};
use crate::{
    crypto::token::Digest,
    store::{
        Txn,
        codes::CodeSet,
        customers, factors,
        holders::{self, Holder},
        organisations::{self, Organisation},
        past_sessions, policies,
        sessions::{self, Session},
        sign_ins::{self, SignIn},
        users::User,
    },
};

/// Activity is written down at most this often: a page view should not cost a write.
const TOUCH_EVERY: Span = Span::minutes(1);

/// A user with a complete, live session.
#[derive(Clone, Debug)]
#[expect(
    clippy::manual_non_exhaustive,
    reason = "the private field lets nobody outside this module make one"
)]
pub struct SignedIn {
    pub session: Session,
    pub user: User,
    pub organisation: Organisation,
    pub codes: Option<CodeSet>,
    pub policy: Policy,
    /// How the session stands under that policy, this request included.
    pub course: Course,
    /// What is proved before a reset: what the organisation asks for or, of an operator, what the strictest customer does.
    pub step_up: StepUpRequirement,
    /// The customers that the address names, which a proof for the console is good for.
    pub customers: String,
    _made_here: (),
}

/// A user with a role, with a complete, live session.
#[derive(Clone, Debug)]
#[expect(
    clippy::manual_non_exhaustive,
    reason = "the private field lets nobody outside this module make one"
)]
pub struct AdminOf {
    pub signed_in: SignedIn,
    pub role: Role,
    /// Where: what is acted on is looked for in these organisations and nowhere else.
    pub reach: Reach,
    _made_here: (),
}

/// Somebody whose password was proved and who still owes something.
#[derive(Clone, Debug)]
#[expect(
    clippy::manual_non_exhaustive,
    reason = "the private field lets nobody outside this module make one"
)]
pub struct InSignIn {
    pub sign_in: SignIn,
    pub user: User,
    pub organisation: Organisation,
    pub policy: Policy,
    /// Neither pending ones nor tombstones.
    pub factors: Vec<Factor>,
    pub codes: Option<CodeSet>,
    /// What is owed now.
    pub next: Next,
    _made_here: (),
}

/// Whether the rows are locked for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    Read,
    Lock,
}

/// The session of this visitor, if it owes nothing; else off to the sign-in page, with the way back kept by the page, or to
/// what is owed.
pub async fn signed_in(txn: &mut Txn, knock: &Knock, hold: Hold) -> Result<SignedIn, Fault> {
    let at = owing_or_not(txn, knock, hold).await?;
    match at.session.owing {
        Owing::Nothing => Ok(at),
        Owing::NewCodes => Err(Turn::to(Place::BackupCodes)
            .telling_scripts(Refusal::CodesOwed)
            .into()),
    }
}

/// The same whatever the session owes: for the pages that pay it, for help, and for the way out.
pub async fn owing_or_not(txn: &mut Txn, knock: &Knock, hold: Hold) -> Result<SignedIn, Fault> {
    let now = knock.now();
    let Some(digest) = knock.visitor.session.as_ref().and_then(Digest::of_token) else {
        return Err(signed_out(knock, (None, None), None).into());
    };
    let holder = match hold {
        Hold::Read => holders::of_session(txn, &digest).await?,
        Hold::Lock => holders::of_session_locked(txn, &digest).await?,
    };
    let Some(Holder {
        held: session,
        organisation,
        user,
        codes,
    }) = holder
    else {
        return Err(ended(txn, knock, &digest).await?.into());
    };
    let (Some(organisation), Some(user)) = (organisation, user) else {
        return Err(signed_out(knock, (None, None), Some(EndCause::Other)).into());
    };
    if !user.is_active() {
        let left = (Some(&organisation), Some(user.id));
        return Err(signed_out(knock, left, Some(EndCause::Disabled)).into());
    }
    let policy = policies::of_user(txn, organisation.id, user.id).await?;
    let mut course = session
        .course
        .under(Lifetime::of(&policy.rules, user.role()));
    if let Some(cause) = course.over(now) {
        let left = (Some(&organisation), Some(user.id));
        return Err(signed_out(knock, left, Some(cause)).into());
    }
    if is_news(session.course.seen_at, now) {
        course.seen_at = now;
    }
    let step_up = match user.role() {
        Some(Role::Operator) => customers::strictest(txn, user.id)
            .await?
            .map_or(organisation.step_up, |asked| {
                asked.max(organisation.step_up)
            }),
        Some(Role::HelpDesk | Role::OrgAdmin) | None => organisation.step_up,
    };
    Ok(SignedIn {
        session,
        user,
        organisation,
        codes,
        policy,
        course,
        step_up,
        customers: knock.visitor.customers.value(),
        _made_here: (),
    })
}

/// Whether activity is worth writing down again.
fn is_news(seen_at: Timestamp, now: Timestamp) -> bool {
    now - seen_at >= TOUCH_EVERY
}

impl SignedIn {
    /// Notes that the session is in use, at most once a minute. In a transaction of its own, after the page's.
    pub async fn touch(&self, knock: &Knock) -> Result<(), Fault> {
        let now = knock.now();
        if is_news(self.session.course.seen_at, now) {
            let mut txn = knock.desk.db.begin().await?;
            sessions::touch(&mut txn, self.session.id, now).await?;
            txn.commit().await?;
        }
        Ok(())
    }

    pub fn me(&self) -> identity::view::account::Me {
        identity::view::account::Me {
            id: self.user.id,
            name: self.user.name.clone(),
            email: self.user.email.clone(),
            role: self.user.role(),
            organisation: organisation_view(&self.organisation),
            language: Some(self.user.language),
            ends: self.course.ends(),
            customers: None,
        }
    }
}

impl AdminOf {
    /// For the pages of the console.
    pub fn me(&self, knock: &Knock) -> identity::view::account::Me {
        identity::view::account::Me {
            customers: self.reach.shown(knock).map(Box::new),
            ..self.signed_in.me()
        }
    }
}

/// The session of an admin: a 403 for everybody else who is signed in.
pub async fn admin(txn: &mut Txn, knock: &Knock, hold: Hold) -> Result<AdminOf, Fault> {
    let signed_in = signed_in(txn, knock, hold).await?;
    let Some(role) = signed_in.user.role() else {
        return Err(Away::NotAllowed.into());
    };
    Ok(AdminOf {
        reach: reach::of(txn, knock, &signed_in, role).await?,
        signed_in,
        role,
        _made_here: (),
    })
}

/// The unfinished sign-in of this visitor; else back to the start, with the return path kept if it only ran out.
pub async fn in_sign_in(txn: &mut Txn, knock: &Knock, hold: Hold) -> Result<InSignIn, Fault> {
    let now = knock.now();
    let Some(digest) = knock.visitor.sign_in.as_ref().and_then(Digest::of_token) else {
        return Err(start_again(None, Refusal::Expired).into());
    };
    let holder = match hold {
        Hold::Read => holders::of_sign_in(txn, &digest, now).await?,
        Hold::Lock => holders::of_sign_in_locked(txn, &digest, now).await?,
    };
    let Some(Holder {
        held: sign_in,
        organisation,
        user,
        codes,
    }) = holder
    else {
        return Err(run_out(txn, &digest).await?.into());
    };
    let (Some(organisation), Some(user)) = (organisation, user) else {
        return Err(start_again(None, Refusal::Expired).into());
    };
    owing(txn, (sign_in, organisation, user), codes, now).await
}

/// A sign-in whose rows were read, or written, in this very transaction: with what it owes.
pub async fn owing(
    txn: &mut Txn,
    (sign_in, organisation, user): (SignIn, Organisation, User),
    codes: Option<CodeSet>,
    now: Timestamp,
) -> Result<InSignIn, Fault> {
    if !user.is_active() {
        return Err(start_again(Some(&organisation), Refusal::Expired).into());
    }
    let policy = policies::of_user(txn, organisation.id, user.id).await?;
    let factors = factors::of_user(txn, user.id).await?;
    let mut at = InSignIn {
        sign_in,
        user,
        organisation,
        policy,
        factors,
        codes,
        next: Next::Refuse,
        _made_here: (),
    };
    at.decide_again(now);
    Ok(at)
}

impl InSignIn {
    /// Decides again after something changed.
    pub fn decide_again(&mut self, now: Timestamp) {
        let facts = Facts {
            standing: &self.user.standing,
            factors: &self.factors,
            codes_left: self.codes.as_ref().map_or(0, |set| set.left),
            proof: self.sign_in.proof,
            grant: self.user.grant,
            reset_pass: self.organisation.reset_pass,
        };
        self.next = next_step(&self.policy.rules, facts, now);
    }

    /// Where this sign-in stands: any deep link leads there.
    pub fn place(&self) -> Place {
        place_of(&self.next)
    }

    /// The page of another step was asked for: lead to the one that is owed.
    pub fn elsewhere(&self) -> Fault {
        Turn::to(self.place()).into()
    }
}

/// The page where a step is taken. A session that only waits to be issued is issued by `/enrol`.
pub fn place_of(next: &Next) -> Place {
    match next {
        Next::Prove { factors, .. } if factors.is_empty() => Place::VerifyBackupCode,
        Next::Prove { .. } => Place::Verify,
        Next::AccessPass => Place::VerifyAccessPass,
        Next::NewPassword => Place::NewPassword,
        Next::Enrol { .. } | Next::Session => Place::Enrol,
        Next::WindowPassed | Next::NoWayIn => Place::Help,
        Next::Refuse => Place::SignInAnywhere,
    }
}

pub fn organisation_view(organisation: &Organisation) -> identity::view::front::OrganisationView {
    identity::view::front::OrganisationView {
        slug: organisation.slug.clone(),
        name: organisation.name.clone(),
        brand: Box::new(organisation.brand.clone()),
    }
}

/// The start of a sign-in, with a reason.
pub fn start_again(organisation: Option<&Organisation>, why: Refusal) -> Turn {
    let place = organisation.map_or(Place::SignInAnywhere, |organisation| {
        Place::SignIn(organisation.slug.clone())
    });
    Turn::refused(place, why).with(CookieChange::EndSignIn)
}

async fn run_out(txn: &mut Txn, digest: &Digest) -> Result<Turn, Fault> {
    let old = sign_ins::expired_by_digest(txn, digest).await?;
    let Some(old) = old else {
        return Ok(start_again(None, Refusal::Expired));
    };
    let organisation = organisations::find(txn, old.organisation_id).await?;
    Ok(start_again(organisation.as_ref(), Refusal::Expired).keeping(&[("then", &old.return_to)]))
}

/// The session of this token is gone: whoever ended it left word why, and in which organisation.
async fn ended(txn: &mut Txn, knock: &Knock, digest: &Digest) -> Result<Turn, Fault> {
    let past = past_sessions::by_digest(txn, digest).await?;
    let organisation = match &past {
        Some(past) => organisations::find(txn, past.organisation_id).await?,
        None => None,
    };
    let cause = past.map_or(EndCause::Other, |past| past.cause);
    let user = past.and_then(|past| past.user_id);
    Ok(signed_out(
        knock,
        (organisation.as_ref(), user),
        Some(cause),
    ))
}

/// To the sign-in page, told why if there was a session, and whose it was.
fn signed_out(
    knock: &Knock,
    (organisation, user): (Option<&Organisation>, Option<UserId>),
    why: Option<EndCause>,
) -> Turn {
    let place = organisation.map_or(Place::SignInAnywhere, |organisation| {
        Place::SignIn(organisation.slug.clone())
    });
    // Somebody in the middle of a sign-in is led on by the sign-in page itself.
    let turn = if knock.visitor.sign_in.is_some() {
        Turn::to(Place::Verify)
    } else {
        why.map_or_else(
            || Turn::to(place.clone()),
            |why| Turn::refused(place.clone(), Refusal::SessionEnded(why)),
        )
    };
    let mut turn = turn.telling_scripts(Refusal::SignedOut);
    turn.whose = user;
    if knock.visitor.session.is_some() {
        turn.with(CookieChange::EndSession)
    } else {
        turn
    }
}
