//! A command that was typed makes the part of the page pulse that does the same.

use super::super::prelude::*;
use std::time::Duration;

/// How long it pulses, in milliseconds: as long as the animation of the style sheet.
const MILLIS: u64 = 900;

/// Actions, and what does the same on the page.
const PARTS: &[(&str, &str)] = &[
    ("ContinueServiceDeployment", "[data-does=service]"),
    ("CreateCapacityProvider", "[data-does=capacity]"),
    ("CreateCluster", ".board-bar .name"),
    ("CreateService", "[data-does=service]"),
    ("DeleteCapacityProvider", "[data-does=capacity]"),
    ("DeleteCluster", ".board-bar .name"),
    ("DeleteService", "[data-does=service]"),
    ("DeleteTaskDefinitions", ".left .panel-head"),
    ("DeregisterContainerInstance", "[data-does=instances]"),
    ("DeregisterTaskDefinition", ".left .panel-head"),
    ("DescribeCapacityProviders", "[data-does=capacity]"),
    ("DescribeClusters", ".board-bar .name"),
    ("DescribeContainerInstances", "[data-does=instances]"),
    ("DescribeServiceDeployments", "[data-does=service]"),
    ("DescribeServices", "[data-does=service]"),
    ("DescribeTaskDefinition", ".left .panel-head"),
    ("DescribeTasks", ".rail"),
    ("Drydock.AddInstances", "[data-does=instances]"),
    ("Drydock.ClearFaults", "[data-does=faults]"),
    ("Drydock.CreateSchedule", "[data-does=run-task]"),
    ("Drydock.Declare", "[data-does=faults]"),
    ("Drydock.DeleteAlarms", "[data-does=faults]"),
    ("Drydock.DeleteScalingPolicy", "[data-does=service]"),
    ("Drydock.DeleteSchedule", "[data-does=run-task]"),
    ("Drydock.DeleteScheduledAction", "[data-does=service]"),
    ("Drydock.DeregisterScalableTarget", "[data-does=service]"),
    ("Drydock.DescribeMetrics", "[data-does=service]"),
    ("Drydock.DescribeScaling", "[data-does=service]"),
    ("Drydock.InjectFault", "[data-does=faults]"),
    ("Drydock.ListSchedules", "[data-does=run-task]"),
    ("Drydock.PutMetricAlarm", "[data-does=faults]"),
    ("Drydock.PutScalingPolicy", "[data-does=service]"),
    ("Drydock.PutScheduledAction", "[data-does=service]"),
    ("Drydock.RegisterScalableTarget", "[data-does=service]"),
    ("Drydock.SetAlarmState", "[data-does=faults]"),
    ("Drydock.SetDemand", "[data-does=service]"),
    ("Drydock.SetHost", "[data-does=instances]"),
    ("Drydock.SetTraffic", "[data-does=service]"),
    ("Drydock.TerminateInstance", "[data-does=instances]"),
    ("GetTaskProtection", ".rail"),
    ("ListClusters", ".board-bar .name"),
    ("ListContainerInstances", "[data-does=instances]"),
    ("ListServiceDeployments", "[data-does=service]"),
    ("ListServices", "[data-does=service]"),
    ("ListTaskDefinitions", ".left .panel-head"),
    ("ListTasks", ".rail"),
    ("PutClusterCapacityProviders", "[data-does=capacity]"),
    ("RegisterContainerInstance", "[data-does=instances]"),
    ("RegisterTaskDefinition", ".left .foot"),
    ("RunTask", "[data-does=run-task]"),
    ("StartTask", "[data-does=run-task]"),
    ("StopServiceDeployment", "[data-does=service]"),
    ("StopTask", ".rail"),
    ("UpdateCapacityProvider", "[data-does=capacity]"),
    ("UpdateCluster", ".board-bar .name"),
    ("UpdateContainerInstancesState", "[data-does=instances]"),
    ("UpdateService", "[data-does=service]"),
    ("UpdateTaskProtection", ".rail"),
];

/// Makes the part pulse that does what an action does: the buttons that are to be seen, else the
/// way to them.
pub fn pulse(action: &str) {
    let found = |selector: &str| document().query_selector(selector).ok().flatten();
    let part = found(&format!("[data-acts~='{action}']"))
        .filter(is_seen)
        .and_then(|part| part.closest("section, form").ok().flatten())
        .or_else(|| {
            let at = PARTS.binary_search_by_key(&action, |(name, _)| name).ok()?;
            found(PARTS[at].1)
        });
    let Some(part) = part else {
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

/// Whether a part of the page stands within the window.
fn is_seen(part: &web_sys::Element) -> bool {
    let place = part.get_bounding_client_rect();
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let within = place.bottom() > 0.0 && height.is_some_and(|height| place.top() < height);
    place.height() > 0.0 && within
}

#[cfg(test)]
mod tests {
    use super::PARTS;
    use crate::api::ops::OPERATIONS;

    #[test]
    fn the_table_is_sorted_and_names_operations() {
        assert!(PARTS.is_sorted_by_key(|(action, _)| *action));
        for (action, _) in PARTS {
            assert!(OPERATIONS.iter().any(|row| row.name == *action), "{action}");
        }
    }
}
