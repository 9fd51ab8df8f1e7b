//! What the form of a service asks beside its launch and its deployments: where its tasks get
//! requests from, and the rest that a service can have. Fields as they are typed, and the members
//! of the request that come of them.

use crate::model::arn::Arns;
use crate::model::surroundings::target_group::TargetType;
use crate::model::task_definition::NetworkMode;
use crate::model::{Service, TaskDefinition, World};
use serde_json::{Map, Value, json};

/// Choices as (value, what it is called).
pub type Choices = Vec<(String, String)>;

/// The fields of one load balancer; an empty target group is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrafficForm {
    /// The ARN of the target group.
    pub group: String,
    /// `container:port`.
    pub port: String,
    /// `healthCheckGracePeriodSeconds`; empty for none.
    pub grace: String,
    /// `alternateTargetGroupArn`, for deployments that shift traffic.
    pub alternate: String,
    /// `productionListenerRule`, for the same.
    pub rule: String,
    /// `testListenerRule`; empty for none.
    pub test_rule: String,
}

/// The rest of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoreForm {
    /// `deploymentController`: ECS, CODE_DEPLOY, EXTERNAL.
    pub controller: String,
    /// `platformVersion`; empty for the latest.
    pub platform: String,
    /// The namespace of Service Connect; empty for none.
    pub namespace: String,
    /// `propagateTags`.
    pub propagate: String,
    /// `enableExecuteCommand`.
    pub exec: bool,
    /// `enableECSManagedTags`.
    pub managed_tags: bool,
    /// `forceNewDeployment`, of an update.
    pub force: bool,
}

impl Default for MoreForm {
    /// What ECS does unless it is told otherwise.
    fn default() -> MoreForm {
        MoreForm {
            controller: "ECS".to_owned(),
            platform: String::new(),
            namespace: String::new(),
            propagate: "NONE".to_owned(),
            exec: false,
            managed_tags: false,
            force: false,
        }
    }
}

impl TrafficForm {
    /// The fields as a service has them. Of several load balancers the first shows.
    pub fn of(world: &World, row: &Service) -> TrafficForm {
        let grace = row.grace.map(|span| (span.0 / 1_000).to_string());
        let mut form = TrafficForm {
            grace: grace.unwrap_or_default(),
            ..TrafficForm::default()
        };
        let balancers = row.primary().map(|row| &row.revision.balancers);
        if let Some(first) = balancers.and_then(|balancers| balancers.first()) {
            let group = world.surroundings.target_groups.get(first.group());
            form.group = group.map_or(String::new(), |row| Arns::of(world).target_group(row));
            form.port = format!("{}:{}", first.container, first.container_port);
            let advanced = first.advanced.as_deref().cloned().unwrap_or_default();
            let text = |name: &str| advanced[name].as_str().unwrap_or_default().to_owned();
            form.alternate = text("alternateTargetGroupArn");
            form.rule = text("productionListenerRule");
            form.test_rule = text("testListenerRule");
        }
        form
    }

    /// Adds the members of the request that are not as they were. `shifts` says whether deployments
    /// shift traffic; `role` is the one that does it.
    pub fn fill(&self, was: &TrafficForm, shifts: bool, role: &str, body: &mut Map<String, Value>) {
        if self.grace != was.grace && !self.grace.trim().is_empty() {
            let grace = self.grace.trim();
            let grace = grace.parse::<i64>().map_or(json!(grace), |one| json!(one));
            body.insert("healthCheckGracePeriodSeconds".to_owned(), grace);
        }
        let balancers = self.balancers(shifts, role);
        if balancers != was.balancers(shifts, role) {
            body.insert("loadBalancers".to_owned(), balancers);
        }
    }

    fn balancers(&self, shifts: bool, role: &str) -> Value {
        match self.group.is_empty() {
            true => json!([]),
            false => json!([self.balancer(shifts, role)]),
        }
    }

