//! A line on the terminal while work takes long.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long work may take before anything is shown.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is drawn anew.
const PACE: Duration = Duration::from_millis(120);

const FRAMES: [char; 4] = ['|', '/', '-', '\\'];

/// Work that is shown until this is dropped, which clears the line.
#[derive(Debug)]
pub(super) struct Working {
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Working {
    /// Work of which nothing is shown.
    pub fn hidden() -> Self {
        Self { thread: None }
    }

    /// Writes what is done once the work that began at `start` takes long.
    pub fn shown(what: String, start: Instant, write: impl Fn(&str) + Send + 'static) -> Self {
        let (stop, stopped) = mpsc::channel();
        let draw = move || {
            let mut wait = PATIENCE.saturating_sub(start.elapsed());
            let mut width = 0;
            for frame in FRAMES.iter().cycle() {
                if stopped.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
                let line = format!("{frame} {what} ({} s)", start.elapsed().as_secs());
                width = line.chars().count();
                write(&format!("\r{line}"));
                wait = PACE;
            }
            if width > 0 {
                // Every terminal knows how to write over a line, not each how to erase it.
                write(&format!("\r{}\r", " ".repeat(width)));
            }
        };
        let thread = thread::Builder::new().spawn(draw).ok();
        Self {
            thread: thread.map(|thread| (stop, thread)),
        }
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.thread.take() {
            drop(stop);
            // A line that could not be drawn is no reason to end.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// What is written by work that began so long ago, once `is_enough` or after ten seconds.
    fn written(before: Duration, is_enough: &dyn Fn(&str) -> bool) -> String {
        let text = Arc::new(Mutex::new(String::new()));
        let sink = Arc::clone(&text);
        let start = Instant::now().checked_sub(before).unwrap();
        let write = move |part: &str| sink.lock().unwrap().push_str(part);
        let shown = Working::shown("checking 7 files".to_owned(), start, write);
        while !is_enough(&text.lock().unwrap()) && start.elapsed() < before + 10 * PATIENCE {
            thread::sleep(PACE / 10);
        }
        drop(shown);
        Arc::into_inner(text).unwrap().into_inner().unwrap()
    }

    #[test]
    fn long_work_is_shown_and_cleared() {
        let text = written(5 * PATIENCE, &|text| !text.is_empty());
        assert!(text.starts_with("\r| checking 7 files ("), "{text:?}");
        let line = text.split('\r').nth(1).unwrap();
        let blank = " ".repeat(line.len());
        assert!(text.ends_with(&format!("\r{blank}\r")), "{text:?}");
    }

    #[test]
    fn of_short_work_nothing_is_shown() {
        assert_eq!(written(Duration::ZERO, &|_| true), "");
    }
}
