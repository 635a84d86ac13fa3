//! Why a command did not do what it should, in words for whoever typed it.

use std::{error::Error, io};

use crate::{
    config::ConfigError,
    crypto::{keyring::KeyringError, password_hash::UnfitProfile},
    desk::fault::Fault,
    mail::carrier::CarrierError,
    sms, store,
};

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Refused(String),
    #[error("the settings are not good:\n{0}")]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    #[error(transparent)]
    Hashing(#[from] UnfitProfile),
    #[error(transparent)]
    Mail(#[from] CarrierError),
    #[error(transparent)]
    Sms(#[from] sms::carrier::CarrierError),
    #[error("the keys for https of webhooks: {0}")]
    Webhooks(#[from] tokio_rustls::rustls::Error),
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error("nothing can listen on {0}")]
    Listen(std::net::SocketAddr, #[source] io::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Failure {
    /// With everything that led to it: here it is the operator who reads it.
    pub fn whole(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            let said = error.to_string();
            if !text.ends_with(&said) {
                text.push_str(": ");
                text.push_str(&said);
            }
            cause = error.source();
        }
        text
    }
}
