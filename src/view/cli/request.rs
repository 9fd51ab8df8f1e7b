//! An action of a run as the request of the service that has it.
//!
//! Most actions of Drydock's own have no service: they change the world around ECS. Those of
//! Application Auto Scaling, CloudWatch and EventBridge Scheduler are the services' own operations,
//! asked for with fewer words; the rest of the words is filled in here.

use crate::model::World;
use crate::model::arn::{Arns, last_part};
use crate::model::scaling::Metric;
use crate::shapes::names::kebab;
use crate::shapes::{self, Kind, Member, Operation, Shape, wire};
use serde_json::{Map, Value, json};

/// The services whose operations Drydock has as actions of its own.
const AROUND: &[&str] = &["application-autoscaling", "cloudwatch", "scheduler"];

/// A request of an operation.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    /// The operation.
    pub operation: &'static Operation,
    /// Its members, as the model spells them.
    pub members: Map<String, Value>,
}

impl Asked {
    /// What an action asks of which operation. None if none does it, or not with these members.
    pub fn of(world: &World, action: &str, body: &Value) -> Option<Asked> {
        let Some(own) = action.strip_prefix("Drydock.") else {
            let operation = shapes::operation(action)?;
            let shape = operation.input.get();
            // The AWS CLI would make a text of a number, say.
            let fits = wire::wrong_type(shape, body).is_none();
            let mut members = fits.then(|| modelled(shape, body))?;
            let wants = shape.member("cluster").is_some_and(|row| row.required);
            if wants && members.get("cluster").is_none() {
                // ECS takes this one for granted, the AWS CLI wants to be told.
                members["cluster"] = json!("default");
            }
            return of_object(operation, members);
        };
        if own == "TerminateInstance" {
            return terminated(world, body);
        }
        let mut services = AROUND.iter().filter_map(|name| shapes::service(name));
        let operation = services.find_map(|service| service.operation(own))?;
        let mut members = strictly(operation.input.get(), body)?;
        fill(world, operation, &mut members)?;
        let passes = is_whole(operation.input.get(), &members);
        passes.then(|| of_object(operation, members))?
    }

    /// `aws ecs run-task`
    pub fn command(&self) -> String {
        let Operation { service, name, .. } = self.operation;
        format!("aws {} {}", service.name, kebab(name))
    }
}

/// The end of a machine of EC2: the instance must be one that nobody registered by hand, so that no
/// other has its id.
fn terminated(world: &World, body: &Value) -> Option<Asked> {
    let given = body.as_object()?;
    let known = |name: &String| matches!(&**name, "cluster" | "containerInstance");
    let arns = Arns::of(world);
    let id = arns.read_instance(given.get("containerInstance")?.as_str()?)?;
    let row = world.instance_ever(id)?;
    let cluster = given
        .get("cluster")
        .map_or(Some("default"), Value::as_str)?;
    let cluster = world.cluster_named(last_part(cluster))?;
    let plain = !row.is_external() && row.given_ec2_id.is_none();
    if !plain || cluster.id != row.cluster || !given.keys().all(known) {
        return None;
    }
    let operation = shapes::service("ec2")?.operation("TerminateInstances")?;
    of_object(operation, json!({"InstanceIds": [arns.ec2_instance(id)]}))
}

/// Whether a request has all that it must have, and nothing is too short or too small: otherwise
/// the AWS CLI would not ask, and the action be another one.
fn is_whole(shape: &Shape, value: &Value) -> bool {
    let long = |length: usize, min: &Option<u32>| min.is_none_or(|min| length >= min as usize);
    match (&shape.kind, value) {
        (Kind::Structure { members, .. }, Value::Object(given)) => {
            let asked = |member: &Member| !member.required || given.contains_key(member.name);
            let whole = |(name, value): (&String, &Value)| {
                let member = shape.member(name);
                member.is_some_and(|member| is_whole(member.shape.get(), value))
            };
            members.iter().all(asked) && given.iter().all(whole)
        }
        (Kind::List { of, min, .. }, Value::Array(items)) => {
            long(items.len(), min) && items.iter().all(|item| is_whole(of.get(), item))
        }
        (Kind::Map { value: of }, Value::Object(rows)) => {
            rows.values().all(|value| is_whole(of.get(), value))
        }
        (Kind::Text { min, .. }, Value::String(text)) => long(text.chars().count(), min),
        (Kind::Integer { min, .. } | Kind::Number { min, .. }, Value::Number(number)) => {
            let least = min.map(f64::from);
            least.is_none_or(|least| number.as_f64().is_some_and(|number| number >= least))
        }
        // What is of another kind was sorted out before.
        _ => true,
    }
}

