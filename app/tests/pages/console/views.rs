//! What the example console shows.

use identity::{
    access_pass::ResetPass,
    audit::{ActorKind, Event},
    brand::{Accent, Brand},
    console::PolicyForm,
    factor::{FactorKind, KindSet},
    ids::{AdminRequestId, FactorId, PolicyId, UserId},
    name::GroupName,
    operation::Operation,
    organisation::StepUpRequirement,
    policy::{Policy, Rules, Scope, SelfRemoval},
    role::EqualRank,
    role::Role,
    settings::Settings,
    step_up::StepUp,
    time::Span,
    user::{MustEnrol, PasswordStanding, Standing, UserStatus},
    view::settings::{BrandView, SettingsView},
    view::{
        account::{CodesStanding, Me},
        audit::{AuditQuery, AuditRow, AuditView, Before},
        policies::{Impact, ImpactView, PoliciesView, PolicyView},
        prove::{ByPassword, Due, ProveView},
        users::{MayOnUser, UserRow, UserState, UserView, UsersView},
        users_query::{Position, UsersQuery},
    },
};

use super::bulk;
use super::customers;
use crate::{
    account,
    examples::{NOW, factor},
};

pub fn me(case: &str) -> Me {
    if case.ends_with("customer") || case.ends_with("customers") {
        return customers::me(case);
    }
    account::me(Some(if case == "help-desk" {
        Role::HelpDesk
    } else {
        Role::OrgAdmin
    }))
}

pub fn prove(action: StepUp) -> ProveView {
    ProveView {
        me: Box::new(me("")),
        action,
        factors: vec![factor(21, "Berta’s phone")],
        texted: vec![],
        codes_left: 0,
        by_password: ByPassword::No,
    }
}

pub fn gate(case: &str, action: StepUp) -> Due<()> {
    if case == "proof" {
        Due::Proof(prove(action))
    } else {
        Due::Ready(())
    }
}

pub fn users(case: &str, query: UsersQuery) -> UsersView {
    let row = |id: i64, name: &str, state, role| UserRow {
        id: UserId(id),
        name: name.into(),
        email: format!(
            "{}@acme.example",
            name.split(' ').next().unwrap_or_default().to_lowercase()
        ),
        role,
        state,
        factors: if id % 2 == 1 {
            vec![(FactorKind::Passkey, 1), (FactorKind::Totp, 2)]
        } else {
            vec![]
        },
        codes_left: 7,
        last_sign_in_at: (id % 3 != 0).then_some(NOW - Span::hours(id * 7)),
        policy: None,
        customer: case
            .ends_with("customers")
            .then(|| "Globex Shipping and Forwarding".to_owned()),
    };
    let names = ["Anna Berg", "Çelik Öz", "Dora Marsh-Featherstonehaugh"];
    let rows = UserState::ALL.iter().zip(2..).zip(names.iter().cycle());
    let rows = rows.map(|((state, id), name)| row(id, name, *state, None));
    let rows: Vec<UserRow> = rows
        .chain([row(
            1,
            "Berta Klein",
            UserState::Active,
            Some(Role::OrgAdmin),
        )])
        .collect();
    let nobody = matches!(case, "empty" | "nobody");
    UsersView {
        me: me(case),
        query,
        total: if nobody { 0 } else { 124 },
        rows: if nobody { vec![] } else { rows },
        next: (!nobody).then_some(Position {
            user: UserId(9),
            last_sign_in: None,
        }),
        policies: if me(case).is_in_one() {
            vec![
                (PolicyId(2), Some("Contractors".into())),
                (PolicyId(1), None),
            ]
        } else {
            vec![]
        },
        may_invite: case != "help-desk",
        may_export: case != "help-desk",
        picked: bulk::picked(),
    }
}

pub fn user(case: &str, id: UserId) -> UserView {
    let oneself = case == "oneself";
    let all = case != "help-desk" && !oneself;
    UserView {
        request: (case != "after-reset").then_some((AdminRequestId(1), NOW - Span::hours(3))),
        role_due: None,
        me: Me {
            id: if oneself { id } else { UserId(1) },
            ..me(case)
        },
        id,
        name: "Anna Berg".into(),
        email: "anna@acme.example".into(),
        status: UserStatus::Active,
        state: if case == "after-reset" {
            UserState::MustEnrol
        } else {
            UserState::Active
        },
        standing: Standing {
            status: UserStatus::Active,
            role: None,
            must_enrol: if case == "after-reset" {
                MustEnrol::Yes
            } else {
                MustEnrol::No
            },
            password: PasswordStanding::Good,
            grace_until: None,
        },
        enrol_until: (case == "after-reset").then_some(NOW + Span::hours(72)),
        wants_pass: case == "after-reset",
        pass_until: (case == "after-reset").then_some(NOW + Span::minutes(42)),
        factors: if case == "after-reset" {
            vec![]
        } else {
            vec![factor(1, "Pixel 9"), factor(2, "Old tablet")]
        },
        codes: CodesStanding {
            left: 7,
            made_at: Some(NOW - Span::days(30)),
            unsaved: false,
        },
        policy: contractors(),
        groups: vec!["contractors".into(), "berlin".into()],
        last_sign_in_at: Some(NOW - Span::hours(20)),
        sessions: 2,
        story: story(),
        may: MayOnUser {
            reset: !oneself,
            pass: !oneself,
            disable: all,
            edit: all,
            delete: all,
            regroup: all,
            grant: if all {
                vec![Role::HelpDesk, Role::OrgAdmin]
            } else {
                vec![]
            },
            reinvite: false,
            operations: if all { Operation::ALL.to_vec() } else { vec![] },
        },
    }
}

