//! The form over a run, as tests fill it in and send it.

mod asks;
mod table;
mod update;

use super::field::Field;
use super::seen::Seen;
use super::{GROUPS, add, request, set, sorted, start};
use crate::api::rules;
use crate::engine::{Command, Timeline};
use crate::model::{ServiceId, Settings};
use crate::shapes::Shape;
use crate::taskdef::Severity;
use serde_json::{Value, json};

/// A form over a run.
struct Form {
    timeline: Timeline,
    draft: Value,
    was: Option<Value>,
}

fn ask(timeline: &mut Timeline, action: &str, body: &Value) {
    let answer = timeline.ask(Command::new(action, &body.to_string()));
    assert_eq!(answer.status, 200, "{action} {body}: {}", answer.body);
}

/// An account where requests may name anything, with two definitions for Fargate; one of them has a
/// volume that it leaves to the launch.
fn registered() -> Timeline {
    let mut timeline = Timeline::new(Settings {
        permissive: true,
        ..Settings::default()
    });
    ask(
        &mut timeline,
        "CreateCluster",
        &json!({"clusterName": "harbor"}),
    );
    let mut definition = json!({
        "family": "stored", "networkMode": "awsvpc", "cpu": "256", "memory": "1024",
        "requiresCompatibilities": ["FARGATE"],
        "taskRoleArn": "arn:aws:iam::123456789012:role/ecsTaskRole",
        "volumes": [{"name": "data", "configuredAtLaunch": true}],
        "containerDefinitions": [{
            "name": "app", "image": "nginx",
            "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}],
            "portMappings": [
                {"containerPort": 80, "name": "http", "appProtocol": "http"},
                {"containerPort": 81, "name": "admin"},
            ],
        }],
    });
    ask(&mut timeline, "RegisterTaskDefinition", &definition);
    definition["family"] = json!("web");
    definition["volumes"] = json!([]);
    definition["containerDefinitions"][0]["mountPoints"] = json!([]);
    ask(&mut timeline, "RegisterTaskDefinition", &definition);
    timeline
}

/// The same, and newest one that runs on instances.
fn registered_plain() -> Timeline {
    let mut timeline = registered();
    let plain = json!({"family": "plain", "containerDefinitions": [
        {"name": "app", "image": "nginx", "memory": 64},
    ]});
    ask(&mut timeline, "RegisterTaskDefinition", &plain);
    timeline
}

impl Form {
    fn new(timeline: Timeline) -> Form {
        let draft = start::fresh(timeline.world(), "harbor");
        Form {
            timeline,
            draft,
            was: None,
        }
    }

    fn of_service(timeline: Timeline) -> Form {
        let world = timeline.world();
        let was = start::existing(world, ServiceId(0)).expect("the service");
        let row = world.services.get(ServiceId(0)).expect("the service");
        let draft = start::next(world, row, &was);
        Form {
            timeline,
            draft,
            was: Some(was),
        }
    }

    fn seen(&self) -> Seen<'_> {
        Seen::new(self.timeline.world(), &self.draft, self.was.as_ref())
    }

    fn request(&self) -> Value {
        request::request(&self.seen())
    }

    /// Fills in a field by its place, as somebody types it.
    fn put(&mut self, at: &str, text: &str) {
        let (base, field, of) = found(&self.seen(), at);
        let value = field.typed(of, text);
        set(&mut self.draft, self.timeline.world(), &base, field, value);
    }

    fn add(&mut self, at: &str) {
        let (base, field, _) = found(&self.seen(), at);
        let world = self.timeline.world();
        add(&mut self.draft, world, self.was.as_ref(), &base, field);
    }

    /// The errors, each as the place of its field and its text.
    fn errors(&self) -> Vec<(String, String)> {
        let body = self.request();
        let action = request::action(self.was.is_some());
        let findings = rules::check(self.timeline.world(), action, &body);
        let (placed, rest) = sorted(&self.seen(), findings);
        let homeless = rest
            .into_iter()
            .filter(|one| one.severity == Severity::Error);
        let homeless = homeless.map(|one| (String::new(), one.message));
        let placed = placed.into_iter().map(|one| (one.at, one.message));
        placed.chain(homeless).collect()
    }

    /// Sends it.
    fn send(mut self) -> Timeline {
        let body = self.request();
        let action = request::action(self.was.is_some());
        ask(&mut self.timeline, action, &body);
        self.timeline
    }

    fn sections(&self) -> Vec<String> {
        let seen = self.seen();
        let groups = GROUPS[1..].iter().filter(|group| group.shows(&seen));
        let said = groups.map(|group| format!("{}: {}", group.name, (group.summary)(&seen)));
        said.collect()
    }
}

/// The field at a place that shows, with the place of its row and what that is.
fn found(seen: &Seen, at: &str) -> (String, &'static Field, &'static Shape) {
    let spots = super::spots(seen);
    let spot = spots.iter().find(|spot| spot.at == at);
    let spot = spot.unwrap_or_else(|| panic!("no field for {at} shows"));
    let base = at.strip_suffix(spot.field.path).unwrap_or("");
    (base.trim_end_matches('.').to_owned(), spot.field, spot.of)
}
