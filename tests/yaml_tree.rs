//! The tree: spans, aliases, merge keys, comments, documents, limits; and a second parser's opinion.

use hookc::source::FileId;
use hookc::yaml::{self, Content, Document, Node, Stream, Typed, limits};

fn parse(text: &str) -> Stream<'_> {
    yaml::parse(FileId(0), text)
}

/// The node at a path of keys and indexes.
fn at<'t, 's>(document: &'t Document<'s>, path: &str) -> Node<'t, 's> {
    let mut node = document.root().unwrap();
    for step in path.split('.').filter(|step| !step.is_empty()) {
        node = match step.parse() {
            Ok(index) => node.items().nth(index).unwrap(),
            Err(_) => node.get(step).unwrap(),
        };
    }
    node
}

/// Text and written text of the node at a path.
fn spans<'s>(text: &'s str, path: &str) -> (&'s str, &'s str) {
    let stream = parse(text);
    let node = at(&stream.documents[0], path);
    (
        &text[node.span().range()],
        &text[node.written_span().range()],
    )
}

#[test]
fn spans_hold_the_content_and_written_spans_what_an_edit_replaces() {
    let text = "a: plain text # c\nb: 'one'\nc: !!str \"two\"\nd: &x [1, 2]\ne: *x\n";
    assert_eq!(spans(text, "a"), ("plain text", "plain text"));
    assert_eq!(spans(text, "b"), ("one", "'one'"));
    assert_eq!(spans(text, "c"), ("two", "\"two\""));
    assert_eq!(spans(text, "d"), ("[1, 2]", "[1, 2]"));
    assert_eq!(spans(text, "e"), ("[1, 2]", "*x"));
    assert_eq!(spans(text, "e.1"), ("2", "2"));
}

#[test]
fn blocks_reach_from_their_first_child_to_their_last() {
    let text = "a:\n- x: 1\n  y: 'z'  # c\n- &b w\n\nnext:\n  - - p\n    - q\n";
    assert_eq!(
        spans(text, "a"),
        (
            "x: 1\n  y: 'z'  # c\n- &b w",
            "- x: 1\n  y: 'z'  # c\n- &b w"
        )
    );
    assert_eq!(spans(text, "a.0"), ("x: 1\n  y: 'z'", "x: 1\n  y: 'z'"));
    assert_eq!(spans(text, "next.0"), ("p\n    - q", "- p\n    - q"));
}

#[test]
fn block_scalars_are_written_from_their_sign_to_the_end_of_their_text() {
    let text = "a: &x | # c | d\n\n   one\n   two\n\n\nb: >-\n  three\nc: |\nd: |2-\n   four\n";
    assert_eq!(
        spans(text, "a"),
        ("one\n   two", "| # c | d\n\n   one\n   two")
    );
    assert_eq!(spans(text, "b"), ("three", ">-\n  three"));
    assert_eq!(spans(text, "c"), ("", "|"));
    assert_eq!(spans(text, "d"), (" four", "|2-\n   four"));
}

#[test]
fn nothing_stands_behind_its_colon() {
    let text = "a:\nb : # c\nc: { d: , e:}\nf:\n  - \n  - x\n";
    let stream = parse(text);
    let place = |path| at(&stream.documents[0], path).span().range();
    assert_eq!(place("a"), 2..2);
    assert_eq!(place("b"), 6..6);
    assert_eq!(place("c.d"), 18..18);
    assert!(at(&stream.documents[0], "f.0").is_unwritten());
    assert_eq!(
        yaml::typed(at(&stream.documents[0], "f.0")),
        Some(Typed::Null)
    );
}

#[test]
fn a_list_begins_with_its_dash_and_not_with_a_comment_behind_it() {
    let text = "a:\n- # b - c\n  # d -\n\n  x: 1\n- y: 2\nb:\n- &p # q\n  - r\n";
    assert_eq!(
        spans(text, "a"),
        ("x: 1\n- y: 2", "- # b - c\n  # d -\n\n  x: 1\n- y: 2")
    );
    assert_eq!(spans(text, "b").1, "- &p # q\n  - r");
    assert_eq!(spans("- # c\n  x", "").1, "- # c\n  x");
    assert_eq!(spans("a:\n- - # c\n    x", "a.0").1, "- # c\n    x");
}

#[test]
fn a_key_without_a_colon_ends_where_it_is_written() {
    let text = "? a\n# c\n? 'b'\n\n# d\n";
    let stream = parse(text);
    let place = |path| at(&stream.documents[0], path).span().range();
    assert_eq!(place("a"), 3..3);
    assert_eq!(place("b"), 13..13);
    assert_eq!(spans(text, "").0, "a\n# c\n? 'b'");
    let colon = parse("? a\n# c\n: # d\nb: 1\n");
    assert_eq!(at(&colon.documents[0], "a").span().range(), 9..9);
    let tag = parse("? a\n: !!null\nb: 1\n");
    assert_eq!(at(&tag.documents[0], "a").span().range(), 12..12);
}

