//! What the panels share: a handful of signals, and the actions that change them.

mod begin;

use super::chunks::Chunks;
use super::prelude::*;
use super::run::{self, Work};
use super::terminal::Terminal;
use super::work::{self, Underway};
use crate::api::Answer;
use crate::model::{DefinitionId, InstanceId, ServiceId, TaskId};
use crate::sim::{SimTime, Span};
use crate::taskdef::Target;
use crate::view::events::EventRow;
use crate::view::screen::Screen;
use crate::view::why::Why;
use std::sync::Arc;

/// Milliseconds between two looks at the events while the run plays: nobody reads faster.
const EVENTS_EVERY: f64 = 250.0;
/// The same where none of the rows would stay, as all are written anew.
const FLOOD_EVERY: f64 = 1_000.0;

/// The title of work that has none.
pub const UNTITLED: &str = "Untitled";

/// Rows that the list of events shows.
const EVENT_ROWS: usize = 150;

/// How far "next event" looks ahead.
const NEXT_WITHIN: Span = Span::hours(2);

/// Something selected on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// A task.
    Task(TaskId),
    /// A container instance.
    Instance(InstanceId),
    /// A service.
    Service(ServiceId),
}

/// What the right column shows. Forms open there; there are no modal dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The selected thing.
    Inspect,
    /// Run tasks.
    RunTask,
    /// Create a service, or update this one.
    Service(Option<ServiceId>),
    /// Add instances.
    Instances,
    /// Capacity providers.
    Capacity,
    /// Faults.
    Faults,
    /// The clusters.
    Clusters,
    /// The registered revisions.
    Revisions,
    /// A registered revision beside the draft.
    Compare(DefinitionId),
    /// Schedules.
    Schedules,
    /// Share, export, import.
    Share,
    /// What surrounds ECS.
    Surroundings,
    /// What nobody documents.
    Guesses,
    /// Help, keys, about.
    Help,
}

/// The pane that a narrow screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// The task definition.
    Define,
    /// The board.
    Board,
    /// The right column.
    Inspect,
    /// The events.
    Events,
}

/// What the dock under the board shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DockTab {
    /// What happened.
    Events,
    /// The command line.
    Terminal,
}

/// A short message with a way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What was done.
    pub text: String,
    /// Whether it can be undone by going to another future.
    pub undo: Option<Undo>,
}

/// How something is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undo {
    /// Select this branch again.
    Branch(u32),
    /// Put this draft and this exported run back.
    Restore {
        /// The draft.
        draft: String,
        /// The exported run.
        run: String,
        /// The title.
        title: String,
        /// What was opened last.
        origin: String,
    },
}

/// A start of the page: a draft, and what is asked before anybody touches it.
#[derive(Clone, Copy)]
pub struct Start {
    /// The title in the header.
    pub title: &'static str,
    /// The text for the editor.
    pub draft: &'static str,
    /// (action, request text), asked one after the other at the start of the run.
    pub commands: &'static [(&'static str, &'static str)],
}

/// The shared state of the page. Copy it into closures.
#[derive(Clone, Copy)]
pub struct Page {
    /// The text in the editor.
    pub draft: RwSignal<String>,
    /// What the header calls the present work.
    pub title: RwSignal<String>,
    /// The present frame.
    pub screen: RwSignal<Arc<Screen>>,
    /// The newest events.
    pub events: RwSignal<Arc<Vec<EventRow>>>,
    /// How many events there were when the list was made, and when that was.
    events_at: StoredValue<(u64, f64)>,
    /// Whether the clock runs.
    pub playing: RwSignal<bool>,
    /// Simulated seconds per second.
    pub speed: RwSignal<u32>,
    /// Whether the clock is slower than asked, because the run is too much.
    pub slowed: RwSignal<bool>,
    /// What is selected.
    pub selection: RwSignal<Option<Selection>>,
    /// What the right column shows.
    pub column: RwSignal<Column>,
    /// The pane of a narrow screen.
    pub pane: RwSignal<Pane>,
    /// The name of the cluster in front, where somebody chose one.
    pub cluster: RwSignal<Option<String>>,
    /// The present message.
    pub toast: RwSignal<Option<Toast>>,
    /// What was opened last, as the fragment of a link; empty where nothing was.
    pub origin: RwSignal<String>,
    /// What a link or an import could not be opened for.
    pub trouble: RwSignal<Option<String>>,
    /// How many errors the definition has: the narrow tab bar shows it. The editor sets it.
    pub draft_errors: RwSignal<usize>,
    /// What the definition is meant to run on, where it does not say so itself.
    pub target: RwSignal<Target>,
    /// What the dock shows.
    pub dock: RwSignal<DockTab>,
    /// The terminal.
    pub terminal: Terminal,
    /// The code that is fetched when it is wanted.
    pub chunks: Chunks,
    /// What takes longer than a frame; the rest of the page waits for it.
    pub work: RwSignal<Option<Underway>>,
    /// How often such work has begun or was given up.
    work_turn: StoredValue<u32>,
    /// Why the selected task is where it is.
    pub why: Memo<Option<Arc<Why>>>,
}

/// The cluster that is made for those who ask for something in one before there is any.
const FIRST_CLUSTER: &str = "harbor";

