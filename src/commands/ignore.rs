//! `heshu ignore`: writes down that a finding was looked at and stands, and takes out what is no longer needed.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Zoned;
use jiff::civil::Date;

use crate::config::check_selector;
use crate::message::Message;
use crate::output::Places;
use crate::rules::Finding;
use crate::suppress::{Ignored, relative, root_of, sidecar};

use super::document::Document;
use super::inputs::Input;
use super::session::{Selection, Session};
use super::{Exit, Globals};

/// Options of `heshu ignore`.
#[derive(Args, Debug)]
pub struct Options {
    /// The place that heshu check names: FILE:LINE or FILE:LINE:COLUMN; FILE alone means all its findings
    #[arg(value_name = "PLACE", required_unless_present = "prune")]
    place: Option<String>,
    /// Only findings of these codes or groups, separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    code: Vec<String>,
    /// Why the finding stands
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// The day that articles without a date of their own are read from, where heshu check was given one
    #[arg(long, value_name = "YYYY-MM-DD")]
    reference_date: Option<Date>,
    /// Take out the entries that nothing needs any more
    #[arg(long, conflicts_with_all = ["place", "code", "reason"])]
    prune: bool,
}

/// A place as `heshu check` prints it.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    file: PathBuf,
    line: Option<usize>,
    column: Option<usize>,
}

impl Place {
    /// Numbers behind the last colons; a file may have colons in its name.
    fn of(text: &str) -> Place {
        let number = |text: &str| text.rsplit_once(':').and_then(|(rest, n)| Some((rest.to_owned(), n.parse::<usize>().ok()?)));
        let whole = |file: &str| Place { file: file.into(), line: None, column: None };
        if Path::new(text).exists() {
            return whole(text);
        }
        match number(text) {
            None => whole(text),
            Some((rest, last)) => match number(&rest) {
                Some((file, line)) => Place { file: file.into(), line: Some(line), column: Some(last) },
                None => Place { file: rest.into(), line: Some(last), column: None },
            },
        }
    }
}

/// Writes entries.
pub fn run(globals: &Globals, options: &Options) -> Exit {
    let done = match &options.place {
        Some(place) => add(globals, options, &Place::of(place)),
        None => prune(globals, options),
    };
    done.unwrap_or_else(|exit| exit)
}

fn add(globals: &Globals, options: &Options, place: &Place) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection { reference_date: options.reference_date, ..Selection::default() })?;
    for code in &options.code {
        check_selector(code).map_err(|problem| session.settings_problem(&problem))?;
    }
    let (input, document) = read(&mut session, &place.file)?;
    let surroundings = session.surroundings(input.folder())?;
    let (console, text) = (session.console, &document.decoded.text);
    let Some(path) = document.path.as_deref() else {
        console.error(&Message::new("须指明文件，不能用于标准输入", "name a file; standard input has none"));
        return Err(Exit::Failure);
    };
    let analysis = surroundings.analysis(text);
    let reported = surroundings.settings.report(Some(path), &analysis, analysis.findings());
    let places = Places::with_lines(text, document.lines.as_deref());
    let is_meant = |finding: &Finding| {
        let (line, column) = places.line_column(finding.range.start().into());
        let is_there = place.line.is_none_or(|l| l == line) && place.column.is_none_or(|c| c == column);
        is_there && (options.code.is_empty() || options.code.iter().any(|name| crate::config::selects(name, finding.code)))
    };
    let file = sidecar::place_for(path);
    let (mut found, mut written) = (0, 0);
    for (finding, identity) in reported.findings.iter().zip(reported.identities) {
        if !is_meant(finding) {
            continue;
        }
        found += 1;
        let today = Zoned::now().date();
        let added = sidecar::add(&file, identity, path, &options.reason, Some(today)).map_err(|message| {
            console.error(&Message::new(format!("无法写入：{}", message.zh), format!("cannot write: {}", message.en)));
            Exit::Failure
        })?;
        written += usize::from(added);
    }
    let name = file.display();
    let settings = &surroundings.settings;
    if found == 0 && settings.without_ignored().report(Some(path), &analysis, analysis.findings()).findings.iter().any(is_meant) {
        console.note(&Message::new(
            format!("此处已经记在 {name}，未改动；理由可以直接在文件里改"),
            format!("that is in {name} already, which was left as it is; change the reason there"),
        ));
        return Ok(session.exit);
    }
    if found == 0 {
        console.error(&Message::new(
            "此处没有问题可忽略，请核对位置（文件:行:列）和规则",
            "no finding there; check the place (FILE:LINE:COLUMN) and the code",
        ));
        return Err(Exit::Failure);
    }
    console.note(&Message::new(format!("已在 {name} 记下{written}个问题"), format!("{written} findings written to {name}")));
    Ok(session.exit)
}

