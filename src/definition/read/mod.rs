//! From the tree to definitions: kind and platform first, then the fields that the form has.

mod auth;
mod body;
mod edits;
mod fields;
mod head;
pub(super) mod manifest;
mod members;
mod names;
mod path;
mod reader;
mod seen;
mod trigger;
mod unknown;
mod values;

use super::fill::fill;
use super::ours::nearly_kind_key;
use super::{Definition, Environment, Manifest, Text, Uses};
use crate::diagnostic::{Diagnostic, Shown, nearest};
use crate::platforms::facts::{self, Facts, FormFacts, Kind, KindFacts};
use crate::rules::reading::{
    missing_field, unknown_field, unknown_kind, unknown_platform, unsupported_kind, wrong_type,
};
use crate::source::{Span, slice};
use crate::yaml::{Content, Document, Node, Typed, typed};
pub(super) use head::Head;
use path::Path;
use reader::{Reader, Slot};

/// What became of a document.
#[derive(Clone, Debug)]
pub struct ReadDefinition<'s> {
    /// The definition, if kind and platform say which fields it has; else what is known of it.
    pub definition: Result<Box<Definition<'s>>, Unread>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is known of a document that could not be read as a definition. It must not make others look
/// wrong that refer to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// Its kind, if that is legible.
    pub kind: Option<Kind>,
    /// Its platform, if it says that itself.
    pub platform: Option<&'static Facts>,
    /// Its name, if that is legible.
    pub name: Option<String>,
}

/// Reads a document that is ours.
#[must_use]
pub fn read_definition<'s>(
    document: &Document<'s>,
    manifest: &Manifest<'s>,
    environment: Option<&Environment<'s>>,
) -> ReadDefinition<'s> {
    let mut reader = Reader {
        environment,
        fills: true,
        uses: Uses::default(),
        diagnostics: Vec::new(),
    };
    let definition = match document.root() {
        Some(root) => reader
            .definition(root, manifest)
            .ok_or_else(|| unread(root)),
        None => Err(Unread::default()),
    };
    ReadDefinition {
        definition,
        diagnostics: once_where_written(reader.diagnostics),
    }
}

/// What stands behind an anchor is read for each of its uses, under another name each time, and
/// reported for the first. Fields that are missing share a place without being one finding.
fn once_where_written(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = rustc_hash::FxHashSet::default();
    let is_first = |found: &Diagnostic| {
        found.rule.name == missing_field::RULE.name || seen.insert((found.rule.name, found.span))
    };
    found.retain(is_first);
    found
}

/// What can be said of a document that is broken, from the part of it that was read.
#[must_use]
pub fn unread(root: Node<'_, '_>) -> Unread {
    let text = |key: &str| {
        root.get(key)
            .and_then(Node::scalar)
            .map(|scalar| scalar.value.to_string())
    };
    Unread {
        kind: text("kind").and_then(|kind| Kind::find(&kind)),
        platform: text("platform").and_then(|id| facts::find(&id)),
        name: text("name"),
    }
}

