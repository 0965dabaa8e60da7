//! Paths by RFC 9535, their parts and their faults.

use serde_json::json;

use super::{FaultKind, MAX_DEPTH, PartKind, parse, slice};

#[test]
fn parts_are_told_apart() {
    let shown = |text: &str| -> Vec<(String, PartKind, bool)> {
        let path = parse(text).unwrap();
        let parts = path.parts.into_iter();
        parts
            .map(|part| (slice(text, part.range).to_owned(), part.kind, part.descends))
            .collect()
    };
    let text = "$.a['b.c'][0][-1][*].*..d..[*][1:3][?@['x'] == ',']['a','b'][::2]";
    let expected = [
        (".a", PartKind::Name, false),
        ("['b.c']", PartKind::Name, false),
        ("[0]", PartKind::Index, false),
        ("[-1]", PartKind::NegativeIndex, false),
        ("[*]", PartKind::Wildcard, false),
        (".*", PartKind::Wildcard, false),
        ("..d", PartKind::Name, true),
        ("..[*]", PartKind::Wildcard, true),
        ("[1:3]", PartKind::Slice, false),
        ("[?@['x'] == ',']", PartKind::Filter, false),
        ("['a','b']", PartKind::Union, false),
        ("[::2]", PartKind::Slice, false),
    ];
    let expected = expected.map(|(text, kind, descends)| (text.to_owned(), kind, descends));
    assert_eq!(shown(text), expected);
    assert_eq!(shown("$ .a [ ']' ]").len(), 2);
    assert_eq!(shown("$"), []);
    let kinds = |text: &str| -> Vec<PartKind> {
        let path = parse(text).unwrap();
        path.parts.iter().map(|part| part.kind).collect()
    };
    assert_eq!(kinds("$[?match(@.a, 'b')]"), [PartKind::Filter]);
    assert_eq!(kinds("$[?@[0, 1]].a"), [PartKind::Filter, PartKind::Name]);
    assert_eq!(kinds("$[?count(@[*]) > 1, 0]"), [PartKind::Union]);
    assert_eq!(kinds("$[?@.a[1:2]]"), [PartKind::Filter]);
    assert_eq!(kinds(r"$['a\']b, '][0]"), [PartKind::Name, PartKind::Index]);
}

#[test]
fn parts_tell_their_names_and_indexes() {
    let text = "$.a['b.c'][ \"d\" ]..e..['h'][3][-1]['f\\u0041'][*]['\"g\"']";
    let path = parse(text).unwrap();
    let names: Vec<_> = path.parts.iter().map(|part| part.name(text)).collect();
    let expected = [
        Some("a"),
        Some("b.c"),
        Some("d"),
        Some("e"),
        Some("h"),
        None,
        None,
        None,
        None,
        Some("\"g\""),
    ];
    assert_eq!(names, expected);
    let indexes: Vec<_> = path.parts.iter().map(|part| part.index(text)).collect();
    let (mut expected, place) = ([None; 10], 5);
    expected[place] = Some(3);
    assert_eq!(indexes, expected);
}

#[test]
fn faults_have_a_place_and_a_kind() {
    for (text, at, kind) in [
        ("", 0, FaultKind::Empty),
        ("numbers[0].msisdn", 0, FaultKind::BareName),
        ("$.a[(@.length-1)]", 4, FaultKind::Script),
        ("$['\\u", 1, FaultKind::Unfinished),
        ("$['\\uD", 1, FaultKind::Unfinished),
        ("$['\\ud", 1, FaultKind::Unfinished),
        ("$[\"\\uD83D\\u", 1, FaultKind::Unfinished),
        ("$[\"\\uD83D\\uD", 1, FaultKind::Unfinished),
        ("$[?@ == '\\uD83D\\ud", 1, FaultKind::Unfinished),
        ("a['\\u", 1, FaultKind::Unfinished),
        ("$.a[", 3, FaultKind::Unfinished),
        ("$.a[0][", 6, FaultKind::Unfinished),
        ("$['a'", 1, FaultKind::Unfinished),
        ("$.a['b]", 3, FaultKind::Unfinished),
        ("$.a.", 3, FaultKind::Unfinished),
        ("$.a b[", 3, FaultKind::Syntax),
        ("$.a b", 3, FaultKind::Syntax),
        ("$.é b", 4, FaultKind::Syntax),
        ("$..", 1, FaultKind::Unfinished),
        ("$.a[0] b", 6, FaultKind::Syntax),
        ("$.a[0].b.", 8, FaultKind::Unfinished),
        ("$.a ", 3, FaultKind::Syntax),
    ] {
        let fault = parse(text).unwrap_err();
        assert_eq!((fault.at, fault.kind), (at, kind), "{text}");
    }
}

#[test]
fn depth_has_a_limit() {
    for open in ["(", "!(", "[?(", "[?@[?"] {
        assert!(parse(&format!("$[?{}", open.repeat(100_000))).is_err());
        assert!(parse(&format!("$[?{}", open.repeat(MAX_DEPTH / 2))).is_err());
    }
    let nested = |depth| format!("${}{}", "[?@".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    let fault = parse(&nested(MAX_DEPTH + 1)).unwrap_err();
    assert_eq!(
        (fault.at, fault.kind),
        (1 + 3 * MAX_DEPTH, FaultKind::Syntax)
    );
    // One behind the other they are not deep.
    assert!(parse(&format!("${}", "[-1]".repeat(3 * MAX_DEPTH))).is_ok());
}

#[test]
fn plain_paths_need_no_library() {
    let value = json!({"a": [{"b_1": 7}], "0": [5]});
    for (text, is_plain) in [
        ("$", true),
        ("$.a[0].b_1", true),
        ("$.a[1].b_1", true),
        ("$.a.b_1", true),
        ("$.a[12345678901]", false),
        ("$['0'][0]", false),
        ("$.a [0]", false),
        ("$.a[-1]", false),
    ] {
        let path = parse(text).unwrap();
        assert_eq!(path.parsed.is_none(), is_plain, "{text}");
        let oracle = serde_json_path::JsonPath::parse(text).unwrap();
        assert_eq!(path.select(&value), oracle.query(&value).all(), "{text}");
        assert_eq!(path.parts, super::parts(text), "{text}");
    }
    for text in [
        "$.0", "$.a[01]", "$a", "$.a[]", "$.a[0", "$.", "$[a]", ".a", "",
    ] {
        assert!(parse(text).is_err(), "{text}");
        assert_eq!(super::plain(text), None, "{text}");
    }
}

#[test]
fn values_are_selected() {
    let value = json!({"a": [{"b": 1}, {"b": null}]});
    let path = parse("$.a[*].b").unwrap();
    assert_eq!(path.select(&value), [&json!(1), &json!(null)]);
    assert!(path.selects_many());
    assert!(!parse("$.a[-1]['b']").unwrap().selects_many());
}
