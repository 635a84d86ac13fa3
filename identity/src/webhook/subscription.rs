//! Which events a webhook is told of.

use std::{fmt, str::FromStr};

use crate::{
    audit::Event,
    coded::{UnknownCode, coded},
    refusal::{Field, Refusal, Refused},
};

coded! {
    /// The question of the form.
    Which {
        All = "all",
        Chosen = "chosen",
    }
}

/// What is told. As text, `*` or codes with spaces between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subscription {
    /// Every event that there is and will be.
    All,
    /// These, in the order of declaration; never none.
    Chosen(Vec<Event>),
}

impl Subscription {
    /// What was ticked, by its codes.
    pub fn parse<'a>(
        which: &str,
        ticked: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, Refused> {
        let missing = || Refusal::ChoiceMissing.at(Field::Which);
        match which.parse().map_err(|_| missing())? {
            Which::All => Ok(Self::All),
            Which::Chosen => {
                let ticked: Result<Vec<Event>, _> = ticked.into_iter().map(str::parse).collect();
                let ticked = ticked.map_err(|_| Refusal::Malformed)?;
                Self::of(&ticked).ok_or_else(|| Refusal::EventsMissing.at(Field::Which))
            }
        }
    }

    fn of(events: &[Event]) -> Option<Self> {
        let all = Event::ALL.iter().copied();
        let chosen: Vec<_> = all.filter(|event| events.contains(event)).collect();
        (!chosen.is_empty()).then_some(Self::Chosen(chosen))
    }

    pub fn wants(&self, event: Event) -> bool {
        match self {
            Self::All => true,
            Self::Chosen(events) => events.contains(&event),
        }
    }

    pub const fn which(&self) -> Which {
        match self {
            Self::All => Which::All,
            Self::Chosen(_) => Which::Chosen,
        }
    }
}

impl fmt::Display for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Chosen(events) => {
                let codes: Vec<_> = events.iter().map(|event| event.code()).collect();
                f.write_str(&codes.join(" "))
            }
        }
    }
}

impl FromStr for Subscription {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "*" {
            return Ok(Self::All);
        }
        let events: Vec<Event> = text.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        Self::of(&events).ok_or(UnknownCode)
    }
}

/// Whether the text of a subscription wants an event, without reading the rest of it: this is asked with every event that there is.
pub fn names(text: &str, event: Event) -> bool {
    text == "*" || text.split(' ').any(|code| code == event.code())
}

/// Ticks as short as can be, for the cookie that brings them back to a form that was refused: the places of the events.
pub fn brief<'a>(ticked: impl IntoIterator<Item = &'a str>) -> String {
    let place = |code: &str| Event::ALL.iter().position(|event| event.code() == code);
    let places = ticked.into_iter().filter_map(place);
    places
        .map(|place| place.to_string())
        .collect::<Vec<_>>()
        .join(",")
}

/// The same read back.
pub fn unfold(brief: &str) -> Vec<Event> {
    let places = brief.split(',').filter_map(|place| place.parse().ok());
    places
        .filter_map(|place: usize| Event::ALL.get(place).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: [&str; 2] = ["user.signed_in", "mfa.factor_admin_reset"];

    #[test]
    fn each_event_that_there_is_can_be_chosen() {
        for event in Event::ALL {
            let one = Subscription::parse("chosen", [event.code()]).unwrap();
            assert!(one.wants(*event) && Subscription::All.wants(*event));
            let told = Event::ALL.iter().filter(|other| one.wants(**other)).count();
            assert_eq!(told, 1, "{event}");
            let text = one.to_string();
            let named = Event::ALL.iter().filter(|other| names(&text, **other));
            assert_eq!((named.count(), names("*", *event)), (1, true), "{event}");
            assert_eq!(one.to_string().parse(), Ok(one));
        }
    }

    #[test]
    fn the_text_goes_there_and_back() {
        let both = Subscription::parse("chosen", [TWO[1], TWO[0]]).unwrap();
        assert_eq!(both.to_string(), TWO.join(" "));
        assert_eq!("*".parse(), Ok(Subscription::All));
        for bad in ["", "* user.signed_in", "user.signed_in,x", "user.*", " "] {
            assert_eq!(bad.parse::<Subscription>(), Err(UnknownCode), "{bad:?}");
        }
    }

    #[test]
    fn nothing_chosen_is_refused_at_its_question() {
        assert_eq!(Subscription::parse("all", TWO), Ok(Subscription::All));
        for (which, ticked, why) in [
            ("", vec![], Refusal::ChoiceMissing.at(Field::Which)),
            (
                "some",
                TWO.to_vec(),
                Refusal::ChoiceMissing.at(Field::Which),
            ),
            ("chosen", vec![], Refusal::EventsMissing.at(Field::Which)),
            ("chosen", vec!["user.slept"], Refusal::Malformed.into()),
        ] {
            assert_eq!(Subscription::parse(which, ticked), Err(why), "{which}");
        }
    }

    #[test]
    fn all_ticks_at_once_come_back_within_what_a_form_keeps() {
        let all = brief(Event::ALL.iter().map(|event| event.code()));
        assert!(all.len() < 500, "{}", all.len());
        assert_eq!(unfold(&all), Event::ALL);
        assert_eq!(unfold("x,,9999"), []);
    }
}
