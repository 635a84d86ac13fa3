//! Who hashes next. Lanes take turns, and among strangers the organisations do, so that a crowd holds up only itself.

use std::{collections::VecDeque, net::IpAddr};

/// On whose behalf a hash is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Somebody who proved something: a session, a sign-in past its password, a link that we sent.
    Proved,
    /// A browser in which this user has signed in before.
    KnownDevice,
    /// Anybody else; all that is known of them is what they say and where they come from.
    Stranger {
        organisation: String,
        network: Network,
    },
}

/// An address as the limits see it: IPv4 whole, IPv6 by its /64, which is what one household or server has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network(IpAddr);

/// No room: the lane is full, or this network waits often enough already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Full;

/// A place in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place(u64);

/// How many may wait: in each lane, and of strangers from one network (0: as many as there is room for).
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub lane: usize,
    pub network: usize,
}

/// Few wait at a time, so that every question is a look along the line.
#[derive(Debug)]
pub(super) struct Queue<T> {
    room: Room,
    /// In the order in which they came.
    line: Vec<Waiting<T>>,
    places: u64,
    last: Kind,
    /// The organisations of waiting strangers in the order of their turns. A new one goes to the end: else somebody who makes up
    /// names would always come first.
    ring: VecDeque<String>,
}

#[derive(Debug)]
struct Waiting<T> {
    place: Place,
    lane: Lane,
    who: T,
}

/// The lanes in the order of their turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Proved,
    KnownDevice,
    Stranger,
}

impl Network {
    pub fn of(ip: IpAddr) -> Self {
        Self(match ip.to_canonical() {
            IpAddr::V4(ip) => ip.into(),
            IpAddr::V6(ip) => {
                let [a, b, c, d, ..] = ip.segments();
                IpAddr::from([a, b, c, d, 0, 0, 0, 0])
            }
        })
    }

