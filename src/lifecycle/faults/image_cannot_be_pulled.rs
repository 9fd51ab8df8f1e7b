//! The registry does not have the image.

use super::parameters::IMAGE;
use super::registry_texts::{ASK_FOR_EXISTENCE, Reference, cannot_pull};
use super::{Answers, FaultType, Part, Pull};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "ImageCannotBePulled",
    strikes: Part::Images,
    title: "Image not found",
    explains: "The registry does not have the image.",
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
    let name = image.split('@').next().unwrap_or(image);
    let full = Reference::of(image).full();
    cannot_pull(
        pull,
        (
            ASK_FOR_EXISTENCE,
            &format!("manifest for {name} not found: manifest unknown: manifest unknown"),
        ),
        &format!(
            "pull image manifest has been retried 5 time(s): failed to resolve ref {full}: \
             {full}: not found"
        ),
    )
}
