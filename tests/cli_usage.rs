//! What goes wrong with files, pipes, settings and disks: one clear line, the right exit code, and the rest is checked all the same.

mod cli_support;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use cli_support::{Folder, heshu};

const FINE: &str = "云岭市工业提质\n\n云岭市今年新建项目12个。\n";
const WRONG: &str = "质量通报\n\n抽检合格率102%。\n";

/// Arguments, the exit code, and what standard error says. The folder holds what [`desk`] puts there.
const TABLE: &[(&[&str], i32, &str)] = &[
    (&["check", "none.txt"], 2, "错误：找不到 none.txt"),
    (&["check", "none/"], 2, "错误：找不到 none/"),
    (&["check", "*.rst"], 2, "没有文件符合 *.rst"),
    (&["check", "a["], 2, "错误："),
    (&["check", "binary.txt"], 2, "binary.txt 是二进制文件，已跳过"),
    (&["check", "binary.bin"], 2, "binary.bin 是二进制文件，已跳过"),
    (&["check", "invalid.txt"], 0, "无法识别的字节，以 U+FFFD 代替"),
    (&["check", "--fix", "--unsafe-fixes", "invalid.txt"], 0, "无法识别的字节"),
    (&["check", "broken"], 2, "heshu.toml:1: "),
    (&["check", "broken/a.txt", "fine.txt"], 2, "heshu.toml:1: "),
    (&["check", "dangling.txt"], 2, "找不到 dangling.txt"),
    (&["check", "--format", "pdf"], 2, "pdf"),
    (&["check", "--fail-on", "never"], 2, "never"),
    (&["check", "--select", "figure"], 2, "是不是“figures”"),
    (&["check", "--ignore", "count-mismach"], 2, "是不是“count-mismatch”"),
    (&["check", "--max-findings", "-1"], 2, "-1"),
    (&["check", "--baseline"], 2, "--baseline"),
    (&["check", "--baseline", "none.json", "fine.txt"], 2, "none.json: 没有这个文件"),
    (&["check", "--unsafe-fixes", "fine.txt"], 2, "--fix"),
    (&["check", "--fix", "-"], 2, "--fix 不能用于标准输入"),
    (&["check", "--batch", "fine.txt"], 2, "--batch"),
    (&["check", "--output", "in", "fine.txt"], 2, "无法写出结果"),
    (&["check", "--catalog", "none.toml", "fine.txt"], 2, "无法读取名录 none.toml"),
    (&["clean", "in"], 2, "无法读取 in：这是文件夹，不是文件"),
    (&["clean", "--write"], 2, "--write 须指明文件"),
    (&["outline", "none.txt"], 2, "无法读取 none.txt：没有这个文件"),
    (&["figures", "none.txt"], 2, "找不到 none.txt"),
    (&["figures", "--reference-date", "yesterday", "fine.txt"], 2, "yesterday"),
    (&["explain", "count-mismach"], 2, "是不是“count-mismatch”"),
    (&["ignore"], 2, "PLACE"),
    (&["ignore", "none.txt:1"], 2, "none.txt"),
    (&["ignore", "fine.txt:1"], 2, "此处没有问题可忽略"),
    (&["config", "init", "none"], 2, "无法写出 none/heshu.toml：没有这个文件"),
    (&["config", "show", "broken"], 2, "heshu.toml:1: "),
    (&["report", "none.txt"], 2, "找不到 none.txt"),
    (&["report", "fine.txt", "--output", "none/r.html"], 2, "无法写出结果：没有这个文件"),
    (&["chekc"], 2, "没有“chekc”这个命令；是不是“check”？"),
    (&["check", "--fromat", "json"], 2, "没有“--fromat”这个选项；是不是“--format”？"),
    (&["check", "--format", "jsn"], 2, "不能是“jsn”；可取 full、concise、json"),
    (&["check", "--fix", "--batch"], 2, "“--fix”不能与“--batch”同用"),
    (&["check", "--locale", "en", "--fromat", "json"], 2, "unexpected argument '--fromat'"),
    (&["config"], 2, "用法：heshu config [选项] <命令>"),
    (&[], 2, "用法：heshu [选项] [命令]"),
    (&["--locale", "en"], 2, "Usage: heshu [OPTIONS] [COMMAND]"),
];

