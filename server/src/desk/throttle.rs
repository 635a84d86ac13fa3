//! Tries are counted before they are checked: on an account, known or not, and on the network they come from.

use identity::{
    audit::Event,
    ids::{KnownDeviceId, OrganisationId, UserId},
    throttle::{self, DEVICE_WINDOW, TRIES_PER_DEVICE},
    time::{Span, Timestamp},
};

use super::{Desk, Fault, Knock, record::Happened};
use crate::{
    crypto::{limiter::Network, token::Digest},
    store::{
        Txn, known_devices,
        throttles::{self, Count, Key},
    },
};

/// How long failures in a row are remembered after the last try: longer than a hundred tries can take.
const KEEP: Span = Span::days(30);

/// A try on an account that was counted, or the time to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    /// Counted as a failure already; success takes it back.
    Counted {
        failures: u32,
        /// Before which instant the next one is not looked at.
        next_at: Timestamp,
    },
    Wait(Timestamp),
}

/// By which way a try at an account's password comes: that of strangers, or in a browser that is known to its owner.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    account: Key,
    device: Option<Key>,
}

/// The key of an account's count: of the address as it was typed, so that unknown ones have one as well.
pub fn account_key(desk: &Desk, organisation: OrganisationId, lookup: &str) -> Key {
    desk.keys
        .throttle()
        .mac(format!("account|{organisation}|{lookup}").as_bytes())
}

/// The way of this visitor to the account with this address, which there may be or not: the same queries for both.
pub async fn way(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, lookup): (OrganisationId, &str),
    now: Timestamp,
) -> Result<Way, Fault> {
    let held = knock.visitor.device.as_ref().and_then(Digest::of_token);
    let known = match &held {
        Some(held) => known_devices::at_the_door(txn, (organisation, lookup), held, now).await?,
        None => None,
    };
    let device_key = |_: KnownDeviceId| {
        // One count for all known devices of an account: five of them must not be five times as many tries.
        let name = format!("devices|{organisation}|{lookup}");
        knock.desk.keys.throttle().mac(name.as_bytes())
    };
    Ok(Way {
        account: account_key(&knock.desk, organisation, lookup),
        device: known.map(device_key),
    })
}

impl Way {
    /// Whether the browser is known to the account's owner.
    pub const fn is_known(&self) -> bool {
        self.device.is_some()
    }

    /// Counts a try, unless it has to wait.
    pub async fn reserve(&self, txn: &mut Txn, now: Timestamp) -> Result<Try, Fault> {
        let Some(device) = &self.device else {
            return reserve(txn, &self.account, now).await;
        };
        let (tries, end) = throttles::reserve_in_window(txn, device, DEVICE_WINDOW, now).await?;
        if tries > i64::from(TRIES_PER_DEVICE) {
            return Ok(Try::Wait(end));
        }
        // A hundred wrong ones in a row are a hundred, whichever way they come (NIST SP 800-63B-4, section 3.2.2).
        let failures = throttles::count(txn, &self.account, KEEP, now).await?;
        let full = tries == i64::from(TRIES_PER_DEVICE);
        let next_at = if full { end } else { now };
        Ok(Try::Counted { failures, next_at })
    }

    /// The password was right.
    pub async fn forgive(&self, txn: &mut Txn, now: Timestamp) -> Result<(), Fault> {
        let Some(device) = &self.device else {
            return forgive(txn, &self.account).await;
        };
        throttles::clear(txn, device).await?;
        let Some(count) = throttles::find_locked(txn, &self.account, now).await? else {
            return Ok(());
        };
        match throttle::kept_past(count.failures, count.allowed_at, now) {
            Some(failures) => {
                throttles::put(txn, &self.account, Count { failures, ..count }).await?;
            }
            None => throttles::clear(txn, &self.account).await?,
        }
        Ok(())
    }
}

/// The key of the count of wrong access passes: the same whether there is one or not.
pub fn pass_key(desk: &Desk, user: UserId) -> Key {
    let name = format!("access pass|{user}");
    desk.keys.throttle().mac(name.as_bytes())
}

/// Takes a try back that was none, unless another one came after it.
pub async fn give_back(
    txn: &mut Txn,
    key: &Key,
    counted: u32,
    now: Timestamp,
) -> Result<(), Fault> {
    let count = throttles::find_locked(txn, key, now).await?;
    if count.is_some_and(|count| count.failures == counted) {
        let before = Count {
            failures: counted.saturating_sub(1),
            allowed_at: now,
        };
        throttles::put(txn, key, before).await?;
    }
    Ok(())
}

