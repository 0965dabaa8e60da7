//! A project with everything that a bundle can hold, on all platforms.

/// What `./reply.schema.json` says.
pub const REPLY_SCHEMA: &str = r#"{ "properties": { "session": { "properties": { "client_data": {
    "properties": { "from_schema_file": {} } } } } } }"#;

pub const MANIFEST: &str = "
project: acme-support
environments:
  staging: { erp: https://erp.staging.acme.example, sandbox: true }
  production: { erp: https://erp.acme.example, sandbox: false }
platforms:
  verboo:
    assistant: Acme support
    client_data:
      user_id: { type: string }
      helpdesk_api_key: { type: string, secret: true }
  mind-expression:
    scope: Mobile
    global_keys: { store_id: { type: string } }
    request_headers: { x-uuid: { type: string, format: uuid } }
  ebbot: { bot: Acme web bot }
  enterpret: { org_id: acme }
# What is used and not declared is listed in the bundle.
rules: { unknown-variable: allow }
";

pub const VERBOO: &str = r#"kind: webhook
platform: verboo
name: create_ticket
url: ${erp}/api/tickets/$user_id
method: POST
headers:
  Authorization: Bearer $helpdesk_api_key
  X-Key: ${secret.ERP_KEY}
body:
  title: $issue_title
  literal: $${x}
  photos: [$images, "see $images"]
  origin: { channel: whatsapp, session: $session.id, count: 1.50, urgent: false, note: null }
response_directive: |
  Confirm the created ticket number.
  Be short.
response:
  example: { session: { client_data: { ticket_id: T-42 } } }
---
kind: webhook
platform: verboo
name: note_ticket
url: ${erp}/api/tickets/$ticket_id/notes?by=$agent
method: PUT
headers: { content-type: application/vnd.acme+json }
body: { a: b }
response: { schema: ./reply.schema.json }
---
kind: webhook
platform: verboo
name: lonely
url: ${erp}/ping/$from_schema_file
method: GET
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties:
    issue_title: { type: string, description: One line that names the problem }
  required: [issue_title]
interpret_response: false
webhooks: [create_ticket, note_ticket]
"#;

pub const MIND_EXPRESSION: &str = r#"kind: webhook
platform: mind-expression
name: mobile_numbers
description: The numbers of a customer
url: ${erp}/customers/{{customer_id}}/numbers
method: POST
auth:
  basic: { username: svc, password: "${secret.CRM_PASSWORD}" }
headers:
  X-Request: "{{http-header.x-uuid}}"
  X-Trace: "{{http-header.trace}}"
body: |
  { "customer": "{{customer_id}}", "key": "${secret.CRM_KEY}" }
mapping:
  phone_number: $.numbers[0].msisdn
invalid_input: Please give a number that belongs to you.
---
kind: webhook
platform: mind-expression
name: book_number
url: ${erp}/customers/{{customer_id}}/numbers
method: POST
body:
  number: "{{phone_number}}"
  store: "{{store_id}}"
  key: ${secret.CRM_KEY}
---
kind: trigger
platform: mind-expression
name: change_package
subject:
  name: Change Mobile Package
  logical_form: User wants to change the mobile package
prompt: Which number do you want to change?
parameters:
  type: object
  properties:
    customer_id: { type: string, pattern: '^[0-9]{6,12}$', description: Customer number }
  required: [customer_id]
webhooks: [mobile_numbers, book_number]
---
kind: escalation
platform: mind-expression
name: human_agent
url: ${erp}/escalations
auth:
  basic: { username: svc, password: "${secret.CRM_PASSWORD}" }
headers: { X-Team: mobile }
"#;

pub const EBBOT: &str = "kind: webhook
platform: ebbot
name: crm_events
direction: outgoing
topics: [chat.create, chat.close]
url: https://crm.acme.example/ebbot/${secret.EBBOT_PATH}
---
kind: webhook
platform: ebbot
name: website_bot
direction: incoming
url: https://v2.ebbot.app/api/webhooks/4f2a9c
---
kind: webhook
platform: ebbot
name: new_bot
description: |
  Not saved yet.
  Ask Ebba.
direction: incoming
---
kind: trigger
platform: ebbot
name: continue_refund
webhook: website_bot
message: { type: scenario, value: { state: s1, scenario: 82cd1000_f3e9282a } }
conversation: continue
---
kind: trigger
platform: ebbot
name: start_refund
webhook: website_bot
message: { type: scenario, value: { scenario: 82cd1000_f3e9282a } }
sandbox: ${sandbox}
---
kind: trigger
platform: ebbot
name: ask
webhook: new_bot
message: { type: text }
---
kind: trigger
platform: ebbot
name: greet
webhook: new_bot
message: { type: text, value: Hello there }
---
kind: trigger
platform: ebbot
name: press
webhook: website_bot
message: { type: variable, value: { name: button } }
";

pub const ENTERPRET: &str = "kind: escalation
platform: enterpret
name: bearer
automation: Extreme risk to CRM
automation_id: 7f0c2d
url: https://alerts.acme.example/enterpret
auth: { bearer: '${secret.ENTERPRET_TOKEN}' }
---
kind: escalation
platform: enterpret
name: nobody
automation: A
url: https://alerts.acme.example/nobody
auth: none
---
kind: escalation
platform: enterpret
name: key
automation: B
url: https://alerts.acme.example/key
auth: { api_key: written-in-the-file }
---
kind: escalation
platform: enterpret
name: custom
automation: C
url: https://alerts.acme.example/custom
auth:
  header: { name: X-Acme-Key, value: 'acme ${secret.ENTERPRET_KEY}' }
";
