//! Types of what platforms send to a server and take from it.
//!
//! Written by hookc; edits are lost.

#![allow(dead_code, clippy::pedantic, reason = "generated code")]

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Number, Value};

/// The entire chat script, posted to the escalation URL when a session does not end well. It
/// repeats HTTP headers of the conversation API, which may hold credentials: do not log it.
///
/// Source: <https://mind-expression-docs.gitbook.io/home/concepts/webhooks-and-escalation>
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MindExpressionEscalation {
    /// What the escalation is about.
    pub subject: MindExpressionEscalatedSubject,
    /// The HTTP headers that the enterprise system sent on the conversation API. Whether
    /// `Authorization` is among them is not documented: treat them as secrets.
    #[serde(rename = "http-headers", skip_serializing_if = "Option::is_none")]
    pub http_headers: Option<Vec<MindExpressionForwardedHeader>>,
    /// Tells conversations apart.
    #[serde(rename = "conversation-id")]
    pub conversation_id: String,
    /// The chat script, turn by turn.
    pub conversations: Vec<MindExpressionConversationTurn>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for MindExpressionEscalation {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            subject: required(&mut object, "subject")?,
            http_headers: optional(&mut object, "http-headers")?,
            conversation_id: required(&mut object, "conversation-id")?,
            conversations: required(&mut object, "conversations")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for MindExpressionEscalation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// What an escalation is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MindExpressionEscalatedSubject {
    /// The subject's id. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The subject in which the escalation happens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Not described: it reads as what the user wants. Stands in the vendor's sample, which does
    /// not explain it.
    #[serde(rename = "logical-form", skip_serializing_if = "Option::is_none")]
    pub logical_form: Option<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for MindExpressionEscalatedSubject {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            id: optional(&mut object, "id")?,
            name: optional(&mut object, "name")?,
            logical_form: optional(&mut object, "logical-form")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for MindExpressionEscalatedSubject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// An HTTP header that was sent on the conversation API.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MindExpressionForwardedHeader {
    /// The header's name; compare it without regard to case. Stands in the vendor's sample, which
    /// does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The header's value; it may be a credential. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Sensitive<String>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for MindExpressionForwardedHeader {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            name: optional(&mut object, "name")?,
            value: optional(&mut object, "value")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for MindExpressionForwardedHeader {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// What the customer said, and what the AI answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MindExpressionConversationTurn {
    /// When it was said, in milliseconds since the epoch. Stands in the vendor's sample, which does
    /// not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<EpochMilliseconds>,
    /// The customer's query; `null` where the AI speaks first, as in a greeting.
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    pub user: Nullable<Sensitive<String>>,
    /// The responses of Mind Expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ai: Option<Sensitive<Vec<String>>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for MindExpressionConversationTurn {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            timestamp: optional(&mut object, "timestamp")?,
            user: nullable(&mut object, "user")?,
            ai: optional(&mut object, "ai")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for MindExpressionConversationTurn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Sent when the chat is created.
///
/// Source: <https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks>
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(tag = "topic", rename = "chat.create")]
pub struct EbbotChatCreateEvent {
    /// The bot's id. Stands in the vendor's sample, which does not explain it.
    #[serde(rename = "botId", skip_serializing_if = "Option::is_none")]
    pub bot_id: Option<String>,
    /// The chat. Stands in the vendor's sample, which does not explain it.
    pub data: EbbotCreatedChat,
    /// On whose behalf the event was caused. Stands in the vendor's sample, which does not explain
    /// it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<EbbotEventContext>,
    /// The request that caused the event. Events that one request causes probably share it, so that
    /// it tells no two of them apart by itself. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(rename = "requestId", skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// When the event happened, in milliseconds since the epoch; a number, where messages carry a
    /// string. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<EpochMilliseconds>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotChatCreateEvent {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        constant(&mut object, "topic", "chat.create")?;
        Ok(Self {
            bot_id: optional(&mut object, "botId")?,
            data: required(&mut object, "data")?,
            context: optional(&mut object, "context")?,
            request_id: optional(&mut object, "requestId")?,
            timestamp: optional(&mut object, "timestamp")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotChatCreateEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// A chat that has just begun.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotCreatedChat {
    /// The chat's id. Stands in the vendor's sample, which does not explain it.
    pub id: String,
    /// Where the chat takes place. In other events `type` means something else. Stands in the
    /// vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<EbbotChatChannel>,
    /// How far the chat has come. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<EbbotChatStatus>,
    /// The user of the chat. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<EbbotChatUser>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotCreatedChat {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            id: required(&mut object, "id")?,
            r#type: optional(&mut object, "type")?,
            status: optional(&mut object, "status")?,
            user: optional(&mut object, "user")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotCreatedChat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Where a chat takes place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EbbotChatChannel {
    /// `web`: On a web site.
    Web,
    /// Another value.
    Other(String),
}

impl EbbotChatChannel {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Web => "web",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EbbotChatChannel {
    fn from(text: String) -> Self {
        match text.as_str() {
            "web" => Self::Web,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EbbotChatChannel {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EbbotChatChannel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotChatChannel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How far a chat has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EbbotChatStatus {
    /// `ongoing`: The chat goes on.
    Ongoing,
    /// `chat_closed`: The chat is closed; the vendor's clients know this value.
    ChatClosed,
    /// Another value.
    Other(String),
}

impl EbbotChatStatus {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ongoing => "ongoing",
            Self::ChatClosed => "chat_closed",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EbbotChatStatus {
    fn from(text: String) -> Self {
        match text.as_str() {
            "ongoing" => Self::Ongoing,
            "chat_closed" => Self::ChatClosed,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EbbotChatStatus {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EbbotChatStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotChatStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Whom the bot talks to. Further attributes may come.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotChatUser {
    /// The chat user's id. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The first name. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<Sensitive<String>>,
    /// The last name. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<Sensitive<String>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotChatUser {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            id: optional(&mut object, "id")?,
            first_name: optional(&mut object, "first_name")?,
            last_name: optional(&mut object, "last_name")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotChatUser {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// On whose behalf an event was caused. Ids that do not apply are empty strings.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotEventContext {
    /// The company's id; empty where there is none. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_id: Option<String>,
    /// The id of the user of Ebbot; empty where there is none. Stands in the vendor's sample, which
    /// does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The id of the user who is acted for; empty where there is none. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impersonated_user_id: Option<String>,
    /// The same as `requestId` of the event. Stands in the vendor's sample, which does not explain
    /// it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotEventContext {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            company_id: optional(&mut object, "company_id")?,
            user_id: optional(&mut object, "user_id")?,
            impersonated_user_id: optional(&mut object, "impersonated_user_id")?,
            request_id: optional(&mut object, "request_id")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotEventContext {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Sent when the chat is updated. This event alone carries `chat` in place of `data`. What shows
/// that a person has taken over is `handled_by`.
///
/// Source: <https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks>
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(tag = "topic", rename = "chat.update")]
pub struct EbbotChatUpdateEvent {
    /// The bot's id. Stands in the vendor's sample, which does not explain it.
    #[serde(rename = "botId", skip_serializing_if = "Option::is_none")]
    pub bot_id: Option<String>,
    /// The chat as it is now. Stands in the vendor's sample, which does not explain it.
    pub chat: EbbotUpdatedChat,
    /// On whose behalf the event was caused. Stands in the vendor's sample, which does not explain
    /// it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<EbbotEventContext>,
    /// The request that caused the event. Events that one request causes probably share it, so that
    /// it tells no two of them apart by itself. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(rename = "requestId", skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// When the event happened, in milliseconds since the epoch; a number, where messages carry a
    /// string. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<EpochMilliseconds>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotChatUpdateEvent {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        constant(&mut object, "topic", "chat.update")?;
        Ok(Self {
            bot_id: optional(&mut object, "botId")?,
            chat: required(&mut object, "chat")?,
            context: optional(&mut object, "context")?,
            request_id: optional(&mut object, "requestId")?,
            timestamp: optional(&mut object, "timestamp")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotChatUpdateEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// A chat as it is after a change.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotUpdatedChat {
    /// The chat's id. Stands in the vendor's sample, which does not explain it.
    pub id: String,
    /// The bot's id. Stands in the vendor's sample, which does not explain it.
    #[serde(rename = "botId", skip_serializing_if = "Option::is_none")]
    pub bot_id: Option<String>,
    /// The company's id. Stands in the vendor's sample, which does not explain it.
    #[serde(rename = "companyId", skip_serializing_if = "Option::is_none")]
    pub company_id: Option<String>,
    /// What the chat is called: the user's name. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Sensitive<String>>,
    /// Where the chat takes place. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integration_type: Option<String>,
    /// Not described; seen as `null` only, so that its type is not known. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<Value>,
    /// What happened last. In other events `type` means something else. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<EbbotChatAction>,
    /// How far the chat has come. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<EbbotChatStatus>,
    /// When the status changed, in seconds since the epoch as a decimal in a string. Stands in the
    /// vendor's sample, which does not explain it.
    #[serde(rename = "statusTimestamp", skip_serializing_if = "Option::is_none")]
    pub status_timestamp: Option<DecimalSeconds>,
    /// The chat user's id. Stands in the vendor's sample, which does not explain it.
    #[serde(rename = "chatUserId", skip_serializing_if = "Option::is_none")]
    pub chat_user_id: Option<String>,
    /// Who answers: the bot, or a person who has taken over. Stands in the vendor's sample, which
    /// does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handled_by: Option<EbbotChatHandler>,
    /// Not described; seen as `null` only, so that its type is not known. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(
        rename = "handledByAgentTimestamp",
        skip_serializing_if = "Option::is_none"
    )]
    pub handled_by_agent_timestamp: Option<Value>,
    /// Data of a transfer; seen empty only. Stands in the vendor's sample, which does not explain
    /// it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_data: Option<Map<String, Value>>,
    /// Not described; seen as `null` only, so that its type is not known. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(rename = "userId", skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Value>,
    /// When the last message came, in seconds since the epoch as a decimal in a string. Stands in
    /// the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message: Option<DecimalSeconds>,
    /// Whether there are new messages. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_messages: Option<bool>,
    /// Scenarios that go on; seen empty only. Stands in the vendor's sample, which does not explain
    /// it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenarios_in_progress: Option<Vec<Value>>,
    /// Scenarios that succeeded; seen empty only. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successful_scenarios: Option<Map<String, Value>>,
    /// The language of the chat. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Not described; seen as `null` only, so that its type is not known. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nps: Option<Value>,
    /// Not described; seen as `null` only, so that its type is not known. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<Value>,
    /// Not described; seen as `null` only, so that its type is not known. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(rename = "transferSkillId", skip_serializing_if = "Option::is_none")]
    pub transfer_skill_id: Option<Value>,
    /// Who takes part; seen empty only. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants: Option<Vec<Value>>,
    /// The agents of the chat; seen empty only. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agents: Option<Vec<Value>>,
    /// When the chat was created, as RFC 3339 writes it. Stands in the vendor's sample, which does
    /// not explain it.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When the chat was last changed, as RFC 3339 writes it. Stands in the vendor's sample, which
    /// does not explain it.
    #[serde(rename = "updatedAt", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// The user of the chat. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_user: Option<EbbotChatUserEntity>,
    /// Whether the chat is supervised. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supervised: Option<bool>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotUpdatedChat {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            id: required(&mut object, "id")?,
            bot_id: optional(&mut object, "botId")?,
            company_id: optional(&mut object, "companyId")?,
            name: optional(&mut object, "name")?,
            integration_type: optional(&mut object, "integration_type")?,
            scenario: optional(&mut object, "scenario")?,
            r#type: optional(&mut object, "type")?,
            status: optional(&mut object, "status")?,
            status_timestamp: optional(&mut object, "statusTimestamp")?,
            chat_user_id: optional(&mut object, "chatUserId")?,
            handled_by: optional(&mut object, "handled_by")?,
            handled_by_agent_timestamp: optional(&mut object, "handledByAgentTimestamp")?,
            transfer_data: optional(&mut object, "transfer_data")?,
            user_id: optional(&mut object, "userId")?,
            last_message: optional(&mut object, "last_message")?,
            new_messages: optional(&mut object, "new_messages")?,
            scenarios_in_progress: optional(&mut object, "scenarios_in_progress")?,
            successful_scenarios: optional(&mut object, "successful_scenarios")?,
            language: optional(&mut object, "language")?,
            nps: optional(&mut object, "nps")?,
            rating: optional(&mut object, "rating")?,
            transfer_skill_id: optional(&mut object, "transferSkillId")?,
            participants: optional(&mut object, "participants")?,
            agents: optional(&mut object, "agents")?,
            created_at: optional(&mut object, "createdAt")?,
            updated_at: optional(&mut object, "updatedAt")?,
            chat_user: optional(&mut object, "chat_user")?,
            supervised: optional(&mut object, "supervised")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotUpdatedChat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// What happened last in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EbbotChatAction {
    /// `close_chat`: Closing; the chat is closed only where its status is `chat_closed` too.
    CloseChat,
    /// `scenario`: A scenario.
    Scenario,
    /// Another value.
    Other(String),
}

impl EbbotChatAction {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::CloseChat => "close_chat",
            Self::Scenario => "scenario",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EbbotChatAction {
    fn from(text: String) -> Self {
        match text.as_str() {
            "close_chat" => Self::CloseChat,
            "scenario" => Self::Scenario,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EbbotChatAction {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EbbotChatAction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotChatAction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Who answers in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EbbotChatHandler {
    /// `bot`: The bot answers.
    Bot,
    /// `agent`: A person has taken over; the vendor's clients know this value.
    Agent,
    /// Another value.
    Other(String),
}

impl EbbotChatHandler {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Bot => "bot",
            Self::Agent => "agent",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EbbotChatHandler {
    fn from(text: String) -> Self {
        match text.as_str() {
            "bot" => Self::Bot,
            "agent" => Self::Agent,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EbbotChatHandler {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EbbotChatHandler {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotChatHandler {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The user of a chat as Ebbot stores it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotChatUserEntity {
    /// The chat user's id. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Not described; seen as `null` only, so that its type is not known. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Value>,
    /// What is known of the user: a JSON object inside of a string. Stands in the vendor's sample,
    /// which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub info: Option<Sensitive<JsonText>>,
    /// When the user was created, as RFC 3339 writes it. Stands in the vendor's sample, which does
    /// not explain it.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When the user was last changed, as RFC 3339 writes it. Stands in the vendor's sample, which
    /// does not explain it.
    #[serde(rename = "updatedAt", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotChatUserEntity {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            id: optional(&mut object, "id")?,
            image: optional(&mut object, "image")?,
            info: optional(&mut object, "info")?,
            created_at: optional(&mut object, "createdAt")?,
            updated_at: optional(&mut object, "updatedAt")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotChatUserEntity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Sent when the chat is closed, with the whole transcript.
///
/// Source: <https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks>
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(tag = "topic", rename = "chat.close")]
pub struct EbbotChatCloseEvent {
    /// The bot's id. Stands in the vendor's sample, which does not explain it.
    #[serde(rename = "botId", skip_serializing_if = "Option::is_none")]
    pub bot_id: Option<String>,
    /// The chat and its transcript. Stands in the vendor's sample, which does not explain it.
    pub data: EbbotClosedChat,
    /// On whose behalf the event was caused. Stands in the vendor's sample, which does not explain
    /// it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<EbbotEventContext>,
    /// The request that caused the event. Events that one request causes probably share it, so that
    /// it tells no two of them apart by itself. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(rename = "requestId", skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// When the event happened, in milliseconds since the epoch; a number, where messages carry a
    /// string. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<EpochMilliseconds>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotChatCloseEvent {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        constant(&mut object, "topic", "chat.close")?;
        Ok(Self {
            bot_id: optional(&mut object, "botId")?,
            data: required(&mut object, "data")?,
            context: optional(&mut object, "context")?,
            request_id: optional(&mut object, "requestId")?,
            timestamp: optional(&mut object, "timestamp")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotChatCloseEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// A chat that has ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotClosedChat {
    /// The chat's id. Stands in the vendor's sample, which does not explain it.
    pub id: String,
    /// The whole transcript, in the order of the messages. Stands in the vendor's sample, which
    /// does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<Vec<EbbotTranscriptMessage>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotClosedChat {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            id: required(&mut object, "id")?,
            conversation: optional(&mut object, "conversation")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotClosedChat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// A message of a transcript.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EbbotTranscriptMessage {
    /// The message's id. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Who sent it. Stands in the vendor's sample, which does not explain it.
    pub sender: EbbotMessageSender,
    /// What kind of message it is, and so what `value` holds. Stands in the vendor's sample, which
    /// does not explain it.
    pub r#type: EbbotMessageType,
    /// What it says; its form depends on `type`. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Sensitive<EbbotMessageValue>>,
    /// When it was sent, in seconds since the epoch as a decimal in a string. Stands in the
    /// vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<DecimalSeconds>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotTranscriptMessage {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            value: optional_by(&mut object, "value", "type")?,
            id: optional(&mut object, "id")?,
            sender: required(&mut object, "sender")?,
            r#type: required(&mut object, "type")?,
            timestamp: optional(&mut object, "timestamp")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotTranscriptMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Who sent a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EbbotMessageSender {
    /// `user`: The user who chats with the bot.
    User,
    /// `bot`: The bot.
    Bot,
    /// `agent`: A person of the company.
    Agent,
    /// `system`: The platform itself.
    System,
    /// Another value.
    Other(String),
}

impl EbbotMessageSender {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::User => "user",
            Self::Bot => "bot",
            Self::Agent => "agent",
            Self::System => "system",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EbbotMessageSender {
    fn from(text: String) -> Self {
        match text.as_str() {
            "user" => Self::User,
            "bot" => Self::Bot,
            "agent" => Self::Agent,
            "system" => Self::System,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EbbotMessageSender {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EbbotMessageSender {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotMessageSender {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What kind of message it is, and so what `value` holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EbbotMessageType {
    /// `text`: Text.
    Text,
    /// `text_info`: Text of the system.
    TextInfo,
    /// `url`: Text with buttons.
    Url,
    /// `scenario`: A transition to a scenario.
    Scenario,
    /// `rating_request`: The question for a rating.
    RatingRequest,
    /// `rating`: The answer to the question for a rating.
    Rating,
    /// `gpt`: Text of a language model. The vendor's clients know it.
    Gpt,
    /// `button_click`: A click on a button. The vendor's clients know it.
    ButtonClick,
    /// `image`: An image. The vendor's clients know it.
    Image,
    /// `file`: A file. The vendor's clients know it.
    File,
    /// `carousel`: Slides. The vendor's clients know it.
    Carousel,
    /// `list`: A list. The vendor's clients know it.
    List,
    /// `url_click`: A click on a link. The vendor's clients know it, and do not show its value.
    UrlClick,
    /// `variable`: A variable is set. The vendor's clients know it, and do not show its value.
    Variable,
    /// `typing`: Somebody types. The vendor's clients know it, and do not show its value.
    Typing,
    /// `web_init`: The vendor's clients know it, and do not show its value.
    WebInit,
    /// `refresh_messages`: The vendor's clients know it, and do not show its value.
    RefreshMessages,
    /// `update_conversation_info`: The vendor's clients know it, and do not show its value.
    UpdateConversationInfo,
    /// Another value.
    Other(String),
}

impl EbbotMessageType {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text => "text",
            Self::TextInfo => "text_info",
            Self::Url => "url",
            Self::Scenario => "scenario",
            Self::RatingRequest => "rating_request",
            Self::Rating => "rating",
            Self::Gpt => "gpt",
            Self::ButtonClick => "button_click",
            Self::Image => "image",
            Self::File => "file",
            Self::Carousel => "carousel",
            Self::List => "list",
            Self::UrlClick => "url_click",
            Self::Variable => "variable",
            Self::Typing => "typing",
            Self::WebInit => "web_init",
            Self::RefreshMessages => "refresh_messages",
            Self::UpdateConversationInfo => "update_conversation_info",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EbbotMessageType {
    fn from(text: String) -> Self {
        match text.as_str() {
            "text" => Self::Text,
            "text_info" => Self::TextInfo,
            "url" => Self::Url,
            "scenario" => Self::Scenario,
            "rating_request" => Self::RatingRequest,
            "rating" => Self::Rating,
            "gpt" => Self::Gpt,
            "button_click" => Self::ButtonClick,
            "image" => Self::Image,
            "file" => Self::File,
            "carousel" => Self::Carousel,
            "list" => Self::List,
            "url_click" => Self::UrlClick,
            "variable" => Self::Variable,
            "typing" => Self::Typing,
            "web_init" => Self::WebInit,
            "refresh_messages" => Self::RefreshMessages,
            "update_conversation_info" => Self::UpdateConversationInfo,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EbbotMessageType {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EbbotMessageType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotMessageType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What a message holds, by the `type` beside it; any JSON where the type is another one.
#[derive(Clone, Debug, PartialEq)]
pub enum EbbotMessageValue {
    /// `text`, `text_info`: Text.
    Text(EbbotTextValue),
    /// `gpt`, `button_click`: Text; known from the vendor's clients.
    Gpt(EbbotTextValue),
    /// `url`: Text with buttons.
    Url(Box<EbbotButtonMessage>),
    /// `scenario`: A transition to a scenario.
    Scenario(Box<EbbotScenarioTarget>),
    /// `rating_request`: The question for a rating.
    RatingRequest(Box<EbbotRatingRequest>),
    /// `rating`: The answer to the question for a rating.
    Rating(Box<EbbotRating>),
    /// `image`, `file`: A file; known from the vendor's clients.
    Image(Box<EbbotMessageFile>),
    /// `carousel`: Slides; known from the vendor's clients.
    Carousel(Box<EbbotCarousel>),
    /// `list`: A list; known from the vendor's clients.
    List(Box<EbbotListMessage>),
    /// Anything else.
    Other(Value),
}

impl FromTagged for EbbotMessageValue {
    fn from_tagged(tag: Option<&str>, value: Value) -> Result<Option<Self>, JsonError> {
        let Some(tag) = tag else {
            return Ok(Some(Self::Other(value)));
        };
        Ok(Some(match tag {
            "text" => Self::Text(read(value)?),
            "text_info" => Self::Text(read(value)?),
            "gpt" => Self::Gpt(read(value)?),
            "button_click" => Self::Gpt(read(value)?),
            "url" => Self::Url(read(value)?),
            "scenario" => Self::Scenario(read(value)?),
            "rating_request" => Self::RatingRequest(read(value)?),
            "rating" => Self::Rating(read(value)?),
            "image" => Self::Image(read(value)?),
            "file" => Self::Image(read(value)?),
            "carousel" => Self::Carousel(read(value)?),
            "list" => Self::List(read(value)?),
            _ => Self::Other(value),
        }))
    }
}

impl Serialize for EbbotMessageValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => value.serialize(serializer),
            Self::Gpt(value) => value.serialize(serializer),
            Self::Url(value) => value.serialize(serializer),
            Self::Scenario(value) => value.serialize(serializer),
            Self::RatingRequest(value) => value.serialize(serializer),
            Self::Rating(value) => value.serialize(serializer),
            Self::Image(value) => value.serialize(serializer),
            Self::Carousel(value) => value.serialize(serializer),
            Self::List(value) => value.serialize(serializer),
            Self::Other(value) => value.serialize(serializer),
        }
    }
}

/// Text: a string in the vendor's samples; its clients also know an object that holds it.
#[derive(Clone, Debug, PartialEq)]
pub enum EbbotTextValue {
    /// `string`: The text.
    Text(String),
    /// `object`: An object that holds the text.
    Object(Box<EbbotTextObject>),
}

impl FromJson for EbbotTextValue {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        const KNOWN: &str = "string or object";
        Ok(match value {
            Value::String(_) => Self::Text(read(value)?),
            Value::Object(_) => Self::Object(read(value)?),
            _ => return Err(JsonError::unexpected(KNOWN, &value)),
        })
    }
}

impl<'de> Deserialize<'de> for EbbotTextValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotTextValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => value.serialize(serializer),
            Self::Object(value) => value.serialize(serializer),
        }
    }
}

/// Text inside of an object.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotTextObject {
    /// The text. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sensitive<String>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotTextObject {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            text: optional(&mut object, "text")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotTextObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Text with buttons.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotButtonMessage {
    /// The text above the buttons. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Sensitive<String>>,
    /// The buttons. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urls: Option<Vec<EbbotButton>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotButtonMessage {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            description: optional(&mut object, "description")?,
            urls: optional(&mut object, "urls")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotButtonMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// A button below a message.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotButton {
    /// The button's id. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What it says. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What it does. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<EbbotButtonType>,
    /// Where a button of type `scenario` leads; it may be absent there too. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<EbbotScenarioTarget>,
    /// What a button of type `url` opens; `ebbot://reset` starts the chat anew. Stands in the
    /// vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<EbbotButtonValue>,
    /// The variable that a button of type `variable` sets. Known from
    /// https://github.com/ebbot-ai/ebbot\_flutter\_ui, lib/v1/src/widget/url\_button\_widget.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotButton {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            id: optional(&mut object, "id")?,
            label: optional(&mut object, "label")?,
            r#type: optional(&mut object, "type")?,
            next: optional(&mut object, "next")?,
            value: optional(&mut object, "value")?,
            name: optional(&mut object, "name")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotButton {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EbbotButtonType {
    /// `scenario`: It leads to the scenario in `next`.
    Scenario,
    /// `url`: It opens the address in `value`.
    Url,
    /// `variable`: It sets a variable. The vendor's clients know it.
    Variable,
    /// Another value.
    Other(String),
}

impl EbbotButtonType {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Scenario => "scenario",
            Self::Url => "url",
            Self::Variable => "variable",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EbbotButtonType {
    fn from(text: String) -> Self {
        match text.as_str() {
            "scenario" => Self::Scenario,
            "url" => Self::Url,
            "variable" => Self::Variable,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EbbotButtonType {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EbbotButtonType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotButtonType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A scenario, and a state in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotScenarioTarget {
    /// The scenario's id. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// The id of a state in the scenario; without it the scenario's top. Stands in the vendor's
    /// sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotScenarioTarget {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            scenario: optional(&mut object, "scenario")?,
            state: optional(&mut object, "state")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotScenarioTarget {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// What a button leads to or sets: a string wherever it was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum EbbotButtonValue {
    /// `string`: An address, or a variable's value.
    Text(String),
    /// Anything else.
    Other(Value),
}

impl FromJson for EbbotButtonValue {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        Ok(match value {
            Value::String(_) => Self::Text(read(value)?),
            _ => Self::Other(value),
        })
    }
}

impl<'de> Deserialize<'de> for EbbotButtonValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotButtonValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => value.serialize(serializer),
            Self::Other(value) => value.serialize(serializer),
        }
    }
}

/// The question for a rating.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotRatingRequest {
    /// The question. Stands in the vendor's sample, which does not explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<Sensitive<String>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotRatingRequest {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            question: optional(&mut object, "question")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotRatingRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// The answer to the question for a rating.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotRating {
    /// The rating; its range is not described. Stands in the vendor's sample, which does not
    /// explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<i64>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotRating {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            rating: optional(&mut object, "rating")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotRating {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// An image or another file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotMessageFile {
    /// The file's id. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The file's name. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// Where the file can be read. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Sensitive<String>>,
    /// How long the file is, in bytes. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Number>,
    /// The file's media type. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mimetype: Option<String>,
    /// What the file is called. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotMessageFile {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            key: optional(&mut object, "key")?,
            filename: optional(&mut object, "filename")?,
            url: optional(&mut object, "url")?,
            size: optional(&mut object, "size")?,
            mimetype: optional(&mut object, "mimetype")?,
            label: optional(&mut object, "label")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotMessageFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Slides side by side.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotCarousel {
    /// The slides. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slides: Option<Vec<EbbotSlide>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotCarousel {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            slides: optional(&mut object, "slides")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotCarousel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// A slide of a carousel.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotSlide {
    /// The title. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Sensitive<String>>,
    /// The address of the image. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The buttons. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urls: Option<Vec<EbbotButton>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotSlide {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            title: optional(&mut object, "title")?,
            description: optional(&mut object, "description")?,
            url: optional(&mut object, "url")?,
            urls: optional(&mut object, "urls")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotSlide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Text with a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotListMessage {
    /// The text above the list. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sensitive<String>>,
    /// The items. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<EbbotListItem>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotListMessage {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            text: optional(&mut object, "text")?,
            items: optional(&mut object, "items")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotListMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EbbotListItem {
    /// The text. Known from https://github.com/ebbot-ai/ebbot\_flutter\_ui,
    /// lib/v1/src/parser/ebbot\_chat\_parser.dart and
    /// lib/v1/src/service/chat\_transcript\_service.dart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sensitive<String>>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EbbotListItem {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            text: optional(&mut object, "text")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EbbotListItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// What an outgoing webhook receives: the event of one of the twelve documented topics, or of a
/// topic that the vendor adds later.
///
/// Source: <https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks>
#[derive(Clone, Debug, PartialEq)]
pub enum EbbotOutgoingEvent {
    /// `chat.create`: Sent when the chat is created.
    ChatCreate(Box<EbbotChatCreateEvent>),
    /// `chat.update`: Sent when the chat is updated. This event alone carries `chat` in place of
    /// `data`. What shows that a person has taken over is `handled_by`.
    ChatUpdate(Box<EbbotChatUpdateEvent>),
    /// `chat.close`: Sent when the chat is closed, with the whole transcript.
    ChatClose(Box<EbbotChatCloseEvent>),
    /// Another `topic`.
    Unknown {
        /// What stands at `topic`.
        topic: String,
        /// All of it, `topic` too.
        body: Sensitive<Value>,
    },
}

impl FromJson for EbbotOutgoingEvent {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        const KEY: &str = "topic";
        let tag = tag_of(&value, KEY)?;
        Ok(match tag.as_str() {
            "chat.create" => Self::ChatCreate(read(value)?),
            "chat.update" => Self::ChatUpdate(read(value)?),
            "chat.close" => Self::ChatClose(read(value)?),
            _ => Self::Unknown {
                topic: tag,
                body: Sensitive(value),
            },
        })
    }
}

impl<'de> Deserialize<'de> for EbbotOutgoingEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EbbotOutgoingEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::ChatCreate(value) => value.serialize(serializer),
            Self::ChatUpdate(value) => value.serialize(serializer),
            Self::ChatClose(value) => value.serialize(serializer),
            Self::Unknown { body, .. } => body.serialize(serializer),
        }
    }
}

impl EbbotOutgoingEvent {
    /// The topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        match self {
            Self::ChatCreate(_) => "chat.create",
            Self::ChatUpdate(_) => "chat.update",
            Self::ChatClose(_) => "chat.close",
            Self::Unknown { topic, .. } => topic,
        }
    }

    /// The id of the chat that the event is about: it stands at `data.chatId`, `data.id` or
    /// `chat.id`. Of an event that is not known there may be none.
    #[must_use]
    pub fn chat_id(&self) -> Option<&str> {
        match self {
            Self::ChatCreate(value) => Some(&value.data.id),
            Self::ChatUpdate(value) => Some(&value.chat.id),
            Self::ChatClose(value) => Some(&value.data.id),
            Self::Unknown { body, .. } => {
                let paths = ["/data/chatId", "/data/id", "/chat/id"];
                paths.iter().find_map(|path| body.pointer(path)?.as_str())
            }
        }
    }

    /// The id of the request that caused the event, and that other events may share.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::ChatCreate(value) => value.request_id.as_deref(),
            Self::ChatUpdate(value) => value.request_id.as_deref(),
            Self::ChatClose(value) => value.request_id.as_deref(),
            Self::Unknown { body, .. } => body.get("requestId")?.as_str(),
        }
    }

    /// A key that tells the event from all others and stays the same when it is sent again: the
    /// topic, the request, the message or chat, and the time. Nothing for an event that names no
    /// request or no chat. The vendor documents neither retries nor a key; one request may cause
    /// several events, so that its id alone is none.
    #[must_use]
    pub fn dedupe_key(&self) -> Option<String> {
        let request = self.request_id()?;
        let id = self.own_id().or_else(|| self.chat_id())?;
        let time = self.milliseconds().unwrap_or_default();
        Some(format!("{}:{request}:{id}:{time}", self.topic()))
    }

    /// The id of the message or, where the event is about none, of the chat.
    fn own_id(&self) -> Option<&str> {
        match self {
            Self::ChatCreate(value) => Some(&value.data.id),
            Self::ChatUpdate(value) => Some(&value.chat.id),
            Self::ChatClose(value) => Some(&value.data.id),
            Self::Unknown { body, .. } => body.pointer("/data/id")?.as_str(),
        }
    }

    fn milliseconds(&self) -> Option<i64> {
        match self {
            Self::ChatCreate(value) => value.timestamp.map(|time| time.0),
            Self::ChatUpdate(value) => value.timestamp.map(|time| time.0),
            Self::ChatClose(value) => value.timestamp.map(|time| time.0),
            Self::Unknown { body, .. } => body.get("timestamp")?.as_i64(),
        }
    }
}

/// Posted when Escalation Shield detects an escalation risk. Answer with any 2xx status within 5
/// seconds; an alert may come again, with the same `Idempotency-Key` header.
///
/// Source:
/// <https://helpcenter.enterpret.com/en/articles/15675119-outbound-webhooks-for-escalation-shield>
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EnterpretEscalationAlert {
    /// The Escalation Shield automation that fired.
    pub automation_id: String,
    /// Your Enterpret org slug.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_id: Option<String>,
    /// When Enterpret sent the escalation alert.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalated_at: Option<String>,
    /// How severe it is.
    pub levels: EnterpretAlertLevels,
    /// A summary of the feedback record that caused the alert.
    pub record: EnterpretFeedbackRecord,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EnterpretEscalationAlert {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            automation_id: required(&mut object, "automation_id")?,
            org_id: optional(&mut object, "org_id")?,
            escalated_at: optional(&mut object, "escalated_at")?,
            levels: required(&mut object, "levels")?,
            record: required(&mut object, "record")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EnterpretEscalationAlert {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// How severe an alert is. The vendor shows one value of each level; others will come.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EnterpretAlertLevels {
    /// Discrete escalation level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalation_level: Option<EnterpretEscalationLevel>,
    /// Discrete emotional intensity level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emotional_intensity_level: Option<EnterpretEmotionalIntensityLevel>,
    /// Conversation sentiment movement, when available; whether it is absent or `null` otherwise is
    /// not documented.
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    pub sentiment_shift: Nullable<EnterpretSentimentShift>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EnterpretAlertLevels {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            escalation_level: optional(&mut object, "escalation_level")?,
            emotional_intensity_level: optional(&mut object, "emotional_intensity_level")?,
            sentiment_shift: nullable(&mut object, "sentiment_shift")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EnterpretAlertLevels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// How severe an escalation is; no order is documented.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EnterpretEscalationLevel {
    /// `extreme`: The one value that the vendor shows.
    Extreme,
    /// Another value.
    Other(String),
}

impl EnterpretEscalationLevel {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Extreme => "extreme",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EnterpretEscalationLevel {
    fn from(text: String) -> Self {
        match text.as_str() {
            "extreme" => Self::Extreme,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EnterpretEscalationLevel {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EnterpretEscalationLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EnterpretEscalationLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How intense emotions are; no order is documented.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EnterpretEmotionalIntensityLevel {
    /// `extreme`: The one value that the vendor shows.
    Extreme,
    /// Another value.
    Other(String),
}

impl EnterpretEmotionalIntensityLevel {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Extreme => "extreme",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EnterpretEmotionalIntensityLevel {
    fn from(text: String) -> Self {
        match text.as_str() {
            "extreme" => Self::Extreme,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EnterpretEmotionalIntensityLevel {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EnterpretEmotionalIntensityLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EnterpretEmotionalIntensityLevel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How the sentiment of a conversation moved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EnterpretSentimentShift {
    /// `sentiment degraded`: The one value that the vendor shows.
    SentimentDegraded,
    /// Another value.
    Other(String),
}

impl EnterpretSentimentShift {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::SentimentDegraded => "sentiment degraded",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for EnterpretSentimentShift {
    fn from(text: String) -> Self {
        match text.as_str() {
            "sentiment degraded" => Self::SentimentDegraded,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for EnterpretSentimentShift {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for EnterpretSentimentShift {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for EnterpretSentimentShift {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A feedback record in Enterpret.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EnterpretFeedbackRecord {
    /// Enterpret feedback record ID.
    pub id: String,
    /// Link to the feedback record in Enterpret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Link to the source record, when available; whether it is absent, `null` or empty otherwise
    /// is not documented.
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    pub source_url: Nullable<String>,
    /// The triggering feedback text; how much of it is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_excerpt: Option<Sensitive<String>>,
    /// Source timestamp for the feedback, when available; whether it is absent or `null` otherwise
    /// is not documented.
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    pub created_at: Nullable<String>,
    /// Enterpret source identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for EnterpretFeedbackRecord {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            id: required(&mut object, "id")?,
            url: optional(&mut object, "url")?,
            source_url: nullable(&mut object, "source_url")?,
            content_excerpt: optional(&mut object, "content_excerpt")?,
            created_at: nullable(&mut object, "created_at")?,
            source: optional(&mut object, "source")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for EnterpretFeedbackRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// How long Enterpret waits for an answer, at every attempt. Any 2xx status is success; after
/// anything else, and after no answer in this time, the alert may be sent again.
pub const ENTERPRET_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(5);

/// What the header `User-Agent` of an alert says.
pub const ENTERPRET_USER_AGENT: &str = "SupportEscalationAutomation/1.0";

/// The name of the header that holds an [`EnterpretIdempotencyKey`].
pub const ENTERPRET_IDEMPOTENCY_KEY_HEADER: &str = "Idempotency-Key";

/// What the header `Idempotency-Key` says: the automation, the integration and the record,
/// separated by `:`. It is kept whole, since each of the three may hold a `:` itself.
///
/// An attempt that is made again has the key of the first one. So has a later alert, and a more
/// severe one, of the same automation for the same record: the key has no part that belongs to one
/// alert. Remember keys for a bounded time, minutes rather than days, or remember the alert's
/// `escalated_at` with them, lest later alerts be dropped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnterpretIdempotencyKey(String);

impl EnterpretIdempotencyKey {
    /// The key that the header says.
    #[must_use]
    pub fn new(header: impl Into<String>) -> Self {
        Self(header.into())
    }

    /// All of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is made of the alert's automation and record.
    #[must_use]
    pub fn matches(&self, value: &EnterpretEscalationAlert) -> bool {
        self.integration_id(value).is_some()
    }

    /// What stands between the alert's automation and record; nothing where the key is not made of
    /// them.
    #[must_use]
    pub fn integration_id(&self, value: &EnterpretEscalationAlert) -> Option<&str> {
        let automation_id: Option<&str> = Some(&value.automation_id);
        let record_id: Option<&str> = Some(&value.record.id);
        let rest = self.0.strip_prefix(automation_id?)?.strip_prefix(':')?;
        let id = rest.strip_suffix(record_id?)?.strip_suffix(':')?;
        Some(id).filter(|id| !id.is_empty())
    }
}

/// Whether the credential that came in a header is the expected one. How long it takes says nothing
/// of the expected one. An empty expected credential admits nobody.
#[must_use]
pub fn enterpret_credential_matches(received: &str, expected: &str) -> bool {
    let mut difference = received.len() ^ expected.len();
    for (received, expected) in received.bytes().zip(expected.bytes().cycle()) {
        difference |= usize::from(received ^ expected);
    }
    std::hint::black_box(difference) == 0 && !expected.is_empty()
}

/// The same for the value of a header `Authorization`, which says `Bearer` before the credential.
#[must_use]
pub fn enterpret_bearer_matches(header: &str, expected: &str) -> bool {
    let Some((scheme, credential)) = header.split_once(' ') else {
        return false;
    };
    scheme.eq_ignore_ascii_case("Bearer") && enterpret_credential_matches(credential, expected)
}

/// The method that `open_ticket` is called with.
///
/// Opens a ticket, and remembers its number in the conversation.
pub const OPEN_TICKET_METHOD: &str = "POST";

/// The path that `open_ticket` is called at, with a `{name}` for each value.
pub const OPEN_TICKET_ROUTE: &str = "/verboo/tickets";

/// The headers that the definition sets.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OpenTicketHeaders {
    /// `Authorization`, made from `Bearer {helpdesk_token}`.
    #[serde(rename = "Authorization")]
    pub authorization: Sensitive<String>,
    /// The value of `session.id`.
    #[serde(rename = "X-Session-Id")]
    pub x_session_id: String,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OpenTicketHeaders {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            authorization: required(&mut object, "Authorization")?,
            x_session_id: required(&mut object, "X-Session-Id")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OpenTicketHeaders {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

impl OpenTicketHeaders {
    /// Reads the headers of a request. `header` finds the value of a header whatever the case of its
    /// name, as the header maps of HTTP libraries do.
    ///
    /// # Errors
    /// Where a header is missing or wrong; the error names it.
    pub fn from_headers<'a>(header: impl Fn(&str) -> Option<&'a str>) -> Result<Self, JsonError> {
        let mut object = Map::new();
        add_header(&mut object, &header, "Authorization");
        add_header(&mut object, &header, "X-Session-Id");
        Self::from_json(Value::Object(object))
    }
}

/// The body of a request to `open_ticket`.
///
/// Opens a ticket, and remembers its number in the conversation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpenTicketBody {
    /// The order's number.
    pub order: String,
    /// What the customer says is wrong.
    pub issue: String,
    /// High if it cannot wait until tomorrow.
    pub priority: OpenTicketBodyPriority,
    /// `customer`, as the definition writes it.
    pub customer: OpenTicketBodyCustomer,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OpenTicketBody {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            order: required(&mut object, "order")?,
            issue: required(&mut object, "issue")?,
            priority: required(&mut object, "priority")?,
            customer: required(&mut object, "customer")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OpenTicketBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// High if it cannot wait until tomorrow.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OpenTicketBodyPriority {
    /// `low`.
    Low,
    /// `high`.
    High,
    /// Another value.
    Other(String),
}

impl OpenTicketBodyPriority {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Low => "low",
            Self::High => "high",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for OpenTicketBodyPriority {
    fn from(text: String) -> Self {
        match text.as_str() {
            "low" => Self::Low,
            "high" => Self::High,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for OpenTicketBodyPriority {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for OpenTicketBodyPriority {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for OpenTicketBodyPriority {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Not described.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OpenTicketBodyCustomer {
    /// The value of `customer_name`.
    pub name: String,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OpenTicketBodyCustomer {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            name: required(&mut object, "name")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OpenTicketBodyCustomer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// What `open_ticket` is answered with.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OpenTicketResponse {
    /// `status`, as in the example of the definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// `session`, as in the example of the definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<OpenTicketResponseSession>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OpenTicketResponse {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            status: optional(&mut object, "status")?,
            session: optional(&mut object, "session")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OpenTicketResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Not described.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OpenTicketResponseSession {
    /// `client_data`, as in the example of the definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_data: Option<OpenTicketResponseSessionClientData>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OpenTicketResponseSession {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            client_data: optional(&mut object, "client_data")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OpenTicketResponseSession {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// Not described.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OpenTicketResponseSessionClientData {
    /// `ticket_id`, as in the example of the definition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_id: Option<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OpenTicketResponseSessionClientData {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            ticket_id: optional(&mut object, "ticket_id")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OpenTicketResponseSessionClientData {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// The method that `order_status` is called with.
///
/// Looks an order up.
pub const ORDER_STATUS_METHOD: &str = "GET";

/// The path that `order_status` is called at, with a `{name}` for each value.
pub const ORDER_STATUS_ROUTE: &str = "/verboo/orders/{order_number}";

/// What varies in the path, decoded.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OrderStatusPath {
    /// The order's number.
    pub order_number: String,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OrderStatusPath {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            order_number: required(&mut object, "order_number")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OrderStatusPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// The query's members, decoded.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OrderStatusQuery {
    /// Whether the customer asks who brings it.
    pub carrier: BooleanText,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OrderStatusQuery {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            carrier: required(&mut object, "carrier")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OrderStatusQuery {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// The headers that the definition sets.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OrderStatusHeaders {
    /// `Authorization`, made from `Bearer {helpdesk_token}`.
    #[serde(rename = "Authorization")]
    pub authorization: Sensitive<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OrderStatusHeaders {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            authorization: required(&mut object, "Authorization")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OrderStatusHeaders {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

impl OrderStatusHeaders {
    /// Reads the headers of a request. `header` finds the value of a header whatever the case of its
    /// name, as the header maps of HTTP libraries do.
    ///
    /// # Errors
    /// Where a header is missing or wrong; the error names it.
    pub fn from_headers<'a>(header: impl Fn(&str) -> Option<&'a str>) -> Result<Self, JsonError> {
        let mut object = Map::new();
        add_header(&mut object, &header, "Authorization");
        Self::from_json(Value::Object(object))
    }
}

/// What `order_status` is answered with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderStatusResponse {
    /// In which state the order is.
    pub status: OrderStatusResponseStatus,
    /// Who brings it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// Members that are not documented.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl FromJson for OrderStatusResponse {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mut object = into_object(value)?;
        Ok(Self {
            status: required(&mut object, "status")?,
            carrier: optional(&mut object, "carrier")?,
            extra: object,
        })
    }
}

impl<'de> Deserialize<'de> for OrderStatusResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_object(deserializer)
    }
}

/// In which state the order is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OrderStatusResponseStatus {
    /// `open`.
    Open,
    /// `shipped`.
    Shipped,
    /// Another value.
    Other(String),
}

impl OrderStatusResponseStatus {
    /// The value as it stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Shipped => "shipped",
            Self::Other(text) => text,
        }
    }
}

impl From<String> for OrderStatusResponseStatus {
    fn from(text: String) -> Self {
        match text.as_str() {
            "open" => Self::Open,
            "shipped" => Self::Shipped,
            _ => Self::Other(text),
        }
    }
}

impl FromJson for OrderStatusResponseStatus {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for OrderStatusResponseStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_value(deserializer)
    }
}

impl Serialize for OrderStatusResponseStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The header that carries the credentials.
pub const HUMAN_AGENT_AUTH_HEADER: &str = "Authorization";

/// What arrives at `human_agent`.
///
/// Hands the conversation to a person, with the transcript.
pub type HumanAgentPayload = MindExpressionEscalation;

/// What arrives at `events`.
///
/// Keeps our records of conversations. Ebbot sends no credential, so the path is one.
pub type EventsPayload = EbbotOutgoingEvent;

/// The header that carries the credential.
pub const EXTREME_RISK_AUTH_HEADER: &str = "Authorization";

/// What arrives at `extreme_risk`.
///
/// Opens a case when the risk is extreme.
pub type ExtremeRiskPayload = EnterpretEscalationAlert;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct EpochMilliseconds(pub i64);

impl EpochMilliseconds {
    /// The time; nothing where the system cannot tell it.
    #[must_use]
    pub fn to_system_time(self) -> Option<std::time::SystemTime> {
        let distance = std::time::Duration::from_millis(self.0.unsigned_abs());
        if self.0 < 0 {
            std::time::UNIX_EPOCH.checked_sub(distance)
        } else {
            std::time::UNIX_EPOCH.checked_add(distance)
        }
    }
}

impl From<i64> for EpochMilliseconds {
    fn from(milliseconds: i64) -> Self {
        Self(milliseconds)
    }
}

impl FromJson for EpochMilliseconds {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        i64::from_json(value).map(Self)
    }
}

/// Seconds since the epoch as a decimal in a string, such as `1672531200.310412954`. Where the part
/// before the point has 13 digits, it is milliseconds. The text stays as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecimalSeconds(pub String);

impl DecimalSeconds {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Nanoseconds since the epoch; nothing where the text is no such decimal. Digits below a
    /// nanosecond do not count.
    #[must_use]
    pub fn nanoseconds(&self) -> Option<i64> {
        let (whole, fraction) = self.0.split_once('.').unwrap_or((&self.0, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        // The part behind the point counts in the unit of the part before it.
        let (unit, digits) = match whole.len() {
            13 => (1_000_000, 6),
            _ => (1_000_000_000, 9),
        };
        let fraction = format!("{fraction:0<9}");
        let fraction: String = fraction.chars().take(digits).collect();
        let whole = whole.parse::<i64>().ok()?.checked_mul(unit)?;
        whole.checked_add(fraction.parse::<i64>().ok()?)
    }

    /// Whole milliseconds since the epoch.
    #[must_use]
    pub fn milliseconds(&self) -> Option<i64> {
        Some(self.nanoseconds()? / 1_000_000)
    }

    /// The time.
    #[must_use]
    pub fn to_system_time(&self) -> Option<std::time::SystemTime> {
        let nanoseconds = u64::try_from(self.nanoseconds()?).ok()?;
        std::time::UNIX_EPOCH.checked_add(std::time::Duration::from_nanos(nanoseconds))
    }
}

impl From<&str> for DecimalSeconds {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl FromJson for DecimalSeconds {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self)
    }
}

/// JSON inside of a string. The text stays as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JsonText(pub String);

impl JsonText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the text says.
    ///
    /// # Errors
    /// Where it is no JSON, or not of the wanted type.
    pub fn parse<T: serde::de::DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(&self.0)
    }
}

impl FromJson for JsonText {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self)
    }
}

/// `true` or `false` in a string. The text stays as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BooleanText(pub String);

impl BooleanText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the text says.
    ///
    /// # Errors
    /// Where it is neither `true` nor `false`.
    pub fn parse(&self) -> Result<bool, std::str::ParseBoolError> {
        self.0.parse()
    }
}

impl FromJson for BooleanText {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self)
    }
}

/// What nobody may read in a log: `Debug` prints nothing of it.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sensitive<T>(pub T);

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

impl<T> std::ops::Deref for Sensitive<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> std::ops::DerefMut for Sensitive<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: FromJson> FromJson for Sensitive<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        T::from_json(value).map(Self)
    }
}

impl<T: FromTagged> FromTagged for Sensitive<T> {
    fn from_tagged(tag: Option<&str>, value: Value) -> Result<Option<Self>, JsonError> {
        Ok(T::from_tagged(tag, value)?.map(Self))
    }
}

/// A member that may be absent, and may be `null`, which is not the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Nullable<T> {
    /// It is not there.
    #[default]
    Absent,
    /// It is `null`.
    Null,
    /// It has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Whether it is not there.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// What can be read from JSON, with errors that name the member at fault.
///
/// `serde_json::from_str` and its like read these types too, and give the same errors as text.
pub trait FromJson: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// Where it is not what is documented.
    fn from_json(value: Value) -> Result<Self, JsonError>;
}

/// What can be read from JSON where a member beside it says what it is.
pub trait FromTagged: Sized {
    /// Reads a value, given what the member beside it says; nothing where that is not known.
    ///
    /// # Errors
    /// Where it is not what is documented.
    fn from_tagged(tag: Option<&str>, value: Value) -> Result<Option<Self>, JsonError>;
}

impl<T: FromTagged> FromTagged for Option<T> {
    fn from_tagged(tag: Option<&str>, value: Value) -> Result<Option<Self>, JsonError> {
        match value {
            Value::Null => Ok(Some(None)),
            value => Ok(T::from_tagged(tag, value)?.map(Some)),
        }
    }
}

/// Why JSON is not what was expected, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    path: String,
    reason: String,
}

impl JsonError {
    /// An error about a whole value.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            reason: reason.into(),
        }
    }

    /// A value of another type than the expected one.
    #[must_use]
    pub fn unexpected(expected: &str, found: &Value) -> Self {
        let found = match found {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        Self::new(format!("expected {expected}, found {found}"))
    }

    /// A string that is none of the documented ones.
    #[must_use]
    pub fn unknown(text: &str) -> Self {
        let shown: String = text.chars().take(64).collect();
        Self::new(format!("{shown:?} is none of the documented values"))
    }

    /// Where it is, from the outermost value: `data.urls[0].id`. Empty for that value itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The same error, seen from the object that has the value at this key.
    #[must_use]
    pub fn inside(self, key: &str) -> Self {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$');
        if !key.is_empty() && key.chars().all(is_plain) {
            self.below(key.to_owned())
        } else {
            self.below(format!("[{key:?}]"))
        }
    }

    /// The same error, seen from the list that has the value at this place.
    #[must_use]
    pub fn at(self, index: usize) -> Self {
        self.below(format!("[{index}]"))
    }

    fn below(mut self, step: String) -> Self {
        let is_name = !self.path.is_empty() && !self.path.starts_with('[');
        let dot = if is_name { "." } else { "" };
        self.path = format!("{step}{dot}{}", self.path);
        self
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for JsonError {}

impl FromJson for Value {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        Ok(value)
    }
}

impl FromJson for String {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(JsonError::unexpected("a string", &other)),
        }
    }
}

impl FromJson for bool {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Bool(value) => Ok(value),
            other => Err(JsonError::unexpected("a boolean", &other)),
        }
    }
}

impl FromJson for i64 {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value.as_i64() {
            Some(number) => Ok(number),
            None => Err(JsonError::unexpected("a whole number of 64 bits", &value)),
        }
    }
}

impl FromJson for Number {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Number(number) => Ok(number),
            other => Err(JsonError::unexpected("a number", &other)),
        }
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Object(object) => Ok(object),
            other => Err(JsonError::unexpected("an object", &other)),
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Null => Ok(None),
            value => T::from_json(value).map(Some),
        }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        T::from_json(value).map(Box::new)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let Value::Array(items) = value else {
            return Err(JsonError::unexpected("an array", &value));
        };
        let items = items.into_iter().enumerate();
        let item = |(index, item)| T::from_json(item).map_err(|error| error.at(index));
        items.map(item).collect()
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let member = |(key, value): (String, Value)| match T::from_json(value) {
            Ok(value) => Ok((key, value)),
            Err(error) => Err(error.inside(&key)),
        };
        Map::from_json(value)?.into_iter().map(member).collect()
    }
}

fn into_object(value: Value) -> Result<Map<String, Value>, JsonError> {
    Map::from_json(value)
}

fn deserialize_object<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromJson,
    D: Deserializer<'de>,
{
    let object = Map::deserialize(deserializer)?;
    T::from_json(Value::Object(object)).map_err(serde::de::Error::custom)
}

fn deserialize_value<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromJson,
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    T::from_json(value).map_err(serde::de::Error::custom)
}

fn read<T: FromJson>(value: Value) -> Result<T, JsonError> {
    T::from_json(value)
}

/// Puts a header, if it is there, among the others.
fn add_header<'a>(
    object: &mut Map<String, Value>,
    header: &impl Fn(&str) -> Option<&'a str>,
    name: &str,
) {
    if let Some(value) = header(name) {
        object.insert(name.to_owned(), Value::from(value));
    }
}

/// The string at a key of an object that says what the object is.
fn tag_of(value: &Value, key: &str) -> Result<String, JsonError> {
    let Value::Object(object) = value else {
        return Err(JsonError::unexpected("an object", value));
    };
    match object.get(key) {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(other) => Err(JsonError::unexpected("a string", other).inside(key)),
        None => Err(JsonError::new("is missing").inside(key)),
    }
}

/// Takes a member that always has the same value.
fn constant(object: &mut Map<String, Value>, key: &str, known: &str) -> Result<(), JsonError> {
    match object.remove(key) {
        Some(Value::String(text)) if text == known => Ok(()),
        Some(Value::String(text)) => {
            let shown: String = text.chars().take(64).collect();
            Err(JsonError::new(format!("expected {known:?}, found {shown:?}")).inside(key))
        }
        Some(other) => Err(JsonError::unexpected("a string", &other).inside(key)),
        None => Err(JsonError::new("is missing").inside(key)),
    }
}

/// Takes a member that is always there.
fn required<T: FromJson>(object: &mut Map<String, Value>, key: &str) -> Result<T, JsonError> {
    match object.remove(key) {
        Some(value) => T::from_json(value).map_err(|error| error.inside(key)),
        None => Err(JsonError::new("is missing").inside(key)),
    }
}

/// Takes a member that may be absent, and is not `null`.
fn optional<T: FromJson>(
    object: &mut Map<String, Value>,
    key: &str,
) -> Result<Option<T>, JsonError> {
    let value = object.remove(key).map(T::from_json).transpose();
    value.map_err(|error| error.inside(key))
}

/// Takes a member that may be absent or `null`.
fn nullable<T: FromJson>(
    object: &mut Map<String, Value>,
    key: &str,
) -> Result<Nullable<T>, JsonError> {
    match object.remove(key) {
        None => Ok(Nullable::Absent),
        Some(Value::Null) => Ok(Nullable::Null),
        Some(value) => match T::from_json(value) {
            Ok(value) => Ok(Nullable::Value(value)),
            Err(error) => Err(error.inside(key)),
        },
    }
}

/// Takes a member of which the one at `tag` says what it is.
fn optional_by<T: FromTagged>(
    object: &mut Map<String, Value>,
    key: &str,
    tag: &str,
) -> Result<Option<T>, JsonError> {
    let Some(value) = object.remove(key) else {
        return Ok(None);
    };
    let found = object.get(tag);
    match T::from_tagged(found.and_then(Value::as_str), value) {
        Ok(Some(value)) => Ok(Some(value)),
        Ok(None) => Err(match found {
            Some(Value::String(text)) => JsonError::unknown(text).inside(tag),
            Some(other) => JsonError::unexpected("a string", other).inside(tag),
            None => JsonError::new("is missing").inside(tag),
        }),
        Err(error) => Err(error.inside(key)),
    }
}
