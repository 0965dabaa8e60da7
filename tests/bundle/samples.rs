//! The webhooks of Verboo's own page: the bundle has the objects that stand there.

use std::path::Path;

use serde_json::{Value, json};

use super::{bundle, text, value};

/// The page uses names without saying where they come from.
const MANIFEST: &str = "{ default_platform: verboo, rules: { unknown-variable: allow } }";

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/platforms");

#[test]
fn verboo_webhooks_equal_the_vendors_samples() {
    let cases = [
        ("webhook-basic", BASIC, false),
        ("webhook-check-order-status", CHECK_ORDER_STATUS, false),
        ("webhook-create-support-ticket", CREATE_SUPPORT_TICKET, true),
        ("webhook-trigger-argument", TRIGGER_ARGUMENT, false),
        ("webhook-analyze-image", ANALYZE_IMAGE, true),
    ];
    for (name, yaml, adds_content_type) in cases {
        let path = format!("{SHARED}/samples/verboo/{name}.json");
        let Ok(sample) = std::fs::read_to_string(&path) else {
            println!("skipped: there is no sample at {path}");
            continue;
        };
        let mut sample: Value = serde_json::from_str(&sample).unwrap();
        sample["type"] = json!("WEBHOOK");
        if adds_content_type {
            let header = json!({ "key": "Content-Type", "value": "application/json" });
            sample["headers"].as_array_mut().unwrap().push(header);
        }
        let bundle = bundle(&[("hookc.yaml", MANIFEST), ("a.yaml", yaml)], None);
        let written = &bundle
            .files
            .iter()
            .find(|file| file.path.starts_with("verboo/webhooks"))
            .unwrap();
        // The sample has the bare `$images` of the page in quotes, so that it is JSON.
        let bare = written
            .text
            .replace("\"all_images\": $images", "\"all_images\": \"$images\"");
        let json: Value = serde_json::from_str(&bare).unwrap();
        assert_eq!(json, sample, "{name}");
        let order = [
            "type",
            "url",
            "method",
            "headers",
            "body",
            "responseDirective",
        ];
        let keys: Vec<&str> = json.as_object().unwrap().keys().map(|key| &**key).collect();
        assert!(
            order.iter().filter(|key| keys.contains(key)).eq(&keys),
            "{keys:?}"
        );
    }
}

#[test]
fn the_raw_webhook_equals_the_text_of_the_vendors_page() {
    let Ok(page) = std::fs::read_dir(Path::new(SHARED).join("seeds")).map(|folder| {
        let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("002")
        });
        std::fs::read_to_string(&paths[0]).unwrap()
    }) else {
        println!("skipped: there are no vendors' pages at {SHARED}");
        return;
    };
    let (_, page) = page.split_once("Analyze image sent by user").unwrap();
    let (page, _) = page.split_once('`').unwrap();
    let with_type = page.replacen('{', "{ \"type\": \"WEBHOOK\",", 1).replacen(
        "\"Bearer $vision_api_key\" }",
        "\"Bearer $vision_api_key\" }, { \"key\": \"Content-Type\", \"value\": \"application/json\" }",
        1,
    );
    let bundle = bundle(&[("hookc.yaml", MANIFEST), ("a.yaml", ANALYZE_IMAGE)], None);
    let written = text(&bundle, "verboo/webhooks/analyze_image.json.tmpl");
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(squeeze(written), squeeze(&with_type));
    let index = value(&bundle, "index.json");
    let files = index["files"].as_array().unwrap();
    let path = "verboo/webhooks/analyze_image.json.tmpl";
    let listed = files.iter().find(|file| file["path"] == path).unwrap();
    assert_eq!(listed["format"], "json-template");
}

const BASIC: &str = "kind: webhook
name: basic
url: https://api.yoursite.com/endpoint
method: POST
headers:
  Authorization: Bearer my_token
  Content-Type: application/json
body: { field: value }
response_directive: If the status is 'success', confirm to the user. If 'error', ask them to try again.
";

const CHECK_ORDER_STATUS: &str = "kind: webhook
name: check_order_status
url: https://erp.company.com/api/orders/$order_number
method: GET
headers: { Authorization: Bearer $erp_token }
response_directive: >-
  Inform the customer of the order status clearly. If the status is 'delivered', congratulate them.
  If 'in_transit', provide the estimated delivery.
";

const CREATE_SUPPORT_TICKET: &str = "kind: webhook
name: create_support_ticket
url: https://helpdesk.company.com/api/tickets
method: POST
headers:
  Authorization: Bearer $helpdesk_api_key
  X-Session-ID: $session.id
body:
  title: $issue_title
  description: $issue_description
  priority: $priority
  customer: { name: $customer_name, email: $customer_email }
  origin: { channel: whatsapp, session: $session.id, company: $company.id }
response_directive: Confirm the created ticket number to the customer and say our team will get in touch within 24h.
";

const TRIGGER_ARGUMENT: &str = "kind: webhook
name: trigger_argument
url: https://api.store.com/orders/$order_number/status
method: GET
";

const ANALYZE_IMAGE: &str = "kind: webhook
name: analyze_image
url: https://api.vision.company.com/analyze
method: POST
headers: { Authorization: Bearer $vision_api_key }
body:
  image_url: $images[0]
  all_images: $images
  session_ref: $session.id
response_directive: Describe what was identified in the image in a way that's useful for the user.
";
