//! First run, later runs, a copied keyring, a lost one.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use super::*;
use crate::store::trial::Trial;

fn path(directory: &tempfile::TempDir) -> PathBuf {
    directory.path().join("data/keyring.toml")
}

async fn open(path: &Path, trial: &Trial) -> Result<Keyring, KeyringError> {
    Keyring::open(path.to_owned(), &trial.db, &World::real()).await
}

#[tokio::test]
async fn a_keyring_is_made_once_and_is_private() {
    for trial in Trial::both().await.unwrap() {
        let directory = tempfile::tempdir().unwrap();
        let path = path(&directory);
        let first = open(&path, &trial).await.unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        let sealed = first
            .seal_seed()
            .seal(b"seed", "here", &World::real())
            .unwrap();
        let again = open(&path, &trial).await.unwrap();
        assert_eq!(
            again.seal_seed().open(&sealed, "here").unwrap().reveal(),
            "seed"
        );
        assert_eq!(first.csrf().mac(b"x"), again.csrf().mac(b"x"));
        assert!(again.seal_mail().open(&sealed, "here").is_err());
    }
}

#[tokio::test]
async fn a_lost_keyring_is_never_replaced() {
    let (trial, directory) = (Trial::sqlite().await.unwrap(), tempfile::tempdir().unwrap());
    let path = path(&directory);
    open(&path, &trial).await.unwrap();
    let kept = path.with_file_name("kept");
    fs::rename(&path, &kept).unwrap();
    let error = open(&path, &trial).await.unwrap_err();
    assert!(
        error.to_string().contains("copy the file keyring.toml"),
        "{error}"
    );
    assert!(!path.exists());
    fs::rename(&kept, &path).unwrap();
    open(&path, &trial).await.unwrap();
}

#[tokio::test]
async fn the_keyring_of_another_database_is_refused() {
    let (one, other) = (
        Trial::sqlite().await.unwrap(),
        Trial::sqlite().await.unwrap(),
    );
    let directory = tempfile::tempdir().unwrap();
    open(&path(&directory), &one).await.unwrap();
    let elsewhere = directory.path().join("elsewhere.toml");
    open(&elsewhere, &other).await.unwrap();
    assert!(matches!(
        open(&elsewhere, &one).await,
        Err(KeyringError::Foreign(_))
    ));
}

#[tokio::test]
async fn of_nodes_that_start_together_one_makes_the_keyring() {
    for trial in Trial::both().await.unwrap() {
        let directory = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..4)
            .map(|n| directory.path().join(format!("{n}/keyring.toml")))
            .collect();
        let opened = futures::future::join_all(paths.iter().map(|path| open(path, &trial))).await;
        assert_eq!(opened.iter().filter(|opened| opened.is_ok()).count(), 1);
        assert_eq!(paths.iter().filter(|path| path.exists()).count(), 1);
    }
}

#[tokio::test]
async fn a_new_key_is_taken_up_and_an_old_one_may_not_go() {
    let (trial, directory) = (Trial::sqlite().await.unwrap(), tempfile::tempdir().unwrap());
    let path = path(&directory);
    let before = open(&path, &trial).await.unwrap();
    let sealed = before
        .seal_seed()
        .seal(b"seed", "here", &World::real())
        .unwrap();
    let old = fs::read_to_string(&path).unwrap();
    let new =
        "[[key]]\nkid = \"second\"\nuse = \"seal-seed\"\ncreated = 99999999999999\nsecret = \"";
    fs::write(&path, format!("{old}\n{new}{}\"\n", "A".repeat(43))).unwrap();
    let after = open(&path, &trial).await.unwrap();
    assert_eq!(
        after.seal_seed().open(&sealed, "here").unwrap().reveal(),
        "seed"
    );
    assert!(
        after
            .seal_seed()
            .seal(b"seed", "here", &World::real())
            .unwrap()
            .starts_with("v1.second.")
    );
    fs::write(&path, old).unwrap();
    assert!(matches!(
        open(&path, &trial).await,
        Err(KeyringError::Foreign(_))
    ));
}

#[tokio::test]
async fn one_that_others_can_read_is_refused() {
    let (trial, directory) = (Trial::sqlite().await.unwrap(), tempfile::tempdir().unwrap());
    let path = path(&directory);
    open(&path, &trial).await.unwrap();
    for mode in [0o640, 0o604, 0o644] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert!(matches!(
            open(&path, &trial).await,
            Err(KeyringError::NotPrivate(_))
        ));
    }
}

#[tokio::test]
async fn a_damaged_one_is_refused_without_showing_it() {
    let (trial, directory) = (Trial::sqlite().await.unwrap(), tempfile::tempdir().unwrap());
    let path = path(&directory);
    open(&path, &trial).await.unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let secret = text
        .split("secret = \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    for bad in [
        text.replace(secret, &secret[1..]),
        text.replacen("[[key]]", "[[kea]]", 1),
        String::new(),
        text.replace("csrf", "audit-mac"),
    ] {
        fs::write(&path, bad).unwrap();
        let error = open(&path, &trial).await.unwrap_err();
        assert!(matches!(error, KeyringError::Malformed(..)), "{error:?}");
        assert!(!format!("{error:?} {error}").contains(&secret[1..]));
    }
}
