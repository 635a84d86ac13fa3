//! The language switch: a cookie for everybody, and the user's own choice for those who are signed in.

use identity::{
    language::Language,
    place::{Place, ReturnPath},
    turn::{CookieChange, Turn},
};

use super::{
    Fault, Knock, fault,
    guard::{self, Hold},
};
use crate::store::users;

pub async fn choose(knock: &Knock, language: Language, then: &str) -> Result<Turn, Fault> {
    if knock.visitor.session.is_some() {
        let mut txn = knock.desk.db.begin().await?;
        if let Ok(at) = guard::owing_or_not(&mut txn, knock, Hold::Read).await {
            users::set_language(&mut txn, at.user.id, language).await?;
            txn.commit().await?;
        }
    }
    let back = ReturnPath::parse(then).map_or_else(|| fault::home(&knock.visitor), Place::Return);
    Ok(Turn::to(back).with(CookieChange::Language(language)))
}
