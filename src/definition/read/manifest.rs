//! Reads `hookc.yaml`.

use super::path::Path;
use super::reader::{Reader, Slot, describe, visible};
use crate::definition::{
    Declared, EnvValue, Environment, Manifest, PlatformSettings, RustOutput, Text, Uses,
};
use crate::diagnostic::{Diagnostic, Shown};
use crate::platforms::facts::{LEVELS, MANIFEST, Member, RUST, SettingFacts, SettingShape};
use crate::rules::reading::{invalid_value, unknown_field, wrong_type};
use crate::yaml::{Content, Document, Typed, typed};

/// Reads a manifest; it never fails, and what is wrong stands in the findings.
#[must_use]
pub fn read_manifest<'s>(document: &Document<'s>) -> (Manifest<'s>, Vec<Diagnostic>) {
    let mut reader = Reader {
        environment: None,
        fills: false,
        uses: Uses::default(),
        diagnostics: Vec::new(),
    };
    let manifest = match document.root() {
        None => Manifest::default(),
        Some(root) => {
            let slot = Slot {
                field: Path::Whole("hookc.yaml"),
                key: root.span(),
                value: root,
            };
            reader.manifest(&slot).unwrap_or_else(|| Manifest {
                illegible: true,
                ..Manifest::default()
            })
        }
    };
    (manifest, reader.diagnostics)
}

