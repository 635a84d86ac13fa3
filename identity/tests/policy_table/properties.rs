//! What must hold in every cell of the table, whatever else changes.

use identity::{
    access_pass::ResetPass,
    enrolment::{EnrolCause, Grant, GrantCause},
    factor::{Factor, FactorKind, FactorState, KindSet},
    ids::FactorId,
    policy::{Facts, Next, Requirement, Rules, next_step},
    proof::ProofKind,
    role::Role,
    time::Timestamp,
    user::{MustEnrol, PasswordStanding, Standing, UserStatus},
};

use super::cases::{Case, Has, NOW, SOON, every_case, factor, rules};

fn owed(case: &Case) -> bool {
    case.who.role.is_some()
        || case.who.must_enrol == MustEnrol::Yes
        || case.who.requirement == Requirement::Required
}

fn grace(case: &Case) -> bool {
    case.who.role.is_none()
        && case.who.must_enrol == MustEnrol::No
        && case.who.grace_until.is_some_and(|until| NOW < until)
}

fn sweep(holds: impl Fn(&Case, Next) -> bool) {
    for case in every_case() {
        let next = case.next();
        assert!(holds(&case, next.clone()), "{case:?} gave {next:?}");
    }
}

#[test]
fn no_session_without_a_proof_where_a_factor_is_owed() {
    sweep(|case, next| next != Next::Session || case.is_proved() || !owed(case));
}

#[test]
fn no_session_without_a_proof_where_something_can_be_proved() {
    // MUST also hold where no factor is owed: whoever has one is asked for it (case M-10).
    sweep(|case, next| {
        next != Next::Session || case.is_proved() || !(case.has.works() || case.codes_left > 0)
    });
}

#[test]
fn no_session_without_an_allowed_factor_where_one_is_owed() {
    sweep(|case, next| {
        let allowed = match case.has {
            Has::Totp | Has::TotpAndSuspended => true,
            Has::Phone => case.who.role.is_none(),
            _ => false,
        };
        next != Next::Session || !owed(case) || allowed
    });
}

#[test]
fn enrolment_opens_by_a_proof_a_grant_or_a_grace() {
    sweep(|case, next| {
        !matches!(next, Next::Enrol { .. })
            || case.is_proved()
            || case.grant_is_open()
            || grace(case)
    });
}

#[test]
fn a_factor_or_a_code_stands_before_enrolment() {
    // Case F-06: an attacker with the password of somebody who has a factor is never in enrolment.
    sweep(|case, next| {
        case.is_proved()
            || !(case.has.works() || case.codes_left > 0)
            || matches!(next, Next::Prove { .. })
    });
}

#[test]
fn a_factor_that_cannot_be_used_opens_nothing() {
    // Suspended or disabled, it leads to a code, an access pass or help, unless a grant stands open.
    sweep(|case, next| {
        let guarded = matches!(case.has, Has::Suspended | Has::Disabled)
            && !case.is_proved()
            && case.codes_left == 0
            && !case.grant_is_open();
        !guarded || matches!(next, Next::NoWayIn | Next::WindowPassed)
    });
}

#[test]
fn only_a_running_grace_may_be_postponed_and_never_for_roles_or_after_a_reset() {
    sweep(|case, next| match next {
        Next::Enrol { postpone_until, .. } => {
            postpone_until.is_none() || (postpone_until == Some(SOON) && grace(case))
        }
        _ => true,
    });
}

#[test]
fn a_reset_is_never_walked_around() {
    // must_enrol lives on the user and outranks everything (cases F-01, F-05).
    sweep(|case, next| case.who.must_enrol == MustEnrol::No || next != Next::Session);
}

#[test]
fn a_passed_window_stays_shut() {
    // Case F-13.
    sweep(|case, next| {
        let shut = case.grant.is_some()
            && !case.grant_is_open()
            && !case.is_proved()
            && !grace(case)
            && owed(case);
        !shut || case.has.works() || case.codes_left > 0 || next == Next::WindowPassed
    });
}

