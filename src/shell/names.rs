//! The names of what there is in a run, for those who complete `aws` command lines.

use super::complete::{Completion, Offer};
use super::own;
use crate::aws::complete::{self, Live, Names};
use crate::lifecycle::scaling::resource_id;
use crate::model::arn::Arns;
use crate::model::schedule::zone::Zone;
use crate::model::task_definition::DefinitionStatus;
use crate::model::{Cluster, ClusterStatus, ServiceStatus, World};
use crate::sim::sort;
use std::sync::Arc;

/// The names in a world.
pub struct LiveNames<'a>(pub &'a World);

/// The cluster of a command line that names none. Source: ECS API, "default".
const DEFAULT_CLUSTER: &str = "default";

impl LiveNames<'_> {
    fn cluster(&self, name: Option<&str>) -> Option<&Cluster> {
        let name = name.unwrap_or(DEFAULT_CLUSTER);
        let name = name.rsplit('/').next().unwrap_or(name);
        self.0.cluster_named(name).map(|row| &**row)
    }

    fn clusters(&self) -> Vec<String> {
        let rows = self.0.clusters.rows();
        let active = rows.filter(|row| row.status == ClusterStatus::Active);
        active.map(|row| row.name.to_string()).collect()
    }

    fn services(&self, cluster: &Cluster) -> Vec<String> {
        let rows = self.0.services.rows();
        let here = rows.filter(|row| row.cluster == cluster.id);
        let here = here.filter(|row| row.status != ServiceStatus::Inactive);
        here.map(|row| row.name.to_string()).collect()
    }

    fn instances(&self, cluster: &Cluster) -> Vec<String> {
        let rows = self.0.instances.rows();
        let here = rows.filter(|row| row.cluster == cluster.id);
        here.map(|row| Arns::of(self.0).instance_hex(row.id))
            .collect()
    }

    fn definitions(&self) -> Vec<String> {
        let mut names = Vec::new();
        for (family, row) in &self.0.families {
            names.push(family.to_string());
            let ids = row.revisions.values();
            let rows = ids.filter_map(|id| self.0.definitions.get(*id));
            let active = rows.filter(|row| row.status == DefinitionStatus::Active);
            names.extend(active.map(|row| format!("{family}:{}", row.revision)));
        }
        names
    }
}

fn texts<'t>(names: impl Iterator<Item = &'t Arc<str>>) -> Vec<String> {
    names.map(|name| name.to_string()).collect()
}

impl Names for LiveNames<'_> {
    fn names(&self, of: Live, cluster: Option<&str>) -> Vec<String> {
        let here = self.cluster(cluster);
        match of {
            Live::Clusters => self.clusters(),
            Live::Services => here.map(|row| self.services(row)).unwrap_or_default(),
            Live::Tasks => {
                let ids = here.into_iter().flat_map(|row| row.live_tasks.iter());
                ids.map(|id| Arns::of(self.0).task_hex(id)).collect()
            }
            Live::ContainerInstances => here.map(|row| self.instances(row)).unwrap_or_default(),
            Live::TaskDefinitions => self.definitions(),
            Live::CapacityProviders => {
                let fargate = ["FARGATE", "FARGATE_SPOT"].map(str::to_owned);
                let own = texts(self.0.providers.keys());
                fargate.into_iter().chain(own).collect()
            }
            Live::TargetGroups => {
                let rows = self.0.surroundings.target_groups.rows();
                let rows = rows.filter(|row| !row.is_classic());
                rows.map(|row| Arns::of(self.0).target_group(row)).collect()
            }
            Live::ScalableServices => {
                let rows = self.0.services.rows();
                let rows = rows.filter(|row| row.status == ServiceStatus::Active);
                rows.map(|row| resource_id(self.0, row.id)).collect()
            }
            Live::Schedules => {
                let rows = self.0.schedules.rows();
                rows.map(|row| row.name.to_string()).collect()
            }
            Live::AutoScalingGroups => texts(self.0.surroundings.auto_scaling_groups.keys()),
            Live::Ec2Instances => {
                let rows = self.0.instances.rows().filter(|row| !row.is_external());
                rows.map(|row| Arns::of(self.0).ec2_instance(row.id))
                    .collect()
            }
            Live::TimeZones => Zone::names(),
            Live::Subnets => texts(self.0.surroundings.subnets.keys()),
            Live::Vpcs => texts(self.0.surroundings.vpcs.keys()),
            Live::SecurityGroups => texts(self.0.surroundings.security_groups.keys()),
            Live::LogGroups => texts(self.0.surroundings.log_groups.iter()),
            Live::Roles => texts(self.0.surroundings.iam_roles.keys()),
        }
    }
}

