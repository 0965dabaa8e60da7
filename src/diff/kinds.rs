//! Every kind of change, with its verdict: one table, from which the reports and the page in `docs`
//! are made.
//!
//! The verdicts follow from who writes a value and who reads it. What a platform sends may get
//! more, and each value may get narrower; nothing may go or get wider, since a server was made for
//! what came before. What a server answers is written as before and read by the new definitions: what
//! is read may get less and wider. A caller of a trigger is one who writes as well.

use crate::diagnostic::{Group, Rule, Severity};

/// Whom a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Servers that get requests and answer them, or send messages.
    Receivers,
    /// Conversations: what is called when, and which values it has.
    Conversations,
    /// Events and escalations that a server gets without asking.
    Subscriptions,
    /// Programs that use the generated code.
    RustApi,
}

impl Category {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 4] = [
        Self::Receivers,
        Self::Conversations,
        Self::Subscriptions,
        Self::RustApi,
    ];

    /// As it is printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Receivers => "receivers",
            Self::Conversations => "conversations",
            Self::Subscriptions => "subscriptions",
            Self::RustApi => "rust-api",
        }
    }
}

/// One kind of change.
#[derive(Debug)]
pub struct Kind {
    /// Whom it is about.
    pub category: Category,
    /// Its name, its verdict as a severity (an error breaks, a warning is compatible), what changed
    /// (`summary`), and whom that meets and what to do (`why`). It is a [`Rule`] so that changes
    /// can be reported as findings are; no manifest and no comment knows it.
    pub rule: Rule,
}

impl Kind {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.rule.name
    }

    /// Whether only the old state says what it is about; the place of the new one is where it would
    /// stand.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        let name = self.name();
        ["-removed", "-refused", "-dropped", "-unread"]
            .iter()
            .any(|end| name.ends_with(end))
    }

    /// Whether only the new state says it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.name().ends_with("-added")
    }
}

const fn kind(
    category: Category,
    severity: Severity,
    name: &'static str,
    summary: &'static str,
    why: &'static str,
) -> Kind {
    Kind {
        category,
        rule: Rule {
            name,
            severity,
            group: match category {
                Category::Receivers | Category::RustApi => Group::UrlsAndRequests,
                Category::Conversations => Group::Variables,
                Category::Subscriptions => Group::Triggers,
            },
            summary,
            why,
            sources: &[],
            bad: &[],
            good: &[],
        },
    }
}

macro_rules! kinds {
    ($($id:ident $category:ident $verdict:ident $name:literal $summary:literal $why:literal;)*) => {
        $(
            #[doc = $summary]
            pub static $id: Kind = kind(
                Category::$category, verdict::$verdict, $name, $summary, $why,
            );
        )*

        /// Every kind, in the order in which they are listed.
        pub static KINDS: &[&Kind] = &[$(&$id),*];
    };
}

mod verdict {
    use crate::diagnostic::Severity;

    pub const BREAKS: Severity = Severity::Error;
    pub const FITS: Severity = Severity::Warning;
    pub const INFO: Severity = Severity::Info;
}