    /// The neighbourhood of an address, which one guesser may hold as well: IPv4 by its /24, IPv6 by its /48.
    pub fn around(ip: IpAddr) -> Self {
        Self(match ip.to_canonical() {
            IpAddr::V4(ip) => {
                let [a, b, c, _] = ip.octets();
                IpAddr::from([a, b, c, 0])
            }
            IpAddr::V6(ip) => {
                let [a, b, c, ..] = ip.segments();
                IpAddr::from([a, b, c, 0, 0, 0, 0, 0])
            }
        })
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Lane {
    const fn kind(&self) -> Kind {
        match self {
            Self::Proved => Kind::Proved,
            Self::KnownDevice => Kind::KnownDevice,
            Self::Stranger { .. } => Kind::Stranger,
        }
    }

    const fn network(&self) -> Option<Network> {
        match self {
            Self::Stranger { network, .. } => Some(*network),
            Self::Proved | Self::KnownDevice => None,
        }
    }

    fn organisation(&self) -> Option<&str> {
        match self {
            Self::Stranger { organisation, .. } => Some(organisation),
            Self::Proved | Self::KnownDevice => None,
        }
    }
}

impl Kind {
    /// Whose turn it is after this one, if there is anybody.
    const fn order_after(self) -> [Self; 3] {
        match self {
            Self::Stranger => [Self::Proved, Self::KnownDevice, Self::Stranger],
            Self::Proved => [Self::KnownDevice, Self::Stranger, Self::Proved],
            Self::KnownDevice => [Self::Stranger, Self::Proved, Self::KnownDevice],
        }
    }
}

impl<T> Queue<T> {
    pub fn new(room: Room) -> Self {
        Self {
            room,
            line: Vec::new(),
            places: 0,
            last: Kind::Stranger,
            ring: VecDeque::new(),
        }
    }

    pub fn enter(&mut self, lane: Lane, who: T) -> Result<Place, Full> {
        let waiting = |like: &dyn Fn(&Lane) -> bool| {
            self.line.iter().filter(|other| like(&other.lane)).count()
        };
        let in_lane = waiting(&|other| other.kind() == lane.kind());
        let crowd = lane.network().map_or(0, |network| {
            waiting(&|other| other.network() == Some(network))
        });
        let too_many = self.room.network > 0 && crowd >= self.room.network;
        if in_lane >= self.room.lane || too_many {
            return Err(Full);
        }
        if let Lane::Stranger { organisation, .. } = &lane
            && !self.ring.contains(organisation)
        {
            self.ring.push_back(organisation.clone());
        }
        self.places += 1;
        let place = Place(self.places);
        self.line.push(Waiting { place, lane, who });
        Ok(place)
    }

    /// Leaves the line. Whoever was called already is not in it.
    pub fn leave(&mut self, place: Place) {
        self.line.retain(|waiting| waiting.place != place);
        let line = &self.line;
        self.ring.retain(|organisation| {
            line.iter()
                .any(|waiting| waiting.lane.organisation() == Some(organisation))
        });
    }

    /// Calls the next one out of the line.
    pub fn call(&mut self) -> Option<T> {
        let index = self
            .last
            .order_after()
            .into_iter()
            .find_map(|kind| self.first_of(kind))?;
        let called = self.line.remove(index);
        self.last = called.lane.kind();
        if let Some(organisation) = called.lane.organisation() {
            self.ring.retain(|other| other != organisation);
            if self.first_from(organisation).is_some() {
                self.ring.push_back(organisation.to_owned());
            }
        }
        Some(called.who)
    }

    fn first_of(&self, kind: Kind) -> Option<usize> {
        match kind {
            Kind::Stranger => self.first_from(self.ring.front()?),
            Kind::Proved | Kind::KnownDevice => self
                .line
                .iter()
                .position(|waiting| waiting.lane.kind() == kind),
        }
    }

    fn first_from(&self, organisation: &str) -> Option<usize> {
        self.line
            .iter()
            .position(|waiting| waiting.lane.organisation() == Some(organisation))
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.line.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(organisation: &str, network: u8) -> Lane {
        Lane::Stranger {
            organisation: organisation.to_owned(),
            network: Network::of([192, 0, 2, network].into()),
        }
    }

    fn queue(lane: usize, network: usize) -> Queue<&'static str> {
        Queue::new(Room { lane, network })
    }

    fn all(queue: &mut Queue<&'static str>) -> Vec<&'static str> {
        std::iter::from_fn(|| queue.call()).collect()
    }

    #[test]
    fn lanes_take_turns_and_each_keeps_its_order() {
        let mut queue = queue(64, 0);
        for who in ["s1", "s2", "s3", "s4"] {
            queue.enter(from("acme", 1), who).unwrap();
        }
        for who in ["p1", "p2"] {
            queue.enter(Lane::Proved, who).unwrap();
        }
        queue.enter(Lane::KnownDevice, "k1").unwrap();
        assert_eq!(all(&mut queue), ["p1", "k1", "s1", "p2", "s2", "s3", "s4"]);
        assert_eq!(queue.call(), None);
    }

    #[test]
    fn a_flood_at_one_organisation_leaves_the_others_their_turn() {
        let mut queue = queue(64, 0);
        for who in ["a1", "a2", "a3", "a4"] {
            queue.enter(from("acme", 1), who).unwrap();
        }
        queue.enter(from("bravo", 2), "b1").unwrap();
        queue.enter(from("charly", 3), "c1").unwrap();
        queue.enter(from("bravo", 2), "b2").unwrap();
        assert_eq!(all(&mut queue), ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]);
    }

    #[test]
    fn names_that_are_made_up_hold_up_nobody_for_ever() {
        let mut queue = queue(64, 0);
        queue.enter(from("acme", 1), "a1").unwrap();
        queue.enter(from("acme", 1), "a2").unwrap();
        let mut called = Vec::new();
        for name in ["x1", "x2", "x3", "x4"] {
            queue.enter(from(name, 9), name).unwrap();
            called.extend(queue.call());
        }
        assert_eq!(called, ["a1", "x1", "a2", "x2"]);
        assert_eq!(all(&mut queue), ["x3", "x4"]);
        assert!(queue.ring.is_empty());
    }

    #[test]
    fn a_full_lane_is_full_for_nobody_else() {
        let mut queue = queue(2, 0);
        queue.enter(from("acme", 1), "s1").unwrap();
        queue.enter(from("acme", 2), "s2").unwrap();
        assert_eq!(queue.enter(from("bravo", 3), "s3"), Err(Full));
        assert!(queue.enter(Lane::KnownDevice, "k1").is_ok());
        assert!(queue.enter(Lane::Proved, "p1").is_ok());
        assert_eq!(queue.call(), Some("p1"));
        assert_eq!(queue.enter(from("bravo", 3), "s3"), Err(Full));
    }

    #[test]
    fn one_network_waits_only_so_often() {
        let mut queue = queue(64, 2);
        let first = queue.enter(from("acme", 1), "1").unwrap();
        queue.enter(from("bravo", 1), "2").unwrap();
        assert_eq!(queue.enter(from("acme", 1), "3"), Err(Full));
        assert!(queue.enter(from("acme", 2), "other").is_ok());
        queue.leave(first);
        queue.leave(first);
        assert!(queue.enter(from("acme", 1), "3").is_ok());
        assert_eq!(queue.len(), 3);
    }

    #[test]
    fn a_network_is_an_address_or_a_household() {
        let network = |ip: &str| Network::of(ip.parse().unwrap()).to_string();
        assert_eq!(network("192.0.2.7"), network("::ffff:192.0.2.7"));
        assert_ne!(network("192.0.2.7"), network("192.0.2.8"));
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }
}
