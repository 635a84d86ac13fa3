//! The audit log: read, filtered, and verified.

use identity::{
    audit::Event,
    console::Console,
    ids::OrganisationId,
    place::Place,
    time::Timestamp,
    turn::Away,
    view::audit::{AuditQuery, AuditView, Before, ExportFormat},
};
use server::{
    desk::{
        audit_erasure::advance,
        audit_verify::{Flaw, Verdict, verify},
        bulk_work::More,
    },
    store::{args, audit::Entry, audit_chain, audit_erase, audit_link},
};

use super::scene::{Scene, done, on_both_engines};

on_both_engines! {
    async fn it_is_read_by_whom_what_and_when(scene: Scene) {
        let berta = scene.signed_in("berta.lindqvist@harbour").await;
        let anna = scene.id("anna.kowalska@harbour").await;
        done(scene.desk.disable_user(&berta, anna).await);
        let read = |query: AuditQuery| async { scene.desk.audit_page(&berta, query).await.unwrap() };
        let all = read(AuditQuery::default()).await;
        assert_eq!((all.rows.len(), all.rows[0].event), (50, Event::UserDisabled));
        let newest = &all.rows[0];
        assert_eq!((newest.actor_name.as_str(), newest.subject_name.as_str(), newest.ip.as_str()), ("Berta Lindqvist", "Anna Kowalska", "192.0.2.1"));

        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page: AuditView = read(AuditQuery { before, ..AuditQuery::default() }).await;
            seen.extend(page.rows.iter().map(|row| row.sequence));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        let gapless: Vec<i64> = (1..=i64::try_from(seen.len()).unwrap()).rev().collect();
        assert_eq!(seen, gapless);

        let hers = read(AuditQuery { user: Some(anna), ..AuditQuery::default() }).await;
        assert!(hers.rows.len() > 3 && hers.rows.iter().all(|row| row.subject == Some(anna) || row.actor == Some(anna)));
        let by_name = read(AuditQuery { search: "kowal".to_owned(), ..AuditQuery::default() }).await;
        assert_eq!(by_name.rows.len(), hers.rows.len());
        let by_address = read(AuditQuery { search: "anna.kow".to_owned(), ..AuditQuery::default() }).await;
        assert_eq!(by_address.rows.len(), hers.rows.len());
        let nobody = read(AuditQuery { search: "nobody".to_owned(), ..AuditQuery::default() }).await;
        assert!(nobody.rows.is_empty());
        let kind = read(AuditQuery { event: Some(Event::UserDisabled), ..AuditQuery::default() }).await;
        assert_eq!(kind.rows.len(), 2);
        let request = read(AuditQuery { request: berta.request.clone(), ..AuditQuery::default() }).await;
        assert_eq!(request.rows.len(), 1);
        // The trial's clock stands at this day.
        let day = read(AuditQuery { from: "2026-05-28".to_owned(), to: "2026-05-28".to_owned(), ..AuditQuery::default() }).await;
        assert!(day.rows.iter().any(|row| row.sequence == newest.sequence) && day.rows.len() < 50, "{}", day.rows.len());
        let past = read(AuditQuery { to: "1999-12-31".to_owned(), ..AuditQuery::default() }).await;
        assert!(past.rows.is_empty());
        let bad = scene.desk.audit_page(&berta, AuditQuery { from: "tomorrow".to_owned(), ..AuditQuery::default() }).await;
        assert!(matches!(bad, Err(identity::turn::Away::Go(turn)) if turn.go == Place::Audit));
        let hostile = read(AuditQuery { search: "%' --".to_owned(), request: "' OR '1'='1".to_owned(), before: Some(Before::Event(i64::MIN)), ..AuditQuery::default() }).await;
        assert!(hostile.rows.is_empty());
    }
}

on_both_engines! {
    /// A grant that is withdrawn between two pieces of a file ends it: nothing of that customer is read any more.
    async fn a_file_goes_no_further_than_the_grants(scene: Scene) {
        let olivia = scene.signed_in("olivia.marsh@harbour").await;
        let mut file = scene.desk.export_audit(&olivia, AuditQuery::default(), ExportFormat::JsonLines).await.unwrap();
        let mut txn = scene.desk.db.begin().await.unwrap();
        assert_eq!(txn.execute("DELETE FROM operator_customers WHERE organisation_id = 2", args![]).await.unwrap(), 1);
        txn.commit().await.unwrap();
        let mut read = 0;
        let away = loop {
            match scene.desk.export_piece(&olivia, file.take().expect("it ends with a refusal")).await {
                Ok(piece) => {
                    assert!(piece.rows.iter().all(|row| row.customer.as_deref() != Some("Northlight Clinic")));
                    read += piece.rows.len();
                    file = piece.rest;
                }
                Err(away) => break away,
            }
        };
        assert!(read > 50 && matches!(away, Away::Go(_)), "{read} {away:?}");
    }
}

