//! Reads values of the tree into types. A value of another type becomes a finding and a hole.

use super::body::is_tied_to_nothing;
use super::path::Path;
use super::seen::Seen;
use crate::definition::fill::{exact_setting, fill};
use crate::definition::{Environment, Text, Uses};
use crate::diagnostic::{Diagnostic, Shown};
use crate::rules::reading::{invalid_value, wrong_type};
use crate::source::Span;
use crate::yaml::{Content, Node, Scalar, ScalarStyle, Typed, typed};

/// What is needed while a document is read, and what was found.
pub(super) struct Reader<'r, 's> {
    /// The values to be filled in.
    pub environment: Option<&'r Environment<'s>>,
    /// Whether build-time values are filled in at all; the manifest's own fields are not.
    pub fills: bool,
    /// The build-time values that were met.
    pub uses: Uses<'s>,
    /// The findings.
    pub diagnostics: Vec<Diagnostic>,
}

/// A value with the key it stands under.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot<'t, 's> {
    /// As messages name it: `auth.basic.username`.
    pub field: Path<'t>,
    /// The key.
    pub key: Span,
    /// The value.
    pub value: Node<'t, 's>,
}

impl<'t, 's> Slot<'t, 's> {
    /// Its name in messages.
    pub fn name(&self) -> String {
        self.field.to_string()
    }

    /// A value below this one.
    pub fn inner(&'t self, key: &'t str, span: Span, value: Node<'t, 's>) -> Self {
        Self {
            field: Path::Key(&self.field, key),
            key: span,
            value,
        }
    }

    /// An item of this list; the first has the index 0.
    pub fn item(&'t self, index: usize, value: Node<'t, 's>) -> Self {
        Self {
            field: Path::Item(&self.field, index),
            key: value.written_span(),
            value,
        }
    }
}

