//! What faults ask for: one const for each parameter, shared by the faults that have it.

/// A parameter of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its member of the request.
    pub member: &'static str,
    /// What a form calls it.
    pub label: &'static str,
    /// What it is where the request says nothing.
    pub default: &'static str,
    /// How it shows in one line: `{}` is its value.
    pub shown: &'static str,
    /// What shows where it is empty.
    pub all: &'static str,
    /// What it takes.
    pub kind: Kind,
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number in this range.
    Number(i64, i64),
    /// The name or ARN of a cluster; empty for all.
    Cluster,
    /// The id or ARN of a container instance of the cluster.
    Instance,
    /// The name of an Availability Zone.
    Zone,
    /// The same; empty for all.
    AnyZone,
    /// `true` or `false`.
    Switch,
}

/// The longest delay, in seconds: a day.
const LONGEST: i64 = 86_400;

const fn text(
    member: &'static str,
    label: &'static str,
    shown: &'static str,
    all: &'static str,
) -> Parameter {
    Parameter {
        member,
        label,
        default: "",
        shown,
        all,
        kind: Kind::Text,
    }
}

const fn number(
    member: &'static str,
    label: &'static str,
    shown: &'static str,
    (default, most): (&'static str, i64),
) -> Parameter {
    Parameter {
        member,
        label,
        default,
        shown,
        all: "",
        kind: Kind::Number(0, most),
    }
}

/// Part of the name of images.
pub const IMAGE: Parameter = text(
    "image",
    "Images whose name contains (empty: all)",
    "{}",
    "all images",
);

/// The name of a container.
pub const CONTAINER: Parameter = text(
    "container",
    "Container (empty: all)",
    "{}",
    "all containers",
);

/// The id of a subnet.
pub const SUBNET: Parameter = text("subnet", "Subnet (empty: all)", "{}", "all subnets");

/// Part of the ARN or name of a secret or parameter.
pub const SECRET: Parameter = text(
    "secret",
    "Secrets whose name contains (empty: all)",
    "{}",
    "all secrets",
);

/// The id of a task.
pub const TASK: Parameter = text("task", "Task (empty: all)", "task {}", "");

/// The name of a CloudWatch alarm.
pub const ALARM: Parameter = text("alarm", "Alarm (empty: all)", "{}", "all alarms");

/// vCPUs on Fargate.
pub const VCPUS: Parameter = number("vcpus", "vCPUs on Fargate", "{} vCPU", ("6", 100_000));

/// The name or ARN of a target group.
pub const TARGET_GROUP: Parameter = text(
    "targetGroup",
    "Target group (empty: all)",
    "{}",
    "all target groups",
);

/// What a load balancer says of a target that it finds unhealthy.
pub const REASON: Parameter = Parameter {
    default: "Health checks failed with these codes: [502]",
    ..text("reason", "Reason", "{}", "")
};

/// A permission of the task execution role.
pub const PERMISSION: Parameter = Parameter {
    default: "ecr:GetAuthorizationToken",
    ..text("permission", "Permission", "{}", "every permission")
};

/// The name or ARN of a role.
pub const ROLE: Parameter = text("role", "Role (empty: all)", "{}", "all roles");

/// The service of AWS that takes fewer calls.
pub const THROTTLED: Parameter = Parameter {
    default: "elb",
    ..text("service", "elb or ecs (empty: both)", "{}", "elb and ecs")
};

/// Seconds that something takes longer.
pub const ADDED: Parameter = number(
    "addedSeconds",
    "Seconds added to each pull",
    "{} longer",
    ("30", LONGEST),
);

/// Seconds after the start of a container.
pub const AFTER: Parameter = number(
    "afterSeconds",
    "Seconds after its start",
    "{} after its start",
    ("5", LONGEST),
);

/// An exit code.
pub const EXIT_CODE: Parameter = number("exitCode", "Exit code", "exit {}", ("1", 255));

/// A cluster.
pub const CLUSTER: Parameter = Parameter {
    kind: Kind::Cluster,
    ..text("cluster", "Cluster (empty: all)", "cluster {}", "")
};

/// A container instance.
pub const INSTANCE: Parameter = Parameter {
    kind: Kind::Instance,
    ..text("containerInstance", "Container instance", "{}", "")
};

/// An Availability Zone, or all of them.
pub const ANY_ZONE: Parameter = Parameter {
    kind: Kind::AnyZone,
    ..text("availabilityZone", "Availability Zone", "{}", "all zones")
};

/// A capacity provider of Fargate.
pub const FARGATE_PROVIDER: Parameter = text(
    "capacityProvider",
    "FARGATE or FARGATE_SPOT (empty: both)",
    "{}",
    "FARGATE and FARGATE_SPOT",
);

/// An EC2 instance type.
pub const INSTANCE_TYPE: Parameter = text(
    "instanceType",
    "Instance type (empty: all)",
    "{}",
    "all types",
);

/// The name of an Auto Scaling group.
pub const GROUP: Parameter = text(
    "autoScalingGroup",
    "Auto Scaling group (empty: all)",
    "{}",
    "all groups",
);

/// `ECS_ENABLE_SPOT_INSTANCE_DRAINING` of the agent.
pub const SPOT_DRAINING: Parameter = Parameter {
    kind: Kind::Switch,
    default: "true",
    ..text(
        "spotInstanceDraining",
        "ECS_ENABLE_SPOT_INSTANCE_DRAINING",
        "draining {}",
        "",
    )
};

/// An Availability Zone.
pub const ZONE: Parameter = Parameter {
    kind: Kind::Zone,
    ..text("availabilityZone", "Availability Zone", "{}", "")
};
