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

const BUILT: &str = "/pkg/";

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
    for file in page.split('<').filter_map(loads) {
        let size = sent(&mut browser, &file).await?;
        if std::path::Path::new(&file)
            .extension()
            .is_none_or(|ending| ending != "js")
        {
            css += size;
            continue;
        }
        islands += size;
        for named in named(&plain(&mut browser, &file).await?) {
            islands += sent(&mut browser, &named).await?;
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
        return attribute(tag, "src").filter(|file| file.starts_with(BUILT));
    }
    let relation = tag
        .starts_with("link")
        .then(|| attribute(tag, "rel"))
        .flatten()?;
    (relation == "stylesheet")
        .then(|| attribute(tag, "href"))
        .flatten()
}

/// The built files that a script names: it loads them itself.
fn named(script: &str) -> Vec<String> {
    script
        .split('"')
        .filter(|text| text.starts_with(BUILT))
        .map(str::to_owned)
        .collect()
}

async fn plain(browser: &mut Browser, path: &str) -> Outcome<String> {
    let answer = browser.send(Request::get(path), Body::empty()).await?;
    Ok(String::from_utf8_lossy(&answer.body).into_owned())
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