impl<'s> Reader<'_, 's> {
    fn definition(
        &mut self,
        root: Node<'_, 's>,
        manifest: &Manifest<'s>,
    ) -> Option<Box<Definition<'s>>> {
        if !matches!(root.content(), Content::Mapping) {
            let slot = Slot {
                field: Path::Whole("a definition"),
                key: root.span(),
                value: root,
            };
            let span = reader::first_line(root);
            let found = wrong_type::not_a_definition(span, reader::describe(slot.value));
            self.report(found);
            return None;
        }
        let head = Head::of(root);
        let (kind, kind_span) = self.kind(root, &head)?;
        let platform = self.platform(root, &head, kind_span, manifest)?;
        let Some(kind_facts) = platform.kind(kind) else {
            let instead = platform
                .instead
                .iter()
                .find(|(unsupported, _)| *unsupported == kind);
            let instead = instead.map_or("", |(_, instead)| *instead);
            self.report(unsupported_kind::diagnostic(
                kind.name(),
                platform.name,
                kind_span,
                instead,
            ));
            return None;
        };
        let (form, is_certain) = self.pick_form(kind_facts, root, &head);
        let mut definition = Box::new(Definition {
            kind,
            platform,
            form,
            form_is_certain: is_certain,
            kind_span,
            span: root.span(),
            name: None,
            description: None,
            written: Vec::new(),
            faulty: Vec::new(),
            uses: Uses::default(),
            comments: Vec::new(),
            request: super::Rare::default(),
            trigger: super::Rare::default(),
            topics: Vec::new(),
            automation: None,
            automation_id: None,
        });
        self.fields(root, kind_facts, is_certain, &mut definition);
        definition.uses = std::mem::take(&mut self.uses);
        Some(definition)
    }

    fn kind(&mut self, root: Node<'_, 's>, head: &Head<'_, 's>) -> Option<(Kind, Span)> {
        let owner = "a definition";
        let Some(kind) = head.kind else {
            if let Some(span) = root.entries().find_map(|entry| nearly_kind_key(&entry)) {
                let meant = unknown_field::Meant::Key("kind");
                let found = unknown_field::diagnostic("kind", span, owner, &meant, []);
                let written = slice(root.document().text(), span.range());
                let message = format!("{owner} has no field `{}`", written.shown());
                self.report(Diagnostic { message, ..found }.edit(false, span, "kind"));
                return None;
            }
            let span = root
                .entries()
                .next()
                .map_or(root.span(), |entry| entry.key.span());
            let doc = "`webhook`, `trigger` or `escalation`.";
            self.report(missing_field::diagnostic("kind", span, owner, doc));
            return None;
        };
        let value = kind.value;
        let Some(scalar) = value.scalar().filter(|_| typed(value) == Some(Typed::Str)) else {
            self.wrong_type(
                &Slot {
                    field: Path::Field("kind"),
                    key: kind.key.span(),
                    value,
                },
                "`webhook`, `trigger` or `escalation`",
            );
            return None;
        };
        if let Some(kind) = Kind::find(&scalar.value) {
            return Some((kind, value.span()));
        }
        let legal = Kind::ALL.map(Kind::name);
        self.report(unknown_kind::diagnostic(
            &scalar.value,
            reader::visible(value),
            &legal,
        ));
        None
    }

    fn platform(
        &mut self,
        root: Node<'_, 's>,
        head: &Head<'_, 's>,
        kind_span: Span,
        manifest: &Manifest<'s>,
    ) -> Option<&'static Facts> {
        let Some(entry) = head.platform else {
            if manifest.default_platform.is_some() || manifest.default_platform_is_illegible {
                return manifest.default_platform;
            }
            if let Some(key) = nearly_the_key_platform(root) {
                let meant = unknown_field::Meant::Key("platform");
                let written = slice(root.document().text(), key.range());
                let found = unknown_field::diagnostic(written, key, "a definition", &meant, []);
                self.report(found.edit(false, key, "platform"));
            } else {
                self.report(missing_field::diagnostic(
                    "platform",
                    kind_span,
                    "a definition",
                    facts::NEEDED_PLATFORM,
                ));
            }
            return None;
        };
        let slot = Slot {
            field: Path::Field("platform"),
            key: entry.key.span(),
            value: entry.value,
        };
        self.platform_of(&slot)
    }

    fn platform_of(&mut self, slot: &Slot<'_, 's>) -> Option<&'static Facts> {
        let is_text = typed(slot.value) == Some(Typed::Str);
        let Some(scalar) = slot.value.scalar().filter(|_| is_text) else {
            let legal = crate::diagnostic::list(facts::ALL.iter().map(|facts| facts.id));
            let found = self.of_wrong_type(slot, "text");
            let found = match found.help {
                Some(_) => found,
                None => found.help(format!("write {legal}")),
            };
            self.report(found);
            return None;
        };
        self.platform_named(&scalar.value, reader::visible(slot.value))
    }

    pub(super) fn platform_named(&mut self, id: &str, span: Span) -> Option<&'static Facts> {
        let found = facts::find(id);
        if found.is_none() {
            let legal: Vec<&str> = facts::ALL.iter().map(|facts| facts.id).collect();
            self.report(unknown_platform::diagnostic(id, span, &legal));
        }
        found
    }

    /// The form that `direction` picks, and whether it does: where it is missing or wrong, the form
    /// whose fields fit best stands in, and fields of the others are no mistake.
    fn pick_form(
        &self,
        kind: &KindFacts,
        root: Node<'_, 's>,
        head: &Head<'_, 's>,
    ) -> (&'static FormFacts, bool) {
        let forms = kind.forms;
        let fits = |form: &&FormFacts| {
            let keys = root.entries().filter_map(|entry| entry.key.scalar());
            keys.filter(|key| form.field(&key.value).is_some()).count()
        };
        if let [only] = forms
            && only.direction.is_none()
        {
            return (only, true);
        }
        let entry = head.direction.or(head.direction_as_type);
        let direction = entry.and_then(|entry| {
            let uses = &mut Uses::default();
            Some(fill(
                entry.value,
                entry.value.scalar()?,
                self.environment,
                uses,
            ))
        });
        let picked = forms.iter().find(|form| {
            let name = direction.as_ref().map(Text::as_str);
            form.direction.is_none() || form.direction == name
        });
        match picked.or_else(|| forms.iter().rev().max_by_key(fits)) {
            Some(form) => (form, picked.is_some()),
            None => (
                &FormFacts {
                    direction: None,
                    fields: &[],
                },
                false,
            ),
        }
    }
}

/// The key that `platform` is most likely meant by.
fn nearly_the_key_platform(root: Node<'_, '_>) -> Option<Span> {
    root.entries().find_map(|entry| {
        let key = &entry.key.scalar()?.value;
        let is_platform = facts::find(&entry.value.scalar()?.value).is_some();
        let is_near = nearest(key, ["platform"]).is_some();
        (is_platform && is_near).then(|| entry.key.span())
    })
}

/// "a verboo webhook", "an ebbot trigger".
pub(super) fn with_article(platform: &Facts, kind: Kind) -> String {
    let article = if platform.id.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {} {kind}", platform.id)
}

/// The legal key that is meant by a mistyped one.
fn nearest_free<'a>(
    key: &str,
    legal: impl Iterator<Item = &'a str>,
    root: Node<'_, '_>,
) -> Option<&'a str> {
    // Looking for a key takes longer than comparing names.
    let is_near = |legal: &&str| nearest(key, [*legal]).is_some();
    nearest(
        key,
        legal
            .filter(is_near)
            .filter(|legal| root.get(legal).is_none()),
    )
}

/// A text that is required must say something.
fn is_blank(text: &Text<'_>) -> bool {
    let first = text.as_str().bytes().next();
    !first.is_some_and(|byte| byte.is_ascii_graphic()) && text.as_str().trim().is_empty()
}

/// Whether a text can be the name of a definition; `hyphen` says whether it may hold `-`.
#[must_use]
pub(super) fn is_legal_name(name: &str, hyphen: bool) -> bool {
    names::judge(name, hyphen).is_ok()
}
