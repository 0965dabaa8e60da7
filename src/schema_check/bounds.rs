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
/// The most parts that are known by a name of their own, and the most that one name may mean.
const MOST_NAMED: usize = 1_000;
const MOST_MEANT: usize = 8;
/// So many parts, one in the other, need no stack of their own.
const FEW_PARTS: usize = 64;
/// What a part takes of the stack, at most, in bytes.
const STACK_OF_PART: usize = 16 * 1024;
/// The most references that close a circle about one value, which means nothing.
const MOST_CIRCLES: usize = 8;
/// The most questions about one value, each as heavy as the keyword has words.
const MOST_QUESTIONS: u64 = 2_000_000;
/// What a question to a schema elsewhere weighs, which the library knows: those of JSON Schema itself.
const WEIGHT_ELSEWHERE: u64 = 100;
/// So many more for each value in it: a report of many findings is long, and not hard to judge.
const QUESTIONS_OF_VALUE: u64 = 16;

/// Why a schema is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TooMuch {
    /// It has too many parts.
    Parts,
    /// Too many of them have names, or one name means too many of them.
    Names,
    /// It would ask too many questions about the value.
    Questions,
}

impl TooMuch {
    /// A lower-case phrase.
    pub fn message(self) -> String {
        match self {
            TooMuch::Parts => format!("it has more than {MOST_PARTS} parts"),
            TooMuch::Names => format!(
                "more than {MOST_NAMED} parts have an `$id` or `$anchor`, or more than {MOST_MEANT} the same"
            ),
            TooMuch::Questions => format!(
                "to judge by it takes more than {} million steps and {QUESTIONS_OF_VALUE} for each value",
                MOST_QUESTIONS / 1_000_000
            ),
        }
    }
}

