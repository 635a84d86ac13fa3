//! What holds for every page, and what its HTML must never hold.

use crate::browser::Got;

/// Checks a page and gives its title.
pub fn check(path: &str, got: &Got) -> String {
    let html = &got.html;
    let count = |what: &str| html.matches(what).count();
    assert!(html.starts_with("<!DOCTYPE html>"), "{path}");
    assert_eq!(count("<h1"), 1, "{path} needs one h1: {html}");
    assert_eq!(count("<main"), 1, "{path}");
    assert_eq!(count("<title>"), 1, "{path}");
    assert_eq!(
        count("<form method=\"post\""),
        count("name=\"csrf\""),
        "{path}: a form without its key"
    );
    for never in [
        " style=",
        "<style",
        " onclick=",
        "javascript:",
        "undefined",
        "{{",
        "preload",
    ] {
        assert!(!html.contains(never), "{path} holds {never}");
    }
    let scripts = count("<script");
    assert_eq!(
        scripts,
        [
            "<leptos-island",
            "<dialog",
            "id=\"known-passkeys\"",
            "<div id=\"strength\"",
            "<div id=\"bulk-progress\""
        ]
        .map(|part| usize::from(html.contains(part)))
        .iter()
        .sum::<usize>(),
        "{path}: a script only for islands, one each for the dialog, for what the browser is told of passkeys, for the hint at a new password, and for a bar that moves"
    );
    ids(path, html);
    let title = html
        .split("<title>")
        .nth(1)
        .unwrap()
        .split("</title>")
        .next()
        .unwrap();
    assert!(!title.is_empty(), "{path}");
    title.to_owned()
}

/// Every id once; every label and description points at one.
fn ids(path: &str, html: &str) {
    let values = |attribute: &str| -> Vec<String> {
        let start = format!(" {attribute}=\"");
        html.split(&start)
            .skip(1)
            .map(|part| part.split('"').next().unwrap().to_owned())
            .collect()
    };
    let ids = values("id");
    for id in &ids {
        assert_eq!(
            ids.iter().filter(|other| *other == id).count(),
            1,
            "{path}: the id {id} stands twice"
        );
    }
    let referred = values("for")
        .into_iter()
        .chain(values("aria-describedby"))
        .chain(values("aria-labelledby"));
    for id in referred.flat_map(|list| list.split(' ').map(str::to_owned).collect::<Vec<_>>()) {
        assert!(ids.contains(&id), "{path}: there is no {id}");
    }
}
