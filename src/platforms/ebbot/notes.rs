//! What is known of Ebbot in words, and what is not.

use crate::platforms::facts::{Assumption, Notes, Source};

/// Ebbot's notes.
pub static NOTES: Notes = Notes {
    limits: &[
        "`chat.user.message`, `chat.bot.message`, `chat.agent.message` and `chat.system.message` are subsets of `chat.message`; `chat.status.change` is one of `chat.update`. Who subscribes to both gets everything twice.",
        "`chat.close` carries the whole transcript.",
        "Without `chatId` every message to an incoming webhook begins a conversation. The first message outside of the sandbox gets a chat id.",
        "Conversations in the sandbox are not created in the conversations table.",
        "There is no file to import: the forms are filled in by hand, as SETUP.md of the bundle says.",
        "No page names authentication, headers, a signature, a timeout or retries of outgoing webhooks.",
    ],
    sources: &[
        Source::new(
            "Webhooks",
            "https://docs.ebbot.ai/ebbot-docs/developer-resources/ebbot-chat/webhooks",
            "incoming and outgoing webhooks, topics, samples",
        ),
        Source::new(
            "Chats API",
            "https://docs.ebbot.ai/ebbot-docs/chatbot-and-live-chat/chats-api",
            "the hosts",
        ),
        Source::new(
            "Client for Flutter",
            "https://github.com/ebbot-ai/ebbot_flutter_ui",
            "types of messages and buttons that the page does not show, and when a chat is closed",
        ),
        Source::new(
            "Client for Dart",
            "https://github.com/ebbot-ai/ebbot_dart_client",
            "timestamps as decimal seconds, types of messages",
        ),
    ],
    assumptions: &[
        Assumption::new(
            "EB-U1",
            "Whether the topic of what a `chat.message` subscription delivers is `chat.message` or that of the sender.",
            "Any of the five is accepted.",
        ),
        Assumption::new(
            "EB-U2",
            "Authentication, headers, retries and timeout of outgoing webhooks.",
            "There is nothing to configure; an unguessable path is asked for.",
        ),
        Assumption::new(
            "EB-U3",
            "Whether an outgoing URL has to be `https`.",
            "`http` is accepted and reported by `insecure-url`.",
        ),
        Assumption::new(
            "EB-U4",
            "Timestamps of messages have 13 digits before the point in some samples and 10 in others; the vendor's clients write seconds.",
            "A string; with 13 digits before the point it is milliseconds.",
        ),
        Assumption::new(
            "EB-U5",
            "What some members of `chat` in `chat.update` hold when they are not `null`: `scenario`, `handledByAgentTimestamp`, `userId`, `nps`, `rating`, `transferSkillId`, `chat_user.image`.",
            "Any JSON.",
        ),
        Assumption::new(
            "EB-U6",
            "What `participants`, `agents`, `scenarios_in_progress`, `transfer_data` and `successful_scenarios` hold; they were seen empty.",
            "Lists and objects of any JSON.",
        ),
        Assumption::new(
            "EB-U7",
            "`id` is the chat's in some events, the message's in others, and the user's in one sample.",
            "Each is described where it stands.",
        ),
        Assumption::new(
            "EB-U8",
            "`type` is a channel, an action or a kind of message.",
            "Each is described where it stands.",
        ),
        Assumption::new(
            "EB-U9",
            "`sender` of an answer in the reply is `user`, although the bot answers.",
            "It is any text.",
        ),
        Assumption::new(
            "EB-U10",
            "`sandbox` is in every sample and not in the table of the request; the table calls `value` a string, which samples contradict.",
            "`sandbox` is optional and always written by hookc; `value` is what its type says.",
        ),
        Assumption::new(
            "EB-U11",
            "How one request triggers a scenario and sets variables; a release note says that it can.",
            "hookc makes no such request.",
        ),
        Assumption::new(
            "EB-U12",
            "What a reply looks like to a request that fails.",
            "It has `success`.",
        ),
        Assumption::new("EB-U13", "What ids look like.", "They are any text."),
    ],
};
