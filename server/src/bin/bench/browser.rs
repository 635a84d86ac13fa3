//! A small browser: keeps cookies, follows redirects, posts the forms that it was shown. It costs little, and counts.

use std::{collections::BTreeMap, fmt::Write as _, net::SocketAddr};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode, header, request::Builder},
};
use server::http::Peer;
use tower::ServiceExt as _;

use super::Outcome;

const SESSION: &str = "__Host-sid";
const FORM: &str = "application/x-www-form-urlencoded";

#[derive(Clone, Debug)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    pub path: String,
    pub page: String,
}

/// An answer as it came.
#[derive(Debug)]
pub struct Raw {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Browser {
    pub const fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            path: String::new(),
            page: String::new(),
        }
    }

    pub fn is_signed_in(&self) -> bool {
        self.cookies.contains_key(SESSION)
    }

    /// The session is over; the browser is known all the same.
    pub fn sign_out(&mut self) {
        self.cookies.remove(SESSION);
    }

    /// Opens a page, and follows where it leads.
    pub async fn open(&mut self, path: &str) -> Outcome<()> {
        path.clone_into(&mut self.path);
        for _ in 0..5 {
            let request = Request::get(&self.path).header(header::ACCEPT, "text/html");
            let answer = self.send(request, Body::empty()).await?;
            if !self.leads_on(&answer)? {
                if answer.status != StatusCode::OK {
                    return Err(format!("{}: {}", self.path, answer.status).into());
                }
                self.page = String::from_utf8_lossy(&answer.body).into_owned();
                return Ok(());
            }
        }
        Err(format!("{path} leads round in circles").into())
    }

    /// Posts the form of this page with these fields filled in, and follows where it leads.
    pub async fn submit(&mut self, action: &str, fields: &[(&str, &str)]) -> Outcome<()> {
        self.post(action, fields).await?;
        let next = self.path.clone();
        self.open(&next).await
    }

    /// The same, and stays before the door that it leads to.
    pub async fn post(&mut self, action: &str, fields: &[(&str, &str)]) -> Outcome<()> {
        let body = self.form(action, fields)?;
        let request = Request::post(action)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, FORM)
            .header("sec-fetch-site", "same-origin");
        let answer = self.send(request, Body::from(body)).await?;
        if !self.leads_on(&answer)? {
            return Err(format!("{action}: {}", answer.status).into());
        }
        Ok(())
    }

    /// Sends a request with this browser's cookies, and keeps those that come back.
    pub async fn send(&mut self, request: Builder, body: Body) -> Outcome<Raw> {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request
            .header(header::HOST, "localhost:3000")
            .header(header::USER_AGENT, "Bench/1.0")
            .header(header::COOKIE, cookies.join("; "))
            .extension(Peer(SocketAddr::from(([203, 0, 113, 7], 40_000))))
            .body(body)?;
        let (parts, body) = self.router.clone().oneshot(request).await?.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str()?;
            let pair = cookie
                .split(';')
                .next()
                .and_then(|pair| pair.split_once('='));
            let (name, value) = pair.ok_or("a cookie without a name")?;
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = to_bytes(body, 16 << 20).await?;
        Ok(Raw {
            status: parts.status,
            headers: parts.headers,
            body,
        })
    }

    fn leads_on(&mut self, answer: &Raw) -> Outcome<bool> {
        match answer.headers.get(header::LOCATION) {
            Some(next) if answer.status.is_redirection() => {
                next.to_str()?.clone_into(&mut self.path);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn form(&self, action: &str, fields: &[(&str, &str)]) -> Outcome<String> {
        let there = || {
            self.page
                .split("<form")
                .find(|form| attribute(form, "action").as_deref() == Some(action))
        };
        let form = there().ok_or_else(|| format!("{} has no form {action}", self.path))?;
        let form = form.split("</form>").next().unwrap_or_default();
        let hidden = form
            .split("<input")
            .skip(1)
            .filter(|input| attribute(input, "type").as_deref() == Some("hidden"));
        let mut pairs: Vec<String> = hidden
            .filter_map(|input| {
                Some(pair(
                    &attribute(input, "name")?,
                    &attribute(input, "value").unwrap_or_default(),
                ))
            })
            .collect();
        pairs.extend(fields.iter().map(|(name, value)| pair(name, value)));
        Ok(pairs.join("&"))
    }
}

/// An attribute of the tag whose inside begins here.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = tag.split('>').next()?;
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&#x27;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

fn pair(name: &str, value: &str) -> String {
    let escaped = value.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            write!(text, "%{byte:02X}").ok();
        }
        text
    });
    format!("{name}={escaped}")
}
