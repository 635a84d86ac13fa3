//! Access passes: a code that an admin gives somebody who lost a factor, once, for a short time, to set up a new one with.

use std::fmt;

use crate::{
    coded::coded, enrolment::GrantCause, look_up, refusal::Refusal, secret::Secret, time::Span,
};

const LENGTH: usize = 16;
const GROUP: usize = 4;

/// How long one may be good for, in minutes, and how long it is when nobody says otherwise.
pub const LEAST_MINUTES: u32 = 10;
pub const MOST_MINUTES: u32 = 24 * 60;
pub const USUAL_MINUTES: u32 = 60;
/// What the page offers.
pub const OFFERED_MINUTES: [u32; 5] = [10, 60, 4 * 60, 8 * 60, 24 * 60];

coded! {
    /// The setting "After a reset, ask for an access pass": whether a password alone is enough for what follows a reset.
    ResetPass {
        Off = "off",
        On = "on",
    }
}

impl ResetPass {
    /// Whether a pass is asked for before somebody enrols under this grant: where others took the factors away, and a stolen
    /// password would do. Whoever accepts an invitation has none yet, and whoever insisted on a removal has just proved a factor
    /// in the same browser.
    pub const fn asks(self, cause: GrantCause) -> bool {
        match (self, cause) {
            (Self::On, GrantCause::Reset | GrantCause::ApiRemoval) => true,
            (Self::On, GrantCause::NeverEnrolled | GrantCause::OwnRemoval) | (Self::Off, _) => {
                false
            }
        }
    }
}

/// One pass: sixteen characters of five bits, of another shape than a backup code.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessPass(Secret);

impl AccessPass {
    pub fn from_random(random: [u8; 10]) -> Self {
        Self(look_up::draw(random, LENGTH))
    }

    /// Reads a pass as people type it.
    pub fn parse(typed: &str) -> Option<Self> {
        look_up::read(typed, LENGTH).map(Self)
    }

    /// Without separators: what is hashed.
    pub const fn secret(&self) -> &Secret {
        &self.0
    }

    /// `XXXX-XXXX-XXXX-XXXX`: what is shown once, copied and read out.
    pub fn grouped(&self) -> Secret {
        look_up::grouped(&self.0, GROUP)
    }
}

impl fmt::Debug for AccessPass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessPass(…)")
    }
}

/// How long a pass is good for: from ten minutes to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassLife(u32);

impl PassLife {
    pub const USUAL: Self = Self(USUAL_MINUTES);

    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let minutes = typed.trim().parse().ok();
        minutes
            .filter(|minutes| (LEAST_MINUTES..=MOST_MINUTES).contains(minutes))
            .map(Self)
            .ok_or(Refusal::PassLifeInvalid)
    }

    /// As programs say it: never longer than they asked for, so what does not fill a minute is left out.
    pub const fn of_seconds(seconds: u32) -> Option<Self> {
        match seconds / 60 {
            minutes if minutes >= LEAST_MINUTES && seconds <= MOST_MINUTES * 60 => {
                Some(Self(minutes))
            }
            _ => None,
        }
    }

    pub const fn minutes(self) -> u32 {
        self.0
    }

    pub const fn span(self) -> Span {
        Span::minutes(self.0 as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup_code::BackupCode;

    #[test]
    fn a_pass_is_read_as_it_was_read_out() {
        let pass = AccessPass::from_random([0x5a; 10]);
        let shown = pass.grouped();
        assert_eq!(shown.reveal().len(), 19);
        assert_eq!(
            shown.reveal().split('-').map(str::len).collect::<Vec<_>>(),
            [4; 4]
        );
        for typed in [
            shown.reveal().to_owned(),
            shown.reveal().to_lowercase(),
            shown.reveal().replace('-', " "),
            format!("  {}\n", shown.reveal().replace('-', "")),
        ] {
            assert_eq!(AccessPass::parse(&typed), Some(pass.clone()), "{typed}");
        }
        assert_eq!(format!("{pass:?}"), "AccessPass(…)");
    }

    #[test]
    fn every_bit_counts() {
        let pass = AccessPass::from_random([0; 10]);
        for byte in 0..10 {
            for bit in 0..8 {
                let mut other = [0; 10];
                other[byte] = 1 << bit;
                assert_ne!(AccessPass::from_random(other), pass, "{byte}.{bit}");
            }
        }
    }

    #[test]
    fn a_backup_code_is_no_pass_and_a_pass_no_backup_code() {
        let (pass, code) = (
            AccessPass::from_random([7; 10]),
            BackupCode::from_random([7; 10]),
        );
        assert_eq!(AccessPass::parse(code.grouped().reveal()), None);
        assert_eq!(BackupCode::parse(pass.grouped().reveal()), None);
        for nonsense in [
            "",
            "0000-0000-0000-000",
            "0000-0000-0000-00000",
            "UUUU-UUUU-UUUU-UUUU",
        ] {
            assert_eq!(AccessPass::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_pass_lives_from_ten_minutes_to_a_day() {
        for (typed, minutes) in [("10", 10), (" 60 ", 60), ("61", 61), ("1440", 1440)] {
            assert_eq!(PassLife::parse(typed).map(PassLife::minutes), Ok(minutes));
        }
        for bad in ["", "9", "1441", "-60", "1h", "60.0", "99999999999999999999"] {
            assert_eq!(PassLife::parse(bad), Err(Refusal::PassLifeInvalid), "{bad}");
        }
        let usual = USUAL_MINUTES.to_string();
        assert_eq!(PassLife::parse(&usual), Ok(PassLife::USUAL));
        for minutes in OFFERED_MINUTES {
            assert!(PassLife::parse(&minutes.to_string()).is_ok());
        }
        for (seconds, minutes) in [
            (0, None),
            (599, None),
            (600, Some(10)),
            (3_659, Some(60)),
            (86_400, Some(1_440)),
            (86_401, None),
            (u32::MAX, None),
        ] {
            let life = PassLife::of_seconds(seconds).map(PassLife::minutes);
            assert_eq!(life, minutes, "{seconds}");
        }
    }

    #[test]
    fn a_pass_is_asked_for_where_others_took_the_factors_away() {
        for cause in GrantCause::ALL {
            let by_others = matches!(cause, GrantCause::Reset | GrantCause::ApiRemoval);
            assert_eq!(ResetPass::On.asks(*cause), by_others, "{cause}");
            assert!(!ResetPass::Off.asks(*cause), "{cause}");
        }
    }
}