pub fn settings(case: &str) -> SettingsView {
    SettingsView {
        digest: "3f2a".into(),
        me: me(case),
        settings: Settings {
            help_line: "+49 30 555 0100".into(),
            contact: "Service desk\nRoom 7".into(),
            step_up: StepUpRequirement::AnyFactor,
            reset_pass: ResetPass::Off,
            equal_rank: EqualRank::On,
            window_hours: 72,
            runbook: String::new(),
        },
        gate: gate(case, StepUp::ChangeSettings),
    }
}

pub fn brand(case: &str) -> BrandView {
    let brand = Brand {
        accent: Accent::stored("7a1f3d"),
        logo: format!("{}-320x80", "0a".repeat(32)).parse().ok(),
    };
    let mut me = me(case);
    if case != "proof" {
        me.organisation.brand = Box::new(brand.clone());
    }
    BrandView {
        digest: "3f2a".into(),
        me,
        name: "Acme Instruments".into(),
        brand,
        gate: gate(case, StepUp::ChangeBrand),
    }
}

fn contractors() -> Policy {
    Policy {
        id: PolicyId(2),
        name: "Contractors".into(),
        scope: Scope::Groups(vec![
            GroupName::stored("contractors".into()),
            GroupName::stored("agencies".into()),
        ]),
        rules: Rules {
            self_removal: SelfRemoval::On,
            ..Rules::default()
        },
    }
}

pub fn policies(case: &str) -> PoliciesView {
    let default = Policy {
        id: PolicyId(1),
        name: "Default".into(),
        scope: Scope::Default,
        rules: Rules::default(),
    };
    let lab = Policy {
        id: PolicyId(3),
        name: "Laboratory".into(),
        ..contractors()
    };
    let policies = if case == "alone" {
        vec![(default, 40)]
    } else {
        vec![(contractors(), 12), (lab, 3), (default, 25)]
    };
    PoliciesView {
        me: me(case),
        policies,
        groups: vec!["contractors".into()],
        may_edit: case != "help-desk",
        due: (case == "proof").then(|| prove(StepUp::OrderPolicies)),
    }
}

pub fn policy(case: &str, id: Option<PolicyId>) -> PolicyView {
    PolicyView {
        me: me(case),
        id,
        is_default: case == "default",
        name: if id.is_some() {
            "Contractors".into()
        } else {
            String::new()
        },
        groups: vec!["contractors".into()],
        known_groups: vec!["berlin".into(), "contractors".into()],
        rules: Rules {
            allowed: KindSet::NONE.with(FactorKind::Passkey),
            ..Rules::default()
        },
        gate: gate(case, id.map_or(StepUp::CreatePolicy, StepUp::ChangePolicy)),
    }
}

pub fn impact(case: &str, form: PolicyForm) -> ImpactView {
    let some = Impact {
        applies_to: 37,
        without_factor: 12,
        names: ["Anna Berg", "Çelik Öz"].map(str::to_owned).to_vec(),
        newly_owing: 1,
    };
    ImpactView {
        me: me(case),
        // As the desk fills it in.
        form: PolicyForm {
            grace_days: "14".to_owned(),
            ..form
        },
        impact: if case == "nobody" {
            Impact::default()
        } else {
            some
        },
        tightens: !matches!(case, "nobody" | "admins"),
        digest: "d1".into(),
    }
}

fn row(sequence: i64, event: Event, actor: &str, detail: &[(&str, &str)]) -> AuditRow {
    AuditRow {
        sequence,
        event,
        actor_kind: if actor.is_empty() {
            ActorKind::System
        } else {
            ActorKind::User
        },
        actor: None,
        actor_name: actor.into(),
        subject: Some(UserId(7)),
        subject_name: "Anna Berg".into(),
        factor: Some(FactorId(1)),
        reason: if event == Event::FactorAdminReset {
            "Ticket 4711".into()
        } else {
            String::new()
        },
        request: "0198c2d4".into(),
        ip: "203.0.113.7".into(),
        detail: detail
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect(),
        at: NOW - Span::minutes(100 - sequence),
        customer: None,
    }
}

fn story() -> Vec<AuditRow> {
    vec![
        row(
            44,
            Event::FactorEnrolled,
            "Anna Berg",
            &[("name", "Pixel 9"), ("kind", "totp")],
        ),
        row(
            43,
            Event::SignedInMfaRequired,
            "Anna Berg",
            &[("owed", "enrolment")],
        ),
        row(
            42,
            Event::FactorAdminReset,
            "Berta Klein",
            &[
                ("reason_kind", "lost_device"),
                ("verification", "call_back"),
            ],
        ),
    ]
}

/// Every event there is.
pub fn audit(case: &str, query: AuditQuery) -> AuditView {
    let every = Event::ALL.iter().zip(1..).map(|(event, sequence)| {
        row(
            sequence,
            *event,
            if sequence % 5 == 0 { "" } else { "Anna Berg" },
            &[],
        )
    });
    let rows = story().into_iter().chain(every).collect();
    AuditView {
        me: me(case),
        query,
        rows: if case == "empty" { vec![] } else { rows },
        next: (case != "empty").then_some(Before::Event(1)),
    }
}
