//! `aws scheduler`: schedules that run tasks.
//!
//! Source: Amazon EventBridge Scheduler API, version 2021-06-30. All schedules are in the group
//! `default`; there are no others.

use super::{Plan, Refused, Service, as_it_came, nothing};
use crate::api::Request;
use crate::api::render::schedule_arn;
use crate::model::arn::Arns;
use crate::model::{Schedule, World};
use crate::shapes::{Kind, Shape, service};
use crate::sim::time::iso8601;
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub(super) const SERVICE: Service = Service {
    name: NAME,
    invalid: INVALID,
    operations: &[
        ("CreateSchedule", create),
        ("DeleteSchedule", delete),
        ("GetSchedule", get),
        ("ListSchedules", list),
    ],
};

const NAME: &str = "scheduler";
const INVALID: &str = "ValidationException";
const MISSING: &str = "ResourceNotFoundException";
const GROUP: &str = "default";

fn name(request: Request<'_>) -> &str {
    request.text("Name").unwrap_or_default()
}

fn named<'a>(world: &'a World, name: &str) -> Option<&'a Arc<Schedule>> {
    world.schedules.rows().find(|row| *row.name == *name)
}

/// There is one group only.
fn in_group(request: Request) -> Result<(), Refused> {
    match request.filled_text("GroupName") {
        None | Some(GROUP) => Ok(()),
        Some(other) => {
            let said = format!("Schedule group {other} does not exist.");
            Err(Refused::new(MISSING, said))
        }
    }
}

fn create(world: &World, request: Request) -> Result<Plan, Refused> {
    in_group(request)?;
    let code = match named(world, name(request)) {
        Some(_) => "ConflictException",
        None => INVALID,
    };
    Ok(Plan::Ask {
        action: "Drydock.CreateSchedule",
        body: as_it_came(request),
        code,
        told: |world, request| json!({"ScheduleArn": schedule_arn(world, name(request))}),
    })
}

fn delete(_: &World, request: Request) -> Result<Plan, Refused> {
    in_group(request)?;
    Ok(Plan::Ask {
        action: "Drydock.DeleteSchedule",
        body: as_it_came(request),
        code: MISSING,
        told: nothing,
    })
}

fn state(row: &Schedule) -> &'static str {
    if row.enabled { "ENABLED" } else { "DISABLED" }
}

/// The ARN of the target: as it was given, or of the cluster that it names.
fn target_arn(world: &World, row: &Schedule) -> String {
    let given = row.target["arn"].as_str().unwrap_or_default();
    let cluster = match given {
        "" => row.request["cluster"].as_str().unwrap_or("default"),
        arn if arn.starts_with("arn:") => return arn.to_owned(),
        name => name,
    };
    Arns::of(world).ecs(&format!("cluster/{cluster}"))
}

fn get(world: &World, request: Request) -> Result<Plan, Refused> {
    in_group(request)?;
    let name = name(request);
    let missing = || Refused::new(MISSING, format!("Schedule {name} does not exist."));
    let row = named(world, name).ok_or_else(missing)?;
    let calendar = world.settings.calendar;
    let created = calendar.epoch_millis(row.created_at);
    let window = match row.window.0 / 60_000 {
        0 => json!({"Mode": "OFF"}),
        minutes => json!({"Mode": "FLEXIBLE", "MaximumWindowInMinutes": minutes}),
    };
    let mut shown = json!({
        "Arn": schedule_arn(world, &row.name),
        "GroupName": GROUP,
        "Name": &*row.name,
        "ScheduleExpression": &*row.text,
        "ScheduleExpressionTimezone": &*row.zone,
        "State": state(row),
        "CreationDate": iso8601(created),
        "LastModificationDate": iso8601(created),
        "Target": target(world, row),
        "FlexibleTimeWindow": window,
        "ActionAfterCompletion": if row.deletes_itself { "DELETE" } else { "NONE" },
    });
    if row.start != created {
        shown["StartDate"] = iso8601(row.start).into();
    }
    if let Some(end) = row.end {
        shown["EndDate"] = iso8601(end).into();
    }
    if !row.description.is_empty() {
        shown["Description"] = (*row.description).into();
    }
    Ok(Plan::Answer(shown))
}

/// The target as it was asked for, with the retries that hold.
fn target(world: &World, row: &Schedule) -> Value {
    let operation = service(NAME).and_then(|service| service.operation("GetSchedule"));
    let shape = operation.and_then(|operation| operation.output.get().member("Target"));
    let Some(shape) = shape else {
        return Value::Null;
    };
    let mut target = spelled(shape.shape.get(), &row.target);
    target["Arn"] = target_arn(world, row).into();
    target["RetryPolicy"] = json!({
        "MaximumEventAgeInSeconds": row.longest_retry.0 / 1_000,
        "MaximumRetryAttempts": row.most_retries,
    });
    target
}

