//! A command that was typed makes the part of the page pulse that does the same.

use super::super::prelude::*;
use std::time::Duration;

/// How long it pulses, in milliseconds: as long as the animation of the style sheet.
const MILLIS: u64 = 900;

/// Actions, and what does the same on the page.
const PARTS: &[(&str, &str)] = &[
    ("CreateCluster", ".board-bar .name"),
    ("CreateService", "[data-does=service]"),
    ("DeleteCluster", ".board-bar .name"),
    ("DeleteService", "[data-does=service]"),
    ("DeregisterContainerInstance", "[data-does=instances]"),
    ("DeregisterTaskDefinition", ".left .panel-head"),
    ("DescribeTasks", ".rail"),
    ("Drydock.AddInstances", "[data-does=instances]"),
    ("Drydock.ClearFaults", "[data-does=faults]"),
    ("Drydock.InjectFault", "[data-does=faults]"),
    ("Drydock.TerminateInstance", "[data-does=instances]"),
    ("ListTasks", ".rail"),
    ("RegisterContainerInstance", "[data-does=instances]"),
    ("RegisterTaskDefinition", ".left .foot"),
    ("RunTask", "[data-does=run-task]"),
    ("StartTask", "[data-does=run-task]"),
    ("StopTask", ".rail"),
    ("UpdateContainerInstancesState", "[data-does=instances]"),
    ("UpdateService", "[data-does=service]"),
];

/// Makes the part pulse that does what an action does.
pub fn pulse(action: &str) {
    let Ok(at) = PARTS.binary_search_by_key(&action, |(name, _)| name) else {
        return;
    };
    let (_, selector) = PARTS[at];
    let Some(part) = document().query_selector(selector).ok().flatten() else {
        return;
    };
    let classes = part.class_list();
    // Adding and removing a plain class cannot fail.
    let _ = classes.add_1("pulse");
    set_timeout(
        move || {
            let _ = classes.remove_1("pulse");
        },
        Duration::from_millis(MILLIS),
    );
}
