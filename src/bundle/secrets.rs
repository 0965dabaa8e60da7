//! Secrets: where they stand, and whether their values can stand there.

use std::collections::{BTreeMap, BTreeSet};

use super::BuildError;
use crate::definition::{Auth, Definition, Text};
use crate::platforms::PLATFORMS;
use crate::platforms::output::BundleFile;
use crate::project::Project;

/// Where a secret is filled in: the path of a file, and a JSON pointer into it.
pub(super) type Place = (String, String);

/// What is asked of the value of a secret, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UsedIn {
    /// A URL, into which it is put as it is.
    Url,
    /// A header, or a credential that is sent in one.
    Header,
    /// A bearer token; the platform writes `Bearer` before it.
    Bearer,
    /// The user name of basic authentication.
    UserName,
    /// The password of basic authentication.
    Password,
    /// A body.
    Body,
}

/// The secrets of a bundle, with the places where each is filled in, in order.
pub(super) fn uses(files: &[BundleFile]) -> BTreeMap<String, Vec<Place>> {
    let mut uses: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for file in files {
        file.each_secret(&mut |pointer, name| {
            let places = uses.entry(name.to_owned()).or_default();
            let place = (file.path(), pointer.to_owned());
            if places.last() != Some(&place) {
                places.push(place);
            }
        });
    }
    uses
}

/// Whether every secret has a value that can stand where it is used.
pub(super) fn check(
    project: &Project<'_>,
    uses: &BTreeMap<String, Vec<Place>>,
    value: &dyn Fn(&str) -> Option<String>,
) -> Result<(), BuildError> {
    let mut problems = Vec::new();
    let used_in = used_in(project);
    for name in uses.keys() {
        let Some(value) = value(name) else {
            problems.push(format!("the secret `{name}` has no value"));
            continue;
        };
        let places: Vec<UsedIn> = used_in
            .iter()
            .filter(|(used, _)| used == name)
            .map(|(_, place)| *place)
            .collect();
        if let Err(problem) = check_secret(name, &value, &places) {
            problems.push(problem);
            continue;
        }
        for platform in PLATFORMS {
            let sends = |(_, definition): (_, &Definition<'_>)| {
                definition.platform == platform.facts
                    && definition
                        .uses
                        .secrets
                        .iter()
                        .any(|used| used.name == *name)
            };
            let is_sent = project.of_platform(platform.facts).any(sends);
            if is_sent && (platform.is_template)(project, &value) {
                problems.push(format!(
                    "the value of the secret `{name}` holds what {} would replace by something else",
                    platform.facts.name
                ));
            }
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(BuildError { problems })
    }
}

/// Whether the value of a secret can stand where it is used. The value is put into URLs as it is,
/// so it has to be percent-encoded already where that is needed.
///
/// # Errors
///
/// What is wrong with it, as a lower-case phrase that names the secret and nothing of its value.
pub fn check_secret(name: &str, value: &str, used_in: &[UsedIn]) -> Result<(), String> {
    let problem = if value.is_empty() {
        Some("is empty")
    } else {
        used_in.iter().find_map(|place| problem_in(*place, value))
    };
    match problem {
        Some(problem) => Err(format!("the value of the secret `{name}` {problem}")),
        None => Ok(()),
    }
}

fn problem_in(place: UsedIn, value: &str) -> Option<&'static str> {
    let is_of_url = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    if place == UsedIn::Body {
        return None;
    }
    if place == UsedIn::Url {
        let problem = "holds a character that cannot stand in a URL; percent-encode it";
        return (!value.bytes().all(is_of_url)).then_some(problem);
    }
    if value.contains(['\r', '\n']) {
        return Some("holds a line break, which cannot stand in a header");
    }
    if value.chars().any(char::is_control) {
        return Some("holds a control character, which cannot stand in a header");
    }
    match place {
        UsedIn::Header | UsedIn::Bearer if value.trim() != value => {
            Some("begins or ends with a blank, which a header loses")
        }
        UsedIn::Bearer if value.to_ascii_lowercase().starts_with("bearer ") => {
            Some("begins with `Bearer`, which the platform writes by itself")
        }
        UsedIn::UserName if value.contains(':') => {
            Some("holds `:`, which cannot stand in the user name of basic authentication")
        }
        _ => None,
    }
}

fn used_in(project: &Project<'_>) -> BTreeSet<(String, UsedIn)> {
    let mut found = BTreeSet::new();
    for definition in &project.definitions {
        let request = &definition.request;
        let mut add = |text: &Text<'_>, place| {
            found.extend(text.secrets().map(|name| (name.to_owned(), place)));
        };
        if let Some(url) = &request.url {
            add(url, UsedIn::Url);
        }
        for header in &request.headers {
            add(&header.value, UsedIn::Header);
        }
        if let Some(body) = &request.body {
            body.each_text(&mut |text| add(text, UsedIn::Body));
        }
        let credentials = match &request.auth {
            Some(Auth::Basic { username, password }) => {
                vec![(username, UsedIn::UserName), (password, UsedIn::Password)]
            }
            Some(Auth::Bearer(token)) => vec![(token, UsedIn::Bearer)],
            Some(Auth::ApiKey(value) | Auth::Header { value, .. }) => {
                vec![(value, UsedIn::Header)]
            }
            Some(Auth::None(_)) | None => Vec::new(),
        };
        for (text, place) in credentials {
            if let Some(text) = text {
                add(text, place);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{UsedIn, check_secret};

    #[test]
    fn a_value_has_to_fit_and_is_never_named() {
        let cases = [
            ("", UsedIn::Body),
            ("hush\nhush", UsedIn::Header),
            ("hush\u{0}", UsedIn::Header),
            (" hush", UsedIn::Header),
            ("hush:hush", UsedIn::UserName),
            ("Bearer hush", UsedIn::Bearer),
            ("hush hush", UsedIn::Url),
            ("hüsh", UsedIn::Url),
        ];
        for (value, place) in cases {
            let problem = check_secret("KEY", value, &[UsedIn::Body, place]).unwrap_err();
            assert!(problem.contains("`KEY`"), "{problem}");
            assert!(
                value.is_empty() || !problem.contains(value.trim()),
                "{problem}"
            );
        }
        for (value, place) in [
            ("a\nb", UsedIn::Body),
            ("a:b c", UsedIn::Header),
            ("a/b%20", UsedIn::Url),
        ] {
            assert_eq!(check_secret("KEY", value, &[place]), Ok(()));
        }
    }
}
