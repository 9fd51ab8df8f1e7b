//! # Drydock: Amazon ECS in a browser tab
//!
//! This file is the map of the house.
//!
//! ## Four words
//!
//! | word | tense | meaning | kept |
//! |---|---|---|---|
//! | `Command` | imperative | what was asked from outside, as text | in the log: **the truth** |
//! | `Timer` | due | what the world will look at next | in the agenda |
//! | `Effect` | infinitive | what a pure plan proposes | nowhere |
//! | `Event` | past | what happened | in the journal |
//!
//! Seed and command log are the truth; the world, the journal and the checkpoints can all be
//! rebuilt from them. Undo, time travel, sharing by link and bug reports are that one idea.
//!
//! ## Layers
//!
//! Each layer may use those on its left and knows nothing of those on its right; a test holds it.
//!
//! ```text
//! sim → model → lifecycle → shapes → taskdef → api → engine → view → aws → shell → ui
//! time  nouns   behaviour   API facts checks   wire  timeline screens CLI  bash    Leptos
//! ```
//!
//! They are three crates, each compiled as it is used: `world.rs` (`sim` to `lifecycle`) runs all
//! the time and is compiled for speed, `control.rs` (`shapes` to `view`) for both, and the rest for
//! size. Here all of them have their names.
//! `js` is the engine's door for JavaScript and stands beside `ui`.
//! Everything but `ui` and `js` is the core: it compiles without a browser, iterates no hash map,
//! reads no clock and decides nothing with floats.

pub mod aws;
#[cfg(feature = "js")]
pub mod js;
pub mod shell;
#[cfg(feature = "ui")]
pub mod ui;

pub use drydock_control::{api, engine, lifecycle, model, shapes, sim, taskdef, view};
