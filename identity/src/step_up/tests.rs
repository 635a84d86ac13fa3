//! The text form goes there and back, and nothing else is read as one.

use super::*;

const ALL: [StepUp; 35] = [
    StepUp::AddFactor,
    StepUp::ReplaceFactor(FactorId(7)),
    StepUp::RenameFactor(FactorId(7)),
    StepUp::RemoveFactor(FactorId(7)),
    StepUp::LoseFactor(FactorId(7)),
    StepUp::RestoreFactor(FactorId(7)),
    StepUp::NewBackupCodes,
    StepUp::ChangePassword,
    StepUp::ChangeAddresses,
    StepUp::ResetUser(UserId(7)),
    StepUp::ResetUsers(BulkResetId(7)),
    StepUp::TakeFactor(FactorId(7)),
    StepUp::LiftReport(FactorId(7)),
    StepUp::IssueAccessPass(UserId(7)),
    StepUp::Operate(Operation::RevokeSessions, UserId(7)),
    StepUp::Operate(Operation::SendPasswordReset, UserId(7)),
    StepUp::Operate(Operation::RequireNewPassword, UserId(7)),
    StepUp::Operate(Operation::ReopenEnrolment, UserId(7)),
    StepUp::GrantRole(UserId(7)),
    StepUp::ChangePolicy(PolicyId(7)),
    StepUp::CreatePolicy,
    StepUp::OrderPolicies,
    StepUp::ManageCredentials,
    StepUp::CreateWebhook,
    StepUp::ManageWebhook(WebhookId(7)),
    StepUp::ImportTokens,
    StepUp::ManageToken(HardwareTokenId(7)),
    StepUp::ChangeSettings,
    StepUp::ChangeBrand,
    StepUp::CreateCustomer,
    StepUp::ManageCustomer(OrganisationId(7)),
    StepUp::ExportUsers,
    StepUp::ImportUsers,
    StepUp::EditUser(UserId(7)),
    StepUp::DeleteUser(UserId(7)),
];

#[test]
fn text_goes_there_and_back_and_differs() {
    let texts: Vec<String> = ALL.iter().map(ToString::to_string).collect();
    for (action, text) in ALL.iter().zip(&texts) {
        assert_eq!(text.parse(), Ok(*action));
        assert_eq!(texts.iter().filter(|other| *other == text).count(), 1);
    }
}

#[test]
fn nothing_else_is_a_step_up() {
    // Case A-02: a proof is for one action on one target, so no second spelling may stand for the same one or for another.
    for text in [
        "",
        "add-factor:1",
        "add-factor:",
        "remove-factor",
        "remove-factor:",
        "remove-factor:x",
        "remove-factor:1:2",
        "remove-factor: 1",
        "remove-factor:+1",
        "remove-factor:01",
        "Remove-Factor:1",
        "remove-factor:99999999999999999999",
        "reset-user:1,2",
        "revoke-sessions",
        "revoke_sessions:7",
        "sign-out",
    ] {
        assert_eq!(text.parse::<StepUp>(), Err(UnknownCode), "{text:?}");
    }
}

#[test]
fn what_touches_others_belongs_to_the_console() {
    for action in ALL {
        let others = matches!(
            action,
            StepUp::ResetUser(_)
                | StepUp::ResetUsers(_)
                | StepUp::TakeFactor(_)
                | StepUp::LiftReport(_)
                | StepUp::IssueAccessPass(_)
                | StepUp::Operate(..)
                | StepUp::GrantRole(_)
                | StepUp::ChangePolicy(_)
                | StepUp::CreatePolicy
                | StepUp::OrderPolicies
                | StepUp::ManageCredentials
                | StepUp::CreateWebhook
                | StepUp::ManageWebhook(_)
                | StepUp::ImportTokens
                | StepUp::ManageToken(_)
                | StepUp::ChangeSettings
                | StepUp::ChangeBrand
                | StepUp::CreateCustomer
                | StepUp::ManageCustomer(_)
                | StepUp::ExportUsers
                | StepUp::ImportUsers
                | StepUp::EditUser(_)
                | StepUp::DeleteUser(_)
        );
        assert_eq!(action.realm() == Realm::Console, others, "{action}");
    }
}

#[test]
fn a_loss_is_reported_and_lifted_by_a_proof_of_its_own() {
    for action in ALL {
        let loss = matches!(action, StepUp::LoseFactor(_) | StepUp::RestoreFactor(_));
        let alone = loss || action.realm() == Realm::Console;
        assert_eq!(action.worth() == Worth::ThisAction, alone, "{action}");
        let codes =
            action.realm() == Realm::OwnAccount && !matches!(action, StepUp::RestoreFactor(_));
        assert_eq!(action.takes_codes(), codes, "{action}");
    }
}

#[test]
fn a_proof_is_fresh_for_five_minutes() {
    let proved_at = Timestamp(1_000_000);
    assert!(is_fresh(proved_at, proved_at));
    assert!(is_fresh(proved_at, proved_at + Span::minutes(5)));
    assert!(!is_fresh(
        proved_at,
        proved_at + Span(Span::minutes(5).0 + 1)
    ));
}
