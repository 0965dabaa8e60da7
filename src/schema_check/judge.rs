//! Judges that are asked about several values.

use std::cell::Cell;

use serde_json::Value;

use super::{Fault, bounds, faults_of, faults_of_schema, too_much};

/// A schema that judges many values. One that would take too long is accepted.
#[derive(Clone, Debug)]
pub struct Judge {
    schema: Value,
    validator: jsonschema::Validator,
}

impl Judge {
    /// A judge by this schema.
    ///
    /// # Errors
    /// Where it is no JSON Schema, or one that cannot be used: the faults lie in the schema.
    pub fn new(schema: &Value) -> Result<Self, Vec<Fault>> {
        let faults = faults_of_schema(schema);
        if !faults.is_empty() {
            return Err(faults);
        }
        let depth = bounds::depth(schema, None).map_err(|much| vec![too_much(much)])?;
        let build = || {
            let validator = jsonschema::options().offline().build(schema);
            validator.map_err(|error| faults_of(&error))
        };
        let validator = bounds::on_stack(depth, build);
        let validator = validator.ok_or_else(|| vec![too_much(bounds::TooMuch::Parts)])??;
        Ok(Self {
            schema: schema.clone(),
            validator,
        })
    }

    /// Whether the schema accepts a value.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        let accepts = self.asked(value, || self.validator.is_valid(value));
        accepts.unwrap_or(true)
    }

    /// Why the schema does not accept a value; nothing where it does.
    #[must_use]
    pub fn faults(&self, value: &Value) -> Vec<Fault> {
        let faults = || {
            let errors = self.validator.iter_errors(value);
            errors.flat_map(|error| faults_of(&error)).collect()
        };
        self.asked(value, faults).unwrap_or_default()
    }

    fn asked<T: Send>(&self, value: &Value, work: impl FnOnce() -> T + Send) -> Option<T> {
        let depth = bounds::depth(&self.schema, Some(value)).ok()?;
        bounds::on_stack(depth, work)
    }
}

/// Judges the values that a schema lists in its `enum` by all else that it says.
#[derive(Debug)]
pub struct Listed {
    /// Nothing where it is no schema.
    judge: Option<Judge>,
    asked: Cell<usize>,
}

impl Listed {
    /// So many values are judged. Of the others nobody knows.
    pub const MOST: usize = 1_000;

    /// A judge for the values that this schema lists.
    #[must_use]
    pub fn new(schema: &Value) -> Self {
        let mut schema = schema.clone();
        // It holds for each of them, and would look at all for each.
        if let Some(keywords) = schema.as_object_mut() {
            keywords.remove("enum");
        }
        Self {
            judge: Judge::new(&schema).ok(),
            asked: Cell::new(0),
        }
    }

    /// Whether it accepts a value of the list; yes where it is no schema, or that is not known.
    #[must_use]
    pub fn accepts(&self, value: &Value) -> bool {
        self.asked.set(self.asked.get() + 1);
        let is_known = self.asked.get() <= Self::MOST;
        let judge = self.judge.as_ref().filter(|_| is_known);
        judge.is_none_or(|judge| judge.accepts(value))
    }
}
