//! What the world has for a field: definitions, target groups, subnets, roles, ports and the like.

use super::seen::Seen;
use super::{Choices, place};
use crate::model::arn::Arns;
use crate::model::surroundings::load_balancer::DeclaredBalancer;
use crate::model::surroundings::target_group::{LoadBalancer, TargetType};
use crate::model::task_definition::DefinitionStatus;
use serde_json::Value;

fn same(values: impl IntoIterator<Item = String>) -> Choices {
    let mut choices = Choices::new();
    for value in values {
        if !value.is_empty() && !choices.iter().any(|(known, _)| *known == value) {
            choices.push((value.clone(), value));
        }
    }
    choices
}

/// Active revisions, the newest first; those of the service's own family before others.
pub fn definitions(seen: &Seen) -> Choices {
    let rows = || seen.world.definitions.rows().rev();
    let active = rows().filter(|row| row.status == DefinitionStatus::Active);
    let own = seen.was.and_then(|was| was["taskDefinition"].as_str());
    let family = own.and_then(|name| name.split(':').next()).unwrap_or("");
    let (ours, others): (Vec<_>, Vec<_>) = active.partition(|row| *row.family == *family);
    let all = ours.into_iter().chain(others).map(|row| row.name());
    // What it runs may have been deregistered.
    same(all.chain(own.map(str::to_owned)))
}

/// The capacity providers of the cluster, with their names.
pub fn providers(seen: &Seen) -> Choices {
    let cluster = seen.text("cluster");
    let clusters = seen.world.clusters.rows();
    let row = clusters.rev().find(|row| *row.name == *cluster);
    let names = row.map_or(&[][..], |row| &row.capacity_providers);
    same(names.iter().map(ToString::to_string))
}

/// Subnets, each with its zone.
pub fn subnets(seen: &Seen) -> Choices {
    let region = &seen.world.settings.region;
    let rows = seen.world.surroundings.subnets.iter();
    let named = rows.map(|(id, row)| (id.to_string(), row.zone.name(region)));
    named.collect()
}

/// Security groups, each with its name.
pub fn security_groups(seen: &Seen) -> Choices {
    let rows = seen.world.surroundings.security_groups.iter();
    let named = rows.map(|(id, row)| (id.to_string(), row.name.to_string()));
    named.collect()
}

/// The target groups that suit the tasks, by ARN.
pub fn target_groups(seen: &Seen) -> Choices {
    let wanted = match seen.awsvpc() {
        true => TargetType::Ip,
        false => TargetType::Instance,
    };
    let rows = seen.world.surroundings.target_groups.rows();
    let suits = rows.filter(|row| !row.is_classic() && row.target_type == wanted);
    let arns = Arns::of(seen.world);
    let choice = suits.map(|row| (arns.target_group(row), row.name.to_string()));
    choice.collect()
}

/// Classic Load Balancers, by name.
pub fn classic_balancers(seen: &Seen) -> Choices {
    let rows = seen.world.surroundings.load_balancers.iter();
    let is_classic = |row: &DeclaredBalancer| row.kind == LoadBalancer::Classic;
    let classic = rows.filter(|(_, row)| is_classic(row));
    same(classic.map(|(name, _)| name.to_string()))
}

/// Listener rules, by ARN.
pub fn listener_rules(seen: &Seen) -> Choices {
    let rules = seen.world.surroundings.listener_rules.rows();
    let arns = Arns::of(seen.world);
    let choice = rules.map(|rule| {
        let name = format!("{}, port {}", rule.load_balancer, rule.listener_port);
        (arns.listener_rule(rule), name)
    });
    choice.collect()
}

/// The containers of the definition.
pub fn containers(seen: &Seen) -> Choices {
    let names = seen.containers().iter();
    same(names.filter_map(|one| Some(one["name"].as_str()?.to_owned())))
}

/// The ports of the row's container.
pub fn container_ports(seen: &Seen) -> Choices {
    let container = seen.of_row("containerName");
    let ports = seen.ports().filter(|(name, _)| *name == container);
    same(ports.map(|(_, port)| place::text(port, "containerPort")))
}

