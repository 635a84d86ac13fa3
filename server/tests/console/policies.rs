//! Policies: what saving would do, saving, order, deletion.

use identity::{
    audit::Event,
    console::{Console, Move, PolicyForm},
    place::Place,
    policy::Scope,
    refusal::{Field, Refusal},
    step_up::StepUp,
    time::Span,
    view::{prove::Due, users::UserState},
    visitor::Visitor,
};

use super::scene::{Scene, detail, done, on_both_engines, refused};

fn strict(name: &str, groups: &str) -> PolicyForm {
    PolicyForm {
        name: name.to_owned(),
        groups: groups.to_owned(),
        requirement: "required".to_owned(),
        kinds: "passkey,totp".to_owned(),
        passwordless: "on".to_owned(),
        idle_minutes: "30".to_owned(),
        absolute_minutes: "720".to_owned(),
        ..PolicyForm::default()
    }
}

async fn named(scene: &Scene, visitor: &Visitor, name: &str) -> identity::ids::PolicyId {
    let list = scene.desk.policies_page(visitor).await.unwrap();
    list.policies
        .iter()
        .find(|(policy, _)| policy.name == name)
        .unwrap()
        .0
        .id
}

on_both_engines! {
    async fn they_are_listed_in_order_with_whom_they_reach(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let list = scene.desk.policies_page(&berta).await.unwrap();
        let shown: Vec<_> = list.policies.iter().map(|(policy, count)| (policy.name.as_str(), *count)).collect();
        assert_eq!(shown, [("Office", 8), ("Shop floor", 4), ("Everybody else", 11)]);
        assert_eq!(list.groups.join(" "), "accounts bakers drivers office shop");
        assert!(list.may_edit && list.due.is_some());
    }
}

on_both_engines! {
    async fn nothing_is_saved_unseen(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let id = named(&scene, &berta, "Shop floor").await;
        assert!(matches!(scene.desk.policy_page(&berta, Some(id)).await.unwrap().gate, Due::Proof(_)));
        let form = PolicyForm { id: Some(id), ..strict("Shop floor", "shop") };
        let seen = scene.desk.impact_page(&berta, form.clone()).await.unwrap();
        assert_eq!((seen.impact.applies_to, seen.impact.without_factor, seen.impact.newly_owing), (4, 2, 2));
        assert_eq!(seen.impact.names, ["David Okafor", "Ines Almeida"]);
        assert!(seen.tightens);
        assert_eq!(seen.form.grace_days, "14");
        let back = Place::Policy(id);
        let seen_form = PolicyForm { digest: seen.digest, grace_days: "30".to_owned(), ..form.clone() };
        refused(scene.desk.save_policy(&berta, form.clone()).await, &Refusal::ChangedMeanwhile, &back);
        let turn = refused(scene.desk.save_policy(&berta, seen_form.clone()).await, &Refusal::ProveFirst, &back);
        assert_eq!(turn.flash.typed.get("grace_days").map(String::as_str), Some("30"));
        scene.prove(&berta, StepUp::CreatePolicy).await;
        refused(scene.desk.save_policy(&berta, seen_form.clone()).await, &Refusal::ProveFirst, &back);
        scene.prove(&berta, StepUp::ChangePolicy(id)).await;
        // What was typed after the look is not what was looked at.
        let sly = PolicyForm { self_removal: "on".to_owned(), ..seen_form.clone() };
        refused(scene.desk.save_policy(&berta, sly).await, &Refusal::ChangedMeanwhile, &back);
        done(scene.desk.save_policy(&berta, seen_form.clone()).await);
        // Once more: what was looked at is not there any more.
        refused(scene.desk.save_policy(&berta, seen_form).await, &Refusal::ChangedMeanwhile, &back);

        let event = &scene.events("harbour", Event::PolicyChanged).await[0];
        assert_eq!((detail(event, "policy"), detail(event, "grace_days")), ("Shop floor", "30"));
        assert_eq!((detail(event, "before.requirement"), detail(event, "after.requirement")), ("optional", "required"));
        assert_eq!((detail(event, "before.self_removal"), detail(event, "after.self_removal")), ("on", "off"));
        let david = scene.user("david.okafor@harbour").await;
        let until = scene.clock.now() + Span::days(30);
        assert_eq!(david.standing.grace_until, Some(until));
        assert_eq!(david.grant.map(|grant| grant.until), Some(until + Span::hours(72)));
        assert_eq!(scene.desk.user_page(&berta, david.id).await.unwrap().state, UserState::InGrace);
        assert_eq!(scene.user("elif.yilmaz@harbour").await.standing.grace_until, None);
    }
}

on_both_engines! {
    async fn a_grace_is_written_once(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let id = named(&scene, &berta, "Shop floor").await;
        let david = || async { scene.user("david.okafor@harbour").await };
        for (requirement, days) in [("required", "5"), ("optional", ""), ("required", "90")] {
            let form = PolicyForm { id: Some(id), requirement: requirement.to_owned(), ..strict("Shop floor", "shop") };
            let seen = scene.desk.impact_page(&berta, form.clone()).await.unwrap();
            assert_eq!(seen.tightens, requirement == "required");
            scene.prove(&berta, StepUp::ChangePolicy(id)).await;
            done(scene.desk.save_policy(&berta, PolicyForm { digest: seen.digest, grace_days: days.to_owned(), ..form }).await);
        }
        assert_eq!(david().await.standing.grace_until, Some(scene.clock.now() + Span::days(5)));
        // With no day of grace there is still the way to enrol.
        let ines = scene.user("ines.almeida@harbour").await;
        assert!(ines.grant.is_some_and(|grant| grant.is_open(scene.clock.now() + Span::days(5))));
    }
}

