//! The tokens that a browser holds, and what its forms and its flash are bound to.

use identity::{secret::Secret, turn::CookieChange};
use sha2::{Digest as _, Sha256};

use super::jar::Jar;

/// Which tokens a browser sends along.
#[derive(Clone, Debug, Default)]
pub struct Holder {
    pub session: Option<Secret>,
    pub sign_in: Option<Secret>,
    pub anonymous: Option<Secret>,
}

/// The digest of the strongest token: what is bound to it is worth nothing to whoever holds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding(pub [u8; 32]);

impl Holder {
    pub fn of(jar: &Jar) -> Self {
        Self {
            session: jar.session.clone(),
            sign_in: jar.sign_in.clone(),
            anonymous: jar.anonymous.clone(),
        }
    }

    /// The session, else the sign-in, else the anonymous cookie. None for whoever has not loaded a page of ours yet.
    pub fn binding(&self) -> Option<Binding> {
        let of = |kind: &str, token: &Option<Secret>| {
            let digest = |token: &Secret| {
                Sha256::new()
                    .chain_update(kind)
                    .chain_update(token.reveal())
                    .finalize()
                    .into()
            };
            token.as_ref().map(digest).map(Binding)
        };
        of("session:", &self.session)
            .or_else(|| of("sign-in:", &self.sign_in))
            .or_else(|| of("anonymous:", &self.anonymous))
    }

    /// What the browser holds once it has the answer.
    pub fn after(&self, changes: &[CookieChange]) -> Self {
        let mut after = self.clone();
        for change in changes {
            match change {
                CookieChange::Session(token) => {
                    (after.session, after.sign_in) = (Some(token.clone()), None);
                }
                CookieChange::EndSession => after.session = None,
                CookieChange::SignIn(token) => after.sign_in = Some(token.clone()),
                CookieChange::EndSignIn => after.sign_in = None,
                CookieChange::Language(_) | CookieChange::Device(_) | CookieChange::EndDevice => {}
            }
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(session: &str, sign_in: &str, anonymous: &str) -> Holder {
        let token = |text: &str| (!text.is_empty()).then(|| Secret::new(text));
        Holder {
            session: token(session),
            sign_in: token(sign_in),
            anonymous: token(anonymous),
        }
    }

    #[test]
    fn the_strongest_token_binds() {
        let session = holder("s", "", "").binding();
        assert_eq!(holder("s", "p", "a").binding(), session);
        assert_eq!(
            holder("", "p", "a").binding(),
            holder("", "p", "").binding()
        );
        assert_eq!(holder("", "", "").binding(), None);
    }

    #[test]
    fn one_token_in_two_places_is_two_bindings() {
        assert_ne!(holder("x", "", "").binding(), holder("", "x", "").binding());
        assert_ne!(holder("", "x", "").binding(), holder("", "", "x").binding());
    }

    #[test]
    fn the_answer_changes_what_is_held() {
        let after = holder("", "p", "a").after(&[CookieChange::Session(Secret::new("s"))]);
        assert_eq!(after.binding(), holder("s", "", "").binding());
        assert!(after.sign_in.is_none());
        let out = holder("s", "", "a").after(&[
            CookieChange::EndSession,
            CookieChange::SignIn(Secret::new("p")),
        ]);
        assert_eq!(out.binding(), holder("", "p", "").binding());
        assert_eq!(
            holder("s", "", "a")
                .after(&[CookieChange::EndSession])
                .binding(),
            holder("", "", "a").binding()
        );
    }
}
