//! What may stand at the caret of a command line: commands, flags, values of enums, and the names
//! of things that there are.

use super::commands::{configure, service};
use super::globals::{OPTIONS, takes_word};
use super::parameters::flags::{Command, Flag, Role};
use crate::shapes::names::kebab;
use crate::shapes::{self, Kind, Member, Service};

/// Things that have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Live {
    /// Clusters.
    Clusters,
    /// Services of a cluster.
    Services,
    /// Tasks of a cluster.
    Tasks,
    /// Container instances of a cluster.
    ContainerInstances,
    /// Families of task definitions, and their revisions.
    TaskDefinitions,
    /// Capacity providers.
    CapacityProviders,
    /// ARNs of target groups.
    TargetGroups,
    /// Services of all clusters, as Application Auto Scaling names them.
    ScalableServices,
    /// Schedules that run tasks.
    Schedules,
    /// Auto Scaling groups.
    AutoScalingGroups,
    /// EC2 instances by their ids.
    Ec2Instances,
    /// Subnets by their ids.
    Subnets,
    /// VPCs by their ids.
    Vpcs,
    /// Security groups by their ids.
    SecurityGroups,
    /// Log groups.
    LogGroups,
    /// IAM roles.
    Roles,
    /// Time zones of the IANA database.
    TimeZones,
}

/// Knows which names there are.
pub trait Names {
    /// The names of all such things; of a cluster where they have one, the default if none is said.
    fn names(&self, of: Live, cluster: Option<&str>) -> Vec<String>;
}

/// Nothing has a name.
pub struct Nobody;

impl Names for Nobody {
    fn names(&self, _: Live, _: Option<&str>) -> Vec<String> {
        Vec::new()
    }
}

/// What may stand at a word of a command line, in order. `words` are those behind `aws`, up to the
/// caret: the last is the one that is being typed, perhaps empty.
pub fn complete(words: &[String], names: &dyn Names) -> Vec<String> {
    let Some((typed, before)) = words.split_last() else {
        return Vec::new();
    };
    let mut found = candidates(before, typed, names);
    found.retain(|candidate| candidate.starts_with(typed.as_str()));
    found
}

fn candidates(before: &[String], typed: &str, names: &dyn Names) -> Vec<String> {
    let line = Line::read(before);
    if let Some(values) = line.after_global() {
        return values.iter().map(|value| (*value).to_owned()).collect();
    }
    let flags = |own: &[Flag]| {
        let own = own.iter().map(|flag| format!("--{}", flag.name));
        own.chain(OPTIONS.iter().map(|(name, _)| format!("--{name}")))
            .collect::<Vec<String>>()
    };
    let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let (name, below) = match line.places[..] {
        _ if line.places.len() < 2 && typed.starts_with('-') => return flags(&[]),
        [] => {
            let commands = service::services().chain(["configure", "help"]);
            return commands.map(str::to_owned).collect();
        }
        ["configure"] => return all(configure::NAMES),
        [name, ref below @ ..] => (name, below),
    };
    let Some(service) = shapes::service(name) else {
        return Vec::new();
    };
    match below {
        [] => service::names(service),
        ["wait"] => {
            let waiters = service.waiters().iter();
            waiters.map(|waiter| kebab(waiter.name)).collect()
        }
        below => {
            let Some(command) = command(service, below) else {
                return Vec::new();
            };
            if typed.starts_with('-') {
                return flags(&command.flags);
            }
            line.values(&command, names)
                .unwrap_or_else(|| flags(&command.flags))
        }
    }
}

/// The command that words behind a service name.
fn command(service: &Service, words: &[&str]) -> Option<Command> {
    let operation = match words {
        ["wait", name, ..] => {
            let waiter = service::waiter_named(service, name)?;
            service.operation(waiter.operation)
        }
        [name, ..] => service::operation_named(service, name),
        [] => None,
    };
    operation.map(Command::new)
}

/// The words before the caret.
struct Line<'w> {
    words: &'w [String],
    /// The commands among them.
    places: Vec<&'w str>,
}

impl<'w> Line<'w> {
    fn read(words: &'w [String]) -> Line<'w> {
        let mut places: Vec<&str> = Vec::new();
        let mut words_left = words.iter();
        while let Some(word) = words_left.next() {
            match word.strip_prefix("--") {
                Some(name) => {
                    let is_global = OPTIONS.iter().any(|(own, _)| *own == name);
                    if is_global && takes_word(name) {
                        words_left.next();
                    } else if !is_global && places.len() > 1 {
                        break;
                    }
                }
                None => places.push(word),
            }
        }
        Line { words, places }
    }

    /// The values of a global option that stands right before the caret.
    fn after_global(&self) -> Option<&'static [&'static str]> {
        let name = self.words.last()?.strip_prefix("--")?;
        let (_, values) = OPTIONS.iter().find(|(own, _)| *own == name)?;
        takes_word(name).then_some(*values)
    }

