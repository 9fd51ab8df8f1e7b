//! What the terminal shows of one command line.

use super::super::prelude::*;
use crate::aws::stream::Channel;
use crate::shell::shown::{Part, parts};
use crate::sim::SimTime;
use crate::view::transcript::{Node, nodes};
use std::sync::Arc;

/// Lines of a block of output. The browser lays out the blocks that are in sight, so a long output
/// scrolls as lightly as a short one.
const BLOCK_LINES: usize = 200;
/// Lines that one command line keeps; older ones are dropped, and it says so.
const MOST_LINES: usize = 100_000;

/// What a command line waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// In words.
    pub why: String,
    /// When it began.
    pub since: SimTime,
    /// When it ends.
    pub until: SimTime,
    /// Whether it lets a paused clock run.
    pub runs_clock: bool,
}

/// How far a command line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Under way; what it waits for, if for something.
    Runs(Option<Wait>),
    /// Over, with this exit code.
    Over(u8),
}

/// Some lines of output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The how-manieth it is.
    pub number: usize,
    /// Whether it is an error.
    pub channel: Channel,
    /// Its lines.
    pub text: Arc<str>,
    /// How many they are.
    pub lines: usize,
}

/// A command line with what came of it.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The how-manieth of this page it is.
    pub number: u32,
    /// When it was asked.
    pub at: SimTime,
    /// The command line.
    pub command: StoredValue<String>,
    /// Its output while it runs, and afterwards where it does not fold.
    pub blocks: RwSignal<Vec<Block>>,
    /// Its output as a tree, once it is over.
    pub tree: RwSignal<Option<Arc<Vec<Node>>>>,
    /// How far it is.
    pub progress: RwSignal<Progress>,
    /// Lines that were dropped.
    pub dropped: RwSignal<usize>,
    /// The number of the next block where there is none: after a clear the numbers go on, since the
    /// page tells blocks apart by them.
    first: StoredValue<usize>,
}

impl Entry {
    /// A command line that has just been asked.
    pub fn new(number: u32, at: SimTime, command: String) -> Entry {
        Entry {
            number,
            at,
            command: StoredValue::new(command),
            blocks: RwSignal::new(Vec::new()),
            tree: RwSignal::new(None),
            progress: RwSignal::new(Progress::Runs(None)),
            dropped: RwSignal::new(0),
            first: StoredValue::new(0),
        }
    }

    /// Takes what was written; says whether it clears what stands above.
    pub fn write(self, written: Vec<(Channel, Vec<u8>)>) -> bool {
        if written.is_empty() {
            return false;
        }
        let mut clears = false;
        self.blocks.update(|blocks| {
            for (channel, bytes) in written {
                for part in parts(&String::from_utf8_lossy(&bytes)) {
                    match part {
                        Part::Text(text) => append(blocks, self.first.get_value(), channel, &text),
                        Part::ClearsScreen => self.clear(blocks),
                        Part::ClearsAll => {
                            self.clear(blocks);
                            clears = true;
                        }
                    }
                }
            }
            let dropped = drop_oldest(blocks);
            if dropped > 0 {
                self.dropped.update(|sum| *sum += dropped);
            }
        });
        clears
    }

    fn clear(self, blocks: &mut Vec<Block>) {
        if let Some(last) = blocks.last() {
            self.first.set_value(last.number + 1);
        }
        blocks.clear();
        if self.dropped.get_untracked() > 0 {
            self.dropped.set(0);
        }
    }

    /// It is over: output that is JSON becomes a tree.
    pub fn end(self, code: u8) {
        let text = self.blocks.with_untracked(|blocks| {
            let one = blocks.iter().all(|block| block.channel == Channel::Out);
            let starts = blocks
                .first()
                .is_some_and(|block| block.text.starts_with(['{', '[']));
            (one && starts).then(|| blocks.iter().map(|block| &*block.text).collect::<String>())
        });
        if let Some(text) = text {
            let tree = super::super::run::with(|timeline| nodes(timeline.world(), &text));
            self.tree.set(Some(Arc::new(tree)));
        }
        self.progress.set(Progress::Over(code));
    }
}

/// Puts text behind the last block, or into new ones; `first` is the number of the first of all.
fn append(blocks: &mut Vec<Block>, first: usize, channel: Channel, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let open = blocks.last().filter(|last| {
            last.channel == channel && (last.lines < BLOCK_LINES || !last.text.ends_with('\n'))
        });
        let (number, before, lines) = match open {
            Some(last) => (last.number, last.text.clone(), last.lines),
            None => (
                blocks.last().map_or(first, |last| last.number + 1),
                Arc::from(""),
                0,
            ),
        };
        let room = BLOCK_LINES.saturating_sub(lines).max(1);
        let (now, later) = after_lines(rest, room);
        let block = Block {
            number,
            channel,
            text: format!("{before}{now}").into(),
            lines: lines + now.matches('\n').count(),
        };
        match blocks.last_mut().filter(|last| last.number == number) {
            Some(last) => *last = block,
            None => blocks.push(block),
        }
        rest = later;
    }
}

/// The first lines of a text, and the rest of it.
fn after_lines(text: &str, lines: usize) -> (&str, &str) {
    match text.match_indices('\n').nth(lines - 1) {
        Some((at, _)) => text.split_at(at + 1),
        None => (text, ""),
    }
}

/// Drops the oldest blocks of a long output; gives the number of lines dropped.
fn drop_oldest(blocks: &mut Vec<Block>) -> usize {
    let mut lines: usize = blocks.iter().map(|block| block.lines).sum();
    let before = lines;
    while lines > MOST_LINES && blocks.len() > 1 {
        lines -= blocks.remove(0).lines;
    }
    before - lines
}
