//! A real SMTP conversation, a folder, a server that is down, two nodes.

use std::sync::{Arc, Mutex};

use identity::ids::OrganisationId;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use super::*;
use crate::{
    config::{Config, Smtp, Tls},
    crypto::{
        keyring::Keyring,
        limiter::{HashLimits, Hasher},
        password_hash::Profile,
    },
    mail::outbox::{Letter, Sealing, enqueue},
    store::{args, trial::Trial},
    world::WoundClock,
};

const LINK: &str = "https://id.example.com/welcome?link=SECRET";

fn house(trial: &Trial) -> (Foundation, WoundClock) {
    let (world, clock) = Trial::world();
    let directory = std::env::temp_dir().join(format!("latchkey-mail-{}", world.request_id()));
    let config = Config {
        data_dir: directory,
        ..Config::default()
    };
    let hasher = Hasher::start(HashLimits::new(Profile::DEFAULT)).unwrap();
    (
        Foundation {
            db: trial.db.clone(),
            keys: Keyring::ephemeral(&world),
            world,
            config,
            hasher,
            exports: crate::desk::exports::Exports::default(),
            pulse: crate::desk::pulse::Pulse::default(),
        },
        clock,
    )
}

async fn write(house: &Foundation, to: &str) {
    write_for(house, None, to).await;
}

async fn write_for(house: &Foundation, organisation: Option<OrganisationId>, to: &str) {
    let letter = Letter {
        organisation,
        to: to.to_owned(),
        subject: "Willkommen, Jürgen".to_owned(),
        text: format!("Open {LINK}"),
        html: format!("<p>Open {LINK}</p>"),
        sealing: Sealing::Sealed,
    };
    let mut txn = house.db.begin().await.unwrap();
    enqueue(&mut txn, house, letter, house.world.now())
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

async fn bodies(house: &Foundation) -> Vec<String> {
    let mut txn = house.db.read().await.unwrap();
    txn.fetch_all("SELECT body FROM outbox ORDER BY id", args![])
        .await
        .unwrap()
}

#[derive(Clone, Default)]
struct Mailbox(Arc<Mutex<Vec<String>>>);

impl Mailbox {
    fn mails(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// Takes every mail that comes.
async fn smtp_server() -> (Mailbox, Smtp) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mailbox = Mailbox::default();
    let taken = mailbox.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, taken.clone()));
        }
    });
    let smtp = Smtp {
        host: "127.0.0.1".to_owned(),
        port,
        tls: Tls::None,
        user: String::new(),
        password: identity::secret::Secret::default(),
        from: "Latchkey <no-reply@example.com>".to_owned(),
    };
    (mailbox, smtp)
}

async fn converse(stream: TcpStream, mailbox: Mailbox) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test\r\n").await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        let answer: &[u8] = match line.get(..4).unwrap_or_default() {
            "EHLO" => b"250-test\r\n250 8BITMIME\r\n",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.unwrap();
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await.unwrap().filter(|line| line != ".") {
                    mail.push_str(&line);
                    mail.push('\n');
                }
                mailbox.0.lock().unwrap().push(mail);
                b"250 taken\r\n"
            }
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await.unwrap();
    }
}

