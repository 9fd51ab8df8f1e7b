//! Drydock.SetDemand: what containers want of CPU and memory from now on.
//!
//! `{"service": "web", "container": "web", "cpu": "ramp 100 900 10m", "memory": "300"}`: of the
//! tasks of a service, of one `task`, or of all tasks of the `cluster`; of one container or of all.
//! Without `cpu` and `memory` it is again as their labels and images have it.

use crate::api::read::own;
use crate::api::{Code, Refusal, Request, lookup};
use crate::lifecycle::{Turn, demand};
use crate::model::World;
use crate::model::demand::{Demand, Whose};
use serde_json::{Value, json};

/// The most demands that hold at a time.
const MOST: usize = 200;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let whose = whose(turn.world(), request)?;
    let container = own::text(request, "container")?;
    let wanted = Demand {
        cpu: read(request, "cpu", demand::cpu)?,
        memory: read(request, "memory", demand::course)?,
    };
    let world = turn.world();
    let alive = world
        .hosts
        .wishes
        .iter()
        .filter(|wish| demand::is_alive(world, wish));
    if alive.count() >= MOST && wanted != Demand::default() {
        let message = format!("There can be at most {MOST} demands.");
        return Err(Refusal::invalid(message));
    }
    demand::set(turn, whose, container.into(), wanted);
    Ok(json!({"demand": {
        "container": container,
        "cpu": wanted.cpu.map(demand::cpu_text),
        "memory": wanted.memory.map(demand::course_text),
    }}))
}

/// Whose containers the request is about.
fn whose(world: &World, request: Request) -> Result<Whose, Refusal> {
    let (task, service) = (own::text(request, "task")?, own::text(request, "service")?);
    own::text(request, "cluster")?;
    let cluster = lookup::cluster(world, request)?;
    match (task, service) {
        ("", "") => Ok(Whose::Cluster(cluster.id)),
        ("", _) => {
            let row = lookup::service(world, cluster, request, "service")?;
            Ok(Whose::Service(row.id))
        }
        (_, "") => {
            let message = "The referenced task was not found.";
            let id = lookup::task(world, cluster, task)?;
            let id = id.ok_or_else(|| Refusal::new(Code::InvalidParameter, message))?;
            Ok(Whose::Task(id))
        }
        (_, _) => Err(Refusal::invalid("Name a service or a task, not both.")),
    }
}

/// Reads a demand; None if it is absent or empty.
fn read<C>(
    request: Request,
    member: &str,
    reader: fn(&str) -> Option<C>,
) -> Result<Option<C>, Refusal> {
    match own::text(request, member)? {
        "" => Ok(None),
        text => reader(text).map(Some).ok_or_else(|| {
            Refusal::invalid(format!(
                "{member} should be an amount, `ramp FROM TO TIME` or `daily LOW HIGH [TIME]`; \
                 cpu may be `requests TIME`."
            ))
        }),
    }
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::lifecycle::fixtures::{cluster_of, register, spec};
    use serde_json::{Value, json};

    fn running() -> (Asked, Value) {
        let (mut world, _) = cluster_of(&[("t2.medium", 0)]);
        register(&mut world, spec(64, 256));
        let mut asked = Asked::new(world);
        let run = json!({"taskDefinition": "app"});
        let task = asked.granted("RunTask", run)["tasks"][0]["taskArn"].clone();
        asked.wait(30);
        (asked, task)
    }

    fn described(asked: &mut Asked, task: &Value) -> Value {
        asked.granted("DescribeTasks", json!({"tasks": [task]}))["tasks"][0].clone()
    }

    #[test]
    fn a_container_over_its_limit_is_killed_at_that_moment() {
        let (mut asked, task) = running();
        let ramp = json!({"task": task, "container": "app", "memory": "ramp 56 456 400s"});
        asked.granted("Drydock.SetDemand", ramp);
        asked.wait(200);
        assert_eq!(described(&mut asked, &task)["lastStatus"], "RUNNING");
        asked.wait(10);
        let stopped = described(&mut asked, &task);
        assert_eq!(stopped["stopCode"], "EssentialContainerExited");
        assert_eq!(stopped["containers"][0]["exitCode"], 137);
        let reason = "OutOfMemoryError: Container killed due to memory usage";
        assert_eq!(stopped["containers"][0]["reason"], reason);
        assert!(asked.sim.world.hosts.watched.is_empty());
    }

    #[test]
    fn a_demand_can_be_taken_back() {
        let (mut asked, task) = running();
        let much = json!({"memory": "ramp 0 9999 10m"});
        asked.granted("Drydock.SetDemand", much);
        asked.wait(5);
        asked.granted("Drydock.SetDemand", json!({}));
        asked.wait(900);
        assert_eq!(described(&mut asked, &task)["lastStatus"], "RUNNING");
        assert!(asked.sim.world.hosts.watched.is_empty());
    }

    #[test]
    fn demands_about_nobody_make_room() {
        let (mut asked, _) = running();
        for _ in 0..2 {
            let run = json!({"taskDefinition": "app", "count": 10});
            let started = asked.granted("RunTask", run);
            for task in started["tasks"].as_array().expect("a list") {
                let wish = json!({"task": task["taskArn"], "cpu": "1"});
                asked.granted("Drydock.SetDemand", wish);
                asked.granted("StopTask", json!({"task": task["taskArn"]}));
            }
            asked.wait(3_800);
        }
        asked.granted("Drydock.SetDemand", json!({"memory": "7"}));
        assert_eq!(asked.sim.world.hosts.wishes.len(), 1);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let (mut asked, _) = running();
        for body in [
            json!({"cpu": "much"}),
            json!({"memory": "requests 20ms"}),
            json!({"memory": 300}),
            json!({"task": "0123456789abcdef0123456789abcdef", "cpu": "1"}),
            json!({"task": "a", "service": "b"}),
        ] {
            let refused = asked.refused("Drydock.SetDemand", body);
            let known = refused.starts_with("InvalidParameterException: ");
            assert!(known, "{refused}");
        }
        let refused = asked.refused("Drydock.SetDemand", json!({"service": "nobody"}));
        assert_eq!(refused, "ServiceNotFoundException: Service not found.");
    }
}