/// A value whose members have small first letters, as the API spells them.
fn spelled(shape: &Shape, value: &Value) -> Value {
    match (&shape.kind, value) {
        (Kind::Structure { members, .. }, Value::Object(given)) => {
            let own = members.iter().filter_map(|member| {
                let (first, rest) = member.name.split_at_checked(1)?;
                let value = given.get(&(first.to_ascii_lowercase() + rest))?;
                Some((member.name.to_owned(), spelled(member.shape.get(), value)))
            });
            Value::Object(own.collect::<Map<String, Value>>())
        }
        (Kind::List { of, .. }, Value::Array(items)) => {
            let items = items.iter().map(|item| spelled(of.get(), item));
            items.collect()
        }
        (_, value) => value.clone(),
    }
}

fn list(world: &World, request: Request) -> Result<Plan, Refused> {
    in_group(request)?;
    let start = request.text("NamePrefix").unwrap_or_default();
    let wanted = request.filled_text("State");
    let rows = world.schedules.rows().filter(|row| {
        row.name.starts_with(start) && wanted.is_none_or(|wanted| wanted == state(row))
    });
    let rows = rows.map(|row| {
        let created = world.settings.calendar.iso8601(row.created_at);
        json!({
            "Arn": schedule_arn(world, &row.name),
            "Name": &*row.name,
            "GroupName": GROUP,
            "State": state(row),
            "CreationDate": created,
            "LastModificationDate": created,
            "Target": {"Arn": target_arn(world, row)},
        })
    });
    let rows: Vec<Value> = rows.collect();
    Ok(Plan::Answer(json!({"Schedules": rows})))
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::aws::services::testing;
    use serde_json::{Value, json};

    fn granted(asked: &mut Asked, action: &str, body: Value) -> Value {
        testing::granted(asked, "scheduler", action, body)
    }

    fn refused(asked: &mut Asked, action: &str, body: Value) -> String {
        testing::refused(asked, "scheduler", action, body)
    }

    fn nightly() -> Value {
        json!({
            "Name": "nightly", "ScheduleExpression": "cron(0 3 * * ? *)",
            "Description": "Sweeps",
            "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15},
            "Target": {
                "Arn": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
                "RoleArn": "arn:aws:iam::123456789012:role/ecsEventsRole",
                "EcsParameters": {
                    "TaskDefinitionArn": "web", "LaunchType": "FARGATE",
                    "NetworkConfiguration": {"awsvpcConfiguration": {
                        "Subnets": ["subnet-0d0c1a00000000001"], "AssignPublicIp": "ENABLED",
                    }},
                    "EnableECSManagedTags": true,
                },
            },
        })
    }

    #[test]
    fn a_schedule_is_shown_as_it_was_created() {
        let mut asked = Asked::default();
        let created = granted(&mut asked, "CreateSchedule", nightly());
        let found = granted(&mut asked, "GetSchedule", json!({"Name": "nightly"}));
        assert_eq!(found["Arn"], created["ScheduleArn"]);
        for member in ["ScheduleExpression", "Description", "FlexibleTimeWindow"] {
            assert_eq!(found[member], nightly()[member]);
        }
        for member in ["Arn", "RoleArn", "EcsParameters"] {
            assert_eq!(found["Target"][member], nightly()["Target"][member]);
        }
        assert_eq!(found["Target"]["RetryPolicy"]["MaximumRetryAttempts"], 185);
        assert_eq!(
            refused(&mut asked, "CreateSchedule", nightly()),
            "ConflictException: Schedule nightly already exists."
        );
    }

    #[test]
    fn schedules_are_listed_and_deleted() {
        let mut asked = Asked::default();
        granted(&mut asked, "CreateSchedule", nightly());
        let mut list = |body| {
            let found = granted(&mut asked, "ListSchedules", body);
            found["Schedules"].as_array().map(Vec::len)
        };
        assert_eq!(list(json!({})), Some(1));
        assert_eq!(list(json!({"NamePrefix": "day"})), Some(0));
        assert_eq!(list(json!({"State": "DISABLED"})), Some(0));
        granted(&mut asked, "DeleteSchedule", json!({"Name": "nightly"}));
        for action in ["GetSchedule", "DeleteSchedule"] {
            assert_eq!(
                refused(&mut asked, action, json!({"Name": "nightly"})),
                "ResourceNotFoundException: Schedule nightly does not exist."
            );
        }
        assert_eq!(
            refused(&mut asked, "ListSchedules", json!({"GroupName": "sea"})),
            "ResourceNotFoundException: Schedule group sea does not exist."
        );
    }
}
