//! Force MFA reset, as the console does it.

use identity::{
    audit::Event,
    console::{Console, ResetForm},
    factor::FactorState,
    justification::Justification,
    place::Place,
    refusal::{Field, Refusal},
    reset::Fate,
    step_up::StepUp,
    time::Span,
    user::MustEnrol,
    view::{prove::Due, users::UserState},
};
use server::store::outbox;

use super::scene::{Scene, detail, done, on_both_engines, refused};

pub fn said(kind: &str, reason: &str, verification: &str) -> Justification {
    Justification {
        reason_kind: kind.to_owned(),
        reason: reason.to_owned(),
        verification: verification.to_owned(),
    }
}

fn form(user: identity::ids::UserId, digest: &str) -> ResetForm {
    ResetForm {
        user,
        justification: said("lost_device", "Left on the bus", "call_back"),
        digest: digest.to_owned(),
    }
}

on_both_engines! {
    async fn everything_goes_and_the_password_stays(scene: Scene) {
        let hassan = scene.signed_in("hassan.demir@harbour").await;
        scene.signed_in("grete.hansen@harbour").await;
        let grete = scene.user("grete.hansen@harbour").await;
        let page = scene.desk.reset_page(&hassan, grete.id).await.unwrap();
        assert!(matches!(page.gate, Due::Proof(_)));
        assert_eq!((page.plan.factors.len(), page.plan.codes_left, page.plan.sessions), (2, 10, 1));
        assert!(page.plan.factors.iter().all(|(_, fate)| *fate == Fate::Deleted));
        assert_eq!((page.window_hours, page.last_reset_at), (72, None));

        let back = Place::ResetUser(grete.id);
        let turn = refused(scene.desk.reset_user(&hassan, form(grete.id, &page.digest)).await, &Refusal::ProveFirst, &back);
        assert_eq!(turn.flash.typed.get("reason").map(String::as_str), Some("Left on the bus"));
        scene.prove(&hassan, StepUp::ResetUser(grete.id)).await;
        assert!(matches!(scene.desk.reset_page(&hassan, grete.id).await.unwrap().gate, Due::Ready(())));
        done(scene.desk.reset_user(&hassan, form(grete.id, &page.digest)).await);

        let after = scene.user("grete.hansen@harbour").await;
        assert_eq!((after.password, after.standing.must_enrol), (grete.password, MustEnrol::Yes));
        assert_eq!(after.standing.grace_until, grete.standing.grace_until);
        assert_eq!(after.grant.map(|grant| grant.until), Some(scene.clock.now() + Span::hours(72)));
        assert_eq!(scene.sessions(grete.id).await, 0);
        assert_eq!(scene.count("SELECT count(*) FROM factors WHERE user_id = $1 AND (state <> 'deleted' OR secret IS NOT NULL)", grete.id.0).await, 0);
        assert_eq!(scene.count("SELECT count(*) FROM backup_code_sets WHERE user_id = $1 AND revoked_at IS NULL", grete.id.0).await, 0);

        let event = &scene.events("harbour", Event::FactorAdminReset).await[0];
        assert_eq!((event.subject, event.actor_name.as_str(), event.reason.as_str()), (Some(grete.id), "Hassan Demir", "Left on the bus"));
        assert_eq!((detail(event, "reason_kind"), detail(event, "verification")), ("lost_device", "call_back"));
        assert_eq!((detail(event, "factors.01.kind"), detail(event, "factors.02.fate")), ("totp", "deleted"));
        let revoked = &scene.events("harbour", Event::SessionRevoked).await[0];
        assert_eq!((revoked.subject, detail(revoked, "cause")), (Some(grete.id), "reset"));
        let mut txn = scene.desk.db.read().await.unwrap();
        let letters = outbox::due(&mut txn, outbox::Share { at_once: 1000, per_minute: 0 }, scene.clock.now()).await.unwrap();
        assert_eq!(letters.iter().filter(|letter| letter.to == grete.email).count(), 1);
        drop(txn);

        let view = scene.desk.user_page(&hassan, grete.id).await.unwrap();
        assert_eq!((view.state, view.factors.len(), view.codes.left), (UserState::MustEnrol, 0, 0));
        assert_eq!(scene.desk.reset_page(&hassan, grete.id).await.unwrap().last_reset_at, Some(scene.clock.now()));
    }
}