/// Does what looks at so many parts, one in the other, on a stack that is large enough for it; nothing
/// where there is no room for that.
pub(super) fn on_stack<T: Send>(depth: usize, work: impl FnOnce() -> T + Send) -> Option<T> {
    if depth <= FEW_PARTS {
        return Some(work());
    }
    std::thread::scope(|scope| {
        let size = depth.saturating_mul(STACK_OF_PART);
        let builder = std::thread::Builder::new().stack_size(size);
        let thread = builder.spawn_scoped(scope, work).ok()?;
        match thread.join() {
            Ok(done) => Some(done),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// How many parts of a schema may be looked at, one in the other, to judge a value by it; without a
/// value, to read the schema.
///
/// # Errors
/// Where that is too much.
pub(super) fn depth(schema: &Value, value: Option<&Value>) -> Result<usize, TooMuch> {
    let parts = Parts::of(schema)?;
    let levels = value.map(Levels::of);
    let is_too_much = levels
        .as_ref()
        .is_some_and(|levels| parts.questions(levels) > levels.most_questions());
    if is_too_much || parts.circles > MOST_CIRCLES {
        return Err(TooMuch::Questions);
    }
    // The schema is read part by part; at each level of a value, some may ask each other about it.
    let levels = levels.map_or(0, |levels| levels.all.len());
    Ok(parts.all.len() + levels * parts.longest())
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
    fn of(schema: &'s Value) -> Result<Self, TooMuch> {
        let named = Named::of(schema)?;
        let mut places: Vec<&Value> = vec![schema];
        let mut known: FxHashMap<*const Value, usize> = FxHashMap::default();
        known.insert(std::ptr::from_ref(schema), 0);
        let mut all = Vec::new();
        while let Some(&place) = places.get(all.len()) {
            let mut part = Part {
                asks: Vec::new(),
                weight: 1,
            };
            let mut is_elsewhere = false;
            let mut add = |ask, other: &'s Value| {
                let new = places.len();
                let at = *known.entry(std::ptr::from_ref(other)).or_insert(new);
                if at == new {
                    places.push(other);
                }
                part.asks.push((ask, at));
            };
            each_asked(place, &mut add);
            for (keyword, reference) in references(place) {
                let meant = named.meant(keyword, reference)?;
                is_elsewhere |= meant.is_empty();
                for part in meant {
                    add(Ask::Same, part);
                }
            }
            if is_elsewhere {
                // It may look at everything below.
                add(Ask::Any, place);
                part.weight += WEIGHT_ELSEWHERE;
            }
            for keyword in place.as_object().into_iter().flat_map(|all| all.values()) {
                let words = keyword.as_array().map_or(1, Vec::len);
                part.weight += words as u64;
            }
            all.push(part);
            if all.len() > MOST_PARTS {
                return Err(TooMuch::Parts);
            }
        }
        let order = order(&all);
        let circles = circles(&all, &order);
        Ok(Self {
            all,
            order,
            circles,
        })
    }

    /// The most parts of which each asks the next one about the same value.
    fn longest(&self) -> usize {
        let mut lengths = vec![1; self.all.len()];
        let mut longest = 1;
        for &at in &self.order {
            let length: usize = lengths.get(at).copied().unwrap_or(1);
            longest = longest.max(length);
            let asks = self.all.get(at).map_or(&[][..], |part| &part.asks);
            for (_, other) in asks.iter().filter(|(ask, _)| matches!(ask, Ask::Same)) {
                if let Some(known) = lengths.get_mut(*other) {
                    *known = length.saturating_add(1).max(*known);
                }
            }
        }
        longest
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

/// What the references of a schema may lead to.
struct Named<'s> {
    root: &'s Value,
    /// The parts with names of their own, by their `$id` or as anchors.
    parts: Vec<&'s Value>,
}

impl<'s> Named<'s> {
    fn of(root: &'s Value) -> Result<Self, TooMuch> {
        const NAMES: [&str; 4] = ["$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"];
        // What these hold are values.
        const VALUES: [&str; 4] = ["enum", "const", "default", "examples"];
        let version = root.get("$schema").and_then(Value::as_str);
        let is_old = version.is_some_and(|version| version.contains("draft-04"));
        let is_name = |name: &str, value: &Value| {
            (NAMES.contains(&name) || (is_old && name == "id"))
                && (value.is_string() || value.is_boolean())
        };
        let mut parts = Vec::new();
        let mut open = vec![root];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(members) => {
                    let mut all = members.iter();
                    if all.any(|(name, value)| is_name(name, value)) {
                        parts.push(value);
                    }
                    let inner = members.iter();
                    let inner = inner.filter(|(name, _)| !VALUES.contains(&name.as_str()));
                    open.extend(inner.map(|(_, part)| part));
                }
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        if parts.len() > MOST_NAMED {
            return Err(TooMuch::Names);
        }
        Ok(Self { root, parts })
    }

    /// The parts that a reference may mean: one, but where names are the same. None for another
    /// document.
    fn meant(&self, keyword: &str, reference: &str) -> Result<Vec<&'s Value>, TooMuch> {
        let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let mut found: Vec<&Value> = Vec::new();
        let mut add = |part: Option<&'s Value>| {
            let new = part.filter(|new| !found.iter().any(|known| std::ptr::eq(*known, *new)));
            found.extend(new);
        };
        // Places count from the part with an `$id` around the reference, which may be any of them.
        let is_place = fragment.is_empty() || fragment.starts_with('/');
        let at = |part: &'s Value| part.pointer(fragment).filter(|_| is_place);
        if document.is_empty() {
            add(at(self.root));
        }
        for &part in &self.parts {
            let is_called =
                |key: &str, name: &str| part.get(key).and_then(Value::as_str) == Some(name);
            let id = ["$id", "id"]
                .iter()
                .find_map(|key| part.get(*key)?.as_str());
            if id.is_some_and(|id| document.is_empty() || last(id) == last(document)) {
                add(at(part));
            }
            let is_anchor = !fragment.is_empty()
                && (is_called("$anchor", fragment)
                    || is_called("$dynamicAnchor", fragment)
                    || id.is_some_and(|id| id.strip_prefix('#') == Some(fragment)));
            let recurs = keyword == "$recursiveRef" && part.get("$recursiveAnchor").is_some();
            if is_anchor || recurs {
                add(Some(part));
            }
        }
        if found.len() > MOST_MEANT {
            return Err(TooMuch::Names);
        }
        Ok(found)
    }
}

/// The last part of the path of a URI.
fn last(uri: &str) -> &str {
    let uri = uri.split('#').next().unwrap_or_default();
    uri.rsplit('/').next().unwrap_or_default()
}

/// The references that a part makes itself, each with its keyword.
fn references(place: &Value) -> impl Iterator<Item = (&str, &str)> {
    const KEYWORDS: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];
    KEYWORDS
        .into_iter()
        .filter_map(|keyword| Some((keyword, place.get(keyword)?.as_str()?)))
}

/// Visits what a part of a schema asks, but for what it refers to.
fn each_asked<'s>(place: &'s Value, visit: &mut dyn FnMut(Ask<'s>, &'s Value)) {
    for (keyword, value) in place.as_object().into_iter().flatten() {
        match keyword.as_str() {
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
