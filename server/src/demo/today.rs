//! Where somebody in the sample world stands today, and how it came to that.

use identity::{
    audit::Event,
    enrolment::{Grant, GrantCause},
    factor::FactorKind,
    ids::FactorId,
    reset::{Fate, ReasonKind, Verification},
    time::{Span, Timestamp},
    user::{MustEnrol, UserStatus},
};
use serde_json::json;

use super::{life::Book, people::Story};
use crate::{
    desk::{fault::Fault, record::Happened},
    store::{
        Txn, codes, factors, samples,
        users::{self, User},
        users_write,
    },
};

impl Book<'_> {
    /// Where somebody stands today; `seen` is when they signed in last.
    pub(super) async fn stand(
        &mut self,
        txn: &mut Txn,
        user: &User,
        (story, held): (Story, &[FactorId]),
        seen: Timestamp,
    ) -> Result<(), Fault> {
        let now = self.knock.now();
        let window = Span::hours(self.organisation.enrol_window_hours);
        let first = |until| {
            Some(Grant {
                cause: GrantCause::NeverEnrolled,
                until,
            })
        };
        match story {
            Story::Invited => return Ok(()),
            Story::NeverEnrolled => {
                return Ok(
                    users::set_grant(txn, user.id, first(now + window), MustEnrol::No).await?,
                );
            }
            Story::WindowPassed => {
                return Ok(users::set_grant(
                    txn,
                    user.id,
                    first(now - Span::days(20)),
                    MustEnrol::No,
                )
                .await?);
            }
            Story::NothingOwed => users::set_grant(txn, user.id, None, MustEnrol::No).await?,
            Story::InGrace => {
                let until = now + Span::days(9);
                samples::grace(
                    txn,
                    (self.organisation.id, user.id),
                    until,
                    now - Span::days(5),
                )
                .await?;
                users::set_grant(txn, user.id, first(until + window), MustEnrol::No).await?;
            }
            Story::Totp | Story::TwoApps | Story::FewCodes => {}
            Story::Suspended => {
                for id in held {
                    samples::suspend(txn, *id, seen).await?;
                    self.tell(
                        seen,
                        Happened::by(Event::FactorSuspended, user)
                            .factor(*id)
                            .because("reported_lost"),
                    );
                }
            }
            Story::Reset => self.reset(txn, user, held, now - Span::hours(5)).await?,
            Story::ResetPassed => self.reset(txn, user, held, now - Span::days(12)).await?,
            Story::Disabled => {
                users_write::set_status(txn, user.id, UserStatus::Disabled).await?;
                self.tell(
                    now - Span::days(3),
                    self.by_admin(Event::UserDisabled, user),
                );
            }
        }
        let seen = match story {
            Story::Reset | Story::ResetPassed | Story::Disabled => now - Span::days(13),
            _ => seen,
        };
        samples::last_sign_in(txn, user.id, seen).await?;
        // Of two, the first is offered first: its key is the one that is printed.
        for (id, days) in held.iter().zip((0..).step_by(9)) {
            samples::last_used(txn, *id, seen - Span::days(days)).await?;
        }
        let by = if held.is_empty() {
            "password"
        } else {
            FactorKind::Totp.code()
        };
        self.tell(
            seen,
            Happened::by(Event::SignedIn, user).with("proved_by", by),
        );
        Ok(())
    }

    async fn reset(
        &mut self,
        txn: &mut Txn,
        user: &User,
        held: &[FactorId],
        at: Timestamp,
    ) -> Result<(), Fault> {
        let mut told = Vec::new();
        for id in held {
            factors::bury(txn, *id, at).await?;
            told.push(json!({ "id": id.0, "kind": FactorKind::Totp.code(), "fate": Fate::Deleted.code() }));
        }
        codes::revoke(txn, user.id, at).await?;
        let until = at + Span::hours(self.organisation.enrol_window_hours);
        users::set_grant(
            txn,
            user.id,
            Some(Grant {
                cause: GrantCause::Reset,
                until,
            }),
            MustEnrol::Yes,
        )
        .await?;
        let event = self
            .by_admin(Event::FactorAdminReset, user)
            .because("Phone left on the bus, called back at the number on file.");
        let event = event
            .with("reason_kind", ReasonKind::LostDevice.code())
            .with("verification", Verification::CallBack.code());
        self.tell(at, event.with("factors", told).with("enrol_until", until.0));
        Ok(())
    }
}
