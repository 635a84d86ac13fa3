//! A real endpoint on this machine, over plain connections and over TLS, that behaves well, badly and not at all.

use std::sync::Arc;

use data_encoding::BASE64;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    sync::mpsc,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer},
    },
};

use super::*;
use crate::config::PlainHttp;

/// For `localhost`, by itself, from 2020 to 2120; the key opens nothing but this test.
const CERTIFICATE: &str = "MIIBXTCCAQSgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDv+8PNli+fokS6UQvoSPElmQe1z7oYeL3dda5cZTRijVRxpGfBTTlZU27Yy76mmWb2qpmdccLyktXKxsermp0qjRTBDMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAMBgNVHRMBAf8EAjAAMB0GA1UdDgQWBBR7lAm/fxlOKmwknXBScBUf5fuVLDAKBggqhkjOPQQDAgNHADBEAiA11AJVhBb73RTA9lhfh6dXkSNfbuhTWm5S+XveGzbC1gIgWsKQeF1mEu+9YvqTCi7W/D3atIttR/AU3UlpUwyeJls=";
const KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHZ4nj3K7lMlbV/mwz3dRM7owS/r1EnHl5e8qIUnxuLShRANCAAQ7/vDzZYvn6JEulEL6EjxJZkHtc+6GHi93XWuXGU0Yo1UcaRnwU05WVNu2Mu+pplm9qqZnXHC8pLVysbHq5qdK";
const OK: &str = "HTTP/1.1 204 No Content\r\n\r\n";

fn loopback() -> Webhooks {
    Webhooks {
        networks: vec!["127.0.0.0/8".parse().unwrap()],
        plain_http: PlainHttp::Allowed,
    }
}

fn parcel() -> Parcel {
    Parcel {
        id: "msg_1_2".to_owned(),
        seconds: 1_780_000_000,
        signatures: "v1,abc v1,def".to_owned(),
        body: r#"{"type":"webhook.tested"}"#.to_owned(),
    }
}

/// Listens, and answers every request with this; what came is told.
async fn endpoint(answer: &'static str) -> (u16, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, heard) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, answer, told.clone()));
        }
    });
    (port, heard)
}

async fn converse<S>(mut stream: S, answer: &'static str, told: mpsc::UnboundedSender<String>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut came = Vec::new();
    let body = parcel().body;
    while !came.ends_with(body.as_bytes()) {
        let mut some = [0; 4096];
        match stream.read(&mut some).await {
            Ok(read) if read > 0 => came.extend_from_slice(&some[..read]),
            _ => return,
        }
    }
    told.send(String::from_utf8(came).unwrap()).ok();
    stream.write_all(answer.as_bytes()).await.ok();
    stream.flush().await.ok();
    // Says no more, and does not hang up either.
    stream.read_u8().await.ok();
}

async fn carried(url: &str, rules: &Webhooks) -> Answer {
    let courier = Courier::new(rules).unwrap();
    courier.carry(url, &parcel()).await
}

#[tokio::test]
async fn a_parcel_arrives_as_the_text_describes() {
    let (port, mut heard) = endpoint(OK).await;
    let url = format!("http://127.0.0.1:{port}/hooks?of=acme");
    assert_eq!(carried(&url, &loopback()).await, Answer::status(204));
    let came = heard.recv().await.unwrap();
    let (head, body) = came.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some("POST /hooks?of=acme HTTP/1.1"));
    let lines: Vec<_> = lines.map(str::to_ascii_lowercase).collect();
    for header in [
        format!("host: 127.0.0.1:{port}"),
        "content-type: application/json".to_owned(),
        "webhook-id: msg_1_2".to_owned(),
        "webhook-timestamp: 1780000000".to_owned(),
        "webhook-signature: v1,abc v1,def".to_owned(),
        format!("content-length: {}", parcel().body.len()),
    ] {
        assert!(lines.contains(&header), "{header}: {head}");
    }
    assert_eq!(body, parcel().body);
}

#[tokio::test]
async fn what_an_endpoint_answers_is_its_status_and_no_more() {
    for (answer, outcome) in [
        (
            "HTTP/1.1 500 Oh no\r\ncontent-length: 1000000000\r\n\r\nit never ends",
            Answer::status(500),
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffff\r\nand so on",
            Answer::status(200),
        ),
        ("HTTP/1.1 410 Gone\r\n\r\n", Answer::status(410)),
        (
            "220 mail.example.com ESMTP\r\n",
            Answer::none(Outcome::NoHttp),
        ),
        ("HTTP/1.1 999999 ?\r\n\r\n", Answer::none(Outcome::NoHttp)),
    ] {
        let (port, _heard) = endpoint(answer).await;
        let url = format!("http://127.0.0.1:{port}/");
        assert_eq!(carried(&url, &loopback()).await, outcome, "{answer:?}");
    }
}

