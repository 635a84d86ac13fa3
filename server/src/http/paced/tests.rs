//! Slow clients lose their connection, busy ones keep it. Time is wound by hand.

#![expect(
    clippy::disallowed_methods,
    reason = "in a paused runtime this is the clock that tests wind"
)]

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex},
    task::JoinHandle,
    time::{Instant, sleep},
};

use super::*;

/// Lets the other side read what was written.
async fn a_moment() {
    sleep(Duration::from_millis(1)).await;
}

/// A server that only reads, and the time at which its connection ended.
fn reader() -> (DuplexStream, Work, JoinHandle<Duration>) {
    reader_among(&Places::new(Semaphore::new(ROOM)))
}

fn reader_among(places: &Places) -> (DuplexStream, Work, JoinHandle<Duration>) {
    let (client, server) = duplex(1024);
    let work = Work::default();
    let mut paced = Paced::new(server, work.clone(), places.clone());
    let begun = Instant::now();
    let ended = tokio::spawn(async move {
        while !matches!(paced.read(&mut [0; 64]).await, Ok(0) | Err(_)) {}
        begun.elapsed()
    });
    (client, work, ended)
}

#[tokio::test(start_paused = true)]
async fn who_says_nothing_is_dropped_after_ten_seconds() {
    let (_client, _, ended) = reader();
    assert_eq!(ended.await.unwrap().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_head_that_trickles_is_dropped_after_ten_seconds() {
    let (mut client, _, ended) = reader();
    let trickle = tokio::spawn(async move {
        while client.write_all(b"P").await.is_ok() {
            sleep(5 * SECOND).await;
        }
    });
    assert_eq!(ended.await.unwrap().as_secs(), 10);
    trickle.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn between_requests_there_is_a_minute() {
    let (mut client, work, ended) = reader();
    client.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    a_moment().await;
    drop(work.begin());
    sleep(SECOND).await;
    client.write_all(b"G").await.unwrap();
    // Begun after a second, over after eleven.
    assert_eq!(ended.await.unwrap().as_secs(), 10 + 1);

    let (mut client, work, ended) = reader();
    let working = work.begin();
    client.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    sleep(15 * SECOND).await;
    drop(working);
    assert!(!ended.is_finished());
}

#[tokio::test(start_paused = true)]
async fn silence_ends_http_2_after_a_minute() {
    let (mut client, work, ended) = reader();
    client
        .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        .await
        .unwrap();
    a_moment().await;
    let working = work.begin();
    sleep(90 * SECOND).await;
    assert!(!ended.is_finished());
    drop(working);
    client.write_all(b"frame").await.unwrap();
    assert_eq!(ended.await.unwrap().as_secs(), 90 + 60);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_nobody_takes_is_given_up() {
    let (mut client, server) = duplex(16);
    let work = Work::default();
    let mut paced = Paced::new(server, work.clone(), Places::new(Semaphore::new(ROOM)));
    client.write_all(b"GET /").await.unwrap();
    paced.read_exact(&mut [0; 5]).await.unwrap();
    drop(work.begin());
    let begun = Instant::now();
    assert!(paced.write_all(&[0; 64]).await.is_err());
    assert_eq!(begun.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn in_a_crowd_there_are_two_seconds() {
    let places = Places::new(Semaphore::new(ROOM));
    let (_silent, _, ended) = reader_among(&places);
    let (_client, work, busy) = reader_among(&places);
    let _working = work.begin();
    // Between two looks, so that it does not matter who wakes first.
    sleep(5 * SECOND + SECOND / 2).await;
    assert!(!ended.is_finished());
    let _one_too_many = places.acquire().await.unwrap();
    // Five were waited already: the next look is the last.
    assert_eq!(ended.await.unwrap().as_secs(), 6);
    sleep(60 * SECOND).await;
    assert!(!busy.is_finished());
}

#[tokio::test(start_paused = true)]
async fn who_is_silent_holds_no_program_up() {
    let places = Places::new(Semaphore::new(ROOM));
    let (_silent, _, ended) = reader_among(&places);
    places.close();
    assert_eq!(ended.await.unwrap().as_secs(), 2);
}