#[test]
fn a_password_is_never_a_second_step() {
    sweep(|case, next| {
        case.proof != Some(ProofKind::Password)
            || next
                == Case {
                    proof: None,
                    ..*case
                }
                .next()
    });
}

#[test]
fn a_pending_factor_is_no_factor() {
    // Case M-18.
    sweep(|case, next| {
        case.has != Has::Pending
            || next
                == Case {
                    has: Has::Nothing,
                    ..*case
                }
                .next()
    });
}

#[test]
fn roles_owe_a_factor_whatever_the_policy_says_and_never_enrol_a_phone() {
    sweep(|case, next| {
        let mut same = *case;
        same.who.requirement = Requirement::Required;
        same.who.grace_until = None;
        let phone = matches!(&next, Next::Enrol { kinds, .. } if kinds.contains(FactorKind::Phone));
        case.who.role.is_none() || (next == same.next() && !phone)
    });
}

#[test]
fn what_may_be_enrolled_is_what_the_policy_allows() {
    let allowed = rules(Requirement::Required).allowed;
    sweep(|case, next| match next {
        Next::Enrol { kinds, .. } if case.who.role.is_some() => {
            kinds == allowed.without(FactorKind::Phone)
        }
        Next::Enrol { kinds, .. } => kinds == allowed,
        _ => true,
    });
}

#[test]
fn a_new_password_comes_after_the_proof_and_before_everything_else() {
    sweep(|case, next| {
        let good = Case {
            password: PasswordStanding::Good,
            ..*case
        }
        .next();
        match (case.password, &good) {
            (PasswordStanding::MustChange, Next::Enrol { .. } | Next::Session) => {
                next == Next::NewPassword
            }
            _ => next == good,
        }
    });
}

#[test]
fn where_a_pass_is_asked_for_after_a_reset_a_password_alone_opens_nothing() {
    // Case F-09: nothing else differs, and whoever has proved something else is not asked.
    sweep(|case, next| {
        let off = Case {
            reset_pass: ResetPass::Off,
            password: PasswordStanding::Good,
            ..*case
        };
        let opened = case.reset_pass == ResetPass::On && !case.is_proved() && case.grant_is_open();
        match off.next() {
            Next::Enrol { .. } if opened => next == Next::AccessPass,
            _ => {
                next == Case {
                    reset_pass: ResetPass::Off,
                    ..*case
                }
                .next()
            }
        }
    });
}

#[test]
fn a_pass_is_asked_for_after_a_reset_and_not_for_a_first_factor() {
    for cause in GrantCause::ALL {
        let must = Standing {
            must_enrol: MustEnrol::Yes,
            ..ANNA
        };
        let facts = Facts {
            standing: &must,
            factors: &[],
            codes_left: 0,
            proof: None,
            grant: Some(Grant {
                cause: *cause,
                until: SOON,
            }),
            reset_pass: ResetPass::On,
        };
        let next = next_step(&rules(Requirement::Optional), facts, NOW);
        let asked = ResetPass::On.asks(*cause);
        assert_eq!(next == Next::AccessPass, asked, "{cause}");
        assert_eq!(matches!(next, Next::Enrol { .. }), !asked, "{cause}");
    }
}

#[test]
fn whoever_is_not_active_is_refused() {
    // Case F-14.
    for status in [UserStatus::Invited, UserStatus::Disabled] {
        for case in every_case() {
            let who = case.who;
            let standing = Standing {
                status,
                role: who.role,
                must_enrol: who.must_enrol,
                password: case.password,
                grace_until: who.grace_until,
            };
            let factors = case.has.factors();
            let facts = Facts {
                standing: &standing,
                factors: &factors,
                codes_left: case.codes_left,
                proof: None,
                grant: case.grant,
                reset_pass: case.reset_pass,
            };
            assert_eq!(next_step(&rules(who.requirement), facts, NOW), Next::Refuse);
        }
    }
}

const ANNA: Standing = Standing {
    status: UserStatus::Active,
    role: None,
    must_enrol: MustEnrol::No,
    password: PasswordStanding::Good,
    grace_until: None,
};

