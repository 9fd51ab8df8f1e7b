//! DiscoverPollEndpoint: where an agent finds ECS. Source: ECS API, DiscoverPollEndpoint;
//! amazon-ecs-agent, `ecs-agent/api/ecs/client/ecs_client.go`. Nothing answers at these addresses
//! for a simulated agent.

use crate::api::{Refusal, Request, lookup};
use crate::lifecycle::Turn;
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    // The operation has no ClusterNotFoundException (ECS API model): what an agent names is not
    // refused, but an instance that is not there is.
    if let Ok(cluster) = lookup::cluster(world, request)
        && request.filled_text("containerInstance").is_some()
    {
        lookup::known_instance(world, cluster, request, "containerInstance")?;
    }
    let region = &world.settings.region;
    Ok(json!({
        "endpoint": format!("https://ecs-a-1.{region}.amazonaws.com/"),
        "telemetryEndpoint": format!("https://ecs-t-1.{region}.amazonaws.com/"),
        "serviceConnectEndpoint": format!("https://ecs-sc.{region}.api.aws"),
    }))
}
