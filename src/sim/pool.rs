//! Memory in small pieces. A world is made of many small things that come and go: rows, lists of
//! containers, reasons. The allocator that Rust has in WebAssembly searches and joins free places
//! at each of them; this one keeps a list of free pieces of each size, so that taking one and
//! giving it back are a few instructions. Pieces of a size stay pieces of that size: what a large
//! world has taken serves the next one. Changes no result.

// The trait of allocators is unsafe: its caller promises to give back what it took, as it took it.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr::{self, NonNull};

/// Pieces are so many bytes or a multiple of it, and begin at such a multiple.
const GRAIN: usize = 8;
/// Bytes of the largest piece; what is larger comes from the allocator below.
const LARGEST: usize = 512;
/// Bytes that are taken from the allocator below at once, and cut into pieces.
const BLOCK: usize = 64 * 1024 - 64;

/// The first words of a free piece: where the next free one of its size is.
type Free = Option<NonNull<Link>>;

struct Link(Free);

struct Pieces {
    /// Free pieces by their size in grains.
    free: [Free; LARGEST / GRAIN + 1],
    /// What is left of the last block.
    rest: *mut u8,
    left: usize,
}

/// An allocator for one thread.
pub struct Pool(UnsafeCell<Pieces>);

// WebAssembly has one thread, as long as it is compiled without atomics.
#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
unsafe impl Sync for Pool {}

#[cfg(all(target_arch = "wasm32", not(target_feature = "atomics")))]
#[global_allocator]
static POOL: Pool = Pool::new();

/// The size of the piece for a layout, in grains; None if it is too large or must begin elsewhere.
fn grains(layout: Layout) -> Option<usize> {
    let small = layout.size() <= LARGEST && layout.align() <= GRAIN;
    small.then(|| layout.size().div_ceil(GRAIN))
}

impl Pool {
    /// One that holds nothing yet.
    pub const fn new() -> Pool {
        Pool(UnsafeCell::new(Pieces {
            free: [None; LARGEST / GRAIN + 1],
            rest: ptr::null_mut(),
            left: 0,
        }))
    }
}

impl Default for Pool {
    fn default() -> Pool {
        Pool::new()
    }
}

impl Pieces {
    /// Takes a free piece, or cuts a new one; null where there is no memory left.
    fn take(&mut self, grains: usize) -> *mut u8 {
        match self.free[grains] {
            Some(piece) => {
                // SAFETY: what is in the list was given back, and holds a link since then.
                self.free[grains] = unsafe { piece.read().0 };
                piece.as_ptr().cast()
            }
            None => self.cut(grains * GRAIN),
        }
    }

    fn give_back(&mut self, piece: *mut u8, grains: usize) {
        let Some(piece) = NonNull::new(piece.cast::<Link>()) else {
            return;
        };
        // SAFETY: the piece is nobody's, has at least a grain, and begins at one: a link fits.
        unsafe { piece.write(Link(self.free[grains])) };
        self.free[grains] = Some(piece);
    }

    #[cold]
    fn cut(&mut self, size: usize) -> *mut u8 {
        if self.left < size {
            if self.left > 0 {
                self.give_back(self.rest, self.left / GRAIN);
                self.left = 0;
            }
            // SAFETY: the layout has a size, and its alignment is a power of two.
            let block = unsafe { System.alloc(Layout::from_size_align_unchecked(BLOCK, GRAIN)) };
            if block.is_null() {
                self.rest = block;
                return block;
            }
            (self.rest, self.left) = (block, BLOCK);
        }
        let piece = self.rest;
        self.left -= size;
        // SAFETY: `left` bytes of the block begin at `rest`, and `size` is not more.
        self.rest = unsafe { piece.add(size) };
        piece
    }
}

// SAFETY: a piece is handed out once until it comes back, is as long as asked and begins at a
// grain; what is no piece is left to the allocator of the system, all the way.
unsafe impl GlobalAlloc for Pool {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match grains(layout) {
            // SAFETY: there is one thread, and nothing below comes back here.
            Some(grains) => unsafe { (*self.0.get()).take(grains) },
            // SAFETY: the caller promises what the system asks.
            None => unsafe { System.alloc(layout) },
        }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        match grains(layout) {
            // SAFETY: as above; a piece of this layout is of this size.
            Some(grains) => unsafe { (*self.0.get()).give_back(place, grains) },
            // SAFETY: the caller promises what the system asks.
            None => unsafe { System.dealloc(place, layout) },
        }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller promises that the size is one of a layout.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (grains(layout), grains(wanted)) {
            (Some(has), Some(needs)) if has == needs => place,
            // SAFETY: the caller promises what the system asks.
            (None, None) => unsafe { System.realloc(place, layout, size) },
            (Some(_), _) | (None, Some(_)) => {
                // SAFETY: both are as long as what is copied, and are not the same memory.
                unsafe {
                    let moved = self.alloc(wanted);
                    if !moved.is_null() {
                        ptr::copy_nonoverlapping(place, moved, layout.size().min(size));
                        self.dealloc(place, layout);
                    }
                    moved
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A place that was taken, its layout, and what was written all over it.
    struct Taken(*mut u8, Layout, u8);

    impl Taken {
        fn is_whole(&self) -> bool {
            let Taken(place, layout, mark) = *self;
            let aligned = (place as usize).is_multiple_of(layout.align());
            // SAFETY: all of it was written when it was taken.
            let bytes = unsafe { std::slice::from_raw_parts(place, layout.size()) };
            aligned && bytes.iter().all(|byte| *byte == mark)
        }
    }

    fn layout(size: usize, align: usize) -> Layout {
        Layout::from_size_align(size, align).expect("a layout")
    }

    proptest! {
        #[test]
        fn what_is_taken_is_nobody_elses(
            steps in prop::collection::vec((0..3u8, 1..700usize, 0..5u32, any::<u8>()), 0..400),
        ) {
            let pool = Pool::new();
            let mut taken: Vec<Taken> = Vec::new();
            for (what, size, align, mark) in steps {
                // SAFETY: everything is given back and resized once, with its layout.
                unsafe {
                    if what == 0 || taken.is_empty() {
                        let layout = layout(size, 1 << align);
                        let place = pool.alloc(layout);
                        place.write_bytes(mark, size);
                        taken.push(Taken(place, layout, mark));
                        continue;
                    }
                    let one = taken.swap_remove(size % taken.len());
                    prop_assert!(one.is_whole());
                    if what == 1 {
                        pool.dealloc(one.0, one.1);
                        continue;
                    }
                    let (old, layout) = (one.1, layout(size, one.1.align()));
                    let place = pool.realloc(one.0, old, size);
                    let kept = std::slice::from_raw_parts(place, size.min(old.size()));
                    prop_assert!(kept.iter().all(|byte| *byte == one.2));
                    place.write_bytes(mark, size);
                    taken.push(Taken(place, layout, mark));
                }
            }
            prop_assert!(taken.iter().all(Taken::is_whole));
        }

        #[test]
        fn what_was_given_back_is_taken_again(size in 1..=LARGEST) {
            let (pool, layout) = (Pool::new(), layout(size, 1));
            // SAFETY: the place is given back with its layout, and then not used.
            unsafe {
                let first = pool.alloc(layout);
                pool.dealloc(first, layout);
                prop_assert_eq!(pool.alloc(layout), first);
            }
        }
    }
}