kinds! {
    REQUEST_REMOVED Receivers BREAKS "request-removed"
        "A webhook is gone."
        "Its server gets these requests no longer. Keep the webhook until nobody relies on it.";
    REQUEST_ADDED Receivers FITS "request-added"
        "A webhook is new."
        "Its server has to answer these requests before the definitions go live.";
    REQUEST_RENAMED Receivers INFO "request-renamed"
        "A webhook has another name and sends the same."
        "Servers see no difference. Rename what is entered in the platform, so that it is not there twice.";
    METHOD_CHANGED Receivers BREAKS "method-changed"
        "Another HTTP method."
        "A server that routes by the method refuses the request. Let it take both before the definitions go live.";
    PATH_CHANGED Receivers BREAKS "path-changed"
        "Another path on the server."
        "A server that has no such route answers 404. Let it take both before the definitions go live.";
    HOST_CHANGED Receivers FITS "host-changed"
        "Another scheme, host or port."
        "The requests go to another server: it has to be ready, and lists of allowed addresses have to name it.";
    PATH_VALUE_CHANGED Receivers BREAKS "path-value-changed"
        "A part of the path may hold values that did not come before."
        "A server that parses it refuses them. Teach it first.";
    PATH_VALUE_NARROWED Receivers FITS "path-value-narrowed"
        "A part of the path holds fewer values than before."
        "Servers are not surprised.";
    QUERY_REMOVED Receivers BREAKS "query-removed"
        "A member of the query is gone."
        "A server that reads it finds nothing. Let it do without first.";
    QUERY_ADDED Receivers FITS "query-added"
        "A member of the query is new."
        "Servers that refuse members that they do not know have to learn it first.";
    QUERY_CHANGED Receivers BREAKS "query-changed"
        "A member of the query may hold values that did not come before."
        "A server that parses or compares it refuses them. Teach it first.";
    QUERY_NARROWED Receivers FITS "query-narrowed"
        "A member of the query holds fewer values than before."
        "Servers are not surprised.";
    HEADER_REMOVED Receivers BREAKS "header-removed"
        "A header is gone."
        "A server that reads it finds nothing. Let it do without first.";
    HEADER_ADDED Receivers FITS "header-added"
        "A header is new."
        "Servers ignore headers that they do not know; gateways may have to let it through.";
    HEADER_CHANGED Receivers BREAKS "header-changed"
        "A header may hold values that did not come before."
        "A server that parses or compares it refuses them. Teach it first.";
    HEADER_NARROWED Receivers FITS "header-narrowed"
        "A header holds fewer values than before."
        "Servers are not surprised.";
    AUTH_CHANGED Receivers BREAKS "auth-changed"
        "Another kind of credential, or another header for it."
        "A server that checks the old one refuses every request. Let it take both before the definitions go live.";
    AUTH_REMOVED Receivers BREAKS "auth-removed"
        "No credential is sent any more."
        "A server that checks it refuses every request, and one that does not is open to everybody.";
    AUTH_ADDED Receivers FITS "auth-added"
        "A credential is sent that was not."
        "Servers ignore it until they check it. Let them.";
    CREDENTIAL_CHANGED Receivers FITS "credential-changed"
        "Another secret or user name stands for the credential."
        "The server has to know the new one before the definitions go live.";
    BODY_REMOVED Receivers BREAKS "body-removed"
        "No body is sent any more."
        "A server that reads it finds nothing. Let it do without first.";
    BODY_ADDED Receivers FITS "body-added"
        "A body is sent that was not."
        "Servers ignore it until they read it.";
    FIELD_REMOVED Receivers BREAKS "field-removed"
        "A member of the body is gone."
        "A server that reads it finds nothing. Let it do without first.";
    FIELD_ADDED Receivers FITS "field-added"
        "A member of the body is new."
        "Servers that refuse members that they do not know have to learn it first.";
    FIELD_CHANGED Receivers BREAKS "field-changed"
        "A member of the body may hold values that did not come before."
        "A server that parses or compares it refuses them. Teach it first.";
    FIELD_NARROWED Receivers FITS "field-narrowed"
        "A member of the body holds fewer values than before."
        "Servers are not surprised.";
    REPLY_REQUIRED Receivers BREAKS "reply-required"
        "The reply has to hold a member that it had not to."
        "Servers that leave it out no longer answer what is expected. Let them send it first.";
    REPLY_ADDED Receivers FITS "reply-added"
        "The reply may hold a member that was not known."
        "Servers need not send it.";
    REPLY_REMOVED Receivers FITS "reply-removed"
        "A member of the reply is no longer expected."
        "Servers may go on to send it; nobody reads it.";
    REPLY_CHANGED Receivers BREAKS "reply-changed"
        "The reply may not hold all that it could."
        "Servers that answer as before no longer answer what is expected. Let them change first.";
    REPLY_WIDENED Receivers FITS "reply-widened"
        "The reply may hold more than before."
        "Servers may go on as they are.";
    REPLY_DECLARED Receivers INFO "reply-declared"
        "What is known of the reply is written down, or no longer."
        "Nothing is expected of servers that was not. Compare it with what they send: `hookc validate`.";
    REPLY_READ Receivers BREAKS "reply-read"
        "A value is taken from the reply that its declaration did not hold."
        "Where servers do not send it, conversations lack it. Let them send it first.";
    REPLY_READ_KNOWN Receivers FITS "reply-read-known"
        "A value is taken from the reply that its declaration held already."
        "Servers send it already, if they send what is declared.";
    REPLY_UNREAD Receivers FITS "reply-unread"
        "A value of the reply is no longer taken."
        "Servers may go on to send it.";
    AUTOMATION_CHANGED Receivers BREAKS "automation-changed"
        "What arrives has another automation id."
        "A server that tells automations apart by it does not know the new one. Teach it first.";
    MESSAGE_ENDPOINT Receivers BREAKS "message-endpoint-changed"
        "Messages to the platform go to another URL."
        "Servers that send to the old one are not heard. Give them the new one.";
    ENDPOINT_REMOVED Receivers BREAKS "endpoint-removed"
        "An endpoint that takes messages is gone."
        "Servers that send there are not heard.";
    ENDPOINT_ADDED Receivers FITS "endpoint-added"
        "An endpoint that takes messages is new."
        "Nobody has to use it.";
    ENDPOINT_RENAMED Receivers INFO "endpoint-renamed"
        "An endpoint has another name."
        "Servers see no difference.";
    MESSAGE_NEEDS Receivers BREAKS "message-needs"
        "The sender of a message has to supply a value that it had not to."
        "Messages without it are refused or start the wrong conversation. Let senders supply it first.";
    MESSAGE_FIXED Receivers FITS "message-fixed"
        "The sender of a message no longer supplies a value."
        "Senders have to leave it as the definition fixes it.";
    MESSAGE_CHANGED Receivers FITS "message-changed"
        "The fixed part of a message is another one."
        "Senders that keep a copy of the body have to take the new one.";
    SECRET_ADDED Receivers FITS "secret-added"
        "A secret is needed that was not."
        "`build --with-secrets` stops without it. Give it to whatever builds.";
    SECRET_REMOVED Receivers INFO "secret-removed"
        "A secret is no longer needed."
        "It can be withdrawn where nothing else uses it.";
    ENVIRONMENT_REMOVED Receivers FITS "environment-removed"
        "An environment is gone."
        "`build --env` stops for it, and what was entered from its bundle gets no update any more.";
    ENVIRONMENT_ADDED Receivers INFO "environment-added"
        "An environment is new."
        "It is compared with nothing.";

    TRIGGER_REMOVED Conversations BREAKS "trigger-removed"
        "A trigger is gone."
        "Conversations can no longer do what it did. Keep it until nothing leads to it.";
    TRIGGER_ADDED Conversations FITS "trigger-added"
        "A trigger is new."
        "Conversations can do more; others may be chosen less.";
    TRIGGER_RENAMED Conversations FITS "trigger-renamed"
        "A trigger has another name and does the same."
        "Prompts and reports that name it have to follow.";
    TRIGGER_OFF Conversations BREAKS "trigger-off"
        "A trigger is switched off, or for customers."
        "Conversations can no longer do what it did.";
    TRIGGER_ON Conversations FITS "trigger-on"
        "A trigger is switched on, or for customers."
        "Conversations can do more.";
    PARAMETER_REQUIRED Conversations BREAKS "parameter-required"
        "A parameter has to be given that had not to."
        "Conversations that do not know it get stuck or ask for it. Leave it optional, or say in its description how to ask.";
    PARAMETER_ADDED Conversations FITS "parameter-added"
        "An optional parameter is new."
        "Conversations may leave it out.";
    PARAMETER_REMOVED Conversations FITS "parameter-removed"
        "A parameter is gone."
        "It is no longer asked for. Prompts that mention it have to follow.";
    PARAMETER_REFUSED Conversations BREAKS "parameter-refused"
        "A parameter is gone, and others than the listed ones are refused."
        "Conversations that still give it are refused. Allow `additionalProperties` for a while.";
    PARAMETER_RENAMED Conversations BREAKS "parameter-renamed"
        "A parameter has another name."
        "Conversations and tests that give the old name give nothing. Keep both for a while.";
    PARAMETER_NARROWED Conversations BREAKS "parameter-narrowed"
        "A parameter may not hold all that it could."
        "Values that were taken are refused. Widen it, or tell in its description what it has to be.";
    PARAMETER_WIDENED Conversations FITS "parameter-widened"
        "A parameter may hold more than before, or may be left out."
        "Callers may go on as they are; the requests that carry it are compared by themselves.";
    CALL_REMOVED Conversations BREAKS "call-removed"
        "A trigger no longer calls a webhook."
        "The server gets these requests no longer from here, and what the reply set is missing.";
    CALL_ADDED Conversations FITS "call-added"
        "A trigger calls one more webhook."
        "Its server gets more requests, and the conversation waits for one more reply.";
    CALL_ORDER Conversations FITS "call-order-changed"
        "A trigger calls its webhooks in another order."
        "A reply sets values for the webhooks behind it only. See `hookc check`.";
    VARIABLE_NEEDED Conversations BREAKS "variable-needed"
        "The host application has to supply a value that it had not to."
        "Requests that use it lack it until the application does. Let it supply the value first.";
    VARIABLE_ADDED Conversations INFO "variable-added"
        "The host application may supply a value that nothing uses."
        "Nothing changes until something uses it.";
    VARIABLE_DROPPED Conversations FITS "variable-dropped"
        "The host application need not supply a value any more."
        "It may go on to do so.";
    VARIABLE_NARROWED Conversations BREAKS "variable-narrowed"
        "A value of the host application may not be all that it could."
        "What the application supplies today is not what is declared. Let it change first.";
    VARIABLE_WIDENED Conversations FITS "variable-widened"
        "A value of the host application may be more than before."
        "The application may go on as it is.";
    NAME_CAPTURED Conversations BREAKS "name-captured"
        "A reference is replaced by another variable than before: the longest name that fits counts."
        "The request looks right and says something else. Rename the variable that is new, or the reference.";
    NAME_HAZARD Conversations FITS "name-hazard"
        "While its value is missing, a reference is replaced by another variable than before."
        "The request then looks right and says something else. Require the value, or rename the variable that is new.";
    DESCRIPTION_CHANGED Conversations INFO "description-changed"
        "Another description of a trigger or parameter."
        "It steers when it is called and with what. Try some conversations.";
    WORDING_CHANGED Conversations INFO "wording-changed"
        "Other words for people or for the language model."
        "Read them once more, and try some conversations.";

    SUBSCRIPTION_REMOVED Subscriptions BREAKS "subscription-removed"
        "An outgoing webhook is gone."
        "Its server gets no more events from it.";
    SUBSCRIPTION_ADDED Subscriptions FITS "subscription-added"
        "An outgoing webhook is new."
        "Its server has to take the events before the definitions go live.";
    SUBSCRIPTION_RENAMED Subscriptions INFO "subscription-renamed"
        "An outgoing webhook has another name and sends the same."
        "Servers see no difference.";
    TOPIC_REMOVED Subscriptions BREAKS "topic-removed"
        "Events of a topic are no longer sent."
        "Servers that wait for them wait in vain. Keep the topic until nobody does.";
    TOPIC_ADDED Subscriptions FITS "topic-added"
        "Events of another topic are sent."
        "Servers have to skip what they do not know, or learn it first.";
    TOPIC_EQUIVALENT Subscriptions INFO "topic-equivalent"
        "Other topics with the same events."
        "Servers get the same events; the topic that they name may be another one.";
    ESCALATION_REMOVED Subscriptions BREAKS "escalation-removed"
        "An escalation is gone."
        "Nobody is told when a person has to take over.";
    ESCALATION_ADDED Subscriptions FITS "escalation-added"
        "An escalation is new."
        "Its server has to take it before the definitions go live.";
    ESCALATION_RENAMED Subscriptions INFO "escalation-renamed"
        "An escalation has another name and sends the same."
        "Servers see no difference.";

    ITEM_REMOVED RustApi BREAKS "item-removed"
        "A type, constant or function is gone or has another name."
        "Programs that name it no longer compile. Release it as an incompatible version.";
    ITEM_CHANGED RustApi BREAKS "item-changed"
        "A type, constant or function has another form."
        "Programs that use it no longer compile. Release it as an incompatible version.";
    ITEM_ADDED RustApi INFO "item-added"
        "A type, constant or function is new."
        "Programs need not know it.";
    MEMBER_REMOVED RustApi BREAKS "member-removed"
        "A field or variant is gone or has another name."
        "Programs that name it no longer compile. Release it as an incompatible version.";
    MEMBER_CHANGED RustApi BREAKS "member-changed"
        "A field or variant has another type."
        "Programs that use it no longer compile. Release it as an incompatible version.";
    MEMBER_NEEDED RustApi BREAKS "member-needed"
        "A field that is always there, or a variant of a closed enum, is new."
        "Programs that build the struct or match the enum no longer compile. Release it as an incompatible version.";
    MEMBER_ADDED RustApi FITS "member-added"
        "An optional field, or a variant of an enum that has one for all others, is new."
        "Literals that end in `..Default::default()` and a `match` with `_` go on to compile; others do not.";
    VALUE_CHANGED RustApi FITS "constant-changed"
        "A constant has another value."
        "Programs compile and do something else.";
}

#[cfg(test)]
mod tests {
    use super::{Category, KINDS, Severity};

    #[test]
    fn names_are_unique_and_every_category_has_each_verdict() {
        let mut names: Vec<&str> = KINDS.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KINDS.len());
        for category in Category::ALL {
            for severity in [Severity::Error, Severity::Warning, Severity::Info] {
                let mut all = KINDS.iter();
                assert!(
                    all.any(|kind| kind.category == category && kind.rule.severity == severity)
                );
            }
        }
    }
}
