//! URLs of any text: places lie in the text, and what is called right can be taken apart.

use hookc::templates::{Templates, neutral};
use hookc::url::{fault, split};
use proptest::prelude::*;

proptest! {
    #[test]
    fn places_lie_on_borders_of_characters(text in "(https?://)?[a-z0-9:/?#@%\\[\\] .{}$<>é１-]{0,40}") {
        if let Some(found) = fault(&text, &|_| true) {
            prop_assert!(text.get(found.range).is_some());
        } else {
            let parts = split(&text).unwrap();
            prop_assert!(!parts.host.is_empty());
            let segments = parts.segments(&text);
            let path = &text[parts.path.clone()];
            let joined: String = segments.into_iter().flat_map(|range| ["/", &text[range]]).collect();
            prop_assert_eq!(path, joined);
        }
    }

    #[test]
    fn neutral_texts_keep_their_length(text in "[a$_{}#/. é]{0,40}") {
        for templates in [None, Some(Templates::Dollar), Some(Templates::Mustache)] {
            let found = neutral(&text, templates, &["a.a"], [], 'x');
            prop_assert_eq!(found.text.len(), text.len());
            for gap in found.gaps {
                prop_assert!(text.get(gap).is_some());
            }
        }
    }
}
