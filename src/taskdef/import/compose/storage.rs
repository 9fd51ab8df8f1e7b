//! Volumes and mount points. Source: Compose Specification, `volumes`; ECS API, Volume.

use super::service::{Lost, Members};
use super::units::text_of;
use serde_json::{Value, json};

/// A mount as Compose writes it.
struct Mount {
    source: String,
    target: String,
    read_only: bool,
}

/// The mount points of a service; volumes that they name are added.
pub fn mounts(
    name: &str,
    service: &Members,
    volumes: &mut Members,
    out: &mut Members,
    lost: &mut Lost,
) {
    let given = service.get("volumes").and_then(Value::as_array);
    let mut points = Vec::new();
    for one in given.into_iter().flatten() {
        let Some(mount) = mount(one) else {
            lost.say(
                name,
                &format!("the volume {one} could not be carried over."),
            );
            continue;
        };
        let volume = volume(&mount, volumes);
        if mount.source.starts_with(['.', '~']) {
            let note = "is relative to the project: write a path of the instance.";
            lost.say(name, &format!("the path {} {note}", mount.source));
        }
        points.push(json!({
            "sourceVolume": volume,
            "containerPath": mount.target,
            "readOnly": mount.read_only,
        }));
    }
    if !points.is_empty() {
        out.insert("mountPoints".into(), points.into());
    }
}

/// `[SOURCE:]TARGET[:MODE]`, or the long form.
fn mount(value: &Value) -> Option<Mount> {
    if let Value::Object(given) = value {
        let text = |name: &str| given.get(name).map(text_of).unwrap_or_default();
        let known = matches!(text("type").as_str(), "volume" | "bind" | "");
        return known.then(|| Mount {
            source: text("source"),
            target: text("target"),
            read_only: given.get("read_only") == Some(&Value::Bool(true)),
        });
    }
    let text = text_of(value);
    let parts: Vec<&str> = text.split(':').collect();
    let (source, target, mode) = match parts[..] {
        [target] => ("", target, ""),
        [source, target] => (source, target, ""),
        [source, target, mode] => (source, target, mode),
        _ => return None,
    };
    Some(Mount {
        source: source.to_owned(),
        target: target.to_owned(),
        read_only: mode.split(',').any(|word| word == "ro"),
    })
}

/// The name of a mount's volume: a path of the host gets one of its own, a named or a nameless
/// volume is empty at the start and shared by the task.
fn volume(mount: &Mount, volumes: &mut Members) -> String {
    let is_path = mount.source.starts_with(['/', '.', '~']);
    let path = if mount.source.is_empty() {
        &mount.target
    } else {
        &mount.source
    };
    let letters = path.chars();
    let name: String = letters
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect();
    let name = match name.trim_matches('-') {
        "" => "root".to_owned(),
        name => name.to_owned(),
    };
    let volume = match is_path {
        true => json!({"name": name, "host": {"sourcePath": mount.source}}),
        false => json!({"name": name}),
    };
    volumes.entry(name.clone()).or_insert(volume);
    name
}