/// Somebody who can write to the database and holds no key.
async fn tamper(scene: &Scene, statement: &'static str) {
    let mut txn = scene.desk.db.begin().await.unwrap();
    if scene.desk.db.is_sqlite() {
        for trigger in [
            "DROP TRIGGER IF EXISTS audit_events_never_updated",
            "DROP TRIGGER IF EXISTS audit_events_never_deleted",
        ] {
            txn.execute(trigger, Vec::new()).await.unwrap();
        }
    } else {
        txn.execute(
            "DROP TRIGGER IF EXISTS audit_events_never_changed ON audit_events",
            Vec::new(),
        )
        .await
        .unwrap();
        txn.execute(
            "DROP TRIGGER IF EXISTS audit_events_never_updated ON audit_events",
            Vec::new(),
        )
        .await
        .unwrap();
    }
    assert!(
        txn.execute(statement, Vec::new()).await.unwrap() > 0,
        "{statement}"
    );
    txn.commit().await.unwrap();
}

async fn verdict(scene: &Scene, slug: &str) -> Verdict {
    verify(&scene.desk, Some(slug)).await.unwrap()[0].verdict
}

const HARBOUR: &str = "harbour";

on_both_engines! {
    async fn what_was_written_is_whole(scene: Scene) {
        let reports = verify(&scene.desk, None).await.unwrap();
        assert_eq!(reports.len(), 2);
        assert!(reports.iter().all(|report| report.is_whole() && report.events > 50), "{reports:?}");
        assert!(verify(&scene.desk, Some("nobody")).await.unwrap().is_empty());
    }
}

on_both_engines! {
    async fn an_edited_event_is_found(scene: Scene) {
        tamper(&scene, "UPDATE audit_events SET reason = 'nothing to see' WHERE sequence = 7 AND organisation_id = 1").await;
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Broken { sequence: 7, flaw: Flaw::Altered });
        assert_eq!(verdict(&scene, "northlight").await, Verdict::Whole);
    }
}

on_both_engines! {
    async fn an_event_that_says_what_none_can_say_is_found(scene: Scene) {
        tamper(&scene, "UPDATE audit_events SET event = 'user.sneaked_in' WHERE sequence = 9 AND organisation_id = 1").await;
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Broken { sequence: 9, flaw: Flaw::Altered });
    }
}

on_both_engines! {
    async fn a_deleted_event_is_found(scene: Scene) {
        tamper(&scene, "DELETE FROM audit_events WHERE sequence = 12 AND organisation_id = 1").await;
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Broken { sequence: 12, flaw: Flaw::Missing });
    }
}

on_both_engines! {
    async fn events_that_changed_places_are_found(scene: Scene) {
        tamper(&scene, "UPDATE audit_events SET sequence = 100000 WHERE sequence = 3 AND organisation_id = 1").await;
        tamper(&scene, "UPDATE audit_events SET sequence = 3 WHERE sequence = 4 AND organisation_id = 1").await;
        tamper(&scene, "UPDATE audit_events SET sequence = 4 WHERE sequence = 100000 AND organisation_id = 1").await;
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Broken { sequence: 3, flaw: Flaw::Altered });
    }
}

