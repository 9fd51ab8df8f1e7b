//! DescribeTasks. Source: ECS API, DescribeTasks; the text for no tasks from public reports.

use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::Turn;

pub fn run(turn: &mut Turn, request: Request) -> Result<String, Refusal> {
    let names = lookup::named(request, "tasks", "taskIds", 100)?;
    if names.is_empty() {
        return Err(Refusal::invalid("Tasks cannot be empty."));
    }
    for name in &names {
        lookup::check_id("taskId", name)?;
    }
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let with_tags = lookup::includes(request, "TAGS");
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        match lookup::task(world, cluster, name)? {
            Some(id) => tasks.push(render::task(world, id, with_tags)),
            None => {
                let kind = format!("task/{}", cluster.name);
                failures.push(lookup::missing(world, &kind, name));
            }
        }
    }
    Ok(render::tasks(tasks, failures))
}
