//! Whom an admin reaches: their own organisation, up to their own rank, and never themselves.

use identity::{
    audit::Event,
    console::{Console, DeleteUserForm, EditUserForm, InviteForm, Move, PolicyForm, ResetForm},
    ids::{PolicyId, UserId},
    language::Language,
    place::Place,
    refusal::Refusal,
    step_up::StepUp,
    turn::Answer,
    view::{audit::AuditQuery, users_query::UsersQuery},
    visitor::Visitor,
};

use super::reset::said;
use super::scene::{Scene, detail, done, forbidden, missing, on_both_engines, refused};

fn reset(user: UserId) -> ResetForm {
    ResetForm {
        user,
        justification: said("lost_device", "", "video"),
        digest: String::new(),
    }
}

fn edit(user: UserId) -> EditUserForm {
    EditUserForm {
        user,
        name: "X".to_owned(),
        email: "x@harbour.example".to_owned(),
        language: Language::En,
        digest: String::new(),
    }
}

fn delete(user: UserId) -> DeleteUserForm {
    DeleteUserForm {
        user,
        reason: "x".to_owned(),
        digest: String::new(),
    }
}

async fn every_action_on(scene: &Scene, visitor: &Visitor, user: UserId) -> Vec<Answer> {
    let desk = &scene.desk;
    vec![
        desk.reinvite(visitor, user).await,
        desk.disable_user(visitor, user).await,
        desk.enable_user(visitor, user).await,
        desk.set_groups(visitor, user, "x".to_owned()).await,
        desk.set_role(visitor, user, "help_desk".to_owned()).await,
        desk.reset_user(visitor, reset(user)).await,
        desk.edit_user(visitor, edit(user)).await,
        desk.delete_user(visitor, delete(user)).await,
    ]
}

on_both_engines! {
    async fn what_belongs_to_others_is_not_there(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let wanda = scene.id("wanda.nowak@northlight").await;
        let foreign_policy = {
            let ursula = scene.signed_in("ursula.brandt@northlight").await;
            scene.desk.policies_page(&ursula).await.unwrap().policies[0].0.id
        };
        for (id, written) in [(UserId(999_999), 0), (wanda, 10), (UserId(-1), 10), (UserId(i64::MAX), 10)] {
            missing(scene.desk.user_page(&berta, id).await);
            missing(scene.desk.reset_page(&berta, id).await);
            for answer in every_action_on(&scene, &berta, id).await {
                refused(answer, &Refusal::NotFound, &Place::Account);
            }
            let events = scene.events("harbour", Event::CrossOrganisation).await;
            assert_eq!(events.len(), written, "{id}");
            assert!(events.iter().all(|event| detail(event, "id") == wanda.to_string() && event.subject.is_none()));
        }
        for (id, written) in [(PolicyId(999_999), 10), (foreign_policy, 15)] {
            missing(scene.desk.policy_page(&berta, Some(id)).await);
            let form = PolicyForm {
                id: Some(id),
                name: "Mine".to_owned(),
                requirement: "required".to_owned(),
                kinds: "totp".to_owned(),
                idle_minutes: "30".to_owned(),
                absolute_minutes: "720".to_owned(),
                ..PolicyForm::default()
            };
            missing(scene.desk.impact_page(&berta, form.clone()).await);
            refused(scene.desk.save_policy(&berta, form).await, &Refusal::NotFound, &Place::Account);
            refused(scene.desk.move_policy(&berta, id, Move::Up).await, &Refusal::NotFound, &Place::Account);
            refused(scene.desk.delete_policy(&berta, id).await, &Refusal::NotFound, &Place::Account);
            assert_eq!(scene.events("harbour", Event::CrossOrganisation).await.len(), written, "{id}");
        }
        assert!(scene.events("northlight", Event::CrossOrganisation).await.is_empty());
        let log = scene.desk.audit_page(&berta, AuditQuery { user: Some(wanda), ..AuditQuery::default() }).await.unwrap();
        assert!(log.rows.is_empty());
        let log = scene.desk.audit_page(&berta, AuditQuery { search: "wanda".to_owned(), ..AuditQuery::default() }).await.unwrap();
        assert!(log.rows.is_empty());
    }
}

