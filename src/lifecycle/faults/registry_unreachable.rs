//! The registry does not answer: the task's network has no way to it.

use super::parameters::IMAGE;
use super::registry_texts::{ASK_FOR_NETWORK, Reference, cannot_pull};
use super::{Answers, FaultType, Part, Pull};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "RegistryUnreachable",
    strikes: Part::Images,
    title: "Registry unreachable",
    explains: "The subnet has no way to the registry: the pull times out.",
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
    let host = reference.host();
    cannot_pull(
        pull,
        (
            ASK_FOR_NETWORK,
            &format!(
                "Get \"https://{host}/v2/\": net/http: request canceled while waiting for \
                 connection (Client.Timeout exceeded while awaiting headers)"
            ),
        ),
        &format!(
            "pull image manifest has been retried 5 time(s): failed to resolve ref {}: failed to \
             do request: Head \"{}\": dial tcp: lookup {host}: i/o timeout",
            reference.full(),
            reference.manifest()
        ),
    )
}
