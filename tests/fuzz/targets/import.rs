//! `hookc import`: JSON of platforms and commands of curl become definitions that can be read.

use hookc::import::{Options, import};
use hookc::platforms::facts;
use hookc::source::FileId;
use hookc::yaml;

use super::project::Files;

pub fn run(bytes: &[u8]) {
    let (choice, bytes) = super::choice(bytes);
    let text = super::text(bytes);
    // A letter, so that seeds can be read.
    let choice = choice.wrapping_sub(usize::from(b'A'));
    let options = Options {
        platform: facts::ALL.get(choice % (facts::ALL.len() + 1)).copied(),
        name: (choice.is_multiple_of(3)).then_some("name"),
        file_name: Some("create_ticket"),
        keeps_credentials: choice.is_multiple_of(2),
    };
    match import(&text, &options) {
        Ok(yaml) => {
            let stream = yaml::parse(FileId(0), &yaml);
            let is_read = stream.documents.iter().all(|document| !document.broken);
            assert!(is_read, "what is imported cannot be read:\n{yaml}");
            super::outputs::emit(&Files::of(&[("hooks.yaml", &yaml)]));
            assert_eq!(import(&text, &options), Ok(yaml));
        }
        Err(fault) => {
            assert!(!fault.message.is_empty());
            assert!(
                fault.at.is_none_or(|at| text.is_char_boundary(at)),
                "{fault:?}"
            );
        }
    }
}
