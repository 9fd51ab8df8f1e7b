//! `volumeConfigurations`: EBS volumes that ECS creates with each task.

use super::deployment::missing;
use super::prelude::*;
use std::ops::RangeInclusive;

const PATH: &str = "$.volumeConfigurations";
const GUIDE: &str = "Developer Guide, Use Amazon EBS volumes with Amazon ECS";
const API: &str = "ECS API, ServiceManagedEBSVolumeConfiguration";
const RUN: &[Action] = &[Action::RunTask];
const RUN_OR_START: &[Action] = LAUNCHES;

/// The rules, in the order of speaking. Source of the texts: answers of ECS, as public reports and
/// CloudFormation users quote them; what follows "was invalid" is not known.
pub const RULES: &[Rule] = &[
    Rule::error("SVC-EBS-REQUIRED", SERVICES, Wording::Aws, GUIDE, required),
    Rule::error(
        "RUN-EBS-REQUIRED",
        RUN_OR_START,
        Wording::AwsRoughly,
        GUIDE,
        required,
    ),
    Rule::error("SVC-EBS-NOVOL", ALL, Wording::Aws, GUIDE, no_volume),
    Rule::error("SVC-EBS-NAME", ALL, Wording::Aws, GUIDE, names),
    Rule::error("SVC-EBS-MULTI", ALL, Wording::Ours, GUIDE, one),
    Rule::error("SVC-EBS-DAEMON", CREATIONS, Wording::Ours, GUIDE, daemon),
    Rule::error(
        "SVC-EBS-CONTROLLER",
        SERVICES,
        Wording::Ours,
        GUIDE,
        controller,
    ),
    Rule::client("SVC-EBS-ROLE", ALL, API, role),
    Rule::error(
        "SVC-EBS-SIZE-OR-SNAP",
        ALL,
        Wording::AwsRoughly,
        API,
        size_or_snapshot,
    ),
    Rule::error(
        "SVC-EBS-SIZE-RANGE",
        ALL,
        Wording::AwsRoughly,
        API,
        size_range,
    ),
    Rule::error("SVC-EBS-IOPS", ALL, Wording::AwsRoughly, API, iops),
    Rule::error(
        "SVC-EBS-THROUGHPUT",
        ALL,
        Wording::AwsRoughly,
        API,
        throughput,
    ),
    Rule::error(
        "SVC-EBS-STANDARD-FARGATE",
        ALL,
        Wording::Ours,
        API,
        magnetic,
    ),
    Rule::error("SVC-EBS-INITRATE", ALL, Wording::Ours, API, initialisation),
    Rule::warning("SVC-EBS-FSTYPE", ALL, Wording::AtRunTime, API, file_system),
    Rule::error(
        "SVC-EBS-TAGS",
        ALL,
        Wording::Ours,
        "ECS API, EBSTagSpecification",
        tags,
    ),
    Rule::info("SVC-EBS-DELETE", SERVICES, GUIDE, deleted),
    Rule::info("RUN-EBS-KEPT", RUN, GUIDE, kept),
];

/// The volumes of the definition that are configured at launch.
fn at_launch<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let volumes = subject.document().objects("volumes");
    let volumes = volumes.filter(|volume| volume.truth("configuredAtLaunch") == Some(true));
    volumes.filter_map(|volume| volume.text("name"))
}

/// The EBS volumes of the request, with their paths.
fn volumes<'a>(subject: &Subject<'a>) -> Vec<(String, Request<'a>)> {
    let managed = |(path, item): (String, Request<'a>)| {
        Some((
            format!("{path}.managedEBSVolume"),
            item.object("managedEBSVolume")?,
        ))
    };
    let configurations = subject.list("volumeConfigurations");
    configurations.into_iter().filter_map(managed).collect()
}

fn required(subject: &Subject, found: &mut Found) {
    if at_launch(subject).next().is_some() && !subject.request.has("volumeConfigurations") {
        found.say(
            PATH,
            "Task definition has configuredAtLaunch volume but no volume configuration provided \
             at runtime",
            "Add volumeConfigurations with the volume's name and a managedEBSVolume.",
        );
    }
}

fn no_volume(subject: &Subject, found: &mut Found) {
    let given = subject.request.has("volumeConfigurations");
    if given && subject.definition.is_some() && at_launch(subject).next().is_none() {
        found.say(
            PATH,
            "Volume configuration provided but no matching configuredAtLaunch volume found in \
             task definition.",
            "Register the definition with a volume that has configuredAtLaunch.",
        );
    }
}

fn names(subject: &Subject, found: &mut Found) {
    if at_launch(subject).next().is_none() {
        return;
    }
    for (path, item) in subject.list("volumeConfigurations") {
        let name = item.text("name").unwrap_or("");
        if !at_launch(subject).any(|volume| volume == name) {
            found.say(
                format!("{path}.name"),
                format!(
                    "The volume name '{name}' in your request does not have a matching volume in \
                     your Task Definition that is configurable at launch."
                ),
                "Use the name of the definition's volume.",
            );
        }
    }
}

fn one(subject: &Subject, found: &mut Found) {
    if subject.list("volumeConfigurations").len() > 1 {
        found.say(PATH, "A task can have at most one EBS volume.", "Keep one.");
    }
}

fn daemon(subject: &Subject, found: &mut Found) {
    if subject.daemon() && subject.request.has("volumeConfigurations") {
        let message = "EBS volumes are only supported for REPLICA services.";
        found.say(PATH, message, "Use REPLICA, or a volume of the instance.");
    }
}

