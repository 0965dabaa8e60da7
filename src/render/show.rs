//! A rendered request as text.

use std::fmt::Write as _;

use serde_json::json;

use super::{Inserted, Rendered};

/// How a request is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As `.http` files hold requests.
    Http,
    /// One object, for programs.
    Json,
    /// A command for a shell, in which secrets are environment variables.
    Curl,
}

/// Writes a request; `traced` adds which bytes came from which variable.
#[must_use]
pub fn show(rendered: &Rendered, format: Format, traced: bool) -> String {
    match format {
        Format::Http => with_comments(rendered, traced, &http(rendered)),
        Format::Curl => with_comments(rendered, traced, &curl(rendered)),
        Format::Json => object(rendered, traced),
    }
}

fn with_comments(rendered: &Rendered, traced: bool, request: &str) -> String {
    let mut out = String::new();
    for assumption in &rendered.assumptions {
        let _ = writeln!(out, "# assumed: {assumption}");
    }
    for note in &rendered.notes {
        let _ = writeln!(out, "# note: {note}");
    }
    if traced {
        let width = |text: &dyn Fn(&Inserted) -> usize| {
            rendered.inserted.iter().map(text).max().unwrap_or_default()
        };
        let part = width(&|one| one.part.chars().count());
        let reference = width(&|one| one.reference.chars().count());
        for one in &rendered.inserted {
            let place = format!("{}..{}", one.output.start, one.output.end);
            let _ = writeln!(
                out,
                "# {:part$}  {place:>9}  {:reference$}  {}: {}",
                one.part,
                one.reference,
                one.encoding,
                on_one_line(&one.text),
            );
        }
    }
    out.push_str(request);
    out
}

fn on_one_line(text: &str) -> String {
    text.replace('\r', "\\r").replace('\n', "\\n")
}

fn http(rendered: &Rendered) -> String {
    let mut out = format!("{} {} HTTP/1.1\n", rendered.method, rendered.url);
    for (name, value) in rendered
        .headers
        .iter()
        .cloned()
        .chain(authorization(rendered))
    {
        let _ = writeln!(out, "{name}: {value}");
    }
    if let Some(body) = &rendered.body {
        let _ = writeln!(out, "\n{}", body.trim_end_matches('\n'));
    }
    out
}

/// The header of Basic authentication; what holds a secret cannot be encoded without its value.
fn authorization(rendered: &Rendered) -> Option<(String, String)> {
    let (user, password) = rendered.basic.as_ref()?;
    let pair = format!("{user}:{password}");
    let value = if pair.contains("${secret.") {
        format!("Basic base64({pair})")
    } else {
        format!("Basic {}", base64(pair.as_bytes()))
    };
    Some(("Authorization".to_owned(), value))
}

fn curl(rendered: &Rendered) -> String {
    let mut out = format!("curl --request {} {}", rendered.method, word(&rendered.url));
    if let Some((user, password)) = &rendered.basic {
        let _ = write!(out, " \\\n  --user {}", word(&format!("{user}:{password}")));
    }
    for (name, value) in &rendered.headers {
        let _ = write!(out, " \\\n  --header {}", word(&format!("{name}: {value}")));
    }
    if let Some(body) = &rendered.body {
        let _ = write!(out, " \\\n  --data-binary {}", word(body));
    }
    out.push('\n');
    out
}

/// One word of a shell. Secrets become variables of the environment, if they can be.
fn word(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let is_name = |name: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_part)
    };
    let quoted = |text: &str| match text {
        "" => String::new(),
        text => format!("'{}'", text.replace('\'', r"'\''")),
    };
    while let Some((before, behind)) = rest.split_once("${secret.") {
        let Some((name, after)) = behind.split_once('}').filter(|(name, _)| is_name(name)) else {
            break;
        };
        out.push_str(&quoted(before));
        let _ = write!(out, "\"${name}\"");
        rest = after;
    }
    out.push_str(&quoted(rest));
    if out.is_empty() { "''".to_owned() } else { out }
}

fn object(rendered: &Rendered, traced: bool) -> String {
    let pair = |(name, value): (String, String)| json!({ "name": name, "value": value });
    let headers = rendered
        .headers
        .iter()
        .cloned()
        .chain(authorization(rendered));
    let mut object = json!({
        "version": 1,
        "method": rendered.method,
        "url": rendered.url,
        "headers": headers.map(pair).collect::<Vec<_>>(),
        "body": rendered.body,
        "assumptions": rendered.assumptions,
        "notes": rendered.notes,
    });
    if traced && let Some(object) = object.as_object_mut() {
        let trace = rendered.inserted.iter().map(|one| {
            json!({
                "part": one.part, "reference": one.reference, "name": one.name,
                "start": one.output.start, "end": one.output.end,
                "text": one.text, "encoding": one.encoding,
            })
        });
        object.insert("trace".to_owned(), trace.collect());
    }
    crate::report::pretty_json(&object)
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place) & 63) as usize;
            let is_padding = place > chunk.len();
            let digit = DIGITS.get(digit).filter(|_| !is_padding);
            out.push(digit.map_or('=', |digit| char::from(*digit)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of RFC 4648, section 10.
    #[test]
    fn base64_as_in_the_standard() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, expected) in cases {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn words_survive_a_shell_and_secrets_are_variables() {
        assert_eq!(word("it's $x"), r"'it'\''s $x'");
        assert_eq!(
            word("svc:${secret.CRM_PASSWORD}"),
            r#"'svc:'"$CRM_PASSWORD""#
        );
        assert_eq!(word("${secret.A-B}"), "'${secret.A-B}'");
        assert_eq!(word(""), "''");
    }
}
