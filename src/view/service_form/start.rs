//! What a form begins with: what suits the newest definition, or what a service has.

use super::{all_fields, field, offers, place, seen::Seen};
use crate::api::render;
use crate::model::service::Scheduling;
use crate::model::task_definition::{Compatibility, DefinitionStatus, TaskSpec};
use crate::model::{Service, ServiceId, World};
use crate::shapes::input;
use serde_json::{Map, Value, json};

/// What a new service begins with: a name, a definition, two tasks, and where they run.
pub fn fresh(world: &World, cluster: &str) -> Value {
    let newest = world.definitions.rows().rev();
    let mut newest = newest.filter(|row| row.status == DefinitionStatus::Active);
    let newest = newest.next();
    let family = newest.map_or("web", |row| &row.family);
    let mut form = json!({
        "cluster": cluster, "serviceName": free_name(world, cluster, family), "desiredCount": 2,
    });
    if let Some(newest) = newest {
        form["taskDefinition"] = json!(newest.name());
    }
    let all = offers::subnets(&Seen::new(world, &form, None));
    let subnets: Vec<Value> = all.into_iter().map(|(id, _)| json!(id)).collect();
    form["networkConfiguration"] = json!({"awsvpcConfiguration": {"subnets": subnets}});
    follow_definition(&mut form, world);
    form
}

/// `web` for the family `web`, and `web-2` where that is taken.
fn free_name(world: &World, cluster: &str, family: &str) -> String {
    let taken = |name: &str| {
        let mut rows = world.clusters.rows().rev();
        let id = rows.find(|row| *row.name == *cluster).map(|row| row.id);
        id.is_some_and(|id| {
            let row = world.service_named(id, name);
            row.is_some_and(|row| row.status != crate::model::ServiceStatus::Inactive)
        })
    };
    let mut name = family.to_owned();
    let mut nth = 2;
    while taken(&name) {
        name = format!("{family}-{nth}");
        nth += 1;
    }
    name
}

/// The launch type goes with the definition: one that it does not suit gives way.
pub fn follow_definition(form: &mut Value, world: &World) {
    let seen = Seen::new(world, form, None);
    let chosen = place::text(form, "launchType");
    let by_providers = place::count(form, "capacityProviderStrategy") > 0;
    let Some(row) = seen.definition() else {
        if chosen.is_empty() && !by_providers {
            form["launchType"] = json!("EC2");
        }
        return;
    };
    let can = |kind: Compatibility| row.spec.compatibilities.contains(&kind);
    let asks = |kind| row.spec.requires.is_empty() || row.spec.requires.contains(&kind);
    let suits = match chosen.as_str() {
        "FARGATE" => can(Compatibility::Fargate),
        "EC2" => can(Compatibility::Ec2) && asks(Compatibility::Ec2),
        "" => by_providers,
        _ => true,
    };
    if !suits {
        let kind = match prefers_fargate(&row.spec) {
            true => "FARGATE",
            false => "EC2",
        };
        form["launchType"] = json!(kind);
        follow_launch_type(form, world);
    }
}

/// Whether Fargate is what it asks for.
fn prefers_fargate(spec: &TaskSpec) -> bool {
    let can = spec.compatibilities.contains(&Compatibility::Fargate);
    can && (spec.requires.is_empty() || spec.requires.contains(&Compatibility::Fargate))
}

/// Tasks on Fargate are given public addresses, without which they reach no image from the public
/// subnets that are here; tasks on instances cannot have them.
pub fn follow_launch_type(form: &mut Value, _: &World) {
    let on_fargate = place::text(form, "launchType") == "FARGATE";
    let public = on_fargate.then(|| json!("ENABLED"));
    let at = "networkConfiguration.awsvpcConfiguration.assignPublicIp";
    place::put(form, at, public);
}

