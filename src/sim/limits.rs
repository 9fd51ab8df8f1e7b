//! The bounds of the kernel: a loop without one is a page that hangs.

/// Journal entries kept in memory. Older stretches are rebuilt by seeking.
pub const JOURNAL_ENTRIES: usize = 400_000;

/// Timers that may go off at one moment before the run is declared stuck: a timer that sets itself
/// again with no delay is a bug.
pub const TIMERS_AT_ONE_MOMENT: u32 = 1_000_000;

/// Steps that one thing may take at one moment before it is declared stuck.
pub const STEPS_AT_ONE_MOMENT: u32 = 10_000;
