//! How both desks lead to their use cases.

/// A page or a post, run to its end: `run!(self.show, visitor, [form] knock => body)`.
/// What the use case is given is cloned for each try.
macro_rules! run {
    ($desk:ident . $how:ident, $visitor:ident, [$($given:ident),*] $knock:ident => $work:expr) => {
        $desk
            .$how($visitor, move |$knock| {
                $(let $given = $given.clone();)*
                async move { $work.await }
            })
            .await
    };
}

pub(super) use run;
