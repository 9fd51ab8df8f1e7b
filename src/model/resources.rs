//! Amounts of CPU and memory.

/// CPU and memory together: what a task reserves, what an instance has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    /// CPU units; 1 024 of them are one vCPU.
    pub cpu_units: u32,
    /// Memory in MiB.
    pub memory_mib: u32,
}

impl Resources {
    /// Both amounts added.
    pub fn plus(self, other: Resources) -> Resources {
        Resources {
            cpu_units: self.cpu_units.saturating_add(other.cpu_units),
            memory_mib: self.memory_mib.saturating_add(other.memory_mib),
        }
    }

    /// Both amounts subtracted, never below zero.
    pub fn minus(self, other: Resources) -> Resources {
        Resources {
            cpu_units: self.cpu_units.saturating_sub(other.cpu_units),
            memory_mib: self.memory_mib.saturating_sub(other.memory_mib),
        }
    }
}
