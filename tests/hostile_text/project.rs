//! Projects in which strangers' texts stand wherever they can.

use std::fmt::Write as _;

use super::strings::{HOSTILE, long};

/// A text as YAML, in which nothing is lost.
fn yaml(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap();
    // What YAML does not let stand as it is.
    let mut out = String::new();
    for c in json.chars() {
        if c.is_ascii_graphic() || c == ' ' {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

fn texts() -> Vec<String> {
    let texts = HOSTILE.iter().map(|text| (*text).to_owned());
    texts.chain([long()]).collect()
}

/// The manifest and the definitions of a project that builds.
pub fn that_builds() -> [(String, String); 2] {
    let mut hooks = Vec::new();
    for (index, text) in texts().into_iter().enumerate() {
        let key: String = text.chars().take(60).collect::<String>().replace("{{", "(");
        let plain = text.replace("{{", "(").replace('$', "S");
        let (prose, key, value) = (yaml(&text), yaml(&format!("k{key}")), yaml(&plain));
        hooks.push(format!(
            "kind: webhook\nname: hook_{index}\nurl: https://erp.example/a{index}\nmethod: POST\n\
             body:\n  note: {value}\n  {key}: $value_{index}\n\
             response_directive: {}\nresponse:\n  example: {{ {key}: {prose} }}\n\
             tests:\n  - name: {}\n    given: {{ value_{index}: {prose} }}\n    \
             expect: {{ body: {{ note: {} }} }}\n",
            yaml(&format!("Say {text}")),
            yaml(&format!("t{text}")),
            yaml(&format!("x{text}")),
        ));
        hooks.push(format!(
            "kind: trigger\nname: call_{index}\n\
             description: {}\nparameters:\n  type: object\n  \
             properties:\n    value_{index}: {{ type: string, title: {prose}, description: {}, \
             enum: [{prose}, b] }}\n  \
             required: [value_{index}]\nwebhooks: [hook_{index}]\n",
            yaml(&format!(
                "Call when the customer asks for number {index} {text}"
            )),
            yaml(&format!("Of {text}")),
        ));
    }
    let manifest = format!(
        "project: {}\ndefault_platform: verboo\nplatforms:\n  verboo:\n    assistant: {}\n",
        yaml("pro`ject <b>| \u{202e}x"),
        yaml("bot \u{1b}[31m</script>"),
    );
    [
        ("hookc.yaml".to_owned(), manifest),
        ("hooks.yaml".to_owned(), hooks.join("---\n")),
    ]
}

/// The files of a project in which everything is wrong, names, keys and the manifest among it.
pub fn that_is_wrong() -> Vec<(String, String)> {
    let mut hooks = Vec::new();
    for (index, text) in texts().into_iter().enumerate() {
        let short: String = text.chars().take(60).collect();
        let (key, value) = (yaml(&short), yaml(&text));
        let url = yaml(&format!("https://erp.example/{text}"));
        let nope = yaml(&format!("$nope {text}"));
        let method = if index % 3 == 0 { &*value } else { "GET" };
        let platform = if index % 5 == 4 { &*value } else { "verboo" };
        let on_one_line = text.replace(char::is_control, "");
        hooks.push(format!(
            "kind: webhook\nname: {value}\nplatform: {platform}\nurl: {url}\nmethod: {method}\n\
             headers:\n  {key}: {value}\n  X-B: {nope}\n{key}: x\nbody: {{ {key}: {nope} }}\n"
        ));
        let kind = if index % 7 == 6 { &*value } else { "trigger" };
        hooks.push(format!(
            "kind: {kind}\nplatform: verboo\nname: {value}\ndescription: {value}\n\
             parameters:\n  type: object\n  properties:\n    {key}: {{ type: {value} }}\n  \
             required: [{value}]\nwebhooks: [{value}, {nope}]\n\
             # hookc: allow({on_one_line}): {on_one_line}\n"
        ));
    }
    let mut manifest = format!(
        "project: {}\nenvironments:\n",
        yaml("a\u{1b}[31m\u{202e}|`<b>")
    );
    for text in HOSTILE.iter().take(20) {
        let text = yaml(text);
        let _ = writeln!(manifest, "  {text}: {{ {text}: {text}, b: c }}");
    }
    manifest.push_str("rules:\n");
    for text in HOSTILE {
        let _ = writeln!(manifest, "  {}: {}", yaml(text), yaml(text));
    }
    for text in HOSTILE {
        let _ = writeln!(manifest, "{}: 1", yaml(text));
    }
    // Nothing is escaped here.
    let raw = "kind: webhook\nplatform: verboo\nname: raw\nurl: 'https://a.example/\u{202e}'\n\
               methd: GET # \u{9b}2J \u{7}\u{1b}[31m\nbad: [\n";
    vec![
        ("hookc.yaml".to_owned(), manifest),
        ("hooks.yaml".to_owned(), hooks.join("---\n")),
        ("raw.yaml".to_owned(), raw.to_owned()),
    ]
}

/// Files whose names, and those of their folders, are strangers' texts.
#[cfg(unix)]
pub fn with_such_names() -> Vec<(String, String)> {
    let wrong = "kind: webhook\nplatform: verboo\nname: one\nulr: 1\n";
    let can_be = |text: &&str| !text.contains(['/', '\0']) && text.len() < 100;
    let texts = HOSTILE.iter().copied().filter(can_be);
    texts
        .flat_map(|text| {
            let path = format!("d{text}/f{text}.yaml");
            let below = format!("{text}.yaml");
            [(path, wrong.to_owned()), (below, wrong.to_owned())]
        })
        .collect()
}
