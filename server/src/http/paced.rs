//! A connection that must get on: the head of a request within 10 s, and something at least once a minute. When
//! places run short, two seconds of waiting must do.

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
    sync::Semaphore,
    time::{Sleep, sleep},
};

/// In seconds.
const HEAD: u32 = 10;
const KEEP_ALIVE: u32 = 60;
const CROWDED: u32 = 2;
const SECOND: Duration = Duration::from_secs(1);

/// With fewer free places than this it is crowded. More than one, so that who leaves does not make room for idlers.
const ROOM: usize = 128;

/// The places for connections; closed when the program ends.
pub type Places = Arc<Semaphore>;

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
    places: Places,
    /// How many requests had begun when it was last looked at.
    seen: usize,
    phase: Phase,
    /// Seconds of waiting since this phase began.
    waited: u32,
    next_second: Pin<Box<Sleep>>,
}

impl<S> Paced<S> {
    /// Who connects has to say something: the first head counts from here.
    pub fn new(stream: S, work: Work, places: Places) -> Self {
        Self {
            stream,
            work,
            places,
            seen: 0,
            phase: Phase::Head,
            waited: 0,
            next_second: Box::pin(sleep(SECOND)),
        }
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.count_anew();
    }

    fn count_anew(&mut self) {
        self.waited = 0;
        self.next_second.set(sleep(SECOND));
    }

    /// Pending for so many seconds of waiting, and then an error.
    fn count_to(&mut self, most: u32, cx: &mut Context<'_>) -> Poll<io::Error> {
        while self.waited < most {
            ready!(self.next_second.as_mut().poll(cx));
            self.next_second.set(sleep(SECOND));
            self.waited += 1;
        }
        Poll::Ready(io::ErrorKind::TimedOut.into())
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

    fn is_crowded(&self) -> bool {
        self.places.available_permits() < ROOM || self.places.is_closed()
    }

    /// Pending while there is patience with a client that says nothing.
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        loop {
            let most = match self.phase {
                Phase::Working => return Poll::Pending,
                _ if self.is_crowded() => CROWDED,
                Phase::Head => HEAD,
                Phase::Between | Phase::Frames => KEEP_ALIVE,
            };
            // One second at a time: it may become crowded meanwhile.
            let error = ready!(self.count_to(most.min(self.waited + 1), cx));
            if self.phase == Phase::Frames && !self.work.is_none() {
                self.count_anew();
            } else if self.waited >= most {
                return Poll::Ready(Err(error));
            }
        }
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
        self.count_to(KEEP_ALIVE, cx).map(Err)
    }

    fn moved(&mut self) {
        self.notice();
        if self.phase != Phase::Head {
            self.count_anew();
        }
    }
}

#[cfg(test)]
mod tests;
