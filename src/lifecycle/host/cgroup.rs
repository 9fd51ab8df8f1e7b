//! What the agent writes into the control groups of tasks and containers.
//!
//! Source: amazon-ecs-agent, `agent/api/task/task_linux.go` (quota, period, shares, memory of the
//! task's group) and `agent/api/task/task.go` (shares and memory of containers); on Windows
//! `agent/api/task/task_windows.go`.

use crate::model::host::{CgroupVersion, HostSettings};

/// CPU units of one vCPU.
pub const UNITS_PER_VCPU: u32 = 1_024;

/// The fewest shares that the kernel takes; the agent writes them for 0 and 1.
pub const LEAST_SHARES: u32 = 2;

/// The most shares that the kernel takes. Source: Linux kernel, `MAX_SHARES`.
pub const MOST_SHARES: u32 = 262_144;

/// The shares of a group for which nobody has written any. Source: Linux kernel, cgroup v1.
const KERNEL_SHARES: u32 = 1_024;

/// The weight of a group for which nobody has written any.
/// Source: Linux kernel documentation, "Control Group v2", `cpu.weight`.
const KERNEL_WEIGHT: u32 = 100;

/// The longest quota, in microseconds: what 10 vCPUs take of a period of 100 ms.
/// Source: amazon-ecs-agent, `agent/api/task/task_linux.go`.
pub const LONGEST_QUOTA_US: u32 = 1_000_000;

/// The shortest period, in microseconds. Source: Linux kernel, CFS bandwidth control.
pub const SHORTEST_PERIOD_US: u32 = 1_000;

/// The least memory of a container on Linux, in MiB. Source: amazon-ecs-agent,
/// `DockerContainerMinimumMemoryInBytes`.
pub const LEAST_MEMORY_MIB: u32 = 4;

/// The same on Windows. Source: amazon-ecs-agent, `agent/api/task/task_windows.go`.
pub const LEAST_WINDOWS_MEMORY_MIB: u32 = 256;

/// `cpu.max` of a group: in each period it may run for so long, over all CPUs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CpuLimit {
    /// The quota, in microseconds.
    pub quota_us: u32,
    /// The period, in microseconds.
    pub period_us: u32,
}

impl CpuLimit {
    /// The limit that the agent writes for a task's `cpu`, with what was done to it afterwards.
    ///
    /// Assumption: beyond 10 vCPUs of a period of 100 ms the agent shortens the period until the
    /// quota fits, as a comment of its source proposes.
    pub fn of_task(cpu_units: u32, settings: HostSettings) -> CpuLimit {
        let units = u64::from(cpu_units.max(1));
        let longest = u64::from(LONGEST_QUOTA_US) * u64::from(UNITS_PER_VCPU) / units;
        let period = u64::from(settings.agent_period_us).min(longest);
        let period = period.max(u64::from(SHORTEST_PERIOD_US));
        let quota = units * period / u64::from(UNITS_PER_VCPU);
        CpuLimit {
            quota_us: narrow(quota),
            period_us: settings.written_period_us.unwrap_or(narrow(period)),
        }
    }

