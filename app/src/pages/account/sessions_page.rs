//! `/account/sessions`: this session and the others; each can be ended.

use identity::{
    ids::{KnownDeviceId, SessionId},
    place::Place,
    view::sessions::{SessionLine, SessionsView},
};
use leptos::{prelude::*, server_fn::ServerFn};

mod devices;

use super::frame::{AccountFrame, Area};
use crate::{
    components::{Button, Form, Look, SessionCard},
    pages::show,
    paths::path,
    wire::{Followed, desk, follow, visitor},
    words::{self, account, sessions, thing, when},
};

#[server(prefix = "/do", endpoint = "end-session", input = crate::wire::Form)]
pub async fn end_session(session: SessionId) -> Followed {
    follow(desk().end_session(&visitor(), session).await)
}

#[server(prefix = "/do", endpoint = "end-other-sessions", input = crate::wire::Form)]
pub async fn end_other_sessions() -> Followed {
    follow(desk().end_other_sessions(&visitor()).await)
}

#[server(prefix = "/do", endpoint = "forget-device", input = crate::wire::Form)]
pub async fn forget_device(device: KnownDeviceId) -> Followed {
    follow(desk().forget_device(&visitor(), device).await)
}

/// The button of the warning before an idle sign-out.
#[server(prefix = "/do", endpoint = "stay-signed-in", input = crate::wire::Form)]
pub async fn stay_signed_in(#[server(default)] then: String) -> Followed {
    follow(desk().stay_signed_in(&visitor(), then).await)
}

#[component]
pub fn SessionsPage() -> impl IntoView {
    show(
        |desk, visitor| async move { desk.sessions_page(&visitor).await },
        page,
    )
}

fn page(view: SessionsView) -> impl IntoView {
    let language = words::language();
    let others = if view.others.is_empty() {
        view! { <p>{sessions::nowhere_else(language)}</p> }.into_any()
    } else {
        elsewhere(view.others).into_any()
    };
    view! {
        <AccountFrame title=sessions::title(language) me=view.me area=Area::Sessions>
            <section>
                <h2>{sessions::here(language)}</h2>
                <SessionCard line=view.here />
            </section>
            <section>
                <h2>{sessions::others(language)}</h2>
                {others}
            </section>
            {devices::section(&view.devices, view.this_device)}
            <section>
                <h2>{sessions::strange(language)}</h2>
                <p>{sessions::strange_lead(language)}</p>
                <ul class="ways">
                    <li>
                        <a href=path(&Place::Password)>{account::password_change(language)}</a>
                    </li>
                    <li>
                        <a href=path(&Place::Admins)>{account::help_link(language)}</a>
                    </li>
                </ul>
            </section>
        </AccountFrame>
    }
}

fn elsewhere(others: Vec<SessionLine>) -> impl IntoView {
    let language = words::language();
    let all = (others.len() > 1).then(|| {
        view! {
            <Form action=EndOtherSessions::PATH>
                <Button look=Look::Danger>{sessions::end_others(language)}</Button>
            </Form>
        }
    });
    let cards = others
        .into_iter()
        .map(|line| {
            let end = end(&line);
            view! { <SessionCard line>{end}</SessionCard> }
        })
        .collect_view();
    view! {
        <p>{sessions::others_lead(language)}</p>
        {cards}
        {all}
    }
}

/// The button says which one it ends: several of them stand on the page.
fn end(line: &SessionLine) -> impl IntoView + use<> {
    let (language, id) = (words::language(), line.id.to_string());
    let began = when::relative(language, line.signed_in_at, visitor().arrived);
    let which = sessions::end_which(language, thing::browser(language, line.from.browser), began);
    view! {
        <Form action=EndSession::PATH>
            <input type="hidden" name="session" value=id />
            <Button look=Look::Secondary>{sessions::end(language)} <span class="unseen">" " {which}</span></Button>
        </Form>
    }
}
