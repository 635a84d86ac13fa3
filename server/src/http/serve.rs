//! The listener: takes connections, keeps them within bounds, and drains them before the program ends.

use std::{convert::Infallible, io, net::SocketAddr, time::Duration};

use axum::{Router, body::Body, extract::Request};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt as _;

use super::{
    AppState,
    client_ip::Peer,
    metrics::During,
    paced::{Paced, Places, Work},
};

/// Who comes after these waits until one of them is gone, and none of them may dawdle.
const CONNECTIONS: usize = 1024;
const STREAMS: u32 = 100;
/// Room for an address, headers within [`super::limits`], and a form.
const BUFFER: usize = 64 * 1024;
const HEADERS: u32 = 32 * 1024;
/// How long open requests may go on once the program was asked to end.
pub const DRAIN: Duration = Duration::from_secs(10);

/// Serves until `stop` is done, then lets open requests end.
pub async fn serve(listener: TcpListener, state: AppState, stop: impl Future<Output = ()>) {
    let router = super::router(state.clone());
    let graceful = GracefulShutdown::new();
    let places = Places::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            (permit, accepted) = next(&listener, &places) => match accepted {
                Ok((stream, peer)) => {
                    let line = Line { state: state.clone(), router: router.clone(), places: places.clone(), peer, permit };
                    tokio::spawn(line.talk(stream, &graceful));
                }
                Err(error) => give_way(&error).await,
            },
        }
    }
    drop(listener);
    places.close();
    state.drain();
    tokio::select! {
        () = graceful.shutdown() => tracing::info!("every connection has ended"),
        () = tokio::time::sleep(DRAIN) => tracing::warn!("some requests were cut off"),
    }
}

async fn next(
    listener: &TcpListener,
    places: &Places,
) -> (
    Option<OwnedSemaphorePermit>,
    io::Result<(TcpStream, SocketAddr)>,
) {
    // None only once it is closed, and then nobody asks any more.
    let permit = places.clone().acquire_owned().await.ok();
    (permit, listener.accept().await)
}

/// A connection that broke before it began is nobody's concern; anything else is mostly a lack of file descriptors.
async fn give_way(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(%error, "no connection can be taken");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// One connection.
struct Line {
    state: AppState,
    router: Router,
    places: Places,
    peer: SocketAddr,
    permit: Option<OwnedSemaphorePermit>,
}

impl Line {
    fn talk(
        self,
        stream: TcpStream,
        graceful: &GracefulShutdown,
    ) -> impl Future<Output = ()> + Send + 'static {
        let watcher = graceful.watcher();
        async move {
            let Self {
                state,
                router,
                places,
                peer,
                permit,
            } = self;
            let _open = During::new(&state.metrics.connections);
            // Without it, each first answer waits 40 ms for an acknowledgement.
            stream.set_nodelay(true).ok();
            let work = Work::default();
            let io = TokioIo::new(Paced::new(stream, work.clone(), places));
            let service =
                service_fn(move |request| answer(router.clone(), request, peer, work.begin()));
            let connection = builder().serve_connection(io, service).into_owned();
            if let Err(error) = watcher.watch(connection).await {
                tracing::debug!(error, "a connection broke");
            }
            drop(permit);
        }
    }
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    // Times are kept by [`Paced`], below both protocols.
    builder
        .http1()
        .header_read_timeout(None)
        .max_buf_size(BUFFER);
    builder
        .http2()
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEADERS);
    builder
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
    working: super::paced::Working,
) -> Result<axum::response::Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(Peer(peer));
    let response = router.oneshot(request).await;
    drop(working);
    response
}
