//! `/admin/settings`: whom to reach, what admins prove, and what is asked for around a reset. Every change asks for a fresh proof.

use data_encoding::HEXLOWER;
use identity::{
    audit::Event,
    factor::{Factor, FactorKind},
    mail::Occasion,
    notice::Notice,
    organisation::StepUpRequirement,
    place::Place,
    refusal::{Field, Refusal, Refused},
    role::Act,
    settings::{Settings, SettingsForm},
    step_up::StepUp,
    time::Timestamp,
    turn::Turn,
    view::{prove::Due, settings::SettingsView},
};
use sha2::{Digest as _, Sha256};

use super::acting::{self, Within};
use crate::{
    desk::{
        Fault, Knock,
        author::Author,
        guard::SignedIn,
        letters,
        record::{Happened, record},
        step_up,
    },
    store::{Txn, audit, factors, organisations::Organisation, settings, users, users_write},
};

const ACTION: StepUp = StepUp::ChangeSettings;
const PLACE: Place = Place::Settings;

pub async fn page(knock: &Knock) -> Result<SettingsView, Fault> {
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::look_to(knock, Act::EditSettings).await?;
    let at = &admin.signed_in;
    let settings = settings::find(&mut txn, organisation.id).await?;
    let due = step_up::due(&mut txn, at, ACTION, knock.now()).await?;
    drop(txn);
    at.touch(knock).await?;
    Ok(SettingsView {
        me: admin.me(knock),
        digest: digest(&settings),
        settings,
        gate: due.map_or(Due::Ready(()), Due::Proof),
    })
}

pub async fn save(knock: &Knock, form: &SettingsForm) -> Result<Turn, Fault> {
    let now = knock.now();
    let typed = form.typed();
    let (
        mut txn,
        Within {
            admin,
            organisation,
        },
    ) = acting::act(knock, Act::EditSettings).await?;
    let at = &admin.signed_in;
    let new = match form.parse() {
        Ok(new) => new,
        Err(why) => return Ok(Turn::refused(PLACE, why).keeping(&typed)),
    };
    // Of two who change settings the second one compares with what the first one left. All admins stand still, whose keys are counted.
    users_write::lock_with_admins(&mut txn, organisation.id, (at.user.id, at.user.id)).await?;
    audit::take_turns(&mut txn, organisation.id).await?;
    let before = settings::find(&mut txn, organisation.id).await?;
    if digest(&before) != form.digest {
        return Ok(Turn::refused(PLACE, Refusal::ChangedMeanwhile).keeping(&typed));
    }
    if let Some(why) = locks_out(&mut txn, at, (&before, &new)).await? {
        return Ok(Turn::refused(PLACE, why).keeping(&typed));
    }
    step_up::take(&mut txn, at, ACTION, now)
        .await
        .map_err(|fault| fault.keeping(&typed))?;
    let changed = new.changed_from(&before);
    if !changed.is_empty() {
        settings::save(&mut txn, organisation.id, &new).await?;
        if new.guards_otherwise(&before) {
            tell_admins(&mut txn, knock, (&organisation, at), &new, now).await?;
        }
        let event = Author::Admin(&at.user).did(Event::SettingsChanged);
        let event = event.with("changed", changed);
        let event = [("before", &before), ("after", &new)]
            .into_iter()
            .fold(event, with);
        record(&mut txn, knock, organisation.id, [event], now).await?;
    }
    txn.commit().await?;
    Ok(Turn::to(PLACE).saying(Notice::SettingsSaved))
}

fn digest(settings: &Settings) -> String {
    let shown = serde_json::json!(settings).to_string();
    HEXLOWER.encode(&Sha256::digest(shown.as_bytes()))
}

/// What is short and tells something; a text is only named as changed.
fn with(event: Happened, (when, settings): (&str, &Settings)) -> Happened {
    let name = |what: &str| format!("{when}_{what}");
    event
        .with(&name("step_up"), settings.step_up.code())
        .with(&name("reset_pass"), settings.reset_pass.code())
        .with(&name("equal_rank"), settings.equal_rank.code())
        .with(&name("window_hours"), settings.window_hours)
}

/// Whoever demands a passkey of all admins shows one first, or nobody could ever take it back.
async fn locks_out(
    txn: &mut Txn,
    at: &SignedIn,
    (before, new): (&Settings, &Settings),
) -> Result<Option<Refused>, Fault> {
    let demanded = new.step_up == StepUpRequirement::PhishingResistant
        && before.step_up != StepUpRequirement::PhishingResistant;
    if !demanded {
        return Ok(None);
    }
    let own = factors::of_user(txn, at.user.id).await?;
    let passkey = |factor: &Factor| factor.is_active() && factor.kind == FactorKind::Passkey;
    Ok((!own.iter().any(passkey)).then(|| Refusal::OwnPasskeyFirst.at(Field::StepUp)))
}

async fn tell_admins(
    txn: &mut Txn,
    knock: &Knock,
    (organisation, at): (&Organisation, &SignedIn),
    new: &Settings,
    now: Timestamp,
) -> Result<(), Fault> {
    let occasion = Occasion::GuardsChanged {
        admin: at.user.name.clone(),
        step_up: new.step_up,
        reset_pass: new.reset_pass,
        link: format!(
            "{}{}",
            knock.desk.config.public_url,
            app::paths::path(&PLACE)
        ),
    };
    for admin in users::admins(txn, organisation.id).await? {
        letters::tell(txn, knock, (organisation, &admin), &occasion, now).await?;
    }
    Ok(())
}
