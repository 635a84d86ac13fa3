//! Break-glass: what the command line does, and how the audit calls it.

use identity::{
    audit::{ActorKind, Event},
    refusal::Refusal,
    role::Role,
    user::{MustEnrol, UserStatus},
};
use server::desk::break_glass::{self, Whom};

use super::scene::{Scene, on_both_engines};

fn whom(email: &str) -> Whom {
    Whom {
        organisation: Some("harbour".to_owned()),
        email: email.to_owned(),
    }
}

on_both_engines! {
    async fn a_reset_when_no_admin_can(scene: Scene) {
        scene.signed_in("berta.lindqvist@harbour").await;
        let berta = whom("Berta.Lindqvist@harbour.example");
        assert_eq!(break_glass::reset_mfa(&scene.desk, &berta, " ".to_owned()).await.unwrap(), Err(Refusal::ReasonMissing));
        assert_eq!(break_glass::reset_mfa(&scene.desk, &whom("nobody@x.example"), "why".to_owned()).await.unwrap(), Err(Refusal::NotFound));
        let nowhere = Whom { organisation: None, ..berta.clone() };
        assert_eq!(break_glass::reset_mfa(&scene.desk, &nowhere, "why".to_owned()).await.unwrap(), Err(Refusal::OrganisationUnknown));
        break_glass::reset_mfa(&scene.desk, &berta, "the only admin lost the phone".to_owned()).await.unwrap().unwrap();
        let user = scene.user("berta.lindqvist@harbour").await;
        assert_eq!((user.standing.must_enrol, scene.sessions(user.id).await), (MustEnrol::Yes, 0));
        let event = &scene.events("harbour", Event::FactorAdminReset).await[0];
        assert_eq!((event.actor_kind, event.actor, event.actor_name.as_str()), (ActorKind::System, None, "command line"));
        assert_eq!((event.subject, event.ip.as_str()), (Some(user.id), "127.0.0.1"));
    }
}

on_both_engines! {
    async fn roles_and_invitations(scene: Scene) {
        let anna = whom("anna.kowalska@harbour.example");
        break_glass::set_role(&scene.desk, &anna, Some(Role::OrgAdmin)).await.unwrap().unwrap();
        assert_eq!(scene.user("anna.kowalska@harbour").await.role(), Some(Role::OrgAdmin));
        assert_eq!(scene.events("harbour", Event::RoleGranted).await[0].actor_name, "command line");
        for email in ["berta.lindqvist@harbour.example", "tomas.oliveira@harbour.example"] {
            break_glass::set_role(&scene.desk, &whom(email), None).await.unwrap().unwrap();
        }
        assert_eq!(break_glass::set_role(&scene.desk, &anna, None).await.unwrap(), Err(Refusal::LastAdmin));

        let new = whom("new@harbour.example");
        assert_eq!(break_glass::invite(&scene.desk, &anna, "Anna".to_owned()).await.unwrap(), Err(Refusal::EmailTaken));
        let first = break_glass::invite(&scene.desk, &new, "New".to_owned()).await.unwrap().unwrap();
        let second = break_glass::invite(&scene.desk, &new, "New".to_owned()).await.unwrap().unwrap();
        assert_ne!(first, second);
        assert!(second.reveal().starts_with("http://localhost:3000/welcome?link="), "{}", second.reveal());
        let user = scene.user("new@harbour").await;
        assert_eq!(user.standing.status, UserStatus::Invited);
        assert_eq!(scene.count("SELECT count(*) FROM invitations WHERE user_id = $1", user.id.0).await, 1);
    }
}
