//! Groups of fields that many definitions have none of.

use std::ops::{Deref, DerefMut};

use super::{Request, TriggerFields};

/// A group of fields that takes no room where none of them is written.
#[derive(Clone, Debug)]
pub struct Rare<T>(Option<Box<T>>);

static NO_REQUEST: Request<'static> = Request {
    url: None,
    method: None,
    auth: None,
    headers: Vec::new(),
    body: None,
    response_directive: None,
    mapping: Vec::new(),
    invalid_input: None,
    response: None,
    tests: Vec::new(),
};

static NO_TRIGGER: TriggerFields<'static> = TriggerFields {
    subject: None,
    prompt: None,
    parameters: None,
    interpret_response: None,
    active: None,
    copilot_only: None,
    webhooks: Vec::new(),
    webhook: None,
    message: None,
    conversation: None,
    sandbox: None,
};

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'s> Deref for Rare<Request<'s>> {
    type Target = Request<'s>;

    fn deref(&self) -> &Self::Target {
        self.0.as_deref().unwrap_or(&NO_REQUEST)
    }
}

impl<'s> Deref for Rare<TriggerFields<'s>> {
    type Target = TriggerFields<'s>;

    fn deref(&self) -> &Self::Target {
        self.0.as_deref().unwrap_or(&NO_TRIGGER)
    }
}

impl<T: Default> DerefMut for Rare<T>
where
    Self: Deref<Target = T>,
{
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}
