//! An Availability Zone has no power: its instances stop, Fargate's tasks there end, and Fargate
//! has no capacity in it until it is back.
//!
//! Assumption: nobody documents how ECS tells of an outage. Instances behave as stopped ones, and
//! tasks of Fargate as those whose host is lost.

use super::parameters::ZONE;
use super::{Answers, FaultType, Part, freed};
use crate::lifecycle::{Turn, capacity, task};
use crate::model::fault::Fault;
use crate::model::{ContainerInstance, InstanceId, StopCode, TaskId, Zone};

pub const FAULT: FaultType = FaultType {
    name: "ZoneOutage",
    strikes: Part::Instances,
    title: "Zone outage",
    explains: "An Availability Zone fails: instances and tasks in it end, until it is cleared.",
    parameters: &[ZONE],
    answers: Answers {
        is_zone_down: Some(is_down),
        is_stopped: Some(is_in_it),
        strike: Some(fail),
        lift: Some(recover),
        ..Answers::NONE
    },
};

fn is_down(fault: &Fault, zone: Zone) -> bool {
    fault.zone == Some(zone)
}

fn is_in_it(fault: &Fault, instance: &ContainerInstance) -> bool {
    fault.zone == Some(instance.zone) && !instance.is_external()
}

fn instances(turn: &Turn, fault: &Fault) -> Vec<InstanceId> {
    let rows = turn.world().instances.rows();
    let here = rows.filter(|row| is_in_it(fault, row));
    here.map(|row| row.id).collect()
}

fn fail(turn: &mut Turn, fault: &Fault) {
    for id in instances(turn, fault) {
        capacity::stop(turn, id);
    }
    let clusters = turn.world().clusters.rows();
    let live = clusters.flat_map(|cluster| cluster.live_tasks.iter());
    let rows = live.filter_map(|id| turn.world().tasks.get(id));
    let here = rows.filter(|row| fault.zone == Some(row.zone) && row.instance.is_none());
    let tasks: Vec<TaskId> = here.map(|row| row.id).collect();
    let reason = "Task stopped due to unhealthy infrastructure".into();
    for id in tasks {
        task::lose_host(turn, id, StopCode::TerminationNotice, &reason);
    }
}

fn recover(turn: &mut Turn, fault: &Fault) {
    for id in instances(turn, fault) {
        capacity::set_connected(turn, id, true);
    }
    capacity::wake_all(turn);
    freed(turn, fault);
}
