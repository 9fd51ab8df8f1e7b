//! `drydock instances`: what there is of them.

use crate::engine::Timeline;
use crate::model::arn::{Arns, last_part};

/// Cluster, container instance, EC2 instance, type, zone, address.
pub fn list(timeline: &Timeline, cluster: Option<&str>) -> Result<String, String> {
    let world = timeline.world();
    let cluster = cluster.map(last_part);
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