/// The named ports of the definition.
pub fn port_names(seen: &Seen) -> Choices {
    let named = seen.ports().filter_map(|(_, port)| port["name"].as_str());
    same(named.map(str::to_owned))
}

/// The volumes that the definition leaves to the launch.
pub fn volumes(seen: &Seen) -> Choices {
    let document = seen.definition().map(|row| &row.spec.document);
    let list = document.and_then(|document| document.get("volumes")?.as_array());
    let open = list.into_iter().flatten();
    let open = open.filter(|row| row["configuredAtLaunch"] == true);
    same(open.filter_map(|row| Some(row["name"].as_str()?.to_owned())))
}

/// The roles of the account, and the one that the guide has for a purpose, by ARN.
fn roles_with(seen: &Seen, own: &str) -> Choices {
    let account = &seen.world.settings.account_id;
    let known = seen.world.surroundings.iam_roles.keys();
    let known = known.map(|name| &**name).filter(|name| *name != own);
    let names = [own].into_iter().filter(|own| !own.is_empty()).chain(known);
    let named = names.map(|name| {
        (
            format!("arn:aws:iam::{account}:role/{name}"),
            name.to_owned(),
        )
    });
    named.collect()
}

/// Roles.
pub fn roles(seen: &Seen) -> Choices {
    roles_with(seen, "")
}

/// Roles, first the one that shifts traffic.
/// Source: ECS developer guide, "Amazon ECS infrastructure IAM role for load balancers".
pub fn shifting_roles(seen: &Seen) -> Choices {
    roles_with(seen, "ecsInfrastructureRoleForLoadBalancers")
}

/// Roles, first the one that manages volumes and the targets of VPC Lattice.
/// Source: ECS developer guide, "Amazon ECS infrastructure IAM role".
pub fn infrastructure_roles(seen: &Seen) -> Choices {
    roles_with(seen, "ecsInfrastructureRole")
}

/// What other services have at a place.
fn of_services(seen: &Seen, member: &str, place: &str) -> Choices {
    let rows = seen.world.services.rows();
    let texts = rows.filter_map(|row| {
        let (_, text) = row.extras.iter().find(|(name, _)| &**name == member)?;
        let value: Value = serde_json::from_str(text).ok()?;
        Some(place::text(&value, place))
    });
    same(texts)
}

/// Services of Cloud Map, as far as other services name them.
pub fn registries(seen: &Seen) -> Choices {
    of_services(seen, "serviceRegistries", "0.registryArn")
}

/// Namespaces, as far as clusters and services name them.
pub fn namespaces(seen: &Seen) -> Choices {
    let clusters = seen.world.clusters.rows();
    let defaults = clusters.filter_map(|row| {
        let defaults = row.extra("serviceConnectDefaults")?;
        Some(place::text(&defaults, "namespace"))
    });
    let used = of_services(seen, "serviceConnectConfiguration", "namespace");
    same(defaults.chain(used.into_iter().map(|(value, _)| value)))
}

/// The alarms of the account.
pub fn alarms(seen: &Seen) -> Choices {
    let all = &seen.world.surroundings;
    let names = all.alarms.keys().chain(all.metric_alarms.keys());
    same(names.map(ToString::to_string))
}

/// What a placement strategy of the row's type goes by.
/// Source: ECS API, `PlacementStrategy.field`.
pub fn strategy_fields(seen: &Seen) -> Choices {
    let fields: &[&str] = match seen.of_row("type") {
        "spread" => &["attribute:ecs.availability-zone", "instanceId"],
        "binpack" => &["memory", "cpu"],
        _ => &[],
    };
    same(fields.iter().map(|field| (*field).to_owned()))
}

/// The first of what is offered.
pub fn first(choices: Choices) -> String {
    let first = choices.into_iter().next();
    first.map_or_else(String::new, |(value, _)| value)
}
