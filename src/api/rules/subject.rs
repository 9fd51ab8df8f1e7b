//! What the rules look at: a request, what it names, and the questions that many rules ask.

use super::whole;
use crate::api::{Request, lookup};
use crate::model::arn::last_part;
use crate::model::capacity_provider::is_fargate;
use crate::model::task::LaunchType;
use crate::model::task_definition::{
    ContainerDefinition, DefinitionStatus, NetworkMode, TaskDefinition, TaskSpec,
};
use crate::model::{Cluster, Service, World};
use serde_json::Value;
use std::sync::Arc;

/// The actions whose requests have rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// `CreateCluster`
    CreateCluster,
    /// `CreateService`
    CreateService,
    /// `UpdateService`
    UpdateService,
    /// `CreateTaskSet`
    CreateTaskSet,
    /// `RunTask`
    RunTask,
    /// `StartTask`
    StartTask,
}

/// Services, new and changed.
pub const SERVICES: &[Action] = &[Action::CreateService, Action::UpdateService];
/// New services.
pub const CREATIONS: &[Action] = &[Action::CreateService];
/// Task sets.
pub const TASK_SETS: &[Action] = &[Action::CreateTaskSet];
/// Tasks of their own.
pub const LAUNCHES: &[Action] = &[Action::RunTask, Action::StartTask];
/// Services and tasks.
pub const ALL: &[Action] = &[
    Action::CreateService,
    Action::UpdateService,
    Action::RunTask,
    Action::StartTask,
];

impl Action {
    /// The action of this name, if it has rules.
    pub fn named(name: &str) -> Option<Action> {
        let all = [
            Action::CreateCluster,
            Action::CreateService,
            Action::UpdateService,
            Action::CreateTaskSet,
            Action::RunTask,
            Action::StartTask,
        ];
        all.into_iter().find(|action| action.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Action::CreateCluster => "CreateCluster",
            Action::CreateService => "CreateService",
            Action::UpdateService => "UpdateService",
            Action::CreateTaskSet => "CreateTaskSet",
            Action::RunTask => "RunTask",
            Action::StartTask => "StartTask",
        }
    }

    /// Whether it launches tasks that belong to no service.
    pub fn launches(self) -> bool {
        LAUNCHES.contains(&self)
    }
}

/// A request with what it names.
pub struct Subject<'a> {
    /// The account.
    pub world: &'a World,
    /// What is asked for.
    pub action: Action,
    /// The request as it came.
    pub given: Request<'a>,
    /// The request as a whole: what an update leaves out is as the service has it.
    pub request: Request<'a>,
    /// Its cluster, if there is that.
    pub cluster: Option<&'a Arc<Cluster>>,
    /// The service that an update or a task set names.
    pub service: Option<&'a Service>,
    /// The task definition, if it can be used.
    pub definition: Option<&'a TaskDefinition>,
}

