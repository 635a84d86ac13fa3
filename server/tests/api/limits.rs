//! 5,000 calls an hour for an organisation, counted by all nodes together.

use identity::{
    api::{Scope, pace},
    time::Span,
};
use server::store::args;

use super::{
    engines::on_both_engines,
    house::House,
    people::set_up,
    program::{GRANT, JSON, basic},
};

on_both_engines! {
    /// K-10.
    async fn an_organisation_has_five_thousand_calls_an_hour(house: House) {
        set_up(&house).await;
        let made = house.credential(Scope::ReadUsers).await;
        let token = house.token(&made).await;
        house.wait(Span::minutes(46));
        let told = house.call(&token, "GET", "/auth/rate_limit").await;
        told.is(200, "{\"status\":{\"type\":\"success\",\"code\":200,\"message\":\"Success\",\"error\":false},\
            \"data\":{\"X-RateLimit-Limit\":5000,\"X-RateLimit-Remaining\":4999,\"X-RateLimit-Reset\":840}}");
        house.change("UPDATE api_calls SET calls = 4998", args![]).await;
        // A second node and another credential count in the same row.
        let node = house.second_node().await;
        let other = node.credential(Scope::ManageAll).await;
        let other = node.token(&other).await;
        assert_eq!(house.call(&token, "GET", "/auth/rate_limit").await.header("x-ratelimit-remaining"), "1");
        let last = house.send(("POST", "/auth/oauth2/v2/token"), &[JSON, ("authorization", &basic(&made))], GRANT).await;
        assert_eq!((last.status.as_u16(), last.header("x-ratelimit-remaining")), (200, "0"));
        let over = node.send(("POST", "/auth/oauth2/v2/token"), &[JSON, ("authorization", &basic(&made))], GRANT).await;
        over.is(429, r#"{"status":{"error":true,"code":429,"type":"too many requests","message":"More than 5000 calls in an hour"}}"#);
        assert_eq!(over.header("retry-after"), "840");
        assert_eq!(over.header("x-ratelimit-limit"), "5000");
        assert_eq!(over.header("x-ratelimit-reset"), "840");
        // Asking how many are left is none, so it is still answered.
        assert_eq!(node.call(&other, "GET", "/auth/rate_limit").await.header("x-ratelimit-remaining"), "0");
        house.wait(Span::minutes(14));
        let anew = house.call(&token, "GET", "/auth/rate_limit").await;
        assert_eq!((anew.header("x-ratelimit-remaining"), anew.header("x-ratelimit-reset")), ("5000", "3600"));
        assert_eq!(house.send(("POST", "/auth/oauth2/v2/token"), &[JSON, ("authorization", &basic(&made))], GRANT).await.status, 200);
    }
}

on_both_engines! {
    /// Twenty at once by one token, on whichever node; a second later twenty more. Another token has its own.
    async fn a_token_has_twenty_calls_a_second(house: House) {
        set_up(&house).await;
        let node = house.second_node().await;
        let (token, other) = (house.bearer(Scope::ReadUsers).await, house.bearer(Scope::ReadUsers).await);
        let call = async |house: &House, token: &str, path: &str| {
            house.send(("GET", path), &[("authorization", &format!("bearer {token}"))], "").await
        };
        for round in 0..2 {
            for nth in 0..pace::CALLS_PER_SECOND {
                let at = if nth % 2 == 0 { &house } else { &node };
                assert_eq!(call(at, &token, "/api/1/users").await.status, 200, "{nth} of round {round}");
            }
            let one = call(&node, &token, "/api/1/users").await;
            one.is(429, r#"{"status":{"error":true,"code":429,"type":"too many requests","message":"More than 20 calls in a second"}}"#);
            assert_eq!(one.header("retry-after"), "1");
            assert!(one.header("x-ratelimit-remaining").parse::<u32>().unwrap() > 4_900);
            call(&house, &token, "/api/2/users").await
                .is(429, r#"{"statusCode":429,"name":"TooManyRequests","message":"More than 20 calls in a second"}"#);
            assert_eq!(call(&house, &other, "/api/1/users").await.status, 200);
            house.wait(Span::seconds(1));
        }
    }
}
