//! How the work of a command is spread over threads.

use std::sync::atomic::{AtomicBool, Ordering};

/// Starting threads takes longer than reading so few files.
pub const FEW_FILES: usize = 16;

/// Starting threads takes longer than checking so little, in bytes.
const LITTLE_TEXT: usize = 16 * 1024;

/// How much memory each byte of text comes to on a thread that shares the work, in bytes.
const MEMORY_OF_A_BYTE: usize = 10;

/// The most memory that is asked for ahead, in bytes.
const MOST_MEMORY: usize = 40 * 1024 * 1024;

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
        reserve(bytes.saturating_mul(MEMORY_OF_A_BYTE).min(MOST_MEMORY));
    }
}

/// Lets the allocator of other threads ask for memory once. That of glibc asks the kernel for every
/// page that such a thread comes to need, but never again for one that it once had; the pages are not
/// touched here. Without this a tenth of the time of a large check goes there.
fn reserve(bytes: usize) {
    /// The allocator serves larger blocks by other means.
    const BLOCK: usize = 100 * 1024;
    if !cfg!(all(target_os = "linux", target_env = "gnu")) {
        return;
    }
    let threads = rayon::current_num_threads().max(1);
    let blocks = bytes / threads / BLOCK;
    rayon::spawn_broadcast(move |context| {
        if context.index() > 0 {
            let block = || Vec::<u8>::with_capacity(BLOCK);
            let all: Vec<Vec<u8>> = std::iter::repeat_with(block).take(blocks).collect();
            std::hint::black_box(&all);
        }
    });
}
