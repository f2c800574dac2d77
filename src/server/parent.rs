//! The editor's process: when it is gone, nobody will ever close our input.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

/// How often we look.
const INTERVAL: Duration = Duration::from_secs(3);

/// Rings the bell once the process is gone.
pub fn watch(process: u32, gone: Arc<Notify>) {
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(INTERVAL).await;
            let alive = tokio::task::spawn_blocking(move || is_alive(process)).await;
            if matches!(alive, Ok(false)) {
                gone.notify_one();
                return;
            }
        }
    });
}

/// Whether a process lives. Where that cannot be told, it does: the end of our input will show.
fn is_alive(process: u32) -> bool {
    if cfg!(target_os = "linux") {
        return PathBuf::from(format!("/proc/{process}")).exists();
    }
    if !cfg!(unix) {
        return true;
    }
    let signal = Command::new("kill").args(["-0", &process.to_string()]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    signal.map_or(true, |status| status.success())
}
