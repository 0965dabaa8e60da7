//! How the work of a command is spread over threads.

use std::sync::atomic::{AtomicBool, Ordering};

/// Starting threads takes longer than reading so few files.
pub const FEW_FILES: usize = 16;

/// Starting threads takes longer than checking so little, in bytes.
const LITTLE_TEXT: usize = 16 * 1024;

/// How much memory a thread asks for at a time, in bytes.
const ROOM: usize = 1024 * 1024;

/// The allocator serves larger blocks by other means than smaller ones, until it had one back that is
/// as large as this, in bytes.
const LARGE: usize = 4 * ROOM;

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
        if all.use_current_thread().build_global().is_ok() {
            keep_memory();
            rayon::spawn_broadcast(|_| make_room());
        }
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

/// Has the allocator ask for memory once where it would ask for each page. That of glibc asks the
/// kernel for every page that another thread than the first comes to need, but never again for one
/// that it once had; the pages are not touched here. Meant for the beginning of work that takes about
/// so much; without it a tenth of the time of a large check goes there.
pub fn make_room() {
    if cfg!(all(target_os = "linux", target_env = "gnu")) && LASTS.load(Ordering::Relaxed) {
        std::hint::black_box(Vec::<u8>::with_capacity(ROOM));
    }
}

/// Has the allocator serve large blocks as it does small ones, and keep what it has got back.
fn keep_memory() {
    if cfg!(all(target_os = "linux", target_env = "gnu")) {
        std::hint::black_box(Vec::<u8>::with_capacity(LARGE));
    }
}