fn controller(subject: &Subject, found: &mut Found) {
    let rolling = subject.controller() == "ECS" && subject.strategy() == "ROLLING";
    if subject.request.has("volumeConfigurations") && !rolling {
        let message = "EBS volumes need the rolling update deployment type.";
        found.say(
            PATH,
            message,
            "Use the controller ECS and the strategy ROLLING.",
        );
    }
}

fn role(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        missing(volume, path.trim_start_matches("$."), &["roleArn"], found);
    }
}

const INVALID: &str = "ECS managed EBS volume configuration was invalid";

fn size_or_snapshot(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        if !volume.has("sizeInGiB") && !volume.has("snapshotId") {
            let message = format!("{INVALID} (MissingParameter)");
            found.say(
                path,
                message,
                "Give sizeInGiB, or the snapshotId to start from.",
            );
        }
    }
}

/// gp3 by default. Source: ECS API, `volumeType`.
fn kind<'a>(volume: Request<'a>) -> &'a str {
    volume.filled_text("volumeType").unwrap_or("gp3")
}

fn size_range(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        let range = match kind(volume) {
            "io1" | "io2" => 4..=16_384,
            "st1" | "sc1" => 125..=16_384,
            "standard" => 1..=1_024,
            _ => 1..=16_384,
        };
        if volume
            .integer("sizeInGiB")
            .is_some_and(|size| !range.contains(&size))
        {
            let help = "gp2 and gp3 have 1 to 16384 GiB, io1 and io2 from 4, st1 and sc1 from \
                        125, standard up to 1024.";
            let message = format!("{INVALID} (InvalidParameterValue)");
            found.say(format!("{path}.sizeInGiB"), message, help);
        }
    }
}

fn iops(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        let range: Option<RangeInclusive<i64>> = match kind(volume) {
            "gp3" => Some(3_000..=16_000),
            "io1" => Some(100..=64_000),
            "io2" => Some(100..=256_000),
            _ => None,
        };
        let wrong = match (volume.integer("iops"), range) {
            (None, _) => matches!(kind(volume), "io1" | "io2").then_some("MissingParameter"),
            (Some(_), None) => Some("InvalidParameterCombination"),
            (Some(iops), Some(range)) => {
                (!range.contains(&iops)).then_some("InvalidParameterValue")
            }
        };
        if let Some(wrong) = wrong {
            let help = "io1 and io2 need iops, from 100 up; gp3 may have 3000 to 16000; the \
                        others have none.";
            found.say(format!("{path}.iops"), format!("{INVALID} ({wrong})"), help);
        }
    }
}

fn throughput(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        let Some(throughput) = volume.integer("throughput") else {
            continue;
        };
        let wrong = match kind(volume) {
            "gp3" if throughput <= 1_000 => continue,
            "gp3" => "InvalidParameterValue",
            _ => "InvalidParameterCombination",
        };
        let message = format!("{INVALID} ({wrong})");
        let help = "Only gp3 has it, up to 1000 MiB a second.";
        found.say(format!("{path}.throughput"), message, help);
    }
}

fn magnetic(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        if subject.fargate() && kind(volume) == "standard" {
            let message = "Magnetic volumes are not supported on Fargate.";
            found.say(format!("{path}.volumeType"), message, "Use gp3.");
        }
    }
}

fn initialisation(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        if volume.has("volumeInitializationRate") && !volume.has("snapshotId") {
            let message = "volumeInitializationRate needs a snapshotId.";
            let help = "It is how fast the snapshot is read. Remove it.";
            found.say(format!("{path}.volumeInitializationRate"), message, help);
        }
    }
}

fn file_system(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        let path = format!("{path}.filesystemType");
        match volume.filled_text("filesystemType") {
            None if volume.has("snapshotId") => found.say(
                path,
                "filesystemType is missing: a snapshot of another file system than xfs fails the \
                 task",
                "Name the file system that the snapshot has.",
            ),
            Some(kind) if (kind == "ntfs") != subject.windows() => found.say(
                path,
                format!("Tasks with a volume of {kind} do not start on this platform"),
                "Linux has xfs, ext4 and ext3; Windows has ntfs.",
            ),
            None | Some(_) => continue,
        };
    }
}

fn tags(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        for (path, tags) in listed(volume, &path, "tagSpecifications") {
            for (path, tag) in listed(tags, &path, "tags") {
                let key = tag.text("key").unwrap_or("");
                if matches!(key, "AmazonECSCreated" | "AmazonECSManaged") {
                    let message = format!("The tag key {key} is reserved.");
                    let help = "ECS sets it itself; without it ECS cannot manage the volume.";
                    found.say(format!("{path}.key"), message, help);
                }
            }
        }
    }
}

fn deleted(subject: &Subject, found: &mut Found) {
    if let Some((path, _)) = volumes(subject).first() {
        found.say(
            path.clone(),
            "The volume is deleted with its task",
            "That is always so in a service: each new task gets a new volume. EFS outlives tasks.",
        );
    }
}

fn kept(subject: &Subject, found: &mut Found) {
    for (path, volume) in volumes(subject) {
        if volume
            .part("terminationPolicy")
            .truth("deleteOnTermination")
            == Some(false)
        {
            found.say(
                format!("{path}.terminationPolicy"),
                "The volume is kept when the task stops",
                "It costs until you delete it, and no other task of ECS can be given it.",
            );
        }
    }
}
