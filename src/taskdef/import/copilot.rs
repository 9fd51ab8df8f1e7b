//! Manifests of AWS Copilot: a service or a job becomes a task on Fargate.
//! Source: AWS Copilot CLI documentation, "Manifest" of each type, "Sidecars", "Storage" and
//! "Secrets".

use super::compose::{Members, health, text_of, words};
use super::{Definition, Format, Source};
use serde_json::{Value, json};

/// A manifest of a workload that runs on ECS.
pub const FORMAT: Format = Format {
    what: "AWS Copilot manifest",
    read: manifest,
};

const ON_ECS: &[&str] = &[
    "Load Balanced Web Service",
    "Backend Service",
    "Worker Service",
    "Scheduled Job",
];

/// What the definition gets, or needs no word.
const READ: &[&str] = &[
    "name",
    "type",
    "image",
    "entrypoint",
    "command",
    "cpu",
    "memory",
    "platform",
    "variables",
    "secrets",
    "sidecars",
    "storage",
];

fn manifest(source: &Source) -> Option<Vec<Definition>> {
    let whole = source.tree()?.as_object()?;
    let kind = whole.get("type")?.as_str()?;
    let name = whole.get("name")?.as_str()?;
    if !ON_ECS.contains(&kind) {
        return None;
    }
    let mut task = Task::default();
    task.notes.push(format!(
        "Copilot calls the family APP-ENV-{name}, and makes the roles and the log group: they are \
         variables here."
    ));
    let storage = whole.get("storage");
    let mut main = task.container(name, whole, whole.get("image"));
    task.volumes(storage, &mut main);
    if let Some(truth) = storage.and_then(|storage| storage.get("readonly_fs")) {
        main.insert("readonlyRootFilesystem".into(), truth.clone());
    }
    let mut containers = vec![Value::Object(main)];
    let sidecars = whole.get("sidecars").and_then(Value::as_object);
    for (name, sidecar) in sidecars.into_iter().flatten() {
        let members = sidecar.as_object().cloned().unwrap_or_default();
        let image = members.get("image");
        containers.push(Value::Object(task.container(name, &members, image)));
    }
    let size = |member: &str, otherwise: &str| whole.get(member).map_or(otherwise.into(), text_of);
    let mut request = Members::from_iter([
        ("family".to_owned(), json!(name)),
        ("requiresCompatibilities".to_owned(), json!(["FARGATE"])),
        ("networkMode".to_owned(), json!("awsvpc")),
        ("cpu".to_owned(), json!(size("cpu", "256"))),
        ("memory".to_owned(), json!(size("memory", "512"))),
        ("executionRoleArn".to_owned(), json!("${ExecutionRole.Arn}")),
        ("taskRoleArn".to_owned(), json!("${TaskRole.Arn}")),
    ]);
    request.extend(whole.get("platform").and_then(platform));
    let disk = storage.and_then(|storage| storage.get("ephemeral"));
    request.extend(disk.map(|gib| ("ephemeralStorage".to_owned(), json!({"sizeInGiB": gib}))));
    request.insert("containerDefinitions".into(), containers.into());
    if !task.volumes.is_empty() {
        request.insert("volumes".into(), task.volumes.into());
    }
    task.notes.extend(left(whole));
    let what = format!("{}: {kind} {name}", FORMAT.what);
    Some(vec![Definition::new(name, what, request, task.notes)])
}

/// What the containers bring along.
#[derive(Default)]
struct Task {
    volumes: Vec<Value>,
    notes: Vec<String>,
}

impl Task {
    /// The main container or a sidecar; what is in `image` may be the sidecar's own.
    fn container(&mut self, name: &str, members: &Members, image: Option<&Value>) -> Members {
        let mut out = Members::from_iter([("name".to_owned(), json!(name))]);
        let location = match image {
            Some(Value::String(text)) => Some(text.clone()),
            image => image.and_then(|image| image.get("location")).map(text_of),
        };
        if location.is_none() {
            self.notes.push(format!(
                "{name}: Copilot builds and pushes the image: write the name that yours gets."
            ));
        }
        let location = location.unwrap_or_else(|| format!("{name}:latest"));
        out.insert("image".into(), json!(location));
        let of = |member: &str| {
            let inner = image.and_then(|image| image.get(member));
            inner.or_else(|| members.get(member))
        };
        let essential = members.get("essential").cloned();
        out.insert("essential".into(), essential.unwrap_or(json!(true)));
        if let Some(port) = of("port") {
            out.insert("portMappings".into(), json!([mapping(&text_of(port))]));
        }
        words(members, &mut out);
        out.extend(pairs(members, "variables", "value").map(|list| ("environment".into(), list)));
        out.extend(pairs(members, "secrets", "valueFrom").map(|list| ("secrets".into(), list)));
        if let Some(login) = of("credentials").or_else(|| of("credentials_param")) {
            let login = json!({"credentialsParameter": text_of(login)});
            out.insert("repositoryCredentials".into(), login);
        }
        if let Some(Value::Object(others)) = of("depends_on") {
            let wait = |(other, how): (&String, &Value)| {
                let condition = text_of(how).to_uppercase();
                json!({"containerName": other, "condition": condition})
            };
            out.insert("dependsOn".into(), others.iter().map(wait).collect());
        }
        if let Some(Value::Object(check)) = of("healthcheck") {
            let mut check = check.clone();
            let command = check.shift_remove("command");
            check.extend(command.map(|command| ("test".to_owned(), command)));
            out.extend(health(&check).map(|check| ("healthCheck".to_owned(), check)));
        }
        if let Some(mounts) = members.get("mount_points").and_then(Value::as_array) {
            let mount = |one: &Value| mount(&text_of(&one["source_volume"]), one);
            out.insert("mountPoints".into(), mounts.iter().map(mount).collect());
        }
        out.insert("logConfiguration".into(), logs());
        out
    }

