//! A new set of backup codes: drawn and hashed while no transaction is open, then put in place of the old one.

use identity::{
    audit::Event,
    backup_code::{BackupCode, COUNT},
    mail::Occasion,
    place::FreshCodes,
    proof::ProofKind,
    time::Timestamp,
};

use crate::{
    crypto::limiter::{HashError, Lane},
    desk::{Fault, Knock, check::Account, enrolling::Enrolling, letters, record::Happened},
    store::{Txn, codes, sessions},
};

/// Ten codes that nobody has yet.
#[derive(Debug)]
pub struct Fresh {
    salt: [u8; 16],
    codes: Vec<BackupCode>,
    hashes: Vec<[u8; 32]>,
}

/// Whether an enrolment should end with new codes: none is left, or one of them was what opened the door.
pub async fn are_due(txn: &mut Txn, at: &Enrolling) -> Result<bool, Fault> {
    let proof = match at {
        Enrolling::Owing(at) => at.sign_in.proof,
        Enrolling::Adding(at) => Some(at.session.proof),
    };
    let used = proof
        .filter(|proof| proof.kind == ProofKind::BackupCode)
        .map(|proof| proof.at);
    let set = codes::live(txn, at.account().user.id).await?;
    Ok(set.is_none_or(|set| set.left == 0 || used.is_some_and(|at| set.created_at <= at)))
}

/// Draws and hashes, one after the other through the limiter. None when it is too busy: the account offers it later.
pub async fn make(knock: &Knock) -> Result<Option<Fresh>, Fault> {
    let world = &knock.desk.world;
    let mut fresh = Fresh {
        salt: world.bytes(),
        codes: Vec::with_capacity(COUNT),
        hashes: Vec::with_capacity(COUNT),
    };
    for _ in 0..COUNT {
        let code = BackupCode::from_random(world.bytes());
        // A turn for each: ten in a row would hold up everybody else.
        let hashed = match knock.desk.hasher.slot(Lane::Proved).await {
            Ok(slot) => slot.hash_code(code.secret(), &fresh.salt).await,
            Err(busy) => Err(busy),
        };
        match hashed {
            Ok(hash) => fresh.hashes.push(hash),
            Err(HashError::Busy) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        fresh.codes.push(code);
    }
    Ok(Some(fresh))
}

impl Fresh {
    /// Puts the set in place, under the user's lock; the old one dies with it. The event is the caller's to record.
    pub async fn put_in_place(
        self,
        txn: &mut Txn,
        knock: &Knock,
        account: Account<'_>,
        now: Timestamp,
    ) -> Result<(FreshCodes, Happened), Fault> {
        let owner = (account.organisation.id, account.user.id);
        let set = codes::insert(txn, owner, &self.salt, &self.hashes, now).await?;
        sessions::codes_made(txn, account.user.id).await?;
        letters::tell(
            txn,
            knock,
            (account.organisation, account.user),
            &Occasion::BackupCodesMade,
            now,
        )
        .await?;
        let made =
            Happened::by(Event::BackupCodesGenerated, account.user).with("count", self.codes.len());
        let codes = self.codes.iter().map(BackupCode::grouped).collect();
        Ok((FreshCodes { set, codes }, made))
    }
}
