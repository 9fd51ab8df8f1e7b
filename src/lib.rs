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
//! The first three are what runs all the time. They are a crate of their own, `world.rs`, that is
//! compiled for speed where all else is compiled for size; here they have their names all the same.
//! `js` is the engine's door for JavaScript and stands beside `ui`.
//! Everything but `ui` and `js` is the core: it compiles without a browser, iterates no hash map,
//! reads no clock and decides nothing with floats.

pub mod api;
pub mod aws;
pub mod engine;
#[cfg(feature = "js")]
pub mod js;
pub mod shapes;
pub mod shell;
pub mod taskdef;
#[cfg(feature = "ui")]
pub mod ui;
pub mod view;

pub use drydock_world::{lifecycle, model, sim};
