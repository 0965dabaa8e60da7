//! Takes work from requests and hands it on, so that they are answered at once: Enterpret waits
//! five seconds, and the others do not say how long.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tokio::sync::mpsc;

use crate::refusal::Refusal;
use crate::seen::Seen;
use crate::work::Work;

/// How long what has come is remembered, and how much of it. No platform says when it stops to send
/// something again.
const WINDOW: Duration = Duration::from_secs(15 * 60);
const CAPACITY: usize = 100_000;

/// Where work goes. A server that must not lose any across restarts has a durable queue here.
pub struct Inbox {
    queue: mpsc::Sender<Work>,
    seen: Mutex<Seen>,
}

impl Inbox {
    /// An inbox that holds `length` pieces of work, and the end that they come out of.
    pub fn new(length: usize) -> (Self, mpsc::Receiver<Work>) {
        let (queue, work) = mpsc::channel(length);
        let seen = Mutex::new(Seen::new(WINDOW, CAPACITY));
        (Self { queue, seen }, work)
    }

    /// Takes work, once where it has a key that tells it from all other.
    pub fn accept(&self, key: Option<String>, work: Work) -> Result<StatusCode, Refusal> {
        // A place first: what is refused must be new when it comes again.
        let place = self.queue.try_reserve().map_err(|_| Refusal::Busy)?;
        if key.is_none_or(|key| self.is_new(key)) {
            place.send(work);
        }
        Ok(StatusCode::ACCEPTED)
    }

    fn is_new(&self, key: String) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.is_new(key, Instant::now())
    }
}