on_both_engines! {
    async fn a_new_one_stands_before_the_default(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        for (bad, why, field) in [
            (strict("", "drivers"), Refusal::NameMissing, Some(Field::Name)),
            (strict("OFFICE", "drivers"), Refusal::PolicyNameTaken, Some(Field::Name)),
            (PolicyForm { kinds: String::new(), ..strict("New", "drivers") }, Refusal::KindsMissing, Some(Field::Kinds)),
            (PolicyForm { idle_minutes: "61".to_owned(), ..strict("New", "drivers") }, Refusal::LifetimeInvalid, Some(Field::Idle)),
            (PolicyForm { grace_days: "1000".to_owned(), ..strict("New", "drivers") }, Refusal::GraceInvalid, Some(Field::Grace)),
            (PolicyForm { requirement: "maybe".to_owned(), ..strict("New", "drivers") }, Refusal::Malformed, None),
        ] {
            let turn = refused(scene.desk.save_policy(&berta, bad.clone()).await, &why, &Place::NewPolicy);
            assert_eq!(turn.flash.refused.unwrap().at, field);
            assert!(scene.desk.impact_page(&berta, bad).await.is_err());
        }
        let form = PolicyForm { self_removal: "on".to_owned(), ..strict("Drivers", "Drivers") };
        let seen = scene.desk.impact_page(&berta, form.clone()).await.unwrap();
        assert_eq!((seen.impact.applies_to, seen.tightens), (2, false));
        scene.prove(&berta, StepUp::CreatePolicy).await;
        done(scene.desk.save_policy(&berta, PolicyForm { digest: seen.digest, ..form }).await);
        let list = scene.desk.policies_page(&berta).await.unwrap();
        let shown: Vec<_> = list.policies.iter().map(|(policy, count)| (policy.name.as_str(), *count)).collect();
        assert_eq!(shown, [("Office", 8), ("Shop floor", 4), ("Drivers", 2), ("Everybody else", 9)]);
        let event = &scene.events("harbour", Event::PolicyCreated).await[0];
        assert_eq!((detail(event, "after.groups"), detail(event, "after.self_removal")), ("drivers", "on"));
    }
}

on_both_engines! {
    async fn the_order_decides_and_the_default_stays_last(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let (office, shop) = (named(&scene, &berta, "Office").await, named(&scene, &berta, "Shop floor").await);
        let default = named(&scene, &berta, "Everybody else").await;
        refused(scene.desk.move_policy(&berta, shop, Move::Up).await, &Refusal::ProveFirst, &Place::Policies);
        refused(scene.desk.move_policy(&berta, default, Move::Up).await, &Refusal::NotAllowed, &Place::Policies);
        // At the ends nothing moves, and no proof is used up.
        scene.prove(&berta, StepUp::OrderPolicies).await;
        for (id, to) in [(office, Move::Up), (shop, Move::Down)] {
            assert!(scene.desk.move_policy(&berta, id, to).await.unwrap().flash.refused.is_none());
        }
        done(scene.desk.move_policy(&berta, shop, Move::Up).await);
        let list = scene.desk.policies_page(&berta).await.unwrap();
        let shown: Vec<_> = list.policies.iter().map(|(policy, count)| (policy.name.as_str(), *count)).collect();
        // Katarzyna is in both groups.
        assert_eq!(shown, [("Shop floor", 5), ("Office", 7), ("Everybody else", 11)]);
        assert_eq!(list.policies[2].0.scope, Scope::Default);
        let event = &scene.events("harbour", Event::PolicyChanged).await[0];
        assert_eq!((event.reason.as_str(), detail(event, "order_after")), ("order", "Shop floor, Office, Everybody else"));
    }
}

on_both_engines! {
    async fn whoever_a_deleted_one_was_for_falls_to_the_next(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let shop = named(&scene, &berta, "Shop floor").await;
        let default = named(&scene, &berta, "Everybody else").await;
        refused(scene.desk.delete_policy(&berta, default).await, &Refusal::NotAllowed, &Place::Policy(default));
        refused(scene.desk.delete_policy(&berta, shop).await, &Refusal::ProveFirst, &Place::Policy(shop));
        scene.prove(&berta, StepUp::ChangePolicy(shop)).await;
        done(scene.desk.delete_policy(&berta, shop).await);
        let david = scene.id("david.okafor@harbour").await;
        let view = scene.desk.user_page(&berta, david).await.unwrap();
        assert_eq!((view.policy.name.as_str(), view.state), ("Everybody else", UserState::InGrace));
        let event = &scene.events("harbour", Event::PolicyChanged).await[0];
        assert_eq!((event.reason.as_str(), detail(event, "before.name"), detail(event, "newly_owing")), ("deleted", "Shop floor", "2"));
    }
}
