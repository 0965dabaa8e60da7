//! The same input gives the same bytes: in any order of files, in folders of any name, on any number
//! of threads, on every run.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Folder, webhook};

/// Shuffles, the same in every run.
struct Shuffle(u64);

impl Shuffle {
    fn order<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let other = usize::try_from(self.0 >> 33).unwrap() % (last + 1);
            things.swap(last, other);
        }
    }
}

/// Files of several platforms; `is_fine` leaves out those with mistakes.
fn files(is_fine: bool) -> Vec<(String, String)> {
    let mut files = vec![("hookc.yaml".to_owned(), "project: shop\n".to_owned())];
    for number in 0..30 {
        let name = format!("w{number}");
        let folder = ["a", "b/c", "b/d/e", "."][number % 4];
        files.push((format!("{folder}/{name}.yaml"), webhook(&name)));
        let text = format!(
            "kind: webhook\nplatform: verboo\nname: v{number}\nurl: https://shop.example/$id/{number}\n\
             method: GET\nresponse_directive: Say it.\n---\nkind: trigger\nplatform: verboo\n\
             name: t{number}\ndescription: Call when the customer asks for number {number}.\n\
             parameters:\n  type: object\n  properties:\n    id: {{ type: string, description: One }}\n  \
             required: [id]\nwebhooks: [v{number}]\n"
        );
        files.push((format!("{folder}/v{number}.yaml"), text.clone()));
        if !is_fine && number % 3 == 0 {
            // Mistakes of several files: names that two have, names that nobody has.
            let text = text.replace("$id", "$unknown").replace("method", "methd");
            files.push((format!("{folder}/x{number}.yaml"), text));
            let text = webhook(&name).replace("https", "http");
            files.push((format!("b/y{number}.yml"), text));
        }
    }
    files
}

/// Every file below a folder.
fn tree(folder: &Folder, path: &str) -> BTreeMap<String, String> {
    let files = folder.files(path).into_iter();
    files
        .map(|name| (name.clone(), folder.read(&format!("{path}/{name}"))))
        .collect()
}

/// What each of these commands prints, and all that they write to `out`.
fn all_of(
    files: &[(String, String)],
    root: &str,
    threads: usize,
    commands: &[(&str, Vec<&str>)],
    shuffle: &mut Shuffle,
) -> BTreeMap<String, String> {
    let folder = Folder::new();
    let mut files = files.to_vec();
    shuffle.order(&mut files);
    for (path, text) in &files {
        folder.write(&format!("{root}/{path}"), text);
    }
    let mut all = BTreeMap::new();
    for (command, paths) in commands {
        let mut paths = paths.clone();
        shuffle.order(&mut paths);
        let output = folder
            .command_in(root)
            .args(command.split_whitespace())
            .args(&paths)
            .env("RAYON_NUM_THREADS", threads.to_string())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        let code = output.status.code();
        assert!(code.is_some_and(|code| code < 2), "{command}: {stderr}");
        let folder_name = Path::new(root).file_name().unwrap().to_str().unwrap();
        assert!(!stdout.contains(folder_name), "{command} names the folder");
        all.insert(
            (*command).to_owned(),
            format!("{code:?}\n{stdout}\n{stderr}"),
        );
    }
    for (path, text) in tree(&folder, root) {
        if path.starts_with("out/") || path.starts_with("old/dist/") {
            all.insert(path, text);
        }
    }
    all
}

fn compared(files: &[(String, String)], commands: &[(&str, Vec<&str>)]) {
    let mut shuffle = Shuffle(42);
    let first = all_of(files, "rootfolder", 1, commands, &mut shuffle);
    assert!(first.values().all(|text| !text.is_empty()));
    for (root, threads) in [
        ("rootfolder", 2),
        ("Zz Other/Än/deeper-rootfolder", 7),
        ("0rootfolder", 1),
        ("rootfolder", 7),
    ] {
        let again = all_of(files, root, threads, commands, &mut shuffle);
        assert_eq!(
            first.keys().collect::<Vec<_>>(),
            again.keys().collect::<Vec<_>>(),
            "the same files"
        );
        for (what, text) in &first {
            assert!(
                text == &again[what],
                "{what} differs in {root}, {threads} threads"
            );
        }
    }
}

#[test]
fn findings_do_not_depend_on_order_threads_or_folders() {
    let formats = [
        "full", "concise", "json", "sarif", "github", "gitlab", "junit",
    ];
    let commands: Vec<String> = formats
        .iter()
        .map(|format| format!("check --format {format}"))
        .collect();
    let mut commands: Vec<(&str, Vec<&str>)> = commands
        .iter()
        .map(|command| (command.as_str(), Vec::new()))
        .collect();
    let named = ["a", "b/c/w1.yaml", "b/y0.yml", "x3.yaml", "hookc.yaml", "b"];
    commands.push(("check --format json --deny warnings", named.to_vec()));
    commands.push(("check --unsafe-fixes --diff", named[..3].to_vec()));
    commands.push(("check --write-baseline out/baseline.json", Vec::new()));
    let mut files = files(false);
    files.push((
        "out/keep.txt".to_owned(),
        "a folder for what is written".to_owned(),
    ));
    compared(&files, &commands);
}

#[test]
fn what_is_written_does_not_depend_on_order_threads_or_folders() {
    let mut all = files(true);
    all.push((
        "out/keep.txt".to_owned(),
        "a folder for what is written".to_owned(),
    ));
    for (path, text) in files(true) {
        let text = text
            .replace("chat.close", "chat.create")
            .replace("Say it.", "Say all.");
        if !path.contains("w7.") {
            all.push((format!("old/{path}"), text));
        }
    }
    let commands = [
        ("build --out out/dist", vec![]),
        ("build --out out/some", vec!["a", "b/c", "w3.yaml"]),
        ("codegen rust --out out/crate --all", vec![]),
        ("codegen rust", vec![]),
        ("graph", vec![]),
        ("graph --format dot", vec![]),
        ("graph --format svg", vec![]),
        ("graph --format html", vec![]),
        ("schema --out out/schemas", vec![]),
        ("test --format json", vec![]),
        ("diff old --format full --rust", vec![]),
        ("diff old --format concise", vec![]),
        ("diff old --format json", vec![]),
        ("diff old --format markdown", vec![]),
        ("fmt --diff", vec!["b", "a", "w3.yaml"]),
    ];
    compared(&all, &commands);
}
