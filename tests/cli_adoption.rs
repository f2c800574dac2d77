//! Coming to an archive full of old articles: baselines, lines changed since a revision, findings that were looked at and stand.

mod cli_support;

use std::path::Path;
use std::process::Command;

use cli_support::{Folder, Run};

const WRONG: &str = "质量通报\n\n抽检合格率102%。全年运行平稳。\n";

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap()
}

/// `line code` of each finding.
fn found(run: &Run) -> Vec<String> {
    let short = |line: &str| {
        let (place, rest) = line.split_once(": ").unwrap();
        let mut parts = place.rsplitn(3, ':').skip(1);
        let line = parts.next().unwrap();
        format!("{}:{line} {}", parts.next().unwrap(), &rest[rest.find('[').unwrap() + 1..rest.find(']').unwrap()])
    };
    run.stdout.lines().map(short).collect()
}

fn git(folder: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]);
    let out = command.args(args).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn a_baseline_lets_only_what_is_new_through() {
    let folder = Folder::with(&[("旧/a.txt", WRONG.as_bytes()), ("b.txt", WRONG.as_bytes())]);
    let run = folder.run(&["check", "--write-baseline"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.contains("已把2个问题写入基线 .heshu/baseline.json"), "{}", run.stderr);
    let check = |folder: &Folder| folder.run(&["check", "--baseline", ".heshu/baseline.json", "--format", "concise"]);
    assert_eq!((check(&folder).code, check(&folder).stdout.as_str()), (0, ""));
    // What stands before, between and behind moves the old finding and does not bring it back.
    folder.write("旧/a.txt", "质量通报\n\n今天晴。\n\n　　新的一句。抽检合格率 102%。全年运行很平稳。\n".as_bytes());
    assert_eq!(found(&check(&folder)), Vec::<String>::new());
    // A second of the same kind, a changed figure and another file are new.
    folder.write("b.txt", format!("{WRONG}\n抽检合格率102%。\n").as_bytes());
    assert_eq!(found(&check(&folder)), ["b.txt:5 ratio-out-of-bounds"]);
    assert_eq!(check(&folder).code, 1);
    folder.write("b.txt", WRONG.replace("102", "103").as_bytes());
    let run = check(&folder);
    assert_eq!(found(&run), ["b.txt:3 ratio-out-of-bounds"]);
    assert!(run.stderr.contains("基线中有1个问题已经不在"), "{}", run.stderr);
    // From another folder the baseline still means the same files.
    let other = folder.run(&["check", "旧", "--baseline", ".heshu/baseline.json", "--format", "concise"]);
    assert_eq!(other.code, 0, "{}", other.stdout);
}

#[test]
fn a_baseline_that_cannot_be_used_says_so() {
    let folder = Folder::with(&[("a.txt", WRONG.as_bytes()), ("b.json", b"[]")]);
    let run = folder.run(&["check", "--baseline", "none.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("none.json: 没有这个文件"), "{}", run.stderr);
    let run = folder.run(&["check", "--baseline", "b.json"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("不是基线文件") && run.stderr.contains("--write-baseline"), "{}", run.stderr);
}

#[test]
fn only_what_has_to_do_with_changed_lines_is_reported() {
    let total = "旅游简报\n\n2024年全市接待游客680万人次。\n\n据统计，2024年全市接待游客680万人次。\n\n抽检合格率102%。\n";
    let folder = Folder::with(&[("稿/a.txt", total.as_bytes()), ("b.txt", WRONG.as_bytes())]);
    let root = folder.path();
    git(root, &["init", "-q", "-b", "main"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "旧稿"]);
    let check = |base: &str| folder.run(&["check", "--diff-base", base, "--format", "concise"]);
    assert_eq!((check("HEAD").code, found(&check("HEAD"))), (0, vec![]));
    // The first of two figures is changed; what is wrong now is reported at the second.
    folder.write("稿/a.txt", total.replacen("680", "860", 1).as_bytes());
    folder.write("c.txt", WRONG.as_bytes());
    assert_eq!(found(&check("HEAD")), ["c.txt:3 ratio-out-of-bounds", "稿/a.txt:5 value-mismatch"]);
    // What others commit meanwhile is not ours.
    git(root, &["checkout", "-qb", "ours"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "我们的改动"]);
    git(root, &["checkout", "-q", "main"]);
    folder.write("b.txt", WRONG.replace("102", "105").as_bytes());
    git(root, &["commit", "-qam", "别人的改动"]);
    git(root, &["checkout", "-q", "ours"]);
    assert_eq!(found(&check("main")), ["c.txt:3 ratio-out-of-bounds", "稿/a.txt:5 value-mismatch"]);
    let run = check("none");
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("--diff-base none：没有这个版本"), "{}", run.stderr);
}

#[test]
fn outside_a_repository_there_is_nothing_to_compare_with() {
    let folder = Folder::with(&[("a.txt", WRONG.as_bytes())]);
    let run = folder.run(&["check", "--diff-base", "HEAD"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("这里不是 git 仓库"), "{}", run.stderr);
}

#[test]
fn what_was_looked_at_stays_silent_until_it_changes() {
    let folder = Folder::with(&[("稿/a.txt", WRONG.as_bytes()), ("heshu.toml", b"")]);
    let check = || folder.run(&["check", "--format", "concise"]);
    let nothing = folder.run(&["ignore", "稿/a.txt:1:1", "--reason", "原件如此"]);
    assert_eq!(nothing.code, 2);
    assert!(nothing.stderr.contains("此处没有问题可忽略"), "{}", nothing.stderr);
    let run = folder.run(&["ignore", "稿/a.txt:3:6", "--reason", "原件如此"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let sidecar = std::fs::read(folder.path().join(".heshu/ignored.toml")).ok();
    let again = folder.run(&["ignore", "稿/a.txt:3:6", "--reason", "已核实"]);
    assert!(again.code == 0 && again.stderr.contains("未改动；理由可以直接在文件里改"), "{}", again.stderr);
    assert_eq!(std::fs::read(folder.path().join(".heshu/ignored.toml")).ok(), sidecar);
    let written = read(&folder, ".heshu/ignored.toml");
    assert!(written.contains("path = \"稿/a.txt\"\nreason = \"原件如此\"\ndate = \"20"), "{written}");
    assert!(written.contains("code = \"ratio-out-of-bounds\"\nquote = \"抽检合格率102%\"\nmark = \"102%\"\n"), "{written}");
    assert_eq!((check().code, check().stdout.as_str()), (0, ""), "{}", check().stdout);
    // Edits elsewhere keep it silent; a changed figure brings it back, and the entry is told of.
    folder.write("稿/a.txt", format!("抽检通报\n\n今日晴。\n\n{}", &WRONG["质量通报\n\n".len()..]).as_bytes());
    assert_eq!(found(&check()), Vec::<String>::new());
    folder.write("稿/a.txt", WRONG.replace("102", "103").as_bytes());
    let run = check();
    assert_eq!(found(&run), ["稿/a.txt:3 ratio-out-of-bounds"]);
    assert!(run.stderr.contains("条目已不再需要：稿/a.txt ratio-out-of-bounds“抽检合格率102%”"), "{}", run.stderr);
    let run = folder.run(&["ignore", "--prune"]);
    assert!(run.stderr.contains("删去1条，留下0条"), "{}", run.stderr);
    assert!(!read(&folder, ".heshu/ignored.toml").contains("[[ignored]]"));
    assert!(!check().stderr.contains("不再需要"));
}

#[test]
fn a_broken_list_of_what_is_ignored_ends_the_run() {
    let folder = Folder::with(&[("a.txt", WRONG.as_bytes()), (".heshu/ignored.toml", b"[[ignored]]\npth = \"a.txt\"\n")]);
    let run = folder.run(&["check", "a.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("ignored.toml:2: 没有“pth”这一项，是不是“path”？"), "{}", run.stderr);
}

#[test]
fn comments_in_markdown_silence_a_line() {
    let text = "# 质量通报\n\n<!-- heshu-ignore ratio-out-of-bounds: 原件如此 -->\n抽检合格率102%。\n\n复检合格率103%。\n";
    let folder = Folder::with(&[("a.md", text.as_bytes()), ("a.txt", text.as_bytes())]);
    let run = folder.run(&["check", "--format", "concise", "--select", "figures"]);
    assert_eq!(found(&run), ["a.md:6 ratio-out-of-bounds", "a.txt:4 ratio-out-of-bounds", "a.txt:6 ratio-out-of-bounds"]);
}

#[test]
fn findings_are_limited_and_counted() {
    let folder = Folder::with(&[]);
    for name in ["a.txt", "b.txt", "c.txt"] {
        folder.write(name, format!("质量通报\n\n{}", "抽检合格率102%。\n\n".repeat(3)).as_bytes());
    }
    let run = folder.run(&["check", "--format", "concise", "--max-findings", "4"]);
    assert_eq!(found(&run).len(), 4);
    assert_eq!(found(&run)[3], "b.txt:3 ratio-out-of-bounds");
    assert!(run.stderr.contains("只列出前4个问题，共9个") && run.stderr.contains("错误9处"), "{}", run.stderr);
    assert_eq!(folder.run(&["check", "--format", "concise", "--max-findings", "0"]).code, 1, "what is not shown counts");
    let json = folder.run(&["check", "--format", "json", "--max-findings", "4"]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let shown: usize = json["files"].as_array().unwrap().iter().map(|f| f["findings"].as_array().unwrap().len()).sum();
    assert_eq!((shown, &json["summary"]["errors"]), (4, &9.into()));
}

#[test]
fn statistics_count_each_rule() {
    let folder = Folder::with(&[("a.txt", WRONG.as_bytes()), ("b.txt", format!("{WRONG}\n抽检合格率102%。\n").as_bytes())]);
    let run = folder.run(&["check", "--statistics", "--locale", "en"]);
    assert_eq!(run.code, 1);
    let rows: Vec<Vec<&str>> = run.stdout.lines().map(|l| l.split_whitespace().take(4).collect()).collect();
    assert_eq!(rows, [["count", "files", "fixable", "code"], ["3", "2", "0", "ratio-out-of-bounds"]]);
    let json: serde_json::Value = serde_json::from_str(&folder.run(&["check", "--statistics", "--format", "json"]).stdout).unwrap();
    assert_eq!((&json[0]["count"], &json[0]["files"]), (&3.into(), &2.into()));
}

#[test]
fn it_watches_until_it_is_stopped() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let folder = Folder::with(&[("a.txt", "质量通报\n\n抽检合格率98%。\n".as_bytes())]);
    let mut command = cli_support::heshu();
    command.current_dir(folder.path()).args(["check", "--watch", "--format", "concise", "--select", "figures"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut wait = |word: &str| said.find(|line| line.as_ref().unwrap().contains(word)).unwrap().unwrap();
    wait("未发现问题");
    wait("等待文件变化");
    folder.write("a.txt", WRONG.as_bytes());
    wait("错误1处");
    wait("等待文件变化");
    #[cfg(unix)]
    {
        let pid = child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(130));
    }
    let _ = child.kill();
    let mut out = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut out).unwrap();
    assert_eq!(out.lines().count(), 1, "{out}");
}

/// What it writes itself, spare copies of editors and what git does wake nobody; settings that are broken for a while end nothing.
#[cfg(unix)]
#[test]
fn a_watch_is_woken_by_articles_and_settings_alone() {
    let folder = Folder::with(&[("a.txt", WRONG.as_bytes()), (".git/HEAD", b"")]);
    let log = |name: &str| std::fs::File::create(folder.path().join(name)).unwrap();
    let mut command = cli_support::heshu();
    command.current_dir(folder.path()).args(["check", "--watch", "--format", "concise"]);
    // Even where the log looks like an article.
    let mut child = command.stdout(log("out.txt")).stderr(log("err.txt")).spawn().unwrap();
    let said = || read(&folder, "err.txt");
    let until = |holds: &dyn Fn(&str) -> bool| {
        let start = std::time::Instant::now();
        while !holds(&said()) {
            assert!(start.elapsed().as_secs() < 20, "{}", said());
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    let rounds = |text: &str| text.matches("等待文件变化").count();
    until(&|text| rounds(text) == 1);
    folder.write(".git/index.txt", b"x");
    folder.write("a.txt.swp", b"x");
    folder.write("a.txt~", b"x");
    // As long as several rounds would take.
    std::thread::sleep(std::time::Duration::from_millis(900));
    assert_eq!(rounds(&said()), 1, "{}", said());
    folder.write("heshu.toml", b"ignore = [\n");
    until(&|text| rounds(text) == 2 && text.contains("heshu.toml:1: 方括号不成对"));
    folder.write("heshu.toml", b"ignore = [\"ratio-out-of-bounds\"]\nexclude = [\"out.txt\", \"err.txt\"]\n");
    until(&|text| rounds(text) == 3 && text.contains("heshu.toml 有变化，重新核对"));
    assert!(said().contains("未发现问题"), "{}", said());
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(read(&folder, "out.txt").lines().count(), 1);
}

#[test]
fn what_fixing_would_do_is_told() {
    let text = "质量，，通报\n\n会议有约5000多人参加。抽检合格率102%。\n";
    let folder = Folder::with(&[("a.txt", text.as_bytes())]);
    let told = |args: &[&str]| folder.run(&[&["check", "--format", "concise"], args].concat()).stderr;
    assert!(told(&[]).contains("其中1处可用 --fix 改好，另有1处可用 --fix --unsafe-fixes 照第一种改法改，改后请人看一遍"), "{}", told(&[]));
    assert!(told(&["--locale", "en"]).contains("can be fixed: 1 with --fix, 1 with --fix --unsafe-fixes"));
    assert!(!told(&["--select", "ratio-out-of-bounds"]).contains("--fix"), "there is nothing to change it to");
    assert!(!folder.run(&["check", "--format", "json"]).stderr.contains("--fix"), "a program knows by itself");
    let fixed = told(&["--fix"]);
    assert!(fixed.contains("已修正1个问题") && fixed.contains("其中1处可用 --fix --unsafe-fixes"), "{fixed}");
    let fixed = told(&["--fix", "--unsafe-fixes"]);
    assert!(fixed.contains("已修正1个问题") && !fixed.contains("可用"), "{fixed}");
}

#[test]
fn a_fix_leaves_alone_what_the_baseline_holds() {
    let (old, new) = ("质量通报\n\n抽检合格率９８％。\n", "质量通报\n\n复检合格率９９％。\n");
    let folder = Folder::with(&[("old.txt", old.as_bytes())]);
    assert_eq!(folder.run(&["check", "--write-baseline", "--fail-on", "hint"]).code, 0);
    folder.write("new.txt", new.as_bytes());
    let diff = folder.run(&["check", "--baseline", ".heshu/baseline.json", "--diff"]).stdout;
    assert!(diff.contains("+复检合格率99％") && !diff.contains("old.txt"), "{diff}");
    let run = folder.run(&["check", "--baseline", ".heshu/baseline.json", "--fix"]);
    assert!(run.stderr.contains("已修正1个问题"), "{}", run.stderr);
    assert_eq!(read(&folder, "old.txt"), old, "what was there already is not touched");
    assert_eq!(read(&folder, "new.txt"), new.replace("９９", "99"));
}
