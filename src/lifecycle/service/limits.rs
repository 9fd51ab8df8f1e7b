//! How few and how many tasks a service may have while it changes.

use crate::model::Service;

/// The limits of a service in numbers of tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Tasks that stay healthy: `minimumHealthyPercent`, rounded up.
    pub floor: u32,
    /// Tasks that there are at most: `maximumPercent`, rounded down.
    pub ceiling: u32,
}

impl Limits {
    /// The limits of a desired count.
    /// Source: ECS API, `DeploymentConfiguration`, with the directions of rounding.
    pub fn new(desired: u32, minimum_healthy_percent: u32, maximum_percent: u32) -> Limits {
        let share = |percent: u32| u64::from(desired) * u64::from(percent);
        let whole = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Limits {
            floor: whole(share(minimum_healthy_percent).div_ceil(100)),
            ceiling: whole(share(maximum_percent) / 100),
        }
    }

    /// The limits of a service.
    pub fn of(service: &Service) -> Limits {
        Limits::new(
            service.desired_count,
            service.minimum_healthy_percent,
            service.maximum_percent,
        )
    }

    /// Whether no task can be replaced: none more may start, none may stop.
    pub fn block(self, desired: u32) -> bool {
        self.ceiling <= desired && self.floor >= desired
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_the_guide_does() {
        for (desired, minimum, maximum, floor, ceiling, block) in [
            (4, 50, 100, 2, 4, false),
            (4, 100, 200, 4, 8, false),
            (4, 100, 150, 4, 6, false),
            (3, 100, 125, 3, 3, true),
            (2, 75, 100, 2, 2, true),
            (10, 90, 110, 9, 11, false),
            (1, 50, 100, 1, 1, true),
            (1, 0, 100, 0, 1, false),
            (1, 100, 200, 1, 2, false),
        ] {
            let limits = Limits::new(desired, minimum, maximum);
            assert_eq!(limits, Limits { floor, ceiling });
            assert_eq!(
                limits.block(desired),
                block,
                "{desired} {minimum} {maximum}"
            );
        }
    }
}
