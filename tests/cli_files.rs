//! What the program writes into files, and what it refuses to write.

mod cli_support;

use cli_support::Folder;
use encoding_rs::{BIG5, GB18030};

const NOISY: &str = "云岭市工业提质\r\n\r\n云岭市今年質(zhì)量提升,。新建項(xiàng)目12个。\r\n";
const CLEAN: &str = "云岭市工业提质\r\n\r\n云岭市今年質量提升。新建項目12个。\r\n";

fn read(folder: &Folder, name: &str) -> Vec<u8> {
    std::fs::read(folder.path().join(name)).unwrap()
}

#[test]
fn fix_writes_once_and_then_finds_nothing_more() {
    let folder = Folder::with(&[("a.txt", NOISY.as_bytes())]);
    let run = folder.run(&["check", "--fix", "--select", "noise-pinyin,noise-doubled-mark", "--fail-on", "hint", "a.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.contains("已修正2个问题"), "{}", run.stderr);
    assert_eq!(read(&folder, "a.txt"), CLEAN.as_bytes());
    let again = folder.run(&["check", "--fix", "--select", "noise-pinyin,noise-doubled-mark", "a.txt"]);
    assert!(again.stderr.contains("已修正0个问题"), "{}", again.stderr);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file stays");
}

#[test]
fn diff_shows_the_change_and_writes_nothing() {
    let folder = Folder::with(&[("a.txt", NOISY.as_bytes())]);
    for args in [&["check", "--diff", "--ignore", "noise-mixed-script", "a.txt"][..], &["clean", "--diff", "a.txt"]] {
        let run = folder.run(args);
        assert_eq!(run.code, 0);
        assert!(run.stdout.starts_with("--- a.txt\n+++ a.txt\n@@ -1,3 +1,3 @@\n"), "{}", run.stdout);
        assert!(run.stdout.contains("+云岭市今年質量提升。新建項目12个。"), "{}", run.stdout);
        assert_eq!(read(&folder, "a.txt"), NOISY.as_bytes());
    }
    assert_eq!(folder.run(&["check", "--diff", "--format", "json", "a.txt"]).code, 2);
}

#[test]
fn whole_lines_go_only_when_somebody_says_so() {
    let text = "首页 | 新闻 | 港区 | 视频\r\n\r\n码头开工\r\n码头四月开工。\r\n\r\n责任编辑：苏白";
    let bare = "码头开工\r\n码头四月开工。";
    let folder = Folder::with(&[("a.txt", text.as_bytes())]);
    assert_eq!(folder.run(&["clean", "a.txt"]).stdout, text);
    assert_eq!(folder.run(&["check", "--diff", "a.txt"]).stdout, "");
    let diff = folder.run(&["check", "--diff", "--unsafe-fixes", "a.txt"]).stdout;
    assert!(diff.contains("-首页 | 新闻 | 港区 | 视频") && diff.contains("-责任编辑：苏白"), "{diff}");
    let json: serde_json::Value = serde_json::from_str(&folder.run(&["check", "--format", "json", "a.txt"]).stdout).unwrap();
    let fix = &json["files"][0]["findings"][0]["fixes"][0];
    assert_eq!((&fix["title"], &fix["safe"]), (&"删去全部网页附带文字".into(), &false.into()));
    assert_eq!(fix["edits"].as_array().unwrap().len(), 2);
    assert!(folder.run(&["check", "--fix", "a.txt"]).stderr.contains("已修正0个问题"));
    assert_eq!(read(&folder, "a.txt"), text.as_bytes());
    assert!(folder.run(&["check", "--fix", "--unsafe-fixes", "a.txt"]).stderr.contains("已修正1个问题"));
    assert_eq!(read(&folder, "a.txt"), bare.as_bytes());
    assert_eq!(folder.run(&["check", "--unsafe-fixes", "a.txt"]).code, 2, "it says what to do with --fix or --diff");
}

#[test]
fn clean_leaves_a_clean_article_byte_for_byte() {
    for text in [CLEAN, "\u{feff}云岭市工业提质\r\n第二行\r第三行", ""] {
        let folder = Folder::with(&[("a.txt", text.as_bytes())]);
        assert_eq!(folder.run(&["clean", "a.txt"]).stdout, text);
        assert_eq!(folder.run_with(&["clean"], text.as_bytes()).stdout, text);
        assert_eq!(folder.run(&["clean", "--write", "a.txt"]).code, 0);
        assert_eq!(read(&folder, "a.txt"), text.as_bytes());
    }
}

#[test]
fn clean_writes_the_text_and_nothing_else() {
    let folder = Folder::with(&[("a.txt", NOISY.as_bytes())]);
    let run = folder.run(&["clean", "a.txt"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, CLEAN, ""));
    assert_eq!(
        folder.run(&["clean", "--script", "traditional", "a.txt"]).stdout,
        "雲嶺市工業提質\r\n\r\n雲嶺市今年質量提升。新建項目12個。\r\n"
    );
    assert_eq!(
        folder.run(&["clean", "--script", "simplified", "a.txt"]).stdout,
        "云岭市工业提质\r\n\r\n云岭市今年质量提升。新建项目12个。\r\n"
    );
    assert_eq!(folder.run_with(&["clean", "--write", "-"], NOISY.as_bytes()).code, 2);
}

#[test]
fn other_encodings_are_read_with_a_hint_and_kept_when_written() {
    let gb = |text: &str| GB18030.encode(text).0.into_owned();
    let utf16 = |text: &str| [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    type Encode = dyn Fn(&str) -> Vec<u8>;
    for (encoding, encode) in [("gb18030", &gb as &Encode), ("utf-16le", &utf16), ("utf-8", &marked)] {
        let folder = Folder::with(&[("a.txt", &encode(NOISY))]);
        let run = folder.run(&["check", "a.txt", "--format", "json", "--select", "noise-pinyin"]);
        assert!(run.stdout.contains(&format!("\"encoding\":\"{encoding}\"")), "{}", run.stdout);
        assert!(run.stdout.contains("\"start\":17,\"end\":22"), "positions are those of the text: {}", run.stdout);
        assert_eq!(run.stderr.contains(&format!("a.txt 读作 {encoding}")), encoding != "utf-8", "{}", run.stderr);
        assert_eq!(folder.run(&["clean", "--write", "a.txt"]).code, 0);
        assert_eq!(read(&folder, "a.txt"), encode(CLEAN), "{encoding}");
    }
}

#[test]
fn a_text_that_its_encoding_cannot_hold_is_not_written() {
    let (bytes, _, _) = BIG5.encode("雲嶺市今年前三季度完成工業投資三十六億元，同比增長百分之八。這些項目將於年底建成。\r\n");
    let folder = Folder::with(&[("a.txt", &bytes)]);
    let run = folder.run(&["clean", "--write", "--script", "simplified", "a.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("无法用 big5 表示"), "{}", run.stderr);
    assert_eq!(read(&folder, "a.txt"), &*bytes);
}

#[test]
fn binary_files_fail_when_named_and_are_counted_when_found() {
    let binary = [b"\x7fELF\x02\x01\x01\0\0\0".as_slice(), &[0, 1, 2, 3, 0, 0xff, 0, 0].repeat(40)].concat();
    let folder = Folder::with(&[("a.txt", &binary), ("b.txt", CLEAN.as_bytes())]);
    let named = folder.run(&["check", "a.txt", "b.txt"]);
    assert_eq!(named.code, 2);
    assert!(named.stderr.contains("a.txt 是二进制文件"), "{}", named.stderr);
    let walked = folder.run(&["check", "--ignore", "noise"]);
    assert_eq!(walked.code, 0);
    assert!(walked.stderr.contains("跳过1个二进制文件"), "{}", walked.stderr);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("real/a.txt", NOISY.as_bytes()), ("locked.txt", NOISY.as_bytes())]);
    let (real, link, locked) = (folder.path().join("real/a.txt"), folder.path().join("a.txt"), folder.path().join("locked.txt"));
    std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert_eq!(folder.run(&["clean", "--write", "a.txt"]).code, 0);
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(read(&folder, "real/a.txt"), CLEAN.as_bytes());
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o444)).unwrap();
    let run = folder.run(&["clean", "--write", "locked.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("文件只读"), "{}", run.stderr);
}
