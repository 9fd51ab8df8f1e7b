//! Drydock.SetQuota: a quota of the account is another one from now on: `quotaCode`, as Service
//! Quotas has it, and `value`. Those of Fargate are there, in vCPUs.
//! Source: AWS General Reference, "Amazon ECS endpoints and quotas".

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Event, Setting, Turn, service};
use crate::model::ClusterId;
use crate::model::quotas::FargateQuota;
use serde_json::{Value, json};

/// More than any account has.
const MOST: i64 = 1_000_000;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let code = own::text(request, "quotaCode")?;
    let mut known = FargateQuota::ALL.into_iter();
    let quota = known.find(|quota| quota.code() == code).ok_or_else(|| {
        let [on_demand, spot] = FargateQuota::ALL.map(FargateQuota::code);
        Refusal::invalid(format!(
            "quotaCode must be {on_demand} (Fargate On-Demand vCPU resource count) or {spot} \
             (Fargate Spot vCPU resource count)."
        ))
    })?;
    if !request.has("value") {
        let message = format!("value is missing: say how many vCPUs, between 0 and {MOST}.");
        return Err(Refusal::invalid(message));
    }
    let vcpus = own::number(request, "value", 0, 0..=MOST)?;
    let vcpus = u32::try_from(vcpus).unwrap_or(u32::MAX);
    turn.sim.world.quotas.set(quota, vcpus);
    turn.say(Event::Set(Setting::Quota));
    let clusters: Vec<ClusterId> = turn.world().clusters.rows().map(|row| row.id).collect();
    for cluster in clusters {
        service::capacity_freed(turn, cluster);
    }
    Ok(json!({}))
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::model::World;
    use serde_json::{Value, json};

    fn asked() -> Asked {
        let mut asked = Asked::new(World::default());
        asked.granted("CreateCluster", json!({}));
        asked.granted(
            "RegisterTaskDefinition",
            json!({
                "family": "job", "networkMode": "awsvpc", "cpu": "4096", "memory": "8192",
                "requiresCompatibilities": ["FARGATE"],
                "containerDefinitions": [{"name": "job", "image": "nginx:1"}],
            }),
        );
        asked
    }

    fn started(asked: &mut Asked, count: u32) -> (usize, Value) {
        let network = json!({"subnets": ["subnet-0d0c1a00000000001"]});
        let body = json!({
            "taskDefinition": "job", "count": count, "launchType": "FARGATE",
            "networkConfiguration": {"awsvpcConfiguration": network},
        });
        let answer = asked.granted("RunTask", body);
        let tasks = answer["tasks"].as_array().map_or(0, Vec::len);
        (tasks, answer["failures"][0]["reason"].clone())
    }

    #[test]
    fn as_many_vcpus_run_on_fargate_as_the_quota_says() {
        let mut asked = asked();
        let full = "You've reached the limit on the number of vCPUs you can run concurrently";
        assert_eq!(started(&mut asked, 2), (2, Value::Null));
        let quota = json!({"quotaCode": "L-3032A538", "value": 12});
        asked.granted("Drydock.SetQuota", quota);
        assert_eq!(started(&mut asked, 3), (1, full.into()));
    }

    #[test]
    fn a_quota_needs_a_code_that_is_known_and_a_number() {
        let mut asked = asked();
        let unknown = json!({"quotaCode": "L-1", "value": 12});
        assert_eq!(
            asked.refused("Drydock.SetQuota", unknown),
            "InvalidParameterException: quotaCode must be L-3032A538 (Fargate On-Demand vCPU \
             resource count) or L-36FBB829 (Fargate Spot vCPU resource count)."
        );
        let nothing = json!({"quotaCode": "L-36FBB829"});
        assert_eq!(
            asked.refused("Drydock.SetQuota", nothing),
            "InvalidParameterException: value is missing: say how many vCPUs, between 0 and \
             1000000."
        );
    }
}
