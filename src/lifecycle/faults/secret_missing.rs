//! A secret of Secrets Manager, or a parameter of Systems Manager, is gone.

use super::parameters::SECRET;
use super::{Answers, FaultType, Part};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "SecretMissing",
    strikes: Part::Access,
    title: "Missing secret",
    explains: "A secret or parameter that containers get is not there: their tasks cannot start.",
    parameters: &[SECRET],
    answers: Answers {
        lacks_secret: Some(lacks),
        ..Answers::NONE
    },
};

fn lacks(fault: &Fault, name: &str) -> bool {
    fault.is_about("secret", name)
}
