//! The payloads that `hookc validate` knows by name.

use std::path::Path;

use super::output::Output;
use super::projects::{check, load, working_folder};
use crate::contract::contract;
use crate::diagnostic::{list_all, nearest};
use crate::disk::{self, Failure, quoted};
use crate::platforms::facts;
use crate::report::visible;
use crate::source::FileId;
use crate::types::{Author, Exchange, Payload, Type};

/// The payload with a name, and its whole name: one of a platform, with or without the platform
/// before it, or one of a definition.
pub(super) fn find_payload(event: &str, output: &Output) -> Result<(String, Payload), Failure> {
    let documented = documented();
    let exact = |known: &str| known == event;
    let short = |known: &str| known.split_once('/').is_some_and(|(_, name)| name == event);
    if let Some(found) = documented.iter().find(|(name, _)| exact(name)) {
        return Ok(found.clone());
    }
    let by_short: Vec<_> = documented.iter().filter(|(name, _)| short(name)).collect();
    match by_short.as_slice() {
        [only] => return Ok((*only).clone()),
        [] => {}
        several => {
            let names = list_all(several.iter().map(|(name, _)| name.as_str()));
            return Err(Failure::new(format!(
                "several platforms have {}",
                quoted(Path::new(event))
            ))
            .help(format!("say which: {names}")));
        }
    }
    let own = own(output)?;
    if let Some(found) = own.iter().find(|(name, _)| exact(name)) {
        return Ok(found.clone());
    }
    let names = documented.iter().chain(&own).map(|(name, _)| name.as_str());
    let names: Vec<&str> = names.collect();
    let short_names = names
        .iter()
        .filter_map(|name| Some(name.split_once('/')?.1));
    let near = nearest(event, names.iter().copied().chain(short_names));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? `hookc validate --list` lists all of them"),
        None => "`hookc validate --list` lists all of them".to_owned(),
    };
    let event = quoted(Path::new(event));
    Err(Failure::new(format!("there is no payload {event}")).help(help))
}

/// Every name with a few words, a line each.
pub(super) fn list(output: &Output) -> Result<String, Failure> {
    let own = own(output)?;
    let all = documented().into_iter().chain(own);
    let all: Vec<(String, String)> = all.map(|(name, payload)| (name, payload.title)).collect();
    let width = all.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let line = |(name, title): &(String, String)| {
        format!("{:width$}  {}\n", visible(name), visible(title))
    };
    Ok(all.iter().map(line).collect())
}

fn documented() -> Vec<(String, Payload)> {
    let of = |facts: &facts::Facts| {
        let payloads = (facts.payloads)().into_iter();
        let named = payloads.map(|payload| (format!("{}/{}", facts.id, payload.name), payload));
        named.collect::<Vec<_>>()
    };
    facts::ALL.iter().flat_map(|facts| of(facts)).collect()
}

/// The requests and replies of the definitions here.
fn own(output: &Output) -> Result<Vec<(String, Payload)>, Failure> {
    let cwd = working_folder()?;
    let workspace = load(&[], &cwd, output)?;
    let read_beside = |file: FileId, path: &str| disk::read_beside(&workspace, file, path);
    let mut found = Vec::new();
    for project in &workspace.projects {
        let outcome = check(&workspace, project, None, true, &read_beside);
        // The contract is the same in every environment.
        let Some(project) = outcome.projects.first() else {
            continue;
        };
        for exchange in contract(project).exchanges {
            let name = format!("{}/{}s/{}", exchange.platform, exchange.kind, exchange.name);
            let parts = [
                ("request", "What is sent", exchange.body.clone()),
                ("response", "The reply", exchange.response.clone()),
            ];
            for (part, title, r#type) in parts {
                let payload = r#type.map(|r#type| payload(&exchange, part, title, r#type));
                found.extend(payload.map(|payload| (format!("{name}.{part}"), payload)));
            }
        }
    }
    Ok(found)
}

fn payload(exchange: &Exchange, part: &str, title: &str, root: Type) -> Payload {
    Payload {
        name: format!("{}s/{}.{part}", exchange.kind, exchange.name),
        title: format!("{title} by the {} `{}`", exchange.kind, exchange.name),
        doc: exchange.doc.clone(),
        source: None,
        written_by: Author::Sender,
        root,
    }
}
