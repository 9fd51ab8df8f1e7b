//! Programs of Pulumi in YAML: the task definitions of its provider for AWS, and the services and
//! task definitions of Crosswalk, which make the roles, the log group and the size of the task.
//! Source: Pulumi Registry, AWS, `ecs.TaskDefinition`, and AWSx, `ecs.FargateTaskDefinition` and
//! `ecs.EC2TaskDefinition`.

use super::compose::{Members, text_of};
use super::convert::Conversion;
use super::terraform::resource;
use super::{Definition, Format, Source, fill};
use crate::taskdef::sizes::{Size, smallest};
use serde_json::{Value, json};

/// A program.
pub const FORMAT: Format = Format {
    what: "Pulumi program in YAML",
    read: program,
};

/// The type of the provider, short and long.
const PLAIN: &[&str] = &[
    "aws:ecs:TaskDefinition",
    "aws:ecs/taskDefinition:TaskDefinition",
];

/// The kinds of Crosswalk, whether they are of Fargate, and the member with the definition.
const KINDS: &[(&str, bool, Option<&str>)] = &[
    ("FargateService", true, Some("taskDefinitionArgs")),
    ("FargateTaskDefinition", true, None),
    ("EC2Service", false, Some("taskDefinitionArgs")),
    ("EC2TaskDefinition", false, None),
];

/// What becomes something else.
const READ: &[&str] = &[
    "container",
    "containers",
    "logGroup",
    "executionRole",
    "taskRole",
];

fn program(source: &Source) -> Option<Vec<Definition>> {
    let whole = source.tree()?;
    let settings = ["config", "configuration"].iter();
    let settings = settings.filter_map(|member| whole.get(member)?.as_object());
    let defaults = settings.flatten().filter_map(|(name, setting)| {
        let value = setting.get("default").unwrap_or(setting);
        fill::pair(format!("${{{name}}}"), value)
    });
    let defaults: Vec<(String, String)> = defaults.collect();
    let mut found = Vec::new();
    for (name, resource) in whole.get("resources")?.as_object()? {
        let kind = resource.get("type").and_then(Value::as_str);
        let properties = resource.get("properties").and_then(Value::as_object);
        if let Some(given) = properties.filter(|_| kind.is_some_and(|kind| PLAIN.contains(&kind))) {
            let mut notes = Vec::new();
            let members = resource::of_pulumi(given, &mut notes);
            let what = format!("{}: aws:ecs:TaskDefinition {name}", FORMAT.what);
            found.push(resource::definition(name, what, members, &mut notes));
        }
        let kind = kind.and_then(|kind| kind.strip_prefix("awsx:ecs:"));
        let Some((kind, is_fargate, inner)) = KINDS.iter().find(|(one, ..)| Some(*one) == kind)
        else {
            continue;
        };
        let args = match inner {
            Some(inner) => properties
                .and_then(|args| args.get(*inner))
                .and_then(Value::as_object),
            None => properties,
        };
        if let Some(args) = args {
            let what = format!("{}: awsx:ecs:{kind} {name}", FORMAT.what);
            let defaults = is_fargate.then_some(&defaults[..]);
            found.push(definition(name, args, defaults, what));
        }
    }
    found.iter_mut().for_each(|one| fill::known(one, &defaults));
    Some(found)
}

/// The request. `of_fargate`: the values of placeholders, for a task on Fargate.
fn definition(
    name: &str,
    args: &Members,
    of_fargate: Option<&[(String, String)]>,
    what: String,
) -> Definition {
    let mut notes = vec![
        "Pulumi makes what is not given: the family, the roles and the log group. They are \
         variables here."
            .to_owned(),
    ];
    let mut request = Members::from_iter([
        ("family".to_owned(), json!(name)),
        ("networkMode".to_owned(), json!("awsvpc")),
    ]);
    let others = args
        .iter()
        .filter(|(name, _)| !READ.contains(&name.as_str()));
    request.extend(others.map(|(name, value)| (name.clone(), value.clone())));
    let kind = of_fargate.map_or("EC2", |_| "FARGATE");
    request.insert("requiresCompatibilities".into(), json!([kind]));
    for (from, to) in [
        ("executionRole", "executionRoleArn"),
        ("taskRole", "taskRoleArn"),
    ] {
        request.extend(role(name, from, args.get(from)).map(|role| (to.to_owned(), role)));
    }
    let group = group(name, args.get("logGroup"));
    let containers: Vec<Value> = match args.get("containers").and_then(Value::as_object) {
        Some(several) => several
            .iter()
            .map(|(name, one)| container(name, one, group.as_deref(), &mut notes))
            .collect(),
        None => args
            .get("container")
            .iter()
            .map(|one| {
                let name = one.get("name").map_or("container".to_owned(), text_of);
                container(&name, one, group.as_deref(), &mut notes)
            })
            .collect(),
    };
    if let Some(defaults) = of_fargate {
        request.insert("networkMode".into(), json!("awsvpc"));
        size(&containers, defaults, &mut request, &mut notes);
    }
    request.insert("containerDefinitions".into(), containers.into());
    let mut conversion = Conversion {
        coerce: true,
        ..Conversion::default()
    };
    let request = conversion.request(request);
    notes.append(&mut conversion.notes);
    Definition::new(name, what, request, notes)
}

