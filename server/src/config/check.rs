//! What settings must not say, and what they say that somebody should be told of.

use lettre::message::Mailbox;

use super::{Config, PlainHttp, Tls};

impl Config {
    /// Sentences about what cannot be. None: the settings are good.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let url = self.database.url.reveal();
        if !["sqlite:", "postgres:", "postgresql:"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
        {
            problems.push("database.url must begin with sqlite: or postgres:".to_owned());
        }
        if let Err(unfit) = self.hashing.profile() {
            problems.push(format!("hashing.memory_kib and hashing.passes: {unfit}"));
        }
        for (name, value) in [
            ("limits.hash_queue", self.limits.hash_queue),
            ("limits.hash_wait_ms", self.limits.hash_wait_ms),
            ("lifetimes.sign_in_minutes", self.lifetimes.sign_in_minutes),
            (
                "lifetimes.enrolment_minutes",
                self.lifetimes.enrolment_minutes,
            ),
            (
                "lifetimes.invitation_hours",
                self.lifetimes.invitation_hours,
            ),
            (
                "lifetimes.set_up_link_minutes",
                self.lifetimes.set_up_link_minutes,
            ),
        ] {
            if value == 0 {
                problems.push(format!("{name} must not be 0"));
            }
        }
        for host in self.hosts.keys() {
            if host.is_empty()
                || host
                    .chars()
                    .any(|c| c.is_ascii_uppercase() || c == '/' || c == ':')
            {
                problems.push(format!(
                    "hosts: {host:?} must be a host name in lower case, without a port"
                ));
            }
        }
        if let Some(smtp) = &self.smtp {
            if smtp.from.parse::<Mailbox>().is_err() {
                problems.push(
                    "smtp.from must be an address such as Latchkey <no-reply@example.com>"
                        .to_owned(),
                );
            }
            if smtp.host.is_empty() {
                problems.push("smtp.host must not be empty".to_owned());
            }
            if smtp.user.is_empty() != smtp.password.is_empty() {
                problems.push("smtp.user and smtp.password belong together".to_owned());
            }
        }
        problems.extend(self.sms.problems());
        problems
    }

    /// Sentences to be logged at every start.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        for (name, value) in [
            (
                "limits.ip_failures_per_minute",
                self.limits.ip_failures_per_minute,
            ),
            (
                "limits.ip_failures_per_hour",
                self.limits.ip_failures_per_hour,
            ),
            (
                "limits.area_failures_per_hour",
                self.limits.area_failures_per_hour,
            ),
            ("limits.links_per_minute", self.limits.links_per_minute),
            (
                "limits.passkeys_per_minute",
                self.limits.passkeys_per_minute,
            ),
            (
                "limits.hash_queue_per_network",
                self.limits.hash_queue_per_network,
            ),
            ("limits.mails_per_minute", self.limits.mails_per_minute),
            ("sms.daily", self.sms.daily),
        ] {
            if value == 0 {
                warnings.push(format!("{name} is 0: this limit is switched off"));
            }
        }
        if self.lifetimes.sign_in_minutes > 5 || self.lifetimes.enrolment_minutes > 15 {
            warnings.push("lifetimes.sign_in_minutes or enrolment_minutes is longer than it should be (5 and 15)".to_owned());
        }
        if self.trusted_proxies.iter().any(|net| net.prefix_len() == 0) {
            warnings.push(
                "trusted_proxies holds the whole internet: anybody can claim any address"
                    .to_owned(),
            );
        }
        if self
            .webhooks
            .networks
            .iter()
            .any(|net| net.prefix_len() == 0)
        {
            warnings.push(
                "webhooks.networks holds every address: whoever sets up a webhook reaches into the network that this stands in"
                    .to_owned(),
            );
        }
        if self.webhooks.plain_http == PlainHttp::Allowed {
            warnings.push(
                "webhooks.plain_http is allowed: audit events may travel in plain".to_owned(),
            );
        }
        match &self.smtp {
            None => warnings.push(format!(
                "no smtp server is set: mail is written to {}",
                self.outbox_dir().display()
            )),
            Some(smtp)
                if smtp.tls == Tls::None
                    && !matches!(smtp.host.as_str(), "localhost" | "127.0.0.1" | "::1") =>
            {
                warnings.push(
                    "smtp.tls is none: mail, and the password for it, travel in plain".to_owned(),
                );
            }
            Some(_) => {}
        }
        warnings
    }
}
