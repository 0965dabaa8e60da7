//! `hookc fmt`: it means the same, nothing is lost, and a second time changes nothing.

use hookc::format::{Formatted, Role, format};
use hookc::platforms::facts;
use hookc::source::{FileId, SourceFile};
use hookc::yaml;

pub fn run(bytes: &[u8]) {
    let default_platform = facts::ALL.first().copied();
    let roles = [
        Role::Manifest,
        Role::Definitions {
            default_platform,
            listed: false,
        },
        Role::Definitions {
            default_platform: None,
            listed: true,
        },
    ];
    for role in roles {
        let file = SourceFile::from_bytes("a.yaml", bytes.to_vec());
        let text = match format(FileId(0), &file, role) {
            Formatted::Text(text) => text,
            Formatted::NotOurs | Formatted::Illegible => continue,
            Formatted::WouldChange => panic!("its meaning would change"),
        };
        let again = format(FileId(0), &SourceFile::new("a.yaml", &*text), role);
        assert_eq!(again, Formatted::Text(text.clone()), "formatted twice");
        assert_eq!(what_is_in(&text), what_is_in(file.text()));
    }
}

/// The comments and the values of a text, whatever their order.
fn what_is_in(text: &str) -> (Vec<String>, Vec<String>) {
    let stream = yaml::parse(FileId(0), text);
    let comments = stream.comments.iter();
    let mut comments: Vec<String> = comments.map(|one| one.text.trim_end().to_owned()).collect();
    comments.sort();
    let nodes = stream.documents.iter().flat_map(yaml::Document::nodes);
    let of_node = |node: yaml::Node<'_, '_>| match node.scalar() {
        Some(scalar) if !node.is_alias() => format!("{:?} {:?}", yaml::typed(node), scalar.value),
        _ => format!("{} {:?}", node.is_alias(), node.anchor()),
    };
    let mut values: Vec<String> = nodes.map(of_node).collect();
    values.sort();
    (comments, values)
}
