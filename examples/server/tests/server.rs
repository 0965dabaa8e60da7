//! Calls the server as the platforms do: with the samples that they document, where these are on the
//! disk, and with bodies of our own, the refused ones too.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use server_example::{BODY_LIMIT, QUEUE_LENGTH, Settings, Work, server};
use tokio::sync::mpsc::Receiver;
use tower::ServiceExt as _;

const BEARER: (&str, &str) = ("Authorization", "Bearer enterpret-token");
const HELPDESK: (&str, &str) = ("Authorization", "Bearer helpdesk-token");
/// Of `mind-expression:mind-password`.
const BASIC: (&str, &str) = (
    "Authorization",
    "Basic bWluZC1leHByZXNzaW9uOm1pbmQtcGFzc3dvcmQ=",
);
const EBBOT: &str = "/ebbot/ebbot-path";

struct Harness {
    router: Router,
    work: Receiver<Work>,
}

impl Harness {
    fn new() -> Self {
        let (router, work) = server(Settings {
            ebbot_path: "ebbot-path".to_owned(),
            mind_expression_password: "mind-password".to_owned(),
            enterpret_token: "enterpret-token".to_owned(),
            helpdesk_token: "helpdesk-token".to_owned(),
        });
        Self { router, work }
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, Value) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), BODY_LIMIT).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    async fn post(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: impl ToString,
    ) -> (StatusCode, Value) {
        let request = Request::post(path);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> (StatusCode, Value) {
        let request = Request::get(path);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// All work that has come, as it stands in the log.
    fn log(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.work.try_recv().ok())
            .map(|work| work.to_string())
            .collect()
    }
}

fn malformed(reason: &str) -> (StatusCode, Value) {
    (StatusCode::BAD_REQUEST, json!({ "error": reason }))
}

/// The documented samples of a platform, by name; nothing where they are not on the disk.
fn samples(platform: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder: PathBuf = root
        .join("../../../shared/platforms/samples")
        .join(platform);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: there are no samples at {}", folder.display());
        return Vec::new();
    };
    let mut samples: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    samples.sort();
    samples
}

#[tokio::test]
async fn the_documented_events_of_ebbot_are_accepted() {
    let mut server = Harness::new();
    let events = samples("ebbot");
    for (name, body) in &events {
        let is_event = name.starts_with("chat.");
        let (status, answer) = server.post(EBBOT, &[], body).await;
        assert_eq!(status.is_success(), is_event, "{name}: {status} {answer}");
    }
    if !events.is_empty() {
        assert_eq!(
            server.log(),
            [
                r#"chat "<CHAT_ID>" ends after 1 messages"#,
                r#"chat "<CHAT_ID>" begins"#,
                r#"the bot answers in chat "<CHAT_ID>""#,
            ]
        );
    }
}

