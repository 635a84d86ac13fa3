//! `latchkey serve`: opens the installation, says where it is, serves, and closes it in good order.

use std::net::SocketAddr;

use clap::Args;
use tokio::{
    net::{TcpListener, TcpSocket},
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use super::{Failure, house, say};
use crate::{
    config::Config,
    demo,
    desk::{Desk, set_up},
    http::{self, AppState},
    jobs,
    mail::carrier::Carrier,
    sms,
    webhooks::courier::Courier,
};

#[derive(Debug, Args)]
pub struct Options {
    /// Where to offer counters for Prometheus, on this machine only: 127.0.0.1:9464.
    #[arg(long, value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
}

/// What is in the installation when it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    Own,
    /// The sample world.
    Sample,
}

pub async fn run(config: Config, options: Options, contents: Contents) -> Result<(), Failure> {
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
    let carrier = Carrier::new(&config)?;
    let courier = Courier::new(&config.webhooks)?;
    let texts = sms::carrier::Carrier::new(&config)?;
    let address = config.listen;
    let desk = house::open(config).await?;
    let listener = listen(address)?;
    let state = AppState::new(desk.clone());
    if let Some(metrics) = options.metrics {
        offer_metrics(metrics, state.clone())?;
    }
    let mut asked_to_stop = Stop::new()?;
    let (stop, stopped) = watch::channel(());
    let resets = tokio::spawn(jobs::reset_many(desk.clone(), stopped.clone()));
    let webhooks = jobs::tell_webhooks(desk.clone(), courier, stopped.clone());
    let webhooks = tokio::spawn(webhooks);
    let texts = tokio::spawn(jobs::send_texts(desk.clone(), texts, stopped.clone()));
    let erasures = tokio::spawn(jobs::erase_deleted(desk.clone(), stopped.clone()));
    let jobs = tokio::spawn(jobs::run(desk.clone(), carrier, until_dropped(stopped)));

    if contents == Contents::Sample {
        let lines = demo::fill(&desk).await?;
        for line in demo::printed(&lines, desk.config.public_url.origin()) {
            say(&line)?;
        }
    }
    announce(&desk).await?;
    http::serve::serve(listener, state, asked_to_stop.wait()).await;

    drop(stop);
    for job in [resets, webhooks, texts, erasures, jobs] {
        if job.await.is_err() {
            tracing::error!("a job beside the requests had broken off");
        }
    }
    desk.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// With room for as many newcomers as there are places: the usual 128 are full at once when many come together.
fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    let bind = || {
        let socket = if address.is_ipv4() {
            TcpSocket::new_v4()?
        } else {
            TcpSocket::new_v6()?
        };
        // Whoever starts anew takes the address back at once.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(1024)
    };
    bind().map_err(|error| Failure::Listen(address, error))
}

fn offer_metrics(address: SocketAddr, state: AppState) -> Result<(), Failure> {
    if !address.ip().is_loopback() {
        return Err(Failure::Refused(format!(
            "{address}: counters are offered on this machine only, such as 127.0.0.1:9464"
        )));
    }
    let listener = listen(address)?;
    tokio::spawn(async move { axum::serve(listener, http::metrics_router(state)).await });
    Ok(())
}

/// One clear line; and while there is no organisation, the link that makes the first one.
async fn announce(desk: &Desk) -> Result<(), Failure> {
    say(&format!("Latchkey is at {}", desk.config.public_url))?;
    if let Some(link) = set_up::new_link(desk).await? {
        say(&format!(
            "Set it up within {} minutes: {}",
            desk.config.lifetimes.set_up_link_minutes,
            link.address.reveal()
        ))?;
    }
    Ok(())
}

async fn until_dropped(mut channel: watch::Receiver<()>) {
    while channel.changed().await.is_ok() {}
}

/// What asks a program to end: `kill`, and the keyboard.
struct Stop {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Stop {
    fn new() -> Result<Self, Failure> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
