//! The simulation state, and the turn: the only thing that writes to it.

use super::event::Event;
use super::{capacity, definition, host, schedules, service, task, traffic};
use crate::model::host::HostId;
use crate::model::{
    ClusterId, DefinitionId, InstanceId, ProviderId, ScalingGroupId, ScheduleId, ServiceId, Task,
    TaskId, World,
};
use crate::sim::{Agenda, Chance, Journal, SimTime, Slot, limits, room};

/// What the world will look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// See how far a task can go.
    AdvanceTask(TaskId),
    /// Let a STOPPED task go whose retention is over.
    ForgetTask(TaskId),
    /// Look for room for the tasks of a cluster that wait for an instance.
    PlaceWaiting(ClusterId),
    /// What a cluster keeps for its capacity providers is as it shall be.
    SettleCluster(ClusterId),
    /// A capacity provider is as it shall be, or gone.
    SettleProvider(ProviderId),
    /// Let a task definition go that shall be deleted, if nothing refers to it any more.
    SweepDefinition(DefinitionId),
    /// Take an agent to the next stage of its update.
    UpdateAgent(InstanceId),
    /// See whether the agent of an instance is cut off for too long.
    CheckInstance(InstanceId),
    /// Compare what a service wants with what it has.
    ReconcileService(ServiceId),
    /// Measure how much of its group a capacity provider needs.
    MeasureProvider(ProviderId),
    /// See what an Auto Scaling group has to launch or to terminate.
    LookAtGroup(ScalingGroupId),
    /// Terminate an instance that EC2 Spot wants back.
    TakeBack(InstanceId),
    /// Run what is due of a schedule.
    RunSchedule(ScheduleId),
    /// See whether the protection of a task is over.
    EndProtection(TaskId),
    /// See who is killed on an instance for want of memory.
    WatchInstance(InstanceId),
    /// The same on the host of a Fargate task.
    WatchFargate(TaskId),
    /// Book an interval of a service that is measured.
    MeasureService(ServiceId),
}

/// A whole run at one moment: cloning it is the snapshot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sim {
    /// The present moment.
    pub now: SimTime,
    /// Everything that exists.
    pub world: World,
    /// Everything that is due.
    pub agenda: Agenda<Timer>,
    /// How many events have happened.
    pub events: u64,
    /// Who answers the requests that the world makes by itself.
    pub answerer: Answerer,
}

/// Answers a request with an HTTP status and a body.
pub type Answer = fn(&mut Turn<'_>, &str, &str) -> (u16, String);

/// Who answers the requests that the world makes by itself: schedules call the API, which lies on
/// top of it, and so hands itself in. It is the same for every run and no part of its state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answerer(pub Option<Answer>);

impl PartialEq for Answerer {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

/// Who is told what happens, at the moment at which it does.
pub trait Chronicle {
    /// The event numbered `seq` has happened, and this is the world as it left it.
    fn record(&mut self, world: &World, seq: u64, at: SimTime, event: Event);
}

impl Chronicle for Journal<Event> {
    fn record(&mut self, _world: &World, seq: u64, at: SimTime, event: Event) {
        Journal::record(self, seq, at, event);
    }
}

/// How much of a run is played in one go. A single timer may bring thousands of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Timers that may go off.
    pub timers: u32,
    /// Events after which no further timer goes off.
    pub events: u64,
}

impl Piece {
    /// So many timers, whatever they bring.
    pub const fn of_timers(timers: u32) -> Piece {
        Piece {
            timers,
            events: u64::MAX,
        }
    }
}

/// How far an advance got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// To the asked moment.
    Reached,
    /// The budget of timers ran out before it.
    OutOfBudget,
}

impl Sim {
    /// An empty world at the start of its run.
    pub fn new(world: World) -> Sim {
        Sim {
            world,
            ..Sim::default()
        }
    }

    /// Lets time pass up to `to`, with at most `budget` timers going off.
    /// Where the budget runs out, `now` is the moment of the last timer, settled or not.
    pub fn advance(&mut self, to: SimTime, journal: &mut dyn Chronicle, budget: u32) -> Pace {
        let piece = Piece::of_timers(budget);
        self.pass(to, journal, piece, false)
    }

    /// The same, but where the piece is used up within a moment it stops there. What is due at that
    /// moment has to go off before anything is asked: until then the run is not settled.
    pub fn advance_within(
        &mut self,
        to: SimTime,
        journal: &mut dyn Chronicle,
        piece: Piece,
    ) -> Pace {
        self.pass(to, journal, piece, true)
    }

    /// Whether all that is due now has gone off.
    pub fn is_settled(&self) -> bool {
        self.agenda.next_at().is_none_or(|at| at > self.now)
    }