impl<'s> Reader<'_, 's> {
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Text with build-time values filled in.
    pub fn fill(&mut self, node: Node<'_, 's>, scalar: &Scalar<'s>) -> Text<'s> {
        if self.fills {
            fill(node, scalar, self.environment, &mut self.uses)
        } else {
            Text::plain(node, scalar)
        }
    }

    /// A text. Numbers and booleans have to be quoted, because YAML may rewrite them (`1.10` and
    /// `007` do not survive).
    pub fn text(&mut self, slot: &Slot<'_, 's>) -> Option<Text<'s>> {
        let Content::Scalar(scalar) = slot.value.content() else {
            let mut found = self.of_wrong_type(slot, "text");
            if slot.value.is_flow() {
                found =
                    found.help("put it into single quotes if the brackets are part of the text");
            }
            self.report_wrong_type(found, "text");
            return None;
        };
        match typed(slot.value) {
            Some(Typed::Str) | None => Some(self.fill(slot.value, scalar)),
            Some(Typed::Null) if slot.value.is_unwritten() => {
                self.wrong_type(slot, "text");
                None
            }
            Some(Typed::Null | Typed::Bool(_) | Typed::Int | Typed::Float) => {
                self.unquoted(slot, scalar);
                None
            }
        }
    }

    fn unquoted(&mut self, slot: &Slot<'_, 's>, scalar: &Scalar<'s>) {
        let found = describe(slot.value);
        let is_null = typed(slot.value) == Some(Typed::Null);
        let mut finding = wrong_type::diagnostic(&slot.name(), slot.value.span(), "text", found);
        if scalar.style == ScalarStyle::Plain
            && !slot.value.is_alias()
            && slot.value.tag().is_none()
        {
            let quoted = format!("'{}'", scalar.value);
            finding = finding
                .help(format!(
                    "quote it, so that it stays as it is written: `{quoted}`"
                ))
                // Nothing may have been meant by `null`.
                .edit(!is_null, slot.value.written_span(), quoted);
        } else {
            finding = finding.help("write it as text, in quotes and without a tag");
        }
        self.report(finding);
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, slot: &Slot<'_, 's>) -> Option<bool> {
        let scalar = slot.value.scalar();
        match (typed(slot.value), scalar) {
            (Some(Typed::Bool(value)), _) => return Some(value),
            (Some(Typed::Str), Some(scalar)) => {
                let text = self.fill(slot.value, scalar);
                if let Some((_, kind, at)) = exact_setting(&text, self.environment) {
                    if let Typed::Bool(value) = kind {
                        return Some(value);
                    }
                    let found = wrong_type::diagnostic(
                        &slot.name(),
                        text.span(),
                        "`true` or `false`",
                        type_name(kind),
                    )
                    .help("give it `true` or `false` without quotes in `environments`")
                    .label(at, "the environment's value");
                    self.report(found);
                    return None;
                }
                // Only a value that is nothing else takes the type of what is filled in.
                if !text.is_one_unresolved() {
                    self.not_boolean(slot, scalar);
                }
            }
            _ => self.wrong_type(slot, "`true` or `false`"),
        }
        None
    }

    fn not_boolean(&mut self, slot: &Slot<'_, 's>, scalar: &Scalar<'s>) {
        let mut finding = wrong_type::diagnostic(
            &slot.name(),
            visible(slot.value),
            "`true` or `false`",
            describe(slot.value),
        );
        let meant = match scalar.value.to_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => Some("true"),
            "false" | "no" | "off" | "n" => Some("false"),
            _ => None,
        };
        if let Some(meant) = meant {
            finding = finding.help(format!("in YAML 1.2 that is text; write `{meant}`"));
            if !slot.value.is_alias() && slot.value.tag().is_none() {
                finding = finding.edit(true, slot.value.written_span(), meant);
            }
        } else {
            finding = finding.help("write `true` or `false`");
        }
        self.report(finding);
    }

    /// A list of texts; `one` names an item.
    pub fn texts(&mut self, slot: &Slot<'_, 's>) -> Option<Vec<Text<'s>>> {
        let Content::Sequence = slot.value.content() else {
            let mut finding = self.of_wrong_type(slot, "a list");
            if let (Some(scalar), Some(Typed::Str)) = (slot.value.scalar(), typed(slot.value)) {
                let written = slot.value.written_span();
                let is_one_name = !scalar.value.trim().is_empty()
                    && !scalar.value.contains([',', '[', ']', '{', '}', ' ', '\n'])
                    && is_tied_to_nothing(slot.value);
                // One of its brackets may be there.
                let items = scalar.value.trim().trim_matches(['[', ']']);
                finding = finding.help(format!("write a list: `[{}]`", items.shown()));
                if is_one_name {
                    finding = finding
                        .edit(
                            true,
                            Span {
                                end: written.start,
                                ..written
                            },
                            "[",
                        )
                        .edit(
                            true,
                            Span {
                                start: written.end,
                                ..written
                            },
                            "]",
                        );
                }
            }
            self.report_wrong_type(finding, "a list of names");
            return None;
        };
        let mut texts = Vec::with_capacity(slot.value.items().count());
        for (index, item) in slot.value.items().enumerate() {
            texts.extend(self.text(&slot.item(index, item)));
        }
        Some(texts)
    }

    /// Keys with their values, in order. Keys are text as written, whatever type YAML gives them.
    pub fn entries<'t>(
        &mut self,
        slot: &'t Slot<'_, 's>,
        expected: &str,
    ) -> Option<Vec<(Text<'s>, Slot<'t, 's>)>> {
        let mut entries = Vec::new();
        self.each_entry(slot, expected, |_, count, name, inner| {
            if entries.is_empty() {
                entries.reserve_exact(count);
            }
            entries.push((name, *inner));
        })?;
        Some(entries)
    }

    /// Visits keys with their values, in order, with the number of all. Keys are text as written,
    /// whatever type YAML gives them. Nothing where it is no mapping, which is reported.
    pub fn each_entry<'t>(
        &mut self,
        slot: &'t Slot<'_, 's>,
        expected: &str,
        mut visit: impl FnMut(&mut Self, usize, Text<'s>, &Slot<'t, 's>),
    ) -> Option<()> {
        let Content::Mapping = slot.value.content() else {
            self.wrong_type(slot, expected);
            return None;
        };
        let count = self.keys_of(slot);
        let mut seen = Seen::new();
        for entry in slot.value.entries() {
            let Some(key) = entry.key.scalar() else {
                continue;
            };
            // The second one is a `duplicate-key`.
            if count > 1 && !seen.insert(&key.value) {
                continue;
            }
            let name = Text::plain(entry.key, key);
            let inner = slot.inner(&key.value, entry.key.span(), entry.value);
            visit(self, count, name, &inner);
        }
        Some(())
    }

    /// Counts the entries of a mapping and reports the keys that are not text.
    fn keys_of(&mut self, slot: &Slot<'_, 's>) -> usize {
        let mut count = 0;
        for entry in slot.value.entries() {
            count += 1;
            if entry.key.scalar().is_none() {
                let (name, found) = (slot.name(), describe(entry.key));
                self.report(wrong_type::diagnostic(
                    &name,
                    entry.key.span(),
                    "text as its keys",
                    found,
                ));
            }
        }
        count
    }

    /// The same for a mapping whose findings are reported already.
    pub fn entries_again<'t>(&mut self, slot: &'t Slot<'_, 's>) -> Vec<(Text<'s>, Slot<'t, 's>)> {
        let reported = self.diagnostics.len();
        let entries = self.entries(slot, "a mapping").unwrap_or_default();
        self.diagnostics.truncate(reported);
        entries
    }

    /// One of a closed list of texts.
    pub fn choice(&mut self, slot: &Slot<'_, 's>, legal: &[&str]) -> Option<Text<'s>> {
        if let (Some(scalar), Some(kind)) = (slot.value.scalar(), typed(slot.value))
            && kind != Typed::Str
            && !slot.value.is_unwritten()
        {
            // Quotes would help only where what stands in them is a legal value.
            let is_legal = legal.contains(&&*scalar.value);
            if !is_legal {
                let legal = crate::diagnostic::list(legal.iter().copied());
                let found = self.of_wrong_type(slot, "text");
                self.report(found.help(format!("write {legal}")));
                return None;
            }
        }
        let text = self.text(slot)?;
        if text.is_unresolved() || legal.contains(&text.as_str()) {
            return Some(text);
        }
        let span = visible(slot.value);
        let mut finding = invalid_value::not_listed(&slot.name(), text.as_str(), span, legal);
        finding = text.explain(finding);
        if let Some(meant) = crate::diagnostic::nearest(text.as_str(), legal.iter().copied())
            && text.pieces().is_empty()
        {
            finding = finding.edit(false, text.span(), meant);
        }
        self.report(finding);
        None
    }

    pub fn wrong_type(&mut self, slot: &Slot<'_, 's>, expected: &str) {
        let finding = self.of_wrong_type(slot, expected);
        self.report_wrong_type(finding, expected);
    }

    pub fn report_wrong_type(&mut self, finding: Diagnostic, expected: &str) {
        let finding = match finding.help {
            Some(_) => finding,
            None => finding.help(format!("write {expected}")),
        };
        self.report(finding);
    }

    #[expect(
        clippy::unused_self,
        reason = "called like its neighbours, to be completed by them"
    )]
    pub fn of_wrong_type(&self, slot: &Slot<'_, 's>, expected: &str) -> Diagnostic {
        if slot.value.is_unwritten() {
            let found = wrong_type::empty(&slot.name(), slot.key, expected);
            let text = slot.value.document().text();
            let rest = crate::source::slice(text, slot.key.end as usize..text.len());
            let line = rest.lines().next().unwrap_or_default();
            let behind = line.trim_start_matches(['"', '\'', ' ', ':', '\t']);
            return if behind.starts_with('#') {
                let help = "to YAML what follows ` #` is a comment; if it is the value, quote it";
                Diagnostic {
                    help: None,
                    ..found
                }
                .help(help)
            } else {
                found
            };
        }
        let span = first_line(slot.value);
        wrong_type::diagnostic(&slot.name(), span, expected, describe(slot.value))
    }
}

/// A list or mapping is pointed at by its first line, or by its brackets: nobody wants to see all of
/// it underlined.
pub(super) fn first_line(node: Node<'_, '_>) -> Span {
    if node.scalar().is_some() {
        return visible(node);
    }
    if node.is_flow() {
        return node.span();
    }
    let span = node.span();
    let text = crate::source::slice(node.document().text(), span.range());
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let line = crate::source::slice(text, 0..end);
    span.part(0, line.trim_end().len())
}

/// A scalar without its quotes; of an empty one, the quotes, else there would be nothing to point at.
pub(super) fn visible(node: Node<'_, '_>) -> Span {
    if node.span().is_empty() {
        node.written_span()
    } else {
        node.span()
    }
}

/// What a node is, with its article.
pub(super) fn describe(node: Node<'_, '_>) -> &'static str {
    match node.content() {
        Content::Sequence => "a list",
        Content::Mapping => "a mapping",
        Content::Scalar(_) => typed(node).map_or("text", type_name),
    }
}

pub(super) fn type_name(kind: Typed) -> &'static str {
    match kind {
        Typed::Null => "null",
        Typed::Bool(_) => "a boolean",
        Typed::Int | Typed::Float => "a number",
        Typed::Str => "text",
    }
}
