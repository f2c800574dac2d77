//! Checkstyle XML, which Jenkins and many review tools read.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::{Checked, xml_text};
use crate::rules::Severity;

/// What stands before the first file.
pub fn prologue() -> String {
    let mut writer = Writer::new(Vec::new());
    let written = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| {
        let root = BytesStart::new("checkstyle").with_attributes([("version", "4.3")]);
        writer.get_mut().push(b'\n');
        writer.write_event(Event::Start(root))
    });
    text(writer, written) + "\n"
}

/// What stands behind the last file.
pub fn epilogue() -> String {
    let mut writer = Writer::new(Vec::new());
    let written = writer.write_event(Event::End(BytesEnd::new("checkstyle")));
    text(writer, written) + "\n"
}

/// One file, with its findings.
pub fn render(checked: &Checked) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let file = writer.create_element("file").with_attribute(("name", xml_text(checked.path).as_str()));
    let written = file.write_inner_content(|writer| {
        for finding in checked.findings {
            let (line, column) = checked.places.line_column(finding.range.start().into());
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "info",
            };
            let (line, column) = (line.to_string(), column.to_string());
            let (message, source) = (xml_text(finding.message.text(checked.locale)), format!("heshu.{}", finding.code));
            let attributes =
                [("line", line.as_str()), ("column", &column), ("severity", severity), ("message", &message), ("source", &source)];
            writer.create_element("error").with_attributes(attributes).write_empty()?;
        }
        Ok(())
    });
    let written = written.map(|_| ());
    text(writer, written) + "\n"
}

/// Writing into memory does not fail.
fn text(writer: Writer<Vec<u8>>, written: std::io::Result<()>) -> String {
    written.map(|()| String::from_utf8_lossy(&writer.into_inner()).into_owned()).unwrap_or_default()
}
