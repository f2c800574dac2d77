//! Server floor: the Language Server Protocol (LSP 3.17) on top of the analysis.
//!
//! This is the only floor that knows LSP, JSON, threads and clients. One file for each family of requests; each of them is a plain
//! function of a [`view::View`] (one version of one document with its analysis and settings), so none of them can lock, wait or fail.
//!
//! - [`wire`] stands between the byte streams and the protocol library and mends what real clients send;
//! - [`backend`] receives the messages in order, changes document state before it first waits, and hands the rest to blocking threads;
//! - [`documents`] holds the texts and sees to it that one version is analysed once.

pub mod abilities;
pub mod actions;
pub mod backend;
pub mod capabilities;
pub mod catalogs;
pub mod configuration;
pub mod conflicts;
pub mod diagnostics;
pub mod documents;
pub mod folding;
pub mod formatting;
pub mod hierarchy;
pub mod highlight;
pub mod hints;
pub mod hover;
mod ignoring;
pub mod legend;
pub mod lenses;
pub mod library;
pub mod names;
pub mod navigation;
pub mod panels;
pub mod parent;
pub mod positions;
pub mod progress;
pub mod publishing;
pub mod selection;
pub mod settings;
pub mod startup;
pub mod state;
pub mod symbols;
pub mod tokens;
pub mod view;
pub mod wire;

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use tower_lsp::{LspService, Server};

use backend::Backend;

/// How many messages are worked on at a time; the rest waits in order.
const CONCURRENCY: usize = 64;

/// How long the last answers may take once the client has gone or said `exit`.
const GRACE: Duration = Duration::from_secs(2);

/// Runs the server on standard input and output until the client says `exit`, closes the input or dies.
///
/// Returns the exit code of the process: 0 after `shutdown`, else 1 (LSP 3.17 § exit). Blocks the thread.
pub fn run() -> i32 {
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).max_blocking_threads(16).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("heshu: cannot start the server: {error}");
            return 101;
        }
    };
    let code = match wire::output::stdout() {
        Ok(output) => runtime.block_on(serve(tokio::io::stdin(), output)),
        Err(error) => {
            eprintln!("heshu: cannot write to standard output: {error}");
            101
        }
    };
    // A read of standard input cannot be cut short: the thread that waits in it is left behind.
    runtime.shutdown_background();
    code
}

/// Serves one client over any pair of streams; returns as [`run`] does.
pub async fn serve<R, W>(input: R, output: W) -> i32
where
    R: AsyncRead + Unpin + Send + 'static,
    W: AsyncWrite + Unpin + Send + 'static,
{
    let orphaned = Arc::new(Notify::new());
    let wire = wire::Wire::connect(input, output);
    let (service, socket) = LspService::new(|client| Backend::new(client, orphaned.clone()));
    let server = Server::new(wire.from_client, wire.to_client, socket).concurrency_level(CONCURRENCY).serve(service);
    tokio::pin!(server);
    tokio::select! {
        () = &mut server => {}
        () = orphaned.notified() => {}
        _ = wire.inbound => { let _ = tokio::time::timeout(GRACE, &mut server).await; }
    }
    let _ = tokio::time::timeout(GRACE, wire.outbound).await;
    wire.ending.exit_code()
}
