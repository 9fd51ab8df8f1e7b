//! The disk on which images are kept is full.

use super::parameters::IMAGE;
use super::registry_texts::Reference;
use super::{Answers, FaultType, Part, Pull};
use crate::model::fault::Fault;
use crate::model::task::LaunchType;

pub const FAULT: FaultType = FaultType {
    name: "NoSpaceLeft",
    strikes: Part::Images,
    title: "No space left",
    explains: "The disk of the host is full: the image's layers cannot be written.",
    parameters: &[IMAGE],
    answers: Answers {
        pull_error: Some(error),
        ..Answers::NONE
    },
};

fn error(fault: &Fault, pull: &Pull) -> Option<String> {
    let image = &*pull.definition.image;
    fault.is_about("image", image).then(|| text(pull, image))
}

/// Where Docker writes what it pulls.
const DOCKER_ROOT: &str = "/var/lib/docker/tmp";

/// Source: Amazon ECS Developer Guide, "CannotPullContainer task errors".
fn text(pull: &Pull, image: &str) -> String {
    let blob = "GetImageBlob111111111";
    let docker = format!("write {DOCKER_ROOT}/{blob}: no space left on device");
    match pull.task.launch.launch_type {
        LaunchType::Fargate => format!(
            "CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: write \
             /var/lib/containerd/io.containerd.content.v1.content/ingest/{}/data: no space left \
             on device",
            Reference::of(image).full()
        ),
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => {
            format!("CannotPullContainerError: {docker}")
        }
    }
}
