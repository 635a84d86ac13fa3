//! What calls an endpoint: one connection for each try, to an address that was looked at after its name was resolved, and nowhere
//! else. No redirect is followed and no answer is read beyond its status.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::http::{Method, Request, header};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use identity::webhook::{Answer, Outcome};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    task::JoinSet,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, Error, RootCertStore, crypto::ring, pki_types::ServerName},
};
use url::Host;

use super::{
    parcel::Parcel,
    target::{Scheme, Target},
};
use crate::config::Webhooks;

/// From the first question for a name to the status, much shorter than the lease of a try.
const PATIENCE: Duration = Duration::from_secs(15);
/// The most of an answer's head that is looked at.
const HEAD: usize = 16 * 1024;
/// The most addresses of one name that are tried.
const ADDRESSES: usize = 4;
const AGENT: &str = concat!("Latchkey/", env!("CARGO_PKG_VERSION"));

pub struct Courier {
    rules: Webhooks,
    tls: TlsConnector,
    patience: Duration,
}

impl std::fmt::Debug for Courier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Courier")
            .field("rules", &self.rules)
            .finish_non_exhaustive()
    }
}

impl Courier {
    /// Trusts the roots that the mailer trusts.
    pub fn new(rules: &Webhooks) -> Result<Self, Error> {
        let roots = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        Self::trusting(roots, rules)
    }

    fn trusting(roots: RootCertStore, rules: &Webhooks) -> Result<Self, Error> {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            rules: rules.clone(),
            tls: TlsConnector::from(Arc::new(tls)),
            patience: PATIENCE,
        })
    }

    /// Sends a parcel and says how it was taken.
    pub async fn carry(&self, url: &str, parcel: &Parcel) -> Answer {
        let tried = timeout(self.patience, self.call(url, parcel)).await;
        tried
            .unwrap_or(Err(Outcome::TimedOut))
            .map_or_else(Answer::none, Answer::status)
    }

    async fn call(&self, url: &str, parcel: &Parcel) -> Result<u16, Outcome> {
        let target = Target::parse(url, &self.rules).map_err(|_| Outcome::Forbidden)?;
        let addresses = self.addresses(&target).await?;
        let stream = self.connect(&addresses).await.ok_or(Outcome::Unreachable)?;
        match target.scheme {
            Scheme::Http => ask(stream, &target, parcel).await,
            Scheme::Https => {
                let name = server_name(&target).ok_or(Outcome::Untrusted)?;
                let stream = self.tls.connect(name, stream).await;
                ask(stream.map_err(|_| Outcome::Untrusted)?, &target, parcel).await
            }
        }
    }

    /// Those that may be called, of all that its name leads to now. Only they are connected to: a name that leads elsewhere a moment
    /// later leads nobody there.
    async fn addresses(&self, target: &Target) -> Result<Vec<SocketAddr>, Outcome> {
        let found: Vec<SocketAddr> = match &target.host {
            Host::Ipv4(address) => vec![(IpAddr::V4(*address), target.port).into()],
            Host::Ipv6(address) => vec![(IpAddr::V6(*address), target.port).into()],
            Host::Domain(name) => lookup_host((name.as_str(), target.port))
                .await
                .map_err(|_| Outcome::NoAddress)?
                .collect(),
        };
        if found.is_empty() {
            return Err(Outcome::NoAddress);
        }
        let admitted = found
            .into_iter()
            .filter(|address| self.rules.admits(address.ip()));
        let admitted: Vec<_> = admitted.take(ADDRESSES).collect();
        if admitted.is_empty() {
            return Err(Outcome::Forbidden);
        }
        Ok(admitted)
    }

    /// To the first of them that takes the call.
    async fn connect(&self, addresses: &[SocketAddr]) -> Option<TcpStream> {
        let each = self.patience / u32::try_from(addresses.len()).unwrap_or(1).max(1);
        for address in addresses {
            if let Ok(Ok(stream)) = timeout(each, TcpStream::connect(address)).await {
                stream.set_nodelay(true).ok();
                return Some(stream);
            }
        }
        None
    }
}

fn server_name(target: &Target) -> Option<ServerName<'static>> {
    match &target.host {
        Host::Domain(name) => ServerName::try_from(name.clone()).ok(),
        Host::Ipv4(address) => Some(ServerName::from(IpAddr::V4(*address))),
        Host::Ipv6(address) => Some(ServerName::from(IpAddr::V6(*address))),
    }
}

async fn ask<S>(stream: S, target: &Target, parcel: &Parcel) -> Result<u16, Outcome>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let request = Request::builder()
        .method(Method::POST)
        .uri(target.path())
        .header(header::HOST, target.authority())
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, AGENT)
        .header(header::CONNECTION, "close")
        .header("webhook-id", &parcel.id)
        .header("webhook-timestamp", parcel.seconds)
        .header("webhook-signature", &parcel.signatures)
        .body(parcel.body.clone())
        .map_err(|_| Outcome::NotSendable)?;
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(HEAD)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| Outcome::NoHttp)?;
    // Ends with this call, however it ends: nothing of the answer's body is waited for.
    let mut driving = JoinSet::new();
    driving.spawn(connection);
    let answer = sender.send_request(request).await;
    Ok(answer.map_err(|_| Outcome::NoHttp)?.status().as_u16())
}

#[cfg(test)]
mod tests;
