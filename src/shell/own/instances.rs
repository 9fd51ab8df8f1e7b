//! `drydock instances`

use super::ask;
use crate::engine::Timeline;
use crate::model::arn::Arns;
use serde_json::json;

pub fn run(timeline: &mut Timeline, words: &[&str]) -> Result<String, String> {
    let mut words = words.to_vec();
    let mut cluster = None;
    if let Some(at) = words.iter().position(|word| *word == "--cluster") {
        words.remove(at);
        if at == words.len() {
            return Err("--cluster needs a name".to_owned());
        }
        cluster = Some(words.remove(at).to_owned());
    }
    let name = cluster.clone().unwrap_or_else(|| "default".to_owned());
    match words.as_slice() {
        [] => list(timeline, cluster.as_deref()),
        ["add", kind, rest @ ..] if rest.len() <= 1 => {
            let count = rest.first().map_or(Ok(1), |text| text.parse::<u32>());
            let count = count.map_err(|_| format!("`{}` is no number", rest[0]))?;
            let body = json!({"cluster": name, "instanceType": kind, "count": count});
            ask(timeline, "Drydock.AddInstances", body)?;
            list(timeline, cluster.as_deref())
        }
        ["terminate", id] => {
            let body = json!({"cluster": name, "containerInstance": id});
            ask(timeline, "Drydock.TerminateInstance", body)?;
            list(timeline, cluster.as_deref())
        }
        _ => Err("instances, instances add TYPE [COUNT], instances terminate ID".to_owned()),
    }
}

/// Cluster, container instance, EC2 instance, type, zone, address.
fn list(timeline: &Timeline, cluster: Option<&str>) -> Result<String, String> {
    let world = timeline.world();
    if let Some(name) = cluster
        && world.cluster_named(name).is_none()
    {
        return Err(format!("there is no cluster {name}"));
    }
    let arns = Arns::of(world);
    let mut out = String::new();
    for row in world.instances.rows() {
        let Some(of) = world.clusters.get(row.cluster) else {
            continue;
        };
        if cluster.is_some_and(|name| *of.name != *name) {
            continue;
        }
        let id = arns.instance_hex(row.id);
        out.push_str(&format!(
            "{}\t{id}\t{}\t{}\t{}\t{}\n",
            of.name,
            arns.ec2_instance(row.id),
            row.instance_type.name,
            row.zone.name(&world.settings.region),
            arns.instance_address(row.zone, row.id),
        ));
    }
    Ok(out)
}
