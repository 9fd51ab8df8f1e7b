//! The registry is slow.

use super::parameters::{ADDED, IMAGE};
use super::{Answers, FaultType, Part};
use crate::model::ContainerDefinition;
use crate::model::fault::Fault;
use crate::sim::Span;

pub const FAULT: FaultType = FaultType {
    name: "SlowPull",
    strikes: Part::Images,
    title: "Slow pull",
    explains: "The registry is slow: each image pull takes longer.",
    parameters: &[IMAGE, ADDED],
    answers: Answers {
        pull_delay: Some(delay),
        ..Answers::NONE
    },
};

fn delay(fault: &Fault, definition: &ContainerDefinition) -> Span {
    if fault.is_about("image", &definition.image) {
        fault.seconds("addedSeconds")
    } else {
        Span::ZERO
    }
}
