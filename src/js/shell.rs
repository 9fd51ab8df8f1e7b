//! The shell for JavaScript: scripts on the run of an engine.

use super::Engine;
use crate::aws::on_timeline::hands_of;
use crate::aws::outside::Outside;
use crate::aws::stream::Channel;
use crate::shell::Session;
use crate::shell::drive::{Driver, Ended};
use wasm_bindgen::prelude::*;

/// What a script that was stopped says, as Ctrl-C would end it.
const STOPPED: u8 = 130;

/// A shell, and the script that it runs.
#[wasm_bindgen]
pub struct Shell {
    outside: Outside,
    session: Session,
    driver: Option<Driver>,
    out: Vec<u8>,
    err: Vec<u8>,
}

#[wasm_bindgen]
impl Shell {
    /// A shell without files.
    #[wasm_bindgen(constructor)]
    pub fn new(engine: &Engine) -> Shell {
        let outside = hands_of(&engine.timeline);
        let session = Session::new(&outside, false);
        Shell {
            outside,
            session,
            driver: None,
            out: Vec::new(),
            err: Vec::new(),
        }
    }

    /// Writes a file. Fails if the store is full.
    pub fn write(&self, path: &str, content: &[u8]) -> Result<(), JsError> {
        let written = self.outside.write(path, content);
        written.map_err(|reason| JsError::new(&format!("{path}: {reason}")))
    }

    /// A file's content; undefined if there is none.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        Some(self.outside.read(path)?.to_vec())
    }

    /// The names of all files.
    pub fn files(&self) -> Vec<String> {
        self.outside.file_names()
    }

    /// Begins a script; one that runs still is stopped.
    pub fn start(&mut self, engine: &Engine, script: &str) {
        self.driver = None;
        let calendar = engine.timeline.world().settings.calendar;
        self.outside.set_calendar(calendar);
        self.driver = self.session.start(script).map(Driver::new);
    }

    /// Goes on for so many steps at most: the exit code; undefined if it is not over.
    pub fn go(&mut self, engine: &mut Engine, most: u32) -> Option<u8> {
        let Some(driver) = self.driver.as_mut() else {
            return Some(STOPPED);
        };
        let ended = driver.steps(&mut engine.timeline, most);
        self.collect();
        let (code, reason) = match ended? {
            Ended::Done(code) => (code, ""),
            Ended::Endless => (STOPPED, "it goes on and on, and no time passes"),
            Ended::YearOver => (STOPPED, "it waits, and the simulated year is over"),
        };
        if !reason.is_empty() {
            let text = format!("drydock: stopped: {reason}\n");
            self.err.extend_from_slice(text.as_bytes());
        }
        self.driver = None;
        Some(code)
    }

    /// Stops the script, as Ctrl-C does.
    pub fn stop(&mut self) {
        self.driver = None;
        self.collect();
    }

    /// What was written to standard output since the last time.
    pub fn out(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// What was written to standard error since the last time.
    pub fn err(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.err)
    }
}

impl Shell {
    fn collect(&mut self) {
        for (channel, bytes) in self.outside.take_written() {
            match channel {
                Channel::Out => self.out.extend(bytes),
                Channel::Err => self.err.extend(bytes),
            }
        }
    }
}
