//! What there is to do, in our own words: nothing behind this module knows a platform.

use std::fmt;

use crate::hooks::Sensitive;

/// A piece of work. `Debug` shows nothing that a customer said, and `Display` is for logs.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// A conversation begins.
    ChatBegan {
        /// Which.
        chat: String,
    },
    /// A conversation has changed.
    ChatChanged {
        /// Which.
        chat: String,
        /// Whether a person answers in it.
        has_agent: bool,
    },
    /// A conversation is over.
    ChatEnded {
        /// Which.
        chat: String,
        /// What was said.
        transcript: Vec<Line>,
    },
    /// A person is needed.
    OpenCase(Case),
}

/// What a person is needed for.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What it is about: a conversation, a record, a ticket.
    pub about: String,
    /// In a few words.
    pub title: String,
    /// Whether it goes before others.
    pub is_urgent: bool,
    /// What was said.
    pub transcript: Vec<Line>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Who said it.
    pub speaker: String,
    /// What.
    pub text: Sensitive<String>,
}

impl Line {
    /// What a speaker said.
    pub fn new(speaker: &str, text: &str) -> Self {
        Self {
            speaker: speaker.to_owned(),
            text: Sensitive(text.to_owned()),
        }
    }
}

impl fmt::Display for Work {
    /// Texts of senders are quoted, so that none begins a line of its own in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChatBegan { chat } => write!(f, "chat {chat:?} begins"),
            Self::ChatChanged { chat, has_agent } => {
                let who = if *has_agent { "a person" } else { "the bot" };
                write!(f, "{who} answers in chat {chat:?}")
            }
            Self::ChatEnded { chat, transcript } => {
                write!(f, "chat {chat:?} ends after {} messages", transcript.len())
            }
            Self::OpenCase(case) => {
                let urgent = if case.is_urgent { "urgent " } else { "" };
                write!(f, "{urgent}case about {:?}", case.about)
            }
        }
    }
}
