//! A run that can be asked, advanced, sought through and branched.

use super::branches::{self, Branch};
use super::checkpoints::{Checkpoint, Checkpoints};
use super::command::{Command, Logged};
use crate::api::{self, Answer};
use crate::lifecycle::{Event, Pace, Piece, Sim, Turn};
use crate::model::{Settings, World};
use crate::sim::{Journal, SimTime, Span};
use std::sync::Arc;

/// Timers that go off between two looks at the checkpoints.
const SLICE: u32 = 2_048;

/// What goes off between two questions whether there is still time: well below a millisecond.
const FLOW: Piece = Piece {
    timers: 128,
    events: 512,
};

/// A run: its truth (settings and log), and everything worked out from it.
#[derive(Clone, Debug)]
pub struct Timeline {
    sim: Sim,
    journal: Journal<Event>,
    log: Vec<Logged>,
    /// Commands of the log that `sim` has seen.
    seen: usize,
    /// The latest moment that was reached on this branch.
    horizon: SimTime,
    checkpoints: Checkpoints,
    branches: Vec<Branch>,
    number: u32,
    branches_made: u32,
}

impl Timeline {
    /// A run at its start.
    pub fn new(settings: Settings) -> Timeline {
        let sim = Sim::new(World::new(settings));
        Timeline {
            checkpoints: Checkpoints::new(sim.clone()),
            sim,
            journal: Journal::default(),
            log: Vec::new(),
            seen: 0,
            horizon: SimTime::START,
            branches: Vec::new(),
            number: 1,
            branches_made: 1,
        }
    }

    /// A run with a log that is still to be played.
    pub(super) fn with_log(settings: Settings, log: Vec<Logged>, horizon: SimTime) -> Timeline {
        Timeline {
            log,
            horizon,
            ..Timeline::new(settings)
        }
    }

    /// The state at the present moment.
    pub fn sim(&self) -> &Sim {
        &self.sim
    }

    /// Everything that exists at the present moment.
    pub fn world(&self) -> &World {
        &self.sim.world
    }

    /// The present moment.
    pub fn now(&self) -> SimTime {
        self.sim.now
    }

    /// The latest moment that was reached on this branch; later than now after seeking back.
    pub fn horizon(&self) -> SimTime {
        self.horizon
    }

    /// What happened and, after seeking back, what is going to: up to the horizon.
    pub fn journal(&self) -> &Journal<Event> {
        &self.journal
    }

    /// The commands of this branch, those of its future included.
    pub fn log(&self) -> &[Logged] {
        &self.log
    }

    /// How many commands lie before the present moment.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// The number of this branch.
    pub fn branch_number(&self) -> u32 {
        self.number
    }

    /// The futures that were left, oldest first.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// Whether a future of this branch has been seen already.
    pub fn is_past(&self) -> bool {
        self.sim.now < self.horizon || self.seen < self.log.len()
    }

    /// Asks something at the present moment. Asking for a change in the past starts a branch; a
    /// refusal and a mere look change nothing and stay out of the log.
    pub fn ask(&mut self, command: Command) -> Answer {
        self.settle();
        if api::is_read(&command.action) {
            return self.call(&command);
        }
        if self.is_past() {
            self.ask_in_the_past(command)
        } else {
            self.ask_now(command)
        }
    }

    fn call(&mut self, command: &Command) -> Answer {
        let mut turn = Turn {
            sim: &mut self.sim,
            journal: &mut self.journal,
        };
        api::call(&mut turn, &command.action, &command.body)
    }

    fn ask_now(&mut self, command: Command) -> Answer {
        let events = self.sim.events;
        let answer = self.call(&command);
        self.sim.settle(&mut self.journal);
        if answer.status == 200 || self.sim.events != events {
            self.log.push(Logged {
                at: self.sim.now,
                command,
            });
            self.seen = self.log.len();
            self.horizon = self.sim.now;
            self.checkpoints.offer(&self.sim, self.seen);
        }
        answer
    }

    /// What would be answered at the present moment. Changes nothing: it is tried on a copy.
    pub fn would_answer(&self, command: &Command) -> Answer {
        let mut trial = self.sim.clone();
        let mut aside = Journal::bounded(0);
        trial.settle(&mut aside);
        let mut turn = Turn {
            sim: &mut trial,
            journal: &mut aside,
        };
        api::call(&mut turn, &command.action, &command.body)
    }

