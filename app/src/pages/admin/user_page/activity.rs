//! `/admin/users/<id>/activity`: what a user did and what was done to the account, newest first, page by page; a reset, the sign-in that
//! met the enrolment and the new factor stand here as one story.

use identity::{
    ids::UserId,
    place::Place,
    turn::Away,
    view::{audit::Before, user_tabs::UserActivityView},
};
use leptos::prelude::*;

use super::{
    super::{link::link, parts::EventLine},
    tabs::{UserFrame, UserTab},
};
use crate::{
    pages::show_console,
    paths::{bare, part, query},
    words::{self, audit, console},
};

#[component]
pub fn UserActivityPage() -> impl IntoView {
    let user = part::<UserId>("user");
    let before = query("before").parse::<Before>().ok();
    show_console(
        move |console, visitor| async move {
            console
                .user_activity(&visitor, (user.ok_or(Away::NotFound)?, before))
                .await
        },
        page,
    )
}

fn page(view: UserActivityView) -> impl IntoView {
    let language = words::language();
    let head = view.head;
    let here = bare(&Place::UserActivity(head.id));
    let newest = view.before.is_some().then(|| {
        let way = link(&here, &[]);
        view! { <a href=way>{audit::newest(language)}</a> }
    });
    let older = view.next.map(|before| {
        let way = link(&here, &[("before", before.to_string().as_str())]);
        view! { <a href=way>{audit::older(language)}</a> }
    });
    let id = head.id.to_string();
    let log = link(&bare(&Place::Audit), &[("user", id.as_str())]);
    let all = console::user_story_all(language, &head.name);
    let list = if view.rows.is_empty() {
        view! { <p>{console::user_story_empty(language)}</p> }.into_any()
    } else {
        let rows = view.rows.into_iter();
        let rows = rows.map(|row| view! { <li><EventLine row /></li> });
        view! { <ol class="story" reversed>{rows.collect_view()}</ol> }.into_any()
    };
    view! {
        <UserFrame head tab=UserTab::Activity>
            {list}
            <p class="pager">{newest} " " {older}</p>
            <p>
                <a href=log>{all}</a>
            </p>
        </UserFrame>
    }
}
