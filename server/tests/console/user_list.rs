//! The list of users: every filter finds just those whom the whole list shows so, and every order goes page by page, over several
//! customers as well.

use identity::{
    console::{Console, InviteForm},
    factor::FactorKind,
    time::Span,
    view::{
        users::{UserRow, UserState, UsersView},
        users_query::{Holds, LastSignIn, UsersFilter, UsersQuery, UsersSort},
    },
    visitor::Visitor,
};

use super::scene::{Scene, done, on_both_engines};

fn names(rows: &[UserRow], belongs: impl Fn(&UserRow) -> bool) -> Vec<&str> {
    let some = rows.iter().filter(|row| belongs(row));
    some.map(|row| row.name.as_str()).collect()
}

async fn listed(scene: &Scene, who: &Visitor, filter: UsersFilter) -> UsersView {
    let query = UsersQuery {
        filter,
        ..UsersQuery::default()
    };
    let view = scene.desk.users_page(who, query).await.unwrap();
    assert_eq!(view.total as usize, view.rows.len(), "{filter:?}");
    view
}

/// Somebody of every name, so that pages end within equal ones; a few have signed in, some at the same instant.
async fn many(scene: &Scene, slug: &str, admin: &Visitor) {
    for n in 0..60 {
        let form = InviteForm {
            name: format!("Mass {}", n % 3),
            email: format!("mass{n}@{slug}.example"),
            groups: String::new(),
        };
        done(scene.desk.invite(admin, form).await);
    }
    let organisation = scene.organisation(slug).await;
    let mut txn = scene.desk.db.begin().await.unwrap();
    let sql = "UPDATE users SET last_sign_in_at = (id % 5) * 1000 + 1000 WHERE organisation_id = $1 AND email_key LIKE 'mass%' AND id % 2 = 0";
    txn.execute(sql, vec![organisation.into()]).await.unwrap();
    txn.commit().await.unwrap();
}

/// All pages in one order.
async fn walked(scene: &Scene, who: &Visitor, sort: UsersSort) -> Vec<UserRow> {
    let (mut rows, mut query) = (
        Vec::new(),
        UsersQuery {
            sort,
            ..UsersQuery::default()
        },
    );
    loop {
        let page = scene.desk.users_page(who, query.clone()).await.unwrap();
        rows.extend(page.rows);
        let Some(next) = page.next else { return rows };
        // As it stands in an address.
        query.after = next.to_string().parse().ok();
        assert_eq!(query.after, Some(next));
        assert!(rows.len() < 1000, "it never ends");
    }
}

on_both_engines! {
    async fn each_filter_finds_whom_the_list_shows_so(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let now = scene.clock.now();
        let any = UsersFilter::default();
        let all = listed(&scene, &berta, any).await;
        assert!(all.policies.len() > 2, "{:?}", all.policies);
        for (id, name) in all.policies {
            let some = listed(&scene, &berta, UsersFilter { policy: Some(id), ..any }).await;
            assert_eq!(names(&some.rows, |_| true), names(&all.rows, |row| row.policy == name), "{name:?}");
        }
        for kind in FactorKind::ALL {
            let some = listed(&scene, &berta, UsersFilter { holds: Some(Holds::Some(*kind)), ..any }).await;
            let active = names(&all.rows, |row| row.factors.iter().any(|(one, _)| one == kind));
            let found = names(&some.rows, |_| true);
            assert!(active.iter().all(|name| found.contains(name)), "{kind}");
        }
        let none = listed(&scene, &berta, UsersFilter { holds: Some(Holds::Nothing), ..any }).await;
        // A lost one that is only suspended is one.
        assert_eq!(names(&none.rows, |_| true), names(&all.rows, |row| row.factors.is_empty() && row.state != UserState::Suspended));
        let never = listed(&scene, &berta, UsersFilter { last: Some(LastSignIn::Never), ..any }).await;
        assert_eq!(names(&never.rows, |_| true), names(&all.rows, |row| row.last_sign_in_at.is_none()));
        for days in [1, 7, 30] {
            let since = now - Span::days(days);
            let some = listed(&scene, &berta, UsersFilter { last: Some(LastSignIn::NotIn(days.try_into().unwrap())), ..any }).await;
            assert_eq!(names(&some.rows, |_| true), names(&all.rows, |row| row.last_sign_in_at.is_none_or(|at| at < since)), "{days}");
        }
        let seen = all.rows.iter().filter_map(|row| row.last_sign_in_at).max().unwrap();
        let today: identity::day::Day = "9999-12-31".parse().unwrap();
        let some = listed(&scene, &berta, UsersFilter { last_before: Some(today), ..any }).await;
        assert!(seen < today.begins());
        assert_eq!(names(&some.rows, |_| true), names(&all.rows, |row| row.last_sign_in_at.is_some()));
        let grace = listed(&scene, &berta, UsersFilter { grace_before: Some(today), ..any }).await;
        let graces = names(&grace.rows, |_| true);
        assert!(names(&all.rows, |row| row.state == UserState::InGrace).iter().all(|name| graces.contains(name)));
        let first = listed(&scene, &berta, UsersFilter { grace_before: "1970-01-01".parse().ok(), ..any }).await;
        assert_eq!(first.rows.len(), 0);
        // All of it must hold.
        let both = UsersFilter { last: Some(LastSignIn::Never), state: Some(UserState::Active), holds: Some(Holds::Nothing), ..any };
        assert_eq!(listed(&scene, &berta, both).await.rows.len(), 0);
    }
}