/// A role's ARN: the given one, none if it is skipped, else one that Pulumi makes.
fn role(name: &str, member: &str, role: Option<&Value>) -> Option<Value> {
    let of = |member: &str| role.and_then(|role| role.get(member));
    if of("skip") == Some(&Value::Bool(true)) {
        return None;
    }
    let made = || json!(format!("${{{name}.{member}.arn}}"));
    Some(of("roleArn").cloned().unwrap_or_else(made))
}

/// The group's name: the given one, none if it is skipped, else one that Pulumi makes.
fn group(name: &str, group: Option<&Value>) -> Option<String> {
    let of = |member: &str| group.and_then(|group| group.get(member));
    if of("skip") == Some(&Value::Bool(true)) {
        return None;
    }
    let given = of("existing").and_then(|existing| existing.get("name"));
    Some(given.map_or_else(|| format!("${{{name}.logGroup.name}}"), text_of))
}

fn container(name: &str, one: &Value, group: Option<&str>, notes: &mut Vec<String>) -> Value {
    let mut out = Members::from_iter([("name".to_owned(), json!(name))]);
    out.extend(one.as_object().cloned().unwrap_or_default());
    out.insert("name".into(), json!(name));
    let ports = out.get_mut("portMappings").and_then(Value::as_array_mut);
    for port in ports.into_iter().flatten().filter_map(Value::as_object_mut) {
        let target = port.shift_remove("targetGroup");
        if target.is_some() {
            notes.push(format!(
                "{name}: targetGroup belongs to the load balancer of the service: left out."
            ));
        }
        let target = target.map(|target| {
            let target = text_of(&target);
            let target = target.trim_start_matches("${").trim_end_matches('}');
            json!(format!("${{{target}.port}}"))
        });
        // Pulumi gives both. A host port that differs is none that awsvpc takes, so what the
        // container has goes before what the target group has.
        let ports = [
            port.get("containerPort"),
            target.as_ref(),
            port.get("hostPort"),
        ];
        let inner = ports.into_iter().flatten().next().cloned();
        for member in ["containerPort", "hostPort"] {
            let value = port.get(member).or(inner.as_ref()).cloned();
            port.extend(value.map(|value| (member.to_owned(), value)));
        }
    }
    if let Some(group) = group.filter(|_| !out.contains_key("logConfiguration")) {
        let options = json!({
            "awslogs-group": group,
            "awslogs-region": "${aws:region}",
            "awslogs-stream-prefix": name,
        });
        let log = json!({"logDriver": "awslogs", "options": options});
        out.insert("logConfiguration".into(), log);
    }
    Value::Object(out)
}

/// The smallest size of Fargate that the containers fit in, where none is given.
fn size(
    containers: &[Value],
    defaults: &[(String, String)],
    request: &mut Members,
    notes: &mut Vec<String>,
) {
    let number = |value: &Value| -> Option<u32> {
        let text = text_of(value);
        let known = defaults
            .iter()
            .find(|(placeholder, _)| *placeholder == text);
        known.map_or(&text, |(_, value)| value).parse().ok()
    };
    let sum = |members: &[&str]| {
        let given = |one: &Value| members.iter().find_map(|member| one.get(member).cloned());
        let mut given = containers.iter().filter_map(given);
        given.try_fold(0, |sum: u32, value| sum.checked_add(number(&value)?))
    };
    let need = sum(&["cpu"]).zip(sum(&["memoryReservation", "memory"]));
    let need = need.map(|(cpu_units, memory_mib)| Size {
        cpu_units,
        memory_mib,
    });
    let size = need.and_then(|need| smallest(need, false));
    let mut taken = Vec::new();
    for (member, value, unknown) in [
        ("cpu", size.map(|size| size.cpu_units), "${TaskCpu}"),
        ("memory", size.map(|size| size.memory_mib), "${TaskMemory}"),
    ] {
        if !request.contains_key(member) {
            let value = value.map_or(unknown.to_owned(), |value| value.to_string());
            taken.push(format!("{member} {value}"));
            request.insert(member.into(), json!(value));
        }
    }
    if !taken.is_empty() {
        notes.push(format!(
            "Pulumi takes the smallest size that the containers fit in: {} here.",
            taken.join(" and ")
        ));
    }
}
