//! Reads bodies.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// A JSON body. Unlike `axum::Json` it takes any Content-Type, since not all platforms document one,
/// and refuses with 400 and the path of the field.
pub struct Payload<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Payload<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let body = Bytes::from_request(request, state).await?;
        Ok(Self(serde_json::from_slice(&body)?))
    }
}
