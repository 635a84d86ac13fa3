//! `/admin/settings/brand`: what the organisation is called, its colour and its logo. Every change asks for a fresh proof.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use data_encoding::HEXLOWER;
use identity::{
    audit::Event,
    brand::{Brand, BrandForm, Logo, LogoWish},
    notice::Notice,
    place::Place,
    refusal::{Field, Refusal, Refused},
    role::Act,
    step_up::StepUp,
    turn::Turn,
    view::{prove::Due, settings::BrandView},
};
use sha2::{Digest as _, Sha256};

use super::acting::{self, Within};
use crate::{
    desk::{Fault, Knock, author::Author, record::record, step_up},
    logo,
    store::{audit, brand, organisations::Organisation},
};

const ACTION: StepUp = StepUp::ChangeBrand;
const PLACE: Place = Place::Brand;

pub async fn page(knock: &Knock) -> Result<BrandView, Fault> {
    let (mut txn, within) = acting::look_to(knock, Act::EditSettings).await?;
    let Within {
        admin,
        organisation,
    } = within;
    let due = step_up::due(&mut txn, &admin.signed_in, ACTION, knock.now()).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    Ok(BrandView {
        me: admin.me(knock),
        digest: digest(&organisation),
        name: organisation.name,
        brand: organisation.brand,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn save(knock: &Knock, form: &BrandForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let typed = form.typed();
    // Who may not is told so before anybody looks at a picture.
    drop(acting::act(knock, Act::EditSettings).await?);
    let picture = picture(form).await?;
    let (mut txn, within) = acting::act(knock, Act::EditSettings).await?;
    let at = &within.admin.signed_in;
    let read = form.parse().and_then(|read| Ok((read, picture?)));
    let ((name, accent), picture) = match read {
        Ok(read) => read,
        Err(why) => return Ok(Turn::refused(PLACE, why).keeping(&typed)),
    };
    // Of two who change it, the second one compares with what the first one left.
    let id = within.organisation.id;
    audit::take_turns(&mut txn, id).await?;
    let before = crate::store::organisations::find(&mut txn, id).await?;
    let Some(before) = before.filter(|before| digest(before) == form.digest) else {
        return Ok(Turn::refused(PLACE, Refusal::ChangedMeanwhile).keeping(&typed));
    };
    step_up::take(&mut txn, at, ACTION, now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let logo = match (form.logo_wish(), &picture) {
        (LogoWish::Keep, _) => before.brand.logo.clone(),
        (LogoWish::Remove | LogoWish::Replace(_), None) => None,
        (_, Some((logo, _))) => Some(logo.clone()),
    };
    let after = Brand { accent, logo };
    let changed = changed(&before, name.as_str(), &after);
    if !changed.is_empty() {
        brand::save(&mut txn, id, (name.as_str(), &after)).await?;
        match (&after.logo, &picture) {
            (Some(logo), Some((_, png))) => brand::put_logo(&mut txn, id, (logo, png)).await?,
            (None, _) => brand::take_logo(&mut txn, id).await?,
            (Some(_), None) => {}
        }
        let event = Author::Admin(&at.user)
            .did(Event::SettingsChanged)
            .with("changed", changed)
            .with("before_name", before.name.as_str())
            .with("after_name", name.as_str());
        record(&mut txn, knock, id, [event], now).await?;
    }
    txn.commit().await?;
    Ok(Turn::to(PLACE).saying(Notice::SettingsSaved))
}

/// The picture that came, if one did. Decoding takes long enough to be kept from the threads that answer.
async fn picture(form: &BrandForm) -> Result<Result<Option<(Logo, Vec<u8>)>, Refused>, Fault> {
    let LogoWish::Replace(file) = form.logo_wish() else {
        return Ok(Ok(None));
    };
    let Ok(file) = STANDARD.decode(file) else {
        return Ok(Err(Refusal::LogoUnreadable.at(Field::Logo)));
    };
    let read = tokio::task::spawn_blocking(move || logo::of(&file))
        .await
        .map_err(|_| Fault::Panicked)?;
    Ok(read.map(Some).map_err(|why| why.at(Field::Logo)))
}

/// By the names of the form.
fn changed(before: &Organisation, name: &str, after: &Brand) -> Vec<&'static str> {
    [
        ("organisation_name", before.name != name),
        ("accent", before.brand.accent != after.accent),
        ("logo", before.brand.logo != after.logo),
    ]
    .into_iter()
    .filter_map(|(what, differs)| differs.then_some(what))
    .collect()
}

fn digest(organisation: &Organisation) -> String {
    let shown = serde_json::json!([organisation.name, organisation.brand]).to_string();
    HEXLOWER.encode(&Sha256::digest(shown.as_bytes()))
}
