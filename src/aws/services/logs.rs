//! `aws logs`: the log groups that there are, and the streams of containers in them. What
//! containers write is not simulated.
//!
//! Source: Amazon CloudWatch Logs API, version 2014-03-28; Developer Guide, "Send Amazon ECS logs
//! to CloudWatch": a stream is named `PREFIX/CONTAINER/TASK`.

use super::{Plan, Refused, Service, nothing};
use crate::api::Request;
use crate::model::arn::Arns;
use crate::model::{Task, World};
use crate::sim::{SimTime, sort};
use serde_json::{Value, json};

pub(super) const SERVICE: Service = Service {
    name: "logs",
    invalid: "InvalidParameterException",
    operations: &[
        ("CreateLogGroup", create),
        ("DescribeLogGroups", describe),
        ("DescribeLogStreams", streams),
        ("PutRetentionPolicy", keep),
    ],
};

const MISSING: &str = "ResourceNotFoundException";

fn create(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("logGroupName").unwrap_or_default();
    if world.surroundings.log_groups.contains(name) {
        let said = "The specified log group already exists";
        return Err(Refused::new("ResourceAlreadyExistsException", said));
    }
    Ok(Plan::Ask {
        action: "Drydock.Declare",
        body: json!({"logGroups": [{"logGroupName": name}]}),
        code: "InvalidParameterException",
        told: nothing,
    })
}

/// Nothing that is written is kept, so nothing has to go.
fn keep(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("logGroupName").unwrap_or_default();
    if !world.settings.permissive && !world.surroundings.log_groups.contains(name) {
        let said = "The specified log group does not exist.";
        return Err(Refused::new(MISSING, said));
    }
    Ok(Plan::Answer(json!({})))
}

fn streams(world: &World, request: Request) -> Result<Plan, Refused> {
    let settings = &world.settings;
    let (region, account) = (&settings.region, &settings.account_id);
    let arn = |group: &str| format!("arn:aws:logs:{region}:{account}:log-group:{group}");
    let given = request.filled_text("logGroupName");
    let given = given.or_else(|| request.filled_text("logGroupIdentifier"));
    let given = given.unwrap_or_default();
    let group = given.strip_prefix(&arn("")).unwrap_or(given);
    let group = group.strip_suffix(":*").unwrap_or(group);
    let mut found: Vec<(SimTime, String)> = Vec::new();
    for task in world.tasks.rows() {
        found.extend(streams_of(world, task, group));
    }
    if !world.surroundings.log_groups.contains(group) && found.is_empty() {
        let said = "The specified log group does not exist.";
        return Err(Refused::new(MISSING, said));
    }
    let start = request.text("logStreamNamePrefix").unwrap_or_default();
    let by_time = request.text("orderBy") == Some("LastEventTime");
    if by_time && !start.is_empty() {
        let said = "Cannot order by LastEventTime with a logStreamNamePrefix.";
        return Err(Refused::new("InvalidParameterException", said));
    }
    found.retain(|(_, name)| name.starts_with(start));
    sort::by(&mut found, |(at, name), (other_at, other)| match by_time {
        true => at.cmp(other_at).then_with(|| name.cmp(other)),
        false => name.cmp(other),
    });
    if request.truth("descending") == Some(true) {
        found.reverse();
    }
    let rows = found.iter().map(|(at, name)| {
        json!({
            "logStreamName": name,
            "creationTime": settings.calendar.epoch_millis(*at),
            "arn": format!("{}:log-stream:{name}", arn(group)),
            "storedBytes": 0,
        })
    });
    let rows: Vec<Value> = rows.collect();
    Ok(Plan::Answer(json!({"logStreams": rows})))
}

/// The streams that the containers of a task have in a group, and since when.
fn streams_of(world: &World, task: &Task, group: &str) -> Vec<(SimTime, String)> {
    let hex = Arns::of(world).task_hex(task.id);
    let spec = &task.launch.spec;
    let definitions = spec.document["containerDefinitions"].as_array();
    let definitions = definitions.map_or(&[][..], Vec::as_slice);
    let containers = spec.containers.iter().zip(&task.containers);
    let rows = containers.filter_map(|(definition, state)| {
        let since = state.started_at?;
        let mut own = definitions.iter();
        let own = own.find(|one| one["name"] == *definition.name)?;
        let options = &own["logConfiguration"];
        if options["logDriver"] != "awslogs" || options["options"]["awslogs-group"] != *group {
            return None;
        }
        // Without a prefix it is the id that Docker gives the container.
        let prefix = options["options"]["awslogs-stream-prefix"].as_str()?;
        Some((since, format!("{prefix}/{}/{hex}", definition.name)))
    });
    rows.collect()
}

fn describe(world: &World, request: Request) -> Result<Plan, Refused> {
    let start = request.text("logGroupNamePrefix").unwrap_or_default();
    let part = request.text("logGroupNamePattern").unwrap_or_default();
    if !start.is_empty() && !part.is_empty() {
        // The words are Drydock's own.
        let said = "logGroupNamePrefix and logGroupNamePattern cannot be given together.";
        return Err(Refused::new("InvalidParameterException", said));
    }
    let named: Vec<&str> = request.texts("logGroupIdentifiers").collect();
    let settings = &world.settings;
    let (region, account) = (&settings.region, &settings.account_id);
    let is_standard = request
        .text("logGroupClass")
        .is_none_or(|one| one == "STANDARD");
    let groups = world.surroundings.log_groups.iter();
    let groups = groups.map(|name| {
        let arn = format!("arn:aws:logs:{region}:{account}:log-group:{name}");
        (&**name, arn)
    });
    let groups = groups.filter(|(name, arn)| {
        let is_named = named.is_empty() || named.contains(name) || named.contains(&&**arn);
        is_standard && is_named && name.starts_with(start) && name.contains(part)
    });
    // They are there from the start of the run, and nothing is in them.
    let rows = groups.map(|(name, arn)| {
        json!({
            "logGroupName": name,
            "creationTime": settings.calendar.epoch_millis(SimTime::START),
            "metricFilterCount": 0,
            "arn": format!("{arn}:*"),
            "storedBytes": 0,
            "logGroupArn": arn,
        })
    });
    let rows: Vec<Value> = rows.collect();
    Ok(Plan::Answer(json!({"logGroups": rows})))
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::aws::services::testing::granted;
    use serde_json::{Value, json};

    #[test]
    fn groups_are_found_by_their_names() {
        let mut asked = Asked::default();
        let mut names = |body: Value| {
            let found = granted(&mut asked, "logs", "DescribeLogGroups", body);
            let rows = found["logGroups"].as_array().expect("a list").iter();
            let names = rows.filter_map(|row| row["logGroupName"].as_str());
            names.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(names(json!({})), ["/ecs/api", "/ecs/app", "/ecs/web"]);
        let prefix = json!({"logGroupNamePrefix": "/ecs/a"});
        assert_eq!(names(prefix), ["/ecs/api", "/ecs/app"]);
        assert_eq!(names(json!({"logGroupNamePattern": "web"})), ["/ecs/web"]);
        let arn = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/app";
        assert_eq!(names(json!({"logGroupIdentifiers": [arn]})), ["/ecs/app"]);
    }
}
