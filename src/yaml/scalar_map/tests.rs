use super::*;
use crate::source::FileId;
use crate::yaml::parse;

/// `text` is a file with one value under the key `k`. Below, `needle` is a part of that value; its
/// source must be what stands between the `«` and `»` of the text.
fn check(marked: &str, needle: &str) {
    let start = marked.find('«').unwrap();
    let text = marked.replace('«', "");
    let end = text.find('»').unwrap();
    let text = text.replace('»', "");
    let stream = parse(FileId(0), &text);
    let root = stream.documents[0].root().unwrap();
    let node = root.get("k").unwrap();
    let value = &node.scalar().unwrap().value;
    let at = value
        .find(needle)
        .unwrap_or_else(|| panic!("{value:?} has no {needle:?}"));
    let map = ScalarMap::new(node);
    let span = map.span_of(at..at + needle.len());
    assert_eq!(
        slice(&text, span.range()),
        slice(&text, start..end),
        "{value:?}"
    );
    assert_eq!(span.range(), start..end);
    assert_eq!(map.source_of(at), start);
}

#[test]
fn one_line_is_what_it_says() {
    check("k: a «$name» b\n", "$name");
    check("k: 'a «$name» b'\n", "$name");
    check("k: \"ä «$name» b\"\n", "$name");
    check("é: 1\nk: ü«日本»\n", "日本");
}

#[test]
fn escapes_are_shown_whole() {
    check(r#"k: "caf«\u00e9» $x""#, "é");
    check(r#"k: "caf\u00e9 «$x»""#, "$x");
    check(r#"k: "say «\"»hi\" $x""#, "\"");
    check(r#"k: "say \"hi\" «$x»""#, "$x");
    check(r#"k: "«\uD834\uDD1E»!""#, "\u{1d11e}");
    check(r#"k: "\x41«\t»\U0001F600""#, "\t");
    check("k: 'it«''»s $x'", "'");
    check("k: 'it''s «$x»'", "$x");
}

#[test]
fn folded_line_breaks_are_shown_with_the_blanks_around_them() {
    check("k: one\n  two «$x»\n", "$x");
    check("k: one«  \n  »two\n", " ");
    check("k: one«\n\n  »two\n", "\n");
    check("k: 'one\n\n\n  two''s «$x»'\n", "$x");
    check("k: \"one \\\n    «two» \\n\"\n", "two");
    check("k: \"one\\\n\n\n  «two»\"\n", "two");
    check("k: «one\r\n  two»\r\n", "one two");
    check("k: 'one\r\n  two «$x»'\r\n", "$x");
}

#[test]
fn blocks_are_shown_without_their_indentation() {
    check("k: |\n  one\n  two «$x»\n", "$x");
    check("k: |\n  one«\n»  two\n", "\n");
    check("k: |\r\n  one\r\n  two «$x»\r\n", "$x");
    check("k: |2-\n    one\n  two «$x»\n", "$x");
    check("k: | # a | b\n\n    one\n\n    two «$x»\n", "$x");
    check("k: >\n  one\n  two «$x»\n", "$x");
    check("k: >\n  one«\n  »two\n", " ");
    check("k: >+\n  one\n\n    two\n   three «$x»\n\n\n", "$x");
}

#[test]
fn the_end_of_a_value_is_the_end_of_its_source() {
    let stream = parse(FileId(0), "k: 'it''s'\n");
    let map = ScalarMap::new(stream.documents[0].root().unwrap().get("k").unwrap());
    assert_eq!(map.source_of(4), 9);
    assert_eq!(map.span_of(4..4).range(), 9..9);
    assert_eq!(map.span_of(0..99).range(), 4..9);
}
