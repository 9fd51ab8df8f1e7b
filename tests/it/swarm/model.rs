//! Requests as the model of the API allows them, with the names of what there is.

use super::draw::Draw;
use drydock::engine::Timeline;
use drydock::model::arn::Arns;
use drydock::shapes::{self, Kind, Member, Shape};
use serde_json::{Map, Value, json};

/// How deep a drawn request goes.
const DEEPEST: usize = 5;

/// What there is, by name.
pub struct Names {
    services: Vec<String>,
    tasks: Vec<String>,
    instances: Vec<String>,
    deployments: Vec<String>,
    /// Services that have task sets.
    outside: Vec<String>,
    /// Task sets: the service, the id.
    sets: Vec<(String, String)>,
}

impl Names {
    /// The names of this moment.
    pub fn of(timeline: &Timeline) -> Names {
        let world = timeline.world();
        let arns = Arns::of(world);
        let services = world.services.rows();
        let deployments = world.services.rows().flat_map(|row| &row.deployments);
        let outside = world.services.rows();
        let outside = outside.filter(|row| row.controller.has_task_sets());
        let outside: Vec<_> = outside.collect();
        let sets = outside.iter().flat_map(|service| {
            let rows = service.deployments.iter();
            rows.map(move |row| (service.name.to_string(), arns.deployment(row.id)))
        });
        Names {
            services: services.map(|row| row.name.to_string()).collect(),
            tasks: world.tasks.rows().map(|row| arns.task(row.id)).collect(),
            instances: world
                .instances
                .rows()
                .map(|row| arns.instance(row.id))
                .collect(),
            deployments: deployments.map(|row| arns.deployment(row.id)).collect(),
            sets: sets.collect(),
            outside: outside.iter().map(|row| row.name.to_string()).collect(),
        }
    }

    fn one(draw: &mut Draw, of: &[String]) -> Value {
        if of.is_empty() || draw.percent(4) {
            return "nobody".into();
        }
        draw.one(of).as_str().into()
    }

    /// A service; at times one that is not there.
    pub fn service(&self, draw: &mut Draw) -> Value {
        Names::one(draw, &self.services)
    }

    /// A service that has task sets, likewise; any if there is none.
    pub fn outside_service(&self, draw: &mut Draw) -> Value {
        match self.outside.is_empty() {
            true => self.service(draw),
            false => Names::one(draw, &self.outside),
        }
    }

    /// A task set with its service; at times one that is not there.
    pub fn task_set(&self, draw: &mut Draw) -> (Value, Value) {
        match self.sets.is_empty() || draw.percent(4) {
            true => (self.outside_service(draw), "ecs-svc/1".into()),
            false => {
                let (service, set) = draw.one(&self.sets);
                (service.as_str().into(), set.as_str().into())
            }
        }
    }

    /// A task, likewise.
    pub fn task(&self, draw: &mut Draw) -> Value {
        Names::one(draw, &self.tasks)
    }

    /// A container instance, likewise.
    pub fn instance(&self, draw: &mut Draw) -> Value {
        Names::one(draw, &self.instances)
    }

    /// What a member of this name is likely to mean; None for most.
    fn meant(&self, draw: &mut Draw, member: &str) -> Option<Value> {
        Some(match member {
            "cluster" => "default".into(),
            "service" | "services" => self.service(draw),
            "serviceName" => (*draw.one(&["a", "b", "c", "d"])).into(),
            "task" | "tasks" => self.task(draw),
            "containerInstance" | "containerInstances" => self.instance(draw),
            "capacityProvider" | "capacityProviders" => {
                (*draw.one(&["grown", "plain", "FARGATE", "none"])).into()
            }
            "taskSet" | "primaryTaskSet" => Names::one(draw, &self.deployments),
            "taskDefinition" | "taskDefinitions" => {
                (*draw.one(&["web", "web:1", "job:1", "bad", "net", "none"])).into()
            }
            "resourceArn" => self.task(draw),
            "desiredCount" | "count" => draw.between(-1, 12).into(),
            "launchType" => (*draw.one(&["EC2", "FARGATE"])).into(),
            _ => return None,
        })
    }
}

/// A request of an operation.
pub fn request(draw: &mut Draw, names: &Names, action: &str) -> Value {
    match shapes::input(action) {
        Some(shape) => value(draw, names, "", shape, 0),
        None => json!({}),
    }
}

fn value(draw: &mut Draw, names: &Names, member: &str, shape: &Shape, depth: usize) -> Value {
    match &shape.kind {
        Kind::Structure { members, .. } => structure(draw, names, members, depth),
        Kind::List { of, .. } => {
            let count = if depth < DEEPEST { draw.below(3) } else { 0 };
            let items = (0..count).map(|_| value(draw, names, member, of.get(), depth + 1));
            items.collect()
        }
        Kind::Map { value: of } => {
            let of = value(draw, names, "", of.get(), depth + 1);
            json!({"key": of})
        }
        Kind::Text { one_of: values, .. } => match names.meant(draw, member) {
            Some(meant) => meant,
            None if !values.is_empty() => (*draw.one(values)).into(),
            None => (*draw.one(&["", "web", "a", "0", "10", "us-east-1a", "arn:x"])).into(),
        },
        Kind::Integer { .. } | Kind::Long => match names.meant(draw, member) {
            Some(meant) => meant,
            None => draw.between(-1, 300).into(),
        },
        Kind::Number { .. } => (draw.between(0, 1_000) as f64 / 10.0).into(),
        Kind::Truth => draw.percent(50).into(),
        Kind::Time => 1_767_225_600.into(),
        Kind::Document => json!({}),
    }
}

fn structure(draw: &mut Draw, names: &Names, members: &[Member], depth: usize) -> Value {
    let mut object = Map::new();
    for member in members {
        let needed = member.required || ["cluster", "service", "tasks"].contains(&member.name);
        let share = if depth == 0 { 25 } else { 40 };
        if depth < DEEPEST && (needed || draw.percent(share)) {
            let of = value(draw, names, member.name, member.shape.get(), depth + 1);
            object.insert(member.name.to_owned(), of);
        }
    }
    Value::Object(object)
}
