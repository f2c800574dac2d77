//! Frames of the base protocol (LSP 3.17 § Header Part): `Content-Length: n`, a blank line, n bytes.

use std::io;

use memchr::memmem;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// A header longer than this is none.
const LONGEST_HEADER: usize = 1 << 14;

/// A body longer than this is not read: whoever announces it has lost the thread.
const LONGEST_BODY: usize = 1 << 30;

/// Reads frames from a stream, over any garbage between them.
pub struct Frames<R> {
    reader: R,
    buffer: Vec<u8>,
    /// Where the unread part of the buffer starts.
    start: usize,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    /// Frames of a stream.
    pub fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), start: 0 }
    }

    /// The body of the next frame; `None` at the end of the stream. Nothing is lost when the future is dropped half-way.
    pub async fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(body) = self.take() {
                return Some(body);
            }
            self.buffer.drain(..self.start);
            self.start = 0;
            self.buffer.reserve(1 << 16);
            match self.reader.read_buf(&mut self.buffer).await {
                Ok(0) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// A whole frame out of the buffer, if one is there.
    fn take(&mut self) -> Option<Vec<u8>> {
        loop {
            let rest = &self.buffer[self.start..];
            let Some(header) = memmem::find(rest, b"\r\n\r\n") else {
                if rest.len() > LONGEST_HEADER {
                    self.start = self.buffer.len();
                }
                return None;
            };
            let body = header + 4;
            match content_length(&rest[..header]) {
                Some(len) if len <= LONGEST_BODY => {
                    let bytes = rest.get(body..body + len)?.to_vec();
                    self.start += body + len;
                    return Some(bytes);
                }
                _ => self.start += body,
            }
        }
    }
}

/// The length that a header announces. What stands before the field on its line, left over from a broken frame, is passed over.
fn content_length(header: &[u8]) -> Option<usize> {
    const FIELD: &[u8] = b"content-length:";
    let at = header.windows(FIELD.len()).rposition(|w| w.eq_ignore_ascii_case(FIELD))?;
    let value = header[at + FIELD.len()..].split(|b| *b == b'\r').next()?;
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}

/// Writes one frame.
pub async fn write<W: AsyncWrite + Unpin>(writer: &mut W, body: &[u8]) -> io::Result<()> {
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    frame.extend_from_slice(body);
    writer.write_all(&frame).await
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(bytes: &[u8]) -> Vec<String> {
        let mut frames = Frames::new(bytes);
        let mut bodies = Vec::new();
        while let Some(body) = frames.next().await {
            bodies.push(String::from_utf8(body).unwrap());
        }
        bodies
    }

    #[tokio::test]
    async fn frames_follow_each_other() {
        let bytes = b"Content-Length: 2\r\n\r\n{}content-type: x\r\ncontent-length:3\r\n\r\n[1]Content-Length: 9\r\n\r\n{";
        assert_eq!(read(bytes).await, ["{}", "[1]"]);
    }

    #[tokio::test]
    async fn garbage_is_passed_over() {
        assert_eq!(read(b"Content-Length: x\r\n\r\nnoise Content-Length: 2\r\n\r\n{}").await, ["{}"]);
    }
}
