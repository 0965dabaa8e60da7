//! In which order keys are written, as the language reference shows them.

use crate::platforms::facts::{
    self, BASIC, COMMON_FIELDS, CREDENTIAL_HEADER, EXPECTED, Facts, Field, FormFacts, Kind,
    KindFacts, MANIFEST, MESSAGE, Member, RESPONSE, RUST, SCENARIO, SUBJECT, TEST, VARIABLE,
};
use crate::yaml::Node;

/// What is known of the order of keys in a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Nothing: the author's order is carried into what is built.
    Free,
    /// A mapping of these keys, written in this order, with what is known of their values.
    Members(Vec<(&'static str, Layout)>),
    /// A mapping in any order, of which some values are known.
    Keyed(Vec<(&'static str, Layout)>),
    /// A list, with what is known of each item.
    Items(Box<Layout>),
}

impl Layout {
    /// What is known of the value of a key.
    #[must_use]
    pub fn below(&self, key: &str) -> &Layout {
        let (Self::Members(members) | Self::Keyed(members)) = self else {
            return &Self::Free;
        };
        let found = members.iter().find(|(name, _)| *name == key);
        found.map_or(&Self::Free, |(_, layout)| layout)
    }

    /// What is known of the items of a list.
    #[must_use]
    pub fn item(&self) -> &Layout {
        match self {
            Self::Items(layout) => layout,
            _ => &Self::Free,
        }
    }

    /// The places that keys take, by their present ones: `order[0]` comes first. A key that is not
    /// known stays behind the one that it follows.
    #[must_use]
    pub fn order<'k>(&self, keys: impl IntoIterator<Item = Option<&'k str>>) -> Vec<usize> {
        let mut rank = 0;
        let ranks: Vec<usize> = keys
            .into_iter()
            .map(|key| {
                if let Self::Members(members) = self
                    && let Some(place) = members.iter().position(|(name, _)| Some(*name) == key)
                {
                    rank = place + 1;
                }
                rank
            })
            .collect();
        let mut ranked: Vec<(usize, usize)> = ranks.into_iter().zip(0..).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, place)| place).collect()
    }
}

/// The layout of a definition. Where its kind or platform cannot be told, only the fields that all
/// definitions have are known.
#[must_use]
pub fn layout_of_definition(root: Node<'_, '_>, default_platform: Option<&Facts>) -> Layout {
    let text = |key: &str| Some(&*root.get(key)?.scalar()?.value);
    let kind = text("kind").and_then(Kind::find);
    let platform = match text("platform") {
        Some(id) => facts::find(id),
        None => default_platform.and_then(|platform| facts::find(platform.id)),
    };
    let kind = kind.zip(platform);
    let fields = kind.and_then(|(kind, platform)| platform.kind(kind));
    let fields = fields.map(|kind| fields_of(kind, text("direction")));
    let common = COMMON_FIELDS.iter().map(|(key, ..)| (*key, Layout::Free));
    let fields = fields.unwrap_or_default().into_iter();
    Layout::Members(
        common
            .chain(fields.map(|field| (field.key(), layout_of(field))))
            .collect(),
    )
}

/// The layout of a manifest.
#[must_use]
pub fn layout_of_manifest() -> Layout {
    let platforms = facts::ALL.iter().map(|facts| {
        let settings = facts.settings.iter().map(|setting| setting.key);
        let settings = settings.map(|key| (key, Layout::Free)).collect();
        (facts.id, Layout::Members(settings))
    });
    let platforms = Layout::Keyed(platforms.collect());
    members(
        &MANIFEST,
        &[("platforms", platforms), ("rust", members(&RUST, &[]))],
    )
}

/// The fields of the form that `direction` picks, else those of all forms.
fn fields_of(kind: &KindFacts, direction: Option<&str>) -> Vec<Field> {
    let is_picked = |form: &&FormFacts| form.direction == direction;
    let picked = kind.forms.iter().filter(is_picked);
    let mut fields: Vec<Field> = picked
        .flat_map(|form| form.fields)
        .map(|facts| facts.field)
        .collect();
    if fields.is_empty() {
        for facts in kind.forms.iter().flat_map(|form| form.fields) {
            if !fields.contains(&facts.field) {
                fields.push(facts.field);
            }
        }
    }
    fields
}

fn layout_of(field: Field) -> Layout {
    match field {
        Field::Auth => Layout::Keyed(vec![
            ("basic", members(&BASIC, &[])),
            ("header", members(&CREDENTIAL_HEADER, &[])),
        ]),
        Field::Response => members(&RESPONSE, &[]),
        Field::Tests => {
            let expect = members(&EXPECTED, &[]);
            Layout::Items(Box::new(members(&TEST, &[("expect", expect)])))
        }
        Field::Subject => members(&SUBJECT, &[]),
        Field::Message => {
            let both: Vec<Member> = VARIABLE.into_iter().chain(SCENARIO).collect();
            members(&MESSAGE, &[("value", members(&both, &[]))])
        }
        Field::Direction
        | Field::Url
        | Field::Method
        | Field::Headers
        | Field::Body
        | Field::JsonTemplate
        | Field::ResponseDirective
        | Field::Mapping
        | Field::InvalidInput
        | Field::Topics
        | Field::Prompt
        | Field::Parameters
        | Field::InterpretResponse
        | Field::Active
        | Field::CopilotOnly
        | Field::Webhooks
        | Field::Webhook
        | Field::Conversation
        | Field::Sandbox
        | Field::Automation
        | Field::AutomationId => Layout::Free,
    }
}

fn members(members: &[Member], below: &[(&str, Layout)]) -> Layout {
    let layout = |key: &str| {
        let found = below.iter().find(|(name, _)| *name == key);
        found.map_or(Layout::Free, |(_, layout)| layout.clone())
    };
    Layout::Members(
        members
            .iter()
            .map(|(key, ..)| (*key, layout(key)))
            .collect(),
    )
}
