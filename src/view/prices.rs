//! What things cost: list prices of us-east-1 in millionths of a US dollar per hour, as of June
//! 2025, for an estimate; those of Fargate and of t3 were the same in June 2026. Left out:
//! discounts, storage, network, load balancers, logs, the fee for managed instances.
//!
//! Source: AWS Fargate pricing (per vCPU and per GB; Windows with its licence), also in public
//! articles; Amazon EC2 On-Demand pricing (Linux).

use crate::model::Resources;
use crate::model::task::LaunchType;
use crate::model::{ContainerInstance, Task, World};

/// When the prices were read.
pub const AS_OF: &str = "June 2025";

/// Millionths of a dollar per hour.
pub type Rate = u64;

/// Fargate, x86: per vCPU and per GB.
const FARGATE: (Rate, Rate) = (40_480, 4_445);
/// Fargate, Arm.
const FARGATE_ARM: (Rate, Rate) = (32_380, 3_560);
/// Fargate, Windows: what x86 takes for it, and 0.046 dollars per vCPU for the licence.
const FARGATE_WINDOWS: (Rate, Rate) = (91_480 + 46_000, 10_050);
/// Fargate Spot goes for up to 70 % less; what it really costs changes. Source: AWS Fargate
/// pricing.
const SPOT_PERCENT: Rate = 30;

/// EC2 On-Demand by instance type, sorted by name.
static INSTANCES: &[(&str, Rate)] = &[
    ("c4.4xlarge", 796_000),
    ("c4.large", 100_000),
    ("c5.2xlarge", 340_000),
    ("c5.4xlarge", 680_000),
    ("c5.large", 85_000),
    ("c5.xlarge", 170_000),
    ("c6g.large", 68_000),
    ("c6i.large", 85_000),
    ("c7g.large", 72_500),
    ("g4dn.xlarge", 526_000),
    ("m1.small", 44_000),
    ("m4.large", 100_000),
    ("m5.2xlarge", 384_000),
    ("m5.4xlarge", 768_000),
    ("m5.large", 96_000),
    ("m5.xlarge", 192_000),
    ("m6g.large", 77_000),
    ("m6g.medium", 38_500),
    ("p3.2xlarge", 3_060_000),
    ("r5.large", 126_000),
    ("r5.xlarge", 252_000),
    ("r6g.large", 100_800),
    ("t2.medium", 46_400),
    ("t2.micro", 11_600),
    ("t2.small", 23_000),
    ("t3.2xlarge", 332_800),
    ("t3.large", 83_200),
    ("t3.medium", 41_600),
    ("t3.micro", 10_400),
    ("t3.nano", 5_200),
    ("t3.small", 20_800),
    ("t3.xlarge", 166_400),
];

/// A server outside of AWS that is registered. Source: Amazon ECS Anywhere pricing.
const ANYWHERE: Rate = 10_250;

/// What a container instance costs.
pub fn of_instance(row: &ContainerInstance) -> Rate {
    match row.is_external() {
        true => ANYWHERE,
        false => instance(row.instance_type.name),
    }
}

/// What an instance of this type costs; 0 where no price is known.
fn instance(name: &str) -> Rate {
    let found = INSTANCES.binary_search_by(|row| row.0.cmp(name));
    found.map_or(0, |place| INSTANCES[place].1)
}

/// What Fargate asks a price for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Linux on x86_64.
    Linux,
    /// Linux on arm64.
    Arm,
    /// Windows, which there is on x86_64 only.
    Windows,
}

impl Platform {
    /// That of a task.
    pub fn of(world: &World, task: &Task) -> Platform {
        match (task.launch.spec.windows, task.architecture(world)) {
            (true, _) => Platform::Windows,
            (false, "arm64") => Platform::Arm,
            (false, _) => Platform::Linux,
        }
    }
}

/// What a task of this size costs on Fargate. Spot takes no Windows.
/// Source: ECS API, CapacityProviderStrategyItem: FARGATE_SPOT supports Linux.
pub fn fargate(size: Resources, platform: Platform, spot: bool) -> Rate {
    let (vcpu, gb) = match platform {
        Platform::Linux => FARGATE,
        Platform::Arm => FARGATE_ARM,
        Platform::Windows => FARGATE_WINDOWS,
    };
    let cpu = u64::from(size.cpu_units) * vcpu;
    let memory = u64::from(size.memory_mib) * gb;
    let rate = (cpu + memory) / 1_024;
    if spot && platform != Platform::Windows {
        rate * SPOT_PERCENT / 100
    } else {
        rate
    }
}

/// What a task costs by itself: something on Fargate, nothing on an instance.
pub fn task(world: &World, task: &Task) -> Rate {
    if task.launch.launch_type != LaunchType::Fargate {
        return 0;
    }
    let size = crate::lifecycle::task::needs(&task.launch).resources;
    fargate(size, Platform::of(world, task), task.launch.is_on_spot())
}

/// Millionths of a dollar as dollars and cents, rounded; more digits where it is less than a cent.
pub fn dollars(micros: u128) -> String {
    let (whole, rest) = (micros / 1_000_000, micros % 1_000_000);
    if whole == 0 && rest > 0 && rest < 10_000 {
        return format!("${whole}.{:04}", rest / 100);
    }
    let cents = (micros + 5_000) / 10_000;
    format!("${}.{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::instance_types::INSTANCE_TYPES;

    #[test]
    fn every_instance_type_has_a_price() {
        assert!(INSTANCES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for row in INSTANCE_TYPES {
            assert!(instance(row.name) > 0, "{}", row.name);
        }
        assert_eq!(instance("m5.tiny"), 0);
    }

    #[test]
    fn fargate_costs_by_size() {
        let size = Resources {
            cpu_units: 1_024,
            memory_mib: 2_048,
        };
        assert_eq!(fargate(size, Platform::Linux, false), 49_370);
        assert_eq!(fargate(size, Platform::Linux, true), 14_811);
        assert_eq!(fargate(size, Platform::Arm, false), 39_500);
        assert_eq!(fargate(size, Platform::Windows, false), 157_580);
        assert_eq!(fargate(size, Platform::Windows, true), 157_580);
    }

    #[test]
    fn dollars_are_rounded_to_cents() {
        let text = [0, 900, 9_999, 10_000, 14_999, 1_234_567_890].map(dollars);
        assert_eq!(
            text,
            ["$0.00", "$0.0009", "$0.0099", "$0.01", "$0.01", "$1234.57"]
        );
    }
}
