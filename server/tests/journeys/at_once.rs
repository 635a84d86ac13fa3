//! One form in several browsers at the same instant.

use futures::future::join_all;

use super::browser::Browser;

/// Posts all of these forms at the same instant; how many of the browsers are signed in then.
pub async fn signed_in_at_once(action: &str, ready: Vec<(String, Browser)>) -> usize {
    let posts = ready.into_iter().map(|(body, mut browser)| async move {
        browser.post(action, &body).await;
        let status = browser.page.status.as_u16();
        assert!(status < 500, "{}", browser.page.text());
        browser.is_signed_in()
    });
    let signed_in = join_all(posts).await;
    signed_in.into_iter().filter(|it| *it).count()
}