    /// Only what is not refused cuts the future off.
    fn ask_in_the_past(&mut self, command: Command) -> Answer {
        let answer = self.would_answer(&command);
        if answer.status != 200 {
            return answer;
        }
        self.leave_future();
        self.ask_now(command)
    }

    /// Puts the future of this branch aside and goes on from the present moment.
    fn leave_future(&mut self) {
        let left = std::mem::take(&mut self.log);
        self.log = left[..self.seen].to_vec();
        self.keep_branch(Branch {
            number: self.number,
            parts_at: self.sim.now,
            horizon: self.horizon,
            log: Arc::new(left),
        });
        self.branches_made += 1;
        self.number = self.branches_made;
        self.horizon = self.sim.now;
        self.journal.truncate(self.sim.events);
        self.checkpoints.truncate(self.seen, self.sim.now);
    }

    fn keep_branch(&mut self, branch: Branch) {
        self.branches.push(branch);
        if self.branches.len() > branches::MOST {
            self.branches.remove(0);
        }
    }

    /// Goes over to another future and keeps this one. It is still to be played: gives the moments
    /// to seek, one after the other. None if there is no branch with this number.
    pub fn take_branch(&mut self, number: u32) -> Option<[SimTime; 2]> {
        let place = self.branches.iter().position(|row| row.number == number)?;
        let other = self.branches.remove(place);
        let left = std::mem::replace(&mut self.log, other.log.to_vec());
        let shared = branches::common_prefix(&left, &self.log);
        let parts_at = other.parts_at;
        let branch = Branch {
            number: self.number,
            parts_at,
            horizon: self.horizon,
            log: Arc::new(left),
        };
        self.keep_branch(branch);
        self.number = other.number;
        self.checkpoints.truncate(shared, parts_at);
        self.restore(parts_at);
        self.journal.truncate(self.sim.events);
        self.horizon = other.horizon;
        Some([other.horizon, parts_at])
    }

    /// Lets time pass by `span`, with at most `budget` timers going off; commands of the log that
    /// lie ahead are asked again on the way. Gives the time that passed.
    pub fn advance(&mut self, span: Span, budget: u32) -> Span {
        self.settle();
        let start = self.sim.now;
        let to = start + span;
        let mut left = budget;
        while self.sim.now < to || self.has_due_command() {
            self.repeat_due_commands();
            let stop = self.next_command_at().map_or(to, |at| at.min(to));
            let slice = SLICE.min(left);
            let pace = self.sim.advance(stop, &mut self.journal, slice);
            self.repeat_due_commands();
            self.checkpoints.offer(&self.sim, self.seen);
            if pace == Pace::OutOfBudget {
                left -= slice;
                if left == 0 {
                    break;
                }
            }
        }
        self.horizon = self.horizon.max(self.sim.now);
        self.sim.now.since(start)
    }

    /// Lets time pass up to a moment for as long as `may_go_on` says so, which is asked again and
    /// again. Where it stops within a moment, the rest of that goes off before anything is asked.
    /// True once it is there.
    pub fn flow(&mut self, to: SimTime, mut may_go_on: impl FnMut() -> bool) -> bool {
        loop {
            let there = self.play_piece(to, FLOW);
            self.horizon = self.horizon.max(self.sim.now);
            if there || !may_go_on() {
                return there;
            }
        }
    }

    /// Lets what is still due at the present moment go off.
    pub(super) fn settle(&mut self) {
        self.sim.settle(&mut self.journal);
    }

    /// Plays a piece on towards a moment, or up to the next command. Where it stops within a
    /// moment, nothing may be asked before it has gone on. True once it is there.
    pub(super) fn play_piece(&mut self, to: SimTime, piece: Piece) -> bool {
        let stop = self.next_command_at().map_or(to, |at| at.min(to));
        let pace = self.sim.advance_within(stop, &mut self.journal, piece);
        if self.sim.is_settled() {
            self.checkpoints.offer(&self.sim, self.seen);
        }
        if pace == Pace::OutOfBudget {
            return false;
        }
        self.repeat_command();
        self.sim.now >= to && !self.has_due_command()
    }

