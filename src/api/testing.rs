//! A run of requests for tests: ask, let time pass, and check that the world stays sound and that
//! every answer fits the model of the API.

use super::{call, known};
use crate::lifecycle::fixtures::cluster_of;
use crate::lifecycle::{Event, Sim, Turn, invariants};
use crate::model::World;
use crate::shapes::{self, wire};
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
        let answer = (answer.status, body.expect("answers are JSON"));
        assert_eq!(misfit(action, &answer), None, "{action}");
        answer
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

/// What the API's model does not allow of an answer: a member that it does not know, a value of
/// another type, an exception that the operation does not have. Drydock's own actions have no
/// model.
fn misfit(action: &str, (status, body): &(u16, Value)) -> Option<String> {
    let output = shapes::output(action)?;
    if *status == 200 {
        let same = known::known(output, body.clone()) == *body;
        let wrong = wire::wrong_type(output, body);
        return wrong.or_else(|| (!same).then(|| format!("unknown members or nulls in {body}")));
    }
    let code = body["__type"].as_str().unwrap_or_default();
    let has = |error: &shapes::Ref| error.get().name == code;
    // Every service has the first; the second says what Drydock does not simulate.
    let common = ["SerializationException", "UnsupportedFeatureException"].contains(&code);
    let fits = common || shapes::errors(action).iter().any(has);
    (!fits).then(|| format!("{action} has no {code}"))
}

#[test]
fn what_does_not_fit_is_found() {
    use serde_json::json;
    let misfit = |task| misfit("DescribeTasks", &(200, json!({"tasks": [task]}))).is_some();
    assert!(misfit(json!({"colour": "red"})));
    assert!(misfit(json!({"version": "1"})));
    assert!(misfit(json!({"version": null})));
    assert!(!misfit(json!({"version": 1, "createdAt": 1.5})));
}
