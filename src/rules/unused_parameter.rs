//! `unused-parameter`

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::{Diagnostic, Example, Group, Rule, Severity, list};
use crate::flow::{Flow, Read, is_reserved};
use crate::platforms::facts::Kind;
use crate::project::DefinitionId;
use crate::source::slice;
use crate::templates::dollar::name_run;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-parameter",
    severity: Severity::Warning,
    group: Group::Variables,
    summary: "A parameter that none of the trigger's webhooks reads.",
    why: "The LLM asks the customer for every parameter, and nothing is done with the answer to this \
          one. Most often the webhook lacks the reference, or the name was changed in one place \
          only.\n\nRefer to the parameter in the URL, a header or the body of a webhook that the \
          trigger calls, or delete it.",
    sources: &[
        "Verboo, Webhook, Trigger Argument Variables: https://verboo.ai/en/docs/integrations/webhook",
    ],
    bad: &[Example {
        title: "a parameter that is not sent",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body:
  title: $issue_title
response_directive: Confirm the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties:
    issue_title: { type: string, description: One line that names the problem }
    priority: { type: string, enum: [low, high], description: How urgent it is }
    ^^^^^^^^
  required: [issue_title, priority]
webhooks: [create_ticket]
",
    }],
    good: &[Example {
        title: "every parameter is sent",
        text: "\
kind: webhook
platform: verboo
name: create_ticket
url: https://helpdesk.acme.example/tickets
method: POST
body:
  title: $issue_title
  priority: $priority
response_directive: Confirm the ticket.
---
kind: trigger
platform: verboo
name: open_ticket
description: Call when the customer reports a problem that the bot cannot solve.
parameters:
  type: object
  properties:
    issue_title: { type: string, description: One line that names the problem }
    priority: { type: string, enum: [low, high], description: How urgent it is }
  required: [issue_title, priority]
webhooks: [create_ticket]
",
    }],
};

/// So many names are compared one by one.
const FEW: usize = 8;

/// Reports parameters that nothing reads.
pub fn check(flow: &Flow<'_, '_>, found: &mut Vec<Diagnostic>) {
    let mut names = Names {
        flow,
        read: FxHashMap::default(),
        mentioned: FxHashMap::default(),
    };
    for (id, trigger, _) in flow.readers() {
        let platform = trigger.platform;
        let calls = flow.project.calls(id);
        let is_judged = trigger.kind == Kind::Trigger
            && platform.templates.is_some()
            && !platform.values.parameters_serve_messages
            && !calls.is_empty()
            && !flow.has_unknown_calls(id);
        if !is_judged {
            continue;
        }
        let webhooks: Vec<DefinitionId> = calls
            .iter()
            .filter_map(|call| call.target.found())
            .collect();
        let parameters = flow.declared_by(id);
        let gathered = names.gathered(&webhooks, parameters.len());
        for parameter in parameters {
            let name = &*parameter.name;
            let is_read = match &gathered {
                Some(all) => all.contains(name),
                None => webhooks.iter().any(|id| names.is_read(*id, name)),
            };
            let is_fine = is_read
                || is_reserved(platform, name)
                || webhooks.iter().any(|id| names.is_mentioned(*id, name));
            if let Some(span) = parameter.span.filter(|_| !is_fine) {
                let webhooks = list(webhooks.iter().map(|&webhook| flow.name_of(webhook)));
                let message = format!("no webhook of `{}` reads `{name}`", trigger.name());
                let help =
                    format!("write `${name}` where {webhooks} needs it, or delete the parameter");
                found.push(Diagnostic::new(&RULE, span, message).help(help));
            }
        }
    }
}

/// The names that webhooks read, each list made when it is first needed.
struct Names<'f, 'p, 's> {
    flow: &'f Flow<'p, 's>,
    read: FxHashMap<DefinitionId, FxHashSet<&'f str>>,
    mentioned: FxHashMap<DefinitionId, FxHashSet<String>>,
}

impl<'f> Names<'f, '_, '_> {
    /// The names that many webhooks read, for many questions.
    fn gathered(&self, webhooks: &[DefinitionId], questions: usize) -> Option<FxHashSet<&'f str>> {
        let reads = webhooks.iter().flat_map(|id| self.flow.reads(*id));
        (webhooks.len() > FEW && questions > FEW).then(|| reads.map(Read::name).collect())
    }

    fn is_read(&mut self, webhook: DefinitionId, name: &str) -> bool {
        let mut read = self.flow.reads(webhook).iter().map(Read::name);
        if read.len() <= FEW {
            return read.any(|read| read == name);
        }
        let names = self.read.entry(webhook).or_insert_with(|| read.collect());
        names.contains(name)
    }

    /// Whether a webhook is meant to read a name, where something else is reported.
    fn is_mentioned(&mut self, webhook: DefinitionId, name: &str) -> bool {
        let names = self.mentioned.entry(webhook);
        let names = names.or_insert_with(|| mentioned(self.flow, webhook));
        names.contains(name)
    }
}

fn mentioned(flow: &Flow<'_, '_>, id: DefinitionId) -> FxHashSet<String> {
    let mut names = FxHashSet::default();
    for read in flow.reads(id).iter().filter(|read| read.is_missing()) {
        names.extend(flow.nearest(id, read.name()).map(str::to_owned));
        names.extend(
            flow.prefix(id, read.name())
                .map(|shorter| shorter.name.to_string()),
        );
    }
    let Some(definition) = flow.project.get(id) else {
        return names;
    };
    definition
        .request
        .each_sent_text(&mut |text| names_behind_marks(text.as_str(), &mut names));
    for comment in &definition.comments {
        names_behind_marks(flow.project.sources.text_at(comment.comment), &mut names);
    }
    names
}

/// The names that stand behind a mark of some template language, well written or not.
fn names_behind_marks(text: &str, names: &mut FxHashSet<String>) {
    for at in memchr::memchr2_iter(b'$', b'{', text.as_bytes()) {
        let behind = slice(text, at + 1..text.len());
        let name = name_run(behind.trim_start_matches([' ', '{', '&', '#', '^', '(']));
        if !name.is_empty() && !names.contains(name) {
            names.insert(name.to_owned());
        }
    }
}
