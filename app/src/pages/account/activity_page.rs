//! `/account/activity`: what happened to one's sign-in, in words, newest first.

use identity::view::activity::{ActivityLine, ActivityView};
use leptos::prelude::*;

use super::frame::{AccountFrame, Area};
use crate::{
    components::When,
    pages::show,
    paths,
    words::{self, activity, thing},
};

mod said;

#[component]
pub fn ActivityPage() -> impl IntoView {
    // What is no number is the first page: an address that was cut off still shows something.
    let before = paths::query("before").parse().ok();
    show(
        move |desk, visitor| async move { desk.activity_page(&visitor, before).await },
        page,
    )
}

fn page(view: ActivityView) -> impl IntoView {
    let language = words::language();
    let older = view.next.map(|next| {
        let path = format!("/account/activity?before={next}");
        view! { <a href=path>{activity::older(language)}</a> }
    });
    let newest = (!paths::query("before").is_empty())
        .then(|| view! { <a href="/account/activity">{activity::newest(language)}</a> });
    let lines = view.lines.iter().map(line).collect_view();
    let list = if view.lines.is_empty() {
        view! { <p>{activity::empty(language)}</p> }.into_any()
    } else {
        view! { <ol class="story">{lines}</ol> }.into_any()
    };
    view! {
        <AccountFrame title=activity::title(language) me=view.me area=Area::Activity>
            <p>{activity::lead(language)}</p>
            {list}
            <p class="pager">{newest} {older}</p>
        </AccountFrame>
    }
}

fn line(line: &ActivityLine) -> impl IntoView + use<> {
    let language = words::language();
    let sentence = said::sentence(language, line);
    let from = line.from.as_ref().map(|from| {
        let browser = thing::browser(language, from.browser);
        format!(" · {}", activity::from(language, browser, &from.ip))
    });
    let at = line.at;
    view! {
        <li>
            <p>
                <strong>{sentence}</strong>
                <br />
                <span class="quiet"><When at /> {from}</span>
            </p>
        </li>
    }
}
