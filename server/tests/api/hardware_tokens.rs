//! A program checks the codes of a hardware token by the same rules as the pages, and removes it.

use identity::{api::Scope, hardware_token::OathKind};
use serde_json::json;

use super::{
    device::{Device, allow_tokens},
    engines::on_both_engines,
    house::House,
    people::set_up,
    program::NO_FACTOR,
};

const ANNA: &str = "anna@example.com";

on_both_engines! {
    /// Each code once, and none before an admin activated it or after it was removed.
    async fn its_codes_are_checked_while_it_is_active(house: House) {
        let mut admin = set_up(&house).await;
        admin.invite(&house, "Anna Weber", ANNA).await;
        allow_tokens(&house).await;
        let device = Device::new("ROBOT", OathKind::Hotp);
        admin.import(&house, &[device.row(ANNA)]).await;
        let token = house.bearer(Scope::ManageUsers).await;
        let path = format!("/api/1/users/{}/otp_devices/{}", house.user(ANNA).await, device.factor(&house).await);
        let verify = format!("{path}/verify");
        let code = |count| json!({ "otp_token": device.press(count) });
        house.ask(&token, ("POST", &verify), &code(0)).await.is(400, NO_FACTOR);
        admin.activate_by(&house, &device, [0, 1]).await;
        assert_eq!(house.ask(&token, ("POST", &verify), &code(3)).await.status, 200);
        for spent in [2, 3] {
            assert_eq!(house.ask(&token, ("POST", &verify), &code(spent)).await.status, 401);
        }
        assert_eq!(house.count("mfa.factor_verified", ANNA).await, 1);
        house.call(&token, "DELETE", &path).await.is(200, "{}");
        assert_eq!(device.state(&house).await, "deactivated");
        house.ask(&token, ("POST", &verify), &code(4)).await.is(400, NO_FACTOR);
    }
}
