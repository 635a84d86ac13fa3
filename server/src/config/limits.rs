//! Limits, lifetimes and work factors: the numbers of docs/security that an installation may change.

use std::time::Duration;

use identity::time::Span;
use serde::Deserialize;

use crate::crypto::{
    limiter::HashLimits,
    password_hash::{Profile, UnfitProfile},
};

/// 0 switches a limit of failures off, and is named in a warning at every start.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Failed sign-ins of one address (IPv6: one /64). Successes never count.
    pub ip_failures_per_minute: u32,
    pub ip_failures_per_hour: u32,
    /// Failed sign-ins of a whole neighbourhood (IPv4: /24, IPv6: /48) that raise an alarm. It blocks nobody.
    pub area_failures_per_hour: u32,
    /// Links for a forgotten password that one address (IPv6: one /64) may ask for, whoever they are for.
    pub links_per_minute: u32,
    /// Sign-ins by passkey that it may begin. Every sign-in page that is opened begins one, and an office comes in at nine.
    pub passkeys_per_minute: u32,
    /// Hashes that may wait for a thread, and for how long, before people read "try again".
    pub hash_queue: u32,
    /// The same for strangers from one network.
    pub hash_queue_per_network: u32,
    pub hash_wait_ms: u32,
    /// Mails of one organisation; the rest waits.
    pub mails_per_minute: u32,
}

/// How long a thing lives that somebody has begun.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lifetimes {
    /// From the password to the second proof.
    pub sign_in_minutes: u32,
    /// The same while a factor is set up.
    pub enrolment_minutes: u32,
    pub invitation_hours: u32,
    pub set_up_link_minutes: u32,
}

/// How much work it is to check a password. Less than ASVS appendix C allows is refused.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hashing {
    pub memory_kib: u32,
    pub passes: u32,
    /// 0: one for each core.
    pub threads: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            ip_failures_per_minute: 10,
            ip_failures_per_hour: 100,
            area_failures_per_hour: 300,
            links_per_minute: 20,
            passkeys_per_minute: 300,
            hash_queue: 64,
            hash_queue_per_network: 4,
            hash_wait_ms: 2000,
            mails_per_minute: 50,
        }
    }
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            sign_in_minutes: 5,
            enrolment_minutes: 15,
            invitation_hours: 168,
            set_up_link_minutes: 60,
        }
    }
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            threads: 0,
        }
    }
}

impl Lifetimes {
    pub fn sign_in(&self) -> Span {
        Span::minutes(self.sign_in_minutes.into())
    }

    pub fn enrolment(&self) -> Span {
        Span::minutes(self.enrolment_minutes.into())
    }

    pub fn invitation(&self) -> Span {
        Span::hours(self.invitation_hours.into())
    }

    pub fn set_up_link(&self) -> Span {
        Span::minutes(self.set_up_link_minutes.into())
    }
}

impl Hashing {
    /// With the feature `test-hash` the default is next to no work, so that a test may hash thousands of times.
    pub fn profile(&self) -> Result<Profile, UnfitProfile> {
        if cfg!(feature = "test-hash") && *self == Self::default() {
            return Ok(Profile::DEFAULT);
        }
        Profile::new(self.memory_kib, self.passes)
    }

    pub fn limits(&self, limits: &Limits) -> Result<HashLimits, UnfitProfile> {
        let mut hashing = HashLimits::new(self.profile()?);
        if self.threads > 0 {
            hashing.threads = usize::try_from(self.threads).unwrap_or(1);
        }
        hashing.queue = usize::try_from(limits.hash_queue).unwrap_or(usize::MAX);
        hashing.per_network = usize::try_from(limits.hash_queue_per_network).unwrap_or(usize::MAX);
        hashing.wait = Duration::from_millis(limits.hash_wait_ms.into());
        Ok(hashing)
    }
}
