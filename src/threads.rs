//! How the work of a command is spread over threads.

use std::sync::atomic::{AtomicBool, Ordering};

/// Starting threads takes longer than reading so few files.
pub const FEW_FILES: usize = 16;

/// Starting threads takes longer than checking so little, in bytes.
const LITTLE_TEXT: usize = 16 * 1024;

/// Whether the thread that starts others is one that lasts as long as the program.
static LASTS: AtomicBool = AtomicBool::new(false);

/// Lends the calling thread to the work that is done side by side, as soon as there is some. It has
/// to last as long as the program.
pub fn lend_this() {
    LASTS.store(true, Ordering::Relaxed);
}

/// Readies threads for reading more than a few files.
pub fn ready_for_files() {
    if LASTS.load(Ordering::Relaxed) {
        // Where threads run already they will do.
        let all = rayon::ThreadPoolBuilder::new();
        let _ = all.use_current_thread().build_global();
    }
}

/// Readies threads for checking so much text, in bytes. Where there is little, this thread does all.
pub fn ready_for_text(bytes: usize) {
    if !LASTS.load(Ordering::Relaxed) {
        return;
    }
    if bytes < LITTLE_TEXT {
        let one = rayon::ThreadPoolBuilder::new().num_threads(1);
        // Where threads run already there is nothing to save.
        let _ = one.use_current_thread().build_global();
    } else {
        ready_for_files();
    }
}