    fn balancer(&self, shifts: bool, role: &str) -> Value {
        let (container, port) = self.port.split_once(':').unwrap_or((&self.port, ""));
        let port = port.parse::<i64>().map_or(json!(port), |port| json!(port));
        let mut balancer = json!({
            "targetGroupArn": self.group, "containerName": container, "containerPort": port,
        });
        if shifts {
            let mut advanced = json!({
                "alternateTargetGroupArn": self.alternate,
                "productionListenerRule": self.rule,
                "roleArn": role,
            });
            if !self.test_rule.is_empty() {
                advanced["testListenerRule"] = json!(self.test_rule);
            }
            balancer["advancedConfiguration"] = advanced;
        }
        balancer
    }
}

impl MoreForm {
    /// The fields as a service has them.
    pub fn of(row: &Service) -> MoreForm {
        let primary = row.primary();
        let platform = primary.and_then(|row| row.revision.platform_version.as_deref());
        let extras = row.extras.iter();
        let connect = extras.filter(|(name, _)| &**name == "serviceConnectConfiguration");
        let mut connect = connect.filter_map(|(_, text)| serde_json::from_str::<Value>(text).ok());
        let connect = connect.find(|value| value["enabled"] == true);
        let namespace = connect.and_then(|value| Some(value["namespace"].as_str()?.to_owned()));
        MoreForm {
            controller: row.controller.name().to_owned(),
            platform: platform.unwrap_or_default().to_owned(),
            namespace: namespace.unwrap_or_default(),
            propagate: row.propagate_tags.name().to_owned(),
            exec: row.enable_execute_command,
            managed_tags: row.managed_tags,
            force: false,
        }
    }

    /// Adds the members of the request that are not as they were.
    pub fn fill(&self, was: &MoreForm, body: &mut Map<String, Value>) {
        let mut add = |name: &str, changed: bool, value: Value| {
            if changed {
                body.insert(name.to_owned(), value);
            }
        };
        let controller = json!({ "type": self.controller });
        add(
            "deploymentController",
            self.controller != was.controller,
            controller,
        );
        let platform = self.platform.trim();
        add("platformVersion", platform != was.platform, json!(platform));
        let namespace = self.namespace.trim();
        let connect = match namespace.is_empty() {
            true => json!({ "enabled": false }),
            false => json!({ "enabled": true, "namespace": namespace }),
        };
        add(
            "serviceConnectConfiguration",
            namespace != was.namespace,
            connect,
        );
        add(
            "propagateTags",
            self.propagate != was.propagate,
            json!(self.propagate),
        );
        add(
            "enableExecuteCommand",
            self.exec != was.exec,
            json!(self.exec),
        );
        let managed = json!(self.managed_tags);
        add(
            "enableECSManagedTags",
            self.managed_tags != was.managed_tags,
            managed,
        );
        add("forceNewDeployment", self.force, json!(true));
    }
}

/// The target groups that suit the tasks of a definition, by ARN.
pub fn target_groups(world: &World, definition: &str) -> Choices {
    let awsvpc =
        named(world, definition).is_some_and(|row| row.spec.network_mode == NetworkMode::Awsvpc);
    let wanted = if awsvpc {
        TargetType::Ip
    } else {
        TargetType::Instance
    };
    let rows = world.surroundings.target_groups.rows();
    let suits = rows.filter(|row| !row.is_classic() && row.target_type == wanted);
    let choice = suits.map(|row| (Arns::of(world).target_group(row), row.name.to_string()));
    choice.collect()
}

/// The listener rules, by ARN.
pub fn listener_rules(world: &World) -> Choices {
    let rules = world.surroundings.listener_rules.rows();
    let choice = rules.map(|rule| {
        let name = format!("{}, port {}", rule.load_balancer, rule.listener_port);
        (Arns::of(world).listener_rule(rule), name)
    });
    choice.collect()
}

/// The ports of a definition's containers, as `container:port`.
pub fn ports(world: &World, definition: &str) -> Choices {
    let containers = named(world, definition).into_iter();
    let containers = containers.flat_map(|row| row.spec.containers.iter());
    let ports = containers.flat_map(|one| {
        let ports = one.ports.iter();
        ports.map(move |port| format!("{}:{}", one.name, port.container_port))
    });
    ports.map(|port| (port.clone(), port)).collect()
}

