//! Tables of articles: a column of .csv, a key of .jsonl. Each record is an article of its own, labelled with its line or record.

use serde_json::Value;

use super::Extracted;
use crate::message::Message;

/// Names that a column of articles usually has.
const USUAL: [&str; 10] = ["text", "content", "body", "article", "input", "正文", "内容", "全文", "文章", "稿件"];

/// The articles of a .csv file with a header; labels count records from 1, the header not counted.
pub fn csv(text: &str, column: Option<&str>) -> Result<Vec<Extracted>, Message> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let broken = |error: &csv::Error| Message::new(format!("不是有效的 CSV：{error}"), format!("not valid CSV: {error}"));
    let names: Vec<String> = reader.headers().map_err(|e| broken(&e))?.iter().map(|n| n.trim().to_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let at = chosen(&names, column)?;
    let mut articles = Vec::new();
    for (record, row) in reader.records().enumerate() {
        let row = row.map_err(|e| broken(&e))?;
        let cell = row.get(at).unwrap_or_default();
        articles.push(Extracted { label: format!("#{}[{}]", record + 1, names[at]), text: cell.to_owned(), ..Extracted::default() });
    }
    Ok(articles)
}

/// The articles of a .jsonl file; labels count lines from 1. A line that is no object does not take the others with it: the first article
/// says so. Fails where no line is one.
pub fn jsonl(text: &str, column: Option<&str>) -> Result<Vec<Extracted>, Message> {
    let (mut articles, mut broken): (Vec<Extracted>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut key: Option<String> = None;
    for (at, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let Ok(Value::Object(record)) = serde_json::from_str(line) else {
            broken.push(at + 1);
            continue;
        };
        let key = match &key {
            Some(key) => key,
            None => {
                let names: Vec<&str> = record.keys().map(String::as_str).collect();
                key.insert(names[chosen(&names, column)?].to_owned())
            }
        };
        let text = record.get(key).and_then(Value::as_str).unwrap_or_default();
        articles.push(Extracted { label: format!("#{}[{key}]", at + 1), text: text.to_owned(), ..Extracted::default() });
    }
    let Some(broken) = no_objects(&broken) else { return Ok(articles) };
    match articles.first_mut() {
        Some(first) => first.broken = Some(broken),
        None => return Err(broken),
    }
    Ok(articles)
}

/// What is wrong with these lines of a .jsonl file, the first of them named.
fn no_objects(lines: &[usize]) -> Option<Message> {
    let (first, count) = (lines.first()?, lines.len());
    Some(match count {
        1 => Message::new(format!("第{first}行不是 JSON 对象"), format!("line {first} is no JSON object")),
        _ => {
            Message::new(format!("第{first}行等{count}行不是 JSON 对象"), format!("{count} lines are no JSON objects, line {first} first"))
        }
    })
}

/// The place of the column that is asked for, or of the one that is usual.
fn chosen(names: &[&str], column: Option<&str>) -> Result<usize, Message> {
    let place = |wanted: &str| names.iter().position(|n| n.eq_ignore_ascii_case(wanted));
    let found = column.map_or_else(|| USUAL.iter().find_map(|usual| place(usual)), place);
    found.ok_or_else(|| {
        let known = names.join("、");
        let wanted = column.map(|c| format!("“{c}”")).unwrap_or_default();
        Message::new(
            format!("找不到文章所在的列{wanted}；请在 heshu.toml 写明 text-column，可选：{known}"),
            format!("no column {wanted} holds articles: set text-column in heshu.toml to one of {known}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(articles: Result<Vec<Extracted>, Message>) -> Vec<(String, String)> {
        articles.expect("articles").into_iter().map(|a| (a.label, a.text)).collect()
    }

    #[test]
    fn each_record_is_an_article() {
        let text = "编号,正文\n1,\"第一段\n第二段\"\n2,乙\n";
        let expected = [("#1[正文]".to_owned(), "第一段\n第二段".to_owned()), ("#2[正文]".to_owned(), "乙".to_owned())];
        assert_eq!(cells(csv(text, None)), expected);
        let text = "{\"id\":1,\"正文\":\"第一段\\n第二段\"}\n\n{\"id\":2,\"正文\":\"乙\"}\n";
        assert_eq!(cells(jsonl(text, None))[1], ("#3[正文]".to_owned(), "乙".to_owned()));
        assert_eq!(cells(csv("a,b\n1,甲\n", Some("B"))), [("#1[b]".to_owned(), "甲".to_owned())]);
    }

    #[test]
    fn what_cannot_be_read_says_what_to_do() {
        assert!(csv("a,b\n1,甲\n", None).expect_err("no column").zh.contains("text-column，可选：a、b"));
        assert_eq!(jsonl("{甲\n[1]\n", None).expect_err("no object").zh, "第1行等2行不是 JSON 对象");
    }

    #[test]
    fn a_broken_line_does_not_take_the_others_with_it() {
        let articles = jsonl("{\"text\":\"甲\"}\n[1]\n{\"text\":\"乙\"}\n", None).expect("articles");
        assert_eq!(articles.iter().map(|a| a.label.as_str()).collect::<Vec<_>>(), ["#1[text]", "#3[text]"]);
        assert_eq!(articles[0].broken.as_ref().map(|m| m.zh.as_str()), Some("第2行不是 JSON 对象"));
    }
}