/// Counts a try under a key, unless it has to wait.
pub async fn reserve(txn: &mut Txn, key: &Key, now: Timestamp) -> Result<Try, Fault> {
    let before = throttles::hold(txn, key, KEEP, now).await?;
    let (tried, count) = if now < before.allowed_at {
        (Try::Wait(before.allowed_at), before)
    } else {
        let failures = before.failures.saturating_add(1);
        let next_at = throttle::allowed_at(failures, now);
        let count = Count {
            failures,
            allowed_at: next_at,
        };
        (Try::Counted { failures, next_at }, count)
    };
    // Written either way: a try that has to wait does the same work (case S-10).
    throttles::put(txn, key, count).await?;
    Ok(tried)
}

/// A right password, or a new one by a reset: the count starts anew.
pub async fn forgive(txn: &mut Txn, key: &Key) -> Result<(), Fault> {
    Ok(throttles::clear(txn, key).await?)
}

/// Counts a wish, for a mail or for the options of a passkey, under a key of its own kind; false once there were too many in this window. 0 is no limit.
pub async fn may_ask(
    txn: &mut Txn,
    desk: &Desk,
    (name, span, most): (&str, Span, i64),
    now: Timestamp,
) -> Result<bool, Fault> {
    if most == 0 {
        return Ok(true);
    }
    let key = desk.keys.throttle().mac(name.as_bytes());
    Ok(throttles::count_in_window(txn, &key, span, now).await? <= most)
}

/// One window of failures for a network.
struct Window {
    name: &'static str,
    span: Span,
    most: i64,
}

fn windows(desk: &Desk) -> [Window; 2] {
    let limits = &desk.config.limits;
    [
        Window {
            name: "minute",
            span: Span::minutes(1),
            most: i64::from(limits.ip_failures_per_minute),
        },
        Window {
            name: "hour",
            span: Span::hours(1),
            most: i64::from(limits.ip_failures_per_hour),
        },
    ]
}

fn network_key(knock: &Knock, window: &Window) -> Key {
    let name = format!("ip|{}|{}", window.name, Network::of(knock.visitor.ip));
    knock.desk.keys.throttle().mac(name.as_bytes())
}

/// Whether this network has failed too often. The only limit that refuses before a hash is computed.
pub async fn network_is_blocked(
    txn: &mut Txn,
    knock: &Knock,
    now: Timestamp,
) -> Result<bool, Fault> {
    let windows = windows(&knock.desk).map(|window| (network_key(knock, &window), window.most));
    if windows.iter().all(|(_, most)| *most == 0) {
        return Ok(false);
    }
    let counts = throttles::of_two(txn, windows.each_ref().map(|(key, _)| key), now).await?;
    Ok(counts.iter().any(|(key, failures)| {
        let window = windows.iter().find(|window| window.0 == *key);
        window.is_some_and(|(_, most)| *most > 0 && failures >= most)
    }))
}

/// Counts a failure of this network, and of its neighbourhood; what the log must know of it: that a limit has just been reached.
pub async fn network_failed(
    txn: &mut Txn,
    knock: &Knock,
    now: Timestamp,
) -> Result<Vec<Happened>, Fault> {
    let engaged = |what: &str, network: Network| {
        let event = Happened::by_system(Event::ThrottleEngaged).with("what", what);
        event.with("network", network.to_string())
    };
    let mut events = Vec::new();
    let network = Network::of(knock.visitor.ip);
    for window in windows(&knock.desk)
        .into_iter()
        .filter(|window| window.most > 0)
    {
        let key = network_key(knock, &window);
        if throttles::count_in_window(txn, &key, window.span, now).await? == window.most {
            events.push(engaged("network", network));
        }
    }
    let most = i64::from(knock.desk.config.limits.area_failures_per_hour);
    if most > 0 {
        let area = Network::around(knock.visitor.ip);
        let key = knock
            .desk
            .keys
            .throttle()
            .mac(format!("area|{area}").as_bytes());
        if throttles::count_in_window(txn, &key, Span::hours(1), now).await? == most {
            events.push(engaged("area", area));
        }
    }
    Ok(events)
}
