//! The audit logs of several customers as one: those that were chosen and granted, newest first, page by page; and as a file.

use identity::view::audit::AuditQuery;
use server::store::args;

use super::{
    browser::Browser,
    customers::{customer, operator},
    engines::on_both_engines,
    house::House,
};

const LINES: &str = "/admin/audit/export?format=jsonl";

/// Many events of each organisation, several of them at every instant.
async fn much_happened(house: &House) {
    const SQL: &str = "
        INSERT INTO audit_events (organisation_id, sequence, event, actor_kind, actor_name, subject_name, reason, request_id, ip, agent,
            detail, at, mac)
        SELECT h.organisation_id, n.n, 'user.signed_in', 'system', '', '', '', 'many', '', '', '{}', (n.n / 3) * 1000, h.mac
        FROM audit_heads h
        CROSS JOIN (WITH RECURSIVE n(n) AS (SELECT 1001 UNION ALL SELECT n + 1 FROM n WHERE n < 1060) SELECT n FROM n) n
        WHERE h.organisation_id <> 0";
    house.change(SQL, args![]).await;
    house
        .change(
            "UPDATE audit_heads SET sequence = 1060 WHERE organisation_id <> 0",
            args![],
        )
        .await;
}

/// Every page of the log from this address on: how many lines there are, and whose.
async fn walk(browser: &mut Browser, from: &str) -> Vec<String> {
    let (mut lines, mut next) = (Vec::new(), Some(from.to_owned()));
    while let Some(address) = next {
        let page = browser.open(&address).await;
        assert_eq!(page.status.as_u16(), 200, "{address}");
        let of = page.all("ol.story > li > p > .quiet");
        assert!(of.len() <= 50 && !of.is_empty(), "{address}");
        lines.extend(of);
        next = page
            .attribute("a[href*='before=']", "href")
            .filter(|href| !href.contains("before=&") && !href.ends_with("before="));
    }
    lines
}

fn of(lines: &[String], customer: &str) -> usize {
    lines.iter().filter(|line| line.contains(customer)).count()
}

on_both_engines! {
    /// Two of three are chosen: every event of these two once, over all seams between the pages, and none of the third.
    async fn those_that_are_chosen_are_one_log(house: House) {
        let mut berta = operator(&house).await;
        customer(&house, &mut berta, "globex").await;
        customer(&house, &mut berta, "initech").await;
        much_happened(&house).await;
        let lines = walk(&mut berta.browser, "/admin/audit?customers=globex.initech&request=many").await;
        assert_eq!((lines.len(), of(&lines, "The globex house"), of(&lines, "The initech house")), (120, 60, 60));
        let one = walk(&mut berta.browser, "/admin/audit?customers=globex&request=many").await;
        assert_eq!((one.len(), of(&one, "The globex house")), (60, 0), "of one it goes without saying");
        let all = berta.browser.open("/admin/audit").await.text();
        assert!(all.contains("The globex house") && all.contains("The initech house"), "{all}");
        assert!(berta.browser.page.html.contains("href=\"/admin/audit\""), "offered for several as well");

        // What of an operator's customers was merely not chosen is not there, and nobody reached over.
        let ada = house.user("ada@initech.example").await;
        assert_eq!(berta.browser.open(&format!("/admin/users/{ada}?customers=globex")).await.status.as_u16(), 404);
        assert_eq!(house.one::<i64>("SELECT count(*) FROM audit_events WHERE event = 'authz.cross_organisation'", args![]).await, 0);

        // Whoever is nobody's customer any more, or never was, is in no log.
        house.change("DELETE FROM operator_customers WHERE organisation_id = (SELECT id FROM organisations WHERE slug = 'initech')", args![]).await;
        assert_eq!(berta.browser.open("/admin/audit?customers=globex.initech").await.status.as_u16(), 404);
        assert!(!berta.browser.open("/admin/audit").await.text().contains("The initech house"));
        for before in ["1.2", "x.y.z", "99999999999999999999.1.1", "1.1.1", "5"] {
            let page = berta.browser.open(&format!("/admin/audit?before={before}")).await;
            assert_eq!(page.status.as_u16(), 200, "{before}");
        }
        assert_eq!(AuditQuery::of(|_| "1.2".to_owned()).before, None);
    }
}

on_both_engines! {
    /// One log after the other, each whole and in order, each line with whose it is; and each log says that it was taken.
    async fn a_file_of_several(house: House) {
        let mut berta = operator(&house).await;
        customer(&house, &mut berta, "globex").await;
        customer(&house, &mut berta, "initech").await;
        much_happened(&house).await;
        let page = berta.browser.open(&format!("{LINES}&customers=globex.initech&request=many")).await;
        let lines: Vec<serde_json::Value> = page.html.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let whose: Vec<(&str, i64)> = lines.iter().map(|line| (line["customer"].as_str().unwrap(), line["sequence"].as_i64().unwrap())).collect();
        let expected: Vec<(&str, i64)> = ["The globex house", "The initech house"].into_iter().flat_map(|name| (1001..=1060).map(move |n| (name, n))).collect();
        assert_eq!(whose, expected);
        let taken: Vec<String> = house.all("SELECT o.slug FROM audit_events a JOIN organisations o ON o.id = a.organisation_id WHERE a.event = 'audit.exported' ORDER BY o.slug", args![]).await;
        assert_eq!(taken, ["globex", "initech"]);
        let one = berta.browser.open(&format!("{LINES}&customers=globex&request=many")).await;
        assert!(!one.html.contains("\"customer\""), "{}", one.html);
        let csv = berta.browser.open("/admin/audit/export?format=csv&customers=globex.initech&request=many").await;
        assert!(csv.html.lines().next().unwrap().ends_with(",\"customer\"") && csv.html.contains("\"The initech house\"\r\n"), "{}", csv.html);
    }
}

on_both_engines! {
    /// D-10: two files of one log at once and no third; whoever asks for it is told to wait, and of a file that was not made nothing is
    /// written down.
    async fn two_files_at_once(house: House) {
        let mut berta = operator(&house).await;
        let home = house.one("SELECT id FROM organisations WHERE slug = 'acme'", args![]).await;
        let first = house.desk.exports.begin(vec![home]).unwrap();
        let second = house.desk.exports.begin(vec![home]).unwrap();
        let page = berta.browser.open(LINES).await;
        assert_eq!((page.status.as_u16(), page.headers["retry-after"].to_str().unwrap()), (503, "2"));
        page.says("There is a lot going on");
        assert_eq!(house.one::<i64>("SELECT count(*) FROM audit_events WHERE event = 'audit.exported'", args![]).await, 0);
        drop(first);
        assert!(berta.browser.open(LINES).await.headers.contains_key("content-disposition"));
        assert!(berta.browser.open(LINES).await.headers.contains_key("content-disposition"), "a file that is whole counts no more");
        drop(second);
    }
}