#[test]
fn the_factor_used_last_is_offered_first() {
    use FactorState::{Active, Suspended};
    let factors = [
        factor(1, FactorKind::Totp, Active, Some(Timestamp(10))),
        factor(2, FactorKind::Totp, Active, None),
        factor(3, FactorKind::Passkey, Active, None),
        factor(4, FactorKind::Totp, Suspended, Some(Timestamp(99))),
        factor(5, FactorKind::Phone, Active, Some(Timestamp(20))),
        factor(6, FactorKind::Totp, Active, None),
    ];
    let facts = Facts {
        standing: &ANNA,
        factors: &factors,
        codes_left: 2,
        proof: None,
        grant: None,
        reset_pass: ResetPass::Off,
    };
    let expected = Next::Prove {
        factors: [5, 1, 3, 6, 2].map(FactorId).to_vec(),
        codes: 2,
    };
    assert_eq!(
        next_step(&rules(Requirement::Required), facts, NOW),
        expected
    );
}

#[test]
fn windows_and_graces_end_at_their_instant() {
    let at = |until: i64| Some(Timestamp(NOW.0 + until));
    let rules = rules(Requirement::Required);
    let next = |standing: Standing, grant| {
        let facts = Facts {
            standing: &standing,
            factors: &[],
            codes_left: 0,
            proof: None,
            grant,
            reset_pass: ResetPass::Off,
        };
        next_step(&rules, facts, NOW)
    };
    let grant = |until| {
        at(until).map(|until| Grant {
            cause: GrantCause::NeverEnrolled,
            until,
        })
    };
    let cause = EnrolCause::Granted(GrantCause::NeverEnrolled);
    let enrol = |postpone_until| Next::Enrol {
        cause,
        kinds: rules.allowed,
        postpone_until,
    };
    assert_eq!(next(ANNA, grant(1)), enrol(None));
    assert_eq!(next(ANNA, grant(0)), Next::WindowPassed);
    let in_grace = |until| Standing {
        grace_until: at(until),
        ..ANNA
    };
    assert_eq!(next(in_grace(1), None), enrol(at(1)));
    assert_eq!(next(in_grace(0), None), Next::WindowPassed);
    // A role has no grace and its own kinds.
    let admin = Standing {
        role: Some(Role::HelpDesk),
        ..in_grace(1)
    };
    let kinds = KindSet::NONE
        .with(FactorKind::Passkey)
        .with(FactorKind::Totp);
    assert_eq!(
        next(admin, grant(1)),
        Next::Enrol {
            cause,
            kinds,
            postpone_until: None
        }
    );
    assert_eq!(next(admin, None), Next::WindowPassed);
}

#[test]
fn a_phone_that_does_not_count_is_asked_only_where_there_is_nothing_else() {
    use FactorState::Active;
    let phone = factor(1, FactorKind::Phone, Active, Some(Timestamp(20)));
    let app = factor(2, FactorKind::Totp, Active, Some(Timestamp(10)));
    let admin = Standing {
        role: Some(Role::OrgAdmin),
        ..ANNA
    };
    let asked = |standing: &Standing, allowed: KindSet, factors: &[Factor]| {
        let rules = Rules {
            allowed,
            ..rules(Requirement::Required)
        };
        let facts = Facts {
            standing,
            factors,
            codes_left: 0,
            proof: None,
            grant: None,
            reset_pass: ResetPass::Off,
        };
        match next_step(&rules, facts, NOW) {
            Next::Prove { factors, .. } => factors,
            other => panic!("{other:?}"),
        }
    };
    let (with, without) = (
        KindSet::NONE.with(FactorKind::Totp).with(FactorKind::Phone),
        KindSet::NONE.with(FactorKind::Totp),
    );
    let both = [phone.clone(), app];
    assert_eq!(asked(&ANNA, with, &both), [FactorId(1), FactorId(2)]);
    assert_eq!(asked(&ANNA, without, &both), [FactorId(2)]);
    assert_eq!(asked(&admin, with, &both), [FactorId(2)]);
    assert_eq!(asked(&admin, with, &[phone]), [FactorId(1)]);
}