    /// `storage.volumes`: each is mounted where its `path` says.
    fn volumes(&mut self, storage: Option<&Value>, main: &mut Members) {
        let volumes = storage.and_then(|storage| storage.get("volumes"));
        let mut mounts = Vec::new();
        for (name, one) in volumes.and_then(Value::as_object).into_iter().flatten() {
            let mut volume = Members::from_iter([("name".to_owned(), json!(name))]);
            volume.extend(efs(one.get("efs")).map(|efs| ("efsVolumeConfiguration".into(), efs)));
            self.volumes.push(Value::Object(volume));
            mounts.push(mount(name, one));
        }
        if !mounts.is_empty() {
            main.insert("mountPoints".into(), mounts.into());
        }
    }
}

/// `8080` or `2000/udp`.
fn mapping(port: &str) -> Value {
    let (port, protocol) = port.split_once('/').unwrap_or((port, "tcp"));
    let port = port.parse::<u64>().map_or(json!(port), Value::from);
    json!({"containerPort": port, "protocol": protocol})
}

/// Where a volume is mounted; to be read only, if nothing else is said.
fn mount(volume: &str, one: &Value) -> Value {
    let read_only = one.get("read_only").cloned().unwrap_or(json!(true));
    json!({"sourceVolume": volume, "containerPath": text_of(&one["path"]), "readOnly": read_only})
}

/// `true` for the environment's own file system, an id, or what it is made of.
fn efs(value: Option<&Value>) -> Option<Value> {
    let (id, members) = match value? {
        Value::Bool(false) | Value::Null => return None,
        Value::Object(members) => (members.get("id").map(text_of), Some(members)),
        Value::String(id) => (Some(id.clone()), None),
        Value::Bool(true) | Value::Number(_) | Value::Array(_) => (None, None),
    };
    let mut out = Members::from_iter([
        (
            "fileSystemId".to_owned(),
            json!(id.unwrap_or("${FileSystem}".into())),
        ),
        ("transitEncryption".to_owned(), json!("ENABLED")),
    ]);
    let of = |member: &str| members.and_then(|members| members.get(member));
    out.extend(of("root_dir").map(|path| ("rootDirectory".to_owned(), json!(text_of(path)))));
    if let Some(auth) = of("auth") {
        let point = auth.get("access_point_id").map(text_of);
        let iam = if auth.get("iam") == Some(&json!(true)) {
            "ENABLED"
        } else {
            "DISABLED"
        };
        let mut how = Members::from_iter([("iam".to_owned(), json!(iam))]);
        how.extend(point.map(|id| ("accessPointId".to_owned(), json!(id))));
        out.insert("authorizationConfig".into(), Value::Object(how));
    }
    Some(Value::Object(out))
}

/// Variables or secrets by their names; a value may be the output of a stack, or a secret's name.
fn pairs(members: &Members, list: &str, second: &str) -> Option<Value> {
    let given = members.get(list)?.as_object()?;
    let value = |value: &Value| match (value.get("from_cfn"), value.get("secretsmanager")) {
        (Some(output), _) => match text_of(output) {
            name if name.contains("${") => name,
            name => format!("${{{name}}}"),
        },
        (None, Some(secret)) => format!(
            "arn:aws:secretsmanager:${{AWS::Region}}:${{AWS::AccountId}}:secret:{}",
            text_of(secret)
        ),
        (None, None) => text_of(value),
    };
    let pairs = given
        .iter()
        .map(|(name, one)| json!({"name": name, second: value(one)}));
    Some(pairs.collect())
}

fn logs() -> Value {
    json!({"logDriver": "awslogs", "options": {
        "awslogs-group": "${LogGroup}",
        "awslogs-region": "${AWS::Region}",
        "awslogs-stream-prefix": "copilot",
    }})
}

/// `linux/arm64`, or a system and an architecture.
fn platform(value: &Value) -> Option<(String, Value)> {
    let (system, architecture) = match value {
        Value::Object(members) => (
            text_of(members.get("osfamily")?),
            text_of(members.get("architecture")?),
        ),
        text => {
            let (system, architecture) = text.as_str()?.split_once('/')?;
            (system.to_owned(), architecture.to_owned())
        }
    };
    let system = match system.as_str() {
        "windows" => "WINDOWS_SERVER_2019_CORE".to_owned(),
        system => system.to_uppercase(),
    };
    let architecture = if architecture.starts_with("arm") {
        "ARM64"
    } else {
        "X86_64"
    };
    let platform = json!({"cpuArchitecture": architecture, "operatingSystemFamily": system});
    Some(("runtimePlatform".to_owned(), platform))
}

/// What could not be carried over, in a sentence.
fn left(whole: &Members) -> Option<String> {
    let left = whole
        .keys()
        .map(String::as_str)
        .filter(|name| !READ.contains(name));
    let left: Vec<&str> = left.collect();
    (!left.is_empty()).then(|| {
        let left = left.join(", ");
        format!("What Copilot makes of {left} is not carried over.")
    })
}
