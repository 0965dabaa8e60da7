//! Literal credentials that are planted wherever somebody may write one are shown by no command, in
//! no format, in no error. Only the request itself holds them: `hookc render`, bundles, code.
#![expect(
    clippy::disallowed_methods,
    reason = "tests write projects to the disk and read what becomes of them"
)]

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// The value of a secret, which the environment of the process gives.
const REAL: &str = "real-Secret-Value-77";

/// Literals that were planted, with where.
#[derive(Default)]
struct Planted {
    all: RefCell<Vec<(String, String)>>,
}

impl Planted {
    /// A literal that nothing but its place tells from other words.
    fn word(&self, place: &str) -> String {
        let number = self.all.borrow().len();
        self.keep(format!("geheim-{number:03}-wort"), place)
    }

    /// A literal with the shape of an issuer's key.
    fn key(&self, place: &str) -> String {
        let number = self.all.borrow().len();
        let shape = match number % 3 {
            0 => format!("sk_live_9zQ{number:03}HqLyjWDarjt"),
            1 => format!("ghp_16C7e42F292c6912E7710c838347{number:03}8B4a"),
            _ => format!("eyJhbGciOi{number:03}.eyJzdWIiOi{number:03}.SflKxwRJ{number:03}SM"),
        };
        self.keep(shape, place)
    }

    fn keep(&self, literal: String, place: &str) -> String {
        self.all
            .borrow_mut()
            .push((literal.clone(), place.to_owned()));
        literal
    }

    /// Fails where a text shows one.
    fn search(&self, what: &str, text: &str) {
        for (literal, place) in self.all.borrow().iter() {
            assert!(
                !text.contains(literal),
                "{what} shows {literal} ({place}):\n{text}"
            );
        }
        assert!(
            !text.contains(REAL),
            "{what} shows the value of a secret:\n{text}"
        );
    }
}

