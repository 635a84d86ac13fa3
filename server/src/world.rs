//! The outside that every use case needs: what time it is, and chance. Nothing else may ask for either.

use std::{
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use identity::time::{Span, Timestamp};

#[derive(Clone, Debug)]
pub struct World {
    clock: Clock,
}

#[derive(Clone, Debug)]
enum Clock {
    System,
    Wound(WoundClock),
}

/// A clock that stands still until a test moves it.
#[derive(Clone, Debug)]
pub struct WoundClock(Arc<AtomicI64>);

impl World {
    pub const fn real() -> Self {
        Self {
            clock: Clock::System,
        }
    }

    /// A world whose time a test winds by hand. Its chance is real.
    pub fn wound(start: Timestamp) -> (Self, WoundClock) {
        let clock = WoundClock(Arc::new(AtomicI64::new(start.0)));
        (
            Self {
                clock: Clock::Wound(clock.clone()),
            },
            clock,
        )
    }

    pub fn now(&self) -> Timestamp {
        match &self.clock {
            Clock::System => system_time(),
            Clock::Wound(clock) => clock.now(),
        }
    }

    /// Bytes that nobody can guess, from the operating system.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one source of chance"
    )]
    pub fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            // Without chance every token can be guessed: to go on would be worse than to stop.
            tracing::error!(%error, "the operating system gives no random bytes");
            std::process::abort();
        }
    }

    /// The name of one request in logs, in the audit and on the page of an error: 80 bits, 20 letters.
    pub fn request_id(&self) -> String {
        let mut id = String::with_capacity(20);
        for byte in self.bytes::<10>() {
            // Writing to a String cannot fail.
            write!(id, "{byte:02x}").ok();
        }
        id
    }
}

impl WoundClock {
    pub fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }

    pub fn set(&self, now: Timestamp) {
        self.0.store(now.0, Ordering::SeqCst);
    }

    pub fn advance(&self, span: Span) {
        self.0.fetch_add(span.0, Ordering::SeqCst);
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one clock")]
fn system_time() -> Timestamp {
    // A clock before 1970 is a broken one; everything then looks expired, which is the safe side.
    let elapsed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wound_clock_moves_only_by_hand() {
        let (world, clock) = World::wound(Timestamp(1_000));
        assert_eq!(world.now(), Timestamp(1_000));
        clock.advance(Span::seconds(2));
        assert_eq!(world.now(), Timestamp(3_000));
    }

    #[test]
    fn no_two_request_ids_are_the_same() {
        let world = World::real();
        assert_ne!(world.request_id(), world.request_id());
        assert_eq!(world.request_id().len(), 20);
    }
}
