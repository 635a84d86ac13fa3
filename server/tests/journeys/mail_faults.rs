//! The mail server is down, slow or talks nonsense: whoever does something notices nothing of it, and the mail comes later
//! with the same Message-ID. Nothing of a link stands in the log or beside the letter.

use std::{
    io,
    sync::{Arc, Mutex},
};

use identity::{secret::Secret, time::Span};
use server::{
    config::{Config, Smtp, Tls},
    mail::{carrier::Carrier, send::send_due},
    store::args,
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use super::{
    captured_log::Log,
    engines::on_both_engines,
    house::House,
    people::{self, Person},
};

const ANNA: &str = "anna@example.com";

/// How the mail server is today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Well,
    /// Nobody answers the call.
    Down,
    /// Answers what is no SMTP.
    Babbles,
    /// Refuses each mail, and repeats it while doing so.
    Echoes,
    /// Takes a mail, and is gone before it says so.
    HangsUp,
    /// Says nothing until it is in another mood.
    Slow,
}

type Mails = Arc<Mutex<Vec<String>>>;

/// A mail server, its moods, and what came out of it.
struct Office {
    mood: watch::Sender<Mood>,
    mails: Mails,
    /// How many have called.
    calls: watch::Receiver<u32>,
    port: u16,
    closed: u16,
}

impl Office {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shut = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let closed = shut.local_addr().unwrap().port();
        let (mood, hears) = watch::channel(Mood::Well);
        let mails = Mails::default();
        let taken = Arc::clone(&mails);
        let (called, calls) = watch::channel(0);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                called.send_modify(|calls| *calls += 1);
                tokio::spawn(converse(stream, hears.clone(), Arc::clone(&taken)));
            }
        });
        Self {
            mood,
            mails,
            calls,
            port,
            closed,
        }
    }

    /// What carries mail there.
    fn carrier(&self, mood: Mood) -> Carrier {
        self.mood.send_replace(mood);
        let port = if mood == Mood::Down {
            self.closed
        } else {
            self.port
        };
        let smtp = Smtp {
            host: "127.0.0.1".to_owned(),
            port,
            tls: Tls::None,
            user: String::new(),
            password: Secret::default(),
            from: "Latchkey <no-reply@example.com>".to_owned(),
        };
        Carrier::new(&Config {
            smtp: Some(smtp),
            ..Config::default()
        })
        .unwrap()
    }

    /// How many mails with this Message-ID came out.
    fn came(&self, id: &str) -> usize {
        let mails = self.mails.lock().unwrap();
        mails.iter().filter(|mail| mail.contains(id)).count()
    }
}

/// Ends early when the other side does: a test that is over hangs up.
async fn converse(
    stream: TcpStream,
    mut mood: watch::Receiver<Mood>,
    mails: Mails,
) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let _ = mood.wait_for(|mood| *mood != Mood::Slow).await;
    let mood = *mood.borrow();
    if mood == Mood::Babbles {
        return write.write_all(b"\x00\xffHello? 250 354 ok\r\n\r\n").await;
    }
    write.write_all(b"220 test\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        match line.get(..4).unwrap_or_default() {
            "EHLO" => write.write_all(b"250-test\r\n250 8BITMIME\r\n").await?,
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    mail.push_str(&line);
                    mail.push('\n');
                }
                if mood == Mood::Echoes {
                    let said = mail.replace("=\n", "").replace("=3D", "=");
                    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
                    let link = said.find("/not-me").map_or("", |at| &said[at..]);
                    let answer = format!("554 5.6.0 I do not like {link}\r\n");
                    write.write_all(answer.as_bytes()).await?;
                    continue;
                }
                mails.lock().unwrap().push(mail);
                if mood == Mood::HangsUp {
                    return Ok(());
                }
                write.write_all(b"250 taken\r\n").await?;
            }
            _ => write.write_all(b"250 ok\r\n").await?,
        }
    }
    Ok(())
}