#[test]
fn byte_order_mark_carriage_returns_and_wide_characters_count_as_bytes() {
    let text = "\u{feff}k: é\r\nl: '日本'\r\nm: |\r\n  a\r\n  b\r\n";
    assert_eq!(spans(text, "k"), ("é", "é"));
    assert_eq!(spans(text, "l"), ("日本", "'日本'"));
    assert_eq!(spans(text, "m"), ("a\r\n  b", "|\r\n  a\r\n  b"));
    let stream = parse("a: 1\rb: 2\r");
    assert_eq!(at(&stream.documents[0], "b").span().range(), 8..9);
}

#[test]
fn own_keys_win_over_merged_ones_and_earlier_merged_ones_over_later() {
    let text = "\
one: &one { a: 1, b: 1, c: 1 }
two: &two { b: 2, c: 2, d: 2, <<: *one }
all:
  c: 3
  <<: [*two, *one]
  e: 3
";
    let stream = parse(text);
    let all = at(&stream.documents[0], "all");
    let entries: Vec<String> = all
        .entries()
        .map(|entry| {
            let merged = if entry.merged { " merged" } else { "" };
            format!("{:?}: {:?}{merged}", entry.key, entry.value)
        })
        .collect();
    let expected = [
        r#""c": "3""#,
        r#""b": "2" merged"#,
        r#""d": "2" merged"#,
        r#""a": "1" merged"#,
        r#""e": "3""#,
    ];
    assert_eq!(entries, expected);
    assert_eq!(all.raw_entries().count(), 3);
    assert!(yaml::duplicate_keys(&stream.documents[0]).is_empty());
    let quoted = parse("'<<': { a: 1 }\n");
    assert!(at(&quoted.documents[0], "").get("a").is_none());
}

#[test]
fn keys_are_the_same_when_their_text_is() {
    let count = |text: &str| yaml::duplicate_keys(&parse(text).documents[0]).len();
    assert_eq!(count("a: 1\n'a': 2\n\"a\": 3\n"), 2);
    // They become one key of JSON, and one of the values would be lost.
    assert_eq!(count("1: a\n'1': b\n"), 1);
    assert_eq!(count("1: a\n1.0: b\n"), 0);
    assert_eq!(count("~: a\nnull: b\n"), 1);
    assert_eq!(count("x: { a: 1 }\ny: { a: 1 }\n"), 0);
    assert_eq!(count("x: &x { a: 1, a: 2 }\ny: *x\nz: *x\n"), 1);
}

#[test]
fn tags_decide_the_type() {
    use Typed::{Bool, Int, Null, Str};
    let stream = parse("[!!str 1, !!int '1', ! 1, '1', 1, !!null x, !!bool 'true', !!str]");
    let items = at(&stream.documents[0], "").items();
    let types: Vec<_> = items.map(|node| yaml::typed(node).unwrap()).collect();
    assert_eq!(types, [Str, Int, Str, Str, Int, Null, Bool(true), Str]);
}

#[test]
fn comments_tell_whether_they_stand_alone() {
    let text = "\u{feff}# one\na: b # two\n  \t# three\nc: |\n  # text\n# four\r\nd: \"# text\"";
    let comments: Vec<_> = parse(text)
        .comments
        .iter()
        .map(|comment| (&text[comment.span.range()], comment.text, comment.own_line))
        .collect();
    let expected = [
        ("# one", " one", true),
        ("# two", " two", false),
        ("# three", " three", true),
        ("# four", " four", true),
    ];
    assert_eq!(comments, expected);
}

#[test]
fn many_comment_lines_may_stand_before_a_list() {
    let text = format!("a:\n{}- b\n", "# c\n".repeat(2000));
    let stream = parse(&text);
    assert!(!stream.documents[0].broken);
    assert_eq!(stream.comments.len(), 2000);
}

/// YAML 1.2.2, 6.6: "comments must not appear inside scalars".
#[test]
fn a_comment_ends_a_text_without_quotes() {
    for (text, behind) in [
        ("a: b\n  # c\n  d e\n", "d e"),
        ("a: b\n\t# c\n  d e\n", "d e"),
        ("a: b\n\t\t#\n\n\t#c\n  d e\n", "d e"),
        ("a: b\r\n\t# c\r\n  d e\r\n", "d e"),
        ("- b\n\t# c\n  d e\n", "d e"),
    ] {
        let stream = parse(text);
        let document = &stream.documents[0];
        assert!(document.broken, "{text:?}");
        let spans = document.diagnostics.iter().map(|found| found.span.range());
        let marked: Vec<&str> = spans.map(|range| &text[range]).collect();
        assert_eq!(marked, [behind], "{text:?}");
    }
    let document = &parse("a: b\n\t#c\nd: e#f\n").documents[0];
    assert_eq!(at(document, "d").scalar().unwrap().value, "e#f");
    assert_eq!(at(document, "a").scalar().unwrap().value, "b");
}

