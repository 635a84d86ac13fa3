//! Name, colour and logo of an organisation: changed with a proof, seen by everybody, and never what was sent.

use axum::{
    body::Body,
    http::{Request, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use server::store::args;

use super::{anna, engines::on_both_engines, house::House, people::Person};

const PAGE: &str = "/admin/settings/brand";
const SAVE: &str = "/do/save-brand";
/// A PNG of one pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async fn save(house: &House, admin: &mut Person, fields: &[(&str, &str)]) {
    admin.browser.open(PAGE).await;
    admin.prove(house).await;
    admin.browser.submit(SAVE, fields).await;
}

on_both_engines! {
    async fn a_brand_is_seen_by_strangers(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        save(&house, &mut admin, &[("organisation_name", "Acme & Söhne"), ("accent", "#7A1F3D"), ("logo", PIXEL)]).await;
        admin.browser.page.says("The settings were saved.");
        let mut stranger = house.browser();
        let page = stranger.open("/o/acme/sign-in").await;
        assert!(page.html.contains("<title>Sign in to Acme &amp; Söhne</title>"), "{}", page.html);
        assert!(page.html.contains("href=\"/brand/7a1f3d.css\""), "{}", page.html);
        let logo = page.attribute("header img.logo", "src").unwrap();
        assert_eq!(page.attribute("header img.logo", "alt").unwrap(), "Acme & Söhne");

        let sheet = stranger.open("/brand/7a1f3d.css").await;
        assert_eq!((&sheet.headers["content-type"], &sheet.headers["cache-control"]), (&"text/css; charset=utf-8".parse().unwrap(), &"public, max-age=31536000, immutable".parse().unwrap()));
        assert!(sheet.html.contains("--accent:#7a1f3d"));
        let picture = stranger.open(&logo).await;
        assert_eq!((picture.status.as_u16(), picture.headers["content-type"].as_bytes()), (200, b"image/png".as_slice()));
        assert!(!picture.headers.contains_key("set-cookie"));

        // Saved again as it stands, the logo stays; ticked, it goes, and its address with it.
        save(&house, &mut admin, &[]).await;
        assert_eq!(stranger.open(&logo).await.status.as_u16(), 200);
        save(&house, &mut admin, &[("no_logo", "on"), ("accent", "")]).await;
        assert_eq!(stranger.open(&logo).await.status.as_u16(), 404);
        assert!(!stranger.open("/o/acme/sign-in").await.html.contains("/brand/"));
        let told: Vec<String> = house.all("SELECT detail FROM audit_events WHERE event = 'org.settings_changed' AND detail LIKE '%after_name%' ORDER BY sequence", args![]).await;
        assert_eq!(told.len(), 2, "what changes nothing is not written down: {told:?}");
        assert!(told[0].contains(r#"["organisation_name","accent","logo"]"#) && told[1].contains(r#"["accent","logo"]"#), "{told:?}");
    }
}

on_both_engines! {
    /// At its field, and nothing that was typed is lost.
    async fn what_cannot_be_a_brand_is_said_where_it_was_typed(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        let svg = STANDARD.encode("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
        for (field, value, said) in [
            ("organisation_name", "", "Enter a name"),
            ("accent", "blue", "Write a colour as # and six digits"),
            ("accent", "#ffd500", "is the nearest that works"),
            ("logo", svg.as_str(), "no picture that we can read"),
            ("logo", "%%%", "no picture that we can read"),
        ] {
            save(&house, &mut admin, &[("accent", "#1d4e89"), (field, value)]).await;
            let page = &admin.browser.page;
            let text = page.attribute(&format!("#{field}"), "aria-describedby").unwrap();
            assert!(text.contains(&format!("{field}-error")), "{field}: {text}");
            page.says(said);
            assert!(field == "accent" || page.html.contains("#1d4e89"), "{field}: what was typed stays");
        }
        // Filled in from an older page.
        admin.browser.open(PAGE).await;
        admin.prove(&house).await;
        house.change("UPDATE organisations SET name = 'Elsewhere'", args![]).await;
        admin.browser.submit(SAVE, &[("accent", "#1d4e89")]).await.says("Something has changed");
    }
}

on_both_engines! {
    /// As a browser sends a form with a file; and only to the form that has one.
    async fn a_file_comes_in_parts(house: House) {
        let (mut admin, _) = anna::enrolled(&house).await;
        admin.browser.open(PAGE).await;
        admin.prove(&house).await;
        let page = &admin.browser.page;
        let hidden = |name: &str| page.attribute(&format!("form[action=\"{SAVE}\"] input[name={name}]"), "value").unwrap();
        let fields = [("csrf", hidden("csrf")), ("digest", hidden("digest")), ("organisation_name", "In parts".to_owned()), ("accent", String::new())];
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
        }
        body.extend_from_slice(b"--X\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n");
        body.extend_from_slice(&STANDARD.decode(PIXEL).unwrap());
        body.extend_from_slice(b"\r\n--X--\r\n");
        let post = |path: &str| {
            Request::post(path).header(header::ACCEPT, "text/html").header(header::CONTENT_TYPE, "multipart/form-data; boundary=X").header("sec-fetch-site", "same-origin")
        };
        admin.browser.send(post("/do/save-settings"), Body::from(body.clone()), "/do/save-settings").await;
        assert_eq!(admin.browser.page.status.as_u16(), 415);
        admin.browser.send(post(SAVE), Body::from(vec![b'x'; 1024 * 1024 + 1]), SAVE).await;
        assert_eq!(admin.browser.page.status.as_u16(), 413);
        admin.browser.send(post(SAVE), Body::from(body), SAVE).await;
        admin.browser.follow().await.says("The settings were saved.");
        let (name, logo): (String, String) = house.one("SELECT name, logo FROM organisations", args![]).await;
        assert!(name == "In parts" && logo.ends_with("-1x1"), "{name} {logo}");
    }
}
