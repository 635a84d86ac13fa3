//! A connection that must get on: the head of a request within 10 s, and something at least once a minute.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

const HEAD: Duration = Duration::from_secs(10);
const KEEP_ALIVE: Duration = Duration::from_mins(1);

/// The requests of a connection: while we work on one, waiting is our own doing.
#[derive(Clone, Debug, Default)]
pub struct Work(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    begun: AtomicUsize,
    open: AtomicUsize,
}

#[derive(Debug)]
pub struct Working(Work);

impl Work {
    pub fn begin(&self) -> Working {
        self.0.begun.fetch_add(1, Ordering::Relaxed);
        self.0.open.fetch_add(1, Ordering::Relaxed);
        Working(self.clone())
    }

    fn begun(&self) -> usize {
        self.0.begun.load(Ordering::Relaxed)
    }

    fn is_none(&self) -> bool {
        self.0.open.load(Ordering::Relaxed) == 0
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.0.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What is being waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The first byte of the next request.
    Between,
    /// The rest of its head, which may not trickle in (slowloris).
    Head,
    /// Our own answer.
    Working,
    /// HTTP/2 sends its frames as it likes: only silence ends such a connection.
    Frames,
}

#[derive(Debug)]
pub struct Paced<S> {
    stream: S,
    work: Work,
    /// How many requests had begun when it was last looked at.
    seen: usize,
    phase: Phase,
    alarm: Pin<Box<Sleep>>,
}

impl<S> Paced<S> {
    /// Who connects has to say something: the first head counts from here.
    pub fn new(stream: S, work: Work) -> Self {
        Self {
            stream,
            work,
            seen: 0,
            phase: Phase::Head,
            alarm: Box::pin(sleep(HEAD)),
        }
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        let time = if phase == Phase::Head {
            HEAD
        } else {
            KEEP_ALIVE
        };
        self.alarm.set(sleep(time));
    }

    /// Requests begin and end between two looks at this connection.
    fn notice(&mut self) {
        let begun = self.work.begun();
        let idle = self.work.is_none();
        if self.phase != Phase::Frames
            && (begun != self.seen || (self.phase == Phase::Working && idle))
        {
            self.enter(if idle { Phase::Between } else { Phase::Working });
        }
        self.seen = begun;
    }

    fn after_read(&mut self, bytes: &[u8]) {
        match self.phase {
            _ if bytes.is_empty() => {}
            Phase::Head if bytes.starts_with(b"PRI * HTTP/2") => self.enter(Phase::Frames),
            Phase::Frames => self.enter(Phase::Frames),
            Phase::Between => self.enter(Phase::Head),
            Phase::Head | Phase::Working => {}
        }
    }

    /// Pending until the alarm goes off, and then an error.
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if self.phase == Phase::Working {
            return Poll::Pending;
        }
        ready!(self.alarm.as_mut().poll(cx));
        if self.phase == Phase::Frames && !self.work.is_none() {
            self.enter(Phase::Frames);
            return self.wait(cx);
        }
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.notice();
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(cx, buffer) {
            Poll::Ready(Ok(())) => {
                self.after_read(buffer.filled().get(before..).unwrap_or_default());
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.wait(cx),
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(cx, bytes) {
            Poll::Pending => self.stalled(cx),
            done @ Poll::Ready(_) => {
                self.moved();
                done
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write_vectored(cx, slices) {
            Poll::Pending => self.stalled(cx),
            done @ Poll::Ready(_) => {
                self.moved();
                done
            }
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

impl<S> Paced<S> {
    /// An answer that its reader does not take: after a minute it is kept back no longer.
    fn stalled<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        self.notice();
        ready!(self.alarm.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    fn moved(&mut self) {
        self.notice();
        if self.phase != Phase::Head {
            self.alarm.set(sleep(KEEP_ALIVE));
        }
    }
}

#[cfg(test)]
mod tests;
