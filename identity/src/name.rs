//! Names that people give: to factors, to themselves, to organisations and groups.

use serde::{Deserialize, Serialize};


/// The name of a factor, chosen by its owner.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactorName(String);

/// The name of a group of users.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupName(String);
