//! Every page and every form while the database is away: everybody reads so in plain words, nobody is let in or out. Case Z-06.

use axum::{body::Body, http::Request};

use super::{
    browser::Browser,
    cast::{Cast, State},
    engines::on_both_engines,
    everything::{FORMS, PAGES},
    house::House,
};

const WORDS: &str = "Please try again in a minute";

fn fields(form: &str) -> Vec<(&str, &str)> {
    form.split(' ')
        .filter_map(|field| field.split_once('='))
        .collect()
}

/// With an id in it that may be anybody's: nothing is looked up.
fn filled(text: &str) -> String {
    let ids = [
        "VIKTOR", "ASKED", "BULK", "PENDING", "FACTOR", "CODES", "DEVICE", "SESSION", "POLICY",
        "HOUSE", "HOOK", "DONGLE", "NTH",
    ];
    ids.iter()
        .fold(text.to_owned(), |text, id| text.replace(id, "1"))
}

async fn see(browser: &mut Browser, (state, path): (State, &str)) {
    let request = Request::get(path).header("accept", "text/html");
    browser.send(request, Body::empty(), path).await;
    let page = &browser.page;
    let is_private = ["/account", "/admin", "/enrol"]
        .iter()
        .any(|area| path.starts_with(area));
    let holds_cookie = state != State::Nobody;
    // What knows without looking that a link is made up, or that nobody is signed in, says so.
    let must = (is_private && holds_cookie) || page.status.is_server_error();
    assert!(
        page.status == 503 || !must,
        "{state} at {path}: {} {}",
        page.status,
        page.text()
    );
    if page.status == 503 {
        page.says(WORDS);
    }
}

on_both_engines! {
    async fn everything_says_so_when_the_database_is_away(house: House) {
        let mut cast = Cast::gather(house).await;
        let mut browsers = Vec::new();
        for state in State::ALL {
            browsers.push((state, cast.browser(state).await));
        }
        cast.house.desk.db.close().await;
        for (state, mut browser) in browsers {
            let held = browser.cookies.clone();
            for (_, path) in PAGES {
                see(&mut browser, (state, &filled(path))).await;
            }
            for (action, form) in FORMS {
                let form = filled(form);
                browser.push(&cast.house, action, &fields(&form)).await;
                let page = &browser.page;
                // What is wrong with a form in itself is said as ever.
                let status = page.status.as_u16();
                assert!(status == 503 || status == 303, "{state} to {action}: {status} {}", page.text());
                if status == 503 {
                    page.says(WORDS);
                }
                for word in ["__Host-flash", "__Host-lang"] {
                    browser.cookies.remove(word);
                }
                assert_eq!(browser.cookies, held, "{state} was let in or out by {action}");
            }
        }
    }
}
