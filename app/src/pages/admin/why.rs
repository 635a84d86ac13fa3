//! Why a reset was asked for, and how the person was verified, as they are offered and as they are told later.

use identity::{
    language::Language,
    reset::{ReasonKind, Verification},
};

use crate::words::console;

pub fn verification(language: Language, way: Verification) -> &'static str {
    match way {
        Verification::CallBack => console::verification_call_back(language),
        Verification::Video => console::verification_video(language),
        Verification::InPerson => console::verification_in_person(language),
        Verification::Ticket => console::verification_ticket(language),
    }
}

pub fn reason(language: Language, kind: ReasonKind) -> &'static str {
    match kind {
        ReasonKind::LostDevice => console::reason_lost_device(language),
        ReasonKind::NewDevice => console::reason_new_device(language),
        ReasonKind::BrokenDevice => console::reason_broken_device(language),
        ReasonKind::StolenDevice => console::reason_stolen_device(language),
        ReasonKind::Other => console::reason_other(language),
    }
}
