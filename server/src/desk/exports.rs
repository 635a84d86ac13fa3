//! How many files of one audit log are made at once: a file reads all of it, and others want to sign in meanwhile
//! (reference/security.md, case D-10).

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use identity::ids::OrganisationId;

/// Of one log, on one node.
const MOST: u32 = 2;

/// The files that are being made. All clones count together.
#[derive(Clone, Debug, Default)]
pub struct Exports(Arc<Mutex<BTreeMap<OrganisationId, u32>>>);

/// A file that is being made, until it is dropped: also by whoever hangs up.
#[derive(Debug)]
pub struct Running {
    exports: Exports,
    of: Vec<OrganisationId>,
}

impl Exports {
    /// None where as many as there may be are made of one of these logs.
    pub fn begin(&self, of: Vec<OrganisationId>) -> Option<Running> {
        let mut running = self.running();
        let is_full = |id: &OrganisationId| running.get(id).is_some_and(|count| *count >= MOST);
        if of.iter().any(is_full) {
            return None;
        }
        for id in &of {
            *running.entry(*id).or_default() += 1;
        }
        Some(Running {
            exports: self.clone(),
            of,
        })
    }

    fn running(&self) -> MutexGuard<'_, BTreeMap<OrganisationId, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut running = self.exports.running();
        for id in &self.of {
            match running.get_mut(id) {
                Some(count) if *count > 1 => *count -= 1,
                Some(_) | None => drop(running.remove(id)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_a_log_at_once_and_another_when_one_is_over() {
        let (exports, [acme, globex]) = (Exports::default(), [1, 2].map(OrganisationId));
        let first = exports.begin(vec![acme]).unwrap();
        let second = exports.begin(vec![acme, globex]).unwrap();
        assert!(exports.begin(vec![acme]).is_none());
        assert!(exports.begin(vec![globex, acme]).is_none());
        let third = exports.begin(vec![globex]).unwrap();
        assert!(
            exports.begin(vec![globex]).is_none(),
            "what was refused counts for nothing"
        );
        drop(second);
        let fourth = exports.begin(vec![acme, globex]).unwrap();
        drop((first, third, fourth));
        assert!(exports.running().is_empty());
    }
}
