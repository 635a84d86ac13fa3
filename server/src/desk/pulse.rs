//! How many passwords this process has found right and wrong: what an operator watches, and is warned of.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use identity::{
    throttle::flood::Tally,
    time::{Span, Timestamp},
};

/// How long wrong passwords must come in numbers.
const WHILE: Span = Span::minutes(1);

#[derive(Debug, Default)]
pub struct Pulse {
    right: AtomicU64,
    wrong: AtomicU64,
    /// When it was last felt, and what it was.
    felt: Mutex<Option<(Timestamp, Tally)>>,
}

impl Pulse {
    pub fn right(&self) {
        self.right.fetch_add(1, Ordering::Relaxed);
    }

    pub fn wrong(&self) {
        self.wrong.fetch_add(1, Ordering::Relaxed);
    }

    pub fn tally(&self) -> Tally {
        Tally {
            right: self.right.load(Ordering::Relaxed),
            wrong: self.wrong.load(Ordering::Relaxed),
        }
    }

    /// What came since it was last felt, a minute ago or more, if that was a flood of wrong ones.
    pub fn feel(&self, now: Timestamp) -> Option<Tally> {
        let mut felt = self.felt.lock().unwrap_or_else(PoisonError::into_inner);
        let (then, before) = *felt.get_or_insert((now, self.tally()));
        let span = now - then;
        if span < WHILE {
            return None;
        }
        let tally = self.tally();
        *felt = Some((now, tally));
        Some(tally.since(before)).filter(|came| came.is_flood(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_told_of_once_for_each_minute_of_it() {
        let (pulse, begun) = (Pulse::default(), Timestamp(1_000_000));
        assert_eq!(pulse.feel(begun), None);
        for _ in 0..2000 {
            pulse.wrong();
        }
        pulse.right();
        assert_eq!(pulse.feel(begun + Span::seconds(59)), None, "not yet");
        let flood = Tally {
            right: 1,
            wrong: 2000,
        };
        assert_eq!(pulse.feel(begun + Span::seconds(60)), Some(flood));
        assert_eq!(pulse.feel(begun + Span::seconds(120)), None, "it is over");
        assert_eq!(pulse.tally(), flood, "counters only rise");
    }
}
