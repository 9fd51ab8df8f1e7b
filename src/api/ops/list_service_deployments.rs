//! ListServiceDeployments, newest first. Source: ECS API, ListServiceDeployments.

use crate::api::{Code, Refusal, Request, lookup, paging, render};
use crate::lifecycle::Turn;
use crate::model::{ServiceDeployment, ServiceStatus, World};
use serde_json::{Map, Value};
use std::sync::Arc;

/// The size of a page. Source: ECS API, ListServiceDeployments, `maxResults`.
const PAGE: usize = 20;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let service = lookup::service(world, cluster, request, "service")?;
    if service.status == ServiceStatus::Inactive {
        return Err(Refusal::new(Code::ServiceNotFound, "Service not found."));
    }
    let statuses: Vec<&str> = request.texts("status").collect();
    let created = request.part("createdAt");
    let (after, before) = (moment(created, "after"), moment(created, "before"));
    let listed = |record: &&Arc<ServiceDeployment>| {
        let at = world.settings.calendar.epoch_millis(record.created_at);
        let status = statuses.is_empty() || statuses.contains(&record.status.name());
        status && after.is_none_or(|after| at > after) && before.is_none_or(|before| at < before)
    };
    let records = world.records_of(service).filter(listed);
    let rows = records.map(|record| (key(record), brief(world, record)));
    let (rows, next) = paging::page(world, request, PAGE, rows)?;
    let rows = rows
        .iter()
        .filter_map(|text| serde_json::from_str(text).ok());
    let mut object = Map::new();
    object.insert(
        "serviceDeployments".into(),
        rows.collect::<Vec<Value>>().into(),
    );
    if let Some(token) = next {
        object.insert("nextToken".into(), token.into());
    }
    Ok(Value::Object(object))
}

/// Pages come in ascending order of their keys, and the newest record first.
fn key(record: &ServiceDeployment) -> u64 {
    u64::from(u32::MAX - record.id.0)
}

fn brief(world: &World, record: &ServiceDeployment) -> String {
    render::service_deployment_brief(world, record).to_string()
}

/// A moment in milliseconds of the epoch; the wire has seconds, with a fraction or without.
fn moment(of: Request, name: &str) -> Option<u64> {
    let seconds = of.get(name)?.as_f64()?;
    // The cast takes moments before 1970 for the first one.
    Some((seconds * 1_000.0).round() as u64)
}
