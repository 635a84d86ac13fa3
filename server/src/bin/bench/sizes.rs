//! What a browser loads for `/sign-in`, compressed as it is sent.

use axum::{
    body::Body,
    http::{Request, header},
};

use super::{
    Outcome,
    browser::{Browser, attribute},
    house::House,
    table::{Row, Table, kb},
};

pub async fn measure(house: &House, table: &mut Table) -> Outcome<()> {
    let slug = house
        .accounts
        .first()
        .map(|account| account.organisation)
        .unwrap_or_default();
    let path = format!("/o/{slug}/sign-in");
    let mut browser = house.browser();
    browser.open(&path).await?;
    let page = browser.page.clone();
    let html = sent(&mut browser, &path).await?;
    let mut css = 0;
    let mut islands = 0;
    let mut seen = Vec::new();
    for tag in page.split('<') {
        let Some(file) = loads(tag).filter(|file| file.starts_with("/pkg/")) else {
            continue;
        };
        if !seen.contains(&file) {
            let size = sent(&mut browser, &file).await?;
            *(if file.rsplit('.').next() == Some("css") {
                &mut css
            } else {
                &mut islands
            }) += size;
            seen.push(file);
        }
    }
    if css == 0 {
        table.push(Row::fact(
            "/sign-in",
            "the site is not built: cargo xtask site".to_owned(),
        ));
        return Ok(());
    }
    let (first, whole) = (html + css, html + css + islands);
    table.push(
        Row::fact("/sign-in, HTML + CSS", kb(first)).target("at most 20 KB", first <= 20_000),
    );
    table.push(
        Row::fact("/sign-in with its islands", kb(whole)).target("at most 90 KB", whole <= 90_000),
    );
    Ok(())
}

/// What a tag makes a browser load; icons are not part of a page's weight.
fn loads(tag: &str) -> Option<String> {
    if tag.starts_with("script") {
        return attribute(tag, "src");
    }
    let relation = tag
        .starts_with("link")
        .then(|| attribute(tag, "rel"))
        .flatten()?;
    ["stylesheet", "modulepreload", "preload"]
        .contains(&relation.as_str())
        .then(|| attribute(tag, "href"))
        .flatten()
}

/// The bytes of a body as a browser of today gets it.
async fn sent(browser: &mut Browser, path: &str) -> Outcome<usize> {
    let request = Request::get(path)
        .header(header::ACCEPT, "*/*")
        .header(header::ACCEPT_ENCODING, "gzip, deflate, br");
    let answer = browser.send(request, Body::empty()).await?;
    if !answer.status.is_success() {
        return Err(format!("{path}: {}", answer.status).into());
    }
    if !answer.headers.contains_key(header::CONTENT_ENCODING) {
        return Err(format!("{path} was not compressed").into());
    }
    Ok(answer.body.len())
}
