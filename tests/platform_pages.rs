//! The pages about platforms: current, well-formed, and their links lead somewhere.
#![expect(
    clippy::disallowed_methods,
    reason = "tests compare what is committed with what is made"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hookc::platforms::{facts, page};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/platforms")
}

fn pages() -> Vec<(String, String)> {
    let mut pages = vec![("README.md".to_owned(), page::index())];
    let each = facts::ALL
        .iter()
        .map(|facts| (format!("{}.md", facts.id), page::page(facts)));
    pages.extend(each);
    pages
}

#[test]
fn committed_pages_are_current() {
    let mut names = BTreeSet::new();
    for (name, made) in pages() {
        let path = folder().join(&name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&path, &made).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == made,
            "docs/platforms/{name} is out of date: run with UPDATE=1"
        );
        names.insert(name);
    }
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(&name), "nothing makes docs/platforms/{name}");
    }
}

/// Nothing in a value, a placeholder such as `<CHAT_ID>` say, is HTML or ends a cell or a link.
#[test]
fn pages_are_what_they_seem() {
    for (name, page) in pages() {
        assert!(page.ends_with('\n') && !page.ends_with("\n\n"), "{name}");
        let mut columns = 0;
        let mut cells = 0;
        let mut tables = 0;
        for event in Parser::new_ext(&page, Options::ENABLE_TABLES) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{name}: {html}"),
                Event::Start(Tag::Table(alignments)) => {
                    (columns, tables) = (alignments.len(), tables + 1);
                }
                Event::Start(Tag::TableRow) => cells = 0,
                Event::Start(Tag::TableCell) => cells += 1,
                Event::End(TagEnd::TableRow) => assert_eq!(cells, columns, "{name}"),
                // A bar in a row would have made a paragraph of the table.
                Event::Text(text) => assert!(!text.contains("|---"), "{name}: {text}"),
                _ => {}
            }
        }
        // A row with too many cells loses them in silence.
        for line in page.lines().filter(|line| line.starts_with('|')) {
            assert!(
                line.ends_with(" |") || line.ends_with("-|"),
                "{name}: {line}"
            );
        }
        assert!(tables > 0, "{name}");
    }
}

#[test]
fn every_member_of_every_payload_is_on_its_page() {
    for platform in facts::ALL {
        let page = page::page(platform);
        for payload in (platform.payloads)() {
            assert!(
                page.contains(&format!("\n### {}\n", payload.name)),
                "{}",
                payload.name
            );
            let hookc::types::Type::Record(record) = &payload.root else {
                continue;
            };
            for field in &record.fields {
                assert!(page.contains(&format!("`{}`", field.key)), "{}", field.key);
            }
        }
    }
}

#[test]
fn links_lead_somewhere() {
    for (name, page) in pages() {
        for event in Parser::new_ext(&page, Options::ENABLE_TABLES) {
            let Event::Start(Tag::Link { dest_url, .. }) = event else {
                continue;
            };
            if dest_url.starts_with("https://") {
                continue;
            }
            let (path, heading) = dest_url.split_once('#').unwrap_or((&dest_url, ""));
            let headings = if path.is_empty() {
                headings(&page)
            } else {
                let text = std::fs::read_to_string(folder().join(path));
                headings(&text.unwrap_or_else(|_| panic!("{name}: {dest_url}")))
            };
            let is_there = heading.is_empty() || headings.contains(heading);
            assert!(is_there, "{name}: {dest_url}");
        }
    }
}

fn headings(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| anchor(line.trim_start_matches('#').trim()))
        .collect()
}

/// As GitHub makes anchors of headings.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn assumptions_have_names_that_stay_and_rules_that_exist() {
    let rules: Vec<&str> = hookc::rules::TABLE
        .iter()
        .map(|entry| entry.rule.name)
        .collect();
    for platform in facts::ALL {
        let notes = platform.notes;
        for (index, assumption) in notes.assumptions.iter().enumerate() {
            let number = format!("-U{}", index + 1);
            assert!(assumption.id.ends_with(&number), "{}", assumption.id);
            for text in [assumption.open, assumption.taken] {
                assert!(text.ends_with('.'), "{text}");
            }
            // What hookc does by a rule names the rule.
            for (index, code) in assumption.taken.split('`').enumerate() {
                let is_name =
                    code.contains('-') && code.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                let is_rule = rules.contains(&code);
                assert!(
                    index % 2 == 0 || !is_name || is_rule,
                    "{}: {code}",
                    assumption.id
                );
            }
        }
        assert!(
            notes
                .sources
                .iter()
                .any(|source| source.url == platform.documentation)
        );
        assert!(notes.limits.iter().all(|limit| limit.ends_with('.')));
    }
}

/// The names of the assumptions are those of the reference of the platforms.
#[test]
fn every_known_unknown_is_an_assumption() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/platforms/reference.md");
    let Ok(reference) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {}", path.display());
        return;
    };
    let listed: BTreeSet<&str> = reference
        .lines()
        .filter_map(|line| line.strip_prefix("- **")?.split_once("**"))
        .map(|(id, _)| id)
        .filter(|id| id.contains("-U"))
        .collect();
    let assumed: BTreeSet<&str> = facts::ALL
        .iter()
        .flat_map(|facts| {
            facts
                .notes
                .assumptions
                .iter()
                .map(|assumption| assumption.id)
        })
        .collect();
    assert_eq!(assumed, listed);
}
