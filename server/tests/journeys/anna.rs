//! Anna Weber, of whom most journeys tell: she came by an invitation and has an authenticator app.

use super::{
    house::House,
    people::{self, Person},
};

/// The first admin, and her.
pub async fn enrolled(house: &House) -> (Person, Person) {
    let mut admin = people::set_up(house).await;
    let anna = admin.invite(house, "Anna Weber", "anna@example.com").await;
    (admin, anna)
}
