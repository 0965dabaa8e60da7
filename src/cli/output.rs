//! What is printed, and where.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::time::Instant;

use super::args::Color;
use super::progress::Working;
use crate::disk::Failure;
use crate::report::{FullOptions, Options, without_commands, without_controls};

/// The two streams, and how they may be used.
pub(super) struct Output {
    color: Color,
    quiet: bool,
    /// The reader of the standard output is gone: `hookc check | head -1`.
    is_closed: bool,
    failure: Option<Failure>,
    /// When the work began.
    start: Instant,
}

/// The width of reports that go to no terminal, in columns.
const WIDTH: usize = 80;
/// The width beyond which lines are hard to read, in columns.
const MAX_WIDTH: usize = 120;

impl Output {
    pub fn new(color: Color, quiet: bool) -> Self {
        Self {
            color,
            quiet,
            is_closed: false,
            failure: None,
            start: Instant::now(),
        }
    }

    /// Whether only findings and errors are wanted.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Prints a report for people. Whatever is named in it, a terminal only prints it, and the
    /// runner of a CI finds no command in it.
    pub fn print(&mut self, text: &str) {
        let colors = self.colors(io::stdout().is_terminal());
        self.write(&without_commands(&without_controls(text, colors)));
    }

    /// Prints what programs read. It stays as it is, byte for byte, unless it goes to a terminal.
    pub fn print_exact(&mut self, text: &str) {
        if io::stdout().is_terminal() {
            self.write(&without_controls(text, false));
        } else {
            self.write(text);
        }
    }

    /// Prints a diff, which `patch` reads; in a job of GitHub it goes to a log, in which the runner
    /// looks for commands.
    pub fn print_diff(&mut self, text: &str) {
        if std::env::var_os("GITHUB_ACTIONS").is_some() {
            self.print(text);
        } else {
            self.print_exact(text);
        }
    }

    fn write(&mut self, text: &str) {
        if self.is_closed || text.is_empty() {
            return;
        }
        let mut stdout = io::stdout().lock();
        let result = stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush());
        if let Err(error) = result {
            self.is_closed = true;
            if error.kind() != ErrorKind::BrokenPipe {
                self.failure = Some(unprintable(&error));
            }
        }
    }

    /// Prints a note, unless the user wants none.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            to_stderr(&safe(&format!("note: {text}\n")));
        }
    }

    /// Says on a terminal what is done, where it takes over a second, until the value is dropped.
    /// Nothing may be printed before that.
    pub fn working(&self, what: impl FnOnce() -> String) -> Working {
        if self.quiet || !io::stderr().is_terminal() || is_simple_terminal() {
            return Working::hidden();
        }
        Working::shown(what(), self.start, to_stderr)
    }

    /// Counts time anew: waiting was no work.
    pub fn start_anew(&mut self) {
        self.start = Instant::now();
        if io::stdout().is_terminal() && !is_simple_terminal() {
            // Clears the screen and goes to its beginning.
            self.write("\u{1b}[2J\u{1b}[H");
        }
    }

    /// Whether the reader of the standard output is gone.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Prints why the program could not do its work.
    pub fn fail(&self, failure: &Failure) {
        let text = safe(&failure.to_string());
        let is_terminal = io::stderr().is_terminal();
        if self.colors(is_terminal) {
            to_stderr(&text.replace("error:", "\u{1b}[1;31merror\u{1b}[0m:"));
        } else {
            to_stderr(&text);
        }
    }

    /// Whether everything could be printed. A reader that is gone had enough.
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// How reports are printed on the standard output. `summary` says whether there are findings.
    pub fn options(&self, has_findings: bool) -> Options {
        let is_terminal = io::stdout().is_terminal();
        let width = terminal_size::terminal_size()
            .filter(|_| is_terminal)
            .map_or(WIDTH, |(width, _)| usize::from(width.0));
        Options {
            full: FullOptions {
                color: self.colors(is_terminal),
                unicode: !(is_terminal && is_simple_terminal()),
                width: width.min(MAX_WIDTH),
                fixes: false,
            },
            summary: !self.quiet && (has_findings || is_terminal),
            ..Options::default()
        }
    }

    fn colors(&self, is_terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let is_refused = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
                is_terminal && !is_refused && !is_simple_terminal()
            }
        }
    }
}

/// A terminal that cannot do more than print.
fn is_simple_terminal() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// A text of ours without colours, in which a name can do nothing.
fn safe(text: &str) -> String {
    without_commands(&without_controls(text, false)).into_owned()
}

fn to_stderr(text: &str) {
    // Where errors cannot be printed, the exit code has to do.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Why the standard output cannot be written to.
pub(super) fn unprintable(error: &io::Error) -> Failure {
    let reason = reason(error);
    Failure::new(format!("cannot write to the standard output: {reason}"))
}

/// The system's words without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or_default();
    words.to_lowercase()
}
