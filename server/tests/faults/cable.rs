//! A cable between the program and its database: it can be cut and mended, and it can hold back what the database answers.

use std::{net::SocketAddr, sync::Arc};

use identity::secret::Secret;
use server::{config::Database, store::Db};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream, tcp},
    sync::{Semaphore, watch},
};

use super::house::House;

/// More answers than a test gets.
const ALL: usize = 1 << 30;

#[derive(Debug)]
pub struct Cable {
    address: SocketAddr,
    cut: watch::Sender<bool>,
    gate: Gate,
}

/// What lets answers through: one for each permit.
#[derive(Clone, Debug)]
struct Gate {
    permits: Arc<Semaphore>,
    /// How many answers are held back now.
    held: Arc<watch::Sender<usize>>,
}

impl Cable {
    /// Lies between whoever takes hold of it and the server of this address.
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (cut, is_cut) = watch::channel(false);
        let gate = Gate {
            permits: Arc::new(Semaphore::new(ALL)),
            held: Arc::new(watch::Sender::new(0)),
        };
        let gates = gate.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, server, is_cut.clone(), gates.clone()));
            }
        });
        Self { address, cut, gate }
    }

    /// Every connection breaks, and none is made.
    pub fn cut(&self) {
        self.cut.send(true).unwrap();
    }

    pub fn mend(&self) {
        self.cut.send(false).unwrap();
    }

    /// So many answers more, and then none until [`Cable::let_all_through`].
    pub fn let_through(&self, answers: usize) {
        self.gate.permits.forget_permits(ALL);
        self.gate.permits.add_permits(answers);
    }

    pub fn let_all_through(&self) {
        self.gate.permits.add_permits(ALL);
    }

    /// Until the database has answered something that is held back.
    pub async fn holds_something(&self) {
        let mut held = self.gate.held.subscribe();
        held.wait_for(|many| *many > 0).await.unwrap();
    }
}

impl Gate {
    async fn pass(&self) {
        if let Ok(permit) = self.permits.try_acquire() {
            permit.forget();
            return;
        }
        self.held.send_modify(|many| *many += 1);
        self.permits.acquire().await.unwrap().forget();
        self.held.send_modify(|many| *many -= 1);
    }
}

async fn carry(near: TcpStream, server: SocketAddr, mut is_cut: watch::Receiver<bool>, gate: Gate) {
    if *is_cut.borrow() {
        return;
    }
    let Ok(far) = TcpStream::connect(server).await else {
        return;
    };
    near.set_nodelay(true).unwrap();
    far.set_nodelay(true).unwrap();
    let ((from_near, to_near), (from_far, to_far)) = (near.into_split(), far.into_split());
    tokio::select! {
        () = pump(from_near, to_far, None) => {}
        () = pump(from_far, to_near, Some(gate)) => {}
        _ = is_cut.wait_for(|cut| *cut) => {}
    }
}

async fn pump(mut from: tcp::OwnedReadHalf, mut to: tcp::OwnedWriteHalf, gate: Option<Gate>) {
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(many) = from.read(&mut bytes).await {
        if let Some(gate) = &gate {
            gate.pass().await;
        }
        if many == 0 || to.write_all(&bytes[..many]).await.is_err() {
            return;
        }
    }
}

/// The same url of a database by way of another address.
fn rerouted(url: &str, by: SocketAddr) -> String {
    let (head, rest) = url.split_once('@').unwrap();
    let (_, tail) = rest.split_once('/').unwrap();
    format!("{head}@{by}/{tail}")
}

/// Where the PostgreSQL server of a database's url listens.
fn server_of(url: &str) -> SocketAddr {
    let rest = url.split_once('@').unwrap().1;
    rest.split_once('/').unwrap().0.parse().unwrap()
}

impl House {
    /// Another node on the same database, which reaches it through a cable.
    pub async fn by_cable(&self) -> (Self, Cable) {
        let url = self.trial.settings.url.reveal();
        let cable = Cable::to(server_of(url)).await;
        let settings = Database {
            url: Secret::from(rerouted(url, cable.address)),
            connections: 4,
        };
        (self.node_on(Db::connect(&settings).await.unwrap()), cable)
    }
}
