//! Who may hash when: no more hashes at once than cores, a short queue, a short wait. A flood of guesses must not
//! starve those who are signed in (reference/security.md 5.2).

use std::{
    fmt, io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use identity::{backup_code::BackupCode, secret::Secret};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::password_hash::{Arena, BrokenHash, Phc, Profile, code_hash};

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
    pub queue: usize,
    pub wait: Duration,
}

/// Cheap to clone: all clones share the threads.
#[derive(Clone)]
pub struct Hasher(Arc<Shared>);

struct Shared {
    limits: HashLimits,
    jobs: mpsc::Sender<Job>,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    counted: AtomicU64,
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
        let permits = Arc::new(Semaphore::new(limits.threads.max(1)));
        let (waiting, counted) = (AtomicUsize::new(0), AtomicU64::new(0));
        Ok(Self(Arc::new(Shared {
            limits,
            jobs,
            permits,
            waiting,
            counted,
        })))
    }

    /// The hash of a new password.
    pub async fn hash(&self, password: Secret) -> Result<Phc, HashError> {
        let profile = self.0.limits.profile;
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
        let phc = Phc::dummy(self.0.limits.profile);
        self.run(move |arena| phc.verify(&password, arena))
            .await??;
        Ok(())
    }

    /// The hash of a backup code under the salt of its set.
    pub async fn hash_code(&self, code: &BackupCode, salt: &[u8]) -> Result<[u8; 32], HashError> {
        let (code, salt, profile) = (code.clone(), salt.to_vec(), self.0.limits.profile);
        Ok(self
            .run(move |arena| code_hash(code.canonical(), &salt, profile, arena))
            .await??)
    }

    /// How many hashes were computed since the start: tests show by it that two cases are the same work.
    pub fn counted(&self) -> u64 {
        self.0.counted.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Arena) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let permit = self.permit().await?;
        let (answer, answered) = oneshot::channel();
        let shared = Arc::clone(&self.0);
        let job = Box::new(move |arena: &mut Arena| {
            shared.counted.fetch_add(1, Ordering::Relaxed);
            // Nobody may be waiting any more; the hash was computed all the same.
            answer.send(work(arena)).ok();
            drop(permit);
        });
        self.0.jobs.send(job).map_err(|_| HashError::Busy)?;
        answered.await.map_err(|_| HashError::Busy)
    }

    /// Waits in the queue. Whoever hangs up meanwhile leaves it.
    async fn permit(&self) -> Result<OwnedSemaphorePermit, HashError> {
        let permits = Arc::clone(&self.0.permits);
        if let Ok(permit) = Arc::clone(&permits).try_acquire_owned() {
            return Ok(permit);
        }
        let _place = Place::take(&self.0)?;
        match tokio::time::timeout(self.0.limits.wait, permits.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(HashError::Busy),
        }
    }
}

/// One place in the queue, given back however the wait ends.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(shared: &'a Shared) -> Result<Self, HashError> {
        let place = Self(&shared.waiting);
        if place.0.fetch_add(1, Ordering::AcqRel) >= shared.limits.queue {
            Err(HashError::Busy)
        } else {
            Ok(place)
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::from(text.to_owned())
    }

    fn slow(threads: usize, queue: usize, wait: u64) -> Hasher {
        // Work that is long against the waits below, whatever profile tests are built with.
        let profile = Profile::new(131_072, 4).unwrap();
        Hasher::start(HashLimits {
            profile,
            threads,
            queue,
            wait: Duration::from_millis(wait),
        })
        .unwrap()
    }

    #[tokio::test]
    async fn right_wrong_and_dummy_are_one_hash_each() {
        let hasher = Hasher::start(HashLimits::new(Profile::DEFAULT)).unwrap();
        let phc = hasher.hash(secret("right")).await.unwrap().to_secret();
        assert!(hasher.verify(secret("right"), phc.clone()).await.unwrap());
        assert!(!hasher.verify(secret("wrong"), phc).await.unwrap());
        hasher.verify_dummy(secret("any")).await.unwrap();
        let code = BackupCode::from_random([3; 10]);
        let hash = hasher.hash_code(&code, &[1; 16]).await.unwrap();
        assert_eq!(hash, hasher.hash_code(&code, &[1; 16]).await.unwrap());
        assert_ne!(hash, hasher.hash_code(&code, &[2; 16]).await.unwrap());
        assert_eq!(hasher.counted(), 7);
        assert!(matches!(
            hasher.verify(secret("x"), secret("junk")).await,
            Err(HashError::Broken(_))
        ));
    }

    #[tokio::test]
    async fn a_full_queue_and_a_long_wait_are_refused() {
        let hasher = slow(1, 1, 20);
        let running = tokio::spawn({
            let hasher = hasher.clone();
            async move { hasher.verify_dummy(secret("a")).await }
        });
        tokio::time::sleep(Duration::from_millis(5)).await;
        let (waited, refused) = tokio::join!(
            hasher.verify_dummy(secret("b")),
            hasher.verify_dummy(secret("c"))
        );
        assert_eq!(waited, Err(HashError::Busy));
        assert_eq!(refused, Err(HashError::Busy));
        running.await.unwrap().unwrap();
        assert_eq!(hasher.counted(), 1);
    }

    #[tokio::test]
    async fn whoever_hangs_up_leaves_the_queue() {
        let hasher = slow(1, 1, 60_000);
        let running = hasher.clone();
        let running = tokio::spawn(async move { running.verify_dummy(secret("a")).await });
        tokio::time::sleep(Duration::from_millis(5)).await;
        for _ in 0..5 {
            let waiting = hasher.clone();
            let waiting = tokio::spawn(async move { waiting.verify_dummy(secret("b")).await });
            tokio::time::sleep(Duration::from_millis(2)).await;
            waiting.abort();
            assert!(waiting.await.unwrap_err().is_cancelled());
        }
        running.await.unwrap().unwrap();
        assert_eq!(hasher.counted(), 1);
    }
}
