//! A project as meant, in one environment: names resolved, who calls whom.

mod index;
mod links;
mod lists;
mod names;
mod paths;
mod unread;
mod uses;

pub use links::{Call, Target, references};
pub use lists::Lists;
pub use paths::Paths;
pub use uses::{Form, Place, UrlPart, Use, url_part, url_uses, uses};

use std::sync::Arc;

use index::Index;
use names::Names;
use unread::UnreadIndex;

use crate::definition::{Definition, Environment, Manifest, Unread};
use crate::platforms::facts::{Facts, Kind};
use crate::source::{FileId, Sources};

/// Reads a file that a definition names, relative to the definition's own file. The error says why
/// it cannot be read, as a lower-case phrase.
pub type ReadBeside<'s> = &'s (dyn Fn(FileId, &str) -> Result<String, String> + Sync);

/// Where a definition stands in [`Project::definitions`].
pub type DefinitionId = usize;

/// Everything that one environment of a project says.
#[derive(Clone)]
pub struct Project<'s> {
    /// All files.
    pub sources: &'s Sources,
    /// The folder's name, which names a project whose manifest does not.
    pub folder: &'s str,
    /// What the manifest says.
    pub manifest: Arc<Manifest<'s>>,
    /// Which of the manifest's environments this is; nothing where it has none.
    pub environment: Option<usize>,
    /// By path, then in the order of the file.
    pub definitions: Vec<Arc<Definition<'s>>>,
    /// Reads files that definitions name.
    pub read_beside: ReadBeside<'s>,
    calls: Lists<Call>,
    callers: Lists<DefinitionId>,
    by_name: Index,
    unread: UnreadIndex,
    names: Names,
    paths: Paths,
}

/// What a project is made of.
pub struct Parts<'s> {
    /// See [`Project::sources`].
    pub sources: &'s Sources,
    /// See [`Project::folder`].
    pub folder: &'s str,
    /// See [`Project::manifest`].
    pub manifest: Arc<Manifest<'s>>,
    /// See [`Project::environment`].
    pub environment: Option<usize>,
    /// See [`Project::definitions`].
    pub definitions: Vec<Arc<Definition<'s>>>,
    /// What is known of the documents that could not be read.
    pub unread: Vec<Unread>,
    /// See [`Project::read_beside`].
    pub read_beside: ReadBeside<'s>,
    /// Where its files stand.
    pub paths: Paths,
}

impl<'s> Project<'s> {
    /// Resolves the references between definitions.
    #[must_use]
    pub fn new(parts: Parts<'s>) -> Self {
        let by_name = Index::new(&parts.definitions);
        let calls = links::calls(&parts.definitions, &by_name);
        let callers = links::callers(&calls, parts.definitions.len());
        Self {
            sources: parts.sources,
            folder: parts.folder,
            manifest: parts.manifest,
            environment: parts.environment,
            definitions: parts.definitions,
            unread: UnreadIndex::new(&parts.unread),
            names: Names::default(),
            read_beside: parts.read_beside,
            calls,
            callers,
            by_name,
            paths: parts.paths,
        }
    }

    /// Its name: the manifest's, else the folder's.
    #[must_use]
    pub fn name(&self) -> &str {
        self.manifest
            .project
            .as_ref()
            .map_or(self.folder, |name| name.as_str())
    }

    /// The environment, if the manifest has any.
    #[must_use]
    pub fn environment(&self) -> Option<&Environment<'s>> {
        self.manifest.environments.get(self.environment?)
    }

    /// The definition with exactly this name; the first one if there are several.
    #[must_use]
    pub fn find(&self, platform: &Facts, kind: Kind, name: &str) -> Option<DefinitionId> {
        self.by_name
            .find(&self.definitions, platform.id, kind, name)
    }

    /// A definition; every [`DefinitionId`] that this project gave out has one.
    #[must_use]
    pub fn get(&self, id: DefinitionId) -> Option<&Definition<'s>> {
        self.definitions.get(id).map(AsRef::as_ref)
    }

    /// The definitions before which there is another one of the same platform, kind and name, whatever
    /// the case of its letters, each with the first of that name, in order.
    #[must_use]
    pub fn namesakes(&self) -> Vec<(DefinitionId, DefinitionId)> {
        self.by_name.namesakes(&self.definitions)
    }

    /// All definitions of a platform, in order.
    pub fn of_platform(
        &self,
        platform: &'static Facts,
    ) -> impl Iterator<Item = (DefinitionId, &Definition<'s>)> {
        self.definitions
            .iter()
            .enumerate()
            .filter(move |(_, definition)| definition.platform == platform)
            .map(|(id, definition)| (id, definition.as_ref()))
    }

    /// The webhooks that a trigger refers to, in order.
    #[must_use]
    pub fn calls(&self, trigger: DefinitionId) -> &[Call] {
        self.calls.get(trigger)
    }

    /// The triggers that refer to a webhook, in order, each once.
    #[must_use]
    pub fn callers(&self, webhook: DefinitionId) -> &[DefinitionId] {
        self.callers.get(webhook)
    }

    /// The path of a file from the root of the project, with `/`.
    #[must_use]
    pub fn path_of(&self, file: FileId) -> &str {
        let path = self.paths.get(file);
        path.unwrap_or_else(|| self.sources[file].path())
    }

    /// Whether a document could not be read that may be, or may refer to, what looks missing.
    #[must_use]
    pub fn has_unread(&self, kind: Kind, name: Option<&str>) -> bool {
        self.unread.has(kind, name)
    }
}
