//! Drydock.ClearFaults: faults end, all or those with the `ids` of the request.

use crate::api::read::own;
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Turn, faults};
use crate::model::FaultId;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let named = own::list(request, "ids")?;
    let all = named.is_none();
    let named = named.unwrap_or_default().iter().map(Value::as_i64);
    let named: Option<Vec<i64>> = named.collect();
    let named = named.ok_or_else(|| Refusal::invalid("ids must be whole numbers."))?;
    let ids = turn.world().faults.iter().map(|(id, _)| id);
    let meant = ids.filter(|id| all || named.contains(&i64::from(id.0)));
    let ids: Vec<FaultId> = meant.collect();
    faults::clear(turn, &ids);
    let cleared: Vec<u32> = ids.iter().map(|id| id.0).collect();
    Ok(render::members!({"cleared": cleared}).into())
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::lifecycle::fixtures::{cluster_of, register, spec};
    use serde_json::json;

    #[test]
    fn faults_hold_from_injection_to_clearing() {
        let (mut world, _) = cluster_of(&[("t2.medium", 0)]);
        register(&mut world, spec(64, 64));
        let mut asked = Asked::new(world);
        let run = json!({"taskDefinition": "app"});
        let task = asked.granted("RunTask", run.clone())["tasks"][0]["taskArn"].clone();
        asked.wait(30);
        let crash = json!({
            "type": "ContainerCrashes", "cluster": "default", "container": "app",
            "exitCode": 7, "afterSeconds": 5,
        });
        asked.granted("Drydock.InjectFault", crash.clone());
        asked.granted("Drydock.ClearFaults", json!({}));
        asked.wait(30);
        let describe = |asked: &mut Asked, task: &serde_json::Value| {
            asked.granted("DescribeTasks", json!({"tasks": [task]}))["tasks"][0].clone()
        };
        assert_eq!(describe(&mut asked, &task)["lastStatus"], "RUNNING");
        let fault = asked.granted("Drydock.InjectFault", crash)["fault"]["id"].clone();
        asked.wait(30);
        let stopped = describe(&mut asked, &task);
        assert_eq!(stopped["stopCode"], "EssentialContainerExited");
        assert_eq!(stopped["containers"][0]["exitCode"], 7);
        let image = json!({"type": "ImageCannotBePulled", "image": "nginx"});
        asked.granted("Drydock.InjectFault", image);
        let cleared = asked.granted("Drydock.ClearFaults", json!({"ids": [fault]}));
        assert_eq!(cleared["cleared"], json!([fault]));
        let task = asked.granted("RunTask", run)["tasks"][0]["taskArn"].clone();
        asked.wait(60);
        assert_eq!(describe(&mut asked, &task)["stopCode"], "TaskFailedToStart");
        for ids in [json!(1), json!(["1"])] {
            let refused = asked.refused("Drydock.ClearFaults", json!({"ids": ids}));
            assert!(refused.starts_with("InvalidParameterException: ids"));
        }
        let any = json!({"type": "SlowPull", "image": 5});
        let refused = asked.refused("Drydock.InjectFault", any);
        assert_eq!(refused, "InvalidParameterException: image must be a text.");
        let slow = json!({"type": "SlowPull", "addedSeconds": "30"});
        let refused = asked.refused("Drydock.InjectFault", slow);
        assert!(
            refused.starts_with("InvalidParameterException: addedSeconds"),
            "{refused}"
        );
    }
}
