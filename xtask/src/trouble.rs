//! What can go wrong while the site is built, each as a sentence.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub enum Trouble {
    File {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    Step {
        step: &'static str,
        why: String,
    },
    Missing(String),
}

pub type Outcome<T> = Result<T, Trouble>;

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File {
                doing,
                path,
                source,
            } => write!(f, "{doing} {} failed: {source}", path.display()),
            Self::Step { step, why } => write!(f, "{step} failed: {why}"),
            Self::Missing(sentence) => f.write_str(sentence),
        }
    }
}

impl Trouble {
    /// For `map_err` after an operation on a file.
    pub fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::File {
            doing,
            path,
            source,
        }
    }

    /// For `map_err` after a step that another library or program did.
    pub fn step<E: fmt::Display>(step: &'static str) -> impl FnOnce(E) -> Self {
        move |why| Self::Step {
            step,
            why: format!("{why:#}"),
        }
    }
}
