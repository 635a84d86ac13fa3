//! The program itself, as a process that can die; a browser reaches it over TCP.

use std::{
    env,
    io::{BufRead as _, BufReader},
    net::{SocketAddr, TcpListener as Reserved},
    os::unix::process::ExitStatusExt as _,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::Arc,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{Response, StatusCode},
};
use server::{
    config::{Config, Database},
    crypto::{keyring::Keyring, limiter::Hasher},
    desk::{Desk, Foundation},
    store::trial::Trial,
    world::World,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::{browser::Browser, house::House};

/// SIGABRT, as `abort` sends it.
const ABORTED: i32 = 6;

/// An installation whose keys lie in a file, so that a process can open it too; its clock stands at the real time.
#[derive(Debug)]
pub struct Installation {
    pub house: House,
    directory: PathBuf,
}

impl Installation {
    pub async fn on(trial: Trial) -> Self {
        let directory =
            env::temp_dir().join(format!("latchkey-fault-{}", World::real().request_id()));
        std::fs::create_dir_all(&directory).unwrap();
        let (world, clock) = World::wound(World::real().now());
        let config = Config {
            data_dir: directory.clone(),
            ..Config::default()
        };
        let keys = Keyring::open(config.keyring_file(), &trial.db, &world)
            .await
            .unwrap();
        let hasher = Hasher::start(config.hashing.limits(&config.limits).unwrap()).unwrap();
        let desk = Desk::new(Foundation {
            db: trial.db.clone(),
            world,
            config,
            keys,
            hasher,
            exports: server::desk::exports::Exports::default(),
            pulse: server::desk::pulse::Pulse::default(),
        });
        Self {
            house: House::with(desk, clock, Arc::new(trial)),
            directory,
        }
    }

    /// The program, which will die when it comes to this point.
    pub async fn doomed(&self, point: &str) -> Process {
        Process::start(&self.house.trial.settings, &self.directory, point).await
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.directory).ok();
    }
}

#[derive(Debug)]
pub struct Process {
    child: Child,
    address: SocketAddr,
    /// Read until it says where it is; kept, so that it can go on writing.
    _says: BufReader<ChildStdout>,
}

impl Process {
    async fn start(database: &Database, directory: &Path, point: &str) -> Self {
        let address = Reserved::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_latchkey"))
            .arg("serve")
            .current_dir(directory)
            .env("LATCHKEY_LISTEN", address.to_string())
            .env("LATCHKEY_DATABASE__URL", database.url.reveal())
            .env("LATCHKEY_DATA_DIR", directory)
            .env("LATCHKEY_FAILPOINT", point)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut says = BufReader::new(child.stdout.take().unwrap());
        // It listens before it says so.
        let says = tokio::task::spawn_blocking(move || {
            let mut line = String::new();
            says.read_line(&mut line).unwrap();
            assert!(line.starts_with("Latchkey is at"), "it says {line:?}");
            says
        });
        Self {
            child,
            address,
            _says: says.await.unwrap(),
        }
    }

    /// The same browser, going on at this process.
    pub fn take(&self, browser: &Browser) -> Browser {
        let address = self.address;
        let router = Router::new().fallback(move |request: Request| async move {
            pass(address, request).await.unwrap_or_else(gone)
        });
        let mut here = Browser::new(router);
        here.cookies.clone_from(&browser.cookies);
        here
    }

    /// Whether it died as it was doomed to, and not of anything else.
    pub fn has_died(&mut self) -> bool {
        self.child.wait().unwrap().signal() == Some(ABORTED)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn gone(_: std::io::Error) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response
}

/// One request over a connection of its own, and the whole answer.
async fn pass(address: SocketAddr, request: Request) -> std::io::Result<Response<Body>> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20)
        .await
        .map_err(std::io::Error::other)?;
    let mut text = format!(
        "{} {} HTTP/1.1\r\nconnection: close\r\ncontent-length: {}\r\n",
        parts.method,
        parts.uri,
        body.len()
    );
    for (name, value) in &parts.headers {
        text.push_str(&format!(
            "{name}: {}\r\n",
            value.to_str().map_err(std::io::Error::other)?
        ));
    }
    text.push_str("\r\n");
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(text.as_bytes()).await?;
    stream.write_all(&body).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .ok_or_else(|| std::io::Error::other("no answer"))?;
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .unwrap_or_default();
    let mut response = Response::builder().status(status);
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        response = response.header(name, value);
    }
    response
        .body(Body::from(body.to_owned()))
        .map_err(std::io::Error::other)
}
