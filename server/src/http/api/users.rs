//! `GET /api/1/users` and `/api/2/users`, all and one; `PUT /api/1/users/<id>/logout`.

use axum::{
    extract::{RawQuery, State},
    http::{HeaderName, HeaderValue, StatusCode, header::LINK},
    response::Response,
};
use identity::api::Call;

use super::{
    asked::Asked,
    json::Json,
    named::Named,
    query::{Wish, cursor, page_cursor},
    reply::serve,
    said::{Order, Version, success},
    user,
};
use crate::{
    desk::api::{
        logout,
        users::{self, Page, Start},
    },
    http::AppState,
    store::api_users::ListedUser,
};

/// The most users on a page.
const MOST_ONE: u32 = 50;
const MOST_TWO: u32 = 100;

fn chosen(users: &[ListedUser], fields: Option<&[String]>) -> Json {
    Json::List(
        users
            .iter()
            .map(|one| user::selected(one, fields))
            .collect(),
    )
}

pub async fn list(
    State(state): State<AppState>,
    RawQuery(raw): RawQuery,
    asked: Asked,
) -> Response {
    let wish = Wish::parse(raw.as_deref());
    let work = move |knock, caller| {
        let wish = wish.clone();
        async move {
            let wish = wish?;
            let query = wish.query(MOST_ONE)?;
            let page = users::list(&knock, &caller, &query, wish.start()?).await?;
            Ok((wish, page))
        }
    };
    let address = format!("{}/api/1/users", state.desk.config.public_url);
    let good = |(wish, page): (Wish, Page)| {
        Json::object([
            success(Order::TypeFirst),
            ("pagination", pagination(&page, &wish, &address)),
            ("data", chosen(&page.users, wish.fields().as_deref())),
        ])
        .answer(StatusCode::OK)
    };
    let way = (Version::One, "");
    serve((&state, &asked), way, Call::ReadUsers, work, good).await
}

fn pagination(page: &Page, wish: &Wish, address: &str) -> Json {
    let before = page.before.and_then(|id| cursor(Start::Before(id)));
    let after = page.after.and_then(|id| cursor(Start::After(id)));
    let link = |name, cursor: &Option<String>| {
        let cursor = cursor.as_deref()?;
        Some(wish.link(address, &[(name, cursor)]))
    };
    Json::object([
        ("before_cursor", before.clone().into()),
        ("after_cursor", after.clone().into()),
        ("previous_link", link("before_cursor", &before).into()),
        ("next_link", link("after_cursor", &after).into()),
    ])
}

/// One, as a list of one.
pub async fn one(State(state): State<AppState>, named: Named, asked: Asked) -> Response {
    single(state, named, asked, Version::One).await
}

/// One, bare.
pub async fn one_bare(State(state): State<AppState>, named: Named, asked: Asked) -> Response {
    single(state, named, asked, Version::Two).await
}

async fn single(state: AppState, named: Named, asked: Asked, version: Version) -> Response {
    let id = named.user_id();
    let work = move |knock, caller| async move { users::one(&knock, &caller, id).await };
    let good = |found: ListedUser| {
        let found = user::selected(&found, None);
        match version {
            Version::One => {
                Json::object([success(Order::TypeFirst), ("data", Json::List(vec![found]))])
            }
            Version::Two | Version::Own => found,
        }
        .answer(StatusCode::OK)
    };
    let way = (version, named.user.as_str());
    serve((&state, &asked), way, Call::ReadUsers, work, good).await
}

/// A bare list; where one is in it stands in headers.
pub async fn pages(
    State(state): State<AppState>,
    RawQuery(raw): RawQuery,
    asked: Asked,
) -> Response {
    let wish = Wish::parse(raw.as_deref());
    let work = move |knock, caller| {
        let wish = wish.clone();
        async move {
            let wish = wish?;
            let mut query = wish.query(MOST_TWO)?;
            let (page, size) = wish.page()?;
            query.most = size.unwrap_or(query.most).min(MOST_TWO);
            let (users, total) = users::nth(&knock, &caller, &query, page).await?;
            Ok((wish, users, Place::of(page, query.most, total)))
        }
    };
    let address = format!("{}/api/2/users", state.desk.config.public_url);
    let good = |(wish, users, place): (Wish, Vec<ListedUser>, Place)| {
        let mut response = chosen(&users, wish.fields().as_deref()).answer(StatusCode::OK);
        let headers = response.headers_mut();
        for (name, value) in place.headers() {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        if let Ok(links) = HeaderValue::from_str(&place.links(&wish, &address)) {
            headers.insert(LINK, links);
        }
        response
    };
    let way = (Version::Two, "");
    serve((&state, &asked), way, Call::ReadUsers, work, good).await
}

/// Where one is in a list of pages.
#[derive(Clone, Copy, Debug)]
struct Place {
    page: u32,
    size: u32,
    last: u32,
    total: i64,
}

impl Place {
    /// An empty list has one page, which is empty.
    fn of(page: u32, size: u32, total: i64) -> Self {
        let size_of_one = i64::from(size.max(1));
        let last = (total + size_of_one - 1) / size_of_one;
        Self {
            page,
            size,
            last: u32::try_from(last).unwrap_or(u32::MAX).max(1),
            total,
        }
    }

    fn before(self) -> Option<u32> {
        self.page.checked_sub(1).filter(|page| *page > 0)
    }

    fn after(self) -> Option<u32> {
        self.page.checked_add(1).filter(|page| *page <= self.last)
    }

    fn headers(self) -> Vec<(&'static str, String)> {
        let cursor = |page| page_cursor(self.size, page);
        let mut headers = vec![
            ("current-page", self.page.to_string()),
            ("page-items", self.size.to_string()),
            ("total-count", self.total.to_string()),
            ("total-pages", self.last.to_string()),
        ];
        headers.extend(self.before().map(|page| ("before-cursor", cursor(page))));
        headers.extend(self.after().map(|page| ("after-cursor", cursor(page))));
        headers
    }

    /// RFC 8288.
    fn links(self, wish: &Wish, address: &str) -> String {
        let all = [
            (Some(1), "first"),
            (self.before(), "prev"),
            (self.after(), "next"),
            (Some(self.last), "last"),
        ];
        let links = all.into_iter().filter_map(|(page, name)| {
            let link = wish.link(address, &[("page", &page?.to_string())]);
            Some(format!("<{link}>; rel=\"{name}\""))
        });
        links.collect::<Vec<_>>().join(", ")
    }
}

pub async fn log_out(State(state): State<AppState>, named: Named, asked: Asked) -> Response {
    let id = named.user_id();
    let work = move |knock, caller| async move { logout::log_out(&knock, &caller, id).await };
    let good = |()| Json::object([success(Order::TypeFirst)]).answer(StatusCode::OK);
    let way = (Version::One, named.user.as_str());
    serve((&state, &asked), way, Call::EndSessions, work, good).await
}