    fn pass(
        &mut self,
        to: SimTime,
        journal: &mut dyn Chronicle,
        piece: Piece,
        within: bool,
    ) -> Pace {
        let (mut left, enough) = (piece.timers, self.events.saturating_add(piece.events));
        while let Some(at) = self.agenda.next_at().filter(|at| *at <= to) {
            let over = left == 0 || self.events >= enough;
            if over && (within || at > self.now) {
                return Pace::OutOfBudget;
            }
            left = left.saturating_sub(1);
            self.go_off(journal);
        }
        self.now = self.now.max(to);
        Pace::Reached
    }

    /// Runs everything that is due now. A command must end with it: otherwise a live run and its
    /// replay interleave timers and commands differently.
    pub fn settle(&mut self, journal: &mut dyn Chronicle) {
        let mut left = limits::TIMERS_AT_ONE_MOMENT;
        while !self.is_settled() {
            assert!(
                left > 0,
                "the run is stuck at {}: timers set each other off",
                self.now
            );
            left -= 1;
            self.go_off(journal);
        }
    }

    /// Lets the next timer go off.
    fn go_off(&mut self, journal: &mut dyn Chronicle) {
        let Some((slot, timer)) = self.agenda.take_due(SimTime::NEVER) else {
            return;
        };
        self.now = self.now.max(slot.at);
        room::make();
        let mut turn = Turn { sim: self, journal };
        match timer {
            Timer::AdvanceTask(id) => {
                if let Some(row) = turn.sim.world.tasks.edit(id) {
                    row.alarm = None;
                }
                task::advance(&mut turn, id);
            }
            Timer::ForgetTask(id) => task::forget(&mut turn, id),
            Timer::PlaceWaiting(id) => {
                if let Some(row) = turn.sim.world.clusters.edit(id) {
                    row.alarm = None;
                }
                task::place_waiting(&mut turn, id);
            }
            Timer::SettleCluster(id) => capacity::settle_cluster(&mut turn, id),
            Timer::SettleProvider(id) => capacity::settle_provider(&mut turn, id),
            Timer::SweepDefinition(id) => definition::sweep(&mut turn, id),
            Timer::UpdateAgent(id) => capacity::advance_update(&mut turn, id),
            Timer::CheckInstance(id) => capacity::check_connectivity(&mut turn, id),
            Timer::ReconcileService(id) => {
                if let Some(row) = turn.sim.world.services.edit(id) {
                    row.alarm = None;
                }
                service::reconcile(&mut turn, id);
            }
            Timer::MeasureProvider(id) => capacity::measure_provider(&mut turn, id),
            Timer::LookAtGroup(id) => capacity::look_at_group(&mut turn, id),
            Timer::TakeBack(id) => capacity::terminate_if_there(&mut turn, id),
            Timer::RunSchedule(id) => schedules::run(&mut turn, id),
            Timer::EndProtection(id) => service::end_protection(&mut turn, id),
            Timer::WatchInstance(id) => host::look(&mut turn, HostId::Instance(id)),
            Timer::WatchFargate(id) => host::look(&mut turn, HostId::Fargate(id)),
            Timer::MeasureService(id) => traffic::measure(&mut turn, id),
        }
    }
}

/// The right to change the world. Whoever holds one runs at the present moment.
pub struct Turn<'a> {
    /// The state.
    pub sim: &'a mut Sim,
    /// Where events go.
    pub journal: &'a mut dyn Chronicle,
}

impl Turn<'_> {
    /// The present moment.
    pub fn now(&self) -> SimTime {
        self.sim.now
    }

    /// The world, to read.
    pub fn world(&self) -> &World {
        &self.sim.world
    }

    /// The run's source of chance.
    pub fn chance(&self) -> Chance {
        Chance {
            seed: self.sim.world.settings.seed,
        }
    }

    /// Records that something happened.
    pub fn say(&mut self, event: Event) {
        let sim = &mut *self.sim;
        self.journal.record(&sim.world, sim.events, sim.now, event);
        sim.events += 1;
    }

    /// Sets a timer.
    pub fn wake(&mut self, at: SimTime, timer: Timer) -> Slot {
        self.sim.agenda.set(at.max(self.sim.now), timer)
    }

    /// A task's row, to change; None if there is no such task.
    pub fn edit_task(&mut self, id: TaskId) -> Option<&mut Task> {
        self.sim.world.tasks.edit(id)
    }

    /// Has a task looked at again at `at`, instead of when it was going to be.
    pub fn wake_task(&mut self, id: TaskId, at: SimTime) {
        let at = at.max(self.sim.now);
        let Some(task) = self.sim.world.tasks.edit(id) else {
            return;
        };
        if let Some(slot) = task.alarm.take() {
            self.sim.agenda.cancel(slot);
        }
        if at < SimTime::NEVER {
            task.alarm = Some(self.sim.agenda.set(at, Timer::AdvanceTask(id)));
        }
    }
}
