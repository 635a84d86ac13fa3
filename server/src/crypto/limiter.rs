//! Who may hash when: no more hashes at once than cores, a short queue, a short wait. A flood of guesses must not
//! starve those who are signed in (docs/security/throttling.md).

use std::{
    fmt, io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use identity::secret::Secret;
use tokio::sync::oneshot;

use super::password_hash::{Arena, BrokenHash, Phc, Profile, code_hash};

mod queue;

pub use queue::{Lane, Network};
use queue::{Place, Queue, Room};

/// Why there is no hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// The queue is full, or the wait in it was too long: 503, and try again in two seconds.
    #[error("too many hashes at once")]
    Busy,
    #[error(transparent)]
    Broken(#[from] BrokenHash),
}

#[derive(Clone, Copy, Debug)]
pub struct HashLimits {
    pub profile: Profile,
    /// Threads of our own: more than cores give no more hashes, only more memory and later answers.
    pub threads: usize,
    /// How many may wait in each lane.
    pub queue: usize,
    /// How many of them from one network of strangers; 0: as many as there is room for.
    pub per_network: usize,
    pub wait: Duration,
}

/// Cheap to clone: all clones share the threads.
#[derive(Clone)]
pub struct Hasher(Arc<Shared>);

struct Shared {
    limits: HashLimits,
    jobs: mpsc::Sender<Job>,
    desk: Mutex<Desk>,
    counted: AtomicU64,
}

/// Where permits are handed out: some are free, or some wait.
struct Desk {
    free: usize,
    queue: Queue<oneshot::Sender<Permit>>,
}

/// Somebody's turn to hash, as long as it is held: take it before the account is looked at, so that whoever must go away again
/// has cost nothing and counts nowhere.
pub struct Slot {
    hasher: Hasher,
    permit: Arc<Permit>,
}

/// One of the threads. Dropped, it goes to the next in line. Empty: it was never handed over.
struct Permit(Option<Hasher>);

/// A place in the line, given back however the wait ends.
struct Waiting<'a> {
    hasher: &'a Hasher,
    place: Place,
}

/// Runs on one of our threads, in that thread's arena.
type Job = Box<dyn FnOnce(&mut Arena) + Send>;

impl HashLimits {
    pub fn new(profile: Profile) -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        Self {
            profile,
            threads,
            queue: 64,
            per_network: 4,
            wait: Duration::from_secs(2),
        }
    }
}

impl Hasher {
    /// Starts the threads. Each makes its arena when it first hashes: an idle program is small.
    pub fn start(limits: HashLimits) -> io::Result<Self> {
        let (jobs, receiver) = mpsc::channel::<Job>();
        let receiver = Arc::new(Mutex::new(receiver));
        for n in 0..limits.threads.max(1) {
            let receiver = Arc::clone(&receiver);
            thread::Builder::new()
                .name(format!("hash-{n}"))
                .spawn(move || work(&receiver))?;
        }
        let room = Room {
            lane: limits.queue,
            network: limits.per_network,
        };
        Ok(Self(Arc::new(Shared {
            desk: Mutex::new(Desk {
                free: limits.threads.max(1),
                queue: Queue::new(room),
            }),
            limits,
            jobs,
            counted: AtomicU64::new(0),
        })))
    }

    /// Waits for a turn, but neither long nor in a long line.
    pub async fn slot(&self, lane: Lane) -> Result<Slot, HashError> {
        let permit = self.permit(lane).await?;
        Ok(Slot {
            hasher: self.clone(),
            permit: Arc::new(permit),
        })
    }

    /// A turn where nobody has to wait for one: then it makes no difference who asks.
    pub fn free_slot(&self) -> Option<Slot> {
        let permit = self.free_permit()?;
        Some(Slot {
            hasher: self.clone(),
            permit: Arc::new(permit),
        })
    }

    /// How many hashes were computed since the start: tests show by it that two cases are the same work.
    pub fn counted(&self) -> u64 {
        self.0.counted.load(Ordering::Relaxed)
    }

    fn free_permit(&self) -> Option<Permit> {
        let mut desk = self.desk();
        desk.free = desk.free.checked_sub(1)?;
        Some(Permit(Some(self.clone())))
    }

    async fn permit(&self, lane: Lane) -> Result<Permit, HashError> {
        let (call, called) = oneshot::channel();
        let place = {
            let mut desk = self.desk();
            if desk.free > 0 {
                desk.free -= 1;
                return Ok(Permit(Some(self.clone())));
            }
            desk.queue.enter(lane, call).map_err(|_| HashError::Busy)?
        };
        let _waiting = Waiting {
            hasher: self,
            place,
        };
        match tokio::time::timeout(self.0.limits.wait, called).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(HashError::Busy),
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// To the next in line who is still there; else it is free.
    fn hand_on(&self) {
        let mut desk = self.desk();
        while let Some(next) = desk.queue.call() {
            match next.send(Permit(Some(self.clone()))) {
                Ok(()) => return,
                Err(mut unwanted) => unwanted.0 = None,
            }
        }
        desk.free += 1;
    }
}

impl Slot {
    /// The hash of a new password.
    pub async fn hash(&self, password: Secret) -> Result<Phc, HashError> {
        let profile = self.hasher.0.limits.profile;
        Ok(self
            .run(move |arena| Phc::of(&password, profile, arena))
            .await??)
    }

    /// Whether this is the password. `phc` is what [`Phc::to_secret`] gave.
    pub async fn verify(&self, password: Secret, phc: Secret) -> Result<bool, HashError> {
        let phc = Phc::parse(phc.reveal())?;
        Ok(self
            .run(move |arena| phc.verify(&password, arena))
            .await??)
    }

    /// The same work for somebody whose password is not to be looked at.
    pub async fn verify_dummy(&self, password: Secret) -> Result<(), HashError> {
        let phc = Phc::dummy(self.hasher.0.limits.profile);
        self.run(move |arena| phc.verify(&password, arena))
            .await??;
        Ok(())
    }

    /// The hash of a backup code under the salt of its set.
    pub async fn hash_code(&self, code: &Secret, salt: &[u8]) -> Result<[u8; 32], HashError> {
        let (code, salt, profile) = (code.clone(), salt.to_vec(), self.hasher.0.limits.profile);
        Ok(self
            .run(move |arena| code_hash(code.reveal(), &salt, profile, arena))
            .await??)
    }

    /// Whether a hash was made with less work, or more, than hashes are now.
    pub fn is_outdated(&self, phc: &Secret) -> Result<bool, HashError> {
        Ok(Phc::parse(phc.reveal())?.profile() != self.hasher.0.limits.profile)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Arena) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let (answer, answered) = oneshot::channel();
        let (shared, permit) = (Arc::clone(&self.hasher.0), Arc::clone(&self.permit));
        let job = Box::new(move |arena: &mut Arena| {
            shared.counted.fetch_add(1, Ordering::Relaxed);
            // Nobody may be waiting any more; the hash was computed all the same, and the thread was taken as long.
            answer.send(work(arena)).ok();
            drop(permit);
        });
        self.hasher.0.jobs.send(job).map_err(|_| HashError::Busy)?;
        answered.await.map_err(|_| HashError::Busy)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(hasher) = self.0.take() {
            hasher.hand_on();
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.hasher.desk().queue.leave(self.place);
    }
}

fn work(jobs: &Mutex<mpsc::Receiver<Job>>) {
    let mut arena = Arena::default();
    loop {
        // The lock is let go before the work begins. It ends with the last Hasher.
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) => job(&mut arena),
            Err(_) => return,
        }
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher")
            .field("limits", &self.0.limits)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
