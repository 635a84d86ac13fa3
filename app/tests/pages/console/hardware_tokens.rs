//! The hardware tokens that the example console shows, and what their pages must hold.

use identity::{
    csv::report::{Report, RowProblem},
    factor::FactorState,
    hardware_token::OathKind,
    ids::{FactorId, HardwareTokenId, UserId},
    refusal::{Field, FileFault, Refusal},
    step_up::StepUp,
    time::Span,
    turn::Flash,
    view::hardware_tokens::{
        HardwareTokenView, HardwareTokensView, Holder, Import, May, TokenMay, TokenRow, TokensQuery,
    },
};

use super::views::{me, prove};
use crate::{browser::ask, examples::NOW};

fn token(case: &str, id: HardwareTokenId) -> TokenRow {
    let state = if case == "waits" {
        FactorState::Deactivated
    } else {
        FactorState::Active
    };
    let holder = Holder {
        factor: FactorId(9),
        user: UserId(7),
        name: "Anna <b>Berg".into(),
        email: "anna@acme.example".into(),
        state,
        last_used_at: (state == FactorState::Active).then_some(NOW - Span::hours(3)),
    };
    TokenRow {
        id,
        serial: "T<100>".into(),
        kind: if case == "button" {
            OathKind::Hotp
        } else {
            OathKind::Totp60
        },
        manufacturer: "Contoso & Sons".into(),
        model: "HardwareKey".into(),
        imported_at: NOW - Span::days(20),
        holder: (case != "stock").then_some(holder),
    }
}

pub fn list(case: &str, query: TokensQuery) -> HardwareTokensView {
    let in_stock = TokenRow {
        serial: "T101".into(),
        kind: OathKind::Totp30,
        manufacturer: String::new(),
        model: String::new(),
        ..token("stock", HardwareTokenId(5))
    };
    let tokens = vec![
        token(case, HardwareTokenId(4)),
        in_stock,
        token("waits", HardwareTokenId(6)),
        token("button", HardwareTokenId(7)),
    ];
    let empty = case == "empty";
    HardwareTokensView {
        me: me(case),
        query,
        tokens: if empty { Vec::new() } else { tokens },
        next: (!empty).then(|| "T&102".to_owned()),
        import: match case {
            "help-desk" => Import::NotTheirs,
            "proof" => Import::Proof(prove(StepUp::ImportTokens)),
            _ => Import::Ready,
        },
    }
}

pub fn one(case: &str, id: HardwareTokenId) -> HardwareTokenView {
    let held = TokenMay {
        activate: May::Yes,
        take_back: May::Yes,
        ..TokenMay::NOTHING
    };
    let free = TokenMay {
        assign: May::Yes,
        delete: May::Yes,
        ..TokenMay::NOTHING
    };
    HardwareTokenView {
        me: me(case),
        token: token(case, id),
        drift: if case == "waits" { 0 } else { -2 },
        may: match case {
            "stock" => free,
            "nothing" => TokenMay::NOTHING,
            _ => held,
        },
        due: (case == "proof").then(|| prove(StepUp::ManageToken(id))),
    }
}

async fn page(case: &'static str) -> String {
    let ask = ask("/admin/hardware-tokens/4").case(case).signed_in();
    ask.get().await.html
}

#[tokio::test]
async fn only_what_may_be_done_to_a_token_as_it_is_stands_on_its_page() {
    let assign = "action=\"/do/assign-token\"";
    let activate = "action=\"/do/activate-token\"";
    let take_back = "name=\"deed\" value=\"take_back\"";
    let remove = "href=\"/admin/factors/9/remove\"";
    let delete = "name=\"deed\" value=\"delete\"";
    for (case, offered) in [
        ("", vec![activate, remove]),
        ("waits", vec![activate, take_back]),
        ("stock", vec![assign, delete]),
        ("proof", Vec::new()),
        ("nothing", Vec::new()),
    ] {
        let html = page(case).await;
        for form in [assign, activate, take_back, remove, delete] {
            let there = offered.contains(&form);
            assert_eq!(html.contains(form), there, "{case} {form}: {html}");
        }
        let asks = html.contains("value=\"manage-token:4\"");
        assert_eq!(asks, case == "proof", "{case}");
    }
}

#[tokio::test]
async fn a_button_asks_for_two_codes_and_a_clock_for_one() {
    let (clock, button) = (page("").await, page("button").await);
    assert!(button.contains("name=\"code\"") && button.contains("name=\"second_code\""));
    assert!(clock.contains("name=\"code\"") && !clock.contains("name=\"second_code\""));
    assert!(clock.contains("Steps ahead of ours: -2"), "{clock}");
    assert!(!page("waits").await.contains("Steps ahead"));
}

#[tokio::test]
async fn what_stands_on_a_token_is_text() {
    let list = ask("/admin/hardware-tokens").signed_in().get().await.html;
    for html in [page("").await, list] {
        assert!(html.contains("T&lt;100&gt;") && html.contains("Anna &lt;b&gt;Berg"));
        assert!(html.contains("Contoso &amp; Sons HardwareKey"), "{html}");
        assert!(!html.contains("<100>") && !html.contains("<b>"));
    }
}

#[tokio::test]
async fn the_list_keeps_what_was_searched_on_its_way_on() {
    let path = "/admin/hardware-tokens?search=a%26b&after=T1";
    let html = ask(path).signed_in().get().await.html;
    assert!(html.contains("value=\"a&amp;b\""), "{html}");
    let html = html.replace("&amp;", "&");
    for way in ["search=a%26b\"", "search=a%26b&after=T%26102\""] {
        assert!(html.contains(way), "{way}: {html}");
    }
    let none = ask(path).case("empty").signed_in().get().await.html;
    assert!(none.contains("No token begins with that"), "{none}");
}

#[tokio::test]
async fn a_file_is_offered_to_whoever_may_import_one_and_proved_it() {
    let page = |case| ask("/admin/hardware-tokens").case(case).signed_in();
    let form = "action=\"/do/import-tokens\"";
    let html = page("").get().await.html;
    assert!(html.contains(form) && html.contains("multipart/form-data"));
    let html = page("proof").get().await.html;
    assert!(!html.contains(form) && html.contains("value=\"import-tokens\""));
    let html = page("help-desk").get().await.html;
    assert!(!html.contains(form) && !html.contains("import-tokens"));
}

#[tokio::test]
async fn a_file_with_problems_is_told_line_by_line_and_not_repeated() {
    let problems = (2_u32..).zip(RowProblem::ALL.iter().copied()).collect();
    let report = Report {
        more: 7,
        ..Report::of(problems)
    };
    let flash = Flash {
        refused: Some(Refusal::File(FileFault::Rows).at(Field::File)),
        report: Some(report),
        ..Flash::default()
    };
    let ask = ask("/admin/hardware-tokens").signed_in().with(flash);
    let html = ask.clone().get().await.html;
    for told in [
        "Line 2: ",
        "Line 12: ",
        "not shown: 7",
        "Nothing was imported",
    ] {
        assert!(html.contains(told), "{told}: {html}");
    }
    let german = ask.in_german().get().await.html;
    assert!(german.contains("Zeile 2: "), "{german}");
}
