//! One ceremony after another, as long as the page stands.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Date};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlInputElement};

use super::script::{self, Outcome};
use crate::islands::browser;

/// The options of the browser's own list are renewed before the server forgets them, in milliseconds.
const RENEW: f64 = 240_000.0;

/// Why there is no answer.
enum Failure {
    /// Which of the island's sentences says it.
    Say(&'static str),
    /// The server gave no options: its answer to the form says why.
    AskServer,
    /// Broken off by the button.
    Silent,
    /// Broken off since the options grow old.
    Renew,
}

/// The elements of one island.
#[derive(Clone)]
struct Place {
    button: Element,
    said: Element,
    /// Breaks off what the browser is being asked.
    asking: Rc<RefCell<JsValue>>,
}

/// Shows the button where the browser knows passkeys, and asks when it is pressed.
pub fn offer(button: Element, said: Element) {
    let place = Place {
        button,
        said,
        asking: Rc::default(),
    };
    let api = script::global("PublicKeyCredential");
    if script::get(&api, "parseRequestOptionsFromJSON").is_undefined() {
        let secure = script::global("isSecureContext").is_truthy();
        place.say(if secure { "unsupported" } else { "insecure" });
        return;
    }
    place.button.set_text_content(Some(&place.told("label")));
    place.button.set_class_name(&place.told("class"));
    browser::reveal(&place.button);
    let pressed = place.clone();
    let listener = Closure::<dyn FnMut()>::new(move || {
        let place = pressed.clone();
        spawn_local(async move { place.by_button().await });
    });
    let _ = place
        .button
        .add_event_listener_with_callback("click", listener.into_js_value().unchecked_ref());
    if !place.told("autofill").is_empty() {
        spawn_local(async move { place.by_list().await });
    }
}

impl Place {
    fn told(&self, name: &str) -> String {
        browser::told(&self.button, name)
    }

    fn say(&self, name: &str) {
        let text = self.told(name);
        self.said.set_text_content(Some(&text));
        if !text.is_empty() {
            browser::reveal(&self.said);
        }
    }

    async fn by_button(&self) {
        self.break_off();
        let _ = self.said.set_attribute("hidden", "");
        let _ = self.button.set_attribute("disabled", "");
        self.button.set_text_content(Some(&self.told("waiting")));
        let outcome = self.ask(false).await;
        self.button.set_text_content(Some(&self.told("label")));
        let _ = self.button.remove_attribute("disabled");
        match outcome {
            Ok(answer) => self.send(&answer),
            Err(Failure::AskServer) => self.send(""),
            Err(Failure::Say(what)) => {
                self.say(what);
                if !self.told("autofill").is_empty() {
                    self.by_list().await;
                }
            }
            Err(Failure::Silent | Failure::Renew) => {}
        }
    }

    /// Conditional mediation: the browser offers passkeys in its list at the field, as long as nobody presses the button.
    async fn by_list(&self) {
        let api = script::global("PublicKeyCredential");
        let can = script::wait(&api, "isConditionalMediationAvailable", &[]).await;
        if !can.is_ok_and(|can| can.is_truthy()) {
            return;
        }
        loop {
            match self.ask(true).await {
                Ok(answer) => return self.send(&answer),
                Err(Failure::Renew) => {}
                Err(_) => return,
            }
        }
    }

    fn break_off(&self) {
        let asking = self.asking.replace(JsValue::UNDEFINED);
        let _ = script::call(&asking, "abort", &[]);
    }

    async fn ask(&self, by_list: bool) -> Result<String, Failure> {
        let options = self.options().await?;
        let began = Date::now();
        let time = script::get(&options, "timeout")
            .as_f64()
            .unwrap_or(f64::MAX);
        self.answer(&options, by_list).await.map_err(|thrown| {
            match script::name_of(&thrown).as_str() {
                // Browsers do not tell the two apart, so that no page learns what a person has.
                "NotAllowedError" if Date::now() - began >= time => Failure::Say("late"),
                "NotAllowedError" => Failure::Say("cancelled"),
                "InvalidStateError" => Failure::Say("refused"),
                "ConstraintError" | "NotSupportedError" => Failure::Say("incapable"),
                "SecurityError" => Failure::Say("wrong-address"),
                "AbortError" => Failure::Silent,
                "TimeoutError" => Failure::Renew,
                _ => Failure::Say("failed"),
            }
        })
    }

    /// What the server wants, by the same door as a form.
    async fn options(&self) -> Result<JsValue, Failure> {
        let headers = script::object(&[
            ("accept", &"application/json".into()),
            ("content-type", &"application/x-www-form-urlencoded".into()),
        ]);
        let request = script::object(&[
            ("method", &"POST".into()),
            ("headers", &headers),
            ("body", &self.told("body").into()),
        ]);
        let here = js_sys::global();
        let answer = script::wait(&here, "fetch", &[&self.told("start").into(), &request])
            .await
            .map_err(|_| Failure::Say("offline"))?;
        if !script::get(&answer, "ok").is_truthy() {
            return Err(Failure::AskServer);
        }
        let json = script::wait(&answer, "json", &[]).await.ok();
        json.and_then(|json| json.as_string())
            .and_then(|json| script::parse(&json).ok())
            .ok_or(Failure::AskServer)
    }

    async fn answer(&self, options: &JsValue, by_list: bool) -> Outcome<String> {
        let create = self.told("ceremony") == "create";
        let (parse, method) = if create {
            ("parseCreationOptionsFromJSON", "create")
        } else {
            ("parseRequestOptionsFromJSON", "get")
        };
        let public_key = script::call(&script::global("PublicKeyCredential"), parse, &[options])?;
        let controller = script::new("AbortController")?;
        self.asking.replace(controller.clone());
        let mut signal = script::get(&controller, "signal");
        if by_list {
            let signals = script::global("AbortSignal");
            let late = script::call(&signals, "timeout", &[&RENEW.into()])?;
            signal = script::call(&signals, "any", &[&Array::of2(&signal, &late)])?;
        }
        let mediation = if by_list { "conditional" } else { "optional" };
        let asked = script::object(&[
            ("publicKey", &public_key),
            ("signal", &signal),
            ("mediation", &mediation.into()),
        ]);
        let made =
            script::wait(&script::global("navigator.credentials"), method, &[&asked]).await?;
        // Its own `toJSON` is called along the way.
        script::print(&made)
    }

    fn send(&self, answer: &str) {
        if let Some(field) = browser::field(&self.button) {
            let field: HtmlInputElement = field;
            field.set_value(answer);
            browser::send(&field);
        }
    }
}
