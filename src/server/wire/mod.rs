//! What stands between the byte streams and the protocol library.
//!
//! The library ends the session at the first message that it cannot read, knows URIs only as RFC 3986 has them, and wants the
//! parameters of life-cycle messages in one exact form. Real clients send lone surrogates, raw Chinese paths and `"params": null`.
//! So each frame is looked at here before the library sees it, and mended or refused.

pub mod announce;
pub mod frames;
pub mod mend;
pub mod output;
pub mod spelling;

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, DuplexStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use frames::Frames;
use mend::{Mended, mend};
use spelling::Spellings;

/// Bytes in flight between the streams and the library.
const BUFFER: usize = 1 << 18;

/// How the session came to its end.
#[derive(Debug, Default)]
pub struct Ending(AtomicU8);

impl Ending {
    /// 0 where the client said `shutdown` first, else 1.
    pub fn exit_code(&self) -> i32 {
        if self.0.load(Ordering::SeqCst) == 1 { 0 } else { 1 }
    }

    fn shut_down(&self) {
        self.0.store(1, Ordering::SeqCst);
    }
}

/// The two streams that the library reads and writes, and the tasks that carry them to the client.
pub struct Wire {
    /// What the client sent, mended.
    pub from_client: DuplexStream,
    /// What the client will get.
    pub to_client: DuplexStream,
    /// Ends when the client closed its side or said `exit`.
    pub inbound: JoinHandle<()>,
    /// Ends when the library has closed its side and everything is written.
    pub outbound: JoinHandle<()>,
    /// How the session came to its end.
    pub ending: Arc<Ending>,
}

impl Wire {
    /// Connects the streams of a client.
    pub fn connect<R, W>(input: R, output: W) -> Wire
    where
        R: AsyncRead + Unpin + Send + 'static,
        W: AsyncWrite + Unpin + Send + 'static,
    {
        let (from_client, inner) = tokio::io::duplex(BUFFER);
        let (to_client, outer) = tokio::io::duplex(BUFFER);
        let (refusals, refused) = mpsc::channel(16);
        let (spellings, ending) = (Arc::new(Spellings::default()), Arc::new(Ending::default()));
        let inbound = tokio::spawn(carry_in(input, inner, refusals, spellings.clone(), ending.clone()));
        let outbound = tokio::spawn(carry_out(outer, output, refused, spellings));
        Wire { from_client, to_client, inbound, outbound, ending }
    }
}

async fn carry_in<R: AsyncRead + Unpin>(
    input: R,
    mut library: DuplexStream,
    refusals: mpsc::Sender<Vec<u8>>,
    spellings: Arc<Spellings>,
    ending: Arc<Ending>,
) {
    let mut frames = Frames::new(input);
    while let Some(body) = frames.next().await {
        let done = match mend(body, &spellings) {
            Mended::Pass { body, method } => {
                if method == Some(mend::LifeCycle::Shutdown) {
                    ending.shut_down();
                }
                frames::write(&mut library, &body).await.is_err() || method == Some(mend::LifeCycle::Exit)
            }
            Mended::Refuse(answer) => refusals.send(answer).await.is_err(),
            Mended::Drop => false,
        };
        if done {
            break;
        }
    }
}

async fn carry_out<W: AsyncWrite + Unpin>(
    library: DuplexStream,
    mut output: W,
    mut refused: mpsc::Receiver<Vec<u8>>,
    spellings: Arc<Spellings>,
) {
    let mut frames = Frames::new(library);
    let mut announced = false;
    loop {
        let body = tokio::select! {
            body = frames.next() => match body {
                Some(body) if announced => spellings.restore(body),
                Some(body) => {
                    let (body, done) = announce::announce(spellings.restore(body));
                    announced = done;
                    body
                }
                None => break,
            },
            Some(answer) = refused.recv() => answer,
        };
        if frames::write(&mut output, &body).await.is_err() || output.flush().await.is_err() {
            break;
        }
    }
}