    /// The values of the flag that the caret belongs to.
    fn values(&self, command: &Command, names: &dyn Names) -> Option<Vec<String>> {
        let at = self.words.iter().rposition(|word| word.starts_with("--"))?;
        let name = self.words[at].strip_prefix("--")?;
        let flag = command.flags.iter().find(|flag| flag.name == name)?;
        let Role::Member(member) = flag.role else {
            let kinds = ["input", "output", "yaml-input"]
                .map(str::to_owned)
                .to_vec();
            let is_next = flag.role == Role::Skeleton && at + 1 == self.words.len();
            return is_next.then_some(kinds);
        };
        let shape = member.shape.get();
        let is_list = matches!(shape.kind, Kind::List { .. });
        if !is_list && at + 1 < self.words.len() || matches!(shape.kind, Kind::Truth) {
            return None;
        }
        let choices = shape.choices();
        if !choices.is_empty() {
            return Some(choices.iter().map(|choice| (*choice).to_owned()).collect());
        }
        Some(live(member).map_or_else(Vec::new, |live| names.names(live, self.cluster())))
    }

    fn cluster(&self) -> Option<&str> {
        let at = self.words.iter().position(|word| word == "--cluster")?;
        self.words.get(at + 1).map(String::as_str)
    }
}

/// What a member names.
fn live(member: &Member) -> Option<Live> {
    Some(match member.name {
        "cluster" | "clusters" => Live::Clusters,
        "service" | "services" | "serviceName" => Live::Services,
        "task" | "tasks" => Live::Tasks,
        "containerInstance" | "containerInstances" => Live::ContainerInstances,
        "taskDefinition" | "taskDefinitions" | "family" | "familyPrefix" => Live::TaskDefinitions,
        "capacityProvider" | "capacityProviders" => Live::CapacityProviders,
        // Those of the services around ECS, whose members begin with capitals.
        "TargetGroupArn" | "TargetGroupArns" => Live::TargetGroups,
        "ResourceId" | "ResourceIds" => Live::ScalableServices,
        "Name" => Live::Schedules,
        "AutoScalingGroupName" | "AutoScalingGroupNames" => Live::AutoScalingGroups,
        "InstanceIds" => Live::Ec2Instances,
        "SubnetIds" | "Subnets" => Live::Subnets,
        "VpcId" | "VpcIds" => Live::Vpcs,
        "GroupId" | "GroupIds" | "SecurityGroups" => Live::SecurityGroups,
        "logGroupName" | "logGroupNamePrefix" => Live::LogGroups,
        "RoleName" => Live::Roles,
        "ScheduleExpressionTimezone" | "Timezone" => Live::TimeZones,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Harbor;

    impl Names for Harbor {
        fn names(&self, of: Live, cluster: Option<&str>) -> Vec<String> {
            vec![format!("{of:?}-{}", cluster.unwrap_or("default"))]
        }
    }

    fn at_end(line: &str) -> Vec<String> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        complete(&words, &Harbor)
    }

    #[test]
    fn completes_commands_flags_and_values() {
        assert_eq!(at_end("e"), ["ecs", "ec2", "ecr", "elbv2"]);
        assert_eq!(
            at_end("ecs list-ta"),
            [
                "list-tags-for-resource",
                "list-task-definition-families",
                "list-task-definitions",
                "list-tasks"
            ]
        );
        assert_eq!(at_end("ecs wait services-s"), ["services-stable"]);
        assert_eq!(at_end("ecs run-task --launch-type F"), ["FARGATE"]);
        assert_eq!(at_end("ecs --output ta"), ["table"]);
        assert_eq!(at_end("--region x ecs run-task --cou"), ["--count"]);
        assert_eq!(at_end("ecs describe-services --include "), ["TAGS"]);
        assert_eq!(at_end("configure se"), ["set"]);
        assert_eq!(at_end("sts "), ["get-caller-identity", "help"]);
        assert_eq!(
            at_end("elbv2 describe-l"),
            ["describe-listeners", "describe-load-balancers"]
        );
        assert_eq!(
            at_end("scheduler create-schedule --state "),
            ["ENABLED", "DISABLED"]
        );
        assert_eq!(at_end("s3 l"), [""; 0]);
    }

    #[test]
    fn asks_for_live_names() {
        assert_eq!(at_end("ecs list-tasks --cluster "), ["Clusters-default"]);
        assert_eq!(
            at_end("ecs describe-services --cluster quay --services a S"),
            ["Services-quay"]
        );
        assert_eq!(
            at_end("elbv2 describe-target-health --target-group-arn "),
            ["TargetGroups-default"]
        );
        assert_eq!(
            at_end("scheduler get-schedule --name "),
            ["Schedules-default"]
        );
        assert_eq!(
            at_end("scheduler create-schedule --schedule-expression-timezone "),
            ["TimeZones-default"]
        );
        assert_eq!(
            at_end("ecs update-service --task-definition Ta"),
            ["TaskDefinitions-default"]
        );
        assert_eq!(
            at_end("logs describe-log-streams --log-group-name "),
            ["LogGroups-default"]
        );
        assert!(at_end("ecs list-tasks --cluster harbor ").contains(&"--family".to_owned()));
    }
}
