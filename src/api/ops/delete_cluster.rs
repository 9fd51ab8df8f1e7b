//! DeleteCluster. Source: ECS API, DeleteCluster; the texts from public reports.

use crate::api::lookup;
use crate::api::{Code, Refusal, Request, read, render};
use crate::lifecycle::{Event, Turn, capacity};
use crate::model::cluster::{ClusterChange, ClusterStatus};
use crate::model::{ClusterId, ServiceStatus, World};
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    // The one operation on a cluster that has no default.
    let named = request.text("cluster").unwrap_or("");
    let found = lookup::any_cluster(turn.world(), named);
    let cluster = found.ok_or_else(|| Refusal::new(Code::ClusterNotFound, "Cluster not found."))?;
    let (id, status) = (cluster.id, cluster.status);
    if status == ClusterStatus::Active {
        let has_attachments = cluster.has_attachments();
        lookup::check_settled(cluster)?;
        check_empty(turn.world(), id)?;
        if let Some(row) = turn.sim.world.clusters.edit(id) {
            row.status = ClusterStatus::Inactive;
        }
        turn.say(Event::ClusterDeleted(id));
        if has_attachments {
            capacity::change_cluster(turn, id, ClusterChange::Delete);
        }
        capacity::stir_all(turn);
    }
    let mut shown = render::cluster(turn.world(), id);
    render::put_attachments(turn.world(), id, &mut shown);
    Ok(render::members!({"cluster": shown}).into())
}

/// Assumption: the order in which they are asked. Source of the text on providers: ekristen/
/// aws-nuke, issue 990.
fn check_empty(world: &World, id: ClusterId) -> Result<(), Refusal> {
    let providers = world.clusters.get(id).map(|row| &row.capacity_providers);
    let mut providers = providers.into_iter().flatten();
    if providers.any(|name| read::cluster::is_managed(world, name)) {
        return Err(Refusal::client(
            "The Cluster cannot be deleted while Cluster Scoped Capacity Providers are attached to \
             the cluster.",
        ));
    }
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
            "ClusterNotFoundException: The referenced cluster was inactive."
        );
        assert_eq!(
            asked.refused("DeleteCluster", json!({"cluster": "other"})),
            "ClusterNotFoundException: Cluster not found."
        );
    }
}