/// Anna, with everything that was written so far on its way.
async fn anna(house: &House, carrier: &Carrier) -> Person {
    let mut admin = people::set_up(house).await;
    let anna = admin.invite(house, "Anna Weber", ANNA).await;
    while send_due(&house.desk, carrier).await.unwrap() > 0 {}
    anna
}

/// Something that is mailed, and that works whatever the mail server does.
async fn rename(house: &House, anna: &mut Person, name: &str) {
    let factor = house.factors(ANNA).await[0].0;
    let page = format!("/account/factors/{factor}/rename");
    anna.browser.open(&page).await;
    anna.prove(house).await;
    anna.browser.open(&page).await;
    anna.browser
        .submit("/do/rename-factor", &[("name", name)])
        .await;
    anna.browser.page.says(name);
}

/// The Message-ID of the newest letter, and the token of its link.
async fn newest(house: &House) -> (String, String) {
    let id = house
        .one(
            "SELECT message_id FROM outbox ORDER BY id DESC LIMIT 1",
            args![],
        )
        .await;
    let link = house.link_to("/not-me", ANNA).await;
    (id, link.trim_start_matches("/not-me?link=").to_owned())
}

on_both_engines! {
    /// Down, babbling, refusing, gone before the answer: done at once, mailed later, once more rather than never.
    async fn what_cannot_go_now_goes_later(house: House) {
        let office = Office::open().await;
        let well = office.carrier(Mood::Well);
        let mut anna = anna(&house, &well).await;
        let (log, _listening) = Log::listen();
        for mood in [Mood::Down, Mood::Babbles, Mood::Echoes, Mood::HangsUp] {
            let carrier = office.carrier(mood);
            rename(&house, &mut anna, &format!("Phone {mood:?}")).await;
            let (id, token) = newest(&house).await;
            assert_eq!(send_due(&house.desk, &carrier).await.unwrap(), 0, "{mood:?}");
            let why: String = house.one("SELECT last_error FROM outbox ORDER BY id DESC LIMIT 1", args![]).await;
            assert!(!why.is_empty() && !why.contains(&token), "{mood:?}: {why}");
            assert!(log.text().contains("mail could not be sent"), "{mood:?}");
            assert!(!log.text().contains(&token), "{mood:?} is in the log");
            let before = office.came(&id);
            assert_eq!(before, usize::from(mood == Mood::HangsUp), "{mood:?}");
            let carrier = office.carrier(Mood::Well);
            assert_eq!(send_due(&house.desk, &carrier).await.unwrap(), 0, "not at once: {mood:?}");
            house.wait(Span::minutes(1));
            assert_eq!(send_due(&house.desk, &carrier).await.unwrap(), 1, "{mood:?}");
            assert_eq!(office.came(&id), before + 1, "{mood:?}");
            let left: String = house.one("SELECT body FROM outbox ORDER BY id DESC LIMIT 1", args![]).await;
            assert_eq!(left, "", "blank once it is sent");
        }
    }
}

on_both_engines! {
    /// A server that does not answer holds up nobody but itself.
    async fn nobody_waits_for_a_slow_server(house: House) {
        let office = Office::open().await;
        let well = office.carrier(Mood::Well);
        let mut anna = anna(&house, &well).await;
        let carrier = office.carrier(Mood::Slow);
        rename(&house, &mut anna, "First").await;
        let (id, _) = newest(&house).await;
        let desk = house.desk.clone();
        let mut calls = office.calls.clone();
        calls.mark_unchanged();
        let sending = tokio::spawn(async move { send_due(&desk, &carrier).await.unwrap() });
        calls.changed().await.unwrap();
        rename(&house, &mut anna, "Second").await;
        assert!(!sending.is_finished());
        assert_eq!(office.came(&id), 0);
        office.mood.send_replace(Mood::Well);
        assert_eq!(sending.await.unwrap(), 1);
        assert_eq!(office.came(&id), 1);
    }
}
