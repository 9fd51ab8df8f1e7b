//! What the colours of the board say: the states of the tasks, or how much of their CPU or memory
//! they use now.

use super::super::prelude::*;
use super::super::run;
use super::super::state::{Page, use_page};
use crate::model::{ClusterId, InstanceId, TaskId};
use crate::sim::SimTime;
use crate::view::heat::{Heat, Of, Use};
use crate::view::{WHOLE, format};
use std::time::Duration;

/// Real time between two rounds: nobody reads faster.
const BETWEEN: Duration = Duration::from_millis(250);

/// What can be chosen: the value, and its name.
const CHOICES: [(&str, &str, Option<Of>); 3] = [
    ("state", "State", None),
    ("cpu", "CPU in use", Some(Of::Cpu)),
    ("memory", "Memory in use", Some(Of::Memory)),
];

/// A moment of a run, with the cluster that is looked at.
type Moment = (SimTime, u64, Option<ClusterId>);

/// The lens of the board. Copy it into closures.
#[derive(Clone, Copy)]
pub struct Lens {
    /// What the colours are of; None where they are of states.
    pub of: RwSignal<Option<Of>>,
    heat: StoredValue<Heat>,
    /// Grows with each look.
    looks: RwSignal<u32>,
    /// Grows when all was looked at once more.
    pub rounds: RwSignal<u32>,
    /// The moment at which the present round began.
    began: StoredValue<Option<Moment>>,
    /// The moment of which all is known.
    known: StoredValue<Option<Moment>>,
    runs: StoredValue<bool>,
}

impl Lens {
    /// A board coloured by states.
    pub fn new() -> Lens {
        Lens {
            of: RwSignal::new(None),
            heat: StoredValue::new(Heat::default()),
            looks: RwSignal::new(0),
            rounds: RwSignal::new(0),
            began: StoredValue::new(None),
            known: StoredValue::new(None),
            runs: StoredValue::new(false),
        }
    }

    fn choose(self, page: Page, value: &str) {
        let found = CHOICES.iter().find(|row| row.0 == value);
        self.of.set(found.and_then(|row| row.2));
        self.known.set_value(None);
        if !self.runs.get_value() {
            self.runs.set_value(true);
            self.look(page);
        }
    }

    /// Looks at some hosts, and again after that, for as long as somebody wants to see it.
    fn look(self, page: Page) {
        if self.of.get_untracked().is_none() {
            self.runs.set_value(false);
            return;
        }
        let (moment, dense) = page.screen.with_untracked(|screen| {
            let moment = (screen.now, screen.events, screen.cluster);
            (moment, screen.board.dense)
        });
        let cluster = moment.2.filter(|_| self.known.get_value() != Some(moment));
        let Some(cluster) = cluster else {
            return set_timeout(move || self.look(page), BETWEEN);
        };
        if self.began.get_value().is_none() {
            self.began.set_value(Some(moment));
        }
        let mut over = false;
        self.heat.update_value(|heat| {
            over = run::with(|timeline| {
                heat.follow(timeline.world(), cluster, timeline.now(), !dense)
            });
        });
        self.looks.update(|looks| *looks += 1);
        if over {
            self.rounds.update(|rounds| *rounds += 1);
            self.known.set_value(self.began.get_value());
            self.began.set_value(None);
            set_timeout(move || self.look(page), BETWEEN);
        } else {
            request_animation_frame(move || self.look(page));
        }
    }

    /// What the lens shows of something, followed: of what, and how much of it is in use.
    fn shown(self, find: impl Fn(&Heat) -> Option<Use>) -> Option<(Of, Use)> {
        let of = self.of.get()?;
        self.looks.track();
        Some((of, self.heat.with_value(find).unwrap_or_default()))
    }

    /// What it shows of a task.
    pub fn task(self, id: TaskId) -> Option<(Of, Use)> {
        self.shown(|heat| heat.task(id))
    }

    /// What it shows of an instance.
    pub fn instance(self, id: InstanceId) -> Option<(Of, Use)> {
        self.shown(|heat| heat.instance(id))
    }

    /// What it showed of several instances together in the last round.
    pub fn instances(self, ids: impl Iterator<Item = InstanceId>) -> Option<(Of, Use)> {
        let of = self.of.get()?;
        self.rounds.track();
        let sum = self.heat.with_value(|heat| {
            let rows = ids.filter_map(|id| heat.instance(id));
            rows.fold(Use::default(), |sum, row| Use {
                used: sum.used.plus(row.used),
                of: sum.of.plus(row.of),
                short: sum.short || row.short,
            })
        });
        Some((of, sum))
    }

    /// Gives out the shares that instances use, for very many of them; nothing where the colours
    /// are of states.
    pub fn with_shares(self, look: impl FnOnce(&dyn Fn(InstanceId) -> Option<u32>)) {
        let of = self.of.get();
        if of.is_some() {
            self.looks.track();
        }
        self.heat.with_value(|heat| {
            look(&|id| Some(heat.instance(id).unwrap_or_default().share(of?)));
        });
    }
}

/// The lens of the board around.
pub fn use_lens() -> Lens {
    expect_context::<Lens>()
}

/// The used share in per cent.
pub fn per_cent((of, used): (Of, Use)) -> String {
    match used.share(of) {
        u32::MAX => "unreserved".to_owned(),
        share => format!("{}\u{a0}%", (share + WHOLE / 200) * 100 / WHOLE),
    }
}

/// The used share as the height of what is filled.
pub fn height((of, used): (Of, Use)) -> String {
    super::percent(used.share(of).min(WHOLE))
}

/// The use in words: `54 of 256 CPU units in use`.
pub fn words((of, used): (Of, Use)) -> String {
    let (part, whole) = used.amounts(of);
    if part == 0 {
        return format!("no {} in use", of.unit());
    }
    let [part, whole] = [part, whole].map(|one| format::number(u64::from(one)));
    let over = match (used.is_over(of), of) {
        (false, _) => "",
        (true, Of::Cpu) => ", wants more",
        (true, Of::Memory) => ", more than is reserved",
    };
    format!("{part} of {whole} {} in use{over}", of.unit())
}

/// Chooses what the colours say.
#[component]
pub fn LensChoice() -> impl IntoView {
    let (page, lens) = (use_page(), use_lens());
    let options = CHOICES.map(|(value, name, _)| view! { <option value=value>{name}</option> });
    view! {
        <label class="lens">
            <span>"Colour:"</span>
            <select
                class="input small"
                on:change=move |event| lens.choose(page, &event_target_value(&event))
            >
                {options.collect_view()}
            </select>
        </label>
    }
}
