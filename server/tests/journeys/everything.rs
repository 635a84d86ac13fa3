//! Every page and every form that there is, filled in with what is Viktor's; and the words by which a leak is seen.

use super::cast::State;

/// Words that stand in everything of one person: name, address, name of the phone. So long that no random key of a form holds one by
/// chance, as four letters once did.
pub const CANARIES: [(State, &str); 5] = [
    (State::HalfSignedIn, "qpaula"),
    (State::Enrolling, "qemilian"),
    (State::User, "qursula"),
    (State::OtherAdmin, "qottokar"),
    (State::Operator, "qolivia"),
];
/// The same of Viktor, who is nobody's colleague to look at but the admins'.
pub const VIKTOR: &str = "qviktor";

/// Every page, with whatever of Viktor's it is about. A route that is not here fails the test.
pub const PAGES: &[(&str, &str)] = &[
    ("/", "/"),
    ("/setup", "/setup?link=made-up"),
    ("/welcome", "/welcome?link=made-up"),
    ("/sign-in", "/sign-in"),
    ("/o/{slug}/sign-in", "/o/acme/sign-in"),
    ("/forgot-password", "/forgot-password"),
    ("/o/{slug}/forgot-password", "/o/acme/forgot-password"),
    ("/reset-password", "/reset-password"),
    ("/sign-in/verify", "/sign-in/verify"),
    ("/sign-in/backup-code", "/sign-in/backup-code"),
    ("/sign-in/access-pass", "/sign-in/access-pass"),
    ("/sign-in/new-password", "/sign-in/new-password"),
    ("/sign-in/help", "/sign-in/help?organisation=acme"),
    ("/enrol", "/enrol"),
    ("/enrol/totp/{factor}", "/enrol/totp/PENDING"),
    ("/enrol/passkey", "/enrol/passkey"),
    ("/enrol/passkey/{factor}", "/enrol/passkey/FACTOR"),
    ("/enrol/backup-codes", "/enrol/backup-codes"),
    ("/enrol/replace", "/enrol/replace"),
    ("/account", "/account"),
    (
        "/account/factors/{factor}/rename",
        "/account/factors/FACTOR/rename",
    ),
    (
        "/account/factors/{factor}/replace",
        "/account/factors/FACTOR/replace",
    ),
    (
        "/account/factors/{factor}/remove",
        "/account/factors/FACTOR/remove",
    ),
    (
        "/account/factors/{factor}/lost",
        "/account/factors/FACTOR/lost",
    ),
    (
        "/account/factors/{factor}/restore",
        "/account/factors/FACTOR/restore",
    ),
    ("/account/password", "/account/password"),
    ("/account/profile", "/account/profile"),
    ("/account/addresses", "/account/addresses"),
    ("/confirm-address", "/confirm-address"),
    ("/not-me", "/not-me"),
    ("/account/admins", "/account/admins"),
    ("/account/sessions", "/account/sessions"),
    ("/account/activity", "/account/activity?before=99"),
    ("/admin/users", "/admin/users"),
    ("/admin/users/invite", "/admin/users/invite"),
    ("/admin/users/{user}", "/admin/users/VIKTOR"),
    ("/admin/users/{user}/reset", "/admin/users/VIKTOR/reset"),
    (
        "/admin/users/{user}/access-pass",
        "/admin/users/VIKTOR/access-pass",
    ),
    (
        "/admin/users/{user}/{operation}",
        "/admin/users/VIKTOR/revoke-sessions",
    ),
    (
        "/admin/factors/{factor}/remove",
        "/admin/factors/FACTOR/remove",
    ),
    ("/admin/requests", "/admin/requests"),
    ("/admin/requests/{request}", "/admin/requests/ASKED"),
    ("/admin/resets", "/admin/resets"),
    ("/admin/resets/{reset}", "/admin/resets/BULK"),
    (
        "/admin/authentication-methods",
        "/admin/authentication-methods",
    ),
    ("/admin/policies", "/admin/policies"),
    ("/admin/policies/new", "/admin/policies/new"),
    (
        "/admin/policies/new/impact",
        "/admin/policies/new/impact?name=X&groups=sales&requirement=required&kind_passkey=on&idle_minutes=30&absolute_minutes=720",
    ),
    ("/admin/policies/{policy}", "/admin/policies/POLICY"),
    (
        "/admin/policies/{policy}/impact",
        "/admin/policies/POLICY/impact?name=Default&requirement=required&kind_passkey=on&idle_minutes=30&absolute_minutes=720",
    ),
    ("/admin/audit", "/admin/audit"),
    ("/admin/api-credentials", "/admin/api-credentials"),
    ("/admin/webhooks", "/admin/webhooks"),
    ("/admin/webhooks/{webhook}", "/admin/webhooks/HOOK"),
    ("/admin/settings", "/admin/settings"),
    ("/admin/settings/brand", "/admin/settings/brand"),
    ("/admin/customers", "/admin/customers"),
    ("/admin/customers/new", "/admin/customers/new"),
    ("/admin/customers/{customer}", "/admin/customers/HOUSE"),
];

