//! The EC2 instance types that the simulated clusters can have.
//!
//! vCPUs, memory and ENI counts are EC2 facts (Amazon EC2 instance types pages). Registered memory
//! is what the kernel leaves of the nominal size: exact where AWS samples show it (t2.medium,
//! m4.large, c4.large, c4.4xlarge, c5.large), an assumption of about 94 to 97 percent elsewhere.

use super::Resources;

/// CPU architecture, spelled as `ecs.cpu-architecture` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// `x86_64`
    X86,
    /// `arm64`
    Arm,
}

impl Architecture {
    /// The value of `ecs.cpu-architecture`.
    pub fn name(self) -> &'static str {
        match self {
            Architecture::X86 => "x86_64",
            Architecture::Arm => "arm64",
        }
    }
}

/// What is known of an instance type.
#[derive(Debug, PartialEq, Eq)]
pub struct InstanceType {
    /// Its name, such as `m5.large`.
    pub name: &'static str,
    /// vCPUs.
    pub vcpus: u32,
    /// Memory that its agent registers, in MiB.
    pub memory_mib: u32,
    /// Network interfaces for tasks without trunking: the type's ENIs less the primary one.
    pub task_interfaces: u32,
    /// Network interfaces for tasks with `awsvpcTrunking`; 0 where the type has no trunk.
    /// Source: Developer Guide, "Increasing Amazon ECS Linux container instance network
    /// interfaces". Assumption: g4dn.xlarge has none.
    pub trunk_interfaces: u32,
    /// CPU architecture.
    pub architecture: Architecture,
    /// GPUs.
    pub gpus: u32,
}

impl InstanceType {
    /// What an instance of it registers.
    pub fn resources(&self) -> Resources {
        Resources {
            cpu_units: self.vcpus * 1_024,
            memory_mib: self.memory_mib,
        }
    }

    /// The same type with so many interfaces on its trunk.
    const fn trunk(self, trunk_interfaces: u32) -> InstanceType {
        InstanceType {
            trunk_interfaces,
            ..self
        }
    }

    /// How many tasks with an interface of their own fit.
    pub fn interfaces(&self, trunking: bool) -> u32 {
        match self.trunk_interfaces {
            trunk if trunking && trunk > 0 => trunk,
            _ => self.task_interfaces,
        }
    }

    /// Memory that it has, in MiB: a power of two with most types.
    pub fn nominal_mib(&self) -> u32 {
        match self.name {
            "m1.small" => 1_740,
            "c4.large" => 3_840,
            "c4.4xlarge" => 30_720,
            "p3.2xlarge" => 62_464,
            _ => self.memory_mib.next_power_of_two(),
        }
    }

    /// The type with this name.
    pub fn named(name: &str) -> Option<&'static InstanceType> {
        INSTANCE_TYPES.iter().find(|row| row.name == name)
    }
}

const fn row(
    name: &'static str,
    vcpus: u32,
    memory_mib: u32,
    task_interfaces: u32,
) -> InstanceType {
    InstanceType {
        name,
        vcpus,
        memory_mib,
        task_interfaces,
        trunk_interfaces: 0,
        architecture: Architecture::X86,
        gpus: 0,
    }
}

const fn arm(
    name: &'static str,
    vcpus: u32,
    memory_mib: u32,
    task_interfaces: u32,
) -> InstanceType {
    InstanceType {
        architecture: Architecture::Arm,
        ..row(name, vcpus, memory_mib, task_interfaces)
    }
}

const fn gpu(
    name: &'static str,
    vcpus: u32,
    memory_mib: u32,
    task_interfaces: u32,
) -> InstanceType {
    InstanceType {
        gpus: 1,
        ..row(name, vcpus, memory_mib, task_interfaces)
    }
}

/// All types, smallest first within a family.
pub static INSTANCE_TYPES: &[InstanceType] = &[
    // Of the first generation, and still what mocks of EC2 launch where no type is asked for.
    row("m1.small", 1, 1_640, 1),
    row("t2.micro", 1, 985, 1),
    row("t2.small", 1, 1_993, 2),
    row("t2.medium", 2, 3_955, 2),
    row("t3.nano", 2, 450, 1),
    row("t3.micro", 2, 940, 1),
    row("t3.small", 2, 1_917, 2),
    row("t3.medium", 2, 3_884, 2),
    row("t3.large", 2, 7_870, 2),
    row("t3.xlarge", 4, 15_900, 3),
    row("t3.2xlarge", 8, 31_900, 3),
    row("m4.large", 2, 7_985, 1),
    row("m5.large", 2, 7_680, 2).trunk(10),
    row("m5.xlarge", 4, 15_600, 3).trunk(20),
    row("m5.2xlarge", 8, 31_500, 3).trunk(40),
    row("m5.4xlarge", 16, 63_000, 7).trunk(60),
    arm("m6g.medium", 1, 3_820, 1).trunk(4),
    arm("m6g.large", 2, 7_750, 2).trunk(10),
    row("c4.large", 2, 3_768, 2),
    row("c4.4xlarge", 16, 30_158, 7),
    row("c5.large", 2, 3_705, 2).trunk(10),
    row("c5.xlarge", 4, 7_680, 3).trunk(20),
    row("c5.2xlarge", 8, 15_600, 3).trunk(40),
    row("c5.4xlarge", 16, 31_500, 7).trunk(60),
    arm("c6g.large", 2, 3_780, 2).trunk(10),
    row("c6i.large", 2, 3_780, 2).trunk(10),
    arm("c7g.large", 2, 3_780, 2).trunk(10),
    row("r5.large", 2, 15_700, 2).trunk(10),
    row("r5.xlarge", 4, 31_600, 3).trunk(20),
    arm("r6g.large", 2, 15_750, 2).trunk(10),
    gpu("g4dn.xlarge", 4, 15_700, 2),
    gpu("p3.2xlarge", 8, 60_000, 3).trunk(40),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for row in INSTANCE_TYPES {
            assert_eq!(InstanceType::named(row.name), Some(row));
        }
        assert!(InstanceType::named("m5.tiny").is_none());
    }
}
