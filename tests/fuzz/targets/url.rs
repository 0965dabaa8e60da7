//! URLs: places lie in the text, what is called right can be taken apart, and a path without dot
//! segments has none.

use hookc::project::url_part;
use hookc::url::{Reach, comparable, contacted, decoded, fault, split, without_dot_segments};

pub fn run(bytes: &[u8]) {
    let text = super::text(bytes);
    for is_known in [false, true] {
        if let Some(found) = fault(&text, &|range| {
            assert!(text.get(range.clone()).is_some());
            is_known
        }) {
            assert!(text.get(found.range).is_some());
        } else if is_known {
            assert!(split(&text).is_ok_and(|parts| !parts.host.is_empty()));
        }
    }
    if let Ok(parts) = split(&text) {
        let segments = parts.segments(&text).into_iter();
        let joined: String = segments.flat_map(|range| ["/", &text[range]]).collect();
        assert_eq!(text[parts.path.clone()], joined);
        let host = contacted(&text[parts.host.clone()]);
        let _ = host.reach().map(Reach::title);
        let path = &text[parts.path];
        let once = without_dot_segments(path);
        assert_eq!(without_dot_segments(&once), once);
    }
    let _ = (contacted(&text), decoded(&text));
    let once = comparable(&text);
    assert_eq!(comparable(&once), once);
    for (at, _) in text.char_indices() {
        let _ = url_part(&text, at);
    }
}
