//! A box of hardware tokens that nobody has yet, in each customer of the sample world.

use identity::{
    audit::Event,
    hardware_token::{OathKind, SerialNumber, TokenSeed, file::NewToken},
    ids::OrganisationId,
    time::Timestamp,
};
use sha2::{Digest as _, Sha256};

use crate::{
    desk::{Knock, author::Author, fault::Fault, hardware_token, record::Happened},
    store::{Error, Txn, hardware_tokens},
};

const BOX: [(&str, OathKind, &str); 4] = [
    ("1000417", OathKind::Totp30, "HardwareKey"),
    ("1000418", OathKind::Totp60, "HardwareKey"),
    ("1000419", OathKind::Totp60, "HardwareKey"),
    ("B-20051", OathKind::Hotp, "PressKey"),
];

/// Seeds that everybody may know, like all of the sample world.
fn seed(serial: &str) -> Option<TokenSeed> {
    let hash = Sha256::digest(format!("latchkey's sample world: token {serial}"));
    TokenSeed::from_bytes(hash.to_vec())
}

/// The event that tells of it, for the caller to record in its place.
pub async fn import(
    txn: &mut Txn,
    knock: &Knock,
    organisation: OrganisationId,
    at: Timestamp,
) -> Result<Happened, Fault> {
    for (serial, kind, model) in BOX {
        let broken = || Error::inconsistent("hardware_tokens", "serial", organisation.0);
        let seed = seed(serial).ok_or_else(broken)?;
        let new = NewToken {
            line: 0,
            holder: None,
            serial: SerialNumber::stored(serial.to_owned()),
            seed,
            kind,
            manufacturer: "Contoso".to_owned(),
            model: model.to_owned(),
        };
        let id = hardware_tokens::insert(txn, organisation, &new, at).await?;
        let id = id.ok_or_else(broken)?;
        hardware_token::keep_secret(txn, knock, (organisation, id), &new.seed).await?;
    }
    Ok(Author::CommandLine
        .did(Event::HardwareTokenImported)
        .with("tokens", u32::try_from(BOX.len()).unwrap_or(u32::MAX))
        .with("assigned", 0_u32))
}