on_both_engines! {
    async fn the_table_of_roles_holds(scene: Scene) {
        let hassan = scene.signed_in("hassan.demir@harbour").await;
        let berta = scene.id("berta.lindqvist@harbour").await;
        let anna = scene.id("anna.kowalska@harbour").await;
        forbidden(scene.desk.reset_page(&hassan, berta).await);
        for answer in every_action_on(&scene, &hassan, berta).await {
            refused(answer, &Refusal::NotAllowed, &Place::Account);
        }
        assert_eq!(scene.events("harbour", Event::Refused).await.len(), 9);
        let view = scene.desk.user_page(&hassan, anna).await.unwrap();
        assert!(view.may.reset && !view.may.disable && !view.may.regroup && view.may.grant.is_empty());
        assert!(scene.desk.reset_page(&hassan, anna).await.is_ok());
        let form = InviteForm { name: "N".to_owned(), email: "n@harbour.example".to_owned(), groups: String::new() };
        refused(scene.desk.invite(&hassan, form).await, &Refusal::NotAllowed, &Place::Account);
        forbidden(scene.desk.policy_page(&hassan, None).await);
        let list = scene.desk.policies_page(&hassan).await.unwrap();
        assert!(!list.may_edit && list.due.is_none());

        // An operator is out of an org admin's reach.
        let admin = scene.signed_in("berta.lindqvist@harbour").await;
        let olivia = scene.id("olivia.marsh@harbour").await;
        for answer in every_action_on(&scene, &admin, olivia).await {
            refused(answer, &Refusal::NotAllowed, &Place::Account);
        }
        scene.prove(&admin, StepUp::GrantRole(anna)).await;
        refused(scene.desk.set_role(&admin, anna, "operator".to_owned()).await, &Refusal::NotAllowed, &Place::Account);
    }
}

on_both_engines! {
    async fn nobody_acts_on_themselves(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let oneself = scene.id("berta.lindqvist@harbour").await;
        for answer in every_action_on(&scene, &berta, oneself).await {
            refused(answer, &Refusal::OneselfRefused, &Place::User(oneself));
        }
        let view = scene.desk.user_page(&berta, oneself).await.unwrap();
        assert_eq!(view.may, identity::view::users::MayOnUser::default());
        assert!(scene.desk.reset_page(&berta, oneself).await.is_err());
    }
}

on_both_engines! {
    async fn without_a_role_there_is_no_console(scene: Scene) {
        let anna = scene.signed_in("anna.kowalska@harbour").await;
        let bao = scene.id("bao.nguyen@harbour").await;
        forbidden(scene.desk.users_page(&anna, UsersQuery::default()).await);
        forbidden(scene.desk.user_page(&anna, bao).await);
        forbidden(scene.desk.reset_page(&anna, bao).await);
        forbidden(scene.desk.policies_page(&anna).await);
        forbidden(scene.desk.policy_page(&anna, None).await);
        forbidden(scene.desk.audit_page(&anna, AuditQuery::default()).await);
        for answer in every_action_on(&scene, &anna, bao).await {
            refused(answer, &Refusal::NotAllowed, &Place::Account);
        }
        assert_eq!(scene.events("harbour", Event::Refused).await.len(), 14);
        let nobody = Visitor { session: None, ..anna };
        let turn = scene.desk.disable_user(&nobody, bao).await.unwrap();
        assert_eq!((turn.go, turn.flash.refused), (Place::SignInAnywhere, None));
        assert_eq!(scene.events("harbour", Event::Refused).await.len(), 14);
    }
}

on_both_engines! {
    async fn a_role_that_was_taken_is_gone_at_once(scene: Scene) {
        let (berta, tomas) = (scene.signed_in("berta.lindqvist@harbour").await, scene.signed_in("tomas.oliveira@harbour").await);
        let id = scene.id("tomas.oliveira@harbour").await;
        assert!(scene.desk.users_page(&tomas, UsersQuery::default()).await.is_ok());
        scene.prove(&berta, StepUp::GrantRole(id)).await;
        done(scene.desk.set_role(&berta, id, String::new()).await);
        assert!(scene.desk.users_page(&tomas, UsersQuery::default()).await.is_err());
        let bao = scene.id("bao.nguyen@harbour").await;
        let turn = scene.desk.disable_user(&tomas, bao).await.unwrap();
        assert_eq!(turn.go, Place::SignIn("harbour".to_owned()));
    }
}
