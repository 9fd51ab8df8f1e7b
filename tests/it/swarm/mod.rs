//! Random runs: commands, faults and options as a seed has them, for one simulated hour, with every
//! invariant looked at after every turn. Each run is exported, imported and compared.
//!
//! A seed that fails is cut down to a short script, which is printed as an exported run: paste it
//! into the page. `SWARM_SEED=7 cargo test --test it swarm` plays one seed again. Unoptimised, a
//! seed takes most of a second of one core: `cargo test` plays some, `cargo xtask test` and `cargo
//! xtask soak` play many, optimised. Where `SWARM_RUNS` names a folder, each run is put there for
//! `tests/node/swarm.test.mjs`, which plays it in Wasm.

mod acts;
mod capacity;
mod demand;
mod draw;
mod faults;
mod model;
mod rules;
mod said;
mod shifts;
mod shrink;

use draw::Draw;
use drydock::engine::{Command, Timeline};
use drydock::model::Settings;
use drydock::sim::{SimTime, Span};
use rules::Watch;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Seeds of a plain `cargo test`; others are asked for by `SWARM_SEEDS`.
const SEEDS: u64 = 40;

/// How long a run is.
const LONG: Span = Span::hours(1);

/// Timers that may go off in a run; one that needs more goes round in circles.
const TIMERS: u32 = 2_000_000;

/// Something asked, after a span.
#[derive(Clone, Debug)]
pub struct Step {
    after: Span,
    command: Command,
}

/// A run that is watched.
pub struct Run {
    timeline: Timeline,
    watch: Watch,
}

impl Run {
    fn new(seed: u64) -> Run {
        let settings = Settings {
            seed,
            ..Settings::default()
        };
        Run {
            timeline: Timeline::new(settings),
            watch: Watch::default(),
        }
    }

    /// Lets time pass, turn by turn.
    fn advance(&mut self, to: SimTime) -> Result<(), String> {
        while self.timeline.now() < to {
            let next = self.timeline.sim().agenda.next_at();
            let next = next.unwrap_or(to).clamp(self.timeline.now(), to);
            let before = self.timeline.sim().events;
            let span = next.since(self.timeline.now());
            self.timeline.advance(span, TIMERS);
            if span == Span::ZERO {
                // What is due now goes off with the next millisecond at the latest.
                self.timeline.advance(Span::millis(1), TIMERS);
            }
            if self.timeline.sim().events != before {
                self.look()?;
            }
        }
        Ok(())
    }

    fn ask(&mut self, command: &Command) -> Result<u16, String> {
        let answer = self.timeline.ask(command.clone());
        if answer.status >= 500 {
            return Err(format!("{} {}", answer.status, answer.body));
        }
        let found = self.watch.look_closely(&self.timeline);
        self.told(&found)?;
        Ok(answer.status)
    }

    fn look(&mut self) -> Result<(), String> {
        let found = self.watch.look(&self.timeline);
        self.told(&found)
    }

    fn told(&self, found: &[String]) -> Result<(), String> {
        match found.first() {
            None => Ok(()),
            Some(first) => Err(format!("at {}: {first}", self.timeline.now())),
        }
    }

    /// The rest of the hour, a last recount, and the same again from the export.
    fn end(&mut self) -> Result<(), String> {
        self.advance(SimTime::START + LONG)?;
        let found = self.watch.look_closely(&self.timeline);
        self.told(&found)?;
        self.plays_again()?;
        self.write_down()
    }

    /// Puts the run where it is wanted, under a name with the hash of its journal.
    fn write_down(&self) -> Result<(), String> {
        let Some(folder) = std::env::var_os("SWARM_RUNS").map(PathBuf::from) else {
            return Ok(());
        };
        let seed = self.timeline.world().settings.seed;
        let file = folder.join(format!("{seed}-{}.txt", self.timeline.journal_hash()));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&file, self.timeline.export()))
            .map_err(|error| format!("{}: {error}", file.display()))
    }

    /// An export plays to the same world.
    fn plays_again(&self) -> Result<(), String> {
        let again = Timeline::import(&self.timeline.export()).map_err(|error| error.to_string())?;
        if again.journal_hash() != self.timeline.journal_hash() {
            return Err("the export plays to another journal".into());
        }
        if again.sim() != self.timeline.sim() {
            return Err("the export plays to another world".into());
        }
        Ok(())
    }
}

/// Plays these steps, and the rest of the hour; what breaks is told.
pub fn play(seed: u64, steps: &[Step]) -> Result<(), String> {
    guarded(|| {
        let mut run = Run::new(seed);
        for step in steps {
            run.advance(run.timeline.now() + step.after)?;
            run.ask(&step.command)?;
        }
        run.end()
    })
}

/// A panic is a breach as well.
fn guarded(play: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(play)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(format!("panics: {}", text.unwrap_or_default()))
    })
}

/// Draws the steps of a seed while it plays them, since they name what there is by then.
fn drawn(seed: u64, steps: &mut Vec<Step>) -> Result<(), String> {
    guarded(|| {
        let mut run = Run::new(seed);
        let mut draw = Draw::new(seed);
        let end = SimTime::START + LONG;
        for command in acts::opening(&mut draw) {
            steps.push(Step {
                after: Span::ZERO,
                command,
            });
            run.ask(&steps[steps.len() - 1].command)?;
        }
        loop {
            let after = draw.pause();
            if run.timeline.now() + after > end {
                break;
            }
            run.advance(run.timeline.now() + after)?;
            let command = acts::command(&mut draw, &run.timeline);
            steps.push(Step {
                after,
                command: command.clone(),
            });
            run.ask(&command)?;
        }
        run.end()
    })
}

/// The script of a seed that fails, as short as it gets; None if it holds.
fn failing(seed: u64) -> Option<String> {
    let mut steps = Vec::new();
    let failure = drawn(seed, &mut steps).err()?;
    let (steps, failure) = shrink::shortest(seed, steps, failure);
    Some(format!(
        "seed {seed}: {failure}\n{}",
        shrink::script(seed, &steps)
    ))
}

/// A number from the environment.
fn asked(name: &str) -> Option<u64> {
    std::env::var_os(name)?.to_str()?.parse().ok()
}

#[test]
fn whatever_is_asked_the_invariants_hold() {
    if let Some(seed) = asked("SWARM_SEED") {
        assert_eq!(failing(seed), None);
        return;
    }
    let seeds = asked("SWARM_SEEDS").unwrap_or(SEEDS);
    let (next, failures) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    let work = || {
        while failures.lock().is_ok_and(|list| list.len() < 3) {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds {
                break;
            }
            if let Some(failure) = failing(seed)
                && let Ok(mut list) = failures.lock()
            {
                list.push(failure);
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let failures = failures.into_inner().unwrap_or_default();
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}