    fn next_command_at(&self) -> Option<SimTime> {
        self.log.get(self.seen).map(|logged| logged.at)
    }

    fn has_due_command(&self) -> bool {
        self.next_command_at().is_some_and(|at| at <= self.sim.now)
    }

    /// Asks the commands of the log that lie at the present moment.
    fn repeat_due_commands(&mut self) {
        while self.has_due_command() {
            self.repeat_command();
        }
    }

    /// Asks the next command of the log, if it lies at the present moment.
    fn repeat_command(&mut self) {
        if self.has_due_command() {
            let command = self.log[self.seen].command.clone();
            self.call(&command);
            self.sim.settle(&mut self.journal);
            self.seen += 1;
        }
    }

    /// Goes to a moment, back or forth. Going beyond the horizon is advancing.
    pub fn seek(&mut self, to: SimTime) {
        self.set_out(to);
        self.play_to(to);
    }

    /// Goes as far towards a moment as is done without playing: the rest of the way is to be
    /// advanced.
    pub fn set_out(&mut self, to: SimTime) {
        let now = self.sim.now;
        if to < now || self.checkpoints.before(to).sim.now > now {
            self.restore(to);
        }
    }

    fn play_to(&mut self, to: SimTime) {
        self.advance(to.since(self.sim.now), u32::MAX);
    }

    /// Puts the state of the latest checkpoint at or before a moment in place.
    fn restore(&mut self, at: SimTime) {
        let checkpoint = self.checkpoints.before(at);
        self.sim = checkpoint.sim.clone();
        self.seen = checkpoint.commands;
    }

    /// The latest known state before the event with this number.
    pub(super) fn before_event(&self, seq: u64) -> Checkpoint {
        self.checkpoints.before_event(seq).clone()
    }

    /// Remembers a state between the checkpoints.
    pub(super) fn keep_place(&mut self, place: Checkpoint) {
        self.checkpoints.keep_place(place);
    }

    /// Goes on to the next moment at which something happens, at most `within` from now; that the
    /// record of a stopped task is dropped is nothing. False if nothing does: then no time passes.
    pub fn next_event(&mut self, within: Span) -> bool {
        let (start, was_past) = (self.sim.now, self.is_past());
        let (events, end) = (self.sim.events, self.sim.now + within);
        while !self.something_happened(events) {
            let due = self.sim.agenda.next_at();
            let command = self.next_command_at();
            let next = due.into_iter().chain(command).min();
            let Some(at) = next.filter(|at| *at <= end) else {
                self.take_back(start, was_past);
                return false;
            };
            self.play_to(at);
        }
        true
    }

    /// Whether an event since the one of this number is worth a stop.
    fn something_happened(&self, since: u64) -> bool {
        let now = self.sim.events;
        let news = self.journal.since(since).take_while(|(seq, _)| *seq < now);
        let mut news = news.filter(|(_, entry)| !matches!(entry.event, Event::TaskForgotten(_)));
        news.next().is_some()
    }

    /// Goes back to where a vain look ahead began; what was not known before stays unknown.
    fn take_back(&mut self, start: SimTime, was_past: bool) {
        self.seek(start);
        if !was_past {
            self.horizon = self.sim.now;
            self.journal.truncate(self.sim.events);
            self.checkpoints.truncate(self.seen, self.sim.now);
        }
    }

    /// Goes back to the moment of the last event before now, or to the start of the run.
    /// False at the start.
    pub fn previous_event(&mut self) -> bool {
        if self.sim.now == SimTime::START {
            return false;
        }
        if self.journal.first_seq() > 0 && self.event_before(self.sim.now).is_none() {
            let now = self.sim.now;
            self.restore(SimTime(now.0 - 1));
            self.play_to(now);
        }
        let at = self.event_before(self.sim.now).unwrap_or(SimTime::START);
        self.seek(at);
        true
    }

    fn event_before(&self, now: SimTime) -> Option<SimTime> {
        let mut newest_first = self.journal.since(0).rev();
        newest_first
            .find(|(_, entry)| entry.at < now)
            .map(|(_, entry)| entry.at)
    }
}
