//! Every YAML block of the language's reference checks without a finding.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the reference from the disk"
)]

use hookc::compile::check_example;
use hookc::diagnostic::ExampleFile;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/design/language.md");

#[test]
fn the_blocks_of_the_reference_check_without_error_or_warning() {
    let Ok(page) = std::fs::read_to_string(PAGE) else {
        println!("skipped: there is no reference at {PAGE}");
        return;
    };
    let blocks: Vec<&str> = page
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(blocks.len() > 4, "{} blocks", blocks.len());
    let files: Vec<ExampleFile> = blocks
        .iter()
        .enumerate()
        .map(|(index, block)| ExampleFile {
            path: match index {
                0 => "hookc.yaml".to_owned(),
                _ => format!("hooks/{index}.yaml"),
            },
            text: (*block).to_owned(),
        })
        .collect();
    let (sources, found) = check_example(&files);
    let found: Vec<_> = found
        .into_iter()
        .filter(|found| found.severity != hookc::diagnostic::Severity::Info)
        .collect();
    assert!(
        found.is_empty(),
        "\n{}",
        crate::rules::print(&sources, &found)
    );
}
