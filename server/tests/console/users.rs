//! The list, the page of one user, invitations, groups, roles, disabling.

use std::collections::BTreeMap;

use identity::{
    audit::Event,
    console::{Console, InviteForm},
    ids::UserId,
    place::{Place, ReturnPath},
    refusal::Refusal,
    step_up::StepUp,
    user::UserStatus,
    view::{
        users::{UserState, UsersView},
        users_query::{Position, UsersFilter, UsersQuery},
    },
};

use super::scene::{Scene, detail, done, on_both_engines, refused};

fn query(search: &str) -> UsersQuery {
    UsersQuery {
        search: search.to_owned(),
        ..UsersQuery::default()
    }
}

fn narrowed(filter: UsersFilter) -> UsersQuery {
    UsersQuery {
        filter,
        ..UsersQuery::default()
    }
}

fn names(view: &UsersView) -> Vec<&str> {
    view.rows.iter().map(|row| row.name.as_str()).collect()
}

on_both_engines! {
    async fn everybody_is_listed_with_their_state(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let all = scene.desk.users_page(&berta, UsersQuery::default()).await.unwrap();
        assert_eq!((all.rows.len(), all.total, all.next), (24, 24, None));
        assert!(all.may_invite);
        let mut counts = BTreeMap::new();
        for row in &all.rows {
            *counts.entry(row.state).or_insert(0) += 1;
        }
        let expected = [
            (UserState::Invited, 2),
            (UserState::Active, 12),
            (UserState::MustEnrol, 2),
            (UserState::WindowPassed, 2),
            (UserState::InGrace, 2),
            (UserState::NoFactor, 2),
            (UserState::Suspended, 1),
            (UserState::Disabled, 1),
        ];
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), { let mut e = expected.to_vec(); e.sort(); e });
        // Each filter finds just those whom the whole list calls so.
        for state in UserState::ALL {
            let some = scene.desk.users_page(&berta, narrowed(UsersFilter { state: Some(*state), ..UsersFilter::default() })).await.unwrap();
            let wanted: Vec<&str> = all.rows.iter().filter(|row| row.state == *state).map(|row| row.name.as_str()).collect();
            assert_eq!(names(&some), wanted, "{state}");
            assert_eq!(some.total as usize, wanted.len());
        }
        let anna = all.rows.iter().find(|row| row.name == "Anna Kowalska").unwrap();
        assert_eq!((anna.codes_left, anna.policy.as_deref(), anna.factors.len()), (10, Some("Office"), 1));
        let few = all.rows.iter().find(|row| row.name.starts_with("Katarzyna")).unwrap();
        assert_eq!((few.codes_left, few.policy.as_deref()), (2, Some("Office")));
        let david = all.rows.iter().find(|row| row.name == "David Okafor").unwrap();
        assert_eq!((david.policy.as_deref(), david.factors.len(), david.state), (Some("Shop floor"), 0, UserState::NoFactor));
    }
}

on_both_engines! {
    async fn a_search_is_by_the_beginnings_of_words(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        for (typed, found) in [
            ("anna", vec!["Anna Kowalska"]),
            ("KOWAL", vec!["Anna Kowalska"]),
            ("kow ann", vec!["Anna Kowalska"]),
            ("anna.kowalska@harbour", vec!["Anna Kowalska"]),
            ("JÖRG", vec!["Jörg Weißmann"]),
            ("nna", vec![]),
            ("%", vec![]),
            ("_nna", vec![]),
            ("!", vec![]),
            ("' OR 1=1 --", vec![]),
            ("wanda", vec![]),
            ("o'c", vec!["Finn O'Connor"]),
        ] {
            let view = scene.desk.users_page(&berta, query(typed)).await.unwrap();
            assert_eq!((names(&view), view.total as usize), (found.clone(), found.len()), "{typed}");
        }
        let huge = scene.desk.users_page(&berta, query(&"x".repeat(10_000))).await.unwrap();
        assert_eq!((huge.rows.len(), huge.query.search.len()), (0, 100));
    }
}

