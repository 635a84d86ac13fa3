//! `/account/activity`: what the audit log says about the person who is signed in.

use identity::{
    audit::{ActorKind, Event},
    browser::{Browser, Whence},
    ids::UserId,
    session::EndCause,
    view::activity::{ActivityLine, ActivityView, By},
};

use super::{
    Fault, Knock,
    guard::{self, Hold},
};
use crate::store::audit_own::{self, OwnRow};

const PAGE: u32 = 30;

pub async fn page(knock: &Knock, before: Option<i64>) -> Result<ActivityView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
    let (organisation, user) = (at.organisation.id, at.user.id);
    let mut rows = audit_own::page(&mut txn, (organisation, user), before, PAGE + 1).await?;
    drop(txn);
    at.touch(knock).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    Ok(ActivityView {
        me: at.me(),
        next: rows.last().filter(|_| more).map(|row| row.sequence),
        lines: rows.into_iter().map(|row| line(row, user)).collect(),
    })
}

/// What its person may read of an event: of what somebody else did neither the place nor the reason.
fn line(row: OwnRow, user: UserId) -> ActivityLine {
    let by = match (row.actor_kind, row.actor) {
        (ActorKind::User, Some(actor)) if actor == user => By::Oneself,
        // Whoever was deleted since has no name any more.
        (ActorKind::User, _) if row.actor_name.is_empty() => By::Nobody,
        (ActorKind::User, _) => By::Person(row.actor_name),
        (ActorKind::Credential, _) => By::Program,
        // The command line is an admin's hand as well, and has a name.
        (ActorKind::System, _) if row.actor_name.is_empty() => By::Nobody,
        (ActorKind::System, _) => By::Person(row.actor_name),
    };
    let theirs = matches!(by, By::Oneself | By::Nobody) && !row.ip.is_empty();
    let text = |key: &str| row.detail.get(key).and_then(serde_json::Value::as_str);
    let number = |key: &str| row.detail.get(key).and_then(serde_json::Value::as_u64);
    let role = match row.event {
        Event::RoleGranted => text("after"),
        Event::RoleRevoked => text("before"),
        _ => None,
    };
    ActivityLine {
        sequence: row.sequence,
        event: row.event,
        name: text("name").map(str::to_owned),
        old: text("old").map(str::to_owned),
        cause: text("cause").map(|cause| cause.parse().unwrap_or(EndCause::Other)),
        number: number("sessions")
            .or_else(|| number("left"))
            .and_then(|number| u32::try_from(number).ok()),
        role: role.and_then(|role| role.parse().ok()),
        at: row.at,
        from: theirs.then(|| Whence {
            browser: Browser::of(&row.agent),
            ip: row.ip,
        }),
        by,
    }
}
