//! Keys and values that documents are made of.

use hookc::platforms::facts::{self, COMMON_FIELDS, Kind, LEVELS, MANIFEST};
use serde_json::Value;

/// Keys that stand somewhere in the language, those of the vendors, and others.
pub fn keys() -> Vec<String> {
    let mut keys: Vec<&str> = COMMON_FIELDS.iter().map(|(key, ..)| *key).collect();
    keys.extend(MANIFEST.iter().map(|(key, ..)| *key));
    for platform in facts::ALL {
        let forms = platform.kinds.iter().flat_map(|kind| kind.forms);
        keys.extend(
            forms
                .flat_map(|form| form.fields)
                .map(|facts| facts.field.key()),
        );
        keys.extend(platform.spellings.iter().map(|spelling| spelling.key));
        keys.extend(platform.settings.iter().map(|facts| facts.key));
        keys.push(platform.id);
    }
    keys.extend(OTHER_KEYS.split(' '));
    keys.extend(["", "a b"]);
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().map(str::to_owned).collect()
}

const OTHER_KEYS: &str = "basic bearer header none username password value example schema given expect \
    logical_form scenario state properties required $defs secret crate version 5 é Kind staging \
    wrong-type private-host no-such-rule";

/// Values that are right somewhere, nearly right, or wrong everywhere.
pub fn values() -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    values.extend(Kind::ALL.map(|kind| Value::from(kind.name())));
    values.extend(LEVELS.map(Value::from));
    for platform in facts::ALL {
        values.push(platform.id.into());
        let forms = platform.kinds.iter().flat_map(|kind| kind.forms);
        let of_lists = forms
            .flat_map(|form| form.fields)
            .flat_map(|facts| facts.values);
        values.extend(of_lists.map(|value| Value::from(*value)));
    }
    values.extend(
        VALUES
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()),
    );
    values
}

/// As JSON, one on each line. The three long texts have 63, 64 and 65 characters.
const VALUES: &str = r#"""
" "
"\n"
"x"
"a-b"
"7a"
"-a"
"_a"
".a"
"é"
"\u200b"
"a\u0000b"
"a\tb"
"x23456789012345678901234567890123456789012345678901234567890123"
"x234567890123456789012345678901234567890123456789012345678901234"
"x2345678901234567890123456789012345678901234567890123456789012345"
"none"
"true"
"5"
"${x}"
"a ${x} b"
"${a b}"
"${secret.X}"
"${secret.X} ${x}"
"$${x}"
"${{x}}"
"${"
"${}"
"$"
"https://a.example/$x"
"get"
"PATCH"
"Chat.close"
"./a.json"
"a/b"
"a/../b"
".."
"."
"./"
"/a"
"~/a"
"C:\\a"
"C:a"
"hooks/**/*.yaml"
"1.0.0"
"1.0"
"1.0.0-rc.1+b"
null
true
false
0
-1
1.5
[]
[""]
["x"]
[5]
[null]
["chat.close", "${x}"]
["/a", "b"]
{}
{ "a": "b" }
{ "a": 5 }
{ "a": null }
{ "a": {} }
{ "$a": {} }
{ "a b": {} }
{ "a": { "type": "string" } }
{ "type": "object" }
{ "type": { "type": "string" } }
{ "a": {}, "properties": {} }
{ "a": { "secret": true } }
{ "a": { "secret": "true" } }
{ "basic": { "username": "a", "password": "b" } }
{ "basic": { "username": "a" } }
{ "bearer": "a" }
{ "bearer": " " }
{ "bearer": "a", "none": "" }
{ "bearer": "a", "api_key": "b" }
{ "header": { "name": "a", "value": "b" } }
{ "type": "bearer", "value": "a" }
{ "none": null }
{ "type": "text" }
{ "type": "text", "value": "a" }
{ "type": "text", "value": 5 }
{ "type": "variable" }
{ "type": "variable", "value": { "name": "a" } }
{ "type": "variable", "value": { "name": "a", "value": [1] } }
{ "type": "scenario", "value": { "scenario": "a", "state": "b" } }
{ "type": "scenario", "value": { "scenario": "a", "state": 5 } }
{ "type": "scenario", "value": { "state": "b" } }
{ "type": "${x}" }
{ "type": "${x}", "value": [5] }
{ "value": "a" }
{ "example": null }
{ "schema": true }
{ "schema": 5 }
{ "schema": "" }
{ "schema": null }
{ "schema": {}, "example": [1] }
[{ "name": "a", "given": {}, "expect": {} }]
[{ "name": "a", "given": {} }]
[{ "name": "a", "given": {}, "expect": { "url": 5, "body": null } }]
[{ "name": "a", "given": {}, "expect": { "status": 5 } }]
[{ "name": "", "given": [], "expect": {} }]
[{ "key": "a", "value": "b" }]
{ "name": "a" }
{ "name": "a", "logical_form": "b" }
{ "name": "", "logical_form": "" }
{ "out": "sdk" }
{ "out": "..", "version": "1" }
{ "crate": "a" }
{ "staging": { "x": 1, "y": true, "z": "t" } }
{ "staging": { "x": null } }
{ "staging": { "x": "${y}" } }
{ "staging": null }"#;