impl<'a> Subject<'a> {
    /// Looks up what a request names.
    pub(super) fn new(
        world: &'a World,
        action: Action,
        given: Request<'a>,
        request: Request<'a>,
    ) -> Subject<'a> {
        let service = whole::service(world, action, given);
        let named = request.filled_text("taskDefinition");
        let named = named.and_then(|name| lookup::definition(world, name));
        // What a service runs already it may go on running, but not be asked to run again.
        // Source: public reports of UpdateService.
        let kept = service.filter(|_| !given.has("taskDefinition"));
        let present = kept.and_then(|row| Some(row.primary()?.revision.definition));
        let usable =
            named.filter(|row| row.status == DefinitionStatus::Active || present == Some(row.id));
        Subject {
            world,
            action,
            given,
            request,
            cluster: lookup::cluster(world, given).ok(),
            service,
            definition: usable.map(|row| &**row),
        }
    }

    /// The content of the task definition.
    pub fn spec(&self) -> Option<&'a TaskSpec> {
        self.definition.map(|row| &*row.spec)
    }

    /// The task definition as it was registered; without members if it is not known.
    pub fn document(&self) -> Request<'a> {
        self.spec()
            .map_or_else(Request::default, |spec| Request::new(&spec.document))
    }

    /// The containers of the task definition.
    pub fn containers(&self) -> &'a [ContainerDefinition] {
        self.spec().map_or(&[], |spec| &spec.containers)
    }

    /// The network mode of the task definition.
    pub fn network_mode(&self) -> Option<NetworkMode> {
        self.spec().map(|spec| spec.network_mode)
    }

    /// Whether the containers are known to be Windows containers.
    pub fn windows(&self) -> bool {
        self.spec().is_some_and(|spec| spec.windows)
    }

    /// The objects of a list of the request, with their paths.
    pub fn list(&self, name: &str) -> Vec<(String, Request<'a>)> {
        listed(self.request, "$", name)
    }

    /// The capacity providers of the strategy.
    pub fn providers(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let items = self.request.objects("capacityProviderStrategy");
        items.filter_map(|item| item.filled_text("capacityProvider"))
    }

    /// Whether it names a capacity provider strategy.
    pub fn has_strategy(&self) -> bool {
        self.request
            .items("capacityProviderStrategy")
            .next()
            .is_some()
    }

    /// Where its tasks run: the launch type, else what the strategy's providers are, else EC2.
    pub fn launch_type(&self) -> LaunchType {
        match self.request.filled_text("launchType") {
            Some("FARGATE") => LaunchType::Fargate,
            Some("EXTERNAL") => LaunchType::External,
            Some(_) => LaunchType::Ec2,
            None if self.providers().any(is_fargate) => LaunchType::Fargate,
            None if self.providers().any(|name| self.is_managed(name)) => {
                LaunchType::ManagedInstances
            }
            None => LaunchType::Ec2,
        }
    }

    /// Whether a provider is one of managed instances.
    pub fn is_managed(&self, name: &str) -> bool {
        let row = self.world.providers.get(last_part(name));
        row.is_some_and(|row| row.managed_instances.is_some())
    }

    /// Whether its tasks run on Fargate.
    pub fn fargate(&self) -> bool {
        self.launch_type() == LaunchType::Fargate
    }

    /// `deploymentConfiguration`.
    pub fn deployment(&self) -> Request<'a> {
        self.request.part("deploymentConfiguration")
    }

    /// The type of the deployment controller that is asked for, else that of the service; ECS by
    /// default. An update is judged by what it makes of the service. Source: Developer Guide,
    /// "Updating Amazon ECS service parameters": what CloudFormation is told when it goes back.
    pub fn controller(&self) -> &'a str {
        let asked = self.given.part("deploymentController").filled_text("type");
        let has = self.service.map(|service| service.controller.name());
        asked.or(has).unwrap_or("ECS")
    }

    /// The deployment strategy; ROLLING by default.
    pub fn strategy(&self) -> &'a str {
        self.deployment()
            .filled_text("strategy")
            .unwrap_or("ROLLING")
    }

    /// Whether it is a DAEMON service.
    pub fn daemon(&self) -> bool {
        self.request.text("schedulingStrategy") == Some("DAEMON")
    }

    /// `desiredCount`; 0 by default.
    pub fn desired(&self) -> i64 {
        self.request.integer("desiredCount").unwrap_or(0)
    }

    /// `minimumHealthyPercent` and `maximumPercent`. Source of the defaults: ECS API,
    /// DeploymentConfiguration.
    pub fn percentages(&self) -> (i64, i64) {
        let before = if self.daemon() { (0, 100) } else { (100, 200) };
        let number = |name| self.deployment().integer(name);
        (
            number("minimumHealthyPercent").unwrap_or(before.0),
            number("maximumPercent").unwrap_or(before.1),
        )
    }

    /// Whether the platform version that is asked for is older than 1.4.0 for Linux.
    pub fn before_1_4(&self) -> bool {
        let asked = self.request.filled_text("platformVersion");
        self.fargate()
            && !self.windows()
            && matches!(asked, Some("1.3.0" | "1.2.0" | "1.1.0" | "1.0.0"))
    }

    /// `networkConfiguration.awsvpcConfiguration`.
    pub fn network(&self) -> Option<Request<'a>> {
        self.request
            .part("networkConfiguration")
            .object("awsvpcConfiguration")
    }

    /// Whether the first of these ports of the task definition is mapped under this name.
    pub fn has_port_named(&self, name: &str) -> bool {
        self.port_mappings()
            .any(|port| port.text("name") == Some(name))
    }

    /// The port mappings of all containers, as they were registered.
    pub fn port_mappings(&self) -> impl Iterator<Item = Request<'a>> + use<'a> {
        let containers = self.document().objects("containerDefinitions");
        containers.flat_map(|container| container.objects("portMappings"))
    }
}

/// The objects of a list, with their paths.
pub fn listed<'a>(object: Request<'a>, path: &str, name: &str) -> Vec<(String, Request<'a>)> {
    let items = object.get(name).and_then(Value::as_array);
    let items = items.map_or(&[][..], Vec::as_slice).iter().enumerate();
    items
        .filter(|(_, item)| !item.is_null())
        .map(|(index, item)| (format!("{path}.{name}[{index}]"), Request::new(item)))
        .collect()
}

/// A number in tenths; None where it has a finer fraction.
pub fn tenths(value: &Value) -> Option<i64> {
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let fraction = fraction.trim_end_matches('0');
    let whole: i64 = whole.parse().ok()?;
    let tenth = match fraction.len() {
        0 => 0,
        1 => fraction.parse::<i64>().ok()?,
        _ => return None,
    };
    whole.checked_mul(10)?.checked_add(tenth)
}
