//! All commands that ask an action of Drydock's own, in the order in which they are explained. An
//! action that an operation of AWS does has a command of the AWS CLI instead: see `request`.

use super::{Bare, Flag, Kind, Live, Row};

const fn flag(name: &'static str, member: &'static str, kind: Kind, live: Live) -> Flag {
    Flag {
        name,
        member,
        kind,
        live,
    }
}

const CLUSTER: Flag = flag("--cluster", "cluster", Kind::Text, Live::Clusters);
const SERVICE: Flag = flag("--service", "service", Kind::Text, Live::Services);
const INSTANCE: Flag = flag("ID", "containerInstance", Kind::Text, Live::Instances);
const RESOURCE: Flag = flag("--resource-id", "ResourceId", Kind::Text, Live::Scalable);

/// The quotas that can be set. Source: AWS General Reference, "Amazon ECS endpoints and quotas".
const QUOTAS: &[&str] = &["L-3032A538", "L-36FBB829"];

/// How requests are spread over targets.
const ROUTINGS: &[&str] = &["least_outstanding_requests", "round_robin"];

const ALARM_STATES: &[&str] = &["ALARM", "INSUFFICIENT_DATA", "OK"];
const POLICY_TYPES: &[&str] = &["StepScaling", "TargetTrackingScaling"];

