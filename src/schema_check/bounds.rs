//! How much work it is to judge a value by a schema, before anybody does it.
//!
//! A few lines of a schema can ask for more than any machine has time for: thirty definitions that each
//! refer to the next one twice ask for a billion looks at one value. The library counts nothing, so
//! this counts, from above: for each depth of the value, how often each part of the schema is asked
//! about values there.

use rustc_hash::FxHashMap;
use serde_json::Value;

/// The most parts of a schema. The library goes as deep into its stack as references lead.
const MOST_PARTS: usize = 20_000;
/// So many parts need no stack of their own.
const FEW_PARTS: usize = 64;
/// What a part takes of the stack, at most, in bytes.
const STACK_OF_PART: usize = 16 * 1024;
/// The most references that close a circle about one value, which means nothing.
const MOST_CIRCLES: usize = 8;
/// The most questions about one value, each as heavy as the keyword has words.
const MOST_QUESTIONS: u64 = 2_000_000;
/// So many more for each value in it: a report of many findings is long, and not hard to judge.
const QUESTIONS_OF_VALUE: u64 = 16;

/// Why a schema is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TooMuch {
    /// It has too many parts.
    Parts,
    /// It would ask too many questions about the value.
    Questions,
}

impl TooMuch {
    /// A lower-case phrase.
    pub fn message(self) -> String {
        match self {
            TooMuch::Parts => format!("it has more than {MOST_PARTS} parts"),
            TooMuch::Questions => format!(
                "to judge by it takes more than {} million steps and {QUESTIONS_OF_VALUE} for each value",
                MOST_QUESTIONS / 1_000_000
            ),
        }
    }
}

/// Does what goes through a schema of so many parts, on a stack that is large enough for it.
pub(super) fn on_stack<T: Send>(parts: usize, work: impl FnOnce() -> T + Send) -> Option<T> {
    if parts <= FEW_PARTS {
        return Some(work());
    }
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(parts * STACK_OF_PART);
        let thread = builder.spawn_scoped(scope, work).ok()?;
        thread.join().ok()
    })
}

/// How many parts a schema has, if it is not too much to judge a value by it; without a value, to read
/// the schema.
pub(super) fn parts(schema: &Value, value: Option<&Value>) -> Result<usize, TooMuch> {
    let parts = Parts::of(schema).ok_or(TooMuch::Parts)?;
    let is_too_much = value.is_some_and(|value| {
        let levels = Levels::of(value);
        parts.questions(&levels) > levels.most_questions()
    });
    if is_too_much || parts.circles > MOST_CIRCLES {
        return Err(TooMuch::Questions);
    }
    Ok(parts.all.len())
}

/// How a part of a schema asks another one.
#[derive(Clone, Copy)]
enum Ask<'s> {
    /// About the same value.
    Same,
    /// About the member of this name.
    Member(&'s str),
    /// About any of the values in it.
    Any,
}

struct Part<'s> {
    asks: Vec<(Ask<'s>, usize)>,
    /// How much it looks at itself.
    weight: u64,
}

/// The parts of a schema that can be asked: the whole is the first one.
struct Parts<'s> {
    all: Vec<Part<'s>>,
    /// An order in which those who ask about the same value come before those they ask.
    order: Vec<usize>,
    /// How often somebody asks one who came before, about the same value.
    circles: usize,
}

impl<'s> Parts<'s> {
    fn of(schema: &'s Value) -> Option<Self> {
        let named = Named::of(schema);
        let mut places: Vec<&Value> = vec![schema];
        let mut known: FxHashMap<*const Value, usize> = FxHashMap::default();
        known.insert(std::ptr::from_ref(schema), 0);
        let mut all = Vec::new();
        while let Some(&place) = places.get(all.len()) {
            let mut part = Part {
                asks: Vec::new(),
                weight: 1,
            };
            each_asked(place, &named, schema, &mut |ask, other| {
                let new = places.len();
                let at = *known.entry(std::ptr::from_ref(other)).or_insert(new);
                if at == new {
                    places.push(other);
                }
                part.asks.push((ask, at));
            });
            for keyword in place.as_object().into_iter().flat_map(|all| all.values()) {
                let words = keyword.as_array().map_or(1, Vec::len);
                part.weight += words as u64;
            }
            all.push(part);
            if all.len() > MOST_PARTS {
                return None;
            }
        }
        let order = order(&all);
        let circles = circles(&all, &order);
        Some(Self {
            all,
            order,
            circles,
        })
    }

