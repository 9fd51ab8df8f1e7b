//! A run of requests for tests: ask, let time pass, and check that the world stays sound.

use super::call;
use crate::lifecycle::fixtures::cluster_of;
use crate::lifecycle::{Event, Sim, Turn, invariants};
use crate::model::World;
use crate::sim::{Journal, Span};
use serde_json::Value;

/// A simulation that is asked by requests.
#[derive(Default)]
pub struct Asked {
    /// The simulation.
    pub sim: Sim,
    journal: Journal<Event>,
}

impl Asked {
    /// Starts with this world.
    pub fn new(world: World) -> Asked {
        Asked {
            sim: Sim::new(world),
            journal: Journal::default(),
        }
    }

    /// Starts with the cluster `default` and an instance for each (type, zone).
    pub fn with_instances(instances: &[(&str, u8)]) -> Asked {
        Asked::new(cluster_of(instances).0)
    }

    /// The HTTP status and the body of the answer; the world is sound afterwards.
    pub fn ask(&mut self, action: &str, body: Value) -> (u16, Value) {
        let mut turn = Turn {
            sim: &mut self.sim,
            journal: &mut self.journal,
        };
        let answer = call(&mut turn, action, &body.to_string());
        self.sim.settle(&mut self.journal);
        assert_eq!(
            invariants::breaches(&self.sim.world),
            [""; 0],
            "{action} {body}"
        );
        let body = serde_json::from_str(&answer.body);
        (answer.status, body.expect("answers are JSON"))
    }

    /// The body of an answer that is no refusal.
    pub fn granted(&mut self, action: &str, body: Value) -> Value {
        let (status, answer) = self.ask(action, body);
        assert_eq!(status, 200, "{action}: {answer}");
        answer
    }

    /// `Code: message` of a refusal.
    pub fn refused(&mut self, action: &str, body: Value) -> String {
        let (status, answer) = self.ask(action, body);
        assert_eq!(status, 400, "{action}: {answer}");
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        format!("{}: {}", text("__type"), text("message"))
    }

    /// Lets seconds pass.
    pub fn wait(&mut self, seconds: u64) {
        let to = self.sim.now + Span::seconds(seconds);
        self.sim.advance(to, &mut self.journal, 1_000_000);
        assert_eq!(invariants::breaches(&self.sim.world), [""; 0]);
    }
}
