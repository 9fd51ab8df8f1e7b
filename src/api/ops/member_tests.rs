//! Every member of every request is looked at, or listed as ignored.

use super::OPERATIONS;
use crate::api::request::watch;
use crate::api::rules::Action;
use crate::api::testing::Asked;
use crate::lifecycle::fixtures::cluster_of;
use crate::model::World;
use crate::model::arn::Arns;
use crate::shapes::{self, Kind, Member, Shape};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// How deep made-up objects go.
const DEEPEST: usize = 4;

/// An account that has one of everything, with values for members by name.
struct Account {
    world: World,
    known: Value,
}

fn account() -> Account {
    let mut asked = Asked::new(cluster_of(&[("t2.medium", 0)]).0);
    // Whatever a made-up ARN names is there.
    asked.sim.world.settings.permissive = true;
    let role = "arn:aws:iam::123456789012:role/task";
    let body = json!({
        "family": "app", "taskRoleArn": role,
        "containerDefinitions": [{"name": "app", "image": "nginx", "memory": 64}],
    });
    asked.granted("RegisterTaskDefinition", body);
    let group = "arn:aws:autoscaling:us-east-1:1:autoScalingGroup:a:autoScalingGroupName/b";
    let body = json!({"name": "mine", "autoScalingGroupProvider": {"autoScalingGroupArn": group}});
    asked.granted("CreateCapacityProvider", body);
    let body = json!({"serviceName": "web", "taskDefinition": "app", "desiredCount": 1});
    asked.granted("CreateService", body);
    let defaults = json!({"namespace": "a"});
    let body = json!({"cluster": "default", "serviceConnectDefaults": defaults});
    asked.granted("UpdateCluster", body);
    let body = json!({"taskDefinition": "app", "enableExecuteCommand": true});
    let task = asked.granted("RunTask", body)["tasks"][0]["taskArn"].clone();
    asked.wait(60);
    asked.granted(
        "UpdateService",
        json!({"service": "web", "forceNewDeployment": true}),
    );
    let listed = asked.granted("ListServiceDeployments", json!({"service": "web"}));
    let deployment = listed["serviceDeployments"][0]["serviceDeploymentArn"].clone();
    let body = json!({
        "serviceName": "sets", "desiredCount": 1, "deploymentController": {"type": "EXTERNAL"},
    });
    asked.granted("CreateService", body);
    let body = json!({"cluster": "default", "service": "sets", "taskDefinition": "app"});
    let set = asked.granted("CreateTaskSet", body)["taskSet"]["id"].clone();
    let world = asked.sim.world;
    let instance = world.instances.rows().next().map(|row| row.id);
    let instance = Arns::of(&world).instance(instance.expect("there is one"));
    let known = json!({
        "cluster": "default", "clusters": ["default"], "service": "web", "services": ["web"],
        "serviceName": "web", "task": task, "tasks": [task], "taskDefinition": "app:1",
        "taskDefinitions": ["app:1"], "containerInstance": instance,
        "containerInstances": [instance], "containerInstanceArn": instance, "targetId": instance,
        "autoScalingGroupArn": "other", "managedTerminationProtection": "DISABLED",
        "capacityProvider": "mine", "capacityProviders": ["mine"], "principalArn": role,
        "instanceIdentityDocument": "{\"instanceType\": \"t2.medium\"}",
        "resourceArn": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
        "serviceDeploymentArn": deployment, "filter": "attribute:a exists",
        "containerName": "app", "taskSet": set, "primaryTaskSet": set,
        "container": "app", "interactive": true, "status": "ACTIVE", "family": "app",
    });
    Account { world, known }
}

