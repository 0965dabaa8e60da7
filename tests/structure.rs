//! The structure of `src`: modules import from floors below theirs, and only the folder of a
//! platform names it.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the source from the disk"
)]

use std::path::Path;

/// From the ground up; `*` stands for any name. Modules on one floor do not import from each other,
/// nor one platform's folder from another's.
const FLOORS: &[&[&str]] = &[
    &["hidden", "threads"],
    &["source", "json"],
    &["diagnostic", "credential"],
    &["rules/reading"],
    &[
        "yaml",
        "templates",
        "types",
        "url",
        "report",
        "schema_check",
    ],
    &["validate"],
    &[
        "platforms/facts",
        "platforms/*/facts",
        "platforms/*/payloads",
        "platforms/*/notes",
    ],
    &["definition"],
    &["schema_facts"],
    &["project"],
    &["flow"],
    &["platforms/output", "draft"],
    &["platforms/markdown", "platforms/behaviour"],
    &["platforms/*"],
    &["rules", "platforms"],
    &["suppress", "identity", "baseline", "format"],
    &["render", "contract", "schemas"],
    &["graph"],
    // `bundle` takes a `Checked`, which `compile` alone can make.
    &["compile"],
    &["bundle", "codegen", "import"],
    &["diff"],
    &["disk"],
    &["cli", "build_script"],
];

/// Files that have no floor: they are the ceiling.
const ROOTS: &[&str] = &["lib", "main"];

/// The two tables of platforms: one of facts, one of behaviour.
const PLATFORM_TABLES: &[&str] = &["platforms", "platforms/facts"];

#[test]
fn modules_import_from_floors_below() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some((floor, module)) = floor_of(&path) else {
            assert!(ROOTS.contains(&&*path), "`{path}` has no floor");
            continue;
        };
        for import in imports(&path, &code(&text)) {
            let Some((below, other)) = floor_of(&import) else {
                continue;
            };
            if other != module && below >= floor {
                wrong.push(format!("`{path}` imports `{import}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_import_is_found_in_each_of_its_forms() {
    let text =
        "use crate::{a::{x, y}, b};\nuse super::c::D;\nlet e = crate::f::g(super::super::h());";
    let found = imports("m/n/o", text);
    assert_eq!(found, ["a", "b", "m/n/c", "f/g", "m/h"]);
}

#[test]
fn only_the_folder_of_a_platform_names_it() {
    let platforms = hookc::platforms::facts::ALL;
    let names: Vec<String> = platforms
        .iter()
        .flat_map(|facts| {
            [
                facts.id.to_owned(),
                facts.id.replace('-', "_"),
                facts.name.to_lowercase(),
            ]
        })
        .collect();
    let folders: Vec<String> = platforms
        .iter()
        .map(|facts| format!("platforms/{}", facts.id.replace('-', "_")))
        .collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if PLATFORM_TABLES.contains(&&*path) || folders.iter().any(|folder| is_below(&path, folder))
        {
            continue;
        }
        let code = without_examples(&without_documentation(&code(&text)));
        for line in code.lines() {
            let lower = line.to_lowercase();
            if names.iter().any(|name| lower.contains(name)) {
                wrong.push(format!("`{path}`: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The height of a module, and the name it goes by; the most exact entry of the table counts.
fn floor_of(path: &str) -> Option<(usize, String)> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |pattern: &str| {
        let mut pairs = pattern.split('/').zip(parts.iter());
        pattern.split('/').count() <= parts.len()
            && pairs.all(|(wanted, part)| wanted == "*" || wanted == *part)
    };
    let exactness = |pattern: &str| (pattern.split('/').count(), !pattern.contains('*'));
    let floors = FLOORS.iter().enumerate();
    let (floor, pattern) = floors
        .flat_map(|(floor, patterns)| patterns.iter().map(move |pattern| (floor, *pattern)))
        .filter(|(_, pattern)| fits(pattern))
        .max_by_key(|(_, pattern)| exactness(pattern))?;
    // The facts of the platforms, their payloads and the table of them are one module.
    let name = match pattern {
        "platforms/*/facts" | "platforms/*/payloads" | "platforms/*/notes" => {
            "platforms/facts".to_owned()
        }
        _ => parts[..pattern.split('/').count()].join("/"),
    };
    Some((floor, name))
}

/// The modules that a file names by way of `crate` or `super`, from the root.
fn imports(path: &str, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest
        .find("crate::")
        .into_iter()
        .chain(rest.find("super::"))
        .min()
    {
        rest = &rest[at..];
        let mut base: Vec<&str> = path.split('/').collect();
        if let Some(behind) = rest.strip_prefix("crate::") {
            (base, rest) = (Vec::new(), behind);
        }
        while let Some(behind) = rest.strip_prefix("super::") {
            base.pop();
            rest = behind;
        }
        for names in group(rest) {
            let modules = names
                .split("::")
                .take_while(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
            found.push(
                base.iter()
                    .copied()
                    .chain(modules)
                    .collect::<Vec<_>>()
                    .join("/"),
            );
        }
    }
    found
}

/// The paths of `{a::b, c}`, as far as they hold no further braces, or of one path alone.
fn group(rest: &str) -> Vec<&str> {
    let path = |text| -> &str {
        let text: &str = str::trim(text);
        let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        text[..end.unwrap_or(text.len())].trim_end_matches(':')
    };
    let Some(inner) = rest.strip_prefix('{') else {
        return vec![path(rest)];
    };
    let (mut depth, mut start, mut paths) = (0, 0, Vec::new());
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                paths.push(path(&inner[start..at]));
                start = at + 1;
            }
            _ => {}
        }
        if c == '}' && depth == 0 && start == at + 1 {
            break;
        }
    }
    paths.retain(|path| !path.is_empty());
    paths
}

fn is_below(path: &str, folder: &str) -> bool {
    path == folder
        || path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// A file without its comments and without its tests, which stand at its end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Code without what rules say about themselves: that quotes the pages of the vendors.
fn without_documentation(code: &str) -> String {
    let Some((before, behind)) = code.split_once("pub static RULE: Rule = Rule {") else {
        return code.to_owned();
    };
    let rest = behind.split_once("\n};").map_or("", |(_, rest)| rest);
    format!("{before}{rest}")
}

/// Code without the definitions that show what a rule finds: these are for some platform.
fn without_examples(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some((before, behind)) = rest.split_once(" text: ") {
        out.push_str(before);
        let hashes = behind
            .trim_start_matches('r')
            .chars()
            .take_while(|c| *c == '#')
            .count();
        let end = format!("\"{}", "#".repeat(hashes));
        let opening = behind.find('"').map_or(behind.len(), |at| at + 1);
        let mut inner = behind[opening..].match_indices(&end);
        let is_escaped = |at: usize| hashes == 0 && behind[..opening + at].ends_with('\\');
        let close = inner.find(|(at, _)| !is_escaped(*at));
        rest = close.map_or("", |(at, _)| &behind[opening + at + end.len()..]);
    }
    out + rest
}

/// Every file of `src` with its module path, `/` between the names.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let module = path.strip_prefix(&root).unwrap().with_extension("");
                let parts: Vec<_> = module.iter().map(|part| part.to_str().unwrap()).collect();
                let module = parts.join("/");
                let module = module.strip_suffix("/mod").unwrap_or(&module).to_owned();
                found.push((module, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}
