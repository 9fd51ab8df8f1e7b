//! The icons: 16 px drawings with a 1.5 px round stroke, and the glyphs of the task states.

use super::prelude::*;
use crate::model::TaskStatus;

/// One icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A chevron down: opens a menu.
    Down,
    /// A chevron right: leads on.
    Right,
    /// A chain link.
    Share,
    /// A half-filled disc.
    Theme,
    /// A question mark in a ring.
    Help,
    /// One event back.
    Previous,
    /// Play.
    Play,
    /// Two bars.
    Pause,
    /// One event on.
    Next,
    /// Something is wrong.
    Error,
    /// Something may be wrong.
    Warning,
    /// Good to know.
    Info,
    /// A magnifier.
    Look,
    /// A plus.
    Add,
    /// A tick.
    Tick,
    /// A cross.
    Cross,
    /// Two sheets.
    Copy,
    /// A square.
    Stop,
    /// Braces.
    Braces,
    /// Stacked boxes on a quay.
    Board,
    /// A list.
    List,
    /// A flash.
    Fault,
    /// A clipboard.
    Paste,
    /// An arrow into a tray.
    Download,
    /// Two ways that part.
    Branch,
    /// A grid of rows.
    Table,
}

impl Icon {
    fn drawing(self) -> &'static str {
        match self {
            Icon::Down => r#"<path d="M4.5 6.5L8 10l3.5-3.5"/>"#,
            Icon::Right => r#"<path d="M6.5 4.5L10 8l-3.5 3.5"/>"#,
            Icon::Share => {
                r#"<path d="M6.5 9.5l3-3M7 4.5l1.2-1.2a3 3 0 0 1 4.3 4.3L11.2 9M9 11.5l-1.2 1.2a3
                    3 0 0 1-4.3-4.3L4.8 7"/>"#
            }
            Icon::Theme => {
                r#"<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z"
                    fill="currentColor"/>"#
            }
            Icon::Help => {
                r#"<circle cx="8" cy="8" r="6"/><path d="M6.3 6.3a1.75 1.75 0 1 1 2.5
                    1.6c-.6.3-.8.6-.8 1.2M8 11.3v.1"/>"#
            }
            Icon::Previous => {
                r#"<path d="M13.5 4v8l-6-4z" fill="currentColor"/><circle cx="3.5" cy="8"
                    r="1.5"/>"#
            }
            Icon::Play => r#"<path d="M5 3.2v9.6l7.5-4.8z" fill="currentColor"/>"#,
            Icon::Pause => r#"<path d="M4 3h3v10H4zM9 3h3v10H9z" fill="currentColor"/>"#,
            Icon::Next => {
                r#"<path d="M2.5 4v8l6-4z" fill="currentColor"/><circle cx="12.5" cy="8" r="1.5"/>"#
            }
            Icon::Error => r#"<circle cx="8" cy="8" r="6"/><path d="M8 5v3.5M8 11v.1"/>"#,
            Icon::Warning => r#"<path d="M8 2.5l6 10.5H2z"/><path d="M8 6.5v3M8 11.2v.1"/>"#,
            Icon::Info => r#"<circle cx="8" cy="8" r="6"/><path d="M8 7.5V11M8 5v.1"/>"#,
            Icon::Look => r#"<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5l3 3"/>"#,
            Icon::Add => r#"<path d="M8 3v10M3 8h10"/>"#,
            Icon::Tick => r#"<path d="M3 8.5l3.3 3.3L13 5"/>"#,
            Icon::Cross => r#"<path d="M4 4l8 8M12 4l-8 8"/>"#,
            Icon::Copy => {
                r#"<rect x="5.5" y="5.5" width="8" height="8" rx="1"/><path d="M10.5
                    3.5v-1h-8v8h1"/>"#
            }
            Icon::Stop => r#"<rect x="4" y="4" width="8" height="8" rx="1"/>"#,
            Icon::Braces => {
                r#"<path d="M5.5 3C4 3 4.5 6 3 8c1.5 2 1 5 2.5 5M10.5 3C12 3 11.5 6 13 8c-1.5 2-1
                    5-2.5 5"/>"#
            }
            Icon::Board => r#"<path d="M2 13.5h12M3 13V9h3.5v4M6.5 9V5.5H10V13M10 5.5V3h3v10"/>"#,
            Icon::List => r#"<path d="M3 4h.1M6 4h7M3 8h.1M6 8h7M3 12h.1M6 12h7"/>"#,
            Icon::Fault => r#"<path d="M9 2L4 9h3.5L7 14l5-7H8.5z"/>"#,
            Icon::Paste => r#"<path d="M5.5 3.5h-2v10h9v-10h-2M5.5 2.5h5v2.5h-5z"/>"#,
            Icon::Download => r#"<path d="M8 3v7M4.5 7L8 10.5 11.5 7M3 13.5h10"/>"#,
            Icon::Branch => r#"<path d="M3 8h4c3 0 2-4.5 5-4.5h1M7 8c3 0 2 4.5 5 4.5h1"/>"#,
            Icon::Table => r#"<path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6"/>"#,
        }
    }
}

