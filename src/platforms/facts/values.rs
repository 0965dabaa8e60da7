//! Where the values of run-time references come from.

/// Where values come from that are known at run time only, beside the parameters of triggers. Those
/// are taken from what a customer says, so they are never trusted.
#[derive(Debug)]
pub struct ValueFacts {
    /// The settings of the manifest that declare names which the host application gives values.
    pub settings: &'static [ValueSetting],
    /// How a reply sets values; nothing where it cannot.
    pub replies: Option<ReplyValues>,
    /// The built-in names whose values a customer sends.
    pub from_customers: &'static [&'static str],
    /// Whether parameters are of use beside webhooks, so that one that no webhook reads is fine.
    pub parameters_serve_messages: bool,
    /// The names, in lower case, that hold credentials of the callers of the platform itself.
    pub credentials: &'static [&'static str],
}

impl ValueFacts {
    /// Nothing is known at run time only.
    pub const NONE: Self = Self {
        settings: &[],
        replies: None,
        from_customers: &[],
        parameters_serve_messages: false,
        credentials: &[],
    };
}

/// A setting of the manifest that declares values.
#[derive(Debug, PartialEq, Eq)]
pub struct ValueSetting {
    /// Its key below `platforms.<id>`.
    pub key: &'static str,
    /// What references put before the declared name. The name is then one of a header: it is looked
    /// up in lower case.
    pub prefix: &'static str,
}

/// How a reply sets values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyValues {
    /// The keys of the object at this path of the reply are merged into the session.
    Merged(&'static [&'static str]),
    /// The keys of `mapping` take values from it.
    Mapped,
}
