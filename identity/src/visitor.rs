//! Who knocks: what a request brings along, before anything about it is believed.

use std::net::IpAddr;

use crate::{customers::Chosen, language::Language, secret::Secret, time::Timestamp};

/// One request, as the HTTP layer read it. The tokens are claims: only the store says what they are worth.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Names this request in the log and in the audit trail.
    pub request: String,
    /// When the request arrived: the `now` of what a page says, never of what a rule decides.
    pub arrived: Timestamp,
    /// The client's address, from the connection or from a trusted proxy.
    pub ip: IpAddr,
    /// The `User-Agent`, cut to 512 characters, control characters removed.
    pub agent: String,
    pub language: Language,
    /// The value of `__Host-sid`.
    pub session: Option<Secret>,
    /// The value of `__Host-pre`.
    pub sign_in: Option<Secret>,
    /// The value of `__Host-anon`: which browser it is, before anybody is known.
    pub anonymous: Option<Secret>,
    /// The value of `__Host-kd`: says which browser this is, and proves nothing.
    pub device: Option<Secret>,
    /// The organisation that the host name stands for, if one is configured so.
    pub host_organisation: Option<String>,
    /// The customers that the address names, for the console.
    pub customers: Chosen,
}

impl Visitor {
    /// Somebody who brings nothing along: a program, a command, or Latchkey itself.
    pub fn stranger(request: String, arrived: Timestamp, ip: IpAddr, agent: String) -> Self {
        Self {
            request,
            arrived,
            ip,
            agent,
            language: Language::default(),
            session: None,
            sign_in: None,
            anonymous: None,
            device: None,
            host_organisation: None,
            customers: Chosen::default(),
        }
    }
}