/// Draws an icon; the name comes from the text or the label beside it.
pub fn icon(icon: Icon) -> impl IntoView {
    view! { <svg class="i" viewBox="0 0 16 16" aria-hidden="true" inner_html=icon.drawing()></svg> }
}

/// The mark of Drydock: a basin, a hull, two containers.
pub fn brand_mark() -> impl IntoView {
    let drawing = r#"<path d="M1.25 3v10.75h13.5V3" stroke-width="1.5"/><path d="M3.75 8h8.5l-1.25
        3.25h-6zM5 3.5h2.5v3H5zM8.5 3.5H11v3H8.5z" fill="currentColor" stroke="none"/>"#;
    view! {
        <svg
            viewBox="0 0 16 16"
            width="20"
            height="20"
            aria-hidden="true"
            fill="none"
            stroke="currentColor"
            inner_html=drawing
        ></svg>
    }
}

/// The class that gives a state its colour.
pub fn state_class(status: TaskStatus) -> &'static str {
    match status {
        TaskStatus::Provisioning => "st-provisioning",
        TaskStatus::Pending => "st-pending",
        TaskStatus::Activating => "st-activating",
        TaskStatus::Running => "st-running",
        TaskStatus::Deactivating => "st-deactivating",
        TaskStatus::Stopping => "st-stopping",
        TaskStatus::Deprovisioning => "st-deprovisioning",
        TaskStatus::Stopped => "st-stopped",
    }
}

/// The glyph that repeats a state without colour.
pub fn state_glyph(status: TaskStatus) -> &'static str {
    match status {
        TaskStatus::Provisioning => {
            r#"<path d="M3 3.5h.1M7 3.5h.1M11 3.5h.1M3 7h.1M11 7h.1M3 10.5h.1M7 10.5h.1M11
                10.5h.1"/>"#
        }
        TaskStatus::Pending => r#"<path d="M7 2.5v7M4 7l3 3 3-3"/>"#,
        TaskStatus::Activating => {
            r#"<rect x="2.5" y="2.5" width="9" height="9"/><path d="M2.5 2.5H7v9H2.5z"
                fill="var(--c)"/>"#
        }
        TaskStatus::Running => r#"<path d="M2.5 7.5l3 3 6-6.5"/>"#,
        TaskStatus::Deactivating => {
            r#"<rect x="2.5" y="2.5" width="9" height="9"/><path d="M7 2.5h4.5v9H7z"
                fill="var(--c)"/>"#
        }
        TaskStatus::Stopping => r#"<path d="M2.5 8.5l6-6M4 12l8-8M8 12.5l4-4"/>"#,
        TaskStatus::Deprovisioning => r#"<path d="M2.5 7h2M6 7h2M9.5 7h2"/>"#,
        TaskStatus::Stopped => r#"<path d="M3.5 3.5l7 7M10.5 3.5l-7 7"/>"#,
    }
}

/// A state's glyph as a drawing.
pub fn glyph(status: TaskStatus) -> impl IntoView {
    view! {
        <svg
            class=format!("glyph {}", state_class(status))
            viewBox="0 0 14 14"
            aria-hidden="true"
            inner_html=state_glyph(status)
        ></svg>
    }
}
