//! The two webhooks that Verboo calls while it talks to a customer, and waits for.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use serde_json::Map;

use crate::Server;
use crate::hooks::{
    OpenTicketBody, OpenTicketBodyPriority, OpenTicketHeaders, OpenTicketResponse,
    OpenTicketResponseSession, OpenTicketResponseSessionClientData, OrderStatusPath,
    OrderStatusQuery, OrderStatusResponse, OrderStatusResponseStatus,
    enterpret_bearer_matches as bearer_matches,
};
use crate::payload::Payload;
use crate::refusal::Refusal;
use crate::settings::authorization;
use crate::work::{Case, Line, Work};

/// What stands in for a shop's systems.
pub struct Desk {
    /// The carrier of each order, once it is on its way.
    orders: BTreeMap<&'static str, Option<&'static str>>,
    last_ticket: AtomicU64,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            orders: [("123456", Some("Acme Parcels")), ("123457", None)].into(),
            last_ticket: AtomicU64::new(0),
        }
    }
}

/// `GET /verboo/orders/{order_number}?carrier=…`
pub async fn order_status(
    _: Caller,
    State(server): State<Arc<Server>>,
    path: Result<Path<OrderStatusPath>, PathRejection>,
    query: Result<Query<OrderStatusQuery>, QueryRejection>,
) -> Result<Json<OrderStatusResponse>, Refusal> {
    let (Path(path), Query(query)) = (path?, query?);
    let asks_for_carrier = query
        .carrier
        .parse()
        .map_err(|error| Refusal::Malformed(format!("`carrier`: {error}")))?;
    let order = server.desk.orders.get(path.order_number.as_str());
    let carrier = *order.ok_or(Refusal::NotFound)?;
    Ok(Json(OrderStatusResponse {
        status: match carrier {
            Some(_) => OrderStatusResponseStatus::Shipped,
            None => OrderStatusResponseStatus::Open,
        },
        carrier: carrier.filter(|_| asks_for_carrier).map(str::to_owned),
        extra: Map::new(),
    }))
}

/// `POST /verboo/tickets`. The ticket's number in the answer becomes `$ticket_id` in the session.
pub async fn open_ticket(
    _: Caller,
    State(server): State<Arc<Server>>,
    headers: HeaderMap,
    Payload(body): Payload<OpenTicketBody>,
) -> Result<Json<OpenTicketResponse>, Refusal> {
    let headers = OpenTicketHeaders::from_headers(|name| headers.get(name)?.to_str().ok())?;
    let number = server.desk.last_ticket.fetch_add(1, Ordering::Relaxed) + 1;
    let ticket = format!("T-{number}");
    let case = Case {
        about: format!("{ticket} in session {}", headers.x_session_id),
        title: format!("Order {}", body.order),
        is_urgent: body.priority == OpenTicketBodyPriority::High,
        transcript: vec![Line::new(&body.customer.name, &body.issue)],
    };
    server.inbox.accept(None, Work::OpenCase(case))?;
    Ok(Json(OpenTicketResponse {
        status: Some("created".to_owned()),
        session: Some(OpenTicketResponseSession {
            client_data: Some(OpenTicketResponseSessionClientData {
                ticket_id: Some(ticket),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ..Default::default()
    }))
}

/// Whoever has the token that the host application puts into `client_data`.
pub struct Caller;

impl FromRequestParts<Arc<Server>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
        let header = authorization(&parts.headers);
        if bearer_matches(header, &server.settings.helpdesk_token) {
            Ok(Self)
        } else {
            Err(Refusal::Unauthorized("Bearer"))
        }
    }
}
