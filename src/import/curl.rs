//! The options of `curl`, as far as they say what is sent.

use super::Fault;
use super::shell::{self, VARIABLE};
use crate::diagnostic::Shown;

/// A request as a command describes it.
#[derive(Debug, Default)]
pub(super) struct Request {
    /// The URL, without what `-G` adds to it.
    pub url: String,
    /// `-X`
    pub method: Option<String>,
    /// Headers in their order.
    pub headers: Vec<(String, String)>,
    /// `-u`
    pub user: Option<String>,
    /// The pieces of the body.
    pub data: Vec<Data>,
    /// `--json` was among them.
    pub is_json: bool,
    /// `-G`: the data belongs into the query.
    pub is_query: bool,
    /// `-I`
    pub is_head: bool,
    /// What has no place in a definition, as written.
    pub left_out: Vec<String>,
}

/// A piece of the body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// As it is.
    Text(String),
    /// A field of a form, not encoded; without a name it is a value alone.
    Field(Option<String>, String),
    /// The content of a file, by its path.
    File(String),
    /// A part of a multipart form.
    Part(String),
}

/// Options without a value that only say what the terminal shows, and how `curl` connects.
const QUIET: &[&str] = &[
    "-s",
    "--silent",
    "-S",
    "--show-error",
    "-v",
    "--verbose",
    "-i",
    "--include",
    "--show-headers",
    "--compressed",
    "-f",
    "--fail",
    "--fail-with-body",
    "--fail-early",
    "-#",
    "--progress-bar",
    "--no-progress-meter",
    "-N",
    "--no-buffer",
    "-g",
    "--globoff",
    "--http1.0",
    "-0",
    "--http1.1",
    "--http2",
    "--http2-prior-knowledge",
    "--http3",
    "-q",
    "--disable",
    "--basic",
    "-4",
    "--ipv4",
    "-6",
    "--ipv6",
    "--no-keepalive",
    "--tcp-nodelay",
    "--styled-output",
];

/// Options without a value that a definition has no field for.
const SWITCHES: &[&str] = &[
    "-L",
    "--location",
    "--location-trusted",
    "-k",
    "--insecure",
    "-n",
    "--netrc",
    "--raw",
    "--path-as-is",
    "--tlsv1",
    "--tlsv1.2",
    "--tlsv1.3",
    "-1",
    "--ssl-reqd",
    "--anyauth",
    "--digest",
    "--ntlm",
    "--negotiate",
    "-O",
    "--remote-name",
    "-J",
    "--remote-header-name",
    "-a",
    "--append",
    "-j",
    "--junk-session-cookies",
    "--create-dirs",
    "--http0.9",
    "--post301",
    "--post302",
    "--post303",
    "--retry-all-errors",
    "--retry-connrefused",
];

/// Options with a value that a definition does not say.
const SETTINGS: &[&str] = &[
    "-o",
    "--output",
    "-m",
    "--max-time",
    "--connect-timeout",
    "-x",
    "--proxy",
    "-U",
    "--proxy-user",
    "--retry",
    "--retry-delay",
    "--retry-max-time",
    "-E",
    "--cert",
    "--cert-type",
    "--key",
    "--key-type",
    "--cacert",
    "--capath",
    "--ciphers",
    "-w",
    "--write-out",
    "-c",
    "--cookie-jar",
    "--resolve",
    "--connect-to",
    "--interface",
    "-D",
    "--dump-header",
    "--limit-rate",
    "--max-redirs",
    "--max-filesize",
    "-r",
    "--range",
    "-C",
    "--continue-at",
    "-z",
    "--time-cond",
    "-K",
    "--config",
    "--trace",
    "--trace-ascii",
    "--stderr",
    "-y",
    "--speed-time",
    "-Y",
    "--speed-limit",
    "--unix-socket",
    "--aws-sigv4",
    "--pass",
    "--tls-max",
    "--noproxy",
    "--dns-servers",
    "--keepalive-time",
    "--pinnedpubkey",
    "--output-dir",
    "--netrc-file",
    "-T",
    "--upload-file",
    "--proxy-header",
    "--request-target",
    "--url-query",
];

/// Options with a value that say what is sent, short and long.
const MEANT: &[(&str, &str)] = &[
    ("-X", "--request"),
    ("-H", "--header"),
    ("-d", "--data"),
    ("-u", "--user"),
    ("-F", "--form"),
    ("-b", "--cookie"),
    ("-A", "--user-agent"),
    ("-e", "--referer"),
    ("", "--data-raw"),
    ("", "--data-ascii"),
    ("", "--data-binary"),
    ("", "--data-urlencode"),
    ("", "--json"),
    ("", "--url"),
    ("", "--form-string"),
    ("", "--oauth2-bearer"),
];

/// Whether a text is a command of `curl`.
pub(super) fn is_command(text: &str) -> bool {
    let Ok(command) = shell::command(text) else {
        return words_before(text).any(is_curl);
    };
    command.words.iter().any(|word| is_curl(word))
}

fn words_before(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().take(3)
}

fn is_curl(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    name == "curl" || name.eq_ignore_ascii_case("curl.exe")
}

