//! The audit log as a stream: oldest first, from after the last one that was read. Sequences have no gaps, so none is missed.

use identity::{audit::Event, view::audit::AuditRow};

use super::{Caller, Stop};
use crate::{
    desk::Knock,
    store::audit_read::{self, Wanted},
};

/// From where on, how many, and which.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    pub after: i64,
    pub most: u32,
    pub event: Option<Event>,
}

/// Some events, and after which one to go on. Whoever asks for one kind skips what lies between.
#[derive(Clone, Debug)]
pub struct Piece {
    pub rows: Vec<AuditRow>,
    pub cursor: i64,
}

pub async fn after(knock: &Knock, caller: &Caller, wish: Wish) -> Result<Piece, Stop> {
    let mut txn = knock.desk.db.read().await?;
    let wanted = Wanted {
        event: wish.event,
        ..Wanted::all(caller.organisation.id)
    };
    let rows = audit_read::after(&mut txn, wanted, wish.after, wish.most).await?;
    let cursor = rows.last().map_or(wish.after, |row| row.sequence);
    Ok(Piece { rows, cursor })
}
