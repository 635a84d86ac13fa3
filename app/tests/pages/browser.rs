//! A browser of sorts: asks for a page with the contexts that the server would provide, and reads the answer.

use std::{
    env,
    ffi::OsString,
    fs,
    net::Ipv4Addr,
    path::Path,
    sync::{Arc, Once},
};

use app::{
    shell::Assets,
    wire::{Cookies, FlashIn, FormKey},
};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header::LOCATION},
};
use identity::{
    console::Console, front_desk::FrontDesk, language::Language, secret::Secret, turn::Flash,
    visitor::Visitor,
};
use leptos::prelude::provide_context;

use crate::{desk::Example, examples::NOW};

static STARTED: Once = Once::new();

/// What is asked for. The case chooses among the examples that a page has.
#[derive(Clone, Debug)]
pub struct Ask {
    pub path: &'static str,
    pub case: &'static str,
    pub language: Language,
    pub signed_in: bool,
    pub flash: Flash,
}

pub struct Got {
    pub status: StatusCode,
    pub location: String,
    pub html: String,
}

pub fn ask(path: &'static str) -> Ask {
    Ask {
        path,
        case: "",
        language: Language::En,
        signed_in: false,
        flash: Flash::default(),
    }
}

impl Ask {
    pub fn case(self, case: &'static str) -> Self {
        Self { case, ..self }
    }

    pub fn in_german(self) -> Self {
        Self {
            language: Language::De,
            ..self
        }
    }

    pub fn signed_in(self) -> Self {
        Self {
            signed_in: true,
            ..self
        }
    }

    pub fn with(self, flash: Flash) -> Self {
        Self { flash, ..self }
    }

    pub async fn get(self) -> Got {
        let request = Request::get(self.path)
            .header("accept", "text/html")
            .body(Body::empty())
            .unwrap();
        self.send(request).await
    }

    pub async fn post(self, accept: &str, body: &'static str) -> Got {
        let request = Request::post(self.path)
            .header("accept", accept)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("referer", "https://evil.example/")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    async fn send(self, request: Request<Body>) -> Got {
        let path = self.path;
        let name = format!(
            "{path}{}{}",
            if self.case.is_empty() { "" } else { "--" },
            self.case
        );
        // As the server does at its start: it also prepares what renders.
        STARTED.call_once(|| assert!(app::serve::routes().len() > 20));
        let context = self.context();
        let response = if path.starts_with("/do/") {
            app::serve::post(context, request).await
        } else {
            app::serve::page(context, request).await
        };
        let status = response.status();
        let location = response.headers().get(LOCATION);
        let location = location.map(|path| path.to_str().unwrap().to_owned());
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let html = String::from_utf8(body.to_vec()).unwrap();
        keep(&name, &html);
        Got {
            status,
            location: location.unwrap_or_default(),
            html,
        }
    }

    fn context(self) -> impl Fn() + Clone + Send + 'static {
        move || {
            provide_context(self.visitor());
            provide_context(Arc::new(Example(self.case)) as Arc<dyn FrontDesk>);
            provide_context(Arc::new(Example(self.case)) as Arc<dyn Console>);
            provide_context(FlashIn(self.flash.clone()));
            provide_context(FormKey(Arc::new(|action| format!("key of {action}"))));
            provide_context(Cookies(Arc::new(|_| vec!["turn=1".to_owned()])));
            provide_context(Assets {
                style: "/pkg/main.css".into(),
                start: "/pkg/start.js".into(),
                signal: "/pkg/signal.js".into(),
                ..Assets::default()
            });
        }
    }

    fn visitor(&self) -> Visitor {
        let here = Ipv4Addr::LOCALHOST.into();
        Visitor {
            language: self.language,
            session: self.signed_in.then(|| Secret::new("session")),
            ..Visitor::stranger("0198c2d4".into(), NOW, here, "test".into())
        }
    }
}

/// Where pages are kept for eyes, if anywhere.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever looks at the pages says so in the environment"
)]
pub fn gallery() -> Option<OsString> {
    env::var_os("LATCHKEY_GALLERY")
}

fn keep(name: &str, html: &str) {
    let Some(folder) = gallery() else { return };
    let name = name.trim_start_matches('/').replace(['/', '?', '='], "-");
    fs::write(Path::new(&folder).join(format!("{name}.html")), html).unwrap();
}
