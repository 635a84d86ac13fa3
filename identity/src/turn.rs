//! How a use case answers: where to go next, what to say there, and which cookies change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    csv::report::Report,
    ids::UserId,
    language::Language,
    notice::Notice,
    place::{FreshCodes, FreshCredential, FreshPass, FreshWebhook, Place},
    refusal::{Refusal, Refused},
    secret::Secret,
};

/// The answer to a post. A refusal is a turn as well: what it changed has been committed.
#[derive(Clone, Debug)]
pub struct Turn {
    pub go: Place,
    pub cookies: Vec<CookieChange>,
    pub flash: Flash,
    /// What a script is told where a person is simply led on: it must not take being sent to sign in for success.
    pub to_scripts: Option<Refusal>,
    /// Whose session begins with it, or was over.
    pub whose: Option<UserId>,
}

/// A cookie that the answer sets or ends.
#[derive(Clone, Debug)]
pub enum CookieChange {
    /// `__Host-sid`: a new, complete session. Ends `__Host-pre`.
    Session(Secret),
    EndSession,
    /// `__Host-pre`: password proved, something still owed.
    SignIn(Secret),
    EndSignIn,
    /// `__Host-kd`: this browser is known.
    Device(Secret),
    EndDevice,
    Language(Language),
}

/// What must be seen once, on the next page. Travels sealed, bound to the session or sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub notice: Option<Notice>,
    pub refused: Option<Refused>,
    /// What was typed, by field name: never a password, never a code.
    pub typed: BTreeMap<String, String>,
    pub codes: Option<FreshCodes>,
    #[serde(default)]
    pub credential: Option<FreshCredential>,
    #[serde(default)]
    pub webhook: Option<FreshWebhook>,
    /// What was wrong with a file.
    #[serde(default)]
    pub report: Option<Report>,
    #[serde(default)]
    pub pass: Option<FreshPass>,
    /// The token of a mailed link, which left the address at once and waits for the button of its page.
    pub link: Option<Secret>,
    pub held: Option<Held>,
}

/// What was typed on a page that asks for a proof first, or when the session was over: it waits there until the proof was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The path of the page; what was typed there is nobody else's concern.
    pub page: String,
    pub typed: BTreeMap<String, String>,
    /// Who must have signed in again before the page sees it.
    #[serde(default)]
    pub until: Option<UserId>,
}

impl Held {
    /// What is left of it once somebody has signed in: everything for whoever typed it, nothing for anybody else.
    #[must_use]
    pub fn given_to(self, user: Option<UserId>) -> Option<Self> {
        (self.until.is_some() && self.until == user).then_some(Self {
            until: None,
            ..self
        })
    }
}

impl Flash {
    /// What a page may see: what was held for it stands where it was typed.
    #[must_use]
    pub fn seen_at(&self, page: &str) -> Self {
        let mut seen = self.clone();
        let held = seen
            .held
            .take()
            .filter(|held| held.page == page && held.until.is_none());
        for (name, text) in held.into_iter().flat_map(|held| held.typed) {
            seen.typed.entry(name).or_insert(text);
        }
        seen
    }

    /// Lets go of the longest text that was typed or is held, where not all of them can travel. False once there is none.
    pub fn drop_longest(&mut self) -> bool {
        let held = self.held.as_mut().map(|held| &mut held.typed);
        let longest = std::iter::once(&mut self.typed)
            .chain(held)
            .filter_map(|texts| {
                let (name, text) = texts.iter().max_by_key(|(_, text)| text.len())?;
                Some((text.len(), name.clone(), texts))
            })
            .max_by_key(|(length, ..)| *length);
        longest.is_some_and(|(_, name, texts)| texts.remove(&name).is_some())
    }
}

/// The request could not be carried out for a reason that is ours; logged where it happened, under this request's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Trouble {
    /// The database or the hashing queue is away: 503, try again.
    #[error("unavailable for the moment")]
    Unavailable,
    /// A bug or a broken row: 500.
    #[error("something is broken")]
    Broken,
}

/// What every posted use case returns.
pub type Answer = Result<Turn, Trouble>;

/// Why a page is not shown.
#[derive(Clone, Debug)]
pub enum Away {
    /// Something else is owed first.
    Go(Box<Turn>),
    /// No such thing, or not theirs: one page for both (404).
    NotFound,
    /// Signed in, and the role does not reach that far (403).
    NotAllowed,
    Trouble(Trouble),
}

/// What every page asks for.
pub type Shown<T> = Result<T, Away>;

impl Turn {
    pub fn to(go: Place) -> Self {
        Self {
            go,
            cookies: Vec::new(),
            flash: Flash::default(),
            to_scripts: None,
            whose: None,
        }
    }

    /// Back to a page with a reason.
    pub fn refused(go: Place, refused: impl Into<Refused>) -> Self {
        let mut turn = Self::to(go);
        turn.flash.refused = Some(refused.into());
        turn
    }

    #[must_use]
    pub fn saying(mut self, notice: Notice) -> Self {
        self.flash.notice = Some(notice);
        self
    }

    #[must_use]
    pub fn telling_scripts(mut self, why: Refusal) -> Self {
        self.to_scripts = Some(why);
        self
    }

    #[must_use]
    pub const fn of(mut self, user: UserId) -> Self {
        self.whose = Some(user);
        self
    }

    #[must_use]
    pub fn with(mut self, cookie: CookieChange) -> Self {
        self.cookies.push(cookie);
        self
    }

    #[must_use]
    pub fn showing(mut self, codes: FreshCodes) -> Self {
        self.flash.codes = Some(codes);
        self
    }

    /// With the secret of a new credential, for the next page alone.
    #[must_use]
    pub fn telling(mut self, credential: FreshCredential) -> Self {
        self.flash.credential = Some(credential);
        self
    }

    /// With the new secret of a webhook, for the next page alone.
    #[must_use]
    pub fn signing(mut self, webhook: FreshWebhook) -> Self {
        self.flash.webhook = Some(webhook);
        self
    }

    /// With what was wrong with a file, for the page that it came from.
    #[must_use]
    pub fn reporting(mut self, report: Report) -> Self {
        self.flash.report = Some(report);
        self
    }

    /// With an access pass that was just issued, for the next page alone.
    #[must_use]
    pub fn handing_over(mut self, pass: FreshPass) -> Self {
        self.flash.pass = Some(pass);
        self
    }

    /// With a mailed link in hand.
    #[must_use]
    pub fn holding(mut self, link: &Secret) -> Self {
        self.flash.link = Some(link.clone());
        self
    }

    /// Keeps what was typed for the page that comes next, if this is a refusal.
    #[must_use]
    pub fn keeping(self, typed: &[(&str, &str)]) -> Self {
        if self.flash.refused.is_some() {
            self.carrying(typed)
        } else {
            self
        }
    }

    /// Carries what was typed to the next page, refused or not.
    #[must_use]
    pub fn carrying(mut self, typed: &[(&str, &str)]) -> Self {
        self.flash.typed.extend(
            typed
                .iter()
                .map(|(name, text)| ((*name).to_owned(), text.chars().take(500).collect())),
        );
        self
    }

    pub fn refusal(&self) -> Option<&Refusal> {
        self.flash.refused.as_ref().map(|refused| &refused.why)
    }
}

impl From<Trouble> for Away {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<Turn> for Away {
    fn from(turn: Turn) -> Self {
        Self::Go(Box::new(turn))
    }
}
