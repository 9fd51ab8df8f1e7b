//! StartTask: tasks on the instances that the request names. Source: ECS API, StartTask; the text
//! for no instances from public reports.

use super::run_task::launch;
use crate::api::rules::{self, Action};
use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::{Turn, placement, task};
use crate::model::placement::Placement;
use crate::model::task::{Launch, LaunchType};
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<String, Refusal> {
    let cluster = lookup::cluster(turn.world(), request)?.clone();
    let names = lookup::named(request, "containerInstances", "instanceIds", 10)?;
    if names.is_empty() {
        return Err(Refusal::client("Container Instances cannot be empty."));
    }
    for name in &names {
        lookup::check_id("instanceId", name)?;
    }
    rules::refuse(turn.world(), Action::StartTask, request)?;
    let launch = Arc::new(Launch {
        // The instances are given: nothing is left to choose.
        placement: Arc::new(Placement::default()),
        ..launch(turn.world(), cluster.id, request, LaunchType::Ec2)?
    });
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        let Some(id) = lookup::instance(turn.world(), &cluster, name)? else {
            failures.push(lookup::missing_instance(turn.world(), &cluster, name));
            continue;
        };
        match placement::check_on(turn.world(), &launch, id) {
            Ok(host) => tasks.push(task::launch_on(turn, &launch, host)),
            Err(failure) => failures.push(render::failure(turn.world(), &failure)),
        }
    }
    let world = turn.world();
    let tasks = tasks.into_iter().map(|id| render::launched_task(world, id));
    Ok(render::tasks(tasks.collect(), failures))
}
