//! Phones that are sent codes: setting one up, asking for a code, and what a code is worth.

use identity::{
    ids::{FactorId, OrganisationId},
    phone::PhoneNumber,
};

use super::{Fault, Knock, check::Account};
use crate::{
    crypto::seal::SealError,
    store::{
        Error, Txn,
        phone_codes::{Asked, Asker},
        phones::{self, Digest, Phone, ToNumber},
    },
};

pub mod ask;
pub mod code_page;
pub mod confirm;
pub mod judge;
pub mod page;
pub mod send;
pub mod start;
pub mod texted;

/// What a code is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'a> {
    SignIn,
    Enrolment,
    /// An action, as [`identity::step_up::StepUp`] is written.
    Proof(&'a str),
    /// A program asks for its own purposes.
    Program,
}

impl What<'_> {
    /// A number that somebody sets up may be anybody's, so that all messages to it count together.
    pub const fn to_number(self) -> ToNumber {
        match self {
            Self::Enrolment => ToNumber::Everybodys,
            Self::SignIn | Self::Proof(_) | Self::Program => ToNumber::Own,
        }
    }
}

/// A code for one phone of somebody: who asks, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    pub account: Account<'a>,
    pub factor: FactorId,
    pub by: Asker<'a>,
    pub what: What<'a>,
}

impl<'a> Ask<'a> {
    pub const fn asked(&self) -> Asked<'a> {
        Asked {
            factor: self.factor,
            by: self.by,
            action: match self.what {
                What::SignIn => "sign_in",
                What::Enrolment => "enrol",
                What::Proof(action) => action,
                What::Program => "program",
            },
        }
    }
}

/// Where the codes of a factor go. A phone without a number is trouble.
pub async fn of_factor(txn: &mut Txn, factor: FactorId) -> Result<Phone, Fault> {
    let phone = phones::find(txn, factor).await?;
    Ok(phone.ok_or_else(|| Error::inconsistent("phones", "factor_id", factor.0))?)
}

/// Keeps the number of a factor: sealed under it, so that rows cannot be swapped.
pub async fn keep(
    txn: &mut Txn,
    knock: &Knock,
    account: Account<'_>,
    (factor, number): (FactorId, &PhoneNumber),
) -> Result<(), Fault> {
    let keys = knock.desk.keys.seal_seed();
    let place = bound_to(account, factor);
    let phone = Phone {
        number: keys.seal(number.reveal().as_bytes(), &place, &knock.desk.world)?,
        digest: digest(knock, account.organisation.id, number),
        ending: number.masked(),
    };
    Ok(phones::insert(txn, factor, &phone).await?)
}

fn number(
    knock: &Knock,
    account: Account<'_>,
    (factor, phone): (FactorId, &Phone),
) -> Result<PhoneNumber, Fault> {
    let keys = knock.desk.keys.seal_seed();
    let number = keys.open(&phone.number, &bound_to(account, factor))?;
    Ok(PhoneNumber::parse(&number).map_err(|_| SealError::Malformed)?)
}

/// The same for the same number, in one organisation: nobody can tell that a number is known in another.
fn digest(knock: &Knock, organisation: OrganisationId, number: &PhoneNumber) -> Digest {
    let text = format!("number|{organisation}|{}", number.reveal());
    knock.desk.keys.throttle().mac(text.as_bytes())
}

fn bound_to(account: Account<'_>, factor: FactorId) -> String {
    format!(
        "phones|{}|{}|{factor}|v1",
        account.organisation.id, account.user.id
    )
}
