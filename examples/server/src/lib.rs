//! A server that receives what four platforms send. Each platform has a module, which turns its
//! payloads into [`Work`]; requests are answered at once, and the work is done behind them.

mod ebbot;
mod enterpret;
/// What hookc writes of `hooks/`.
pub mod hooks;
mod inbox;
mod mind_expression;
mod payload;
mod refusal;
mod seen;
mod settings;
mod verboo;
mod work;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use tokio::sync::mpsc;

pub use settings::Settings;
pub use work::{Case, Line, Work};

/// The largest body that is read, in bytes. The transcript of a long chat has some 100 kB.
pub const BODY_LIMIT: usize = 1 << 20;

/// How much work may wait. Where there is more, senders are asked to come again.
pub const QUEUE_LENGTH: usize = 1_000;

/// The server, and the work that comes out of it. The work ends when the server is dropped.
pub fn server(settings: Settings) -> (Router, mpsc::Receiver<Work>) {
    let (inbox, work) = inbox::Inbox::new(QUEUE_LENGTH);
    let state = Arc::new(Server {
        settings,
        inbox,
        desk: verboo::Desk::default(),
    });
    let router = Router::new()
        .route("/ebbot/{secret}", post(ebbot::event))
        .route("/mind-expression", post(mind_expression::escalation))
        .route("/enterpret", post(enterpret::alert))
        .route(hooks::ORDER_STATUS_ROUTE, get(verboo::order_status))
        .route(hooks::OPEN_TICKET_ROUTE, post(verboo::open_ticket))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(state);
    (router, work)
}

/// What all requests share.
struct Server {
    settings: Settings,
    inbox: inbox::Inbox,
    desk: verboo::Desk,
}
