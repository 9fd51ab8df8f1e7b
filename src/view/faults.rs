//! The faults that are switched on, and what a form of faults offers.

use super::format;
use crate::lifecycle::faults::parameters::{Kind, Parameter};
use crate::lifecycle::faults::{self, FAULTS, FaultType, Part};
use crate::model::arn::Arns;
use crate::model::fault::Fault;
use crate::model::{World, Zone};

/// A fault that is switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultRow {
    /// Its number.
    pub id: u32,
    /// What goes wrong, in one line.
    pub line: String,
}

/// The faults that are switched on.
pub fn rows(world: &World) -> Vec<FaultRow> {
    let rows = world.faults.iter();
    rows.map(|(id, fault)| FaultRow {
        id: id.0,
        line: fault_line(world, fault),
    })
    .collect()
}

/// A fault and what it is about: "Slow pull: nginx, 30.0\u{a0}s longer".
fn fault_line(world: &World, fault: &Fault) -> String {
    let Some(fault_type) = faults::named(fault.name) else {
        return fault.name.to_owned();
    };
    let parameters = fault_type.parameters.iter();
    let parts = parameters.filter_map(|parameter| shown(world, fault, parameter));
    let parts: Vec<String> = parts.collect();
    match parts.is_empty() {
        true => fault_type.title.to_owned(),
        false => format!("{}: {}", fault_type.title, parts.join(", ")),
    }
}

fn shown(world: &World, fault: &Fault, parameter: &Parameter) -> Option<String> {
    let member = parameter.member;
    let value = match parameter.kind {
        Kind::Text | Kind::Switch => fault.text(member).to_owned(),
        Kind::Number(..) if member.ends_with("Seconds") => format::span(fault.seconds(member)),
        Kind::Number(..) => fault.number(member).to_string(),
        Kind::Cluster => world.clusters.get(fault.cluster?)?.name.to_string(),
        Kind::Instance => Arns::of(world).instance_hex(fault.instance?)[..8].to_owned(),
        Kind::Zone => fault.zone?.name(&world.settings.region),
        Kind::AnyZone => {
            let zone = fault.zone.map(|zone| zone.name(&world.settings.region));
            zone.unwrap_or_default()
        }
    };
    match value.as_str() {
        "" => Some(parameter.all.to_owned()).filter(|all| !all.is_empty()),
        value => Some(parameter.shown.replace("{}", value)),
    }
}

/// The values that a form offers for a parameter, each with what it is called; none where it is a
/// text or a number. Container instances are those of the cluster with this name.
pub fn choices(world: &World, cluster: &str, parameter: &Parameter) -> Vec<(String, String)> {
    match parameter.kind {
        Kind::Text | Kind::Number(..) | Kind::Cluster => Vec::new(),
        Kind::Switch => ["true", "false"]
            .map(|word| (word.into(), word.into()))
            .to_vec(),
        Kind::AnyZone => {
            let mut all = vec![(String::new(), "all zones".to_owned())];
            all.extend(zones(world));
            all
        }
        Kind::Zone => zones(world),
        Kind::Instance => {
            let cluster = world.cluster_named(cluster).map(|row| row.id);
            let rows = world.instances.rows();
            let rows = rows.filter(|row| Some(row.cluster) == cluster);
            rows.map(|row| {
                let hex = Arns::of(world).instance_hex(row.id);
                let zone = row.zone.name(&world.settings.region);
                let label = format!("{} {} {zone}", &hex[..8], row.instance_type.name);
                (hex, label)
            })
            .collect()
        }
    }
}

fn zones(world: &World) -> Vec<(String, String)> {
    let names = Zone::all().map(|zone| zone.name(&world.settings.region));
    names.map(|name| (name.clone(), name)).collect()
}

/// All faults, by what they are called.
pub fn types() -> impl Iterator<Item = &'static FaultType> {
    FAULTS.iter()
}

/// All faults by what they strike: what a list calls it, and its faults.
pub fn groups() -> impl Iterator<Item = (&'static str, Vec<&'static FaultType>)> {
    let of = |part| types().filter(move |row| row.strikes == part).collect();
    Part::ALL
        .into_iter()
        .map(move |part| (part.title(), of(part)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::fixtures::cluster_of;
    use crate::sim::SimTime;

    #[test]
    fn a_fault_shows_with_what_it_is_about() {
        let (mut world, _) = cluster_of(&[("t3.medium", 1)]);
        let pull = Fault::new("SlowPull", SimTime::START)
            .with_text("image", "nginx")
            .with_number("addedSeconds", 30);
        let all = Fault::new("ImageCannotBePulled", SimTime::START);
        for fault in [pull, all] {
            world.faults.add(|_| fault);
        }
        let rows = rows(&world);
        let lines: Vec<&str> = rows.iter().map(|row| &*row.line).collect();
        assert_eq!(
            lines,
            [
                "Slow pull: nginx, 30.0\u{a0}s longer",
                "Image not found: all images"
            ]
        );
        let offered = choices(&world, "default", &faults::parameters::INSTANCE);
        assert!(
            offered[0].1.ends_with(" t3.medium us-east-1b"),
            "{offered:?}"
        );
        assert_eq!(choices(&world, "none", &faults::parameters::ZONE).len(), 3);
        let listed: Vec<&str> = groups()
            .flat_map(|(_, rows)| rows)
            .map(|row| row.name)
            .collect();
        assert_eq!(listed.len(), FAULTS.len());
        assert!(groups().all(|(_, rows)| !rows.is_empty()), "{listed:?}");
    }
}
