//! Drydock.SetHost: how the host of a container instance limits what runs on it.
//!
//! `cgroupVersion` 1 or 2; `agentPeriodMicroseconds`, from which the agent works out quotas
//! (`ECS_CGROUP_CPU_PERIOD`); `writtenPeriodMicroseconds`, which somebody writes over it and leaves
//! the quotas as they are; `swapMiB`, its swap space. What is left out is as it was at the start.

use crate::api::read::own;
use crate::api::{Refusal, Request, lookup};
use crate::lifecycle::{Turn, demand};
use crate::model::host::{CgroupVersion, HostSettings};
use serde_json::{Value, json};

/// The periods that the kernel takes, in microseconds. Source: Linux kernel documentation, "CFS
/// Bandwidth Control": 1 ms to 1 s.
const PERIODS: std::ops::RangeInclusive<i64> = 1_000..=1_000_000;

/// Those that the agent takes. Source: amazon-ecs-agent, README, `ECS_CGROUP_CPU_PERIOD`.
const AGENT_PERIODS: std::ops::RangeInclusive<i64> = 8_000..=100_000;

/// The most swap that an instance can be given, in MiB: more than any has memory.
const MOST_SWAP_MIB: i64 = 32 << 20;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    own::text(request, "cluster")?;
    own::text(request, "containerInstance")?;
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let id = lookup::known_instance(world, cluster, request, "containerInstance")?;
    let version = match own::number(request, "cgroupVersion", 2, 1..=2)? {
        1 => CgroupVersion::V1,
        _two => CgroupVersion::V2,
    };
    let agent_period_us = period(request, "agentPeriodMicroseconds", 100_000, AGENT_PERIODS)?;
    let written = request.has("writtenPeriodMicroseconds");
    let written_period_us = period(request, "writtenPeriodMicroseconds", 100_000, PERIODS)?;
    let settings = HostSettings {
        version,
        agent_period_us,
        written_period_us: written.then_some(written_period_us),
        swap_mib: u32::try_from(own::number(request, "swapMiB", 0, 0..=MOST_SWAP_MIB)?)
            .unwrap_or(u32::MAX),
    };
    demand::set_host(turn, id, settings);
    Ok(json!({}))
}

fn period(
    request: Request,
    member: &str,
    default: i64,
    range: std::ops::RangeInclusive<i64>,
) -> Result<u32, Refusal> {
    let number = own::number(request, member, default, range)?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::lifecycle::fixtures::{cluster_of, register, spec};
    use crate::lifecycle::host;
    use crate::model::InstanceId;
    use crate::model::host::HostId;
    use serde_json::json;

    #[test]
    fn another_period_beside_the_same_quota_shows() {
        let (mut world, _) = cluster_of(&[("t2.medium", 0)]);
        let mut spec = spec(0, 256);
        spec.cpu_units = Some(512);
        register(&mut world, spec);
        let mut asked = Asked::new(world);
        asked.granted("RunTask", json!({"taskDefinition": "app"}));
        asked.granted("Drydock.SetDemand", json!({"cpu": "2048"}));
        asked.wait(30);
        let instance = crate::model::arn::Arns::of(&asked.sim.world).instance_hex(InstanceId(0));
        let mut got = |more: serde_json::Value| {
            let mut body = json!({"containerInstance": instance});
            for (name, value) in more.as_object().expect("members") {
                body[name] = value.clone();
            }
            asked.granted("Drydock.SetHost", body);
            let host = HostId::Instance(InstanceId(0));
            let tree = host::tree(&asked.sim.world, host, asked.sim.now).expect("a host");
            let limit = tree.tasks[0].limit.expect("a quota");
            (limit.quota_us, limit.period_us, tree.used().cpu_units)
        };
        assert_eq!(got(json!({})), (50_000, 100_000, 512));
        let written = json!({"writtenPeriodMicroseconds": 50_000});
        assert_eq!(got(written), (50_000, 50_000, 1_024));
        let agent = json!({"agentPeriodMicroseconds": 20_000});
        assert_eq!(got(agent), (10_000, 20_000, 512));
    }

    #[test]
    fn periods_have_their_bounds() {
        let (world, _) = cluster_of(&[("t2.medium", 0)]);
        let mut asked = Asked::new(world);
        let instance = crate::model::arn::Arns::of(&asked.sim.world).instance_hex(InstanceId(0));
        for (member, value) in [
            ("cgroupVersion", 3),
            ("agentPeriodMicroseconds", 7_999),
            ("writtenPeriodMicroseconds", 999),
            ("swapMiB", -1),
        ] {
            let mut body = json!({"containerInstance": instance});
            body[member] = value.into();
            let refused = asked.refused("Drydock.SetHost", body);
            let start = format!("InvalidParameterException: {member} must be a whole number");
            assert!(refused.starts_with(&start), "{refused}");
        }
    }
}
