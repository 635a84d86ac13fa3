//! The OpenAPI document and what is served: each says what the other says. Every answer of these tests is held against its schema.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::program::Said;

static DOCUMENT: LazyLock<Value> = LazyLock::new(server::http::api::document);

/// The schemas of all answers, by method, path and status; none where the answer is empty.
static ANSWERS: LazyLock<BTreeMap<(String, String, String), Option<Validator>>> =
    LazyLock::new(|| {
        let mut answers = BTreeMap::new();
        for (path, operations) in DOCUMENT["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                for (status, response) in operation["responses"].as_object().unwrap() {
                    let content = response["content"].as_object();
                    let schema =
                        content.map(|kinds| kinds.values().next().unwrap()["schema"].clone());
                    let key = (method.to_uppercase(), path.clone(), status.clone());
                    answers.insert(key, schema.map(validator));
                }
            }
        }
        answers
    });

/// A schema of the document, which may refer to the others.
fn validator(mut schema: Value) -> Validator {
    schema["components"] = DOCUMENT["components"].clone();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// The path of the document that a request line means.
fn template(asked: &str) -> Option<&'static str> {
    let asked: Vec<&str> = asked.split('?').next()?.split('/').collect();
    let fits = |path: &&String| {
        let parts: Vec<&str> = path.split('/').collect();
        parts.len() == asked.len()
            && parts
                .iter()
                .zip(&asked)
                .all(|(part, asked)| part.starts_with('{') || part == asked)
    };
    DOCUMENT["paths"]
        .as_object()?
        .keys()
        .find(fits)
        .map(String::as_str)
}

/// Whether an answer is what the document says of this call.
#[track_caller]
pub fn holds((method, path): (&str, &str), said: &Said) {
    let Some(template) = template(path) else {
        return;
    };
    let key = |status: &str| (method.to_owned(), template.to_owned(), status.to_owned());
    if DOCUMENT["paths"][template][method.to_lowercase()].is_null() {
        assert_eq!(
            said.status, 404,
            "{method} {path} is not in the document: {said:?}"
        );
        return;
    }
    let answer = ANSWERS.get(&key(said.status.as_str()));
    let answer = answer
        .unwrap_or_else(|| panic!("{method} {path}: the document knows no such answer: {said:?}"));
    match answer {
        None => assert_eq!(said.body, "", "{method} {path}"),
        Some(schema) => {
            let errors: Vec<String> = schema
                .iter_errors(&said.json())
                .map(|error| error.to_string())
                .collect();
            assert!(
                errors.is_empty(),
                "{method} {path}: {errors:?}\n{}",
                said.body
            );
        }
    }
}

#[test]
fn what_is_served_is_in_the_document_and_nothing_else() {
    let served: BTreeSet<(String, String)> = server::http::api::calls()
        .into_iter()
        .map(|(method, path)| (method, path.to_owned()))
        .collect();
    let told: BTreeSet<(String, String)> = ANSWERS
        .keys()
        .map(|(method, path, _)| (method.clone(), path.clone()))
        .collect();
    assert_eq!(served, told);
}

#[test]
fn the_document_is_whole() {
    assert_eq!(DOCUMENT["openapi"], "3.1.0");
    let text = DOCUMENT.to_string();
    for reference in text.split("\"$ref\":\"").skip(1) {
        let reference = reference.split('"').next().unwrap();
        let place = reference.trim_start_matches('#');
        assert!(
            DOCUMENT.pointer(place).is_some(),
            "{reference} leads nowhere"
        );
    }
    // What is no answer is refused: the schemas say something.
    let error = validator(json!({"$ref": "#/components/schemas/ErrorTwo"}));
    assert!(error.is_valid(&json!({"statusCode": 404, "name": "NotFound", "message": "x"})));
    assert!(!error.is_valid(&json!({"statusCode": 404, "name": "NotFound"})));
    assert!(
        !error.is_valid(&json!({"statusCode": 404, "name": "NotFound", "message": "x", "more": 1}))
    );
}
