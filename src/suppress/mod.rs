//! Suppress floor: findings that people have looked at and do not want to see again.
//!
//! Prose has no place for `// noqa`, so what is ignored stands beside it, in `.heshu/ignored.toml`; Markdown may say it in a comment. A
//! baseline holds what an archive already had on the day heshu came. All know a finding by its [`Identity`], never by its line: an edit
//! elsewhere changes nothing. Below the functions that say so, nothing here reads files.

pub mod baseline;
pub mod comments;
pub mod identity;
pub mod sidecar;

pub use baseline::Baseline;
pub use identity::{Identity, identify};
pub use sidecar::{Entry, Ignored};

pub(crate) use sidecar::open_to_others;

use std::path::{Path, PathBuf};

/// The folder of what heshu keeps beside the articles.
pub const FOLDER: &str = ".heshu";

/// The folder that the paths in a file start from: the file's own, or the one that holds `.heshu`.
pub fn root_of(file: &Path) -> PathBuf {
    let file = absolute(file);
    let folder = file.parent().unwrap_or(Path::new("/"));
    let holder = folder.parent().filter(|_| folder.ends_with(FOLDER));
    holder.unwrap_or(folder).to_path_buf()
}

/// A file's path as it is written down: from the root, with `/`; the whole path where it stands elsewhere.
pub fn relative(path: &Path, root: &Path) -> String {
    let path = absolute(path);
    let below = path.strip_prefix(root).unwrap_or(&path);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/").replacen("//", "/", 1)
}

/// The path from the root of the file system, without `.` and `..`; links stay as they are named.
fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut out = PathBuf::new();
    for part in whole.components() {
        match part {
            std::path::Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_where_the_folder_of_heshu_stands() {
        assert_eq!(root_of(Path::new("/稿库/.heshu/ignored.toml")), Path::new("/稿库"));
        assert_eq!(root_of(Path::new("/稿库/baseline.json")), Path::new("/稿库"));
        assert_eq!(relative(Path::new("/稿库/五月/../六月/a.txt"), Path::new("/稿库")), "六月/a.txt");
        assert_eq!(relative(Path::new("/别处/a.txt"), Path::new("/稿库")), "/别处/a.txt");
    }
}