/// The role that the fields name for what shifts traffic.
/// Source: ECS developer guide, "Amazon ECS infrastructure IAM role for load balancers".
pub fn shifting_role(world: &World) -> String {
    let account = &world.settings.account_id;
    format!("arn:aws:iam::{account}:role/ecsInfrastructureRoleForLoadBalancers")
}

fn named<'a>(world: &'a World, definition: &str) -> Option<&'a TaskDefinition> {
    let (family, revision) = definition.rsplit_once(':')?;
    let family = world.families.get(family)?;
    let id = family.revisions.get(&revision.parse().ok()?)?;
    world.definitions.get(*id).map(|row| &**row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Command, Timeline};
    use crate::model::{ServiceId, Settings};

    fn ask(timeline: &mut Timeline, action: &str, body: Value) {
        let answer = timeline.ask(Command::new(action, &body.to_string()));
        assert_eq!(answer.status, 200, "{action}: {}", answer.body);
    }

    /// A definition with a port, in an account where requests may name anything.
    fn registered() -> Timeline {
        let mut timeline = Timeline::new(Settings {
            permissive: true,
            ..Settings::default()
        });
        ask(&mut timeline, "CreateCluster", json!({}));
        let definition = json!({
            "family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [
                {"name": "app", "image": "nginx", "portMappings": [{"containerPort": 80}]},
            ],
        });
        ask(&mut timeline, "RegisterTaskDefinition", definition);
        timeline
    }

    #[test]
    fn what_is_filled_in_is_what_the_service_has() {
        let mut timeline = registered();
        let world = timeline.world();
        let by_name = |rows: Choices, name: &str| {
            let row = rows.into_iter().find(|(_, one)| one == name);
            row.expect("there is one").0
        };
        let traffic = TrafficForm {
            group: by_name(target_groups(world, "web:1"), "web-blue"),
            port: ports(world, "web:1")[0].0.clone(),
            grace: "30".to_owned(),
            alternate: by_name(target_groups(world, "web:1"), "web-green"),
            rule: by_name(listener_rules(world), "web, port 80"),
            test_rule: by_name(listener_rules(world), "web, port 8080"),
        };
        let more = MoreForm {
            namespace: "harbor".to_owned(),
            propagate: "SERVICE".to_owned(),
            exec: true,
            platform: "1.4.0".to_owned(),
            ..MoreForm::default()
        };
        let mut body = json!({
            "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
            "launchType": "FARGATE", "deploymentConfiguration": {
                "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5,
            },
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-0a"]}},
        });
        if let Some(members) = body.as_object_mut() {
            let role = shifting_role(world);
            traffic.fill(&TrafficForm::default(), true, &role, members);
            more.fill(&MoreForm::default(), members);
        }
        assert_eq!(body["loadBalancers"][0]["containerPort"], 80);
        // ECS Exec asks for a task role.
        body["enableExecuteCommand"] = json!(false);
        ask(&mut timeline, "CreateService", body);
        let world = timeline.world();
        let row = world.services.get(ServiceId(0)).expect("the service");
        assert_eq!(TrafficForm::of(world, row), traffic);
        let more = MoreForm {
            exec: false,
            ..more
        };
        assert_eq!(MoreForm::of(row), more);
        let mut unchanged = Map::new();
        traffic.fill(&traffic, true, "", &mut unchanged);
        more.fill(&more, &mut unchanged);
        assert!(unchanged.is_empty());
    }

    #[test]
    fn groups_suit_the_network_of_the_tasks() {
        let mut timeline = registered();
        let bridge = json!({"family": "old", "containerDefinitions": [
            {"name": "app", "image": "nginx", "memory": 64},
        ]});
        ask(&mut timeline, "RegisterTaskDefinition", bridge);
        let names = |definition: &str| {
            let rows = target_groups(timeline.world(), definition);
            rows.into_iter().map(|row| row.1).collect::<Vec<_>>()
        };
        assert_eq!(names("old:1"), ["web-instances"]);
        assert!(names("web:1").contains(&"api".to_owned()));
        assert!(ports(timeline.world(), "old:1").is_empty());
    }
}
