//! What faults strike.

/// What a fault strikes: lists of faults are grouped by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The pull of an image.
    Images,
    /// The processes of containers, and what is found out of their health.
    Containers,
    /// Target groups, their targets, and CloudWatch alarms.
    LoadBalancing,
    /// Container instances, alone or with their whole zone.
    Instances,
    /// What tasks and instances could run on.
    Capacity,
    /// Network interfaces, roles and secrets: what a task needs before its containers start.
    Access,
}

impl Part {
    /// All, in the order of a list.
    pub const ALL: [Part; 6] = [
        Part::Images,
        Part::Containers,
        Part::LoadBalancing,
        Part::Instances,
        Part::Capacity,
        Part::Access,
    ];

    /// What a list calls it.
    pub fn title(self) -> &'static str {
        match self {
            Part::Images => "Image pulls",
            Part::Containers => "Containers",
            Part::LoadBalancing => "Load balancing and alarms",
            Part::Instances => "Instances and zones",
            Part::Capacity => "Capacity",
            Part::Access => "Network, roles and secrets",
        }
    }
}