/// The article that a place names: a file, or a record of one (`a.csv#12[正文]`).
fn read(session: &mut Session, named: &Path) -> Result<(Input, Document), Exit> {
    let name = named.display().to_string();
    let record_of =
        name.rsplit_once('#').map(|(file, _)| Input::single(Some(Path::new(file)))).filter(|i| !named.exists() && i.path.exists());
    let Some(input) = record_of else {
        let input = Input::single(Some(named));
        return session.read(&input).map(|document| (input, document));
    };
    let surroundings = session.surroundings(input.folder())?;
    let documents = Document::read_all(&input, &surroundings.settings).unwrap_or_default();
    match documents.into_iter().find(|d| d.name == name) {
        Some(document) => Ok((input, document)),
        None => {
            session.console.error(&Message::new(format!("找不到 {name}"), format!("no such record: {name}")));
            Err(Exit::Failure)
        }
    }
}

fn prune(globals: &Globals, options: &Options) -> Result<Exit, Exit> {
    let mut session = Session::new(globals, Selection { reference_date: options.reference_date, ..Selection::default() })?;
    let console = session.console;
    let failed = |message: Message| {
        console.error(&message);
        Exit::Failure
    };
    let ignored = Ignored::discover(Path::new(".")).map_err(failed)?;
    let Some(file) = ignored.file.clone() else {
        console.note(&Message::new("没有 .heshu/ignored.toml", "there is no .heshu/ignored.toml"));
        return Ok(Exit::Clean);
    };
    let mut paths: Vec<&str> = ignored.entries.iter().map(|e| e.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let mut gone = Vec::new();
    for path in paths {
        gone.extend(stale_of(&mut session, &ignored, &root_of(&file), path)?);
    }
    if !gone.is_empty() {
        sidecar::remove(&file, &gone).map_err(failed)?;
    }
    let (count, left, name) = (gone.len(), ignored.entries.len() - gone.len(), file.display());
    console.note(&Message::new(format!("{name}：删去{count}条，留下{left}条"), format!("{name}: {count} entries removed, {left} left")));
    Ok(session.exit)
}

/// The entries of an article that nothing needs; all of them where the article is gone. An article that cannot be read keeps its own.
fn stale_of(session: &mut Session, ignored: &Ignored, root: &Path, name: &str) -> Result<Vec<usize>, Exit> {
    // A record of a table is named behind its file.
    let path = root.join(name);
    let file = name.rsplit_once('#').map(|(file, _)| root.join(file)).filter(|_| !path.exists()).unwrap_or_else(|| path.clone());
    let of_name = || ignored.entries.iter().enumerate().filter(|(_, e)| e.path == name).map(|(at, _)| at).collect();
    if !file.exists() {
        return Ok(of_name());
    }
    let input = Input::single(Some(&file));
    let surroundings = session.surroundings(input.folder())?;
    let Ok(documents) = Document::read_all(&input, &surroundings.settings) else { return Ok(Vec::new()) };
    let own = documents.into_iter().find(|d| d.path.as_deref().is_some_and(|p| relative(p, root) == name));
    let Some(document) = own else { return Ok(of_name()) };
    let analysis = surroundings.analysis(&document.decoded.text);
    let mut settings = surroundings.settings.clone();
    settings.ignored = std::sync::Arc::new(ignored.clone());
    Ok(settings.report(document.path.as_deref(), &analysis, analysis.findings()).stale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_from_behind() {
        let place = |line, column| Place { file: "五月/a:b.txt".into(), line, column };
        assert_eq!(Place::of("五月/a:b.txt:12:3"), place(Some(12), Some(3)));
        assert_eq!(Place::of("五月/a:b.txt:12"), place(Some(12), None));
        assert_eq!(Place::of("五月/a:b.txt"), place(None, None));
    }
}