on_both_engines! {
    async fn it_is_never_a_reflex(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let anna = scene.id("anna.kowalska@harbour").await;
        let digest = scene.desk.reset_page(&berta, anna).await.unwrap().digest;
        let good = form(anna, &digest);
        let back = Place::ResetUser(anna);
        for (bad, why, field) in [
            (said("", "", "video"), Refusal::ReasonKindMissing, Field::ReasonKind),
            (said("bored", "", "video"), Refusal::ReasonKindMissing, Field::ReasonKind),
            (said("other", " \n ", "video"), Refusal::ReasonMissing, Field::Reason),
            (said("other", &"x".repeat(501), "video"), Refusal::NoteTooLong, Field::Reason),
            (said("other", &"x".repeat(100_000), "video"), Refusal::NoteTooLong, Field::Reason),
            (said("other", "Why not", ""), Refusal::VerificationMissing, Field::Verification),
        ] {
            let bad = ResetForm { justification: bad, ..good.clone() };
            let turn = refused(scene.desk.reset_user(&berta, bad).await, &why, &back);
            assert_eq!(turn.flash.refused.unwrap().at, Some(field));
        }
        scene.prove(&berta, StepUp::ResetUser(anna)).await;
        let turn = refused(scene.desk.reset_user(&berta, ResetForm { digest: "0".repeat(64), ..good.clone() }).await, &Refusal::ChangedMeanwhile, &back);
        assert_eq!(turn.flash.typed.get("verification").map(String::as_str), Some("call_back"));
        // The proof was not used up by it, nor by the time that the page stood open.
        scene.clock.advance(Span::minutes(4));
        done(scene.desk.reset_user(&berta, good.clone()).await);
        // What was confirmed is not what is there now, however often it is sent.
        refused(scene.desk.reset_user(&berta, good).await, &Refusal::ChangedMeanwhile, &back);
        // Nobody who was only invited has anything to reset.
        let pedro = scene.id("pedro.gomez@harbour").await;
        assert!(scene.desk.reset_page(&berta, pedro).await.is_err());
        refused(scene.desk.reset_user(&berta, form(pedro, "")).await, &Refusal::NotAllowed, &Place::User(pedro));
    }
}

on_both_engines! {
    async fn a_token_of_hardware_stays_assigned(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let mira = scene.id("mira.patel@harbour").await;
        let mut txn = scene.desk.db.begin().await.unwrap();
        txn.execute("UPDATE factors SET kind = 'hardware_token' WHERE user_id = $1", vec![mira.into()]).await.unwrap();
        txn.commit().await.unwrap();
        scene.prove(&berta, StepUp::ResetUser(mira)).await;
        let page = scene.desk.reset_page(&berta, mira).await.unwrap();
        assert_eq!(page.plan.factors[0].1, Fate::Deactivated);
        done(scene.desk.reset_user(&berta, form(mira, &page.digest)).await);
        let view = scene.desk.user_page(&berta, mira).await.unwrap();
        assert_eq!((view.factors[0].state, view.state), (FactorState::Deactivated, UserState::MustEnrol));
        // Again, with nothing but the token left.
        let page = scene.desk.reset_page(&berta, mira).await.unwrap();
        scene.prove(&berta, StepUp::ResetUser(mira)).await;
        scene.clock.advance(Span::hours(80));
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        scene.prove(&berta, StepUp::ResetUser(mira)).await;
        done(scene.desk.reset_user(&berta, form(mira, &page.digest)).await);
        assert_eq!(scene.desk.user_page(&berta, mira).await.unwrap().state, UserState::MustEnrol);
    }
}

on_both_engines! {
    async fn the_setting_decides_about_the_proof(scene: Scene) {
        let mut txn = scene.desk.db.begin().await.unwrap();
        txn.execute("UPDATE organisations SET step_up = 'off' WHERE slug = $1", vec!["harbour".into()]).await.unwrap();
        txn.commit().await.unwrap();
        let hassan = scene.signed_in("hassan.demir@harbour").await;
        let anna = scene.id("anna.kowalska@harbour").await;
        let page = scene.desk.reset_page(&hassan, anna).await.unwrap();
        assert!(matches!(page.gate, Due::Ready(())));
        done(scene.desk.reset_user(&hassan, form(anna, &page.digest)).await);
    }
}
