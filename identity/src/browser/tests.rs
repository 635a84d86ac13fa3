//! Texts that browsers really send, and texts that nobody should send.

use super::Browser;

fn said(agent: &str) -> (&str, &str) {
    let Browser { program, system } = Browser::of(agent);
    (program.unwrap_or("?"), system.unwrap_or("?"))
}

#[test]
fn what_people_use_has_its_name() {
    let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
    for (agent, program, system) in [
        (
            format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/148.0.0.0 Safari/537.36"),
            "Chrome",
            "Windows",
        ),
        (
            format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/148.0.0.0 Safari/537.36 Edg/148.0.0.0"),
            "Edge",
            "Windows",
        ),
        (
            format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/146.0.0.0 Safari/537.36 OPR/130.0.0.0"),
            "Opera",
            "Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0".to_owned(),
            "Firefox",
            "Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko".to_owned(),
            "Internet Explorer",
            "Windows",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15".to_owned(),
            "Safari",
            "Mac",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0".to_owned(),
            "Firefox",
            "Mac",
        ),
        (
            format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} Chrome/148.0.0.0 Safari/537.36"),
            "Chrome",
            "Linux",
        ),
        (
            format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} HeadlessChrome/148.0.0.0 Safari/537.36"),
            "Chrome",
            "Linux",
        ),
        (
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0".to_owned(),
            "Firefox",
            "Linux",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15 Epiphany/605.1.15".to_owned(),
            "GNOME Web",
            "Linux",
        ),
        (
            format!("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {webkit} Chrome/148.0.0.0 Safari/537.36"),
            "Chrome",
            "ChromeOS",
        ),
    ] {
        assert_eq!(said(&agent), (program, system), "{agent}");
    }
}

#[test]
fn phones_and_tablets_have_theirs() {
    let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
    let ios = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
    for (agent, program, system) in [
        (
            format!(
                "Mozilla/5.0 (Linux; Android 10; K) {webkit} Chrome/148.0.0.0 Mobile Safari/537.36"
            ),
            "Chrome",
            "Android",
        ),
        (
            format!(
                "Mozilla/5.0 (Linux; Android 16; SM-S931B) {webkit} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36"
            ),
            "Samsung Internet",
            "Android",
        ),
        (
            "Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0".to_owned(),
            "Firefox",
            "Android",
        ),
        (
            format!(
                "Mozilla/5.0 (Linux; Android 10; K) {webkit} Chrome/148.0.0.0 Mobile Safari/537.36 EdgA/148.0.0.0"
            ),
            "Edge",
            "Android",
        ),
        (
            format!(
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) {ios} Version/26.1 Mobile/15E148 Safari/604.1"
            ),
            "Safari",
            "iPhone",
        ),
        (
            format!(
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) {ios} CriOS/148.0.0.0 Mobile/15E148 Safari/604.1"
            ),
            "Chrome",
            "iPhone",
        ),
        (
            format!(
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) {ios} FxiOS/145.0 Mobile/15E148 Safari/605.1.15"
            ),
            "Firefox",
            "iPhone",
        ),
        (
            format!(
                "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) {ios} Version/17.7 Mobile/15E148 Safari/604.1"
            ),
            "Safari",
            "iPad",
        ),
        (
            format!(
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) {ios} Version/26.0 EdgiOS/148.0 Mobile/15E148 Safari/605.1.15"
            ),
            "Edge",
            "iPhone",
        ),
    ] {
        assert_eq!(said(&agent), (program, system), "{agent}");
    }
}

#[test]
fn nothing_of_the_text_comes_through() {
    for agent in [
        "",
        "Journeys/1.0",
        "<script>alert(1)</script>",
        "Browser of \u{202e}Eve\n",
    ] {
        assert_eq!(Browser::of(agent), Browser::default(), "{agent:?}");
    }
    assert_eq!(said("curl/8.16.0"), ("curl", "?"));
    assert_eq!(
        said("My own <b>Firefox/1</b> on Linux"),
        ("Firefox", "Linux")
    );
    assert_eq!(said(&"Linux ".repeat(10_000)), ("?", "Linux"));
}
