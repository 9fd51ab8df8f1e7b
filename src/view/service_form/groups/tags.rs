//! Tags of the service, and whose tags tasks get.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group::new("Tags", FIELDS, summary);

const PROPAGATE: &str = "propagateTags";
const MANAGED: &str = "enableECSManagedTags";

const FIELDS: &[Field] = &[
    rows(
        "tags",
        "Tags of the service",
        "tag",
        |_| json!({"key": ""}),
        TAG,
    ),
    field(PROPAGATE, "Tasks get tags")
        .default("NONE")
        .names(&[
            ("NONE", "nobody's"),
            ("SERVICE", "the service's"),
            ("TASK_DEFINITION", "the definition's"),
        ])
        .wide(),
    field(
        MANAGED,
        "enableECSManagedTags: cluster and service as tags of tasks",
    )
    .wide(),
];

/// A tag.
pub const TAG: &[Field] = &[field("key", "Key"), field("value", "Value")];

fn summary(seen: &Seen) -> String {
    let mut said = vec![counted(seen, "tags", "tag")];
    match seen.text(PROPAGATE) {
        "SERVICE" => said.push("tasks get them".to_owned()),
        "TASK_DEFINITION" => said.push("tasks get the definition's".to_owned()),
        _ => {}
    }
    if seen.is_on(MANAGED) {
        said.push("managed tags".to_owned());
    }
    said.join(", ")
}
