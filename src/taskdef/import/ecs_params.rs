//! The file ecs-params.yml of the ECS CLI, which goes with a compose file.
//! Source: Amazon ECS Developer Guide, "Using Amazon ECS parameters in an Amazon ECS CLI compose
//! file".

use super::compose::{Members, health, mib, text_of};
use super::{Definition, Format, Source};
use serde_json::{Value, json};

/// The file.
pub const FORMAT: Format = Format {
    what: "ecs-params.yml of the ECS CLI",
    read: file,
};

/// Members of the task with another name and the same value.
const OF_TASK: &[(&str, &str)] = &[
    ("task_role_arn", "taskRoleArn"),
    ("task_execution_role", "executionRoleArn"),
    ("ecs_network_mode", "networkMode"),
    ("pid_mode", "pidMode"),
    ("ipc_mode", "ipcMode"),
];

fn file(source: &Source) -> Option<Vec<Definition>> {
    let whole = source.tree()?.get("task_definition")?.as_object()?;
    let mut notes = vec![
        "The ECS CLI takes the images, ports and variables from the compose file: import that one \
         too, and put what is here into it."
            .to_owned(),
    ];
    let mut request = Members::from_iter([("family".to_owned(), json!("project"))]);
    for (from, to) in OF_TASK {
        let value = whole.get(*from).map(text_of);
        request.extend(value.map(|value| ((*to).to_owned(), json!(value))));
    }
    for (from, to) in [("cpu_limit", "cpu"), ("mem_limit", "memory")] {
        let value = whole
            .get("task_size")
            .and_then(|size| size.get(from))
            .map(text_of);
        request.extend(value.map(|value| (to.to_owned(), json!(value))));
    }
    let services = whole.get("services").and_then(Value::as_object);
    let containers = services.into_iter().flatten();
    let containers: Vec<Value> = containers.map(|(name, one)| container(name, one)).collect();
    let none = containers.is_empty();
    let containers = if none {
        vec![container("app", &Value::Null)]
    } else {
        containers
    };
    request.insert("containerDefinitions".into(), containers.into());
    let read = |name: &&String| {
        let same = OF_TASK.iter().any(|(from, _)| from == name);
        !same && !["services", "task_size"].contains(&name.as_str())
    };
    let left: Vec<&str> = whole.keys().filter(read).map(String::as_str).collect();
    if !left.is_empty() {
        notes.push(format!("{} could not be carried over.", left.join(", ")));
    }
    if source.tree()?.get("run_params").is_some() {
        notes.push("run_params are of the service or the run, not of the definition.".to_owned());
    }
    let what = FORMAT.what.to_owned();
    Some(vec![Definition::new("project", what, request, notes)])
}

/// What the file says of a service of the compose file.
fn container(name: &str, service: &Value) -> Value {
    let of = |member: &str| service.get(member).filter(|value| !value.is_null());
    let mut out = Members::from_iter([
        ("name".to_owned(), json!(name)),
        ("image".to_owned(), json!(format!("{name}:latest"))),
    ]);
    for (from, to) in [("essential", "essential"), ("cpu_shares", "cpu")] {
        out.extend(of(from).map(|value| (to.to_owned(), value.clone())));
    }
    for (from, to) in [
        ("mem_limit", "memory"),
        ("mem_reservation", "memoryReservation"),
    ] {
        out.extend(
            of(from)
                .and_then(mib)
                .map(|mib| (to.to_owned(), json!(mib))),
        );
    }
    let check = of("healthcheck")
        .and_then(Value::as_object)
        .and_then(health);
    out.extend(check.map(|check| ("healthCheck".to_owned(), check)));
    if let Some(secrets) = of("secrets").and_then(Value::as_array) {
        let secret = |one: &Value| {
            let from = text_of(&one["value_from"]);
            json!({"name": text_of(&one["name"]), "valueFrom": from})
        };
        out.insert("secrets".into(), secrets.iter().map(secret).collect());
    }
    let login = of("repository_credentials").and_then(|one| one.get("credentials_parameter"));
    let login = login.map(|login| json!({"credentialsParameter": text_of(login)}));
    out.extend(login.map(|login| ("repositoryCredentials".to_owned(), login)));
    Value::Object(out)
}
