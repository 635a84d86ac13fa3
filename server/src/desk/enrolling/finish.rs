//! What follows from a factor that was just confirmed, in the same transaction: the old one goes, the grant is used up,
//! other sessions end, and the sign-in goes on or the session gets a new token.

use identity::{
    audit::Event,
    factor::FactorKind,
    ids::FactorId,
    mail::Occasion,
    name::FactorName,
    notice::Notice,
    place::Place,
    proof::{Proof, ProofKind},
    time::Timestamp,
    turn::{CookieChange, Turn},
    user::MustEnrol,
};

use crate::{
    desk::{
        Fault, Knock,
        codes::fresh::{self, Fresh},
        enrolling::{Enrolling, settled::settled},
        guard::InSignIn,
        letters, other_sessions,
        record::{Happened, record},
        sign_in,
    },
    failpoint::failpoint,
    store::{
        Txn,
        factors::{self, FactorRow},
        sign_ins,
    },
};

/// A factor that is active now.
#[derive(Debug)]
pub struct Confirmed<'a> {
    pub id: FactorId,
    pub kind: FactorKind,
    pub name: &'a FactorName,
    /// The one that it takes the place of.
    pub old: Option<FactorRow>,
    /// Backup codes, hashed in advance.
    pub codes: Option<Fresh>,
}

pub async fn finish(
    mut txn: Txn,
    knock: &Knock,
    mut at: Enrolling,
    confirmed: Confirmed<'_>,
    now: Timestamp,
) -> Result<Turn, Fault> {
    let txn_ref = &mut txn;
    let organisation = at.account().organisation.id;
    let codes_due = fresh::are_due(txn_ref, &at).await?;
    settled(txn_ref, at.account().user.id).await?;
    let (notice, mut events) = tell(txn_ref, knock, &at, &confirmed, now).await?;
    let mut turn = match &mut at {
        Enrolling::Owing(at) => {
            events.extend(other_sessions::end_all(txn_ref, &at.user, "factor_change").await?);
            let (turn, event) = lead_on(txn_ref, knock, at, confirmed.id, now).await?;
            events.extend(event);
            turn
        }
        Enrolling::Adding(at) => {
            let (cookie, ended) = other_sessions::end(txn_ref, knock, at, "factor_change").await?;
            events.extend(ended);
            Turn::to(Place::Account).with(cookie)
        }
    };
    // Codes are delivered into a session only (NIST SP 800-63B-4, section 3.1.2.1).
    let in_session = turn
        .cookies
        .iter()
        .any(|cookie| matches!(cookie, CookieChange::Session(_)));
    if let Some(codes) = confirmed.codes.filter(|_| codes_due && in_session) {
        let (codes, made) = codes
            .put_in_place(txn_ref, knock, at.account(), now)
            .await?;
        events.push(made);
        turn = to_codes(turn).showing(codes);
    }
    failpoint!("enrol: before the audit");
    record(txn_ref, knock, organisation, events, now).await?;
    failpoint!("enrol: before the commit");
    txn.commit().await?;
    failpoint!("enrol: before the answer");
    Ok(turn.saying(notice))
}

/// Buries the old factor if there is one, writes the mail, and says what happened.
async fn tell(
    txn: &mut Txn,
    knock: &Knock,
    at: &Enrolling,
    confirmed: &Confirmed<'_>,
    now: Timestamp,
) -> Result<(Notice, Vec<Happened>), Fault> {
    let account = at.account();
    let new = confirmed.name.to_string();
    let enrolled = Happened::by(Event::FactorEnrolled, account.user).factor(confirmed.id);
    let mut events = vec![
        enrolled
            .with("kind", confirmed.kind.code())
            .with("name", new.as_str()),
    ];
    let (notice, occasion) = match &confirmed.old {
        Some(old) if factors::bury(txn, old.factor.id, now).await? => {
            let name = old.factor.name.to_string();
            let replaced = Happened::by(Event::FactorReplaced, account.user).factor(old.factor.id);
            let replaced = replaced
                .with("kind", old.factor.kind.code())
                .with("name", name.as_str());
            events.push(replaced.with("replaced_by", confirmed.id.0));
            (
                Notice::FactorReplaced {
                    old: name.clone(),
                    new: new.clone(),
                },
                Occasion::FactorReplaced {
                    factor: confirmed.id,
                    old: name,
                    new,
                },
            )
        }
        _ => (
            Notice::FactorAdded(new.clone()),
            Occasion::FactorAdded {
                factor: confirmed.id,
                name: new,
            },
        ),
    };
    letters::tell(
        txn,
        knock,
        (account.organisation, account.user),
        &occasion,
        now,
    )
    .await?;
    Ok((notice, events))
}

/// Within a sign-in: the confirmation is the proof, and what comes next is decided again.
async fn lead_on(
    txn: &mut Txn,
    knock: &Knock,
    at: &mut InSignIn,
    id: FactorId,
    now: Timestamp,
) -> Result<(Turn, Vec<Happened>), Fault> {
    let proof = Proof {
        kind: ProofKind::Enrolment,
        at: now,
    };
    sign_ins::prove(txn, at.sign_in.id, proof, Some(id)).await?;
    at.sign_in.proof = Some(proof);
    at.factors = factors::of_user(txn, at.user.id).await?;
    at.user.grant = None;
    at.user.standing.must_enrol = MustEnrol::No;
    at.decide_again(now);
    sign_in::lead_on(txn, knock, at, (proof, Some(id)), now).await
}

/// To the new codes first; where the person wanted to go travels along.
fn to_codes(mut turn: Turn) -> Turn {
    let go = std::mem::replace(&mut turn.go, Place::BackupCodes);
    match go {
        Place::Return(path) => turn.carrying(&[("then", path.as_str())]),
        _ => turn,
    }
}
