//! Files of hardware tokens: whole or not at all, each problem told by its line, and no secret ever told again.

use axum::{
    body::Body,
    http::{Request, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use identity::hardware_token::{OathKind, file::MOST_TOKENS};
use server::store::args;

use super::{
    anna,
    device::{Device, HEADER, IMPORT, LIST, file},
    engines::on_both_engines,
    house::{ADMIN, House},
    people::Person,
};

const ANNA: &str = "anna@example.com";

async fn count(house: &House, sql: &'static str) -> i64 {
    house.one(sql, args![]).await
}

async fn tokens(house: &House) -> i64 {
    count(house, "SELECT count(*) FROM hardware_tokens").await
}

on_both_engines! {
    /// All rows or none. A refused file costs no proof, so that the mended one follows at once.
    async fn a_file_comes_whole_or_not_at_all(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let kinds = [("ONE", OathKind::Totp60), ("TWO", OathKind::Totp30), ("THREE", OathKind::Hotp), ("FOUR", OathKind::Hotp)];
        let [one, two, three, four] = kinds.map(|(serial, kind)| Device::new(serial, kind));
        let broken = two.row("").replace(&two.secret, "MZXW6YTB1");
        admin.import(&house, &[one.row(ANNA), broken, three.row("nobody@example.com"), one.row(""), four.row(ADMIN.0)]).await;
        let page = &admin.browser.page;
        page.refuses("pasted", "Nothing was imported")
            .says("Line 3: the secret key is no Base32")
            .says("Line 4: nobody here has this address")
            .says("Line 5: its serial number stands in the file before")
            .says("Line 6: you cannot give a token to yourself");
        assert!(!page.text().contains("Line 2"), "{}", page.text());
        for secret in [one.secret.as_str(), "MZXW6YTB1", &three.secret] {
            assert!(!page.html.contains(secret), "{secret}");
        }
        assert_eq!((tokens(&house).await, house.factors(ANNA).await.len(), house.count("mfa.hardware_token_assigned", ANNA).await), (0, 1, 0));
        assert!(!house.letters_to(ANNA).await.iter().any(|subject| subject.contains("token")));

        let good = file(&[one.row("ANNA@example.com"), two.row(""), three.row("")]);
        admin.browser.submit(IMPORT, &[("pasted", &good)]).await
            .says("Tokens: 3. Given to somebody: 1.")
            .says("Anna Weber")
            .says("In stock")
            .says("At each press of its button")
            .says("Contoso HardwareKey");
        assert_eq!((tokens(&house).await, one.state(&house).await.as_str()), (3, "deactivated"));
        assert_eq!((count(&house, "SELECT count(*) FROM audit_events WHERE event = 'mfa.hardware_token_imported'").await, house.count("mfa.hardware_token_assigned", ANNA).await), (1, 1));
        let letter = house.newest_letter_to(ANNA).await;
        assert!(letter.contains("HardwareKey ONE") && letter.contains("Berta Admin"), "{letter}");
        for device in [&one, &two, &three] {
            let kept: String = house.one("SELECT secret FROM hardware_tokens WHERE serial = $1", args![device.serial]).await;
            assert!(kept.len() > 40 && !kept.contains(&device.secret), "{kept}");
            let told: i64 = house.one("SELECT count(*) FROM audit_events WHERE detail LIKE $1", args![format!("%{}%", device.secret)]).await;
            assert_eq!(told, 0);
        }

        // The proof was for that file.
        admin.browser.open(LIST).await;
        assert!(!admin.browser.page.html.contains(IMPORT), "{}", admin.browser.page.text());
        admin.import(&house, &[four.row(""), two.row("")]).await;
        admin.browser.page.says("Line 3: there is a token with its serial number already");
        assert_eq!(tokens(&house).await, 3);

        // Found by the beginning of its number, or of the address of whoever has it.
        admin.browser.open(&format!("{LIST}?search=on")).await.says("ONE");
        assert!(!admin.browser.page.text().contains("TWO"));
        admin.browser.open(&format!("{LIST}?search=anna%40")).await.says("ONE");
        admin.browser.open(&format!("{LIST}?search=%25")).await.says("No token begins with that");
    }
}

on_both_engines! {
    /// What is no such file is refused at the field that it came in, and nothing of it comes back.
    async fn what_is_no_file_of_tokens_is_refused(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        admin.browser.open(LIST).await;
        admin.prove(&house).await;
        let device = Device::new("ONE", OathKind::Totp30);
        let base64 = |bytes: &[u8]| STANDARD.encode(bytes);
        let good = file(&[device.row("")]);
        let rows: String = (0..=MOST_TOKENS).map(|nth| format!(",N{nth},{},30,,\n", device.secret)).collect();
        let many = format!("{HEADER}\n{rows}");
        for (chosen, pasted, field, why) in [
            (String::new(), "", "file", "Choose a file, or paste"),
            (base64(good.as_bytes()), good.as_str(), "file", "not both"),
            ("%%%".to_owned(), "", "file", "no text in UTF-8"),
            (base64(&[0xff, 0xfe, 0x41, 0x00]), "", "file", "no text in UTF-8"),
            (base64(HEADER.as_bytes()), "", "file", "nothing to import"),
            (String::new(), "serial number,model\n1,2", "pasted", "first line must name"),
            (String::new(), "serial number,secret key,type\n\"1,2", "pasted", "The quotes on line 2 do not match"),
            (String::new(), many.as_str(), "pasted", "5000 lines at most"),
        ] {
            admin.browser.submit(IMPORT, &[("file", &chosen), ("pasted", pasted)]).await.refuses(field, why);
            assert_eq!(admin.browser.page.all("#pasted").concat(), "", "{why}");
            assert!(!admin.browser.page.html.contains(&device.secret), "{why}");
        }
        assert_eq!(tokens(&house).await, 0);
    }
}

on_both_engines! {
    /// As many as there may be, as a browser sends a file.
    async fn the_longest_file_comes_in_parts(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        admin.browser.open(LIST).await;
        admin.prove(&house).await;
        let device = Device::new("ONE", OathKind::Totp30);
        let rows: String = (0..MOST_TOKENS).map(|nth| format!(",N{nth:04},{},30,Contoso,\r\n", device.secret)).collect();
        let body = parts(&admin, &format!("{HEADER}\r\n{rows}"));
        let post = || Request::post(IMPORT).header(header::ACCEPT, "text/html").header(header::CONTENT_TYPE, "multipart/form-data; boundary=X").header("sec-fetch-site", "same-origin");
        admin.browser.send(post(), Body::from(vec![b'x'; 1024 * 1024 + 1]), IMPORT).await;
        assert_eq!(admin.browser.page.status.as_u16(), 413);
        admin.browser.send(post(), Body::from(body), IMPORT).await;
        admin.browser.follow().await.says("Tokens: 5000. Given to somebody: 0.");
        assert_eq!(tokens(&house).await, 5000);
        // Page by page.
        let mut seen = 0;
        let mut pages = 0;
        loop {
            seen += admin.browser.page.all("tbody tr").len();
            pages += 1;
            let next = admin.browser.page.attributes("main p a[href*='after=N']", "href");
            let Some(next) = next.last().cloned() else { break };
            admin.browser.open(&next).await;
        }
        assert_eq!((seen, pages), (5000, 100));
    }
}

/// The form of the import, with this file.
fn parts(admin: &Person, file: &str) -> String {
    let csrf = format!("form[action=\"{IMPORT}\"] input[name=csrf]");
    let key = admin.browser.page.attribute(&csrf, "value").unwrap();
    let field = |name: &str, value: &str| {
        format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let head = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tokens.csv\"\r\nContent-Type: text/csv\r\n\r\n";
    [
        field("csrf", &key),
        field("pasted", ""),
        format!("{head}{file}\r\n--X--\r\n"),
    ]
    .concat()
}
