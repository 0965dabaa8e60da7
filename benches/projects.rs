//! Realistic projects of any size. The same size gives the same bytes, always.

use std::fmt::Write;

/// A file to write: its path below the project, and its text.
pub type File = (String, String);

/// How many definitions one group of files holds.
const GROUP: usize = 10;

/// Groups from here on are of definitions that stand in for an incomplete group.
const SPARE: usize = 100_000;

/// The manifest of a realistic project.
pub const MANIFEST: &str = "\
project: bench
default_platform: verboo
platforms:
  verboo:
    assistant: Acme support
    client_data:
      user_id: { type: string }
      customer_name: { type: string }
      helpdesk_api_key: { type: string, secret: true }
  mind-expression:
    scope: Mobile
    global_keys:
      store_id: { type: string, pattern: '^[0-9]{4}$' }
    request_headers: [x-uuid]
  ebbot:
    bot: Acme web bot
  enterpret:
    org_id: acme
";

/// A project with so many definitions. With `defects`, every tenth definition has exactly one.
pub fn project(definitions: usize, defects: bool) -> Vec<File> {
    let mut files = vec![("hookc.yaml".to_owned(), MANIFEST.to_owned())];
    for group in 0..definitions.div_ceil(GROUP) {
        let wanted = definitions - group * GROUP;
        files.extend(group_of(group, wanted, defects));
    }
    files
}

/// How many of the definitions have a defect.
pub fn seeded(definitions: usize) -> usize {
    definitions / GROUP
}

/// Ten definitions, or as many of their first ones as are wanted.
fn group_of(group: usize, wanted: usize, defects: bool) -> Vec<File> {
    let broken = (defects && wanted >= GROUP).then_some(group % 5);
    let parts = [
        ("enterpret", vec![escalation(group, broken == Some(4))]),
        ("verboo", verboo(group, broken)),
        ("mind-expression", mind_expression(group, broken)),
        ("ebbot", ebbot(group, broken)),
    ];
    let mut left = wanted;
    let mut files = Vec::new();
    for (platform, documents) in parts {
        // A trigger without its webhooks, or the other way round, would be a finding.
        if left < documents.len() {
            for spare in 0..left {
                let text = escalation(SPARE + spare, false);
                files.push((path(&format!("spare{spare}"), group), text));
            }
            break;
        }
        left -= documents.len();
        files.push((path(platform, group), documents.join("---\n")));
    }
    files
}

fn path(platform: &str, group: usize) -> String {
    format!("hooks/{platform}/{:03}/{group:05}.yaml", group / 100)
}

