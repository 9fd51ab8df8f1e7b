//! What the process in a container does.

use crate::sim::Span;

/// How long a process runs, how it ends, how it takes a SIGTERM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Added to the start.
    pub start_delay: Span,
    /// How long it runs by itself; None for ever.
    pub run_for: Option<Span>,
    /// The exit code with which it ends by itself.
    pub exit_code: u16,
    /// How it takes a SIGTERM.
    pub on_term: OnTerm,
    /// How long after its start it passes health checks.
    pub healthy_after: Span,
    /// How long after its start it fails them again; None for never.
    pub unhealthy_after: Option<Span>,
    /// What the agent says of its end by itself, if anything.
    pub end_reason: Option<&'static str>,
}

/// How a process takes a SIGTERM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnTerm {
    /// It ends after this time with this exit code.
    Ends(Span, u16),
    /// It does not hear it: the kernel delivers no unhandled signal to PID 1. SIGKILL ends it.
    Ignores,
}
