//! How much CPU processes have used, as Linux tells under /proc: in nanoseconds, user and system together.

use std::{collections::HashMap, fs, path::Path, time::Duration};

use super::Outcome;

/// The CPU of this program's threads so far, each by itself.
#[derive(Clone, Debug)]
pub struct Own(HashMap<String, u64>);

impl Own {
    pub fn now() -> Outcome<Self> {
        let mut threads = HashMap::new();
        for entry in fs::read_dir("/proc/self/task")? {
            let entry = entry?;
            // A thread may end while we look.
            if let Some(nanos) = on_cpu(&entry.path()) {
                threads.insert(entry.file_name().to_string_lossy().into_owned(), nanos);
            }
        }
        if threads.values().all(|nanos| *nanos == 0) {
            return Err(
                "this kernel does not tell the CPU of a thread (/proc/self/task/*/schedstat)"
                    .into(),
            );
        }
        Ok(Self(threads))
    }

    /// What was used between the two moments. The threads that work here all live as long as the program.
    pub fn since(&self, before: &Self) -> Duration {
        let used = self.0.iter().map(|(thread, nanos)| {
            nanos.saturating_sub(before.0.get(thread).copied().unwrap_or_default())
        });
        Duration::from_nanos(used.sum())
    }
}

/// A process, its living children, and those that ended: a PostgreSQL server with its backends.
#[derive(Clone, Copy, Debug)]
pub struct Tree(u32);

impl Tree {
    /// The tree above this process: a backend leads to its postmaster.
    pub fn above(pid: u32) -> Option<Self> {
        stat(pid)
            .and_then(|stat| stat.get(1)?.parse().ok())
            .map(Self)
    }

    pub fn used(self) -> Duration {
        let children = fs::read_dir("/proc")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
                let parent: u32 = stat(pid)?.get(1)?.parse().ok()?;
                (parent == self.0).then_some(pid)
            });
        let alive: u64 = children
            .chain([self.0])
            .filter_map(|pid| on_cpu(Path::new(&format!("/proc/{pid}"))))
            .sum();
        Duration::from_nanos(alive) + self.of_those_that_ended()
    }

    /// In hundredths of a second, which is fine enough for the few that end.
    fn of_those_that_ended(self) -> Duration {
        let ticks = |stat: &[String], at: usize| stat.get(at).and_then(|it| it.parse::<u64>().ok());
        let stat = stat(self.0).unwrap_or_default();
        let (user, system) = (ticks(&stat, 13), ticks(&stat, 14));
        Duration::from_millis(10 * (user.unwrap_or_default() + system.unwrap_or_default()))
    }
}

/// Nanoseconds on a CPU: the first number of `schedstat`.
fn on_cpu(process: &Path) -> Option<u64> {
    let text = fs::read_to_string(process.join("schedstat")).ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// The fields of `stat` from the third one on; the second is a name that may hold anything.
fn stat(pid: u32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

/// Bytes of memory that a process holds now.
pub fn resident(pid: u32) -> Outcome<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    Ok(1024 * kib.ok_or("no VmRSS in /proc/<pid>/status")?)
}
