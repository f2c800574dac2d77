//! From the paths on the command line to the files to read: files, folders, globs, standard input.

use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;

use crate::config::EXTENSIONS;
use crate::rules::Message;

use super::Exit;
use super::session::Session;

/// How a file came to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Standard input.
    Stdin,
    /// Named on the command line.
    Named,
    /// Found in a folder, or by a glob.
    Walked,
}

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The file, or the name that stands for standard input.
    pub path: PathBuf,
    /// How it came to be read.
    pub origin: Origin,
}

impl Input {
    /// Standard input, under a name where the user gave one.
    pub fn stdin(name: Option<&Path>) -> Input {
        Input { path: name.unwrap_or(Path::new("-")).to_path_buf(), origin: Origin::Stdin }
    }

    /// The path as people see it.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The folder whose settings hold for it.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// The one input of a command that takes a single file.
    pub fn single(path: Option<&Path>) -> Input {
        match path {
            None => Input::stdin(None),
            Some(path) if path == Path::new("-") => Input::stdin(None),
            Some(path) => Input { path: path.to_path_buf(), origin: Origin::Named },
        }
    }
}

/// All inputs of a command, by path, each once. What does not exist is told about. An error ends the run.
pub fn collect(session: &mut Session, paths: &[PathBuf], stdin_name: Option<&Path>) -> Result<Vec<Input>, Exit> {
    let mut inputs = Vec::new();
    let here = [PathBuf::from(".")];
    let paths = match (paths, stdin_name) {
        ([], Some(_)) => &[PathBuf::from("-")][..],
        ([], None) => &here[..],
        _ => paths,
    };
    for path in paths {
        if path == Path::new("-") {
            inputs.push(Input::stdin(stdin_name));
        } else if path.is_dir() {
            walk(session, path, &mut inputs)?;
        } else if path.exists() {
            inputs.push(Input { path: plain(path), origin: Origin::Named });
        } else if is_glob(path) {
            expand(session, path, &mut inputs);
        } else {
            let name = path.display();
            session.failure(&Message::new(format!("找不到 {name}"), format!("no such file or folder: {name}")));
        }
    }
    // A file that was named stays so when a folder holds it too.
    inputs.sort_by(|a, b| a.path.cmp(&b.path).then((a.origin == Origin::Walked).cmp(&(b.origin == Origin::Walked))));
    inputs.dedup_by(|later, first| later.path == first.path);
    Ok(inputs)
}

/// A path without a leading `./`, so that a file has one name.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_path_buf()
}

/// Files in the order in which the walk finds them, with .gitignore files respected, inside a repository or not.
fn files_under(session: &mut Session, folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                files.push(plain(entry.path()));
            }
            Ok(_) => {}
            Err(error) => session.failure(&Message::both(error.to_string())),
        }
    }
    files
}

fn walk(session: &mut Session, folder: &Path, inputs: &mut Vec<Input>) -> Result<(), Exit> {
    for path in files_under(session, folder) {
        let Some(extension) = path.extension().and_then(|e| e.to_str()) else { continue };
        let is_usual = EXTENSIONS.iter().any(|e| e.eq_ignore_ascii_case(extension));
        let input = Input { path: path.clone(), origin: Origin::Walked };
        let is_extra = |own: &[String]| own.iter().any(|e| e.trim_start_matches('.').eq_ignore_ascii_case(extension));
        if is_usual || is_extra(&session.surroundings(input.folder())?.settings.extensions) {
            inputs.push(input);
        }
    }
    Ok(())
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// Finds what a glob names, whatever the extension; shells that do not expand `**` leave it to us.
fn expand(session: &mut Session, pattern: &Path, inputs: &mut Vec<Input>) {
    let text = pattern.to_string_lossy();
    let matcher = match GlobBuilder::new(text.trim_start_matches("./")).literal_separator(true).build() {
        Ok(glob) => glob.compile_matcher(),
        Err(error) => return session.failure(&Message::both(error.to_string())),
    };
    let base: PathBuf = pattern.components().take_while(|part| !is_glob(Path::new(part))).collect();
    let base = if base.as_os_str().is_empty() { Path::new(".") } else { &base };
    let before = inputs.len();
    if base.is_dir() {
        let found = files_under(session, base).into_iter().filter(|path| matcher.is_match(path));
        inputs.extend(found.map(|path| Input { path, origin: Origin::Walked }));
    }
    if inputs.len() == before {
        session.failure(&Message::new(format!("没有文件符合 {text}"), format!("no file matches {text}")));
    }
}
