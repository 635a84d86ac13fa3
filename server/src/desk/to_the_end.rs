//! A use case that runs to its end, also where whoever asked for it hangs up.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use tokio::runtime::Handle;

use super::Fault;

/// Works where it is awaited, which wakes no other thread; dropped before its end, the rest goes on in a task of its own
/// (docs/decisions/0008).
pub(super) struct ToTheEnd<T: Send + 'static>(Option<Work<T>>);

type Work<T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send>>;

impl<T: Send + 'static> ToTheEnd<T> {
    pub(super) fn new(work: impl Future<Output = Result<T, Fault>> + Send + 'static) -> Self {
        Self(Some(Box::pin(work)))
    }
}

impl<T: Send + 'static> Future for ToTheEnd<T> {
    type Output = Result<T, Fault>;

    /// One that panics is dropped where it was: its transaction is rolled back, as in a task of its own.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(work) = &mut self.0 else {
            return Poll::Ready(Err(Fault::Panicked));
        };
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        let polled = polled.unwrap_or(Poll::Ready(Err(Fault::Panicked)));
        if polled.is_ready() {
            self.0 = None;
        }
        polled
    }
}

impl<T: Send + 'static> Drop for ToTheEnd<T> {
    fn drop(&mut self) {
        if let Some(work) = self.0.take()
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(work);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::{sync::oneshot, time::timeout};

    use super::*;

    #[tokio::test]
    async fn what_ends_gives_its_outcome() {
        assert_eq!(ToTheEnd::new(async { Ok(7) }).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn whoever_hangs_up_leaves_the_rest_to_be_done() {
        let ((go, wait), (done, is_done)) = (oneshot::channel::<()>(), oneshot::channel());
        let work = ToTheEnd::new(async move {
            wait.await.unwrap();
            done.send("done").unwrap();
            Ok(())
        });
        assert!(timeout(Duration::ZERO, work).await.is_err());
        go.send(()).unwrap();
        assert_eq!(is_done.await.unwrap(), "done");
    }

    #[tokio::test]
    async fn a_panic_is_a_fault_and_no_more() {
        let (held, lets_go) = oneshot::channel::<()>();
        let work = ToTheEnd::<()>::new(async move {
            tokio::task::yield_now().await;
            let _held = held;
            panic!("as if a bug")
        });
        assert!(matches!(work.await, Err(Fault::Panicked)));
        assert!(lets_go.await.is_err(), "what it held is dropped");
    }
}
