//! Characters that nobody sees.

/// Whether a terminal would act on a character or show nothing where there is something: controls,
/// marks of text direction, blanks without width. Joiners are none of them: some scripts
/// and emoji need them.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'
            | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// JSON in which such characters are written as escapes. They can stand inside of its strings only,
/// where the escape means the same; line ends stand between them.
#[must_use]
pub fn as_escapes(json: String) -> String {
    let escapes = |c: char| c != '\n' && is_hidden(c);
    if !json.chars().any(escapes) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if escapes(c) {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            out.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}
