//! The page of an act on one factor of a user: which factor it is, what will happen, a proof if one is due, the form, and the way back.

use identity::{
    factor::Factor,
    ids::UserId,
    place::Place,
    view::{account::Me, prove::Due},
};
use leptos::prelude::*;

use super::{ConsolePage, Tab};
use crate::{
    components::{ProveForm, When},
    paths::{path, query},
    words::{self, operation as own, thing, things},
};

/// Whose factor it is, and whether something is to be proved first.
pub struct OneFactor {
    pub me: Me,
    pub user: UserId,
    pub email: String,
    pub factor: Factor,
    pub gate: Due<()>,
}

pub fn one_factor(
    title: String,
    told: impl IntoView + 'static,
    about: OneFactor,
    form: impl FnOnce(&Factor) -> AnyView,
) -> AnyView {
    let language = words::language();
    let OneFactor {
        me,
        user,
        email,
        factor,
        gate,
    } = about;
    let (named, added_at) = (thing::factor(language, &factor), factor.added_at);
    let rest = match gate {
        Due::Proof(proof) => {
            view! { <ProveForm view=proof autofocus=!query("by").is_empty() /> }.into_any()
        }
        Due::Ready(()) => form(&factor),
    };
    view! {
        <ConsolePage title=title me=me tab=Tab::Users>
            <p class="quiet">{email}</p>
            <p class="quiet">
                {named} " · " {things::added(language)} " " <When at=added_at />
            </p>
            {told}
            {rest}
            <p>
                <a href=path(&Place::UserMethods(user))>{own::cancel(language)}</a>
            </p>
        </ConsolePage>
    }
    .into_any()
}
