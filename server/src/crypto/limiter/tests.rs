//! Turns at the hashing threads. Time is tokio's and stands still until nobody has anything else to do.

use futures::{FutureExt as _, future::join_all};
use identity::backup_code::BackupCode;

use super::*;

fn secret(text: &str) -> Secret {
    Secret::from(text.to_owned())
}

fn one_thread(queue: usize) -> Hasher {
    Hasher::start(HashLimits {
        threads: 1,
        queue,
        ..HashLimits::new(Profile::DEFAULT)
    })
    .unwrap()
}

fn stranger(network: u8) -> Lane {
    Lane::Stranger {
        organisation: "acme".to_owned(),
        network: Network::of([192, 0, 2, network].into()),
    }
}

#[tokio::test]
async fn right_wrong_and_dummy_are_one_hash_each() {
    let hasher = Hasher::start(HashLimits::new(Profile::DEFAULT)).unwrap();
    let slot = hasher.slot(Lane::Proved).await.unwrap();
    let phc = slot.hash(secret("right")).await.unwrap().to_secret();
    assert!(slot.verify(secret("right"), phc.clone()).await.unwrap());
    assert!(!slot.verify(secret("wrong"), phc).await.unwrap());
    slot.verify_dummy(secret("any")).await.unwrap();
    let code = BackupCode::from_random([3; 10]);
    let hash = slot.hash_code(code.secret(), &[1; 16]).await.unwrap();
    assert_eq!(hash, slot.hash_code(code.secret(), &[1; 16]).await.unwrap());
    assert_ne!(hash, slot.hash_code(code.secret(), &[2; 16]).await.unwrap());
    assert_eq!(hasher.counted(), 7);
    assert!(matches!(
        slot.verify(secret("x"), secret("junk")).await,
        Err(HashError::Broken(_))
    ));
}

#[tokio::test(start_paused = true)]
async fn a_full_queue_and_a_long_wait_are_refused() {
    let hasher = one_thread(1);
    let held = hasher.slot(stranger(1)).await.unwrap();
    // The first of the two is in the queue when the second comes.
    let (waited, refused) = tokio::join!(hasher.slot(stranger(2)), hasher.slot(stranger(3)));
    assert_eq!(waited.unwrap_err(), HashError::Busy);
    assert_eq!(refused.unwrap_err(), HashError::Busy);
    assert_eq!(hasher.desk().queue.len(), 0);
    drop(held);
    assert!(hasher.slot(stranger(4)).now_or_never().is_some());
}

#[tokio::test(start_paused = true)]
async fn whoever_hangs_up_leaves_the_queue() {
    let hasher = one_thread(1);
    let held = hasher.slot(stranger(1)).await.unwrap();
    for _ in 0..5 {
        assert!(
            hasher.slot(stranger(2)).now_or_never().is_none(),
            "it waits"
        );
        assert_eq!(hasher.desk().queue.len(), 0);
    }
    drop(held);
    let next = hasher.slot(stranger(2)).await.unwrap();
    next.verify_dummy(secret("a")).await.unwrap();
    assert_eq!(hasher.counted(), 1);
}

#[tokio::test]
async fn a_flood_of_strangers_starves_nobody_who_is_signed_in() {
    let hasher = one_thread(8);
    let held = hasher.slot(stranger(1)).await.unwrap();
    let order = Mutex::new(Vec::new());
    let one = async |name: &'static str, lane: Lane| match hasher.slot(lane).await {
        Ok(slot) => {
            slot.verify_dummy(secret("x")).await.unwrap();
            order.lock().unwrap().push(name);
        }
        Err(_) => order.lock().unwrap().push("refused"),
    };
    let flood = (0..10).map(|n| one("flood", stranger(n)));
    let known = [("step-up", Lane::Proved), ("known", Lane::KnownDevice)];
    let known = known.map(|(name, lane)| one(name, lane));
    let release = async { drop(held) };
    tokio::join!(join_all(flood), join_all(known), release);
    let order = order.into_inner().unwrap();
    assert_eq!(order[..4], ["refused", "refused", "step-up", "known"]);
    assert_eq!(order[4..], ["flood"; 8]);
}

#[tokio::test(start_paused = true)]
async fn a_turn_that_was_called_and_not_taken_goes_on() {
    let hasher = one_thread(8);
    let held = hasher.slot(stranger(1)).await.unwrap();
    let (mut first, mut second) = (
        Box::pin(hasher.slot(stranger(2))),
        Box::pin(hasher.slot(stranger(3))),
    );
    assert!((&mut first).now_or_never().is_none() && (&mut second).now_or_never().is_none());
    drop(held);
    // Called, and gone before it looked.
    drop(first);
    assert!(second.await.is_ok());
}
