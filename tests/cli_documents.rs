//! Articles in other forms, and the report for people.

mod cli_support;

use std::io::Write;

use cli_support::Folder;
use serde_json::Value;

/// A Word document of these paragraphs; `|` makes a row of a table.
fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    let body: String = paragraphs
        .iter()
        .map(|text| match text.contains('|') {
            true => {
                let cells: String = text.split('|').map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).collect();
                format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
            }
            false => paragraph(text),
        })
        .collect();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    write!(writer, "<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>").unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn findings_point_at_paragraphs_lines_and_cells() {
    let page = "<html><head><title>x</title></head>\n<body>\n<h1>质量通报</h1>\n<script>'合格率105%'</script>\n<p>全年平稳。</p>\n<p>抽检\n合格率<b>102%</b>。</p></body>";
    let folder = Folder::with(&[
        ("a.docx", &docx(&["质量通报", "项目|数量", "全年平稳。", "抽检合格率102%。"])),
        ("b.html", page.as_bytes()),
        ("c.csv", "编号,正文\n1,质量通报\n2,\"质量通报\n\n抽检合格率102%。\"\n".as_bytes()),
        ("d.jsonl", "{\"id\":1,\"text\":\"质量通报\\n\\n抽检合格率102%。\"}\n".as_bytes()),
    ]);
    let said = |path: &str| folder.run(&["check", "--format", "concise", "--select", "figures", path]).stdout;
    assert!(said("a.docx").starts_with("a.docx:5:6: error[ratio-out-of-bounds]"), "{}", said("a.docx"));
    assert!(said("b.html").starts_with("b.html:6:7: error[ratio-out-of-bounds]"), "{}", said("b.html"));
    assert!(said("c.csv").starts_with("c.csv#2[正文]:3:6: error[ratio-out-of-bounds]"), "{}", said("c.csv"));
    assert!(said("d.jsonl").starts_with("d.jsonl#1[text]:3:6: error[ratio-out-of-bounds]"), "{}", said("d.jsonl"));
    for path in ["a.docx", "b.html", "c.csv", "d.jsonl"] {
        assert_eq!(said(path).lines().count(), 1, "{}", said(path));
        assert_eq!(folder.run(&["check", "--select", "figures", path]).code, 1);
        assert!(folder.run(&["figures", "--format", "jsonl", path]).stdout.contains("102%"), "{path}");
    }
    // In folders they are read where the settings ask for them.
    assert_eq!(folder.run(&["check", "--format", "concise"]).stdout, "");
    folder.write("heshu.toml", "extensions = [\"docx\", \"csv\"]\ntext-column = \"正文\"\n".as_bytes());
    assert_eq!(folder.run(&["check", "--format", "concise", "--select", "figures"]).stdout.lines().count(), 2);
}

