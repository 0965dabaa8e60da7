//! Names as rules look for them: those of run-time values, and those that a mistyped one may mean.
//! Each list is made when it is first asked for, and once: a project may have thousands of
//! references.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Project, references};
use crate::definition::{Definition, Environment, Text};
use crate::diagnostic::Candidates;
use crate::platforms::facts::{self, Facts, Field, Kind};

/// The lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    run_time: OnceLock<FxHashMap<&'static str, FxHashSet<String>>>,
    settings: OnceLock<Candidates>,
    /// By platform, and whether only what takes messages counts.
    callable: OnceLock<BTreeMap<(&'static str, bool), Candidates>>,
    /// The platforms some of whose triggers may call more than can be read of them.
    calling_unknown: OnceLock<FxHashSet<&'static str>>,
}

impl Project<'_> {
    /// Whether a platform can have a value of this name at run time, wherever it is declared: by
    /// the manifest, as a parameter of a trigger, or as a key that takes a value from a reply. Which
    /// of them a certain webhook can use is another question.
    #[must_use]
    pub fn is_run_time_name(&self, platform: &Facts, name: &str) -> bool {
        let all = self.names.run_time.get_or_init(|| {
            let names = |platform: &&'static Facts| {
                let names = self.run_time_names(platform).map(str::to_owned);
                (platform.id, names.collect())
            };
            facts::ALL.iter().map(names).collect()
        });
        all.get(platform.id)
            .is_some_and(|names| names.contains(name))
    }

    /// Whether some trigger of a platform may call more than can be read of it.
    #[must_use]
    pub fn has_unknown_calls(&self, platform: &Facts) -> bool {
        let calls_unknown = |definition: &Definition<'_>| {
            definition.kind == Kind::Trigger
                && (definition.faulty.contains(&Field::Webhooks)
                    || references(definition).any(Text::is_unresolved))
        };
        let all = self.names.calling_unknown.get_or_init(|| {
            let triggers = self.definitions.iter();
            let calling = triggers.filter(|definition| calls_unknown(definition));
            calling.map(|definition| definition.platform.id).collect()
        });
        all.contains(platform.id)
    }

    /// The build-time value whose name is nearest to one that no environment has.
    #[must_use]
    pub fn nearest_setting(&self, name: &str) -> Option<&str> {
        let settings = self.names.settings.get_or_init(|| {
            let environments = self.manifest.environments.iter();
            let mut seen = FxHashSet::default();
            environments
                .flat_map(Environment::keys)
                .map(Text::as_str)
                .filter(|name| seen.insert(*name))
                .collect()
        });
        settings.nearest(name)
    }

    /// The names of the webhooks that a trigger can call; nothing where it can call none.
    #[must_use]
    pub fn callable_by(&self, trigger: &Definition<'_>) -> Option<&Candidates> {
        let all = self.names.callable.get_or_init(|| self.all_callable());
        let sends_messages = trigger.form.get(Field::Webhook).is_some();
        all.get(&(trigger.platform.id, sends_messages))
    }

    fn all_callable(&self) -> BTreeMap<(&'static str, bool), Candidates> {
        let mut names: BTreeMap<(&'static str, bool), Vec<&str>> = BTreeMap::new();
        for webhook in &self.definitions {
            if webhook.kind != Kind::Webhook || webhook.name().is_empty() {
                continue;
            }
            let takes_messages =
                !webhook.form_is_certain || webhook.form.direction == Some("incoming");
            for sends_messages in [false, true] {
                if takes_messages || !sends_messages {
                    let key = (webhook.platform.id, sends_messages);
                    names.entry(key).or_default().push(webhook.name());
                }
            }
        }
        names
            .into_iter()
            .map(|(key, names)| (key, names.into_iter().collect()))
            .collect()
    }

    fn run_time_names(&self, platform: &'static Facts) -> impl Iterator<Item = &str> {
        let declared = self
            .manifest
            .platform(platform)
            .into_iter()
            .flat_map(|settings| &settings.names)
            .map(|(_, declared)| declared.name.as_str());
        let definitions = self.of_platform(platform);
        let here = definitions.flat_map(|(_, definition)| {
            let parameters = definition.trigger.parameters.as_ref();
            let properties = parameters.and_then(|schema| schema.get("properties"));
            let properties = properties.map_or(&[][..], |properties| properties.entries());
            let mapping = &definition.request.mapping;
            properties
                .iter()
                .map(|(key, _)| key)
                .chain(mapping.iter().map(|(key, _)| key))
                .map(Text::as_str)
        });
        platform
            .built_in
            .iter()
            .copied()
            .chain(declared)
            .chain(here)
    }
}
