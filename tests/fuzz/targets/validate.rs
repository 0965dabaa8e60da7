//! `hookc validate`: any event, any JSON.

use std::io::{self, Read};
use std::sync::OnceLock;

use hookc::platforms::facts;
use hookc::source::{SourceFile, Sources};
use hookc::types::Payload;
use hookc::validate::{MAX_FINDINGS, Piece, Pieces, judge, parse};

use super::assert_span;

/// The first line names the payload; where none is called so, its bytes choose one.
pub fn run(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (name, rest) = bytes.split_at(end);
    let payload = payload(name);
    let pieces = pieces(rest);
    assert_eq!(
        self::pieces(Slow(rest)),
        pieces,
        "how much is read at once shows"
    );
    for piece in pieces {
        let mut sources = Sources::default();
        let source = SourceFile::from_bytes("captured.json", piece.bytes).behind(piece.start);
        let text = source.text().to_owned();
        let file = sources.add(source);
        match parse(&text) {
            Ok(node) => assert!(text.get(node.range).is_some()),
            Err(fault) => assert!(text.is_char_boundary(fault.at)),
        }
        let judged = judge(payload, file, &sources[file]);
        assert!(judged.findings.len() <= MAX_FINDINGS);
        for found in &judged.findings {
            assert_span(found.span, &text);
        }
        for unknown in &judged.unknown {
            assert_span(unknown.span, &text);
        }
    }
}

fn payload(name: &[u8]) -> &'static Payload {
    static ALL: OnceLock<Vec<Payload>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let all = facts::ALL.iter().flat_map(|facts| (facts.payloads)());
        all.collect()
    });
    let named = all.iter().find(|payload| payload.name.as_bytes() == name);
    let sum: usize = name.iter().map(|byte| usize::from(*byte)).sum();
    named.unwrap_or(&all[sum % all.len()])
}

fn pieces(input: impl Read) -> Vec<Piece> {
    let mut pieces = Pieces::new(input);
    let mut all = Vec::new();
    while let Some(piece) = pieces.next_piece().unwrap() {
        all.push(piece);
    }
    all
}

/// Gives two bytes at a time.
struct Slow<'b>(&'b [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(2);
        self.0.read(&mut buffer[..most])
    }
}
