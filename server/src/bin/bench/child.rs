//! A server that was started just now: how soon it answers, and how much memory it holds while nobody asks.

use std::{
    env, fs,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use server::world::World;

use super::{
    Outcome, cpu,
    table::{Row, Table, mb, ms},
};

/// Long enough for the mail job to have looked around.
const IDLE: Duration = Duration::from_secs(3);
const PATIENCE: i64 = 30_000;
/// Where its log goes.
const SAID: &str = "serve.log";

/// In the folder of a filled installation, and in an empty one.
pub fn measure(filled: &Path, table: &mut Table) -> Outcome<()> {
    let empty = filled.join("first-run");
    fs::create_dir(&empty)?;
    for (what, folder) in [
        ("start to first answer", filled),
        ("the same, first run", empty.as_path()),
    ] {
        let (seconds, memory) = start(folder)?;
        table.push(Row::fact(what, ms(seconds)).target("at most 0.5 s", seconds <= 0.5));
        if folder == filled {
            table.push(
                Row::fact("memory, idle", mb(memory)).target("at most 60 MB", memory <= 60_000_000),
            );
        }
    }
    Ok(())
}

/// Seconds to the first answer, and bytes a while later.
fn start(folder: &Path) -> Outcome<(f64, u64)> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port();
    let begun = World::real().now();
    let mut child = serve(folder, port)?;
    let outcome = watch(&mut child, port, begun.0);
    child.kill().ok();
    child.wait()?;
    // Why it did not start is the last thing that it said.
    let said = fs::read_to_string(folder.join(SAID)).unwrap_or_default();
    outcome.map_err(|error| format!("{error}: {}", said.trim()).into())
}

fn serve(folder: &Path, port: u16) -> Outcome<Child> {
    Ok(Command::new(env::current_exe()?)
        .arg("serve")
        // Not where somebody's latchkey.toml may lie.
        .current_dir(folder)
        .env("LATCHKEY_DATA_DIR", folder)
        .env(
            "LATCHKEY_DATABASE__URL",
            format!("sqlite:{}/latchkey.db", folder.display()),
        )
        .env("LATCHKEY_LISTEN", format!("127.0.0.1:{port}"))
        .env("LATCHKEY_PUBLIC_URL", format!("http://localhost:{port}"))
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join(SAID))?)
        .spawn()?)
}

fn watch(child: &mut Child, port: u16, begun: i64) -> Outcome<(f64, u64)> {
    loop {
        let waited = World::real().now().0 - begun;
        if answers(port) {
            thread::sleep(IDLE);
            let seconds = f64::from(i32::try_from(waited)?) / 1000.0;
            return Ok((seconds, cpu::resident(child.id())?));
        }
        if waited > PATIENCE || child.try_wait()?.is_some() {
            return Err("the server that was started does not answer".into());
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// Whether a page comes.
fn answers(port: u16) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let Ok(mut stream) = TcpStream::connect_timeout(&address, Duration::from_millis(100)) else {
        return false;
    };
    let request =
        format!("GET /sign-in HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    let mut answer = String::new();
    let asked = stream
        .write_all(request.as_bytes())
        .and_then(|()| stream.read_to_string(&mut answer));
    asked.is_ok() && answer.starts_with("HTTP/1.1 ")
}
