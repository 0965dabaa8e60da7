//! `hookc graph`

use super::Folder;

const TRIGGER: &str = "\
kind: trigger
platform: verboo
name: ask
description: Call when the customer asks for the state of an order.
webhooks: [get_order]
";

#[test]
fn a_graph_is_printed_or_written() {
    let folder = Folder::with(&[("a.yaml", TRIGGER)]);
    let ran = folder.run("graph").ends(0);
    assert!(
        ran.stdout
            .contains("flowchart LR\n  n0([\"ask<br>verboo trigger<br>error: ")
    );
    folder
        .run("graph --format html --out page.html")
        .ends(0)
        .says_nothing();
    assert!(folder.read("page.html").starts_with("<!DOCTYPE html>\n"));
    let ran = folder.run("graph --out no/such/folder.svg").ends(2);
    assert!(
        ran.stderr.starts_with("error: cannot write "),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_graph_needs_definitions_and_one_environment() {
    let folder = Folder::with(&[("hookc.yaml", "environments: { a: { x: 1 }, b: { x: 2 } }\n")]);
    let ran = folder.run("graph").ends(2);
    assert!(
        ran.stderr.contains("`hookc graph --env a`"),
        "{}",
        ran.stderr
    );
    folder.run("graph --env a").ends(2);
    folder.write("a.yaml", TRIGGER);
    folder.run("graph --env a").ends(0);
}

#[test]
fn a_picture_that_mermaid_would_not_draw_is_announced() {
    let webhook = |n: usize| {
        format!("kind: webhook\nname: w{n}\nurl: https://a.example/{n}\nmethod: GET\n---\n")
    };
    let large: String = (0..501).map(webhook).collect();
    let folder = Folder::with(&[
        ("hookc.yaml", "default_platform: verboo\n"),
        ("a.yaml", &large),
    ]);
    let ran = folder.run("graph").ends(0);
    assert!(ran.stderr.contains("`--format svg` draws all of it"));
    assert_eq!(folder.run("graph --format svg").ends(0).stderr, "");
}