fn message_id(mail: &str) -> String {
    mail.lines()
        .find(|line| line.starts_with("Message-ID:"))
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_mail_goes_out_once_and_leaves_nothing_behind() {
    for trial in Trial::both().await.unwrap() {
        let (mut house, _clock) = house(&trial);
        let (mailbox, smtp) = smtp_server().await;
        house.config.smtp = Some(smtp);
        let carrier = Carrier::new(&house.config).unwrap();
        write(&house, "j@example.com").await;
        assert!(
            bodies(&house).await[0].starts_with("v1."),
            "a link lies in the database"
        );

        assert_eq!(send_due(&house, &carrier).await.unwrap(), 1);
        assert_eq!(send_due(&house, &carrier).await.unwrap(), 0);
        let [mail] = mailbox.mails().try_into().unwrap();
        assert!(
            mail.contains("To: j@example.com") && mail.contains("Auto-Submitted: auto-generated"),
            "{mail}"
        );
        assert!(
            mail.replace("=\n", "").replace("=3D", "=").contains(LINK),
            "{mail}"
        );
        assert!(message_id(&mail).ends_with("@localhost>"));
        assert_eq!(bodies(&house).await, [""]);
    }
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again_with_the_same_message_id() {
    let trial = Trial::sqlite().await.unwrap();
    let (mut house, clock) = house(&trial);
    let (mailbox, smtp) = smtp_server().await;
    let dead = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    house.config.smtp = Some(Smtp {
        port: dead,
        ..smtp.clone()
    });
    write(&house, "j@example.com").await;
    let unreachable = Carrier::new(&house.config).unwrap();
    assert_eq!(send_due(&house, &unreachable).await.unwrap(), 0);
    let mut txn = house.db.read().await.unwrap();
    let (why, id): (String, String) = txn
        .fetch_one("SELECT last_error, message_id FROM outbox", args![])
        .await
        .unwrap();
    drop(txn);
    assert!(why.contains("mail server"), "{why}");

    house.config.smtp = Some(smtp);
    let carrier = Carrier::new(&house.config).unwrap();
    assert_eq!(
        send_due(&house, &carrier).await.unwrap(),
        0,
        "not before the pause is over"
    );
    clock.advance(Span::minutes(1));
    assert_eq!(send_due(&house, &carrier).await.unwrap(), 1);
    assert!(message_id(&mailbox.mails()[0]).contains(&id));
}

#[tokio::test]
async fn after_three_days_nothing_secret_is_kept() {
    let trial = Trial::sqlite().await.unwrap();
    let (house, clock) = house(&trial);
    write(&house, "not an address").await;
    let carrier = Carrier::new(&house.config).unwrap();
    clock.advance(Span::days(4));
    assert_eq!(send_due(&house, &carrier).await.unwrap(), 0);
    assert_eq!(bodies(&house).await, [""]);
    clock.advance(Span::days(400));
    assert_eq!(send_due(&house, &carrier).await.unwrap(), 0);
}

#[tokio::test]
async fn two_nodes_send_each_mail_once() {
    for trial in Trial::both().await.unwrap() {
        let (mut house, _clock) = house(&trial);
        let (mailbox, smtp) = smtp_server().await;
        house.config.smtp = Some(smtp);
        for n in 0..10 {
            write(&house, &format!("u{n}@example.com")).await;
        }
        let (one, other) = (
            Carrier::new(&house.config).unwrap(),
            Carrier::new(&house.config).unwrap(),
        );
        let (a, b) = tokio::join!(send_due(&house, &one), send_due(&house, &other));
        assert_eq!(a.unwrap() + b.unwrap(), 10);
        let mut ids: Vec<String> = mailbox
            .mails()
            .iter()
            .map(|mail| message_id(mail))
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 10);
    }
}

async fn organisation(house: &Foundation, slug: &str) -> OrganisationId {
    const SQL: &str = "
        INSERT INTO organisations (slug, name, help_line, admin_contact, created_at)
        VALUES ($1, $1, '', '', 0)
        RETURNING id";
    let mut txn = house.db.begin().await.unwrap();
    let id = txn.fetch_one(SQL, args![slug]).await.unwrap();
    txn.commit().await.unwrap();
    id
}

#[tokio::test]
async fn much_mail_of_one_organisation_waits_and_holds_up_no_other() {
    for trial in Trial::both().await.unwrap() {
        let (mut house, clock) = house(&trial);
        let (mailbox, smtp) = smtp_server().await;
        house.config.smtp = Some(smtp);
        house.config.limits.mails_per_minute = 3;
        let carrier = Carrier::new(&house.config).unwrap();
        let (acme, bravo) = (
            organisation(&house, "acme").await,
            organisation(&house, "bravo").await,
        );
        for n in 0..8 {
            write_for(&house, Some(acme), &format!("a{n}@example.com")).await;
        }
        write_for(&house, Some(bravo), "b0@example.com").await;
        write(&house, "house@example.com").await;
        assert_eq!(send_due(&house, &carrier).await.unwrap(), 5);
        let to = |name: &str| {
            let line = format!("To: {name}");
            mailbox
                .mails()
                .iter()
                .filter(|mail| mail.contains(&line))
                .count()
        };
        assert_eq!((to("a"), to("b0"), to("house")), (3, 1, 1));
        clock.advance(Span::seconds(59));
        assert_eq!(
            send_due(&house, &carrier).await.unwrap(),
            0,
            "the minute is full"
        );
        clock.advance(Span::seconds(1));
        assert_eq!(send_due(&house, &carrier).await.unwrap(), 3);
        house.config.limits.mails_per_minute = 0;
        assert_eq!(
            send_due(&house, &carrier).await.unwrap(),
            2,
            "without a limit"
        );
    }
}

#[tokio::test]
async fn without_a_server_it_is_a_private_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let trial = Trial::sqlite().await.unwrap();
    let (house, _clock) = house(&trial);
    write(&house, "j@example.com").await;
    let carrier = Carrier::new(&house.config).unwrap();
    assert_eq!(send_due(&house, &carrier).await.unwrap(), 1);
    let [file] = std::fs::read_dir(house.config.outbox_dir())
        .unwrap()
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    let file = file.unwrap();
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let mail = std::fs::read_to_string(file.path()).unwrap();
    assert!(mail.contains("Subject: Willkommen, =?utf-8?b?"), "{mail}");
    std::fs::remove_dir_all(&house.config.data_dir).unwrap();
}
