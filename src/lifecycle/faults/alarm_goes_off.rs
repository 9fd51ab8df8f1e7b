//! A CloudWatch alarm goes off, whatever it measures. Deployments that look at it fail.

use super::parameters::ALARM;
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, service};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "AlarmGoesOff",
    strikes: Part::LoadBalancing,
    title: "Alarm goes off",
    explains: "A CloudWatch alarm is in state ALARM: deployments that look at it are given up.",
    parameters: &[ALARM],
    answers: Answers {
        is_alarm_on: Some(is_on),
        strike: Some(changed),
        lift: Some(changed),
        ..Answers::NONE
    },
};

fn is_on(fault: &Fault, name: &str) -> bool {
    fault.is_named("alarm", name)
}

fn changed(turn: &mut Turn, _fault: &Fault) {
    service::surroundings_changed(turn);
}