#[test]
fn documents_reach_to_the_next_one_and_broken_ones_hide_none() {
    let text = "# c\na: 1\n--- # x\n---\nb: [1, 2\nc: 3\n---\nd: \"\\q\"\n--- \ne: 4\n...\n";
    let stream = parse(text);
    let documents: Vec<_> = stream
        .documents
        .iter()
        .map(|d| (&text[d.span.range()], d.broken, d.root().is_some()))
        .collect();
    let expected = [
        ("# c\na: 1\n", false, true),
        ("--- # x\n", false, false),
        ("---\nb: [1, 2\nc: 3\n", true, true),
        ("---\nd: \"\\q\"\n", true, true),
        ("--- \ne: 4\n...\n", false, true),
    ];
    assert_eq!(documents, expected);
    assert!(
        parse("")
            .documents
            .iter()
            .all(|document| document.root().is_none())
    );
    assert!(
        parse("# only\n")
            .documents
            .iter()
            .all(|document| document.root().is_none())
    );
}

#[test]
fn a_file_of_errors_is_read_to_its_end() {
    let text = "---\na: [1\nb: 2\n".repeat(10_000) + "---\nkind: trigger\n";
    let stream = parse(&text);
    assert_eq!(stream.documents.len(), 10_001);
    assert!(!stream.documents[10_000].broken);
    // A directive belongs to the marker below it, wherever the text is cut into pieces.
    let one = "%TAG !e! tag:example.com,2000:\n---\na: !e!x y\n...\n";
    let text = format!("a: [\n---\n{}", one.repeat(5000).split_off(31));
    assert_eq!(
        parse(&text).documents.iter().filter(|d| d.broken).count(),
        2
    );
}

#[test]
fn depth_counts_through_aliases() {
    let nest = |levels: usize| format!("{}x{}", "[".repeat(levels), "]".repeat(levels));
    let rules = |text: &str| -> Vec<String> {
        let documents = parse(text).documents;
        let all = documents.iter().flat_map(|d| &d.diagnostics);
        all.map(|d| format!("{} {}", d.rule.name, &text[d.span.range()]))
            .collect()
    };
    let most = limits::MAX_DEPTH as usize;
    assert!(rules(&nest(most)).is_empty());
    assert_eq!(rules(&nest(most + 1)), ["yaml-limit ["]);
    assert_eq!(rules(&"- ".repeat(most + 1)), ["yaml-limit -"]);
    let fits = format!(
        "- &a {}\n- {}*a{}\n",
        nest(100),
        "[".repeat(27),
        "]".repeat(27)
    );
    assert!(rules(&fits).is_empty());
    let too_deep = format!(
        "- &a {}\n- {}*a{}\n",
        nest(100),
        "[".repeat(28),
        "]".repeat(28)
    );
    assert_eq!(rules(&too_deep), ["yaml-limit *a"]);
}

#[test]
fn nodes_count_at_every_use() {
    let most = usize::try_from(limits::MAX_NODES).unwrap();
    let broken = |text: String| parse(&text).documents[0].broken;
    assert!(!broken("- a\n".repeat(most - 1)));
    assert!(broken("- a\n".repeat(most)));
    // One list of a thousand items, used 998 times more: 1 + 999 * 1,001 nodes, a million.
    let list = format!("- &a [{}]\n", "x, ".repeat(1000));
    assert!(!broken(list.clone() + &"- *a\n".repeat(998)));
    assert!(broken(list + &"- *a\n".repeat(999)));
}

#[test]
fn a_second_parser_reads_definitions_alike() {
    let definitions = [
        include_str!("yaml_oracle/verboo.yaml"),
        include_str!("yaml_oracle/scalars.yaml"),
    ];
    for text in definitions {
        for document in &parse(text).documents {
            assert!(
                !document.broken,
                "{:?}",
                document.diagnostics.first().map(|d| &d.message)
            );
            let own = document.root().map_or(serde_yaml::Value::Null, to_value);
            let mut theirs: serde_yaml::Value =
                serde_yaml::from_str(&text[document.span.range()]).unwrap();
            theirs.apply_merge().unwrap();
            assert_eq!(own, theirs);
        }
    }
}

fn to_value(node: Node<'_, '_>) -> serde_yaml::Value {
    use serde_yaml::Value;
    match node.content() {
        Content::Sequence => Value::Sequence(node.items().map(to_value).collect()),
        Content::Mapping => Value::Mapping(
            node.entries()
                .map(|entry| (to_value(entry.key), to_value(entry.value)))
                .collect(),
        ),
        Content::Scalar(scalar) => match yaml::typed(node).unwrap() {
            Typed::Null => Value::Null,
            Typed::Bool(value) => Value::Bool(value),
            Typed::Int => Value::Number(scalar.value.parse::<i64>().unwrap().into()),
            Typed::Float => Value::Number(scalar.value.parse::<f64>().unwrap().into()),
            Typed::Str => Value::String(scalar.value.to_string()),
        },
    }
}
