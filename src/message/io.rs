//! Why a file could not be read or written, in words that say what to do.

use std::io::{Error, ErrorKind};

use super::Message;

/// What an error of the system means; the system's own words where they are no usual ones.
pub fn reason(error: &Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => Message::new("没有这个文件，请检查路径", "there is no such file; check the path"),
        ErrorKind::PermissionDenied => {
            Message::new("没有权限，请检查文件和文件夹的权限", "permission denied; check those of the file and its folder")
        }
        ErrorKind::IsADirectory => Message::new("这是文件夹，不是文件", "it is a folder, not a file"),
        ErrorKind::InvalidData => Message::new("不是 UTF-8 编码，请另存为 UTF-8", "it is not UTF-8; save it as UTF-8"),
        ErrorKind::StorageFull => Message::new("磁盘已满", "the disk is full"),
        ErrorKind::ReadOnlyFilesystem => Message::new("所在磁盘只读", "the disk is read-only"),
        _ => Message::both(error.to_string()),
    }
}