    /// What it comes to, in CPU units, to the nearest one.
    pub fn cpu_units(self) -> u32 {
        let period = u64::from(self.period_us.max(1));
        let units = u64::from(self.quota_us) * u64::from(UNITS_PER_VCPU);
        narrow((units + period / 2) / period)
    }
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The shares of a container with so many CPU units. Source: amazon-ecs-agent, `dockerCPUShares`.
pub fn container_shares(cpu_units: u32) -> u32 {
    cpu_units.clamp(LEAST_SHARES, MOST_SHARES)
}

/// The shares of a task whose `cpu` is not set: those of its containers.
/// Source: amazon-ecs-agent, `buildImplicitLinuxCPUSpec`.
pub fn task_shares(containers_cpu_units: impl Iterator<Item = u32>) -> u32 {
    let shares = containers_cpu_units.map(|units| units.max(LEAST_SHARES));
    let sum = shares.fold(0, u32::saturating_add);
    sum.clamp(LEAST_SHARES, MOST_SHARES)
}

/// `cpu.weight` for so many shares. Source: opencontainers/runc, conversion of shares for cgroup
/// v2.
pub fn weight_of_shares(shares: u32) -> u32 {
    let shares = u64::from(shares.clamp(LEAST_SHARES, MOST_SHARES));
    narrow(1 + (shares - 2) * 9_999 / 262_142)
}

/// What a group counts for beside others: its shares or its weight; what the kernel gives where
/// nobody wrote any.
pub fn counts(shares: Option<u32>, version: CgroupVersion) -> u32 {
    match (version, shares) {
        (CgroupVersion::V1, shares) => shares.unwrap_or(KERNEL_SHARES),
        (CgroupVersion::V2, Some(shares)) => weight_of_shares(shares),
        (CgroupVersion::V2, None) => KERNEL_WEIGHT,
    }
}

/// The percentage of a Windows host that a container may use at most.
/// Source: amazon-ecs-agent, `agent/api/task/task_windows.go`: at least 1.
pub fn windows_percent(cpu_units: u32, vcpus: u32) -> u32 {
    let shares = u64::from(container_shares(cpu_units));
    let host = u64::from(vcpus.max(1)) * u64::from(UNITS_PER_VCPU);
    narrow((shares * 100 / host).clamp(1, 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(cpu_units: u32, settings: HostSettings) -> (u32, u32) {
        let CpuLimit {
            quota_us,
            period_us,
        } = CpuLimit::of_task(cpu_units, settings);
        (quota_us, period_us)
    }

    #[test]
    fn the_cpu_of_a_task_becomes_quota_and_period() {
        for (cpu_units, expected) in [
            (128, (12_500, 100_000)),
            (256, (25_000, 100_000)),
            (512, (50_000, 100_000)),
            (1_024, (100_000, 100_000)),
            (1_000, (97_656, 100_000)),
            (2_048, (200_000, 100_000)),
            (10_240, (1_000_000, 100_000)),
        ] {
            assert_eq!(
                limit(cpu_units, HostSettings::DEFAULT),
                expected,
                "{cpu_units}"
            );
            let limit = CpuLimit::of_task(cpu_units, HostSettings::DEFAULT);
            assert_eq!(limit.cpu_units(), cpu_units);
        }
    }

    #[test]
    fn quota_and_period_keep_their_bounds() {
        for agent_period_us in [8_000, 50_000, 100_000] {
            let settings = HostSettings {
                agent_period_us,
                ..HostSettings::DEFAULT
            };
            for cpu_units in (128..=196_608).step_by(640) {
                let limit = CpuLimit::of_task(cpu_units, settings);
                assert!(limit.quota_us <= LONGEST_QUOTA_US, "{limit:?}");
                assert!(limit.period_us >= SHORTEST_PERIOD_US, "{limit:?}");
                let off = limit.cpu_units().abs_diff(cpu_units);
                assert!(off * 1_000 <= cpu_units, "{cpu_units}: {limit:?}");
            }
        }
        assert_eq!(limit(131_072, HostSettings::DEFAULT), (999_936, 7_812));
    }

    #[test]
    fn another_period_with_the_same_quota_is_another_limit() {
        let effective = |agent_period_us, written_period_us| {
            let settings = HostSettings {
                agent_period_us,
                written_period_us,
                ..HostSettings::DEFAULT
            };
            let limit = CpuLimit::of_task(512, settings);
            (limit.quota_us, limit.period_us, limit.cpu_units())
        };
        assert_eq!(effective(100_000, None), (50_000, 100_000, 512));
        assert_eq!(effective(100_000, Some(50_000)), (50_000, 50_000, 1_024));
        assert_eq!(effective(100_000, Some(200_000)), (50_000, 200_000, 256));
        // The agent's own period changes both.
        assert_eq!(effective(20_000, None), (10_000, 20_000, 512));
    }

    #[test]
    fn shares_have_a_floor_and_a_ceiling() {
        assert_eq!([0, 1, 2, 3].map(container_shares), [2, 2, 2, 3]);
        assert_eq!(container_shares(300_000), 262_144);
        assert_eq!(task_shares([0, 1, 512].into_iter()), 516);
        assert_eq!(task_shares([262_144, 10].into_iter()), 262_144);
        assert_eq!(task_shares([].into_iter()), 2);
    }

    #[test]
    fn weights_stand_for_shares() {
        let weights = [2, 10, 256, 512, 1_024, 2_048, 262_144].map(weight_of_shares);
        assert_eq!(weights, [1, 1, 10, 20, 39, 79, 10_000]);
        assert_eq!(counts(Some(512), CgroupVersion::V1), 512);
        assert_eq!(counts(Some(512), CgroupVersion::V2), 20);
        assert_eq!(counts(None, CgroupVersion::V1), 1_024);
        assert_eq!(counts(None, CgroupVersion::V2), 100);
    }

    #[test]
    fn windows_counts_in_percent_of_the_host() {
        assert_eq!(windows_percent(1_024, 4), 25);
        assert_eq!(windows_percent(512, 4), 12);
        assert_eq!(windows_percent(0, 4), 1);
        assert_eq!(windows_percent(8_192, 4), 100);
    }
}
