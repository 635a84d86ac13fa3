//! Reading the settings: defaults, then the file, then the environment.

use std::{env, ffi::OsString, fmt, path::Path};

use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format as _, Toml},
    util::nest,
    value::{Dict, Map, Value},
};
use identity::secret::Secret;

use super::Config;

/// The file that is read when none is named. It need not be there.
pub const DEFAULT_FILE: &str = "latchkey.toml";
const PREFIX: &str = "LATCHKEY_";
/// What begins like a setting and is none: the file's own name, and what `make` and the tests are told.
const NO_SETTINGS: [&str; 9] = [
    "config",
    "test_",
    "binary",
    "chromium",
    "failpoint",
    "long",
    "screenshots",
    "target",
    "wasm",
];
/// Taken as they are: elsewhere digits are a number and brackets a list, but a password is a password.
const VERBATIM: [&str; 3] = ["database.url", "smtp.password", "sms.secret"];

/// Everything that is wrong with the settings, a sentence each.
#[derive(Debug)]
pub struct ConfigError(pub Vec<String>);

impl std::error::Error for ConfigError {}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl Config {
    /// The settings of a named file, or of `latchkey.toml` if there is one, under those of the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        if let Some(file) = file.filter(|file| !file.is_file()) {
            return Err(ConfigError(vec![format!(
                "{}: there is no such file",
                file.display()
            )]));
        }
        let default = Some(Path::new(DEFAULT_FILE)).filter(|file| file.is_file());
        let settings = match file.or(default) {
            Some(file) => Figment::new().merge(Toml::file_exact(file)),
            None => Figment::new(),
        };
        Self::of(
            &env::vars_os()
                .filter_map(Variable::of)
                .fold(settings, Figment::merge),
        )
    }

    /// The settings of a text alone, without the environment.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        Self::of(&Figment::new().merge(Toml::string(text)))
    }

    pub(super) fn of(figment: &Figment) -> Result<Self, ConfigError> {
        let mut config: Self = figment.extract().map_err(|errors| {
            ConfigError(errors.into_iter().map(|error| error.to_string()).collect())
        })?;
        if config.database.url.is_empty() {
            config.database.url =
                Secret::from(format!("sqlite:{}/latchkey.db", config.data_dir.display()));
        }
        let problems = config.problems();
        if problems.is_empty() {
            Ok(config)
        } else {
            Err(ConfigError(problems))
        }
    }
}

/// One setting out of the environment: `LATCHKEY_LIMITS__HASH_QUEUE=8` is `limits.hash_queue`.
pub(super) struct Variable {
    name: String,
    key: String,
    value: Value,
}

impl Variable {
    pub(super) fn of((name, text): (OsString, OsString)) -> Option<Self> {
        let (name, text) = (name.into_string().ok()?, text.into_string().ok()?);
        let key = name
            .strip_prefix(PREFIX)?
            .to_ascii_lowercase()
            .replace("__", ".");
        if NO_SETTINGS.iter().any(|no| key.starts_with(no)) {
            return None;
        }
        let verbatim = VERBATIM.contains(&key.as_str());
        let Ok(value) = if verbatim {
            Ok(Value::from(text))
        } else {
            text.parse::<Value>()
        };
        Some(Self { name, key, value })
    }
}

impl Provider for Variable {
    fn metadata(&self) -> Metadata {
        Metadata::named(format!("the environment ({})", self.name))
    }

    fn data(&self) -> figment::Result<Map<Profile, Dict>> {
        let nested = nest(&self.key, self.value.clone())
            .into_dict()
            .unwrap_or_default();
        Ok(Profile::Default.collect(nested))
    }
}
