//! What fuzzing starts from: made of the examples, the corpus, the rules and the pages of this
//! repository, so that none is kept twice.
#![expect(
    clippy::disallowed_methods,
    reason = "the files of this repository are what fuzzing starts from"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use hookc::diagnostic::unmark;
use hookc::platforms::facts;
use hookc::rules::TABLE;
use hookc::source::FileId;
use hookc::yaml;

/// Longer seeds make fuzzing slow and say nothing new.
const MOST: usize = 8 * 1024;

/// The texts that seeds are made of.
pub struct Repository {
    /// By path.
    files: BTreeMap<PathBuf, String>,
    /// Examples of rules: file after file.
    examples: Vec<String>,
}

impl Repository {
    /// Reads the repository in a folder.
    pub fn read(root: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut folders: Vec<PathBuf> = ["examples", "tests", "docs", "schemas"]
            .map(|folder| root.join(folder))
            .into();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let ends = ["yaml", "json", "md"];
                if path.is_dir() {
                    folders.push(path);
                } else if path
                    .extension()
                    .is_some_and(|end| ends.iter().any(|one| end == *one))
                    && let Ok(text) = std::fs::read_to_string(&path)
                {
                    files.insert(path, text);
                }
            }
        }
        let examples = TABLE
            .iter()
            .flat_map(|entry| entry.rule.bad.iter().chain(entry.rule.good))
            .map(|example| {
                let files = unmark(example).files.into_iter();
                files.fold(String::new(), |mut out, file| {
                    let _ = write!(out, "# file: {}\n{}\n", file.path, file.text);
                    out
                })
            });
        Self {
            examples: examples.collect(),
            files,
        }
    }

    fn with_end<'r>(&'r self, end: &'r str) -> impl Iterator<Item = &'r str> {
        let is_wanted = move |path: &Path| path.extension().is_some_and(|other| other == end);
        let files = self.files.iter().filter(move |(path, _)| is_wanted(path));
        files.map(|(_, text)| text.as_str())
    }

    /// The blocks of code in pages.
    fn blocks(&self, language: &str) -> Vec<String> {
        let open = format!("```{language}\n");
        let pages = self.with_end("md");
        let blocks = pages.flat_map(|page| page.split(&open).skip(1).collect::<Vec<_>>());
        blocks
            .filter_map(|block| Some(block.split_once("```")?.0.to_owned()))
            .collect()
    }

    /// Every scalar of every file of YAML and of every example.
    fn scalars(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for text in self
            .with_end("yaml")
            .chain(self.examples.iter().map(String::as_str))
        {
            for document in yaml::parse(FileId(0), text).documents {
                let nodes = document.nodes();
                let scalars = nodes.filter_map(|node| Some(node.scalar()?.value.to_string()));
                found.extend(scalars.filter(|scalar| !scalar.is_empty()));
            }
        }
        found
    }

    pub fn yaml(&self) -> Vec<String> {
        short(
            self.with_end("yaml")
                .map(str::to_owned)
                .chain(self.examples.iter().cloned()),
        )
    }

    /// Texts with references, and URLs.
    pub fn texts(&self) -> Vec<String> {
        let is_one = |text: &String| text.contains(['$', '{', '/']);
        short(self.scalars().into_iter().filter(is_one))
    }

    pub fn paths(&self) -> Vec<String> {
        let own = [
            "$..a[?@.b > 1 && match(@.c, 'a.*')]",
            "$['a', 0, 1:2:-1, *]",
            "$[?length(@) == 2]",
        ];
        let is_one = |text: &String| text.starts_with('$') && !text.contains(' ');
        let written = self.scalars().into_iter().filter(is_one);
        short(written.chain(own.map(str::to_owned)))
    }

    pub fn patterns(&self) -> Vec<String> {
        let own = [
            r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
            r"^(a+)+$",
            r"(?<year>\d{4})-\k<year>\b",
            r"^(?=.*\d)(?!x)[^\s\u{1F600}]{8,}$",
            r"[\w\-]+\.\p{Script=Greek}*?(\1)\cA\x41",
            "^$\nabc",
        ];
        let is_one = |text: &String| text.contains(['^', '$', '[']) && text.len() < 200;
        short(
            self.scalars()
                .into_iter()
                .filter(is_one)
                .chain(own.map(str::to_owned)),
        )
    }

    pub fn schemas(&self) -> Vec<String> {
        let own = [
            r##"{"$ref": "#/$defs/a", "$defs": {"a": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}}"##,
            r#"{"type": "object", "properties": {"a": {"enum": ["x", 1]}}, "required": ["a"]}"#,
            r#"{"type": "array", "items": {"oneOf": [{"const": 1}, {"format": "uuid"}]}}"#,
            r#"{"type": ["string", "null"], "minLength": 3, "additionalProperties": false}"#,
        ];
        let is_schema = |text: &&str| text.contains("\"type\"") || text.contains("$schema");
        let files = self.with_end("json").filter(is_schema).map(str::to_owned);
        short(files.chain(own.map(str::to_owned)))
    }

    /// Payloads, each below the name of its event.
    pub fn payloads(&self) -> Vec<String> {
        let names = facts::ALL.iter().flat_map(|facts| (facts.payloads)());
        let names: Vec<String> = names.map(|payload| payload.name).collect();
        let bodies = self.blocks("json");
        let bodies = bodies
            .iter()
            .map(String::as_str)
            .chain(self.with_end("json"));
        let payloads = bodies.zip(names.iter().cycle());
        short(payloads.map(|(body, name)| format!("{name}\n{body}")))
    }

    pub fn imports(&self) -> Vec<String> {
        let commands = [
            "curl -X POST 'https://a.example/x?y=$z' -H 'Authorization: Bearer abc' -d '{\"a\": [1]}'",
            "curl https://a.example/ \\\n  --user me:secret --json @- <<'EOF'\n{\"a\": 1}\nEOF\n",
            "curl --request PUT \"https://a.example/${ID}\" --data-urlencode \"q=$(date) x\" -k -L",
            "curl $'https://a.example/\\x41\\n' -F file=@a.png --cookie 'a=b' --get -d a=b -d c=d",
            "curl.exe ^\n  -H \"Accept: */*\" https://a.example/",
        ];
        let files = self.with_end("json").map(str::to_owned);
        let texts = files
            .chain(commands.map(str::to_owned))
            .chain(self.blocks("sh"));
        let letters = ('A'..='F').cycle();
        short(
            texts
                .zip(letters)
                .map(|(text, letter)| format!("{letter}{text}")),
        )
    }

    pub fn baselines(&self) -> Vec<String> {
        let is_one = |text: &&str| text.contains("\"findings\"") && text.contains("\"version\"");
        let files = self.with_end("json").filter(is_one).map(str::to_owned);
        let own = r#"{"version": 1, "findings": [{"file": "a", "definition": "", "field": "", "rule": "r", "subject": "s", "count": 2}]}"#;
        let examples = self
            .examples
            .iter()
            .filter_map(|text| Some(text.split_once("# file: baseline.json\n")?.1.to_owned()));
        short(files.chain(examples).chain([own.to_owned()]))
    }

    pub fn indexes(&self) -> Vec<String> {
        let is_one = |text: &&str| text.contains("hookcBundle");
        short(self.with_end("json").filter(is_one).map(str::to_owned))
    }

    pub fn comments(&self) -> Vec<String> {
        let rules = TABLE.iter().map(|entry| entry.rule.name);
        let said = rules.map(|rule| format!("allow({rule}) a reason\n\nallow-file({rule}): why"));
        let written = self.with_end("yaml").filter_map(|text| {
            let behind = text
                .lines()
                .filter_map(|line| Some(line.split_once('#')?.1));
            let behind: Vec<&str> = behind.collect();
            (!behind.is_empty()).then(|| behind.join("\n"))
        });
        short(said.chain(written))
    }

    pub fn manifests(&self) -> Vec<String> {
        let files = self.files.iter().filter(|(path, _)| is_manifest(path));
        let examples = self
            .examples
            .iter()
            .filter_map(|text| Some(text.split_once("# file: hookc.yaml\n")?.1.to_owned()));
        short(files.map(|(_, text)| text.clone()).chain(examples))
    }

    /// Whole projects, file after file.
    pub fn projects(&self) -> Vec<String> {
        let manifests = self.files.keys().filter(|path| is_manifest(path));
        let folders = manifests.filter_map(|path| path.parent());
        let project = |folder: &Path| {
            let is_in = |path: &&PathBuf| {
                let below = path.strip_prefix(folder);
                below.is_ok_and(|below| !below.starts_with("dist"))
            };
            self.files
                .keys()
                .filter(is_in)
                .fold(String::new(), |mut out, path| {
                    let below = path.strip_prefix(folder).unwrap_or(path).display();
                    let text = self.files.get(path).map_or("", String::as_str);
                    let _ = write!(out, "# file: {below}\n{text}\n");
                    out
                })
        };
        let alone = self.with_end("yaml").map(str::to_owned);
        short(
            folders
                .map(project)
                .chain(alone)
                .chain(self.examples.iter().cloned()),
        )
    }
}

fn is_manifest(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.ends_with("hookc.yaml"))
}

fn short(texts: impl Iterator<Item = String>) -> Vec<String> {
    let texts: BTreeSet<String> = texts.filter(|text| text.len() <= MOST).collect();
    texts.into_iter().collect()
}
