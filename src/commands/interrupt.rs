//! Ctrl-C: the run ends after the file at hand, with what was found so far.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Exit;

static ASKED: AtomicBool = AtomicBool::new(false);

/// Listens for Ctrl-C from now on. The second one ends the program at once.
pub fn listen() {
    // Where nothing can listen, Ctrl-C does what it always did.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
    });
}

/// Whether somebody pressed Ctrl-C.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