/// A project without an error, with literals wherever they are allowed.
fn that_builds(planted: &Planted) -> [(&'static str, String); 2] {
    let hooks = format!(
        "\
kind: webhook
platform: verboo
name: one
url: https://erp.example/a/{path}?key={query}&b=1
method: POST
headers:
  Authorization: Bearer {authorization}
  X-API-Key: {api_key}
  x-auth-token: \"{auth_token}\"
  X-Env: Bearer ${{env_key}}
  X-Escaped-Key: \"a\\\"{escaped}\"
  X-Quoted-Key: 'it''s {quoted}'
  X-Folded-Key: >-
    {first}
    {second}
  X-Note: see {note} there
body:
  key: {body}
  nested: [{nested}]
  login: {{ user: a, password: {password} }}
  logins:
    - api_key: \"{keyed}\"
response_directive: Say {directive}
tests:
  - name: wrong
    given: {{}}
    expect:
      headers:
        {{ X-Note: other, X-Escaped-Key: no, X-Quoted-Key: no, X-Folded-Key: no, X-Env: no }}
      body: {{ key: other, login: {{ password: no }}, logins: no }}
      url: other
---
kind: trigger
platform: verboo
name: call_one
description: Call when the customer asks where an order is. {description}
webhooks: [one]
---
kind: webhook
platform: verboo
name: two
url: https://erp.example/b
method: GET
headers:
  # {comment}
  Authorization:    Bearer ${{secret.REAL_TOKEN}}    # {beside}
  X-Auth-Token: Bearer ${{env_key}}
---
kind: trigger
platform: verboo
name: call_two
description: Call when the customer asks for a bill.
webhooks: [two]
---
kind: escalation
platform: enterpret
name: five
automation: Extreme
url: https://alerts.acme.example/enterpret
auth:
  api_key: {enterpret}
",
        path = planted.key("the path of a URL"),
        query = planted.key("the query of a URL"),
        authorization = planted.word("Authorization"),
        api_key = planted.word("X-API-Key"),
        auth_token = planted.word("x-auth-token"),
        escaped = planted.word("a header with an escape"),
        quoted = planted.word("a header with two quotes"),
        first = planted.word("the first line of a header"),
        second = planted.word("the second line of a header"),
        note = planted.key("another header"),
        body = planted.key("a body"),
        nested = planted.key("a list in a body"),
        password = planted.word("a password in a body"),
        keyed = planted.word("a key in a list in a body"),
        directive = planted.key("a directive"),
        description = planted.key("a description"),
        comment = planted.key("a comment"),
        beside = planted.key("a comment beside a value"),
        enterpret = planted.word("auth.api_key"),
    );
    let manifest = format!(
        "\
project: p
environments:
  staging: {{ env_key: {staging} }}
  production: {{ env_key: {production} }}
platforms:
  verboo:
    client_data:
      tok: {{ type: string, secret: true, description: {client_data} }}
",
        staging = planted.word("an environment"),
        production = planted.word("another environment"),
        client_data = planted.key("client_data"),
    );
    [("hooks.yaml", hooks), ("hookc.yaml", manifest)]
}

/// A project in which all is wrong that has to do with credentials.
#[expect(clippy::too_many_lines, reason = "it is one text")]
fn that_is_wrong(planted: &Planted) -> [(&'static str, String); 2] {
    let hooks = format!(
        "\
kind: webhook
platform: verboo
name: one
url: https://svc:{user}@erp.example/a?b=$nope
method: POST
headers:
  authorization: Bearer {lower}
  My-KEY: '{my_key}'
  X-Trace: $nope1 {trace}
methd: {unknown}
response:
  example: {{ token: {example} }}
---
kind: webhook
platform: verboo
name: two
ulr: https://erp.example/b   # {comment}
url: https://erp.example/b
method: {method}
headers: {{ Authorization: {flow}, X Bad: $zz }}
---
kind: webhook
platform: mind-expression
name: three
url: https://erp.example/c
method: POST
auth:
  basic:
    username: svc
    password: {password}
bdy: x
---
kind: webhook
platform: mind-expression
name: four
url: https://erp.example/c
method: POST
auth:
  bearer: {bearer}
bdy: x
---
kind: webhook
platform: mind-expression
name: six
url: https://erp.example/d
method: POST
auth:
  header:
    name: X-Foo
    value: {header}
---
kind: webhook
platform: verboo
name: seven
url: https://erp.example/x
methd: GET
headers:
  Authorization: [\"{list}\"]
---
kind: webhook
platform: nope
name: nine
url: https://erp.example/x
headers:
  Authorization: Bearer {platform}
---
kind: webhook
platform: verboo
name: ten
headers:
  Authorization: Bearer {broken}
   bad: [
",
        user = planted.word("the user of a URL"),
        lower = planted.word("authorization"),
        my_key = planted.word("My-KEY"),
        trace = planted.key("a header with a fault"),
        unknown = planted.key("an unknown field"),
        example = planted.key("an example"),
        comment = planted.key("a comment on a line with a fault"),
        method = planted.key("a method"),
        flow = planted.word("a flow mapping"),
        password = planted.word("auth.basic"),
        bearer = planted.word("auth.bearer, which the platform has not"),
        header = planted.word("auth.header, which the platform has not"),
        list = planted.word("a list in place of a text"),
        platform = planted.word("an unknown platform"),
        broken = planted.word("YAML that is none"),
    );
    let manifest = format!(
        "\
project: p
environments:
  staging: {{ env_key: a }}
  production: {{ env_key: a, extra: {extra} }}
unknown: {unknown}
",
        extra = planted.key("an environment's value that is missing elsewhere"),
        unknown = planted.key("an unknown setting"),
    );
    [("hooks.yaml", hooks), ("hookc.yaml", manifest)]
}

fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

/// What a run prints, both streams.
fn run(folder: &Path, arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hookc"))
        .current_dir(folder)
        .env("REAL_TOKEN", REAL)
        .env_remove("GITHUB_STEP_SUMMARY")
        .args(arguments.split(' '))
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    assert!(!text.contains("panicked"), "{arguments}:\n{text}");
    text
}

/// What every command prints of any project, and the reports that it writes.
fn search_all(planted: &Planted, here: &Path, other: &str) {
    for format in [
        "full", "concise", "json", "sarif", "github", "gitlab", "junit",
    ] {
        for more in ["", " --env staging", " --color always", " --no-ignore"] {
            let arguments = format!("check --format {format}{more}");
            planted.search(&arguments, &run(here, &arguments));
        }
        let arguments = format!("check --format {format}=report");
        run(here, &arguments);
        let report = fs::read_to_string(here.join("report")).unwrap_or_default();
        planted.search(&arguments, &report);
    }
    for arguments in [
        "check --diff",
        "check --unsafe-fixes --diff",
        "check --write-baseline baseline.json",
        "check --baseline baseline.json",
        "fmt --check",
        "fmt --diff",
        "build --env staging --check",
        "build --env staging --with-secrets --check",
        "codegen rust --check --out code.rs",
        "test --env staging",
        "test --env staging --format json",
        "test --env staging --format junit",
        "schema --list",
        "validate --list",
        "graph --env staging",
        "graph --env staging --format dot",
        "graph --env staging --format svg",
        "graph --env staging --format html",
        "render nix --env staging",
        "build --env nix",
        "explain hardcoded-secret",
    ] {
        planted.search(arguments, &run(here, arguments));
    }
    for format in ["full", "concise", "json", "markdown"] {
        for arguments in [
            format!("diff {other} . --format {format} --rust"),
            format!("diff . {other} --format {format} --rust"),
        ] {
            planted.search(&arguments, &run(here, &arguments));
        }
    }
    let baseline = fs::read_to_string(here.join("baseline.json")).unwrap_or_default();
    planted.search("the baseline", &baseline);
}

#[test]
fn no_command_shows_what_is_planted() {
    let planted = Planted::default();
    let builds = folder(&that_builds(&planted));
    let wrong = folder(&that_is_wrong(&planted));
    search_all(&planted, builds.path(), wrong.path().to_str().unwrap());
    search_all(&planted, wrong.path(), builds.path().to_str().unwrap());
}

/// A diff of what is built shows what stands around a change, which may be a request.
#[test]
fn diffs_of_outputs_show_no_credential() {
    let planted = Planted::default();
    let files = that_builds(&planted);
    let here = folder(&files);
    let built = run(here.path(), "build --env staging");
    assert!(built.contains("wrote"), "{built}");
    run(here.path(), "codegen rust --out code.rs");
    for (path, text) in &files {
        let changed = text
            .replace("method: POST", "method: PUT")
            .replace("Say ", "Tell ")
            .replace("see ", "look at ");
        fs::write(here.path().join(path), changed).unwrap();
    }
    for arguments in [
        "build --env staging --check",
        "codegen rust --out code.rs --check",
    ] {
        let diff = run(here.path(), arguments);
        assert!(diff.contains("+++ "), "{diff}");
        planted.search(arguments, &diff);
    }
}

/// A comparison shows lines of both sides, with keys that say what stands behind them.
#[test]
fn comparisons_show_no_credential_that_changes() {
    let planted = Planted::default();
    let side = |number: u8| {
        let hooks = format!(
            "kind: webhook\nplatform: verboo\nname: one\nurl: https://erp.example/{number}\n\
             method: POST\nheaders: {{ X-Foo: a{number}, Authorization: Bearer {header} }}\n\
             body: {{ user: a{number}, password: {password}, list: [{{ api_key: '{key}' }}] }}\n\
             response_directive: Say it.\n",
            header = planted.word("a header"),
            password = planted.word("a password in a body"),
            key = planted.word("a key in a list in a body"),
        );
        folder(&[("hooks.yaml", hooks), ("hookc.yaml", String::new())])
    };
    let (old, new) = (side(1), side(2));
    for format in ["full", "concise", "json", "markdown"] {
        let arguments = format!("diff {} . --format {format}", old.path().to_str().unwrap());
        let shown = run(new.path(), &arguments);
        assert!(shown.contains("another"), "{shown}");
        planted.search(&arguments, &shown);
    }
}

/// With secrets, only the files hold their values.
#[test]
fn values_of_secrets_stand_in_requests_alone() {
    let planted = Planted::default();
    let here = folder(&that_builds(&planted));
    planted.search(
        "build --with-secrets",
        &run(
            here.path(),
            "build --env staging --with-secrets --out private",
        ),
    );
    let index = fs::read_to_string(here.path().join("private/staging/index.json")).unwrap();
    assert!(!index.contains(REAL), "{index}");
    let page = fs::read_to_string(here.path().join("private/staging/verboo/SETUP.md")).unwrap();
    assert!(!page.contains(REAL), "{page}");
    let request = here.path().join("private/staging/verboo/webhooks/two.json");
    assert!(fs::read_to_string(request).unwrap().contains(REAL));
    planted.search(
        "build --check over secrets",
        &run(here.path(), "build --env staging --check --out private"),
    );
}