/// Every form, filled in with what is Viktor's. A server function that is not here fails the test.
pub const FORMS: &[(&str, &str)] = &[
    (
        "/do/set-up",
        "link=made-up organisation_name=X slug=xx name=X email=x@example.com password=x",
    ),
    ("/do/choose-organisation", "slug=acme"),
    (
        "/do/sign-in",
        "organisation=acme email=strangerNTH@example.com password=wrong",
    ),
    (
        "/do/forgot-password",
        "organisation=acme email=strangerNTH@example.com",
    ),
    ("/do/reset-password", "link=made-up new_password=x"),
    ("/do/verify-totp", "factor=FACTOR code=000000"),
    ("/do/verify-backup-code", "code=00000-00000-00000"),
    ("/do/verify-access-pass", "code=0000-0000-0000-0000"),
    ("/do/ask-admin", "note=help"),
    ("/do/cancel-sign-in", ""),
    ("/do/sign-out", ""),
    ("/do/new-password", "new_password=short"),
    ("/do/postpone-enrolment", ""),
    ("/do/start-totp", "replaces=FACTOR"),
    ("/do/confirm-totp", "factor=PENDING code=000000 name=X"),
    ("/do/make-codes", ""),
    ("/do/codes-saved", "set=CODES saved=on"),
    ("/do/accept-invitation", "link=made-up name=X password=x"),
    ("/do/language", "language=en then=/account"),
    (
        "/do/prove",
        "action=reset-user:VIKTOR factor=FACTOR code=000000",
    ),
    ("/do/start-passkey", "replaces=FACTOR"),
    (
        "/do/confirm-passkey",
        "answer=made-up name=X replaces=FACTOR",
    ),
    ("/do/start-passkey-check", ""),
    ("/do/verify-passkey", "answer=made-up"),
    ("/do/start-passkey-proof", "action=reset-user:VIKTOR"),
    (
        "/do/prove-passkey",
        "action=reset-user:VIKTOR answer=made-up",
    ),
    ("/do/start-passkey-sign-in", "organisation=acme"),
    (
        "/do/sign-in-with-passkey",
        "organisation=acme answer=made-up",
    ),
    ("/do/rename-factor", "factor=FACTOR name=X"),
    ("/do/remove-factor", "factor=FACTOR insist=yes"),
    ("/do/lose-factor", "factor=FACTOR insist=yes"),
    ("/do/restore-factor", "factor=FACTOR"),
    (
        "/do/change-password",
        "current_password=wrong new_password=short",
    ),
    ("/do/password-strength", "password=Tuesday2026"),
    ("/do/end-session", "session=SESSION"),
    ("/do/end-other-sessions", ""),
    ("/do/forget-device", "device=DEVICE"),
    ("/do/stay-signed-in", "then=/account"),
    ("/do/save-profile", "name= language=en"),
    ("/do/add-address", "email=nonsense"),
    ("/do/remove-address", "address=1"),
    ("/do/make-address-first", "address=1"),
    ("/do/confirm-address", "link=made-up"),
    ("/do/not-me", "link=made-up"),
    ("/do/invite", "name=X email=newNTH@example.com"),
    ("/do/reinvite", "user=VIKTOR"),
    ("/do/disable-user", "user=VIKTOR"),
    ("/do/enable-user", "user=VIKTOR"),
    ("/do/set-groups", "user=VIKTOR groups=sales"),
    ("/do/set-role", "user=VIKTOR role=org_admin"),
    (
        "/do/reset-user",
        "user=VIKTOR reason_kind=lost_device verification=video digest=made-up",
    ),
    (
        "/do/operate",
        "operation=send-password-reset user=VIKTOR reason_kind=lost_device verification=video",
    ),
    (
        "/do/take-factor",
        "factor=FACTOR reason_kind=lost_device verification=video",
    ),
    ("/do/decline-request", "request=ASKED note=No"),
    (
        "/do/issue-access-pass",
        "user=VIKTOR minutes=60 reason_kind=lost_device verification=video",
    ),
    ("/do/pick-users", "pick[VIKTOR]=on shown=VIKTOR"),
    ("/do/drop-picks", ""),
    (
        "/do/begin-bulk-reset",
        "reset=BULK reason_kind=lost_device verification=video digest=made-up",
    ),
    ("/do/bulk-reset-tally", "reset=BULK"),
    (
        "/do/save-policy",
        "policy=POLICY name=X requirement=optional kinds=passkey idle_minutes=30 absolute_minutes=720",
    ),
    ("/do/move-policy", "policy=POLICY to=up"),
    ("/do/delete-policy", "policy=POLICY"),
    (
        "/do/save-settings",
        "help_line=X step_up=off reset_pass=off equal_rank=on window_hours=72",
    ),
    (
        "/do/save-brand",
        "organisation_name=X accent= logo= no_logo=on",
    ),
    (
        "/do/create-customer",
        "organisation_name=X slug=xnth name= email=",
    ),
    ("/do/settle-customer", "customer=HOUSE deed=suspend note=X"),
    ("/do/create-credential", "name=X scope=manage_all days=90"),
    ("/do/revoke-credential", "credential=1"),
    ("/do/let-programs-remove", "removal=off"),
    (
        "/do/create-webhook",
        "name=X url=https://example.com/ which=chosen event[user-signed_in]=on",
    ),
    (
        "/do/save-webhook",
        "webhook=HOOK name=X url=https://example.com/ which=all",
    ),
    ("/do/manage-webhook", "webhook=HOOK deed=delete"),
];
