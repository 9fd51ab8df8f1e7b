//! The registry does not let the image go: credentials are missing or have no right to it.

use super::parameters::IMAGE;
use super::registry_texts::{ASK_FOR_PERMISSION, Reference, cannot_pull};
use super::{Answers, FaultType, Part, Pull};
use crate::lifecycle::task::resources::assumed_role;
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "RegistryDeniesPull",
    strikes: Part::Images,
    title: "No right to pull",
    explains: "The registry wants other credentials, or the role may not pull from Amazon ECR.",
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

fn text(pull: &Pull, image: &str) -> String {
    let reference = Reference::of(image);
    let name = image.split([':', '@']).next().unwrap_or(image);
    let denied = if reference.is_ecr() {
        let settings = &pull.world.settings;
        format!(
            "User: {} is not authorized to perform: ecr:BatchGetImage on resource: \
             arn:aws:ecr:{}:{}:repository/{} because no identity-based policy allows the \
             ecr:BatchGetImage action",
            assumed_role(pull.world, pull.task),
            settings.region,
            settings.account_id,
            reference.repository,
        )
    } else {
        "requested access to the resource is denied".to_owned()
    };
    cannot_pull(
        pull,
        (
            ASK_FOR_PERMISSION,
            &format!(
                "pull access denied for {name}, repository does not exist or may require \
                 'docker login': denied: {denied}"
            ),
        ),
        &format!(
            "pull image manifest has been retried 1 time(s): failed to resolve ref {}: pull \
             access denied, repository does not exist or may require authorization: server \
             message: insufficient_scope: authorization failed",
            reference.full()
        ),
    )
}