#[test]
fn originals_are_never_written() {
    let bytes = docx(&["质量通报", "質(zhì)量提升,。新建項(xiàng)目12个。"]);
    let folder = Folder::with(&[("a.docx", &bytes)]);
    let run = folder.run(&["check", "--fix", "a.docx"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("未改动 a.docx：这种文件只核查、不改写"), "{}", run.stderr);
    assert_eq!(folder.run(&["clean", "--write", "a.docx"]).code, 2);
    assert_eq!(std::fs::read(folder.path().join("a.docx")).unwrap(), bytes);
    assert!(folder.run(&["clean", "a.docx"]).stdout.contains("質量提升。新建項目12个。"));
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let folder = Folder::with(&[("a.docx", b"PK"), ("b.csv", b"x,y\n1,2\n"), ("c.jsonl", b"{\n"), ("d.txt", "通报\n".as_bytes())]);
    for (path, said) in [("a.docx", "另存一遍"), ("b.csv", "text-column，可选：x、y"), ("c.jsonl", "第1行不是 JSON 对象")] {
        let run = folder.run(&["check", path, "d.txt", "--format", "concise"]);
        assert_eq!(run.code, 2, "{path}");
        assert!(run.stderr.contains(&format!("无法读取 {path}")) && run.stderr.contains(said), "{}", run.stderr);
        assert!(run.stderr.contains("1个文件"), "the other one is still checked: {}", run.stderr);
    }
}

/// Editors of Markdown put what matters in bold: figures, of all things.
#[test]
fn emphasis_in_markdown_is_seen_through_and_kept() {
    let text = "# 经济运行简报\n\n全年完成产值**36亿元**，比上年的30亿元增长**25%**。抽检合格率**102%**。\n";
    let folder = Folder::with(&[("a.md", text.as_bytes())]);
    let run = folder.run(&["check", "a.md", "--format", "concise"]);
    let codes: Vec<&str> = run.stdout.lines().map(|l| &l[..l.find(']').unwrap()]).collect();
    assert_eq!(codes, ["a.md:3:28: error[growth-mismatch", "a.md:3:41: error[ratio-out-of-bounds"], "{}", run.stdout);
    assert_eq!(folder.run(&["clean", "a.md"]).stdout, text);
    folder.run(&["check", "a.md", "--fix", "--unsafe-fixes"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("a.md")).unwrap(), text.replace("25%", "20%"));
}

#[test]
fn a_broken_line_of_a_table_does_not_take_the_others_with_it() {
    let line = "{\"text\":\"质量通报\\n\\n抽检合格率102%。\"}\n";
    let folder = Folder::with(&[("a.jsonl", format!("{line}{{broken\n{line}").as_bytes())]);
    let run = folder.run(&["check", "a.jsonl", "--format", "concise"]);
    assert_eq!((run.code, run.stdout.lines().count()), (2, 2), "{}", run.stderr);
    assert!(run.stdout.contains("a.jsonl#3[text]:3:6: "), "{}", run.stdout);
    for args in [&["check", "a.jsonl"][..], &["figures", "a.jsonl"], &["report", "a.jsonl"], &["catalog", "build", "a.jsonl"]] {
        let run = folder.run(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.stderr.contains("错误：a.jsonl：第2行不是 JSON 对象，已跳过"), "{args:?}: {}", run.stderr);
    }
}

#[test]
fn a_file_of_another_program_says_what_to_save_it_as() {
    let folder = Folder::with(&[("a.doc", b"\xd0\xcf\x11\xe0\x00\x00"), ("b.xlsx", b"PK\x03\x04\x00\x00"), ("c.pdf", b"%PDF-1.7\n\x00")]);
    for (path, said) in [("a.doc", "另存为 .docx"), ("b.xlsx", "另存为 .csv"), ("c.pdf", "读不了 .pdf")] {
        let run = folder.run(&["check", path]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
}

#[test]
fn what_is_ignored_in_a_cell_stays_so() {
    let folder = Folder::with(&[("a.jsonl", "{\"text\":\"质量通报\\n\\n抽检合格率102%。\"}\n".as_bytes()), ("heshu.toml", b"")]);
    let run = folder.run(&["ignore", "a.jsonl#1[text]:3:6", "--reason", "原件如此"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(folder.run(&["check", "a.jsonl"]).code, 0);
    assert!(folder.run(&["ignore", "--prune"]).stderr.contains("删去0条，留下1条"));
    assert_eq!(folder.run(&["ignore", "a.jsonl#2[text]:3:6"]).code, 2);
    std::fs::remove_file(folder.path().join(".heshu/ignored.toml")).unwrap();
    let run = folder.run(&["check", "--write-baseline", "a.jsonl"]);
    assert!(run.stderr.contains("1个问题写入基线"), "{}", run.stderr);
    assert_eq!(folder.run(&["check", "--baseline", ".heshu/baseline.json", "a.jsonl"]).code, 0);
}

#[test]
fn the_report_is_one_page_that_needs_nothing_else() {
    let wrong = "质量<b>通报\n\n抽检合格率102%。\n\n2024年全市接待游客860万人次。\n\n据统计，2024年全市接待游客680万人次。\n";
    let folder = Folder::with(&[
        ("a <&\">.txt", wrong.as_bytes()),
        ("0.txt", "云岭市新闻\n\n全年平稳。\n".as_bytes()),
        ("b.txt", "云岭市工业提质\n\n云岭市今年新建项目12个。\n".as_bytes()),
    ]);
    let run = folder.run(&["report", ".", "-o", "report.html"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let page = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    for told in
        ["102% &gt; 100%", "<mark>102%</mark>", "<mark>680万人次</mark>", "a &lt;&amp;&quot;&gt;.txt", "3个文件：错误2处", "未发现问题"]
    {
        assert!(page.contains(told), "{told}");
    }
    for foreign in ["http://", "https://", "<script", "<b>", "@import", "url(", "<link", "<img"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.contains("default-src 'none'") && page.contains("@media print"));
    let order = (page.find("<h2>a &lt;"), page.find("<h2>0.txt"));
    assert!(order.0 < order.1, "what needs work comes first");
    balanced(&page);
    let english = folder.run(&["report", "--locale", "en", "b.txt"]);
    assert!(english.stdout.contains("<html lang=\"en\">") && english.stdout.contains("No problems found."));
    let missing = folder.run(&["report", "none.txt"]);
    assert_eq!(missing.code, 2);
    let broken = folder.run(&["report", "b.txt", "-o", "none/report.html"]);
    assert_eq!(broken.code, 2);
}

#[test]
fn the_report_draws_what_companies_and_periods_show() {
    let catalog = "[[company]]\nid = \"a\"\nname = \"青河纺织有限公司\"\naliases = [\"青河纺织\"]\n[[company]]\nid = \"b\"\nname = \"云岭铸造有限公司\"\naliases = [\"云岭铸造\"]\n";
    let text = "两家企业扩产\n\n青河纺织投资36亿元。\n\n云岭铸造投资52亿元。\n\n\
                2022年全市粮食产量30万吨。\n\n2023年全市粮食产量32万吨。\n\n2024年全市粮食产量35万吨。\n";
    let folder = Folder::with(&[("a.txt", text.as_bytes()), ("c.toml", catalog.as_bytes())]);
    let page = folder.run(&["report", "a.txt", "--catalog", "c.toml"]).stdout;
    assert!(page.contains("企业与项目") && page.contains(">青河纺织</text>") && page.contains(">52亿元</text>"), "{page}");
    assert!(page.contains("前后对照") && page.contains(">2022年</text>") && page.contains(">35万吨</text>"), "{page}");
}

#[test]
fn the_report_counts_like_check() {
    let root = env!("CARGO_MANIFEST_DIR");
    let folder = Folder::with(&[]);
    let articles = format!("{root}/seeds/articles");
    let json: Value = serde_json::from_str(&folder.run(&["check", "--format", "json", &articles]).stdout).unwrap();
    let page = folder.run(&["report", &articles]).stdout;
    assert_eq!(page.matches("<section class=\"finding error\">").count() as u64, json["summary"]["errors"].as_u64().unwrap());
    assert_eq!(page.matches("<section class=\"finding warning\">").count() as u64, json["summary"]["warnings"].as_u64().unwrap());
    balanced(&page);
}

/// Every element that is opened is closed, in order; HTML's own exceptions are the empty ones.
fn balanced(page: &str) {
    let mut open: Vec<String> = Vec::new();
    for part in page.split('<').skip(1) {
        let tag = part.split('>').next().unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap().to_owned();
        match tag.starts_with('/') {
            true => assert_eq!(open.pop(), Some(name), "at {}", part.chars().take(60).collect::<String>()),
            false if tag.ends_with('/') || ["!doctype", "meta"].contains(&name.as_str()) => {}
            false => open.push(name),
        }
    }
    assert_eq!(open, Vec::<String>::new());
}