on_both_engines! {
    async fn a_long_list_goes_page_by_page(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        for n in 0..60 {
            // Many of one name: the key is name and id.
            let name = format!("Mass {}", n % 3);
            let form = InviteForm { name, email: format!("mass{n}@harbour.example"), groups: String::new() };
            done(scene.desk.invite(&berta, form).await);
        }
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = scene.desk.users_page(&berta, UsersQuery { after, ..query("") }).await.unwrap();
            assert_eq!(page.total, 84);
            assert!(page.rows.len() <= 50);
            seen.extend(page.rows.iter().map(|row| row.id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let all = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!((all, seen.len()), (84, 84));
        // A key of elsewhere begins at the beginning, and tells nothing.
        let foreign = scene.id("wanda.nowak@northlight").await;
        let page = scene.desk.users_page(&berta, UsersQuery { after: Some(Position { user: foreign, last_sign_in: None }), ..query("") }).await.unwrap();
        assert_eq!(page.rows.len(), 50);
    }
}

on_both_engines! {
    async fn somebody_is_invited(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let form = |name: &str, email: &str, groups: &str| InviteForm {
            name: name.to_owned(), email: email.to_owned(), groups: groups.to_owned(),
        };
        let page = Place::Return(ReturnPath::parse("/admin/users/invite").unwrap());
        for (bad, why) in [
            (form("", "new@harbour.example", ""), Refusal::NameMissing),
            (form("New", "new", ""), Refusal::EmailInvalid),
            (form("New", "new@harbour.example\r\nBcc: x@y.example", ""), Refusal::EmailInvalid),
            (form("New", "new@harbour.example", &"g,".repeat(30).replace('g', &"g".repeat(70))), Refusal::GroupInvalid),
            (form("New", "ANNA.kowalska@Harbour.example", ""), Refusal::EmailTaken),
        ] {
            let turn = refused(scene.desk.invite(&berta, bad.clone()).await, &why, &page);
            assert_eq!(turn.flash.typed.get("name"), Some(&bad.name));
        }
        let turn = done(scene.desk.invite(&berta, form("New Person", "new@harbour.example", "Shop, field")).await);
        let new = scene.user("new@harbour").await;
        assert_eq!(turn.go, Place::User(new.id));
        assert_eq!((new.standing.status, new.password.is_none()), (UserStatus::Invited, true));
        let view = scene.desk.user_page(&berta, new.id).await.unwrap();
        assert_eq!((view.state, view.groups.join(" "), view.may.reinvite, view.may.reset), (UserState::Invited, "field shop".to_owned(), true, false));
        assert_eq!(view.enrol_until, Some(scene.clock.now() + identity::time::Span::days(7)));
        assert_eq!(view.story[0].event, Event::UserInvited);
        // Once more: the first link is dead.
        done(scene.desk.reinvite(&berta, new.id).await);
        assert_eq!(scene.count("SELECT count(*) FROM invitations WHERE user_id = $1", new.id.0).await, 1);
        // The same address elsewhere is somebody else.
        let ursula = scene.signed_in("ursula.brandt@northlight").await;
        done(scene.desk.invite(&ursula, form("New", "new@harbour.example", "")).await);
        // Whoever has come already gets no link.
        let anna = scene.id("anna.kowalska@harbour").await;
        refused(scene.desk.reinvite(&berta, anna).await, &Refusal::NotAllowed, &Place::User(anna));
    }
}

on_both_engines! {
    async fn a_disabled_account_has_no_session_left(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let (anna, visitor) = (scene.id("anna.kowalska@harbour").await, scene.signed_in("anna.kowalska@harbour").await);
        assert_eq!(scene.sessions(anna).await, 1);
        done(scene.desk.disable_user(&berta, anna).await);
        assert_eq!(scene.sessions(anna).await, 0);
        let revoked = scene.events("harbour", Event::SessionRevoked).await;
        assert_eq!((revoked[0].subject, detail(&revoked[0], "cause")), (Some(anna), "disabled"));
        let view = scene.desk.user_page(&berta, anna).await.unwrap();
        assert_eq!((view.state, view.status), (UserState::Disabled, UserStatus::Disabled));
        assert!(scene.desk.users_page(&visitor, query("")).await.is_err());
        // Twice is once.
        let before = scene.events("harbour", Event::UserDisabled).await.len();
        done(scene.desk.disable_user(&berta, anna).await);
        assert_eq!(scene.events("harbour", Event::UserDisabled).await.len(), before);
        done(scene.desk.enable_user(&berta, anna).await);
        assert_eq!(scene.user("anna.kowalska@harbour").await.standing.status, UserStatus::Active);
        // Whoever never came is still only invited.
        let pedro = scene.id("pedro.gomez@harbour").await;
        done(scene.desk.disable_user(&berta, pedro).await);
        assert_eq!(scene.count("SELECT count(*) FROM invitations WHERE user_id = $1", pedro.0).await, 0);
        done(scene.desk.enable_user(&berta, pedro).await);
        assert_eq!(scene.user("pedro.gomez@harbour").await.standing.status, UserStatus::Invited);
    }
}

on_both_engines! {
    async fn groups_decide_which_policy_applies(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let david = scene.id("david.okafor@harbour").await;
        refused(scene.desk.set_groups(&berta, david, "a\u{202e}b".to_owned()).await, &Refusal::GroupInvalid, &Place::User(david));
        done(scene.desk.set_groups(&berta, david, " Drivers, DRIVERS ,".to_owned()).await);
        let view = scene.desk.user_page(&berta, david).await.unwrap();
        assert_eq!((view.groups.join(" "), view.policy.name.as_str()), ("drivers".to_owned(), "Everybody else"));
        let assigned = &scene.events("harbour", Event::PolicyAssigned).await[0];
        assert_eq!((detail(assigned, "groups_before"), detail(assigned, "groups_after")), ("shop", "drivers"));
        assert_eq!((detail(assigned, "policy_before"), detail(assigned, "policy")), ("Shop floor", "Everybody else"));
        // A factor is owed now that was not: there is time, and the way to it is open until after that.
        assert_eq!(view.state, UserState::InGrace);
        assert!(view.enrol_until > view.standing.grace_until);
        // Nothing changed: nothing is written.
        let before = scene.events("harbour", Event::PolicyAssigned).await.len();
        done(scene.desk.set_groups(&berta, david, "drivers".to_owned()).await);
        assert_eq!(scene.events("harbour", Event::PolicyAssigned).await.len(), before);
        // A window that has passed is not opened by this.
        let carla = scene.id("carla.rossi@harbour").await;
        done(scene.desk.set_groups(&berta, carla, "office".to_owned()).await);
        assert_eq!(scene.desk.user_page(&berta, carla).await.unwrap().state, UserState::WindowPassed);
    }
}

on_both_engines! {
    async fn a_role_is_granted_by_step_up_only(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let anna = scene.id("anna.kowalska@harbour").await;
        scene.signed_in("anna.kowalska@harbour").await;
        refused(scene.desk.set_role(&berta, anna, "help_desk".to_owned()).await, &Refusal::ProveFirst, &Place::User(anna));
        refused(scene.desk.set_role(&berta, anna, "emperor".to_owned()).await, &Refusal::Malformed, &Place::User(anna));
        scene.prove(&berta, StepUp::GrantRole(UserId(anna.0 + 1))).await;
        refused(scene.desk.set_role(&berta, anna, "help_desk".to_owned()).await, &Refusal::ProveFirst, &Place::User(anna));
        scene.prove(&berta, StepUp::GrantRole(anna)).await;
        done(scene.desk.set_role(&berta, anna, "help_desk".to_owned()).await);
        // Another role means other limits: what was open ends.
        assert_eq!(scene.sessions(anna).await, 0);
        let granted = &scene.events("harbour", Event::RoleGranted).await[0];
        assert_eq!((granted.subject, detail(granted, "after")), (Some(anna), "help_desk"));
        // A proof is used once.
        refused(scene.desk.set_role(&berta, anna, String::new()).await, &Refusal::ProveFirst, &Place::User(anna));
        scene.prove(&berta, StepUp::GrantRole(anna)).await;
        done(scene.desk.set_role(&berta, anna, String::new()).await);
        assert_eq!(scene.user("anna.kowalska@harbour").await.role(), None);
        assert_eq!(detail(&scene.events("harbour", Event::RoleRevoked).await[0], "before"), "help_desk");
        // Whoever was asked for nothing so far can set something up.
        let david = scene.id("david.okafor@harbour").await;
        scene.prove(&berta, StepUp::GrantRole(david)).await;
        done(scene.desk.set_role(&berta, david, "help_desk".to_owned()).await);
        assert_eq!(scene.desk.user_page(&berta, david).await.unwrap().state, UserState::MustEnrol);
        // But a window that has passed is not opened by it.
        let carla = scene.id("carla.rossi@harbour").await;
        scene.prove(&berta, StepUp::GrantRole(carla)).await;
        done(scene.desk.set_role(&berta, carla, "help_desk".to_owned()).await);
        assert_eq!(scene.desk.user_page(&berta, carla).await.unwrap().state, UserState::WindowPassed);
    }
}

on_both_engines! {
    async fn the_last_org_admin_stays(scene: Scene) {
        let olivia = scene.signed_in("olivia.marsh@harbour").await;
        let (berta, tomas) = (scene.id("berta.lindqvist@harbour").await, scene.id("tomas.oliveira@harbour").await);
        done(scene.desk.disable_user(&olivia, tomas).await);
        refused(scene.desk.disable_user(&olivia, berta).await, &Refusal::LastAdmin, &Place::User(berta));
        scene.prove(&olivia, StepUp::GrantRole(berta)).await;
        refused(scene.desk.set_role(&olivia, berta, "help_desk".to_owned()).await, &Refusal::LastAdmin, &Place::User(berta));
        done(scene.desk.enable_user(&olivia, tomas).await);
        done(scene.desk.set_role(&olivia, berta, "help_desk".to_owned()).await);
    }
}