fn verboo(group: usize, broken: Option<usize>) -> Vec<String> {
    let word = word(group);
    let reference = if broken == Some(0) {
        "customer_nam"
    } else {
        "customer_name"
    };
    let called = if broken == Some(1) { "find_" } else { "open_" };
    let mut open = format!(
        "\
# Opens a case for {word}.
kind: webhook
name: open_{word}
description: >-
  Opens a case for {word}
  in the help desk.
url: https://helpdesk.acme.example/api/{word}/cases
method: POST
headers:
  Authorization: Bearer $helpdesk_api_key
  X-Session-ID: $session.id
  \"X-Source\": 'bot'
body:
  title: $case_title
  text: |
    Reported by ${reference}
    in the chat about {word}.
  origin: {{ channel: whatsapp, session: $session.id, tags: [chat, \"{word}\"] }}
response_directive: Confirm the number of the ticket to the customer.
response:
  example:
    status: success
    ticket: {group}
    session: {{ client_data: {{ case_{word}: \"C-{group}\" }} }}
"
    );
    for line in 0..group % 4 {
        let _ = writeln!(open, "# Line {line} of what the team wrote about it.");
    }
    let note = format!(
        "\
kind: webhook
name: note_{word}
url: https://helpdesk.acme.example/api/{word}/cases/$case_{word}/notes
method: PUT
headers: {{ Authorization: Bearer $helpdesk_api_key }}
body:
  - note: \"Opened for $customer_name\\nby the bot\"
    author: $assistant.id
response_directive: Say nothing about the note.
"
    );
    let trigger = format!(
        "\
kind: trigger
name: report_{word}
description: Call when something is wrong with {word}. Ask for a title first.
parameters:
  type: object
  properties:
    case_title:
      type: string
      pattern: '^[^$]+$'
      description: One line that names the problem
  required: [case_title]
webhooks: [{called}{word}, note_{word}]
"
    );
    vec![open, note, trigger]
}

fn mind_expression(group: usize, broken: Option<usize>) -> Vec<String> {
    let word = word(group);
    let tag = if broken == Some(2) {
        "customer_ib"
    } else {
        "customer_id"
    };
    let find = format!(
        "\
kind: webhook
platform: mind-expression
name: numbers_{word}
url: https://crm.acme.example/{word}/customers/{{{{{tag}}}}}/numbers
method: GET
auth:
  basic:
    username: svc
    password: ${{secret.CRM_PASSWORD}}
headers:
  X-Request: \"{{{{http-header.x-uuid}}}}\"
mapping:
  number_{word}: $.numbers[0].msisdn
response:
  example: {{ numbers: [ {{ msisdn: \"0101002000\" }} ] }}
  schema:
    type: object
    properties:
      numbers:
        type: array
        items:
          type: object
          properties: {{ msisdn: {{ type: string, pattern: '^[0-9]+$' }} }}
          required: [msisdn]
    required: [numbers]
"
    );
    let change = format!(
        "\
kind: webhook
platform: mind-expression
name: change_{word}
url: https://crm.acme.example/{word}/changes
method: POST
auth:
  basic: {{ username: svc, password: '${{secret.CRM_PASSWORD}}' }}
body: |
  {{
    \"customer\": \"{{{{customer_id}}}}\",
    \"store\": \"{{{{store_id}}}}\",
    \"number\": \"{{{{number_{word}}}}}\"
  }}
"
    );
    let trigger = format!(
        "\
kind: trigger
platform: mind-expression
name: change_{word}
subject:
  name: Change {word}
  logical_form: User wants to change {word}
parameters:
  type: object
  properties:
    customer_id: {{ type: string, pattern: '^[0-9]{{6,12}}$', description: Number of the customer }}
  required: [customer_id]
webhooks:
  - numbers_{word}
  - change_{word}
"
    );
    vec![find, change, trigger]
}

fn ebbot(group: usize, broken: Option<usize>) -> Vec<String> {
    let word = word(group);
    let topic = if broken == Some(3) {
        "chat.closed"
    } else {
        "chat.close"
    };
    let outgoing = format!(
        "\
kind: webhook
platform: ebbot
name: events_{word}
direction: outgoing
topics: [chat.create, {topic}]
url: https://crm.acme.example/ebbot/{word}/${{secret.EBBOT_PATH}}
"
    );
    let incoming = format!(
        "\
kind: webhook
platform: ebbot
name: bot_{word}
direction: incoming
url: https://v2.ebbot.app/api/webhooks/{:06x}
",
        group + 0x004f_2a9c
    );
    let trigger = format!(
        "\
kind: trigger
platform: ebbot
name: greet_{word}
webhook: bot_{word}
message:
  type: text
  value: >
    Welcome to {word},
    how can we help?
"
    );
    vec![outgoing, incoming, trigger]
}

fn escalation(group: usize, broken: bool) -> String {
    let word = word(group);
    let scheme = if broken { "http" } else { "https" };
    format!(
        "\
kind: escalation
platform: enterpret
name: alerts_{word}
automation: \"Risk in {word}\"
url: {scheme}://alerts.acme.example/enterpret/{word}
auth:
  bearer: ${{secret.ENTERPRET_TOKEN}}
"
    )
}

/// A pronounceable word for a number; two numbers have two words.
fn word(mut number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ba", "co", "di", "fu", "ge", "ka", "lo", "mi", "nu", "pe", "ra", "so", "ti", "vu", "ze",
        "bri", "cla", "dro", "fle", "gru",
    ];
    let mut word = String::from("m");
    for _ in 0..4 {
        word.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    word
}
