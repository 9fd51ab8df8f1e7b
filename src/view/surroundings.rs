//! What surrounds ECS in the simulated account, by kind: names, and how each stands.

use crate::lifecycle::faults;
use crate::model::arn::Arns;
use crate::model::surroundings::alarm::AlarmState;
use crate::model::surroundings::iam_role::{IamRole, PERMISSIONS};
use crate::model::surroundings::target_group::TargetGroup;
use crate::model::{ServiceStatus, World, Zone};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The resources of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What they are.
    pub title: &'static str,
    /// The resources.
    pub rows: Vec<Row>,
}

/// A resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name, id or ARN, to copy into a request.
    pub name: String,
    /// What there is to say of it.
    pub detail: String,
    /// Whether a fault is on it.
    pub faulty: bool,
}

fn row(name: impl Into<String>, detail: impl Into<String>) -> Row {
    Row {
        name: name.into(),
        detail: detail.into(),
        faulty: false,
    }
}

/// All kinds of which there is something.
pub fn sections(world: &World) -> Vec<Section> {
    let all = &world.surroundings;
    let section = |title, rows: Vec<Row>| Section { title, rows };
    let groups = all.security_groups.iter();
    let groups = groups.map(|(id, group)| row(&**id, &*group.name));
    let targets = all.target_groups.rows();
    let targets = targets.filter(|group| !group.is_classic());
    let targets = targets.map(|group| target_group(world, group));
    let roles = all.iam_roles.iter();
    let roles = roles.map(|(name, role)| iam_role(world, name, role));
    let scaling = all.auto_scaling_groups.iter().map(|(name, group)| {
        let (least, most) = (group.min_size, group.max_size);
        let types: Vec<&str> = group.instance_types.iter().map(|kind| kind.name).collect();
        row(&**name, format!("{least} to {most} {}", types.join(", ")))
    });
    let sections = [
        section("VPCs", vpcs(world)),
        section("Subnets", subnets(world)),
        section("Security groups", groups.collect()),
        section("Load balancers", load_balancers(world)),
        section("Listener rules", listener_rules(world)),
        section("Target groups", targets.collect()),
        section("Roles", roles.collect()),
        section("Secrets and parameters", secrets(world)),
        section(
            "Log groups",
            all.log_groups.iter().map(|name| row(&**name, "")).collect(),
        ),
        section(
            "Repositories",
            all.repositories
                .iter()
                .map(|name| row(&**name, ""))
                .collect(),
        ),
        section("Auto Scaling groups", scaling.collect()),
        section("Alarms", alarms(world)),
    ];
    let some = sections.into_iter().filter(|one| !one.rows.is_empty());
    some.collect()
}

/// By zone, with those zones that are down.
fn subnets(world: &World) -> Vec<Row> {
    let all = || world.surroundings.subnets.iter();
    let of_zone = |zone: Zone| {
        let faulty = faults::is_zone_down(world, zone);
        let name = zone.name(&world.settings.region);
        let detail = if faulty {
            format!("{name}, down")
        } else {
            name
        };
        let here = all().filter(move |(_, subnet)| subnet.zone == zone);
        here.map(move |(id, _)| Row {
            faulty,
            ..row(&**id, detail.clone())
        })
    };
    Zone::all().flat_map(of_zone).collect()
}

/// With what is in them.
fn vpcs(world: &World) -> Vec<Row> {
    let all = &world.surroundings;
    let known = all.vpcs.keys().map(|id| (id, (0, 0)));
    let mut counts: BTreeMap<&Arc<str>, (u32, u32)> = known.collect();
    for subnet in all.subnets.values() {
        counts.entry(&subnet.vpc_id).or_default().0 += 1;
    }
    for group in all.security_groups.values() {
        counts.entry(&group.vpc_id).or_default().1 += 1;
    }
    let shown = counts.into_iter().map(|(id, (subnets, groups))| {
        let block = all.vpcs.get(id).map_or("", |vpc| &vpc.cidr_block);
        let detail = format!("{block}, subnets: {subnets}, security groups: {groups}");
        row(&**id, detail)
    });
    shown.collect()
}

/// Those that were declared, classic ones that services name, and those whose listeners have rules.
fn load_balancers(world: &World) -> Vec<Row> {
    let all = &world.surroundings;
    let declared = all.load_balancers.iter();
    let declared = declared.map(|(name, row)| (name, row.kind.name()));
    let classic = all.target_groups.rows().filter(|row| row.is_classic());
    let classic = classic.map(|row| (&row.name, "classic"));
    let ruled = all.listener_rules.rows();
    let ruled = ruled.map(|rule| (&rule.load_balancer, "application"));
    let kinds: BTreeSet<(&Arc<str>, &str)> = declared.chain(classic).chain(ruled).collect();
    let shown = kinds.into_iter().map(|(name, kind)| row(&**name, kind));
    shown.collect()
}