on_both_engines! {
    async fn every_order_goes_page_by_page_over_several_customers(scene: Scene) {
        let (berta, ursula) = (scene.signed_in("berta.lindqvist@harbour").await, scene.signed_in("ursula.brandt@northlight").await);
        many(&scene, "harbour", &berta).await;
        many(&scene, "northlight", &ursula).await;
        let olivia = scene.signed_in("olivia.marsh@harbour").await;
        for who in [&berta, &olivia] {
            let by_name = walked(&scene, who, UsersSort::NameUp).await;
            let mut ids: Vec<_> = by_name.iter().map(|row| row.id).collect();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), by_name.len(), "each once");
            let total = scene.desk.users_page(who, UsersQuery::default()).await.unwrap().total;
            assert_eq!(by_name.len(), total as usize);
            let mut sorted = by_name.clone();
            sorted.sort_by_key(|row| (row.name.to_lowercase(), row.id));
            for (sort, upside_down) in [(UsersSort::NameUp, false), (UsersSort::NameDown, true)] {
                let mut walked: Vec<_> = walked(&scene, who, sort).await.iter().map(|row| row.id).collect();
                if upside_down {
                    walked.reverse();
                }
                assert_eq!(walked, sorted.iter().map(|row| row.id).collect::<Vec<_>>(), "{sort}");
            }
            sorted.sort_by_key(|row| (row.last_sign_in_at, row.id));
            for (sort, upside_down) in [(UsersSort::LongestAgoFirst, false), (UsersSort::LatestFirst, true)] {
                let mut walked: Vec<_> = walked(&scene, who, sort).await.iter().map(|row| row.id).collect();
                if upside_down {
                    walked.reverse();
                }
                assert_eq!(walked, sorted.iter().map(|row| row.id).collect::<Vec<_>>(), "{sort}");
            }
        }
    }
}

on_both_engines! {
    async fn a_sign_in_meanwhile_moves_no_page(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        many(&scene, "harbour", &berta).await;
        let query = UsersQuery { sort: UsersSort::LatestFirst, ..UsersQuery::default() };
        let first = scene.desk.users_page(&berta, query.clone()).await.unwrap();
        let before = scene.desk.users_page(&berta, query.from(first.next)).await.unwrap();
        let last = first.rows.last().unwrap().id;
        let mut txn = scene.desk.db.begin().await.unwrap();
        server::store::users::signed_in(&mut txn, last, scene.clock.now()).await.unwrap();
        txn.commit().await.unwrap();
        let after = scene.desk.users_page(&berta, query.from(first.next)).await.unwrap();
        let ids = |view: &UsersView| view.rows.iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(ids(&before), ids(&after));
    }
}

on_both_engines! {
    async fn what_is_of_one_customer_is_not_asked_of_several(scene: Scene) {
        let (berta, olivia) = (scene.signed_in("berta.lindqvist@harbour").await, scene.signed_in("olivia.marsh@harbour").await);
        let policy = scene.desk.users_page(&berta, UsersQuery::default()).await.unwrap().policies[0].0;
        let query = UsersQuery { filter: UsersFilter { policy: Some(policy), ..UsersFilter::default() }, ..UsersQuery::default() };
        let several = scene.desk.users_page(&olivia, query.clone()).await.unwrap();
        assert_eq!((several.policies.len(), several.query.filter.policy), (0, None));
        // A policy of elsewhere is none.
        let ursula = scene.signed_in("ursula.brandt@northlight").await;
        let view = scene.desk.users_page(&ursula, query).await.unwrap();
        assert_eq!((view.query.filter.policy, view.query.narrows()), (None, false));
    }
}