impl Page {
    /// The page at its start.
    pub fn new() -> Page {
        let mut page = Page {
            draft: RwSignal::new(String::new()),
            title: RwSignal::new(UNTITLED.to_owned()),
            screen: RwSignal::new(Arc::new(run::get().look(None, true))),
            events: RwSignal::new(Arc::new(Vec::new())),
            events_at: StoredValue::new((0, 0.0)),
            playing: RwSignal::new(false),
            speed: RwSignal::new(10),
            slowed: RwSignal::new(false),
            selection: RwSignal::new(None),
            column: RwSignal::new(Column::Inspect),
            pane: RwSignal::new(Pane::Define),
            cluster: RwSignal::new(None),
            toast: RwSignal::new(None),
            origin: RwSignal::new(String::new()),
            trouble: RwSignal::new(None),
            draft_errors: RwSignal::new(0),
            target: RwSignal::new(Target::Unknown),
            dock: RwSignal::new(DockTab::Events),
            terminal: Terminal::new(),
            chunks: Chunks::new(),
            work: RwSignal::new(None),
            work_turn: StoredValue::new(0),
            why: Memo::new(|_| None),
        };
        page.why = super::inspector::verdicts::memo(page);
        page
    }

    /// Asks something of the simulated account and shows what comes of it.
    pub fn ask(self, action: &str, body: &str) -> Answer {
        super::layout::keep_focus();
        let branch = self.screen.with_untracked(|screen| screen.branch);
        let answer = run::get().ask(action, body);
        self.refresh();
        // What was said before is no more of interest, unless it is a way back.
        if self
            .toast
            .with_untracked(|toast| toast.as_ref().is_some_and(|one| one.undo.is_none()))
        {
            self.toast.set(None);
        }
        if self.screen.with_untracked(|screen| screen.branch) != branch {
            self.toast.set(Some(Toast {
                text: "This starts another future. The old one is kept.".to_owned(),
                undo: Some(Undo::Branch(branch)),
            }));
        }
        answer
    }

    /// The name of the cluster in front; of the first one, where there is none yet.
    pub fn cluster_or_first(self) -> String {
        let name = self.screen.with(|screen| screen.cluster_name.clone());
        match name.is_empty() {
            true => FIRST_CLUSTER.to_owned(),
            false => name,
        }
    }

    /// The cluster in front; creates one if there is none.
    pub fn need_cluster(self) -> String {
        let none = self
            .screen
            .with_untracked(|screen| screen.cluster_name.is_empty());
        let name = untrack(|| self.cluster_or_first());
        if none {
            let body = serde_json::json!({"clusterName": name});
            self.ask("CreateCluster", &body.to_string());
        }
        name
    }

    /// Draws the present moment.
    pub fn refresh(self) {
        self.draw(true);
    }

    /// Draws a frame of the run while it plays.
    pub fn frame(self) {
        self.draw(false);
    }

    fn draw(self, whole: bool) {
        let before = self
            .screen
            .with_untracked(|screen| (screen.commands, screen.branch));
        let cluster = self.cluster.get_untracked();
        let screen = run::get().look(cluster.as_deref(), whole);
        let (events, after) = (screen.events, (screen.commands, screen.branch));
        self.screen.set(Arc::new(screen));
        let now = super::frames::wall_millis();
        let (shown, at) = self.events_at.get_value();
        let every = match events.abs_diff(shown) < EVENT_ROWS as u64 {
            true => EVENTS_EVERY,
            false => FLOOD_EVERY,
        };
        let due = whole || before != after || now - at >= every;
        if before != after || (events != shown && due) {
            self.events_at.set_value((events, now));
            self.events.set(Arc::new(run::get().latest(EVENT_ROWS)));
        }
    }

    /// Goes to a moment of the run.
    pub fn seek(self, to: SimTime) {
        self.go_there("Going to that moment", run::travel(to));
    }

    /// Goes to a moment of the run, and says whether it got there.
    pub fn seek_then(self, to: SimTime, then: impl FnOnce(bool) + 'static) {
        let ended = move |ended: Option<_>| {
            self.refresh();
            then(ended.is_some());
        };
        work::start(
            self,
            "Going to that moment",
            run::travel(to),
            Box::new(ended),
        );
    }

    /// Goes over to another future of the run.
    pub fn select_branch(self, number: u32) {
        self.playing.set(false);
        let way = run::get().select_branch(number);
        self.go_there("Replaying that future", way);
    }

    fn go_there(self, what: &'static str, way: Box<dyn Work>) {
        work::start(self, what, way, Box::new(move |_| self.refresh()));
    }

    /// Goes on to the next event.
    pub fn next_event(self) {
        self.playing.set(false);
        if !run::get().next_event(NEXT_WITHIN) {
            self.toast.set(Some(Toast {
                text: "Nothing more happens by itself within two hours.".to_owned(),
                undo: None,
            }));
        }
        self.refresh();
    }

    /// Goes back to the event before.
    pub fn previous_event(self) {
        self.playing.set(false);
        run::get().previous_event();
        self.refresh();
    }

    /// Selects something and shows it in the right column.
    pub fn select(self, what: Selection) {
        super::layout::keep_focus();
        self.selection.set(Some(what));
        self.open(Column::Inspect);
    }

    /// Closes what is open in the right column; the focus goes back to what opened it, and a narrow
    /// screen to the pane where that was.
    pub fn close(self) {
        self.column.set(Column::Inspect);
        super::layout::leave_right(self);
        super::layout::focus_opener();
    }

    /// Selects nothing.
    pub fn unselect(self) {
        super::layout::keep_focus();
        self.selection.set(None);
        super::layout::leave_right(self);
    }

    /// Shows something in the right column, wherever that is on this screen.
    pub fn open(self, column: Column) {
        if column != Column::Inspect {
            super::layout::remember_opener();
        }
        self.column.set(column);
        super::layout::show_right(self);
    }
}

impl Default for Page {
    fn default() -> Self {
        Page::new()
    }
}

/// The page of the component that asks.
pub fn use_page() -> Page {
    expect_context::<Page>()
}