/// Load balancers that shift traffic need a second target group, a rule and a role.
pub fn follow_strategy(form: &mut Value, world: &World) {
    for index in 0..place::count(form, "loadBalancers") {
        let seen = Seen::new(world, form, None);
        let missing = place::get(
            form,
            &format!("loadBalancers.{index}.advancedConfiguration"),
        );
        if missing.is_none() && seen.shifts() {
            let advanced = advanced(&seen);
            let at = format!("loadBalancers.{index}.advancedConfiguration");
            place::put(form, &at, Some(advanced));
        }
    }
}

/// What a load balancer is given to shift traffic: the first target group that nothing names yet.
pub fn advanced(seen: &Seen) -> Value {
    json!({
        "alternateTargetGroupArn": unused_group(seen, 0),
        "productionListenerRule": offers::first(offers::listener_rules(seen)),
        "roleArn": offers::first(offers::shifting_roles(seen)),
    })
}

/// A target group that the form does not name, after so many others; else the last there is.
pub fn unused_group(seen: &Seen, after: usize) -> String {
    let text = seen.form.to_string();
    let mut all: Vec<String> = offers::target_groups(seen)
        .into_iter()
        .map(|one| one.0)
        .collect();
    let last = all.last().cloned().unwrap_or_default();
    all.retain(|arn| !text.contains(arn.as_str()));
    all.into_iter().nth(after).unwrap_or(last)
}

/// What a service has, as the request that would create it. What ECS takes by itself is left out,
/// as it is in a form.
pub fn existing(world: &World, id: ServiceId) -> Option<Value> {
    let row = world.services.get(id)?;
    let described = render::service(world, id, true);
    let mut form = Map::new();
    let cluster = world.clusters.get(row.cluster).map_or("", |row| &row.name);
    form.insert("cluster".to_owned(), json!(cluster));
    for member in input("CreateService")?.members() {
        let shown = described.get(member.name);
        let kept = row.extras.iter().find(|(name, _)| **name == *member.name);
        let kept = kept.and_then(|(_, text)| serde_json::from_str(text).ok());
        if let Some(value) = kept.or_else(|| shown.cloned()) {
            form.insert(member.name.to_owned(), value);
        }
    }
    if let Some(arn) = described["taskDefinition"].as_str() {
        let name = arn.rsplit('/').next().unwrap_or(arn);
        form.insert("taskDefinition".to_owned(), json!(name));
    }
    if row.scheduling == Scheduling::Daemon {
        form.remove("desiredCount");
    }
    // ECS gives these two back in capitals, and takes them either way.
    let strategies = form
        .get_mut("placementStrategy")
        .and_then(Value::as_array_mut);
    for strategy in strategies.into_iter().flatten() {
        let field = strategy["field"].as_str().unwrap_or("");
        if matches!(field, "MEMORY" | "CPU") {
            strategy["field"] = json!(field.to_lowercase());
        }
    }
    let mut form = Value::Object(form);
    strip(world, &mut form);
    Some(form)
}

/// Takes away what ECS takes by itself, and what is empty.
fn strip(world: &World, form: &mut Value) {
    let given = form.clone();
    let seen = Seen::new(world, &given, None);
    for field in all_fields().filter(|field| field.shows(&seen)) {
        let Some(value) = place::get(&given, field.path) else {
            continue;
        };
        let text = field::untyped(Some(value));
        let nothing = match value {
            Value::Array(items) => items.is_empty(),
            Value::Bool(on) => !on,
            Value::Null => true,
            Value::String(_) | Value::Number(_) | Value::Object(_) => text == field.default,
        };
        if nothing {
            place::put(form, field.path, None);
        }
    }
}

/// What an update begins with: the service, with the newest revision of what it runs. What somebody
/// registered of another family last is not meant.
pub fn next(world: &World, row: &Service, was: &Value) -> Value {
    let mut form = was.clone();
    if row.controller.has_task_sets() {
        return form;
    }
    let seen = Seen::new(world, was, Some(was));
    let newest = seen.definition().and_then(|runs| {
        let mut newest_first = world.definitions.rows().rev();
        newest_first.find(|row| row.family == runs.family && row.status == DefinitionStatus::Active)
    });
    if let Some(newest) = newest {
        form["taskDefinition"] = json!(newest.name());
    }
    form
}
