//! Rendered requests keep their shape, whatever the values are.

use hookc::compile::{Input, InputFile, check};
use hookc::render::{Values, render};
use hookc::source::{SourceFile, Sources};
use proptest::prelude::*;
use serde_json::Value as Json;

const WEBHOOK: &str = r#"kind: webhook
platform: verboo
name: create_ticket # hookc: allow(unused-definition) rendered alone
url: https://helpdesk.example/$a/$b/tickets?q=$a&r=$b
method: POST
headers: { X-A: "$a" }
body:
  a: "$a"
  text: 'before "$b" behind'
  list: [1, "$a$b", null]
  images: $images
"#;

/// The body as JSON, and the URL.
fn rendered(values: &[(&str, Json)]) -> (Json, String) {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile::new("hooks.yaml", WEBHOOK));
    let outcome = check(&Input {
        sources: &sources,
        folder: "folder",
        manifest: None,
        files: vec![InputFile {
            file,
            path: "hooks.yaml".into(),
            listed: false,
        }],
        environment: None,
        honours_comments: true,
        read_beside: &|_, _| Err(String::new()),
    });
    let mut given = Values::default();
    for (name, value) in values {
        given.set(name, value.clone());
    }
    let definition = outcome.projects[0].get(0).unwrap();
    let rendered = render(definition, &given).unwrap();
    for one in &rendered.inserted {
        let part = match one.part.as_str() {
            "url" => &rendered.url,
            "body" => rendered.body.as_ref().unwrap(),
            _ => &rendered.headers[0].1,
        };
        assert_eq!(part.get(one.output.clone()), Some(one.text.as_str()));
    }
    let body = rendered.body.unwrap();
    (serde_json::from_str(&body).unwrap(), rendered.url)
}

proptest! {
    #[test]
    fn a_body_is_json_and_a_url_keeps_its_segments(
        a in any::<String>(), b in any::<String>(), images in prop::collection::vec(any::<String>(), 0..3)
    ) {
        let list = Json::from(images);
        let values = [("a", Json::from(a.as_str())), ("b", Json::from(b.as_str())), ("images", list.clone())];
        let (body, url) = rendered(&values);
        prop_assert_eq!(&body["a"], &Json::from(a.as_str()));
        prop_assert_eq!(&body["text"], &Json::from(format!("before \"{b}\" behind")));
        prop_assert_eq!(&body["list"][1], &Json::from(format!("{a}{b}")));
        prop_assert_eq!(&body["images"], &list);
        let (path, query) = url.split_once('?').unwrap();
        prop_assert_eq!(path.split('/').count(), "https://helpdesk.example/a/b/tickets".split('/').count());
        prop_assert_eq!(query.split('&').count(), 2);
        prop_assert!(url.is_ascii() && !url.contains([' ', '#', '"']));
    }
}
