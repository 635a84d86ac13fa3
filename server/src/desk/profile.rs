//! `/account/profile`: one's name and language.

use identity::{
    audit::Event,
    mail_desk::ProfileForm,
    name::PersonName,
    notice::Notice,
    place::Place,
    refusal::Field,
    turn::{CookieChange, Turn},
    view::profile::ProfileView,
};

use super::{
    Fault, Knock, addresses,
    guard::{self, Hold},
    record::{Happened, record},
};
use crate::store::users;

pub async fn page(knock: &Knock) -> Result<ProfileView, Fault> {
    let mut txn = knock.desk.db.read().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Read).await?;
    let others = addresses::listed(&mut txn, &at.user).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(ProfileView {
        me: at.me(),
        language: at.user.language,
        others,
    })
}

pub async fn submit(knock: &Knock, form: ProfileForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let mut txn = knock.desk.db.begin().await?;
    let at = guard::signed_in(&mut txn, knock, Hold::Lock).await?;
    let name = match PersonName::parse(&form.name) {
        Ok(name) => name,
        Err(why) => {
            return Ok(
                Turn::refused(Place::Profile, why.at(Field::Name)).keeping(&[("name", &form.name)])
            );
        }
    };
    let (user, language) = (&at.user, form.language);
    if user.name != name.as_str() || user.language != language {
        users::set_profile(&mut txn, user.id, name.as_str(), language).await?;
        let edited = Happened::by(Event::UserEdited, user)
            .with("what", "profile")
            .with("name", name.as_str())
            .with("language", language.tag());
        record(&mut txn, knock, at.organisation.id, [edited], now).await?;
    }
    txn.commit().await?;
    Ok(Turn::to(Place::Profile)
        .saying(Notice::ProfileSaved)
        .with(CookieChange::Language(language)))
}
