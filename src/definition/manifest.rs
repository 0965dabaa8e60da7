//! The manifest `hookc.yaml` as written.

use std::borrow::Cow;

use super::{Text, Value};
use crate::platforms::facts::Facts;
use crate::source::Span;
use crate::yaml::Typed;

/// What `hookc.yaml` says. A project without one has the default.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of another part that it cannot be read"
)]
pub struct Manifest<'s> {
    /// `project`
    pub project: Option<Text<'s>>,
    /// `default_platform`
    pub default_platform: Option<&'static Facts>,
    /// Whether `default_platform` is written but cannot be read.
    pub default_platform_is_illegible: bool,
    /// `environments`
    pub environments: Vec<Environment<'s>>,
    /// Whether some environment is written that cannot be read.
    pub environments_are_illegible: bool,
    /// `platforms`
    pub platforms: Vec<PlatformSettings<'s>>,
    /// Whether something in `platforms` is written that cannot be read.
    pub platforms_are_illegible: bool,
    /// `rules`: names and levels.
    pub rules: Vec<(Text<'s>, Text<'s>)>,
    /// `sources`
    pub sources: Option<Vec<Text<'s>>>,
    /// `out`
    pub out: Option<Text<'s>>,
    /// `rust`
    pub rust: Option<RustOutput<'s>>,
    /// Whether it cannot be read as a whole, so that nothing may be concluded from what it lacks.
    pub illegible: bool,
    /// Comments that may be meant as part of the value before them.
    pub comments: Vec<super::CommentAfterValue>,
}

/// One set of build-time values.
#[derive(Clone, Debug)]
pub struct Environment<'s> {
    /// Its name.
    pub name: Text<'s>,
    /// Its values.
    pub values: Vec<EnvValue<'s>>,
    /// The names of values that are written but cannot be read.
    pub holes: Vec<Text<'s>>,
    /// Whether its values cannot be read at all.
    pub illegible: bool,
}

/// One build-time value.
#[derive(Clone, Debug)]
pub struct EnvValue<'s> {
    /// Its key.
    pub name: Text<'s>,
    /// The value, without quotes.
    pub span: Span,
    /// The value as text, as it is written.
    pub text: Cow<'s, str>,
    /// The type that it has in fields that take more than text.
    pub typed: Typed,
}

/// `platforms.<id>`
#[derive(Clone, Debug)]
pub struct PlatformSettings<'s> {
    /// Which platform.
    pub platform: &'static Facts,
    /// Texts by their keys.
    pub texts: Vec<(&'static str, Text<'s>)>,
    /// Declared names by the keys they stand under.
    pub names: Vec<(&'static str, Declared<'s>)>,
}

/// A name that the manifest declares.
#[derive(Clone, Debug)]
pub struct Declared<'s> {
    /// The name.
    pub name: Text<'s>,
    /// The JSON Schema of its values; nothing where a list of names is written.
    pub schema: Option<Value<'s>>,
    /// Whether it is declared `secret: true`.
    pub secret: bool,
}

/// `rust`
#[derive(Clone, Debug)]
pub struct RustOutput<'s> {
    /// `rust.out`: a crate folder, or one file when it ends in `.rs`.
    pub out: Option<Text<'s>>,
    /// `rust.crate`
    pub crate_name: Option<Text<'s>>,
    /// `rust.version`
    pub version: Option<Text<'s>>,
}

impl<'s> Environment<'s> {
    /// The keys that are written in it, legible or not.
    pub fn keys(&self) -> impl Iterator<Item = &Text<'s>> {
        self.values
            .iter()
            .map(|value| &value.name)
            .chain(&self.holes)
    }

    /// The key with this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&Text<'s>> {
        self.keys().find(|key| key.as_str() == name)
    }

    /// The value with this name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&EnvValue<'s>> {
        self.values.iter().find(|value| value.name.as_str() == name)
    }
}

impl<'s> Manifest<'s> {
    /// Whether some environment, or a value in one, could not be read.
    #[must_use]
    pub fn has_unknown_environments(&self) -> bool {
        let mut environments = self.environments.iter();
        self.illegible
            || self.environments_are_illegible
            || environments
                .any(|environment| environment.illegible || !environment.holes.is_empty())
    }

    /// What it says of a platform.
    #[must_use]
    pub fn platform(&self, platform: &Facts) -> Option<&PlatformSettings<'s>> {
        self.platforms
            .iter()
            .find(|settings| settings.platform == platform)
    }

    /// The names that it declares for a platform under a key.
    pub fn declared(&self, platform: &Facts, key: &str) -> impl Iterator<Item = &Declared<'s>> {
        let names = self
            .platform(platform)
            .map_or(&[][..], |settings| &settings.names);
        names
            .iter()
            .filter(move |(under, _)| *under == key)
            .map(|(_, declared)| declared)
    }

    /// A text that it holds for a platform under a key.
    #[must_use]
    pub fn text(&self, platform: &Facts, key: &str) -> Option<&Text<'s>> {
        let texts = &self.platform(platform)?.texts;
        texts
            .iter()
            .find(|(under, _)| *under == key)
            .map(|(_, text)| text)
    }

    /// Whether some environment defines this build-time value, or may do so.
    #[must_use]
    pub fn defines(&self, name: &str) -> bool {
        self.illegible
            || self.environments_are_illegible
            || self
                .environments
                .iter()
                .any(|environment| environment.illegible || environment.key(name).is_some())
    }
}
