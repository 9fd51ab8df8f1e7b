//! DeleteCluster. Source: ECS API, DeleteCluster; the texts from public reports.

use crate::api::lookup;
use crate::api::render;
use crate::api::{Code, Refusal, Request};
use crate::lifecycle::{Event, Turn, capacity};
use crate::model::cluster::ClusterStatus;
use crate::model::{ClusterId, ServiceStatus, World};
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    // The one operation on a cluster that has no default.
    let named = request.text("cluster").unwrap_or("");
    let found = lookup::any_cluster(turn.world(), named);
    let cluster = found.ok_or_else(|| Refusal::new(Code::ClusterNotFound, "Cluster not found."))?;
    let (id, status) = (cluster.id, cluster.status);
    if status == ClusterStatus::Active {
        check_empty(turn.world(), id)?;
        if let Some(row) = turn.sim.world.clusters.edit(id) {
            row.status = ClusterStatus::Inactive;
        }
        turn.say(Event::ClusterDeleted(id));
        capacity::stir_all(turn);
    }
    Ok(render::members!({"cluster": render::cluster(turn.world(), id)}).into())
}

/// Assumption: the order in which they are asked.
fn check_empty(world: &World, id: ClusterId) -> Result<(), Refusal> {
    let mut services = world.services.rows().filter(|row| row.cluster == id);
    let mut instances = world.instances.rows().filter(|row| row.cluster == id);
    let tasks = world.clusters.get(id).map_or(0, |row| row.live_tasks.len());
    let (code, what) = if services.any(|row| row.status != ServiceStatus::Inactive) {
        (Code::ClusterContainsServices, "Services are active")
    } else if instances.next().is_some() {
        let what = "Container Instances are active or draining";
        (Code::ClusterContainsContainerInstances, what)
    } else if tasks > 0 {
        (Code::ClusterContainsTasks, "Tasks are active")
    } else {
        return Ok(());
    };
    let message = format!("The Cluster cannot be deleted while {what}.");
    Err(Refusal::new(code, message))
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::lifecycle::fixtures::*;
    use crate::lifecycle::task::Host;
    use crate::model::Zone;
    use serde_json::json;

    #[test]
    fn only_an_empty_cluster_goes() {
        let (mut world, cluster) = cluster_of(&[("t2.micro", 0)]);
        let spec = spec(64, 64);
        let definition = register(&mut world, spec.clone());
        let mut launch = launch(cluster, definition, awsvpc(spec));
        launch.launch_type = crate::model::task::LaunchType::Fargate;
        let task = start(&mut world, launch, Host::Fargate(Zone(0)));
        let mut asked = Asked::new(world);
        let body = json!({"cluster": "default"});
        assert_eq!(
            asked.refused("DeleteCluster", body.clone()),
            "ClusterContainsContainerInstancesException: The Cluster cannot be deleted while \
             Container Instances are active or draining."
        );
        let id = asked
            .sim
            .world
            .instances
            .rows()
            .next()
            .map(|row| row.id)
            .expect("one");
        asked.sim.world.instances.remove(id);
        crate::lifecycle::placement::shelves::take(&mut asked.sim.world, id);
        assert_eq!(
            asked.refused("DeleteCluster", body.clone()),
            "ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active."
        );
        assert!(
            asked
                .sim
                .world
                .tasks
                .get(task)
                .is_some_and(|row| row.is_live())
        );
        asked.granted("CreateCluster", json!({"clusterName": "empty"}));
        let answer = asked.granted("DeleteCluster", json!({"cluster": "empty"}));
        assert_eq!(answer["cluster"]["status"], "INACTIVE");
        assert_eq!(
            asked.refused("Drydock.AddInstances", json!({"cluster": "empty"})),
            "InvalidParameterException: The referenced cluster was inactive."
        );
        assert_eq!(
            asked.refused("DeleteCluster", json!({"cluster": "other"})),
            "ClusterNotFoundException: Cluster not found."
        );
    }
}