#[tokio::test]
async fn an_event_of_ebbot_is_worked_on_once() {
    let mut server = Harness::new();
    let mut event = json!({
        "topic": "chat.update",
        "chat": { "id": "c1", "handled_by": "agent" },
        "requestId": "r1",
        "timestamp": 1_672_531_200_000_i64,
    });
    for _ in 0..2 {
        let (status, _) = server.post(EBBOT, &[], &event).await;
        assert_eq!(status, StatusCode::ACCEPTED);
    }
    assert_eq!(server.log(), [r#"a person answers in chat "c1""#]);
    event["chat"]["handled_by"] = json!("bot");
    event["requestId"] = json!("r2");
    server.post(EBBOT, &[], &event).await;
    assert_eq!(server.log(), [r#"the bot answers in chat "c1""#]);
}

#[tokio::test]
async fn the_transcript_of_a_chat_is_handed_on() {
    let mut server = Harness::new();
    let event = json!({
        "topic": "chat.close",
        "data": { "id": "c1", "conversation": [
            { "sender": "user", "type": "text", "value": "My parcel is wet" },
            { "sender": "bot", "type": "hologram", "value": { "x": 1 } },
            { "sender": "bot", "type": "text", "value": "I am sorry" },
        ] },
    });
    let (status, _) = server.post(EBBOT, &[], event).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    let Some(Work::ChatEnded { chat, transcript }) = server.work.recv().await else {
        panic!("other work");
    };
    let said: Vec<_> = transcript
        .iter()
        .map(|line| (line.speaker.as_str(), line.text.as_str()))
        .collect();
    assert_eq!(chat, "c1");
    assert_eq!(said, [("user", "My parcel is wet"), ("bot", "I am sorry")]);
    assert!(!format!("{transcript:?}").contains("parcel"));
}

#[tokio::test]
async fn a_topic_or_handler_that_the_vendor_adds_is_no_mistake() {
    let mut server = Harness::new();
    for event in [
        json!({ "topic": "chat.merge", "data": { "id": 7 } }),
        json!({ "topic": "chat.update", "chat": { "id": "c1", "handled_by": "oracle" } }),
        json!({ "topic": "chat.update", "chat": { "id": "c1" } }),
    ] {
        let (status, _) = server.post(EBBOT, &[], &event).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{event}");
    }
    assert!(server.log().is_empty());
}

#[tokio::test]
async fn a_body_that_is_none_is_refused_with_its_field() {
    let mut server = Harness::new();
    for (event, reason) in [
        (json!({ "data": { "id": "c1" } }), "`topic`: is missing"),
        (
            json!({ "topic": "chat.create", "data": {} }),
            "`data.id`: is missing",
        ),
        (
            json!({ "topic": "chat.close", "data": { "id": "c1", "conversation": [
                { "sender": 7, "type": "text" },
            ] } }),
            "`data.conversation[0].sender`: expected a string, found a number",
        ),
        (
            // The body of another topic.
            json!({ "topic": "chat.update", "data": { "id": "c1" } }),
            "`chat`: is missing",
        ),
    ] {
        assert_eq!(server.post(EBBOT, &[], &event).await, malformed(reason));
    }
    let (status, _) = server.post(EBBOT, &[], "{ \"topic\":").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(server.log().is_empty());
}

#[tokio::test]
async fn only_senders_who_show_the_credential_are_heard() {
    let server = Harness::new();
    // Bodies that would be refused too: nobody without a credential learns so.
    for path in ["/ebbot/ebbot-pat", "/ebbot/", "/ebbot/%ff", "/nowhere"] {
        let (status, _) = server.post(path, &[], "{}").await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/mind-expression", "/enterpret", "/verboo/tickets"] {
        for header in [
            ("X-Other", "x"),
            ("Authorization", "Bearer wrong"),
            ("Authorization", "Basic d3Jvbmc6d3Jvbmc="),
            ("Authorization", "enterpret-token"),
            ("Authorization", ""),
        ] {
            let (status, _) = server.post(path, &[header], "{}").await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{path} {header:?}");
        }
    }
    let (status, _) = server.get("/verboo/orders/123456?carrier=true", &[]).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read() {
    let server = Harness::new();
    let (status, answer) = server.post(EBBOT, &[], "a".repeat(BODY_LIMIT + 1)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer["error"].is_string());
}

#[tokio::test]
async fn the_documented_escalation_of_mind_expression_is_accepted() {
    let mut server = Harness::new();
    for (name, body) in samples("mind-expression") {
        let (status, answer) = server.post("/mind-expression", &[BASIC], body).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{name}: {answer}");
        let about = "b8103db7-d31d-4c1a-a6c2-3bf6958fa254";
        assert_eq!(server.log(), [format!("case about {about:?}")]);
    }
}

#[tokio::test]
async fn an_escalation_of_mind_expression_opens_a_case() {
    let mut server = Harness::new();
    let escalation = json!({
        "subject": { "name": "Change Package" },
        "http-headers": [{ "name": "authorization", "value": "Bearer s3cret" }],
        "conversation-id": "k1",
        "conversations": [
            { "timestamp": 1, "user": null, "ai": ["Welcome"] },
            { "timestamp": 2, "user": "Another package", "ai": ["Which?", "There are two."] },
        ],
    });
    for _ in 0..2 {
        let (status, _) = server.post("/mind-expression", &[BASIC], &escalation).await;
        assert_eq!(status, StatusCode::ACCEPTED);
    }
    let Some(Work::OpenCase(case)) = server.work.recv().await else {
        panic!("other work");
    };
    assert_eq!((&*case.about, &*case.title), ("k1", "Change Package"));
    let speakers: Vec<_> = case.transcript.iter().map(|line| &*line.speaker).collect();
    assert_eq!(speakers, ["bot", "user", "bot", "bot"]);
    assert!(!format!("{case:?}").contains("Another package"));
    assert!(server.log().is_empty(), "the second time is none");
    let (status, answer) = server
        .post("/mind-expression", &[BASIC], json!({ "subject": {} }))
        .await;
    assert_eq!((status, answer), malformed("`conversation-id`: is missing"));
}

fn alert(escalated_at: &str) -> Value {
    json!({
        "automation_id": "a:1",
        "escalated_at": escalated_at,
        "levels": { "escalation_level": "extreme" },
        "record": { "id": "r:1", "content_excerpt": "I will leave" },
    })
}

#[tokio::test]
async fn the_documented_alert_of_enterpret_is_accepted() {
    let mut server = Harness::new();
    for (name, body) in samples("enterpret") {
        let key = ("Idempotency-Key", "automation-uuid:integration:record-id");
        let (status, answer) = server.post("/enterpret", &[BEARER, key], body).await;
        assert_eq!(status, StatusCode::ACCEPTED, "{name}: {answer}");
        let about = "https://dashboard.enterpret.com/your-org/record/record-id";
        assert_eq!(server.log(), [format!("urgent case about {about:?}")]);
    }
}

#[tokio::test]
async fn an_alert_is_worked_on_once_and_a_later_one_again() {
    let mut server = Harness::new();
    let key = ("Idempotency-Key", "a:1:integration:r:1");
    for (time, count) in [("12:00", 1), ("12:00", 0), ("12:05", 1)] {
        let (status, _) = server.post("/enterpret", &[BEARER, key], alert(time)).await;
        assert_eq!(status, StatusCode::ACCEPTED);
        assert_eq!(server.log().len(), count, "{time}");
    }
    // Without a key nothing tells a second attempt from a second alert.
    for _ in 0..2 {
        server.post("/enterpret", &[BEARER], alert("12:10")).await;
        assert_eq!(server.log(), [r#"urgent case about "r:1""#]);
    }
    let mut wrong = alert("12:15");
    wrong["levels"] = json!("extreme");
    assert_eq!(
        server.post("/enterpret", &[BEARER], wrong).await,
        malformed("`levels`: expected an object, found a string")
    );
}

#[tokio::test]
async fn alerts_are_answered_while_nobody_works() {
    let mut server = Harness::new();
    let send = async |server: &Harness, number: usize| {
        let key = format!("a:1:{number}:r:1");
        let headers = [BEARER, ("Idempotency-Key", key.as_str())];
        server.post("/enterpret", &headers, alert("12:00")).await.0
    };
    for number in 0..QUEUE_LENGTH {
        assert_eq!(send(&server, number).await, StatusCode::ACCEPTED);
    }
    assert_eq!(
        send(&server, QUEUE_LENGTH).await,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(server.log().len(), QUEUE_LENGTH);
    // What was refused is new when it comes again.
    assert_eq!(send(&server, QUEUE_LENGTH).await, StatusCode::ACCEPTED);
    assert_eq!(server.log().len(), 1);
}

#[tokio::test]
async fn verboo_learns_where_an_order_is() {
    let server = Harness::new();
    for (path, status, answer) in [
        (
            "123456?carrier=true",
            StatusCode::OK,
            json!({ "status": "shipped", "carrier": "Acme Parcels" }),
        ),
        (
            "12345%36?carrier=false",
            StatusCode::OK,
            json!({ "status": "shipped" }),
        ),
        (
            "123457?carrier=true",
            StatusCode::OK,
            json!({ "status": "open" }),
        ),
        (
            "999999?carrier=true",
            StatusCode::NOT_FOUND,
            json!({ "error": "there is none" }),
        ),
    ] {
        let path = format!("/verboo/orders/{path}");
        assert_eq!(server.get(&path, &[HELPDESK]).await, (status, answer));
    }
    for query in ["", "?carrier=maybe"] {
        let path = format!("/verboo/orders/123456{query}");
        let (status, answer) = server.get(&path, &[HELPDESK]).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer["error"].as_str().unwrap().contains("`carrier`"));
    }
}

#[tokio::test]
async fn verboo_opens_a_ticket_and_remembers_its_number() {
    let mut server = Harness::new();
    let session = ("X-Session-Id", "s1");
    let body = json!({
        "order": "123456",
        "issue": "It is wet",
        "priority": "high",
        "customer": { "name": "Ana" },
    });
    let answer = server
        .post("/verboo/tickets", &[HELPDESK, session], &body)
        .await;
    let expected = json!({
        "status": "created",
        "session": { "client_data": { "ticket_id": "T-1" } },
    });
    assert_eq!(answer, (StatusCode::OK, expected));
    assert_eq!(server.log(), [r#"urgent case about "T-1 in session s1""#]);
    assert_eq!(
        server.post("/verboo/tickets", &[HELPDESK], &body).await,
        malformed("`X-Session-Id`: is missing")
    );
    let mut wrong = body;
    wrong["customer"]["name"] = Value::Null;
    assert_eq!(
        server
            .post("/verboo/tickets", &[HELPDESK, session], wrong)
            .await,
        malformed("`customer.name`: expected a string, found null")
    );
    assert!(server.log().is_empty());
}
