//! The image has no variant for the operating system and architecture of the host.

use super::parameters::IMAGE;
use super::registry_texts::cannot_pull;
use super::{Answers, FaultType, Part, Pull};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "ImageForOtherPlatform",
    strikes: Part::Images,
    title: "Other architecture",
    explains: "The image has no variant for the host: linux/amd64 against linux/arm64.",
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

fn text(pull: &Pull, _image: &str) -> String {
    let platform = platform(pull);
    cannot_pull(
        pull,
        (
            "",
            &format!("no matching manifest for {platform} in the manifest list entries"),
        ),
        &format!(
            "pull image manifest has been retried 1 time(s): image Manifest does not contain \
             descriptor matching platform '{platform}'"
        ),
    )
}

/// The platform of the task's host in the words of image manifests.
fn platform(pull: &Pull) -> String {
    let windows = pull.task.launch.spec.windows;
    let system = if windows { "windows" } else { "linux" };
    let machine = match pull.task.architecture(pull.world) {
        "arm64" => "arm64/v8",
        _ => "amd64",
    };
    format!("{system}/{machine}")
}
