//! Every combination that the decision about the next step looks at.

use identity::{
    access_pass::ResetPass,
    enrolment::{Grant, GrantCause},
    factor::{Factor, FactorKind, FactorState, KindSet},
    ids::FactorId,
    name::FactorName,
    policy::{Facts, Next, Requirement, Rules, next_step},
    proof::{Proof, ProofKind},
    role::Role,
    time::{Span, Timestamp},
    user::{MustEnrol, PasswordStanding, Standing, UserStatus},
};

pub const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub const SOON: Timestamp = Timestamp(NOW.0 + Span::hours(1).0);
pub const PAST: Timestamp = Timestamp(NOW.0 - 1);

/// The user's side of the table: a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    pub requirement: Requirement,
    pub role: Option<Role>,
    pub must_enrol: MustEnrol,
    pub grace_until: Option<Timestamp>,
}

/// One cell: what is there, and what was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    pub who: Who,
    pub has: Has,
    pub codes_left: u32,
    pub grant: Option<Grant>,
    pub proof: Option<ProofKind>,
    pub password: PasswordStanding,
    /// Whether an access pass is asked for after a reset.
    pub reset_pass: ResetPass,
}

/// The user's factors. The rules of the table allow passkeys, authenticator apps and phones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    Nothing,
    Totp,
    /// Allowed, but not for roles.
    Phone,
    /// A hardware token, which these rules do not allow.
    NotAllowed,
    Suspended,
    Disabled,
    Deactivated,
    Pending,
    /// One that works beside one that was reported lost.
    TotpAndSuspended,
}

impl Has {
    pub const ALL: [Self; 9] = [
        Self::Nothing,
        Self::Totp,
        Self::Phone,
        Self::NotAllowed,
        Self::Suspended,
        Self::Disabled,
        Self::Deactivated,
        Self::Pending,
        Self::TotpAndSuspended,
    ];

    pub fn factors(self) -> Vec<Factor> {
        use FactorKind::{HardwareToken, Phone, Totp};
        use FactorState::{Active, Deactivated, Deleted, Disabled, Pending, Suspended};
        let parts: &[(FactorKind, FactorState)] = match self {
            Self::Nothing => &[(Totp, Deleted)],
            Self::Totp => &[(Totp, Active)],
            Self::Phone => &[(Phone, Active)],
            Self::NotAllowed => &[(HardwareToken, Active)],
            Self::Suspended => &[(Totp, Suspended)],
            Self::Disabled => &[(Totp, Disabled)],
            Self::Deactivated => &[(HardwareToken, Deactivated)],
            Self::Pending => &[(Totp, Pending)],
            Self::TotpAndSuspended => &[(Totp, Active), (Phone, Suspended)],
        };
        (1..)
            .zip(parts)
            .map(|(id, (kind, state))| factor(id, *kind, *state, None))
            .collect()
    }

    /// Whether one of them can be proved.
    pub fn works(self) -> bool {
        matches!(
            self,
            Self::Totp | Self::Phone | Self::NotAllowed | Self::TotpAndSuspended
        )
    }
}

pub fn factor(
    id: i64,
    kind: FactorKind,
    state: FactorState,
    last_used_at: Option<Timestamp>,
) -> Factor {
    Factor {
        id: FactorId(id),
        kind,
        state,
        name: FactorName::stored(format!("factor {id}")),
        added_at: Timestamp(id),
        last_used_at,
        kept: None,
        number: None,
    }
}

pub fn rules(requirement: Requirement) -> Rules {
    let allowed = KindSet::NONE
        .with(FactorKind::Passkey)
        .with(FactorKind::Totp)
        .with(FactorKind::Phone);
    Rules {
        requirement,
        allowed,
        ..Rules::default()
    }
}

impl Case {
    pub fn next(&self) -> Next {
        let Who {
            requirement,
            role,
            must_enrol,
            grace_until,
        } = self.who;
        let standing = Standing {
            status: UserStatus::Active,
            role,
            must_enrol,
            password: self.password,
            grace_until,
        };
        let factors = self.has.factors();
        let proof = self.proof.map(|kind| Proof { kind, at: NOW });
        let facts = Facts {
            standing: &standing,
            factors: &factors,
            codes_left: self.codes_left,
            proof,
            grant: self.grant,
            reset_pass: self.reset_pass,
        };
        next_step(&rules(requirement), facts, NOW)
    }

    pub fn grant_is_open(&self) -> bool {
        self.grant.is_some_and(|grant| grant.is_open(NOW))
    }

    /// Whether a second step was proved.
    pub fn is_proved(&self) -> bool {
        self.proof.is_some_and(|kind| kind != ProofKind::Password)
    }
}

pub fn everybody() -> Vec<Who> {
    let mut all = Vec::new();
    for role in [
        None,
        Some(Role::HelpDesk),
        Some(Role::OrgAdmin),
        Some(Role::Operator),
    ] {
        for must_enrol in [MustEnrol::No, MustEnrol::Yes] {
            for requirement in [Requirement::Optional, Requirement::Required] {
                for grace_until in [None, Some(SOON), Some(PAST)] {
                    all.push(Who {
                        requirement,
                        role,
                        must_enrol,
                        grace_until,
                    });
                }
            }
        }
    }
    all
}

pub const GRANTS: [Option<Grant>; 3] = [
    None,
    Some(Grant {
        cause: GrantCause::Reset,
        until: SOON,
    }),
    Some(Grant {
        cause: GrantCause::Reset,
        until: PAST,
    }),
];

pub const PROOFS: [Option<ProofKind>; 6] = [
    None,
    Some(ProofKind::Password),
    Some(ProofKind::Totp),
    Some(ProofKind::BackupCode),
    Some(ProofKind::AccessPass),
    Some(ProofKind::Enrolment),
];

/// All of them: twenty-four thousand and more.
pub fn every_case() -> Vec<Case> {
    let mut all = Vec::new();
    for who in everybody() {
        for has in Has::ALL {
            for codes_left in [0, 3] {
                for grant in GRANTS {
                    for proof in PROOFS {
                        for password in [PasswordStanding::Good, PasswordStanding::MustChange] {
                            for reset_pass in [ResetPass::Off, ResetPass::On] {
                                all.push(Case {
                                    who,
                                    has,
                                    codes_left,
                                    grant,
                                    proof,
                                    password,
                                    reset_pass,
                                });
                            }
                        }
                    }
                }
            }
        }
    }
    all
}
