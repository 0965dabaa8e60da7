//! The values that are known at run time only, by name.

use super::Project;
use crate::definition::Text;
use crate::platforms::facts::Facts;

impl Project<'_> {
    /// The names of a platform that can have a value at run time, wherever they are declared: by
    /// the manifest, as parameters of triggers, or as keys that take a value from a reply. Which of
    /// them a certain webhook can use is another question.
    pub fn run_time_names(&self, platform: &'static Facts) -> impl Iterator<Item = &str> {
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
