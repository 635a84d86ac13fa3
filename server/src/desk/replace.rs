//! `/account/factors/<id>/replace`: the step before a replacement, which then goes the way of any set-up.

use identity::{
    ids::FactorId,
    step_up::StepUp,
    view::{account::RenameView, prove::Due},
};

use super::{Fault, Knock, own_factor};

pub async fn page(knock: &Knock, id: FactorId) -> Result<Due<RenameView>, Fault> {
    own_factor::page(knock, id, StepUp::ReplaceFactor(id), |_| true).await
}