/// Reads a command.
pub(super) fn request(text: &str) -> Result<Request, Fault> {
    let command = shell::command(text)?;
    let mut words = command.words.into_iter();
    // A prompt, `sudo`, and variables that are set for the command stand before it.
    words
        .find(|word| is_curl(word))
        .ok_or_else(|| Fault::new("there is no `curl` in it"))?;
    let mut request = Request::default();
    let mut rest = command.rest.split_whitespace();
    if let Some(sign) = rest.next() {
        let word = rest.next().unwrap_or_default();
        request.left_out.push(format!("{sign} {word}"));
    }
    let mut only_urls = false;
    while let Some(word) = words.next() {
        if is_curl(&word) {
            return Err(Fault::new(
                "there are several commands; import one at a time",
            ));
        }
        if only_urls || !word.starts_with('-') || word == "-" {
            request.take_url(word)?;
        } else if word == "--" {
            only_urls = true;
        } else if word.starts_with("--") {
            request.long_option(&word, &mut words)?;
        } else {
            request.short_options(&word, &mut words)?;
        }
    }
    if request.url.is_empty() {
        return Err(Fault::new("the command names no URL"));
    }
    Ok(request)
}

impl Request {
    fn take_url(&mut self, url: String) -> Result<(), Fault> {
        if !self.url.is_empty() {
            let message = "the command names several URLs; import one at a time";
            return Err(Fault::new(message));
        }
        self.url = url;
        Ok(())
    }

    fn long_option(
        &mut self,
        word: &str,
        words: &mut impl Iterator<Item = String>,
    ) -> Result<(), Fault> {
        if MEANT.iter().any(|(_, long)| *long == word) {
            let value = words.next().ok_or_else(|| lacks_value(word))?;
            return self.option(word, value);
        }
        if SETTINGS.contains(&word) {
            words.next().ok_or_else(|| lacks_value(word))?;
            self.left_out.push(format!("{word} …"));
            return Ok(());
        }
        match word {
            "--get" => self.is_query = true,
            "--head" => self.is_head = true,
            "--next" => {
                return Err(Fault::new(
                    "the command makes several requests; import one at a time",
                ));
            }
            _ if QUIET.contains(&word) => {}
            _ if SWITCHES.contains(&word) => self.left_out.push(word.to_owned()),
            _ => return Err(unknown(word)),
        }
        Ok(())
    }

    /// `-sSXPOST`: several in one word, the last one with its value.
    fn short_options(
        &mut self,
        word: &str,
        words: &mut impl Iterator<Item = String>,
    ) -> Result<(), Fault> {
        let mut letters = word.chars();
        letters.next();
        while let Some(letter) = letters.next() {
            let option = format!("-{letter}");
            let meant = MEANT.iter().find(|(short, _)| *short == option);
            let takes_value = meant.is_some() || SETTINGS.contains(&&*option);
            if !takes_value {
                match letter {
                    'G' => self.is_query = true,
                    'I' => self.is_head = true,
                    _ if QUIET.contains(&&*option) => {}
                    _ if SWITCHES.contains(&&*option) => self.left_out.push(option),
                    _ => return Err(unknown(&option)),
                }
                continue;
            }
            let value = match letters.as_str() {
                "" => words.next().ok_or_else(|| lacks_value(&option))?,
                rest => rest.to_owned(),
            };
            match meant {
                Some((_, long)) => self.option(long, value)?,
                None => self.left_out.push(format!("{option} …")),
            }
            return Ok(());
        }
        Ok(())
    }

    fn option(&mut self, option: &str, value: String) -> Result<(), Fault> {
        match option {
            "--url" => return self.take_url(value),
            "--request" => self.method = Some(value),
            "--header" => self.header(&value),
            "--user" => self.user = Some(value),
            "--cookie" => self.headers.push(("Cookie".to_owned(), value)),
            "--user-agent" => self.headers.push(("User-Agent".to_owned(), value)),
            "--referer" => self.headers.push(("Referer".to_owned(), value)),
            "--oauth2-bearer" => {
                let value = format!("Bearer {value}");
                self.headers.push(("Authorization".to_owned(), value));
            }
            "--form" | "--form-string" => self.data.push(Data::Part(value)),
            "--data-urlencode" => self.data.push(field(&value)),
            "--data-raw" => self.data.push(Data::Text(value)),
            _ => {
                self.is_json |= option == "--json";
                self.data.push(match value.strip_prefix('@') {
                    Some(path) => Data::File(path.to_owned()),
                    None => Data::Text(value),
                });
            }
        }
        Ok(())
    }

    /// `Name: value`; `Name;` sends an empty one, `Name:` takes one away.
    fn header(&mut self, written: &str) {
        let (name, value) = match written.split_once(':') {
            Some((name, value)) if !value.trim().is_empty() => (name, value.trim()),
            None if written.ends_with(';') => (written.trim_end_matches(';'), ""),
            _ => {
                let name = written.split(':').next().unwrap_or_default();
                self.left_out.push(format!("-H {name}"));
                return;
            }
        };
        self.headers
            .push((name.trim().to_owned(), value.to_owned()));
    }
}

/// `name=content`, `=content`, `content`, `name@file`, `@file`.
fn field(value: &str) -> Data {
    if let Some((name, content)) = value.split_once('=') {
        let name = (!name.is_empty()).then(|| name.to_owned());
        return Data::Field(name, content.to_owned());
    }
    match value.split_once('@') {
        Some((_, path)) => Data::File(path.to_owned()),
        None => Data::Field(None, value.to_owned()),
    }
}

fn lacks_value(option: &str) -> Fault {
    Fault::new(format!("`{option}` lacks its value"))
}

fn unknown(option: &str) -> Fault {
    let shown: String = option
        .chars()
        .filter(|c| ![VARIABLE.0, VARIABLE.1].contains(c))
        .collect();
    Fault::new(format!("the option `{}` is not known", shown.shown()))
        .help("leave it out, if it says nothing about the request")
}
