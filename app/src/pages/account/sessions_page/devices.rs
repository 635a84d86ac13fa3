//! Known devices: what they are good for, and *Forget this browser*.

use identity::{ids::KnownDeviceId, view::sessions::DeviceLine};
use leptos::{prelude::*, server_fn::ServerFn};

use super::ForgetDevice;
use crate::{
    components::{Button, Form, Look, When},
    words::{self, sessions, thing},
};

pub fn section(
    devices: &[DeviceLine],
    this_device: Option<KnownDeviceId>,
) -> impl IntoView + use<> {
    let language = words::language();
    let cards = devices
        .iter()
        .map(|line| card(line, this_device == Some(line.id)))
        .collect_view();
    let list = if devices.is_empty() {
        view! { <p>{sessions::devices_none(language)}</p> }.into_any()
    } else {
        cards.into_any()
    };
    view! {
        <section>
            <h2>{sessions::devices(language)}</h2>
            <p>{sessions::devices_lead(language)}</p>
            {list}
        </section>
    }
}

fn card(line: &DeviceLine, here: bool) -> impl IntoView + use<> {
    let language = words::language();
    let (id, name) = (
        line.id.to_string(),
        thing::browser(language, line.from.browser),
    );
    let which = sessions::device_which(language, &name, &line.from.ip);
    view! {
        <article class="card">
            <h3>{name}</h3>
            {here.then(|| view! { <p class="badge">{sessions::here(language)}</p> })}
            <p class="quiet">
                {sessions::from(language, &line.from.ip)} <br /> {sessions::device_since(language)} " "
                <When at=line.known_since /> " · " {sessions::device_used(language)} " " <When at=line.last_seen_at />
            </p>
            <Form action=ForgetDevice::PATH>
                <input type="hidden" name="device" value=id />
                <Button look=Look::Secondary>{sessions::forget(language)} <span class="unseen">" " {which}</span></Button>
            </Form>
        </article>
    }
}