fn of_object(operation: &'static Operation, members: Value) -> Option<Asked> {
    match members {
        Value::Object(members) => Some(Asked { operation, members }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    }
}

/// A request without what is null or unknown: ECS ignores it, the AWS CLI refuses it.
fn modelled(shape: &Shape, value: &Value) -> Value {
    match (&shape.kind, value) {
        (Kind::Structure { .. }, Value::Object(given)) => {
            let known = given.iter().filter(|(_, value)| !value.is_null());
            let known = known.filter_map(|(name, value)| {
                let member = shape.member(name)?;
                Some((name.clone(), modelled(member.shape.get(), value)))
            });
            Value::Object(known.collect::<Map<String, Value>>())
        }
        (Kind::List { of, .. }, Value::Array(items)) => {
            items.iter().map(|item| modelled(of.get(), item)).collect()
        }
        (_, value) => value.clone(),
    }
}

/// A request of Drydock's own in the spelling of the model, if it has no more than that, each of
/// its kind.
fn strictly(shape: &Shape, value: &Value) -> Option<Value> {
    match (&shape.kind, value) {
        (Kind::Structure { .. }, Value::Object(given)) => {
            let members = given.iter().map(|(name, value)| {
                let member = shape.member(name).or_else(|| shape.member(&grown(name)))?;
                Some((member.name.to_owned(), strictly(member.shape.get(), value)?))
            });
            let members: Option<Map<String, Value>> = members.collect();
            members.map(Value::Object)
        }
        (Kind::List { of, .. }, Value::Array(items)) => {
            let items: Option<Vec<Value>> =
                items.iter().map(|item| strictly(of.get(), item)).collect();
            items.map(Value::Array)
        }
        (Kind::Map { value: of }, Value::Object(given)) => {
            let rows = given.iter();
            let rows = rows.map(|(key, value)| Some((key.clone(), strictly(of.get(), value)?)));
            let rows: Option<Map<String, Value>> = rows.collect();
            rows.map(Value::Object)
        }
        (Kind::Integer { .. } | Kind::Long, Value::Number(number)) => {
            number.is_i64().then(|| value.clone())
        }
        (Kind::Text { .. }, Value::String(_))
        | (Kind::Number { .. }, Value::Number(_))
        | (Kind::Truth, Value::Bool(_)) => Some(value.clone()),
        // Moments, which the AWS CLI would read and write anew, and what is of no kind of these.
        _ => None,
    }
}

/// A name with a large first letter.
fn grown(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next();
    first.map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Fills in what the service wants and Drydock's own action takes for granted. None where the
/// terminal's operation does less than the action.
fn fill(world: &World, operation: &Operation, members: &mut Value) -> Option<()> {
    // There is one group of schedules only, and Drydock's own actions do not look at it.
    let group = members.get("GroupName").unwrap_or(&Value::Null);
    if !group.is_null() && group != "default" {
        return None;
    }
    let mut default = |name: &str, value: Value| {
        if members.get(name).is_none_or(|given| *given == json!("")) {
            members[name] = value;
        }
    };
    if operation.service.name == "application-autoscaling" {
        default("ServiceNamespace", json!("ecs"));
        default("ScalableDimension", json!("ecs:service:DesiredCount"));
    }
    match operation.name {
        "PutScalingPolicy" => {
            // Steps may come with an alarm, which is another service's.
            let own = members.get("Alarm").is_none();
            own.then_some(())
        }
        "PutMetricAlarm" => is_taken(members).then_some(()),
        // CloudWatch refuses names that it does not know, Drydock passes them over.
        "DeleteAlarms" => None,
        "CreateSchedule" => {
            default("FlexibleTimeWindow", json!({"Mode": "OFF"}));
            let target = &mut members["Target"];
            let given = target["Arn"].as_str().unwrap_or_default();
            if !given.starts_with("arn:") {
                let cluster = if given.is_empty() { "default" } else { given };
                target["Arn"] = json!(Arns::of(world).ecs(&format!("cluster/{cluster}")));
            }
            if target["RoleArn"].as_str().unwrap_or_default().is_empty() {
                // The name that the console of EventBridge suggests.
                let account = &world.settings.account_id;
                let role = format!("arn:aws:iam::{account}:role/ecsEventsRole");
                target["RoleArn"] = json!(role);
            }
            Some(())
        }
        _ => Some(()),
    }
}

/// Whether CloudWatch takes an alarm: the simulated service refuses some that the action takes.
fn is_taken(members: &Value) -> bool {
    let has = |name: &str| !members[name].is_null();
    let period = members["Period"].as_i64().unwrap_or(60);
    let measured = members["Namespace"] != "AWS/ECS"
        || Metric::ALL
            .iter()
            .any(|metric| members["MetricName"] == metric.name());
    let timed = period == 10 || period == 30 || period % 60 == 0;
    let simple = !has("ExtendedStatistic") && !has("Metrics") && has("MetricName");
    simple && timed && measured
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Timeline;
    use crate::model::Settings;

    fn asked(action: &str, body: Value) -> Option<(&'static str, Value)> {
        let timeline = Timeline::new(Settings::default());
        let asked = Asked::of(timeline.world(), action, &body)?;
        Some((asked.operation.service.name, Value::Object(asked.members)))
    }

    #[test]
    fn requests_have_what_the_service_wants() {
        let bounds = json!({"ResourceId": "service/harbor/shop", "MinCapacity": 1});
        assert_eq!(
            asked("Drydock.RegisterScalableTarget", bounds),
            Some((
                "application-autoscaling",
                json!({
                    "ResourceId": "service/harbor/shop", "MinCapacity": 1,
                    "ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount",
                })
            ))
        );
        let schedule = json!({
            "name": "beat", "scheduleExpression": "rate(1 hour)",
            "target": {"arn": "harbor", "ecsParameters": {
                "taskDefinitionArn": "web", "enableECSManagedTags": true,
            }},
        });
        assert_eq!(
            asked("Drydock.CreateSchedule", schedule),
            Some((
                "scheduler",
                json!({
                    "Name": "beat", "ScheduleExpression": "rate(1 hour)",
                    "Target": {
                        "Arn": "arn:aws:ecs:us-east-1:123456789012:cluster/harbor",
                        "EcsParameters": {"TaskDefinitionArn": "web", "EnableECSManagedTags": true},
                        "RoleArn": "arn:aws:iam::123456789012:role/ecsEventsRole",
                    },
                    "FlexibleTimeWindow": {"Mode": "OFF"},
                })
            ))
        );
    }

    #[test]
    fn what_no_service_does_so_is_none() {
        for (action, body) in [
            ("Drydock.AddInstances", json!({"instanceType": "m5.large"})),
            (
                "Drydock.RegisterScalableTarget",
                json!({"MinCapacity": "1"}),
            ),
            ("Drydock.DeleteSchedule", json!({"Name": "beat", "Nam": 1})),
            (
                "Drydock.DeleteSchedule",
                json!({"Name": "beat", "GroupName": "sea"}),
            ),
            (
                "Drydock.PutScalingPolicy",
                json!({"PolicyName": "steps", "Alarm": {"AlarmName": "busy"}}),
            ),
            (
                "Drydock.CreateSchedule",
                json!({"name": "b", "startDate": 1_800_000_000}),
            ),
            ("CreateCluster", json!({"clusterName": 5})),
            ("CreateCluster", json!([])),
        ] {
            assert_eq!(asked(action, body), None, "{action}");
        }
    }

    #[test]
    fn what_ecs_ignores_is_left_out() {
        let body = json!({"clusterName": "pier", "tags": null, "colour": "red"});
        let wanted = Some(("ecs", json!({"clusterName": "pier"})));
        assert_eq!(asked("CreateCluster", body), wanted);
    }
}