impl<'s> Reader<'_, 's> {
    fn manifest(&mut self, slot: &Slot<'_, 's>) -> Option<Manifest<'s>> {
        let [
            project,
            default_platform,
            environments,
            platforms,
            rules,
            sources,
            out,
            rust,
        ] = self.members(slot, &MANIFEST)?;
        let mut manifest = Manifest {
            project: project.and_then(|slot| self.project_name(&slot)),
            ..Manifest::default()
        };
        if let Some(slot) = default_platform {
            manifest.default_platform = self.platform_of(&slot);
            manifest.default_platform_is_illegible = manifest.default_platform.is_none();
        }
        if let Some(slot) = environments {
            let found_before = self.diagnostics.len();
            manifest.environments = self.environments(&slot);
            let written = slot.value.entries().count();
            manifest.environments_are_illegible = self.diagnostics.len() > found_before
                && (written == 0 || written > manifest.environments.len());
        }
        let found_before = self.diagnostics.len();
        manifest.platforms = platforms
            .map(|slot| self.platforms(&slot))
            .unwrap_or_default();
        manifest.platforms_are_illegible = self.diagnostics.len() > found_before;
        manifest.rules = rules.map(|slot| self.levels(&slot)).unwrap_or_default();
        manifest.sources = sources.and_then(|slot| self.sources(&slot));
        manifest.out = out.and_then(|slot| self.output_path(&slot));
        manifest.rust = rust.and_then(|slot| self.rust(&slot));
        Some(manifest)
    }

    fn project_name(&mut self, slot: &Slot<'_, 's>) -> Option<Text<'s>> {
        let name = self.text_that_says_something(slot)?;
        if name.as_str().contains(['/', '\\'])
            || name.as_str().starts_with('.')
            || name.as_str().contains("${")
            || name.as_str().contains(char::is_control)
        {
            let message = format!(
                "`{}` cannot be the name of a project",
                name.as_str().shown()
            );
            let help =
                "write a name that can be a folder's: no `/`, no `\\`, no leading `.`, no `${…}`";
            self.report(invalid_value::malformed(name.span(), message, help));
            return None;
        }
        Some(name)
    }

    fn environments(&mut self, slot: &Slot<'_, 's>) -> Vec<Environment<'s>> {
        let mut environments: Vec<Environment<'s>> = Vec::new();
        for (name, inner) in self
            .entries(slot, "a mapping from environment to values")
            .unwrap_or_default()
        {
            if !self.plain_name(&name, "an environment") {
                continue;
            }
            let twin = environments
                .iter()
                .find(|other| other.name.as_str().eq_ignore_ascii_case(name.as_str()));
            if let Some(twin) = twin {
                let message = format!(
                    "`{}` differs from another environment by letter case only",
                    name.as_str()
                );
                let help = "give it a name that stays apart where folders do not tell case apart";
                self.report(
                    invalid_value::malformed(name.span(), message, help)
                        .label(twin.name.span(), "the other one"),
                );
                continue;
            }
            let mut environment = Environment {
                name,
                values: Vec::new(),
                holes: Vec::new(),
                illegible: false,
            };
            if typed(inner.value) != Some(Typed::Null) {
                self.values(&inner, &mut environment);
            }
            environments.push(environment);
        }
        environments
    }

    fn values(&mut self, slot: &Slot<'_, 's>, environment: &mut Environment<'s>) {
        let Some(entries) = self.entries(slot, "a mapping from name to value") else {
            environment.illegible = true;
            return;
        };
        for (name, inner) in entries {
            if !self.plain_name(&name, "a build-time value") {
                continue;
            }
            let (Content::Scalar(scalar), Some(kind)) = (inner.value.content(), typed(inner.value))
            else {
                self.wrong_type(&inner, "text, a number or a boolean");
                environment.holes.push(name);
                continue;
            };
            if kind == Typed::Null {
                self.wrong_type(&inner, "text, a number or a boolean");
                environment.holes.push(name);
                continue;
            }
            if scalar.value.contains("${") {
                let help = "write the value itself; `${secret.NAME}` belongs into the definitions";
                let message = "build-time values are not filled in inside of environments";
                self.report(invalid_value::malformed(inner.value.span(), message, help));
                environment.holes.push(name);
                continue;
            }
            environment.values.push(EnvValue {
                name,
                span: visible(inner.value),
                text: scalar.value.clone(),
                typed: kind,
            });
        }
    }

    fn platforms(&mut self, slot: &Slot<'_, 's>) -> Vec<PlatformSettings<'s>> {
        let mut platforms = Vec::new();
        for (name, inner) in self
            .entries(slot, "a mapping from platform to what is declared for it")
            .unwrap_or_default()
        {
            let Some(platform) = self.platform_named(name.as_str(), name.span()) else {
                continue;
            };
            let mut settings = PlatformSettings {
                platform,
                texts: Vec::new(),
                names: Vec::new(),
            };
            if typed(inner.value) != Some(Typed::Null) {
                self.platform_settings(&inner, &mut settings);
            }
            platforms.push(settings);
        }
        platforms
    }

    fn platform_settings(&mut self, slot: &Slot<'_, 's>, settings: &mut PlatformSettings<'s>) {
        let facts: &'static [SettingFacts] = settings.platform.settings;
        let members: Vec<Member> = facts
            .iter()
            .map(|facts| (facts.key, false, facts.doc))
            .collect();
        let mut slots = vec![None; members.len()];
        self.find_members(slot, &members, &mut slots);
        for (facts, slot) in facts.iter().zip(slots) {
            let Some(slot) = slot else { continue };
            match facts.shape {
                SettingShape::Text => {
                    settings.texts.extend(
                        self.text_that_says_something(&slot)
                            .map(|text| (facts.key, text)),
                    );
                }
                SettingShape::Names { secret } => {
                    settings.names.extend(
                        self.names(&slot, secret)
                            .into_iter()
                            .map(|name| (facts.key, name)),
                    );
                }
            }
        }
    }

    /// A list of names, or a mapping from name to schema.
    fn names(&mut self, slot: &Slot<'_, 's>, secret: bool) -> Vec<Declared<'s>> {
        if matches!(slot.value.content(), Content::Sequence) {
            let names = self.texts(slot).unwrap_or_default();
            return names
                .into_iter()
                .map(|name| Declared {
                    name,
                    schema: None,
                    secret: false,
                })
                .collect();
        }
        let entries = self
            .entries(slot, "a list of names, or a mapping from name to schema")
            .unwrap_or_default();
        entries
            .into_iter()
            .map(|(name, inner)| self.declared(name, &inner, secret))
            .collect()
    }

    fn declared(
        &mut self,
        name: Text<'s>,
        slot: &Slot<'_, 's>,
        may_be_secret: bool,
    ) -> Declared<'s> {
        let mut declared = Declared {
            name,
            schema: None,
            secret: false,
        };
        if typed(slot.value) == Some(Typed::Null) {
            return declared;
        }
        if !matches!(slot.value.content(), Content::Mapping) {
            let found = wrong_type::diagnostic(
                &slot.name(),
                slot.value.span(),
                "a JSON Schema of its values",
                describe(slot.value),
            );
            self.report(found.help("write `{ type: string }`, or a plain list of names"));
            return declared;
        }
        if let Some((_, inner)) = self
            .entries(slot, "a JSON Schema")
            .unwrap_or_default()
            .into_iter()
            .find(|(key, _)| key.as_str() == "secret")
        {
            if may_be_secret {
                declared.secret = self.boolean(&inner).unwrap_or(false);
            } else {
                let meant = unknown_field::Meant::Instead(
                    "only what the host application puts into a session can be declared secret",
                );
                self.report(unknown_field::diagnostic(
                    "secret",
                    inner.key,
                    &format!("`{}`", slot.field),
                    &meant,
                    [],
                ));
            }
        }
        declared.schema = self.value(slot);
        declared
    }

    fn levels(&mut self, slot: &Slot<'_, 's>) -> Vec<(Text<'s>, Text<'s>)> {
        let entries = self
            .entries(slot, "a mapping from rule to severity")
            .unwrap_or_default();
        entries
            .into_iter()
            .filter_map(|(rule, inner)| Some((rule, self.choice(&inner, &LEVELS)?)))
            .collect()
    }

    fn sources(&mut self, slot: &Slot<'_, 's>) -> Option<Vec<Text<'s>>> {
        let patterns = self.texts(slot)?;
        for pattern in &patterns {
            self.not_blank(&slot.field, pattern);
            if let Err(error) = globset::Glob::new(pattern.as_str()) {
                let message = format!(
                    "`{}` is no pattern for files: {}",
                    pattern.as_str().shown(),
                    error.kind()
                );
                self.report(invalid_value::malformed(
                    pattern.span(),
                    message,
                    "write a pattern as `hooks/**/*.yaml`",
                ));
            } else if is_absolute(pattern.as_str()) {
                let message = format!("`{}` is an absolute path", pattern.as_str().shown());
                self.report(invalid_value::malformed(
                    pattern.span(),
                    message,
                    "write it relative to `hookc.yaml`",
                ));
            }
        }
        Some(patterns)
    }

    /// A path below the project. Definitions come from strangers, too: they must not choose where on
    /// a machine files are written.
    fn output_path(&mut self, slot: &Slot<'_, 's>) -> Option<Text<'s>> {
        let path = self
            .text_that_says_something(slot)
            .filter(|path| !super::is_blank(path))?;
        let text = path.as_str();
        if super::is_blank(&path) {
            return None;
        }
        let leaves = is_absolute(text) || text.split(['/', '\\']).any(|part| part == "..");
        let stays = text
            .split(['/', '\\'])
            .all(|part| part.is_empty() || part == ".");
        if leaves || stays {
            let message = format!("`{}` cannot be `{}`", slot.field, text.shown());
            let help = "write a folder below the one of `hookc.yaml`, as `dist`; `--out` may name any other";
            self.report(invalid_value::malformed(path.span(), message, help));
            return None;
        }
        Some(path)
    }

    fn rust(&mut self, slot: &Slot<'_, 's>) -> Option<RustOutput<'s>> {
        let [out, name, version] = self.members(slot, &RUST)?;
        Some(RustOutput {
            out: out.and_then(|slot| self.output_path(&slot)),
            crate_name: name.and_then(|slot| self.crate_name(&slot)),
            version: version.and_then(|slot| self.crate_version(&slot)),
        })
    }

    /// The name of a package; source: <https://doc.rust-lang.org/cargo/reference/manifest.html#the-name-field>.
    fn crate_name(&mut self, slot: &Slot<'_, 's>) -> Option<Text<'s>> {
        let name = self.text_that_says_something(slot)?;
        let text = name.as_str();
        let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let is_legal =
            text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(legal);
        if !is_legal && !super::is_blank(&name) {
            let message = format!("`{}` cannot be the name of a crate", text.shown());
            let help = "write ASCII letters, digits, `_` and `-`, starting with a letter";
            self.report(invalid_value::malformed(name.span(), message, help));
        }
        is_legal.then_some(name)
    }

    /// Three numbers and what Cargo allows behind them.
    fn crate_version(&mut self, slot: &Slot<'_, 's>) -> Option<Text<'s>> {
        let version = self.text_that_says_something(slot)?;
        let text = version.as_str();
        let numbers = text.split(['-', '+']).next().unwrap_or_default();
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let is_legal = numbers.split('.').count() == 3 && numbers.split('.').all(is_number);
        if !is_legal && !super::is_blank(&version) {
            let message = format!("`{}` cannot be the version of a crate", text.shown());
            let help = "write three numbers, as `0.1.0`";
            self.report(invalid_value::malformed(version.span(), message, help));
        }
        is_legal.then_some(version)
    }
}

fn is_absolute(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    path.starts_with(['/', '\\', '~']) || drive
}
