//! The registry has counted too many pulls.
//!
//! Source: Docker documentation, "Docker Hub pull usage and limits", for the message.

use super::parameters::IMAGE;
use super::registry_texts::{Reference, cannot_pull};
use super::{Answers, FaultType, Part, Pull};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "RegistryLimitsRate",
    strikes: Part::Images,
    title: "Pull rate limit",
    explains: "Too many pulls without a login: Docker Hub answers 429.",
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
    let manifest = Reference::of(image).manifest();
    let limit = "toomanyrequests: You have reached your pull rate limit. You may increase the \
                 limit by authenticating and upgrading: \
                 https://www.docker.com/increase-rate-limit";
    cannot_pull(
        pull,
        ("", limit),
        &format!(
            "pull image manifest has been retried 5 time(s): httpReadSeeker: failed open: \
             unexpected status code {manifest}: 429 Too Many Requests - Server message: {limit}"
        ),
    )
}