fn desk() -> Folder {
    let folder = Folder::with(&[
        ("fine.txt", FINE.as_bytes()),
        ("in/fine.txt", FINE.as_bytes()),
        ("binary.txt", b"\x00\x01\x02\x00heshu"),
        ("binary.bin", b"\x7fELF\x02\x01\x01\x00\x00"),
        ("invalid.txt", b"\xe4\xba\x91\xe5\xb2\xad\xe5\xb8\x82\n\n\xe4\xba\x91\xff\xff\xe5\xb2\xad\xff\xe5\xb8\x82\xe3\x80\x82\n"),
        ("broken/heshu.toml", b"ignore = [\n"),
        ("broken/a.txt", FINE.as_bytes()),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.path().join("dangling.txt")).unwrap();
    folder
}

#[test]
fn wrong_usage_of_every_kind_is_told_in_a_line() {
    let folder = desk();
    for (args, code, said) in TABLE {
        if cfg!(not(unix)) && args.contains(&"dangling.txt") {
            continue;
        }
        let before = contents(&folder);
        let run = folder.run(args);
        assert_eq!(run.code, *code, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{args:?}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked") && !run.stderr.contains("RUST_BACKTRACE"), "{args:?}: {}", run.stderr);
        assert!(!run.stdout.contains("错误："), "{args:?}: what went wrong is no result: {}", run.stdout);
        assert_eq!(contents(&folder), before, "{args:?}: nothing is written");
    }
}

fn contents(folder: &Folder) -> Vec<(std::path::PathBuf, Option<Vec<u8>>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.path().to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push((path.clone(), std::fs::read(path).ok()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn what_can_be_read_is_checked_beside_what_cannot() {
    let folder = desk();
    folder.write("wrong.txt", WRONG.as_bytes());
    let run = folder.run(&["check", "--format", "concise", "none.txt", "binary.txt", "invalid.txt", "wrong.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("wrong.txt:3:6: error[ratio-out-of-bounds]"), "{}", run.stdout);
    assert!(run.stderr.contains("2个文件"), "{}", run.stderr);
}

/// As root, rights do not keep anybody out; the test then looks at what `chmod` made, and says so.
#[cfg(unix)]
#[test]
fn a_folder_and_a_file_without_rights_are_told_of() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("shut/a.txt", WRONG.as_bytes()), ("shut.txt", WRONG.as_bytes()), ("open.txt", WRONG.as_bytes())]);
    let set = |name: &str, mode| std::fs::set_permissions(folder.path().join(name), std::fs::Permissions::from_mode(mode)).unwrap();
    set("shut", 0o000);
    set("shut.txt", 0o000);
    let is_root = std::fs::read(folder.path().join("shut.txt")).is_ok();
    let run = match is_root {
        false => folder.run(&["check", "--format", "concise"]),
        true => {
            // A user who may do nothing here: the program itself must be within reach.
            std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
            let program = folder.path().join("heshu");
            std::fs::copy(env!("CARGO_BIN_EXE_heshu"), &program).unwrap();
            std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
            let mut command = Command::new(&program);
            std::os::unix::process::CommandExt::uid(&mut command, 65534);
            let out = command.current_dir(folder.path()).args(["check", "--format", "concise", "."]).output().unwrap();
            cli_support::Run {
                code: out.status.code().unwrap(),
                stdout: String::from_utf8(out.stdout).unwrap(),
                stderr: String::from_utf8(out.stderr).unwrap(),
            }
        }
    };
    set("shut", 0o755);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("无法读取 shut.txt：没有权限，请检查文件和文件夹的权限"), "{}", run.stderr);
    assert!(run.stderr.lines().any(|l| l.starts_with("错误：") && l.contains("shut") && !l.contains("shut.txt")), "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
}

#[test]
fn a_pipe_that_is_closed_early_ends_the_run_quietly() {
    let folder = Folder::with(&[]);
    for at in 0..200 {
        folder.write(&format!("{at}.txt"), WRONG.repeat(20).as_bytes());
    }
    for args in [&["check"][..], &["check", "--format", "sarif"], &["figures"], &["claims", "--format", "csv"], &["report"]] {
        let mut command = heshu();
        let mut child = command.current_dir(folder.path()).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        drop(out);
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let code = child.wait().unwrap().code();
        assert!(code.is_some_and(|code| code <= 1), "{args:?}: {code:?} {said}");
        assert!(!said.contains("panicked") && !said.contains("错误：无法写出"), "{args:?}: {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_of() {
    let folder = Folder::with(&[("a.txt", WRONG.as_bytes())]);
    for args in [
        &["check"][..],
        &["check", "--format", "json"],
        &["check", "--statistics"],
        &["clean", "a.txt"],
        &["figures"],
        &["report"],
        &["explain"],
        &["config", "schema"],
        &["completions", "bash"],
        &["manual"],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = heshu().current_dir(folder.path()).args(args).stdout(full).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("无法写出结果：磁盘已满"), "{args:?}: {said}");
    }
    for command in ["check", "figures"] {
        batch_into_a_full_disk(command);
    }
}

#[cfg(target_os = "linux")]
fn batch_into_a_full_disk(command: &str) {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut child = heshu().args([command, "--batch"]).stdin(Stdio::piped()).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{}", serde_json::json!({"id": 1, "input": WRONG})).unwrap();
    drop(input);
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8(out.stderr).unwrap().contains("磁盘已满"));
}

/// 200 MB of text that is no article: refused or read, but told within bounds of time and memory.
#[test]
fn a_file_of_200_megabytes_is_no_trouble() {
    let folder = Folder::with(&[("a.txt", WRONG.as_bytes())]);
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.path().join("large.txt")).unwrap());
    let block = "全年运行平稳。\n".repeat(50_000);
    for _ in 0..(200 << 20) / block.len() + 1 {
        file.write_all(block.as_bytes()).unwrap();
    }
    drop(file);
    let start = std::time::Instant::now();
    let run = folder.run(&["check", "--format", "concise", "large.txt", "a.txt"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("large.txt 过大") && run.stdout.contains("a.txt:3:6"), "{}", run.stderr);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

/// Ctrl-C: what was found so far is a whole document, and the code says what happened.
#[cfg(unix)]
#[test]
fn ctrl_c_ends_cleanly_with_what_was_found() {
    let folder = Folder::with(&[]);
    for at in 0..3000 {
        folder.write(&format!("{at:04}.txt"), WRONG.repeat(30).as_bytes());
    }
    let mut command = heshu();
    let mut child = command
        .current_dir(folder.path())
        .args(["check", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut text = vec![0; 4096];
    out.read_exact(&mut text).unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    out.read_to_end(&mut text).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
    let json: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let files = json["files"].as_array().unwrap().len();
    assert!((1..3000).contains(&files), "{files}");
    assert_eq!(json["summary"]["files"], files);
    assert!(said.contains("已中断"), "{said}");
}