on_both_engines! {
    async fn whoever_is_here_is_not_taken_out(scene: Scene) {
        tamper(&scene, "UPDATE audit_events SET subject_name = '', naming = '', subject_seal = mac
            WHERE organisation_id = 1 AND sequence = (SELECT min(sequence) FROM audit_events WHERE organisation_id = 1 AND subject_name <> '')").await;
        assert!(matches!(verdict(&scene, HARBOUR).await, Verdict::Broken { flaw: Flaw::Altered, .. }));
    }
}

on_both_engines! {
    async fn nobody_is_put_in_the_place_of_whoever_was_taken_out(scene: Scene) {
        let anna = scene.id("anna.kowalska@harbour").await;
        let mut txn = scene.desk.db.begin().await.unwrap();
        txn.execute("DELETE FROM users WHERE id = $1", args![anna]).await.unwrap();
        audit_erase::want(&mut txn, anna, Timestamp(0)).await.unwrap();
        // Nobody else goes with her, whoever wrote them down.
        audit_erase::want_all(&mut txn, OrganisationId(1), Timestamp(0)).await.unwrap();
        txn.commit().await.unwrap();
        while advance(&scene.desk).await.unwrap() == More::Yes {}
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Whole);
        tamper(&scene, "UPDATE audit_events SET actor_name = 'Berta Lindqvist' WHERE organisation_id = 1
            AND sequence = (SELECT max(sequence) FROM audit_events WHERE organisation_id = 1 AND actor_seal IS NOT NULL)").await;
        assert!(matches!(verdict(&scene, HARBOUR).await, Verdict::Broken { flaw: Flaw::Altered, .. }));
    }
}

on_both_engines! {
    /// The database itself lets nobody take out whoever is here, nor put anything but a seal in a name's place.
    async fn the_database_lets_only_the_deleted_be_taken_out(scene: Scene) {
        let anna = scene.id("anna.kowalska@harbour").await;
        const HERE: &str = "UPDATE audit_events SET subject_name = '', naming = '', subject_seal = mac WHERE subject_id = $1";
        const SHORT: &str = "UPDATE audit_events SET subject_name = '', naming = '', subject_seal = substr(mac, 1, 31) WHERE subject_id = $1";
        for (sql, gone, may) in [(HERE, false, false), (SHORT, true, false), (HERE, true, true)] {
            let mut txn = scene.desk.db.begin().await.unwrap();
            if gone {
                txn.execute("DELETE FROM users WHERE id = $1", args![anna]).await.unwrap();
            }
            assert_eq!(txn.execute(sql, args![anna]).await.is_ok(), may, "{sql} {gone}");
        }
    }
}

on_both_engines! {
    /// An event of theirs that somebody changed is evidence: it is not made good by a seal.
    async fn what_was_altered_is_not_sealed(scene: Scene) {
        let anna = scene.id("anna.kowalska@harbour").await;
        let mut txn = scene.desk.db.begin().await.unwrap();
        txn.execute("DELETE FROM users WHERE id = $1", args![anna]).await.unwrap();
        audit_erase::want(&mut txn, anna, Timestamp(0)).await.unwrap();
        txn.commit().await.unwrap();
        tamper(&scene, "UPDATE audit_events SET subject_name = 'Somebody else' WHERE organisation_id = 1
            AND sequence = (SELECT max(sequence) FROM audit_events WHERE organisation_id = 1 AND subject_name = 'Anna Kowalska')").await;
        while advance(&scene.desk).await.unwrap() == More::Yes {}
        let mut txn = scene.desk.db.read().await.unwrap();
        let left: Vec<String> = txn.fetch_all("SELECT subject_name FROM audit_events WHERE subject_id = $1 AND subject_seal IS NULL", args![anna]).await.unwrap();
        assert_eq!(left, ["Somebody else"]);
        drop(txn);
        assert!(matches!(verdict(&scene, HARBOUR).await, Verdict::Broken { flaw: Flaw::Altered, .. }));
    }
}

on_both_engines! {
    /// As every row is that is older than migration 31.
    async fn an_event_whose_link_is_over_its_texts_holds(scene: Scene) {
        const LAST: &str = "UPDATE audit_events SET form = 1, detail = '{\"name\":\"x\"}', naming = '', mac = $2 WHERE organisation_id = 1 AND sequence = $1";
        let organisation = OrganisationId(1);
        let mut txn = scene.desk.db.begin().await.unwrap();
        let links = audit_chain::links(&mut txn, organisation, 0, 10_000).await.unwrap();
        let [.., before, last] = links.as_slice() else { panic!() };
        let entry = Entry { detail: "{\"name\":\"x\"}".to_owned(), naming: String::new(), ..last.entry.clone().unwrap() };
        let mac = scene.desk.keys.audit_mac().mac(&audit_link::over_texts(&before.mac, (organisation, last.sequence), &entry));
        let sequence = last.sequence;
        drop(txn);
        tamper(&scene, "UPDATE audit_heads SET mac = mac WHERE organisation_id = 1").await;
        let mut txn = scene.desk.db.begin().await.unwrap();
        txn.execute(LAST, args![sequence, mac.to_vec()]).await.unwrap();
        txn.execute("UPDATE audit_heads SET mac = $1 WHERE organisation_id = 1", args![mac.to_vec()]).await.unwrap();
        txn.commit().await.unwrap();
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Whole);
        tamper(&scene, "UPDATE audit_events SET naming = '{}' WHERE organisation_id = 1 AND form = 1").await;
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Broken { sequence, flaw: Flaw::Altered });
    }
}

on_both_engines! {
    async fn a_cut_end_is_found(scene: Scene) {
        let events = verify(&scene.desk, Some(HARBOUR)).await.unwrap()[0].events;
        tamper(&scene, "DELETE FROM audit_events WHERE organisation_id = 1
            AND sequence = (SELECT max(sequence) FROM audit_events WHERE organisation_id = 1)").await;
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Broken { sequence: events, flaw: Flaw::Missing });
        tamper(&scene, "UPDATE audit_heads SET sequence = sequence - 1 WHERE organisation_id = 1").await;
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Broken { sequence: events - 1, flaw: Flaw::HeadMismatch });
        tamper(&scene, "DELETE FROM audit_heads WHERE organisation_id = 1").await;
        assert_eq!(verdict(&scene, HARBOUR).await, Verdict::Broken { sequence: events - 1, flaw: Flaw::HeadMismatch });
    }
}
