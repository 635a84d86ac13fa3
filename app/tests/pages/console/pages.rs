//! Every page of the console in every case, and its title.

use crate::browser::{Ask, ask};

mod people;

pub fn all() -> Vec<(Ask, &'static str)> {
    let mut all = people::pages();
    all.extend(others());
    all
}

fn others() -> Vec<(Ask, &'static str)> {
    vec![
        (ask("/admin/requests"), "Requests – Acme Instruments"),
        (
            ask("/admin/requests").case("empty"),
            "Requests – Acme Instruments",
        ),
        (
            ask("/admin/requests/1"),
            "Anna Berg asks for help – Acme Instruments",
        ),
        (
            ask("/admin/requests/1").case("decided"),
            "Anna Berg asks for help – Acme Instruments",
        ),
        (
            ask("/admin/requests/1").case("help-desk"),
            "Anna Berg asks for help – Acme Instruments",
        ),
        (
            ask("/admin/requests/1").case("oneself"),
            "Anna Berg asks for help – Acme Instruments",
        ),
        (
            ask("/admin/factors/5/remove"),
            "Remove Pixel 9 of Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/factors/5/remove").case("last"),
            "Remove Pixel 9 of Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/factors/5/remove").case("proof"),
            "Remove Pixel 9 of Anna Berg – Acme Instruments",
        ),
        (
            ask("/admin/factors/5/lift"),
            "Pixel 9 of Anna Berg was found again – Acme Instruments",
        ),
        (
            ask("/admin/factors/5/lift").case("proof"),
            "Pixel 9 of Anna Berg was found again – Acme Instruments",
        ),
        (
            ask("/admin/resets/4").case(""),
            "Reset all multi-factor authentication – Acme Instruments",
        ),
        (
            ask("/admin/resets/4").case("proof"),
            "Reset all multi-factor authentication – Acme Instruments",
        ),
        (
            ask("/admin/resets/4").case("nobody"),
            "Reset all multi-factor authentication – Acme Instruments",
        ),
        (
            ask("/admin/resets/4").case("everybody"),
            "Reset all multi-factor authentication – Acme Instruments",
        ),
        (
            ask("/admin/resets/4").case("running"),
            "Reset all multi-factor authentication – Acme Instruments",
        ),
        (
            ask("/admin/resets/4").case("done"),
            "Reset all multi-factor authentication – Acme Instruments",
        ),
        (
            ask("/admin/resets"),
            "Resets of many users – Acme Instruments",
        ),
        (
            ask("/admin/resets").case("empty"),
            "Resets of many users – Acme Instruments",
        ),
        (
            ask("/admin/authentication-methods"),
            "Authentication methods – Acme Instruments",
        ),
        (
            ask("/admin/authentication-methods").case("nobody"),
            "Authentication methods – Acme Instruments",
        ),
        (ask("/admin/settings"), "Settings – Acme Instruments"),
        (
            ask("/admin/settings/brand"),
            "Name, colour and logo – Acme Instruments",
        ),
        (
            ask("/admin/settings/brand").case("proof"),
            "Name, colour and logo – Acme Instruments",
        ),
        (
            ask("/admin/settings").case("proof"),
            "Settings – Acme Instruments",
        ),
        (ask("/admin/customers"), "Customers – Acme Instruments"),
        (
            ask("/admin/customers").case("empty"),
            "Customers – Acme Instruments",
        ),
        (
            ask("/admin/customers/new"),
            "Create a customer – Acme Instruments",
        ),
        (
            ask("/admin/customers/new").case("proof"),
            "Create a customer – Acme Instruments",
        ),
        (
            ask("/admin/customers/2"),
            "Globex Shipping and Forwarding – Acme Instruments",
        ),
        (
            ask("/admin/customers/2").case("suspended"),
            "Globex Shipping and Forwarding – Acme Instruments",
        ),
        (
            ask("/admin/customers/2").case("proof"),
            "Globex Shipping and Forwarding – Acme Instruments",
        ),
        (
            ask("/admin/api-credentials"),
            "API credentials – Acme Instruments",
        ),
        (
            ask("/admin/api-credentials").case("proof"),
            "API credentials – Acme Instruments",
        ),
        (
            ask("/admin/api-credentials").case("empty"),
            "API credentials – Acme Instruments",
        ),
        (
            ask("/admin/api-credentials").case("off"),
            "API credentials – Acme Instruments",
        ),
        (ask("/admin/webhooks"), "Webhooks – Acme Instruments"),
        (
            ask("/admin/webhooks").case("proof"),
            "Webhooks – Acme Instruments",
        ),
        (
            ask("/admin/webhooks").case("empty"),
            "Webhooks – Acme Instruments",
        ),
        (
            ask("/admin/webhooks/3"),
            "Alarms &lt;of&gt; the house – Acme Instruments",
        ),
        (
            ask("/admin/webhooks/3").case("proof"),
            "Alarms &lt;of&gt; the house – Acme Instruments",
        ),
        (
            ask("/admin/webhooks/3").case("empty"),
            "Alarms &lt;of&gt; the house – Acme Instruments",
        ),
        (
            ask("/admin/webhooks/3").case("off"),
            "Alarms &lt;of&gt; the house – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens"),
            "Hardware tokens – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens").case("proof"),
            "Hardware tokens – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens").case("empty"),
            "Hardware tokens – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens").case("help-desk"),
            "Hardware tokens – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens?search=zzz").case("empty"),
            "Hardware tokens – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens/4"),
            "Token T&lt;100&gt; – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens/4").case("proof"),
            "Token T&lt;100&gt; – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens/4").case("stock"),
            "Token T&lt;100&gt; – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens/4").case("button"),
            "Token T&lt;100&gt; – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens/4").case("waits"),
            "Token T&lt;100&gt; – Acme Instruments",
        ),
        (
            ask("/admin/hardware-tokens/4").case("nothing"),
            "Token T&lt;100&gt; – Acme Instruments",
        ),
        (ask("/admin/policies"), "Policies – Acme Instruments"),
        (
            ask("/admin/policies").case("proof"),
            "Policies – Acme Instruments",
        ),
        (
            ask("/admin/policies").case("alone"),
            "Policies – Acme Instruments",
        ),
        (
            ask("/admin/policies/new"),
            "Make a policy – Acme Instruments",
        ),
        (
            ask("/admin/policies/2"),
            "Policy: Contractors – Acme Instruments",
        ),
        (
            ask("/admin/policies/2").case("default"),
            "Default policy – Acme Instruments",
        ),
        (
            ask("/admin/policies/2").case("proof"),
            "Policy: Contractors – Acme Instruments",
        ),
        (
            ask("/admin/policies/2/impact?name=Contractors&requirement=required&kind_totp=on"),
            "What would change – Acme Instruments",
        ),
        (
            ask("/admin/policies/new/impact?name=New").case("nobody"),
            "What would change – Acme Instruments",
        ),
        (ask("/admin/audit"), "Audit log – Acme Instruments"),
        (
            ask("/admin/audit").case("empty"),
            "Audit log – Acme Instruments",
        ),
        (
            ask("/admin/audit?from=2025-11-21").case("empty"),
            "Audit log – Acme Instruments",
        ),
    ]
}