/// With where they send requests now.
fn listener_rules(world: &World) -> Vec<Row> {
    let rules = world.surroundings.listener_rules.rows();
    let shown = rules.map(|rule| {
        let forwards = rule.forwards.iter().filter_map(|(id, weight)| {
            let group = world.surroundings.target_groups.get(*id)?;
            Some(format!("{} {weight}", group.name))
        });
        let to: Vec<String> = forwards.collect();
        let detail = format!(
            "{}:{} to {}",
            rule.load_balancer,
            rule.listener_port,
            to.join(", ")
        );
        row(Arns::of(world).listener_rule(rule), detail)
    });
    shown.collect()
}

fn target_group(world: &World, group: &TargetGroup) -> Row {
    let arn = Arns::of(world).target_group(group);
    let behind = group
        .load_balancer
        .map_or("no load balancer", |one| one.name());
    let target_type = group.target_type.name();
    let detail = format!(
        "{} {}:{}, {target_type} targets, {behind}",
        group.name, group.protocol, group.port
    );
    row(arn, detail)
}

fn iam_role(world: &World, name: &str, role: &IamRole) -> Row {
    let may = |permission: &&&str| {
        role.allows.contains(**permission) && !faults::lacks_permission(world, permission)
    };
    let lacks: Vec<&str> = PERMISSIONS
        .iter()
        .filter(|one| !may(one))
        .copied()
        .collect();
    let detail = match lacks.is_empty() {
        true => format!("trusts {}", role.trusts),
        false => format!("trusts {}, lacks {}", role.trusts, lacks.join(", ")),
    };
    Row {
        faulty: !lacks.is_empty(),
        ..row(
            format!("arn:aws:iam::{}:role/{name}", world.settings.account_id),
            detail,
        )
    }
}

/// Those that were declared, and those that services look at.
fn alarms(world: &World) -> Vec<Row> {
    let declared = world.surroundings.alarms.keys();
    let services = world.services.rows();
    let looks = services.filter(|row| row.status != ServiceStatus::Inactive);
    let looked_at = looks.filter_map(|row| row.configuration.alarms_on());
    let looked_at = looked_at.flat_map(|alarms| &alarms.names);
    let names: BTreeSet<&Arc<str>> = declared.chain(looked_at).collect();
    let shown = |name: &Arc<str>| {
        let declared = world.surroundings.alarms.get(name);
        let state = match faults::is_alarm_on(world, name) {
            true => AlarmState::Alarm,
            false => declared.copied().unwrap_or(AlarmState::Ok),
        };
        Row {
            faulty: state == AlarmState::Alarm,
            ..row(&**name, state.name())
        }
    };
    names.into_iter().map(shown).collect()
}

fn secrets(world: &World) -> Vec<Row> {
    let names = world.surroundings.secrets.iter();
    names
        .map(|name| {
            let faulty = faults::lacks_secret(world, name);
            Row {
                faulty,
                ..row(&**name, if faulty { "missing" } else { "" })
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fault::Fault;
    use crate::sim::SimTime;

    #[test]
    fn every_kind_shows_with_its_state() {
        let mut world = World::default();
        let titles: Vec<&str> = sections(&world).iter().map(|one| one.title).collect();
        assert_eq!(
            titles,
            [
                "VPCs",
                "Subnets",
                "Security groups",
                "Load balancers",
                "Listener rules",
                "Target groups",
                "Roles",
                "Secrets and parameters",
                "Log groups",
                "Repositories",
                "Auto Scaling groups",
            ]
        );
        let subnet = |world: &World| sections(world)[1].rows[0].clone();
        assert_eq!(subnet(&world).detail, "us-east-1a");
        let outage = Fault {
            zone: Some(Zone(0)),
            ..Fault::new("ZoneOutage", SimTime::START)
        };
        let denied = Fault::new("RoleLacksPermission", SimTime::START)
            .with_text("permission", "ssm:GetParameters");
        for fault in [outage, denied] {
            world.faults.add(|_| fault);
        }
        assert_eq!(subnet(&world).detail, "us-east-1a, down");
        let role = sections(&world)[6].rows[0].clone();
        let says = "trusts ecs-tasks.amazonaws.com, lacks ssm:GetParameters";
        assert_eq!((role.detail.as_str(), role.faulty), (says, true));
        // An alarm shows once it is declared, with the fault that sets it off.
        let all = Arc::make_mut(&mut world.surroundings);
        all.alarms.insert("errors".into(), AlarmState::Ok);
        let alarm = |world: &World| sections(world)[11].rows[0].clone();
        assert_eq!(
            (&*alarm(&world).detail, alarm(&world).faulty),
            ("OK", false)
        );
        let off = Fault::new("AlarmGoesOff", SimTime::START).with_text("alarm", "errors");
        world.faults.add(|_| off);
        assert_eq!(
            (&*alarm(&world).detail, alarm(&world).faulty),
            ("ALARM", true)
        );
    }
}
