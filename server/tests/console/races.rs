//! Two admins at once.

use futures::future::join_all;
use identity::{
    audit::Event,
    console::{Console, ResetForm},
    refusal::Refusal,
    role::Role,
    step_up::StepUp,
};

use super::reset::said;
use super::scene::{Scene, on_both_engines};

/// Rounds of each race.
const ROUNDS: usize = 5;

on_both_engines! {
    /// F-12: of two resets at once one is carried out, and one letter is written.
    async fn two_resets_are_one(scene: Scene) {
        for name in ["anna.kowalska", "grete.hansen", "mira.patel", "olga.ivanova", "tuva.nilsen"] {
            let user = scene.user(&format!("{name}@harbour")).await;
            let mut ready = Vec::new();
            for admin in ["berta.lindqvist@harbour", "tomas.oliveira@harbour", "hassan.demir@harbour"] {
                let visitor = scene.signed_in(admin).await;
                let digest = scene.desk.reset_page(&visitor, user.id).await.unwrap().digest;
                scene.prove(&visitor, StepUp::ResetUser(user.id)).await;
                ready.push((visitor, digest));
            }
            let before = scene.events("harbour", Event::FactorAdminReset).await.len();
            let resets = ready.iter().map(|(visitor, digest)| scene.desk.reset_user(visitor, ResetForm {
                user: user.id,
                justification: said("lost_device", "", "in_person"),
                digest: digest.clone(),
            }));
            let answers: Vec<_> = join_all(resets).await.into_iter().map(|answer| answer.unwrap().refusal().cloned()).collect();
            assert_eq!(answers.iter().filter(|why| why.is_none()).count(), 1, "{answers:?}");
            assert!(answers.iter().flatten().all(|why| *why == Refusal::ChangedMeanwhile), "{answers:?}");
            assert_eq!(scene.events("harbour", Event::FactorAdminReset).await.len(), before + 1);
            let letters = "SELECT count(*) FROM outbox WHERE recipient = (SELECT email FROM users WHERE id = $1)";
            assert_eq!(scene.count(letters, user.id.0).await, 1);
        }
    }
}

on_both_engines! {
    /// Two admins who take each other's role leave one of them.
    async fn two_admins_never_leave_none(scene: Scene) {
        for _ in 0..ROUNDS {
            let pair = [scene.id("berta.lindqvist@harbour").await, scene.id("tomas.oliveira@harbour").await];
            let visitors = [scene.signed_in("berta.lindqvist@harbour").await, scene.signed_in("tomas.oliveira@harbour").await];
            scene.prove(&visitors[0], StepUp::GrantRole(pair[1])).await;
            scene.prove(&visitors[1], StepUp::GrantRole(pair[0])).await;
            let (one, other) = tokio::join!(
                scene.desk.set_role(&visitors[0], pair[1], String::new()),
                scene.desk.set_role(&visitors[1], pair[0], String::new()),
            );
            assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
            let organisation = scene.organisation("harbour").await;
            let left = "SELECT count(*) FROM users WHERE organisation_id = $1 AND role = 'org_admin' AND status = 'active'";
            assert_eq!(scene.count(left, organisation.0).await, 1);
            for email in ["berta.lindqvist@harbour.example", "tomas.oliveira@harbour.example"] {
                let whom = server::desk::break_glass::Whom { organisation: Some("harbour".to_owned()), email: email.to_owned() };
                server::desk::break_glass::set_role(&scene.desk, &whom, Some(Role::OrgAdmin)).await.unwrap().unwrap();
            }
        }
    }
}