/// The commands.
pub static TABLE: &[Row] = &[
    Row {
        words: "instances add",
        action: "Drydock.AddInstances",
        about: "container instances appear in a cluster",
        example: "instances add m5.large 3 --zones us-east-1a us-east-1b",
        flags: &[
            CLUSTER,
            flag("--type", "instanceType", Kind::Text, Live::Types),
            flag("--count", "count", Kind::Number, Live::None),
            flag("--zones", "availabilityZones", Kind::Texts, Live::Zones),
            flag("--external", "external", Kind::Switch, Live::None),
            flag(
                "--capacity-provider",
                "capacityProvider",
                Kind::Text,
                Live::Providers,
            ),
            flag("--agent-version", "agentVersion", Kind::Text, Live::None),
        ],
        bare: Bare::Members(&[
            flag("TYPE", "instanceType", Kind::Text, Live::Types),
            flag("COUNT", "count", Kind::Number, Live::None),
        ]),
    },
    Row {
        words: "instances terminate",
        action: "Drydock.TerminateInstance",
        about: "the machine under a container instance goes",
        example: "instances terminate $(drydock instances | head -n 1 | cut -f 2)",
        flags: &[CLUSTER],
        bare: Bare::Members(&[INSTANCE]),
    },
    Row {
        words: "host set",
        action: "Drydock.SetHost",
        about: "how the host of a container instance limits what runs on it",
        example: "host set $(drydock instances | head -n 1 | cut -f 2) --cgroup-version 1",
        flags: &[
            CLUSTER,
            flag(
                "--cgroup-version",
                "cgroupVersion",
                Kind::Number,
                Live::OneOf(&["1", "2"]),
            ),
            flag(
                "--agent-period",
                "agentPeriodMicroseconds",
                Kind::Number,
                Live::None,
            ),
            flag(
                "--written-period",
                "writtenPeriodMicroseconds",
                Kind::Number,
                Live::None,
            ),
            flag("--swap", "swapMiB", Kind::Number, Live::None),
        ],
        bare: Bare::Members(&[INSTANCE]),
    },
    Row {
        words: "demand set",
        action: "Drydock.SetDemand",
        about: "what containers want of CPU and memory; as it was, without either",
        example: "demand set --service web --cpu 'ramp 100 900 10m' --memory 300",
        flags: &[
            CLUSTER,
            SERVICE,
            flag("--task", "task", Kind::Text, Live::Tasks),
            flag("--container", "container", Kind::Text, Live::Containers),
            flag("--cpu", "cpu", Kind::Text, Live::None),
            flag("--memory", "memory", Kind::Text, Live::None),
        ],
        bare: Bare::None,
    },
    Row {
        words: "traffic set",
        action: "Drydock.SetTraffic",
        about: "requests that come to a service; none without a rate",
        example: "traffic set --service web --rate 'ramp 0 6000 10m'",
        flags: &[
            CLUSTER,
            SERVICE,
            flag("--rate", "requestsPerMinute", Kind::Text, Live::None),
            flag("--routing", "routing", Kind::Text, Live::OneOf(ROUTINGS)),
        ],
        bare: Bare::None,
    },
    Row {
        words: "metrics",
        action: "Drydock.DescribeMetrics",
        about: "what was measured of a service, minute by minute",
        example: "metrics --service web | jq '.Datapoints[-1]'",
        flags: &[CLUSTER, SERVICE],
        bare: Bare::None,
    },
    Row {
        words: "faults inject",
        action: "Drydock.InjectFault",
        about: "something goes wrong, and stays so until it is cleared",
        example: "faults inject SlowPull image=nginx addedSeconds=60",
        flags: &[],
        bare: Bare::Fault,
    },
    Row {
        words: "faults clear",
        action: "Drydock.ClearFaults",
        about: "faults end: those with these ids, else all",
        example: "faults clear",
        flags: &[],
        bare: Bare::Numbers("ids", Live::Faults),
    },
    Row {
        words: "quota set",
        action: "Drydock.SetQuota",
        about: "a quota of the account is another one: vCPUs on Fargate, or on Fargate Spot",
        example: "quota set --code L-3032A538 --value 6",
        flags: &[
            flag("--code", "quotaCode", Kind::Text, Live::OneOf(QUOTAS)),
            flag("--value", "value", Kind::Number, Live::None),
        ],
        bare: Bare::None,
    },
    Row {
        words: "declare",
        action: "Drydock.Declare",
        about: "resources around ECS come to be, or change",
        example: "declare autoScalingGroups autoScalingGroupName=hosts maxSize=4",
        flags: &[],
        bare: Bare::Resources,
    },
    Row {
        words: "alarms set",
        action: "Drydock.SetAlarmState",
        about: "an alarm has this state, until it is measured again",
        example: "alarms set busy --state ALARM",
        flags: &[
            flag(
                "--state",
                "StateValue",
                Kind::Text,
                Live::OneOf(ALARM_STATES),
            ),
            flag("--reason", "StateReason", Kind::Text, Live::None),
        ],
        bare: Bare::Members(&[flag("NAME", "AlarmName", Kind::Text, Live::Alarms)]),
    },
    Row {
        words: "alarms delete",
        action: "Drydock.DeleteAlarms",
        about: "alarms are gone; names that none has are passed over",
        example: "alarms delete busy errors",
        flags: &[],
        bare: Bare::Names("AlarmNames"),
    },
    Row {
        words: "scale show",
        action: "Drydock.DescribeScaling",
        about: "the bounds, policies, scheduled actions and activities of a service",
        example: "scale show --resource-id service/default/web",
        flags: &[RESOURCE],
        bare: Bare::None,
    },
    Row {
        words: "scale policy",
        action: "Drydock.PutScalingPolicy",
        about: "a policy of a service; steps may come with the alarm that triggers them",
        example: "scale policy --resource-id service/default/web --name out --alarm '{…}'",
        flags: &[
            flag("--namespace", "ServiceNamespace", Kind::Text, Live::None),
            RESOURCE,
            flag("--dimension", "ScalableDimension", Kind::Text, Live::None),
            flag("--name", "PolicyName", Kind::Text, Live::None),
            flag(
                "--type",
                "PolicyType",
                Kind::Text,
                Live::OneOf(POLICY_TYPES),
            ),
            flag(
                "--steps",
                "StepScalingPolicyConfiguration",
                Kind::Json,
                Live::None,
            ),
            flag(
                "--track",
                "TargetTrackingScalingPolicyConfiguration",
                Kind::Json,
                Live::None,
            ),
            flag("--alarm", "Alarm", Kind::Json, Live::None),
        ],
        bare: Bare::None,
    },
    Row {
        words: "schedules",
        action: "Drydock.ListSchedules",
        about: "all schedules, with their next runs and what came of the last ones",
        example: "schedules | jq '.schedules[].name'",
        flags: &[],
        bare: Bare::None,
    },
];
