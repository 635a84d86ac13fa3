//! Points where a test lets the program die as if by `kill -9`: nothing is flushed, dropped or rolled back by hand.

/// Ends the process here when `LATCHKEY_FAILPOINT` names this point. Nothing at all without the feature `failpoints`,
/// which a release build refuses.
macro_rules! failpoint {
    ($name:literal) => {
        #[cfg(feature = "failpoints")]
        $crate::failpoint::reach($name);
    };
}

pub(crate) use failpoint;

#[cfg(feature = "failpoints")]
#[expect(clippy::disallowed_methods, reason = "a test's wish is no setting")]
pub fn reach(name: &str) {
    if std::env::var_os("LATCHKEY_FAILPOINT").is_some_and(|wanted| wanted == *name) {
        std::process::abort();
    }
}
