//! The references of a definition, and what reaches each.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Read;
use super::items::{Found, Item, View, look_up};
use super::reach::{Reach, State};
use super::scopes::Scopes;
use crate::definition::Text;
use crate::project::{DefinitionId, Form, Use, uses};
use crate::templates::mustache::TagKind;

/// Adds the references of a definition. Those to one name share what reaches them.
pub(super) fn reads<'p, 's>(
    scopes: &Scopes<'p, 's>,
    id: DefinitionId,
    found: &mut Vec<Read<'p, 's>>,
) {
    let Some(definition) = scopes.project.get(id) else {
        return;
    };
    let mut known = Known::default();
    let mut sections = Sections::default();
    let unknown = || -> Arc<[Reach]> { Arc::new([scopes.unknown()]) };
    for used in uses(definition) {
        let outside = known.get_or_insert(used.name, || scopes.reaches(id, used.name).into());
        let (over, is_section) = sections.around(&used);
        // The value of the section itself, where that is a text, a number or a boolean.
        let own = over.last().filter(|_| used.name == ".");
        let own = own.filter(|section| matches!(section.view, View::Nothing));
        let is_guarded =
            is_section || own.is_some() || over.iter().any(|section| section.name == used.name);
        let is_missing = outside.iter().all(|reach| reach.state == State::Missing);
        let brings_names = over
            .iter()
            .any(|section| !matches!(section.view, View::Nothing));
        let views = over.iter().map(|section| &section.view);
        let (reaches, item) = match look_up(views, used.name) {
            _ if let Some(section) = own => (section.reaches.clone(), section.item.clone()),
            Found::Item(item) => (unknown(), Some(item)),
            Found::Unknown => (unknown(), None),
            // An item may have more members than its schema names.
            Found::Outside if is_missing && brings_names => (unknown(), None),
            Found::Outside => (outside, None),
        };
        if is_section {
            let view = match &item {
                Some(item) => View::of_schemas(&item.schemas),
                None => scopes.view(&reaches),
            };
            sections.open(&used, view, &reaches, item.as_ref());
        }
        found.push(Read {
            used,
            reaches,
            is_guarded,
            item,
        });
    }
}

/// What reaches the names that a definition was found to refer to. Most refer to few, for which a
/// table would take longer.
#[derive(Default)]
struct Known<'p> {
    few: Vec<(&'p str, Arc<[Reach]>)>,
    many: FxHashMap<&'p str, Arc<[Reach]>>,
}

impl<'p> Known<'p> {
    const FEW: usize = 8;

    fn get_or_insert(&mut self, name: &'p str, new: impl FnOnce() -> Arc<[Reach]>) -> Arc<[Reach]> {
        if let Some((_, reaches)) = self.few.iter().find(|(known, _)| *known == name) {
            return Arc::clone(reaches);
        }
        if self.few.len() < Self::FEW {
            let reaches = new();
            self.few.push((name, Arc::clone(&reaches)));
            return reaches;
        }
        Arc::clone(self.many.entry(name).or_insert_with(new))
    }
}

/// The Mustache sections in which the references of a text stand.
#[derive(Default)]
struct Sections<'p, 's> {
    text: Option<&'p Text<'s>>,
    open: Vec<Section<'p>>,
}

/// A section that is not closed yet.
struct Section<'p> {
    kind: TagKind,
    name: &'p str,
    view: View,
    reaches: Arc<[Reach]>,
    item: Option<Item>,
}

impl<'p, 's> Sections<'p, 's> {
    /// The sections around a reference that are there where there is a value, and whether it opens
    /// one itself.
    fn around(&mut self, used: &Use<'p, 's>) -> (Vec<&Section<'p>>, bool) {
        if !self.text.is_some_and(|text| std::ptr::eq(text, used.text)) {
            self.text = Some(used.text);
            self.open.clear();
        }
        let Form::Tag { kind, depth } = used.form else {
            return (Vec::new(), false);
        };
        self.open.truncate(depth);
        let over = self.open.iter();
        let over = over.filter(|section| section.kind == TagKind::Section);
        (over.collect(), !kind.is_value())
    }

    fn open(
        &mut self,
        used: &Use<'p, 's>,
        view: View,
        reaches: &Arc<[Reach]>,
        item: Option<&Item>,
    ) {
        if let Form::Tag { kind, .. } = used.form {
            self.open.push(Section {
                kind,
                name: used.name,
                view,
                reaches: Arc::clone(reaches),
                item: item.cloned(),
            });
        }
    }
}
