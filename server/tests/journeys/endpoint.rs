//! A program that is told by a webhook: it listens on this machine, keeps what came, and is in some mood.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use server::{
    config::{PlainHttp, Webhooks},
    webhooks::{courier::Courier, deliver},
};
use tokio::{net::TcpListener, sync::watch};

use super::house::House;

/// One message.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: String,
    pub seconds: i64,
    pub signatures: String,
    pub body: String,
}

impl Message {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn kind(&self) -> String {
        self.json()["type"].as_str().unwrap().to_owned()
    }
}

#[derive(Clone, Debug)]
struct Desk {
    mood: Arc<Mutex<StatusCode>>,
    came: Arc<Mutex<Vec<Message>>>,
    /// How many came.
    many: watch::Sender<usize>,
    /// As long as this says so, nobody is answered.
    silent: watch::Sender<bool>,
}

/// The program.
#[derive(Debug)]
pub struct Endpoint {
    pub url: String,
    desk: Desk,
}

impl Endpoint {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hooks", listener.local_addr().unwrap());
        let desk = Desk {
            mood: Arc::new(Mutex::new(StatusCode::NO_CONTENT)),
            came: Arc::default(),
            many: watch::Sender::new(0),
            silent: watch::Sender::new(false),
        };
        let router = Router::new()
            .route("/hooks", post(take))
            .with_state(desk.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, desk }
    }

    /// From now on it answers this.
    pub fn answers(&self, status: u16) {
        *self.desk.mood.lock().unwrap() = StatusCode::from_u16(status).unwrap();
    }

    /// From now on it answers nobody.
    pub fn falls_silent(&self) {
        self.desk.silent.send_replace(true);
    }

    /// Until so many have come, since the beginning.
    pub async fn waits_for(&self, many: usize) {
        let mut came = self.desk.many.subscribe();
        came.wait_for(|came| *came >= many).await.unwrap();
    }

    /// What came, and is forgotten with this.
    pub fn came(&self) -> Vec<Message> {
        std::mem::take(&mut *self.desk.came.lock().unwrap())
    }
}

async fn take(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let message = Message {
        id: header("webhook-id"),
        seconds: header("webhook-timestamp").parse().unwrap(),
        signatures: header("webhook-signature"),
        body: String::from_utf8(body.to_vec()).unwrap(),
    };
    desk.came.lock().unwrap().push(message);
    desk.many.send_modify(|many| *many += 1);
    let mut silent = desk.silent.subscribe();
    silent.wait_for(|silent| !silent).await.unwrap();
    *desk.mood.lock().unwrap()
}

/// One that may call this machine.
pub fn courier() -> Courier {
    let rules = Webhooks {
        networks: vec!["127.0.0.0/8".parse().unwrap()],
        plain_http: PlainHttp::Allowed,
    };
    Courier::new(&rules).unwrap()
}

impl House {
    /// Tells webhooks of everything that is due; how much was taken.
    pub async fn tell(&self, courier: &Courier) -> usize {
        let mut taken = 0;
        loop {
            let round = deliver::send_due(&self.desk, courier).await.unwrap();
            taken += round;
            if round == 0 {
                return taken;
            }
        }
    }
}
