//! The door for JavaScript. `src/js/drydock.js` is the module that users import; this is what it
//! talks to. Texts and numbers only: whoever speaks JSON needs no other glue.

mod shell;

use crate::engine::export::{ADVANCE_MOST, SEED_MAX};
use crate::engine::{Command, Timeline, events};
use crate::model::Settings;
use crate::model::network::is_region;
use crate::sim::time::parse_iso8601;
use crate::sim::{Calendar, SimTime, Span};
use crate::taskdef::{self, Target};
use crate::view::{eventbridge, findings};
use wasm_bindgen::prelude::*;

/// Events that are handed out at once: their text must stay small beside the journal.
const EVENTS_AT_ONCE: usize = 10_000;

/// The same for those of EventBridge, which are of two kilobytes or more each.
const SENT_AT_ONCE: usize = 2_000;

/// Turns a panic into a JavaScript exception that carries its message and place.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        wasm_bindgen::throw_str(&panic.to_string())
    }));
}

/// The findings of a task definition, as JSON. The text comes as UTF-8: an encoder of JavaScript's
/// is ten times as quick as the loop that hands over a string.
#[wasm_bindgen]
pub fn check(text: &[u8], target: Option<String>) -> String {
    // An encoder gives nothing else than UTF-8.
    let text = std::str::from_utf8(text).unwrap_or_default();
    let target = Target::named(target.as_deref().unwrap_or_default());
    let checked = taskdef::check(text, target);
    findings::to_json(text, &checked.findings)
}

/// A run.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    timeline: Timeline,
    status: u16,
}

#[wasm_bindgen]
impl Engine {
    /// A run at its start; `permissive` is false if it is left out, and the Region the usual one.
    /// Fails if the seed, the start or the Region is none.
    #[wasm_bindgen(constructor)]
    pub fn new(
        seed: f64,
        start: &str,
        quotas: bool,
        permissive: Option<bool>,
        region: Option<String>,
    ) -> Result<Engine, JsError> {
        let whole = seed.fract() == 0.0 && (0.0..=SEED_MAX as f64).contains(&seed);
        if !whole {
            return Err(JsError::new("seed must be a whole number from 0 to 2^53-1"));
        }
        let start_epoch_millis = parse_iso8601(start)
            .ok_or_else(|| JsError::new("start must be a date such as 2026-01-01T00:00:00Z"))?;
        let usual = Settings::default();
        let region = region.map_or(usual.region.clone(), Into::into);
        if !is_region(&region) {
            return Err(JsError::new("region must be a Region such as eu-west-1"));
        }
        Ok(Engine::of(Timeline::new(Settings {
            seed: seed as u64,
            calendar: Calendar { start_epoch_millis },
            quotas,
            permissive: permissive.unwrap_or(false),
            region,
            ..usual
        })))
    }

    /// Reads an exported run and plays it to its present moment.
    pub fn import(text: &str) -> Result<Engine, JsError> {
        match Timeline::import(text) {
            Ok(timeline) => Ok(Engine::of(timeline)),
            Err(error) => Err(JsError::new(&error.to_string())),
        }
    }

    /// Asks something at the present moment and gives the body of the answer.
    pub fn call(&mut self, action: &str, body: &str) -> String {
        let answer = self.timeline.ask(Command::new(action, body));
        self.status = answer.status;
        answer.body
    }

    /// The status of the last answer.
    #[wasm_bindgen(getter)]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// How many commands the log holds.
    #[wasm_bindgen(getter)]
    pub fn commands(&self) -> usize {
        self.timeline.log().len()
    }

    /// Whether a future is known already, which a change would cut off.
    #[wasm_bindgen(getter, js_name = isPast)]
    pub fn is_past(&self) -> bool {
        self.timeline.is_past()
    }

    /// Lets time pass and gives the milliseconds that passed: less than asked at the end of the
    /// simulated year, as no exported run may be longer.
    pub fn advance(&mut self, milliseconds: f64) -> f64 {
        let span = self.span(milliseconds);
        self.timeline.advance(span, u32::MAX).0 as f64
    }

    /// Lets time pass until nothing is under way, at most this long, and gives the time that
    /// passed; both in milliseconds.
    pub fn settle(&mut self, milliseconds: f64) -> f64 {
        let most = self.span(milliseconds);
        self.timeline.settle_down(most).0 as f64
    }

    /// Goes to a moment, in milliseconds since the start of the run.
    pub fn seek(&mut self, milliseconds: f64) {
        let to = (milliseconds as u64).min(ADVANCE_MOST.0);
        self.timeline.seek(SimTime(to));
    }

    /// The present moment, in epoch milliseconds.
    pub fn now(&self) -> f64 {
        let calendar = self.timeline.world().settings.calendar;
        calendar.epoch_millis(self.timeline.now()) as f64
    }

    /// One page of the journal from the line numbered `since` on, as JSON.
    pub fn journal(&mut self, since: f64) -> String {
        events::page(&mut self.timeline, since as u64, EVENTS_AT_ONCE).to_string()
    }

    /// What ECS sent to EventBridge since the line of the journal numbered `since`: one page.
    pub fn events(&mut self, since: f64) -> String {
        eventbridge::page(&mut self.timeline, since as u64, SENT_AT_ONCE).to_string()
    }

    /// The run as text.
    pub fn export(&self) -> String {
        self.timeline.export()
    }

    /// The hash of the journal.
    #[wasm_bindgen(js_name = journalHash)]
    pub fn journal_hash(&self) -> String {
        self.timeline.journal_hash()
    }
}

impl Engine {
    /// So many milliseconds, at most up to the end of the simulated year.
    fn span(&self, milliseconds: f64) -> Span {
        let left = ADVANCE_MOST.0.saturating_sub(self.timeline.now().0);
        // `as` takes what is no number, or less than none, as 0.
        Span((milliseconds as u64).min(left))
    }

    fn of(timeline: Timeline) -> Engine {
        Engine {
            timeline,
            status: 200,
        }
    }
}
