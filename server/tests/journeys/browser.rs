//! A browser without scripts: keeps cookies, follows redirects, and posts the forms that it was shown.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use scraper::{ElementRef, Html, Selector};
use server::http::Peer;
use tower::ServiceExt;

/// The page that was loaded last.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub status: StatusCode,
    pub path: String,
    pub headers: HeaderMap,
    pub html: String,
}

/// One person's browser.
#[derive(Clone, Debug)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    pub address: SocketAddr,
    /// What it says of itself.
    pub agent: String,
    pub page: Page,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            address: ([203, 0, 113, 7], 40_000).into(),
            agent: "Journeys/1.0".to_owned(),
            page: Page::default(),
        }
    }

    /// Opens a path, as typed into the address bar or followed from a mail, and follows where it leads.
    pub async fn open(&mut self, path: &str) -> &Page {
        let mut path = path.to_owned();
        for _ in 0..10 {
            let request = Request::get(&path).header(header::ACCEPT, "text/html");
            self.send(request, Body::empty(), &path).await;
            match self.page.headers.get(header::LOCATION) {
                Some(next) if self.page.status.is_redirection() => {
                    next.to_str().unwrap().clone_into(&mut path)
                }
                _ => return &self.page,
            }
        }
        panic!("{path} leads round in circles");
    }

    /// Fills in the form with this action and posts it. Hidden fields and defaults go along, as a browser sends them.
    pub async fn submit(&mut self, action: &str, fields: &[(&str, &str)]) -> &Page {
        let body = self.form(action, fields);
        // With whatever query the page gave it.
        let written = format!("form[action^=\"{action}?\"]");
        let written = self.page.attribute(&written, "action");
        self.post(written.as_deref().unwrap_or(action), &body).await;
        self.follow().await
    }

    /// Follows the redirect that was answered, if it was one.
    pub async fn follow(&mut self) -> &Page {
        if self.page.status.is_redirection() {
            let next = self.page.headers[header::LOCATION]
                .to_str()
                .unwrap()
                .to_owned();
            return self.open(&next).await;
        }
        &self.page
    }

    /// Posts a body to a path the way a form on our own page does, without following.
    pub async fn post(&mut self, action: &str, body: &str) -> &Page {
        let page = format!("http://localhost:3000{}", self.page.path);
        let request = Request::post(action)
            .header(header::REFERER, page)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(body.to_owned()), action)
            .await;
        &self.page
    }

    /// The body of the form with this action, with these fields filled in.
    pub fn form(&self, action: &str, fields: &[(&str, &str)]) -> String {
        let page = Html::parse_document(&self.page.html);
        let wanted = |form: &ElementRef<'_>| {
            form.attr("action").and_then(|to| to.split('?').next()) == Some(action)
        };
        let matching: Vec<_> = page
            .select(&selector("form"))
            .filter(wanted)
            .map(inputs)
            .collect();
        // Where several forms of one kind stand on a page, the one whose hidden fields match is meant.
        let named = |inputs: &&BTreeMap<String, String>| {
            fields.iter().all(|(name, value)| {
                inputs
                    .get(*name)
                    .is_none_or(|known| known == value || known.is_empty())
            })
        };
        let mut inputs = matching
            .iter()
            .find(named)
            .or_else(|| matching.first())
            .unwrap_or_else(|| {
                panic!(
                    "{} has no form {action}:\n{}",
                    self.page.path,
                    self.page.text()
                )
            })
            .clone();
        inputs.extend(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        encode(
            inputs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        )
    }

    /// Sends any request with this browser's cookies; keeps what comes back.
    pub async fn send(&mut self, request: axum::http::request::Builder, body: Body, path: &str) {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request: Request<Body> = request
            .header(header::HOST, "localhost:3000")
            .header(header::USER_AGENT, &self.agent)
            .header(header::COOKIE, cookies.join("; "))
            .extension(Peer(self.address))
            .body(body)
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = to_bytes(body, 10 << 20).await.unwrap();
        let html = String::from_utf8_lossy(&body).into_owned();
        self.page = Page {
            status: parts.status,
            path: path.to_owned(),
            headers: parts.headers,
            html,
        };
    }

    pub fn method(method: Method, path: &str) -> axum::http::request::Builder {
        Request::builder().method(method).uri(path)
    }

    pub fn is_signed_in(&self) -> bool {
        self.cookies.contains_key("__Host-sid")
    }
}

impl Page {
    /// What a person reads, with spaces run together.
    pub fn text(&self) -> String {
        let page = Html::parse_document(&self.html);
        let body = page
            .select(&selector("body"))
            .next()
            .map(|body| body.text().collect::<Vec<_>>().join(" "));
        body.unwrap_or_else(|| self.html.clone())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The text of everything that a selector finds.
    pub fn all(&self, css: &str) -> Vec<String> {
        let page = Html::parse_document(&self.html);
        page.select(&selector(css))
            .map(|found| {
                found
                    .text()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    /// An attribute of the first thing that a selector finds.
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.html);
        page.select(&selector(css))
            .next()
            .and_then(|found| found.attr(name))
            .map(str::to_owned)
    }

    /// Asserts that the page says this.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(
            self.text().contains(words),
            "{} ({}) does not say {words:?}:\n{}",
            self.path,
            self.status,
            self.text()
        );
        self
    }
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

/// What a browser would send of a form: hidden and filled-in inputs, ticked boxes, chosen options.
fn inputs(form: ElementRef<'_>) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for input in form.select(&selector("input[name], textarea[name]")) {
        let kind = input.attr("type").unwrap_or("text");
        let ticked = !matches!(kind, "checkbox" | "radio") || input.attr("checked").is_some();
        if ticked && kind != "submit" {
            let value = if input.value().name() == "textarea" {
                input.text().collect()
            } else {
                input
                    .attr("value")
                    .unwrap_or(if kind == "checkbox" { "on" } else { "" })
                    .to_owned()
            };
            values.insert(input.attr("name").unwrap().to_owned(), value);
        }
    }
    for select in form.select(&selector("select[name]")) {
        let options: Vec<_> = select.select(&selector("option")).collect();
        let chosen = options
            .iter()
            .find(|option| option.attr("selected").is_some())
            .or(options.first());
        let value = chosen
            .and_then(|option| option.attr("value"))
            .unwrap_or_default();
        values.insert(select.attr("name").unwrap().to_owned(), value.to_owned());
    }
    values
}

/// `application/x-www-form-urlencoded`.
pub fn encode<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let escape = |text: &str| {
        text.bytes().fold(String::new(), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
            out
        })
    };
    fields
        .into_iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}
