//! Memory in large steps. In WebAssembly the allocator takes 64 KiB at a time, and V8 may collect
//! garbage at each: beyond 64 MiB a run spends most of its time so. Changes no result.

/// Pages of WebAssembly memory, 64 KiB each, that are taken at least at once.
#[cfg(target_arch = "wasm32")]
const LEAST_PAGES: usize = 128;

/// Where the memory has grown since the last call, takes a quarter as much again for the allocator
/// to go on with. It stays untouched, and so unused by the machine, until it is needed.
#[cfg(target_arch = "wasm32")]
pub fn make() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static SEEN: AtomicUsize = AtomicUsize::new(0);

    let pages = core::arch::wasm32::memory_size(0);
    if pages > SEEN.load(Ordering::Relaxed) {
        let mut room: Vec<u8> = Vec::new();
        // Where there is not so much, small steps must do.
        let _ = room.try_reserve_exact((pages / 4).max(LEAST_PAGES) << 16);
        std::hint::black_box(&room);
        drop(room);
        SEEN.store(core::arch::wasm32::memory_size(0), Ordering::Relaxed);
    }
}

/// Elsewhere the machine's allocator knows better.
#[cfg(not(target_arch = "wasm32"))]
pub fn make() {}
