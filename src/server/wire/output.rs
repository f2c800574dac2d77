//! The process's standard output, written as it is given.
//!
//! `std::io::Stdout` and what tokio builds on it break every write after its last newline. A frame would leave in two system calls, its
//! header first: an editor that kills the server in between has read a header with nothing behind it.

use std::fs::File;
use std::io;

/// Standard output as a file: what is written in one call goes out in one call.
///
/// # Errors
/// Where the process has no standard output, or no descriptor is left for a second handle on it.
pub fn stdout() -> io::Result<tokio::fs::File> {
    Ok(tokio::fs::File::from_std(handle()?))
}

#[cfg(unix)]
fn handle() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
}

#[cfg(windows)]
fn handle() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    Ok(File::from(io::stdout().as_handle().try_clone_to_owned()?))
}