    /// How many questions there are about a value and all in it, at most.
    fn questions(&self, levels: &Levels<'_>) -> u64 {
        let count = self.all.len();
        // About all values of a depth together, and about any one of them.
        let (mut asked, mut each) = (vec![0_u64; count], vec![0_u64; count]);
        set(&mut asked, 0, 1);
        set(&mut each, 0, 1);
        let mut sum = 0_u64;
        for (depth, level) in levels.all.iter().enumerate() {
            let below = levels.all.get(depth + 1);
            let (mut asked_below, mut each_below) = (vec![0_u64; count], vec![0_u64; count]);
            for &at in &self.order {
                let (own, own_each) = (get(&asked, at), get(&each, at));
                let Some(part) = self.all.get(at).filter(|_| own > 0) else {
                    continue;
                };
                sum = sum.saturating_add(own.saturating_mul(part.weight));
                for &(ask, other) in &part.asks {
                    let (values, most) = match ask {
                        Ask::Same => {
                            add(&mut asked, other, own);
                            add(&mut each, other, own_each);
                            continue;
                        }
                        Ask::Member(name) => (below.map_or(0, |it| it.named(name)), 1),
                        Ask::Any => (below.map_or(0, |it| it.values), level.most),
                    };
                    let questions = own
                        .saturating_mul(most)
                        .min(own_each.saturating_mul(values));
                    add(&mut asked_below, other, questions);
                    add(&mut each_below, other, own_each);
                }
            }
            if sum > levels.most_questions() {
                break;
            }
            (asked, each) = (asked_below, each_below);
        }
        sum
    }
}

fn get(all: &[u64], at: usize) -> u64 {
    all.get(at).copied().unwrap_or(0)
}

fn set(all: &mut [u64], at: usize, value: u64) {
    if let Some(slot) = all.get_mut(at) {
        *slot = value;
    }
}

fn add(all: &mut [u64], at: usize, more: u64) {
    let sum = get(all, at).saturating_add(more);
    set(all, at, sum);
}

