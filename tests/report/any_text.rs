//! What holds of every report, and how long many findings take.

use hookc::diagnostic::Diagnostic;
use hookc::report::{Format, FullOptions, Options, Summary, render};
use hookc::source::{SourceFile, Sources, Span};
use proptest::prelude::*;

use super::{UNKNOWN, assert_fits, case, full_with, underlined, unknown, without_colour};

/// Prints how long reports of 10,000 findings in a file of 1 MB take. The bound is far from what is
/// measured, but nearer to it than a search of the whole file for each finding.
#[test]
fn many_findings_in_a_large_file() {
    let line =
        "  url: https://api.example.com/orders/$ordr_number/and/then/some/more/of/the/path\n";
    for (name, text) in [
        ("lines", line.repeat(12_500)),
        ("one line", line.replace('\n', " ").repeat(12_500)),
    ] {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::new("big.yaml", text));
        let findings: Vec<Diagnostic> = (0..10_000)
            .map(|n| {
                let at = n * line.len() + line.find('$').unwrap();
                let before = Span::new(file, at - 20, at - 5);
                unknown(Span::new(file, at, at + 12))
                    .label(before, "declared here")
                    .help("did you mean `$order_number`?")
            })
            .collect();
        let summary = Summary::new(1, 1, &findings);
        for format in [Format::Full, Format::Concise, Format::Json] {
            let taken = time(|| {
                let options = Options::default();
                let report = render(format, &findings, &sources, &summary, &options);
                assert_eq!(report.matches("nothing declares").count(), 10_000);
            });
            println!("10,000 findings, {name}, {format:?}: {taken:?}");
            assert!(taken.as_secs() < 20, "{name}, {format:?}: {taken:?}");
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "measures, and decides nothing by it"
)]
fn time(work: impl FnOnce()) -> std::time::Duration {
    let start = std::time::Instant::now();
    work();
    start.elapsed()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the text and the spans, a report is made, stays in its width and is short.
    #[test]
    fn every_report_fits(
        pieces in prop::collection::vec(
            prop_oneof![
                Just("a"), Just(" "), Just("\n"), Just("\r\n"), Just("\r"), Just("\t"), Just("日"),
                Just("🚀"), Just("e\u{301}"), Just("\u{301}"), Just("\u{1b}"), Just("\u{feff}"),
                Just("\u{200d}"), Just("lorem ipsum dolor sit amet consetetur sadipscing elitr"),
                Just("$order_number"), Just("\u{202e}"),
            ],
            0..60,
        ),
        spans in prop::collection::vec((0usize..600, 0usize..80, "[a-z]{1,9}( [a-z]{1,9}){0,12}"), 1..6),
        width in 40usize..120,
        unicode in any::<bool>(),
        color in any::<bool>(),
    ) {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::new("a.yaml", pieces.concat()));
        let span = |at: usize, len: usize| Span::new(file, at, at + len);
        let mut finding = unknown(span(spans[0].0, spans[0].1));
        for (at, len, message) in &spans[1..] {
            finding = finding.label(span(*at, *len), message.clone());
        }
        let report = full_with(&[finding], &sources, FullOptions { color, unicode, width, fixes: true });
        let plain = if color { without_colour(&report) } else { report };
        assert_fits(&plain, width);
        prop_assert!(plain.lines().count() < 120);
    }

    /// An underline is under exactly the text of its span, wherever on its line that is.
    #[test]
    fn every_underline_is_under_its_text(
        before in prop::collection::vec(
            prop_oneof![Just("a"), Just("日"), Just("🚀"), Just("e\u{301}"), Just("\t"), Just("\u{1b}"), Just("lorem ipsum ")],
            0..40,
        ),
        after in "[a-z ]{0,200}",
        label in prop::option::of("[a-z]{1,9}( [a-z]{1,9}){0,5}"),
    ) {
        let before = before.concat();
        let case = case(&format!("x: {before}«$ordr_number»{after}\n"));
        let mut finding = Diagnostic::new(&UNKNOWN, Span::at(case.file, 0), "x");
        match label {
            Some(label) => finding = finding.label(case.span, label),
            None => finding.span = case.span,
        }
        let report = full_with(&[finding], &case.sources, FullOptions::default());
        assert_fits(&report, 80);
        prop_assert_eq!(underlined(&report).pop().unwrap(), "$ordr_number");
    }
}
