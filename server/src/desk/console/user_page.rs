//! One user's page: standing, factors, policy, what happened, and what this admin may do about it.

use identity::{
    ids::UserId,
    operation::Operation,
    role::{Act, Role, reaches},
    step_up::StepUp,
    time::Timestamp,
    user::{
        UserStatus,
        state::{Holding, Situation},
    },
    view::users::{MayOnUser, UserView},
};

use super::acting::{self, Acting};
use crate::{
    desk::{Fault, Knock, account::standing, role_change::reach, step_up},
    store::{access_passes, audit_read, codes, factors, policies, requests, sessions, users},
};

pub mod tabs;

/// How many events the summary tells.
const STORY: u32 = 8;

pub async fn page(knock: &Knock, id: UserId) -> Result<UserView, Fault> {
    let now = knock.now();
    let (txn, admin) = acting::look(knock).await?;
    let (mut txn, acting) = acting::find(txn, knock, admin, id).await?;
    let may = may_on(&acting, now);
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    let policy = policies::of_user(&mut txn, organisation.id, id).await?;
    let mut factors = factors::of_user(&mut txn, id).await?;
    factors.sort_by_key(|factor| factor.kind);
    let codes = codes::live(&mut txn, id).await?;
    let groups = users::groups(&mut txn, id).await?;
    let sessions = sessions::count(&mut txn, id, now).await?;
    let story = audit_read::story(&mut txn, organisation.id, id, STORY).await?;
    let reset_pass = organisation.reset_pass;
    let pass_until = access_passes::live_until(&mut txn, id, now).await?;
    let role_due = if may.grant.is_empty() {
        None
    } else {
        step_up::due(&mut txn, &admin.signed_in, StepUp::GrantRole(id), now).await?
    };
    let request = requests::open_of(&mut txn, id).await?;
    drop(txn);
    admin.signed_in.touch(knock).await?;
    let kinds = factors.iter().map(|factor| (factor.kind, factor.state));
    let holding = Holding::of(kinds, &policy.rules, &user.standing);
    Ok(UserView {
        me: admin.me(knock),
        id,
        state: Situation::of(&user.standing, user.grant, holding, &policy.rules, now).state(),
        may,
        role_due,
        status: user.standing.status,
        standing: user.standing,
        pass_until,
        wants_pass: user.grant.is_some_and(|grant| reset_pass.asks(grant.cause)),
        enrol_until: user.grant.map(|grant| grant.until),
        name: user.name,
        email: user.email,
        factors,
        codes: standing(codes.as_ref()),
        policy,
        groups,
        last_sign_in_at: user.last_sign_in_at,
        sessions: u32::try_from(sessions).unwrap_or(u32::MAX),
        request,
        story,
    })
}

/// What the page offers; each action asks the table again.
fn may_on(acting: &Acting, now: Timestamp) -> MayOnUser {
    let Acting {
        admin,
        organisation,
        user,
    } = acting;
    if admin.signed_in.user.id == user.id {
        return MayOnUser::default();
    }
    let may = |act: Act| reaches(organisation.equal_rank, admin.role, act, user.role());
    let grantable = |role: &Role| {
        may(Act::GrantRole(
            reach(user.role(), Some(*role)).unwrap_or(*role),
        ))
    };
    let invited = user.standing.status == UserStatus::Invited;
    MayOnUser {
        reset: may(Act::ResetFactors) && !invited,
        pass: may(Act::IssueAccessPass) && user.is_active(),
        disable: may(Act::Disable),
        edit: may(Act::Edit),
        delete: may(Act::Delete),
        regroup: may(Act::Edit),
        grant: Role::ALL.iter().copied().filter(grantable).collect(),
        reinvite: may(Act::Invite) && invited,
        operations: Operation::ALL
            .iter()
            .copied()
            .filter(|what| may(what.act()) && what.makes_sense(&user.standing, user.grant, now))
            .collect(),
    }
}
