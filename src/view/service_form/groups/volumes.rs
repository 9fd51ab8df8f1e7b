//! `volumeConfigurations`: EBS volumes that ECS makes for each task.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group {
    when: |seen| !seen.is_external() || seen.updates(),
    ..Group::new("Volumes", FIELDS, summary)
};

const LIST: &str = "volumeConfigurations";

const FIELDS: &[Field] =
    &[rows(LIST, "EBS volumes of tasks", "volume", fresh, VOLUME).when(|seen| (GROUP.when)(seen))];

const VOLUME: &[Field] = &[
    field("name", "Volume of the definition")
        .offers(offers::volumes)
        .none("choose one"),
    field("managedEBSVolume.sizeInGiB", "sizeInGiB"),
    field("managedEBSVolume.volumeType", "volumeType")
        .names(&[
            ("gp3", "gp3"),
            ("gp2", "gp2"),
            ("io2", "io2"),
            ("io1", "io1"),
            ("st1", "st1"),
            ("sc1", "sc1"),
            ("standard", "standard"),
        ])
        .none("gp3 (default)"),
    field("managedEBSVolume.filesystemType", "filesystemType").none("xfs (default)"),
    field("managedEBSVolume.roleArn", "Role that manages it")
        .offers(offers::infrastructure_roles)
        .none("choose one")
        .wide(),
    field("managedEBSVolume.iops", "iops").rare(),
    field("managedEBSVolume.throughput", "throughput (MiB/s)").rare(),
    field("managedEBSVolume.snapshotId", "snapshotId").rare(),
    field(
        "managedEBSVolume.volumeInitializationRate",
        "volumeInitializationRate",
    )
    .rare(),
    field("managedEBSVolume.encrypted", "encrypted")
        .rare()
        .wide(),
    field("managedEBSVolume.kmsKeyId", "kmsKeyId").rare().wide(),
    rows(
        "managedEBSVolume.tagSpecifications",
        "Tags of the volume",
        "tag specification",
        |_| json!({"resourceType": "volume"}),
        &[
            field("resourceType", "resourceType").none("choose one"),
            field("propagateTags", "propagateTags"),
            rows(
                "tags",
                "Tags",
                "tag",
                |_| json!({"key": ""}),
                super::tags::TAG,
            ),
        ],
    )
    .rare(),
];

fn fresh(seen: &Seen) -> Value {
    json!({
        "name": offers::first(offers::volumes(seen)),
        "managedEBSVolume": {
            "sizeInGiB": 20,
            "roleArn": offers::first(offers::infrastructure_roles(seen)),
        },
    })
}

fn summary(seen: &Seen) -> String {
    let said = |row: &Value| {
        let size = place::text(row, "managedEBSVolume.sizeInGiB");
        let name = row["name"].as_str().unwrap_or("");
        match size.is_empty() {
            true => name.to_owned(),
            false => format!("{name}, {size} GiB"),
        }
    };
    let all: Vec<String> = seen.list(LIST).iter().map(said).collect();
    match all.is_empty() {
        true => "none".to_owned(),
        false => all.join("; "),
    }
}
