//! Sending a code: whether one more may go, and then the code, its message and what is counted, in one transaction.

use app::words::phone as words;
use identity::{
    audit::Event,
    ids::FactorId,
    phone::{
        PhoneNumber, SmsCode, code,
        limit::{Reached, Whose, limits, longest},
    },
    refusal::Refusal,
    secret::Secret,
    time::{Span, Timestamp},
};

use super::{Ask, What, judge, number, of_factor};
use crate::{
    desk::{Fault, Knock, check::Account, record::Happened},
    sms::outbox,
    store::{
        Txn, phone_codes,
        phones::{self, Counted, Digest, ToNumber},
        throttles,
    },
};

/// As long as the longest limit looks back.
const KEEP: Span = Span::days(1);

/// What came of asking for a code.
#[derive(Debug)]
pub enum Sending {
    /// With what the audit log must know of it.
    Sent(Happened),
    Held(Held),
}

/// Why nothing is sent, and what the audit log must know of it.
#[derive(Debug)]
pub struct Held {
    pub why: Refusal,
    pub event: Happened,
}

/// What holds a message to this number back, if anything does. Whoever asks at the same moment in the same organisation waits here,
/// so that nothing is counted twice or not at all.
pub async fn held(
    txn: &mut Txn,
    knock: &Knock,
    (account, number, to_number): (Account<'_>, &PhoneNumber, ToNumber),
    now: Timestamp,
) -> Result<Option<Held>, Fault> {
    let sms = &knock.desk.config.sms;
    let refused = |why: Refusal, reason: &str| {
        let event = Happened::by(Event::ChallengeRefused, account.user).because(reason);
        let event = event.with("number", number.masked().to_string());
        Ok(Some(Held { why, event }))
    };
    if !number.is_in(&sms.countries) {
        return refused(Refusal::NumberElsewhere, "country");
    }
    let organisation = account.organisation.id;
    let turnstile = format!("texts|{organisation}");
    let turnstile = knock.desk.keys.throttle().mac(turnstile.as_bytes());
    throttles::hold(txn, &turnstile, KEEP, now).await?;
    let digest = super::digest(knock, organisation, number);
    let counted = counted(account, &digest, to_number);
    match reached(txn, counted, sms.daily, now).await? {
        None => Ok(None),
        Some(Reached { limit, until }) => {
            let why = match limit.whose {
                Whose::Number | Whose::Person => Refusal::TextAgainAt(until),
                Whose::Organisation => Refusal::TextsPausedUntil(until),
            };
            refused(why, limit.name)
        }
    }
}

/// The limit that is reached for the longest, if one is. `daily`: the budget of the organisation.
pub(super) async fn reached(
    txn: &mut Txn,
    counted: Counted<'_>,
    daily: u32,
    now: Timestamp,
) -> Result<Option<Reached>, Fault> {
    let mut found = None;
    for limit in limits(daily) {
        let nth = phones::nth_newest(txn, counted, (limit.whose, limit.most)).await?;
        found = longest(found.into_iter().chain(limit.reached(nth, now)));
    }
    Ok(found)
}

pub(super) const fn counted<'a>(
    account: Account<'_>,
    number: &'a Digest,
    to_number: ToNumber,
) -> Counted<'a> {
    Counted {
        organisation: account.organisation.id,
        user: account.user.id,
        number,
        to_number,
    }
}

/// Sends a code to the phone that is asked for, unless something holds it back. The caller holds the lock of its factor, and records
/// the event last.
pub async fn send(
    txn: &mut Txn,
    knock: &Knock,
    ask: &Ask<'_>,
    now: Timestamp,
) -> Result<Sending, Fault> {
    let what = (ask.account, ask.factor, ask.what.to_number());
    match open(txn, knock, what, now).await? {
        Err(held) => Ok(Sending::Held(held)),
        Ok(number) => {
            let sent = dispatch(txn, knock, (ask, &number), now).await?;
            Ok(Sending::Sent(sent))
        }
    }
}

/// The number of this factor, unless something holds a message to it back.
pub async fn open(
    txn: &mut Txn,
    knock: &Knock,
    (account, factor, to_number): (Account<'_>, FactorId, ToNumber),
    now: Timestamp,
) -> Result<Result<PhoneNumber, Held>, Fault> {
    let phone = of_factor(txn, factor).await?;
    let number = number(knock, account, (factor, &phone))?;
    let held = held(txn, knock, (account, &number, to_number), now).await?;
    Ok(match held {
        Some(held) => Err(Held {
            event: held.event.factor(factor),
            ..held
        }),
        None => Ok(number),
    })
}

/// The same once nothing holds it back.
pub async fn dispatch(
    txn: &mut Txn,
    knock: &Knock,
    (ask, number): (&Ask<'_>, &PhoneNumber),
    now: Timestamp,
) -> Result<Happened, Fault> {
    let code = SmsCode::from_random(knock.desk.world.bytes());
    let (asked, until) = (ask.asked(), now + code::LIVES);
    let digest = judge::digest(knock, asked, (until, code.reveal()));
    let id = phone_codes::put(txn, asked, &digest, (now, until)).await?;
    let text = text(knock, ask, &code);
    outbox::enqueue(txn, &knock.desk, (id, until), (number, text), now).await?;
    let digest = super::digest(knock, ask.account.organisation.id, number);
    let counted = counted(ask.account, &digest, ask.what.to_number());
    phones::count(txn, counted, now).await?;
    let sent = Happened::by(Event::ChallengeSent, ask.account.user).factor(ask.factor);
    Ok(sent
        .with("number", number.masked().to_string())
        .with("for", asked.action))
}

/// In the language of its reader. The last line lets a phone offer the code on our pages and on no others
/// (Origin-bound one-time codes delivered via SMS, WICG).
fn text(knock: &Knock, ask: &Ask<'_>, code: &SmsCode) -> Secret {
    let (language, organisation) = (ask.account.user.language, &ask.account.organisation.name);
    let said = match ask.what {
        What::SignIn => words::text_sign_in(language, code.reveal(), organisation),
        What::Enrolment => words::text_enrol(language, code.reveal(), organisation),
        What::Proof(_) => words::text_proof(language, code.reveal(), organisation),
        What::Program => words::text_program(language, code.reveal(), organisation),
    };
    let host = knock.desk.config.public_url.host();
    Secret::from(format!("{said}\n\n@{host} #{}", code.reveal()))
}
