//! Where a definition refers to values that are known at run time only.

use std::ops::Range;

use crate::definition::{Data, Definition, Header, Text, Value};
use crate::platforms::facts::Templates;
use crate::source::{Span, slice};
use crate::templates::mustache::{self, TagKind};
use crate::templates::{dollar, neutral};

/// One reference in a field that the platform fills in.
#[derive(Clone, Debug)]
pub struct Use<'d, 's> {
    /// The field's text.
    pub text: &'d Text<'s>,
    /// The reference in it: from `$` to the end of the name or index, or the whole tag.
    pub range: Range<usize>,
    /// The name: `order_number`, `session.id`, `images`, `http-header.x-uuid`.
    pub name: &'d str,
    /// How it is written.
    pub form: Form,
    /// Where it stands.
    pub place: Place<'d, 's>,
}

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `$name`
    Dollar,
    /// `$images[N]`
    Index(u32),
    /// A Mustache tag that reads a value.
    Tag {
        /// Which.
        kind: TagKind,
        /// How many sections it stands in.
        depth: usize,
    },
}

/// Where a reference stands.
#[derive(Clone, Copy, Debug)]
pub enum Place<'d, 's> {
    /// In `url`.
    Url(UrlPart),
    /// In the name of a header.
    HeaderName(&'d Header<'s>),
    /// In the value of a header.
    HeaderValue(&'d Header<'s>),
    /// In a key of the body.
    BodyKey,
    /// In a text of the body; `whole` says that it is all of that text.
    BodyText {
        /// Whether nothing else stands in the text.
        whole: bool,
    },
    /// In a body that is a JSON template as text.
    BodyTemplate,
}

/// A part of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UrlPart {
    /// Scheme, user, host or port.
    Authority,
    /// The path.
    Path,
    /// The query, after the `?`.
    Query,
    /// The fragment, after the `#`.
    Fragment,
}

impl Use<'_, '_> {
    /// The bytes of the source.
    #[must_use]
    pub fn span(&self) -> Span {
        self.text.span_of(self.range.clone())
    }
}

/// Every reference of a definition, in the order URL, headers, body. Nothing for a platform without
/// templates. Texts with build-time values that could not be filled in are left out, and those that
/// do not parse.
#[must_use]
pub fn uses<'d, 's>(definition: &'d Definition<'s>) -> Vec<Use<'d, 's>> {
    let mut uses = url_uses(definition);
    let Some(templates) = definition.platform.templates else {
        return uses;
    };
    let mut found = Finder {
        templates,
        built_in: definition.platform.built_in,
        uses: &mut uses,
    };
    let request = &definition.request;
    for header in &request.headers {
        found.text(&header.name, &|_| Place::HeaderName(header));
        found.text(&header.value, &|_| Place::HeaderValue(header));
    }
    match &request.body {
        Some(Value {
            data: Data::Text(text),
            ..
        }) => found.text(text, &|_| Place::BodyTemplate),
        Some(body) => found.body(body),
        None => {}
    }
    uses
}

/// The references of a definition's URL alone.
#[must_use]
pub fn url_uses<'d, 's>(definition: &'d Definition<'s>) -> Vec<Use<'d, 's>> {
    let mut uses = Vec::new();
    let platform = definition.platform;
    let (Some(templates), Some(url)) = (platform.templates, &definition.request.url) else {
        return uses;
    };
    let mut found = Finder {
        templates,
        built_in: platform.built_in,
        uses: &mut uses,
    };
    found.text(url, &|_| Place::Url(UrlPart::Authority));
    if !uses.is_empty() {
        // `/` and `#` can be part of a tag.
        let marks = neutral(url.as_str(), Some(templates), platform.built_in, [], 'x').text;
        let ends = Ends::of(&marks);
        for used in &mut uses {
            used.place = Place::Url(ends.part(used.range.start));
        }
    }
    uses
}

struct Finder<'u, 'd, 's> {
    templates: Templates,
    built_in: &'static [&'static str],
    uses: &'u mut Vec<Use<'d, 's>>,
}

impl<'d, 's> Finder<'_, 'd, 's> {
    fn body(&mut self, value: &'d Value<'s>) {
        match &value.data {
            Data::Null | Data::Bool(_) | Data::Number(_) => {}
            Data::Text(text) => {
                let length = text.as_str().len();
                self.text(text, &|range| Place::BodyText {
                    whole: *range == (0..length),
                });
            }
            Data::List(items) => items.iter().for_each(|item| self.body(item)),
            Data::Map(entries) => {
                for (key, value) in entries {
                    self.text(key, &|_| Place::BodyKey);
                    self.body(value);
                }
            }
        }
    }

    fn text(&mut self, text: &'d Text<'s>, place: &dyn Fn(&Range<usize>) -> Place<'d, 's>) {
        if text.is_unresolved() {
            return;
        }
        match self.templates {
            Templates::Dollar => {
                for found in dollar::each_reference(text.as_str(), self.built_in) {
                    let form = found.index.map_or(Form::Dollar, Form::Index);
                    let place = place(&found.range);
                    self.uses.push(Use {
                        text,
                        range: found.range,
                        name: found.name,
                        form,
                        place,
                    });
                }
            }
            Templates::Mustache => {
                if !mustache::has_tags(text.as_str()) {
                    return;
                }
                let template = mustache::parse(text.as_str());
                // What a template means that does not parse is a guess.
                if !template.faults.is_empty() {
                    return;
                }
                for tag in template.tags.into_iter().filter(|tag| tag.kind.reads()) {
                    let form = Form::Tag {
                        kind: tag.kind,
                        depth: tag.depth,
                    };
                    let place = place(&tag.range);
                    self.uses.push(Use {
                        text,
                        range: tag.range,
                        name: tag.name,
                        form,
                        place,
                    });
                }
            }
        }
    }
}

/// The part of a URL in which a byte lies. The text may hold templates, so this goes by the marks
/// that end each part alone: `://`, then `/`, `?`, `#`.
#[must_use]
pub fn url_part(url: &str, at: usize) -> UrlPart {
    Ends::of(url).part(at)
}

/// Where the parts of a URL end; nothing for one without a scheme.
struct Ends(Option<[usize; 3]>);

impl Ends {
    fn of(url: &str) -> Self {
        let Some(scheme_end) = url.find("://") else {
            return Self(None);
        };
        let authority = scheme_end + 3;
        let rest = slice(url, authority..url.len());
        let path = authority + rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let after = slice(url, path..url.len()).as_bytes();
        let fragment = path + memchr::memchr(b'#', after).unwrap_or(after.len());
        let query = path + memchr::memchr(b'?', after).unwrap_or(after.len());
        Self(Some([path, query, fragment]))
    }

    fn part(&self, at: usize) -> UrlPart {
        match self.0 {
            Some([path, query, fragment]) if at >= path => {
                if at >= fragment {
                    UrlPart::Fragment
                } else if at >= query {
                    UrlPart::Query
                } else {
                    UrlPart::Path
                }
            }
            _ => UrlPart::Authority,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{UrlPart, url_part};

    #[test]
    fn parts_of_a_url() {
        let url = "https://$host:1/a/$b?c=$d#$e";
        let part = |name: &str| url_part(url, url.find(name).unwrap());
        assert_eq!(part("$host"), UrlPart::Authority);
        assert_eq!(part("$b"), UrlPart::Path);
        assert_eq!(part("$d"), UrlPart::Query);
        assert_eq!(part("$e"), UrlPart::Fragment);
        assert_eq!(url_part("$url", 0), UrlPart::Authority);
    }
}