impl Account {
    /// A value for a member.
    fn value(&self, action: &str, member: &Member, depth: usize) -> Value {
        match (action, member.name) {
            ("CreateCapacityProvider" | "UpdateCapacityProvider", "status") => {
                return json!("ENABLED");
            }
            ("CreateService", "serviceName") => return json!("other"),
            (action, "service") if action.contains("TaskSet") => return json!("sets"),
            ("CreateCapacityProvider" | "UpdateCapacityProvider", "name") => {
                let name = if action.starts_with("Create") {
                    "other"
                } else {
                    "mine"
                };
                return json!(name);
            }
            ("PutAccountSetting" | "PutAccountSettingDefault" | "ListAccountSettings", "value") => {
                return json!("enabled");
            }
            _ => {}
        }
        match self.known.get(member.name) {
            Some(known) => known.clone(),
            None => self.made_up(action, member.shape.get(), depth),
        }
    }

    /// A value of a shape.
    fn made_up(&self, action: &str, shape: &Shape, depth: usize) -> Value {
        match &shape.kind {
            Kind::Structure { members, union } => {
                let members = members.iter().take(if *union { 1 } else { usize::MAX });
                let members = members.filter(|_| depth < DEEPEST);
                let made = members.map(|member| {
                    let value = self.value(action, member, depth + 1);
                    (member.name.to_owned(), value)
                });
                Value::Object(made.collect::<Map<_, _>>())
            }
            Kind::List { of, .. } => json!([self.made_up(action, of.get(), depth + 1)]),
            Kind::Map { value } => json!({"a": self.made_up(action, value.get(), depth + 1)}),
            Kind::Text { one_of, .. } => json!(one_of.first().unwrap_or(&"a")),
            Kind::Integer { min, .. } | Kind::Number { min, .. } => json!(min.unwrap_or(1).max(1)),
            Kind::Long | Kind::Time => json!(1),
            Kind::Truth => json!(true),
            Kind::Document => json!({}),
        }
    }

    /// The members that an operation looks at, asked with what it needs and one more member each
    /// time, and once with all.
    fn looked_at(&self, action: &str) -> BTreeSet<String> {
        let members = shapes::input(action).expect("there is one").members();
        let of = |members: Vec<&Member>| -> Value {
            let made = members
                .into_iter()
                .map(|member| (member.name.to_owned(), self.value(action, member, 0)));
            Value::Object(made.collect::<Map<_, _>>())
        };
        let beside: &[&str] = match action {
            "CreateService" => &["taskDefinition", "desiredCount"],
            "CreateCapacityProvider" => &["autoScalingGroupProvider"],
            _ => &[],
        };
        let with = |one: &Member| {
            let needed = |member: &&Member| {
                member.required || member.name == one.name || beside.contains(&member.name)
            };
            of(members.iter().filter(needed).collect())
        };
        let mut bodies: Vec<Value> = members.iter().map(with).collect();
        bodies.push(of(members.iter().collect()));
        let mut names = BTreeSet::new();
        for body in bodies {
            watch::begin(&Value::Null);
            Asked::new(self.world.clone()).ask(action, body);
            names.append(&mut watch::names());
        }
        names
    }
}

#[test]
fn every_member_is_looked_at_or_listed_as_ignored() {
    let account = account();
    let mut wrong = Vec::new();
    for operation in OPERATIONS {
        let Some(input) = shapes::input(operation.name) else {
            assert!(operation.name.starts_with("Drydock."));
            continue;
        };
        let looked_at = account.looked_at(operation.name);
        for member in input.members() {
            let ignored = operation.ignored.contains(&member.name);
            let seen = looked_at.contains(member.name);
            // Where there are rules they also check what changes nothing.
            let ruled = Action::named(operation.name).is_some();
            if ignored == seen && !(ruled && seen) {
                wrong.push(format!("{}.{} {ignored}", operation.name, member.name));
            }
        }
        for name in operation.ignored.iter().chain(operation.shown_only) {
            assert!(input.member(name).is_some(), "{}.{name}", operation.name);
        }
    }
    assert_eq!(wrong, [""; 0], "true: listed and looked at; false: neither");
}
