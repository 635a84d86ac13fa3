//! What a user's state is called.

use identity::{language::Language, view::users::UserState};

use crate::words::console;

pub fn name(language: Language, state: UserState) -> &'static str {
    match state {
        UserState::Invited => console::state_invited(language),
        UserState::Active => console::state_active(language),
        UserState::MustEnrol => console::state_must_enrol(language),
        UserState::WindowPassed => console::state_window_passed(language),
        UserState::InGrace => console::state_in_grace(language),
        UserState::NoFactor => console::state_no_factor(language),
        UserState::Suspended => console::state_suspended(language),
        UserState::Disabled => console::state_disabled(language),
    }
}
