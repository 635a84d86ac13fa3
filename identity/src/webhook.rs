//! Webhooks: which events an endpoint is told of, how often it is tried, and what it may be.

use crate::coded::coded;

pub mod reach;
pub mod retry;
pub mod subscription;

/// The most that one organisation has.
pub const MOST: usize = 10;
/// The longest address, in bytes.
pub const LONGEST_URL: usize = 500;

coded! {
    /// Whether deliveries go out.
    WebhookState {
        On = "on",
        Off = "off",
        /// Gone for everybody; its row stays a while, since an event may just be telling it.
        Deleted = "deleted",
    }
}

coded! {
    /// What an admin may do to a webhook besides changing what it says.
    WebhookDeed {
        SwitchOn = "on",
        SwitchOff = "off",
        /// A new secret; the old one signs beside it for a while.
        Rotate = "rotate",
        /// An event of its own, sent to this one.
        Test = "test",
        Delete = "delete",
    }
}

coded! {
    /// Where a delivery stands.
    Progress {
        Waiting = "waiting",
        Delivered = "delivered",
        /// Every try was in vain.
        GivenUp = "given_up",
        /// The webhook was switched off or deleted before.
        Stopped = "stopped",
    }
}

coded! {
    /// How one try ended. What an endpoint wrote is never kept: it may repeat what it was sent.
    Outcome {
        /// It answered; the status says what.
        Answered = "answered",
        /// Its name has no address.
        NoAddress = "no_address",
        /// It is not on the public internet, or not https.
        Forbidden = "forbidden",
        /// Nobody took the call.
        Unreachable = "unreachable",
        /// No TLS that can be trusted.
        Untrusted = "untrusted",
        TimedOut = "timed_out",
        /// What came back is no HTTP.
        NoHttp = "no_http",
        /// What was to be told is not there any more, or cannot be read.
        NotSendable = "not_sendable",
    }
}

/// What came of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub outcome: Outcome,
    /// Only if it answered.
    pub status: Option<u16>,
}

impl Answer {
    pub const fn none(outcome: Outcome) -> Self {
        Self {
            outcome,
            status: None,
        }
    }

    pub const fn status(status: u16) -> Self {
        Self {
            outcome: Outcome::Answered,
            status: Some(status),
        }
    }

    /// 2xx and nothing else: a redirect is not followed, since it could lead anywhere.
    pub fn is_taken(self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_success_is_taken() {
        for (status, taken) in [
            (199, false),
            (200, true),
            (204, true),
            (299, true),
            (301, false),
            (410, false),
            (500, false),
        ] {
            assert_eq!(Answer::status(status).is_taken(), taken, "{status}");
        }
        assert!(!Answer::none(Outcome::TimedOut).is_taken());
    }
}
