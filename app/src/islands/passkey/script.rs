//! Calls into the browser by name: bindings of their own for each would weigh more than all of this.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What a script throws.
pub type Outcome<T> = Result<T, JsValue>;

/// `a.b.c` from the global object.
pub fn global(path: &str) -> JsValue {
    path.split('.')
        .fold(js_sys::global().into(), |object, name| get(&object, name))
}

pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// `object.name(…)`.
pub fn call(object: &JsValue, name: &str, given: &[&JsValue]) -> Outcome<JsValue> {
    let function: Function = get(object, name).dyn_into()?;
    let given: Array = given.iter().copied().collect();
    Reflect::apply(&function, object, &given)
}

/// `new name()`.
pub fn new(name: &str) -> Outcome<JsValue> {
    let class: Function = global(name).dyn_into()?;
    Reflect::construct(&class, &Array::new())
}

/// `await object.name(…)`.
pub async fn wait(object: &JsValue, name: &str, given: &[&JsValue]) -> Outcome<JsValue> {
    let promise = Promise::resolve(&call(object, name, given)?);
    JsFuture::from(promise).await
}

/// `{ a: …, b: … }`.
pub fn object(fields: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

pub fn parse(json: &str) -> Outcome<JsValue> {
    JSON::parse(json)
}

pub fn print(value: &JsValue) -> Outcome<String> {
    Ok(JSON::stringify(value)?.into())
}

/// The `name` of what was thrown: browsers tell by it what went wrong.
pub fn name_of(thrown: &JsValue) -> String {
    get(thrown, "name").as_string().unwrap_or_default()
}