#[tokio::test]
async fn a_head_without_end_is_not_read_to_its_end() {
    let head = format!("HTTP/1.1 200 OK\r\nx: {}", "x".repeat(1 << 20));
    let (port, _heard) = endpoint(head.leak()).await;
    let url = format!("http://127.0.0.1:{port}/");
    let answer = carried(&url, &loopback()).await;
    assert_eq!(answer, Answer::none(Outcome::NoHttp));
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_not_followed() {
    let (elsewhere, mut heard_elsewhere) = endpoint(OK).await;
    let answer = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:{elsewhere}/\r\ncontent-length: 0\r\n\r\n"
    );
    let (port, _heard) = endpoint(answer.leak()).await;
    let url = format!("http://127.0.0.1:{port}/");
    assert_eq!(carried(&url, &loopback()).await, Answer::status(307));
    assert!(heard_elsewhere.try_recv().is_err());
}

/// I-07: whichever way an address inside is written, and also where a name leads there.
#[tokio::test]
async fn nothing_inside_is_called() {
    let (port, mut heard) = endpoint(OK).await;
    let rules = Webhooks {
        networks: vec!["10.0.0.0/8".parse().unwrap()],
        plain_http: PlainHttp::Allowed,
    };
    for host in [
        "127.0.0.1",
        "localhost",
        "localhost.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "2130706433",
        "0x7f.0.0.1",
        "0.0.0.0",
        "169.254.169.254",
    ] {
        let answer = carried(&format!("http://{host}:{port}/"), &rules).await;
        let refused = [Outcome::Forbidden, Outcome::NoAddress];
        assert!(refused.contains(&answer.outcome), "{host}: {answer:?}");
    }
    let plain = Webhooks {
        plain_http: PlainHttp::Refused,
        ..loopback()
    };
    let answer = carried(&format!("http://127.0.0.1:{port}/"), &plain).await;
    assert_eq!(answer, Answer::none(Outcome::Forbidden));
    assert!(heard.try_recv().is_err(), "somebody was called");
}

#[tokio::test]
async fn nobody_there_is_no_answer() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let answer = carried(&format!("http://127.0.0.1:{port}/"), &loopback()).await;
    assert_eq!(answer, Answer::none(Outcome::Unreachable));
    let answer = carried("https://nobody.invalid/", &loopback()).await;
    assert_eq!(answer, Answer::none(Outcome::NoAddress));
}

#[tokio::test]
async fn nobody_waits_for_one_who_says_nothing() {
    let (port, mut heard) = endpoint("").await;
    let mut courier = Courier::new(&loopback()).unwrap();
    courier.patience = Duration::from_millis(300);
    let url = format!("http://127.0.0.1:{port}/");
    let answer = courier.carry(&url, &parcel()).await;
    assert_eq!(answer, Answer::none(Outcome::TimedOut));
    assert!(heard.recv().await.is_some());
}

/// An endpoint that speaks TLS, and a courier that trusts it.
async fn over_tls() -> (u16, mpsc::UnboundedReceiver<String>, Courier) {
    let decode = |text: &str| BASE64.decode(text.as_bytes()).unwrap();
    let certificate = CertificateDer::from(decode(CERTIFICATE));
    let key = PrivateKeyDer::try_from(decode(KEY)).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, heard) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = acceptor.accept(stream).await {
                tokio::spawn(converse(stream, OK, told.clone()));
            }
        }
    });
    (port, heard, Courier::trusting(roots, &loopback()).unwrap())
}

#[tokio::test]
async fn https_is_spoken_with_whom_the_certificate_names_and_with_nobody_else() {
    let (port, mut heard, courier) = over_tls().await;
    let (sent, url) = (parcel(), format!("https://localhost:{port}/"));
    let answer = courier.carry(&url, &sent).await;
    assert_eq!(answer, Answer::status(204));
    assert!(heard.recv().await.unwrap().ends_with(&sent.body));

    let untrusted = Answer::none(Outcome::Untrusted);
    let other = url.replace("localhost", "127.0.0.1");
    let answer = courier.carry(&other, &sent).await;
    assert_eq!(answer, untrusted, "another name");
    let answer = carried(&url, &loopback()).await;
    assert_eq!(answer, untrusted, "nobody's roots");
    assert!(heard.try_recv().is_err());
}