/// What could stand at the caret of an `aws` command line whose words begin at `start`.
pub fn complete_aws(line: &str, start: usize, caret: usize, world: &World) -> Completion {
    let (mut words, mut from) = words(&line[..caret], start);
    let typed = words.last().cloned().unwrap_or_default();
    if let Some((flag, value)) = typed.split_once('=')
        && flag.starts_with("--")
    {
        // `--cluster=har`
        words.pop();
        words.extend([flag.to_owned(), value.to_owned()]);
        from += flag.len() + 1;
    }
    let offers = complete::complete(&words, &LiveNames(world));
    let offers = offers.into_iter().map(|text| Offer {
        text: format!("{text} "),
        about: String::new(),
    });
    Completion {
        from,
        offers: offers.collect(),
        aws: Some(start),
        own: None,
    }
}

/// What could stand at the caret of a `drydock` command line whose words begin at `start`.
pub fn complete_own(line: &str, start: usize, caret: usize, world: &World) -> Completion {
    let (words, from) = words(&line[..caret], start);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (typed, before) = words.split_last().unwrap_or((&"", &[]));
    let mut offers = own::complete::next(before, Some(world));
    offers.retain(|offer| offer.text.starts_with(typed));
    sort::sort(&mut offers);
    offers.dedup();
    Completion {
        from,
        offers,
        own: Some(start),
        ..Completion::default()
    }
}

/// The words from a place on, without their quotes, and where the last one begins.
fn words(line: &str, start: usize) -> (Vec<String>, usize) {
    let (mut words, mut word, mut from) = (Vec::new(), String::new(), line.len());
    let (mut quote, mut inside) = (None, false);
    for (at, c) in line.char_indices().filter(|(at, _)| *at >= start) {
        if !inside && !c.is_whitespace() {
            (inside, from) = (true, at);
        }
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.push(c),
            None if c == '\'' || c == '"' => quote = Some(c),
            None if c.is_whitespace() && inside => {
                words.push(std::mem::take(&mut word));
                (inside, from) = (false, line.len());
            }
            None if c.is_whitespace() || c == '\\' => {}
            None => word.push(c),
        }
    }
    words.push(word);
    (words, from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Command, Timeline};
    use crate::model::Settings;

    fn offers(line: &str) -> (usize, Vec<String>) {
        let mut timeline = Timeline::new(Settings::default());
        for (action, body) in [
            ("CreateCluster", r#"{"clusterName":"harbor"}"#),
            (
                "Drydock.Declare",
                r#"{"autoScalingGroups":[{"autoScalingGroupName":"a","maxSize":2}]}"#,
            ),
            (
                "CreateCapacityProvider",
                r#"{"name":"machines","autoScalingGroupProvider":{"autoScalingGroupArn":"a"}}"#,
            ),
        ] {
            let answer = timeline.ask(Command::new(action, body));
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        let found = complete_aws(line, 3, line.len(), timeline.world());
        let texts = found.offers.into_iter().map(|offer| offer.text);
        (found.from, texts.collect())
    }

    #[test]
    fn words_and_live_names_are_completed() {
        let (from, texts) = offers("aws ecs list-cl");
        assert_eq!((from, texts), (8, vec!["list-clusters ".to_owned()]));
        let (from, texts) = offers("aws ecs list-tasks --cluster ");
        assert_eq!((from, texts), (29, vec!["harbor ".to_owned()]));
        let (_, texts) = offers("aws ecs list-tasks --cluster 'har");
        assert_eq!(texts, ["harbor "]);
        let (from, texts) = offers("aws ecs list-tasks --cluster=ha");
        assert_eq!((from, texts), (29, vec!["harbor ".to_owned()]));
        let (_, texts) = offers("aws ec2 describe-subnets --subnet-ids subnet-0d0c1b");
        assert_eq!(texts, ["subnet-0d0c1b00000000002 "]);
        let (_, texts) = offers("aws elbv2 wait target-in-service --target-group-arn ");
        assert_eq!(texts.len(), 5);
        let (_, texts) = offers("aws ecs describe-capacity-providers --capacity-providers ");
        assert_eq!(texts, ["FARGATE ", "FARGATE_SPOT ", "machines "]);
        let (_, texts) = offers("aws ecs delete-capacity-provider --capacity-provider m");
        assert_eq!(texts, ["machines "]);
        let (_, texts) = offers("aws scheduler create-schedule --schedule-expression-timezone As");
        assert!(texts.contains(&"Asia/Tokyo ".to_owned()));
    }
}