/// Those who ask first. Where they ask each other in a circle, which the library breaks, one of them
/// comes before it was asked by all.
fn order(all: &[Part<'_>]) -> Vec<usize> {
    let mut seen = vec![false; all.len()];
    let mut done = Vec::with_capacity(all.len());
    for first in 0..all.len() {
        let mut open = vec![(first, 0)];
        while let Some((at, next)) = open.pop() {
            if next == 0 {
                if seen.get(at).copied().unwrap_or(true) {
                    continue;
                }
                if let Some(seen) = seen.get_mut(at) {
                    *seen = true;
                }
            }
            let asks = all.get(at).map_or(&[][..], |part| &part.asks);
            match asks.get(next) {
                Some((ask, other)) => {
                    open.push((at, next + 1));
                    if matches!(ask, Ask::Same) {
                        open.push((*other, 0));
                    }
                }
                None => done.push(at),
            }
        }
    }
    done.reverse();
    done
}

fn circles(all: &[Part<'_>], order: &[usize]) -> usize {
    let mut place = vec![0; all.len()];
    for (at, part) in order.iter().enumerate() {
        if let Some(place) = place.get_mut(*part) {
            *place = at;
        }
    }
    let place = |part: usize| place.get(part).copied().unwrap_or(0);
    let parts = all.iter().enumerate();
    let asks = parts.flat_map(|(at, part)| part.asks.iter().map(move |ask| (at, ask)));
    asks.filter(|(at, (ask, other))| matches!(ask, Ask::Same) && place(*other) <= place(*at))
        .count()
}

/// The parts of a schema that have a name of their own, beside their place.
struct Named<'s>(Vec<&'s Value>);

impl<'s> Named<'s> {
    fn of(schema: &'s Value) -> Self {
        const NAMES: [&str; 4] = ["$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"];
        // What these hold are values.
        const VALUES: [&str; 4] = ["enum", "const", "default", "examples"];
        let version = schema.get("$schema").and_then(Value::as_str);
        let is_old = version.is_some_and(|version| version.contains("draft-04"));
        let is_name = |name: &str, value: &Value| {
            (NAMES.contains(&name) || (is_old && name == "id"))
                && (value.is_string() || value.is_boolean())
        };
        let mut found = Vec::new();
        let mut open = vec![schema];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(members) => {
                    let mut all = members.iter();
                    let has_name = all.any(|(name, value)| is_name(name, value));
                    // The whole is found by its place.
                    if has_name && !std::ptr::eq(value, schema) {
                        found.push(value);
                    }
                    let parts = members.iter();
                    let parts = parts.filter(|(name, _)| !VALUES.contains(&name.as_str()));
                    open.extend(parts.map(|(_, part)| part));
                }
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        Self(found)
    }
}

/// Visits what a part of a schema asks.
fn each_asked<'s>(
    place: &'s Value,
    named: &Named<'s>,
    root: &'s Value,
    visit: &mut dyn FnMut(Ask<'s>, &'s Value),
) {
    for (keyword, value) in place.as_object().into_iter().flatten() {
        match keyword.as_str() {
            "$ref" | "$dynamicRef" | "$recursiveRef" => {
                let Some(reference) = value.as_str() else {
                    continue;
                };
                let pointer = reference.strip_prefix('#');
                let pointer = pointer.filter(|at| at.is_empty() || at.starts_with('/'));
                match pointer.and_then(|at| root.pointer(at)) {
                    Some(target) if named.0.is_empty() => visit(Ask::Same, target),
                    // Which of them a name leads to is up to the library: it may be any.
                    target => {
                        let all = named.0.iter().copied().chain(target).chain([root]);
                        all.for_each(|target| visit(Ask::Same, target));
                    }
                }
            }
            "allOf" | "anyOf" | "oneOf" | "not" | "if" | "then" | "else" => {
                one_or_many(value, &mut |part| visit(Ask::Same, part));
            }
            "dependentSchemas" | "dependencies" => {
                let parts = value.as_object().into_iter().flat_map(|all| all.values());
                parts.for_each(|part| visit(Ask::Same, part));
            }
            "properties" => {
                for (name, part) in value.as_object().into_iter().flatten() {
                    visit(Ask::Member(name), part);
                }
            }
            "patternProperties" => {
                let parts = value.as_object().into_iter().flat_map(|all| all.values());
                parts.for_each(|part| visit(Ask::Any, part));
            }
            "additionalProperties"
            | "unevaluatedProperties"
            | "propertyNames"
            | "items"
            | "prefixItems"
            | "additionalItems"
            | "unevaluatedItems"
            | "contains" => {
                one_or_many(value, &mut |part| visit(Ask::Any, part));
            }
            _ => {}
        }
    }
}

fn one_or_many<'s>(value: &'s Value, visit: &mut dyn FnMut(&'s Value)) {
    match value {
        Value::Object(_) => visit(value),
        Value::Array(items) => items.iter().for_each(visit),
        _ => {}
    }
}

/// The values at each depth of a value.
struct Levels<'v> {
    all: Vec<Level<'v>>,
}

#[derive(Default)]
struct Level<'v> {
    values: u64,
    /// How many of them are members of this name.
    by_name: FxHashMap<&'v str, u64>,
    /// The most values that one of them holds.
    most: u64,
}

impl<'v> Levels<'v> {
    fn of(value: &'v Value) -> Self {
        let mut all = Vec::new();
        let mut here: Vec<(Option<&str>, &Value)> = vec![(None, value)];
        while !here.is_empty() {
            let mut level = Level::default();
            let mut below = Vec::new();
            for (name, value) in here {
                level.values += 1;
                if let Some(name) = name {
                    *level.by_name.entry(name).or_default() += 1;
                }
                let before = below.len();
                match value {
                    Value::Object(members) => {
                        below.extend(members.iter().map(|(name, it)| (Some(&**name), it)));
                    }
                    Value::Array(items) => below.extend(items.iter().map(|it| (None, it))),
                    _ => {}
                }
                level.most = level.most.max((below.len() - before) as u64);
            }
            all.push(level);
            here = below;
        }
        Self { all }
    }

    fn most_questions(&self) -> u64 {
        let values: u64 = self.all.iter().map(|level| level.values).sum();
        MOST_QUESTIONS + QUESTIONS_OF_VALUE * values
    }
}

impl Level<'_> {
    fn named(&self, name: &str) -> u64 {
        self.by_name.get(name).copied().unwrap_or(0)
    }
}
