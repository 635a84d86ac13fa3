//! The audit log as a file: all that matches and no more, whole or not at all, and only for who may read the page.

use identity::time::Span;
use server::store::args;

use super::{
    anna,
    cast::{Cast, State},
    engines::on_both_engines,
    everything::VIKTOR,
    house::House,
};

const CSV: &str = "/admin/audit/export?format=csv";
const LINES: &str = "/admin/audit/export?format=jsonl";

/// Far more events than are read at once; one of them about somebody whose name is a formula.
async fn much_happened(house: &House) {
    const SQL: &str = "
        INSERT INTO audit_events (organisation_id, sequence, event, actor_kind, actor_id, actor_name, subject_id, subject_name,
            factor_id, reason, request_id, ip, agent, detail, at, mac)
        SELECT a.organisation_id, n.n, a.event, 'credential', NULL, 'Payroll', NULL, '=1+1', NULL, 'a \"b\", c', 'r', 'ip', 'x', '{}', a.at, a.mac
        FROM audit_events a
        CROSS JOIN (WITH RECURSIVE n(n) AS (SELECT 1001 UNION ALL SELECT n + 1 FROM n WHERE n < 2300) SELECT n FROM n) n
        WHERE a.sequence = 1 AND a.organisation_id = (SELECT organisation_id FROM users WHERE email = 'anna@example.com')";
    const HEAD: &str = "
        UPDATE audit_heads SET sequence = 2300
        WHERE organisation_id = (SELECT organisation_id FROM users WHERE email = 'anna@example.com')";
    house.change(SQL, args![]).await;
    house.change(HEAD, args![]).await;
}

fn sequences(lines: &str) -> Vec<i64> {
    let number = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        row["sequence"].as_i64().unwrap()
    };
    lines.lines().map(number).collect()
}

on_both_engines! {
    async fn it_holds_all_that_matches_oldest_first(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let before: i64 = house.one("SELECT max(sequence) FROM audit_events WHERE organisation_id <> 0", args![]).await;
        much_happened(&house).await;
        let page = admin.browser.open(LINES).await;
        assert_eq!(page.headers["content-type"], "application/jsonl; charset=utf-8");
        assert_eq!(page.headers["content-disposition"], "attachment; filename=\"latchkey-audit.jsonl\"");
        assert_eq!(page.headers["cache-control"], "no-store");
        let all: Vec<i64> = (1..=before).chain(1001..=2300).collect();
        assert!(sequences(&page.html) == all, "every event, once, in order, and not the one of the export");

        // The page shows what it would hold; that the log was taken is written down, without the name that was searched for.
        let filtered = admin.browser.open(&format!("{LINES}&actor=Payroll")).await;
        assert_eq!(sequences(&filtered.html).len(), 1300);
        let none = admin.browser.open(&format!("{LINES}&to=1999-12-31")).await;
        assert_eq!(none.html, "");
        let taken: Vec<String> = house.all("SELECT detail FROM audit_events WHERE event = 'audit.exported' ORDER BY sequence", args![]).await;
        assert_eq!(taken, [r#"{"format":"jsonl"}"#, r#"{"actor":true,"format":"jsonl"}"#, r#"{"format":"jsonl","to":"1999-12-31"}"#]);
        let page = admin.browser.open("/admin/audit?actor=Payroll").await;
        assert!(page.html.contains("/admin/audit/export?actor=Payroll&amp;format=csv"), "{}", page.html);
    }
}

on_both_engines! {
    async fn a_spreadsheet_takes_nothing_in_it_for_a_formula(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        much_happened(&house).await;
        let page = admin.browser.open(&format!("{CSV}&actor=Payroll")).await;
        let mut lines = page.html.split("\r\n");
        assert!(lines.next().unwrap().starts_with("\"sequence\",\"at\",\"event\",\"actor_kind\""));
        let first = lines.next().unwrap();
        assert!(first.starts_with("\"1001\",\"20") && first.contains("\"'=1+1\"") && first.contains("\"a \"\"b\"\", c\""), "{first}");
        assert_eq!(lines.count(), 1299 + 1, "and an end");
    }
}

on_both_engines! {
    /// Whoever may not read the log gets no line of it, and no line of another organisation's.
    async fn only_who_reads_the_page_gets_the_file(house: House) {
        let mut cast = Cast::gather(house).await;
        for state in State::ALL.iter().copied() {
            let mut browser = cast.browser(state).await;
            let may = browser.open("/admin/audit").await.path.starts_with("/admin/audit") && browser.page.status.is_success();
            let (status, path) = (browser.page.status, browser.page.path.clone());
            let page = browser.open(LINES).await;
            assert_eq!(page.headers.contains_key("content-disposition"), may, "{state}");
            if !may {
                assert_eq!((page.status, page.path.replace("/export?format=jsonl", "")), (status, path), "{state}");
                continue;
            }
            let ours = page.html.contains(VIKTOR);
            assert_eq!(ours, state.looks_after_viktor(), "{state}");
        }
    }
}

on_both_engines! {
    /// What cannot be asked for is said by the page, and a session that is over reads nothing.
    async fn what_is_wrong_is_said_by_the_page(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        for query in ["format=xml", "", "format=csv&from=tomorrow", "format=csv&format=csv"] {
            let page = admin.browser.open(&format!("/admin/audit/export?{query}")).await;
            assert!(!page.headers.contains_key("content-disposition") && !page.status.is_server_error(), "{query}: {}", page.status);
        }
        house.clock.advance(Span::days(30));
        let page = admin.browser.open(CSV).await;
        assert!(page.path.contains("/sign-in"), "{}", page.path);
    }
}
