//! `aws logs`: the log groups that there are. What tasks write is not simulated.
//!
//! Source: Amazon CloudWatch Logs API, DescribeLogGroups.

use super::{Plan, Refused, Service};
use crate::api::Request;
use crate::model::World;
use crate::sim::SimTime;
use serde_json::{Value, json};

pub(super) const SERVICE: Service = Service {
    name: "logs",
    invalid: "InvalidParameterException",
    operations: &[("DescribeLogGroups", describe)],
};

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
