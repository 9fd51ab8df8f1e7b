//! `drydock capacity`

use crate::engine::Timeline;
use crate::view::capacity::{ProviderView, capacity};
use crate::view::screen::cluster_to_show;

/// The capacity providers of a cluster: of the one that is named, else of the newest.
pub fn run(timeline: &Timeline, cluster: Option<&str>) -> Result<String, String> {
    let world = timeline.world();
    let cluster = match cluster {
        None => cluster_to_show(world, None),
        Some(name) => match world.cluster_named(name) {
            Some(row) => Some(row.id),
            None => return Err(format!("there is no cluster {name}")),
        },
    };
    let shown = capacity(world, cluster, timeline.now());
    let mut out = String::new();
    for row in &shown.providers {
        tell(row, &mut out);
    }
    if !shown.strategy.is_empty() {
        out.push_str(&format!("default strategy: {}\n", shown.strategy));
    }
    Ok(out.replace('\u{a0}', " "))
}

/// Provider and metric; below it its group, what comes next, its instances, and who waits.
fn tell(row: &ProviderView, out: &mut String) {
    let metric = row.metric.as_deref().unwrap_or("-");
    out.push_str(&format!("{}\t{metric}\n", row.name));
    out.push_str(&format!("\t{}\n\t{}\n", row.kind, row.next));
    for machine in &row.machines {
        let spared = if machine.protected { ", spared" } else { "" };
        out.push_str(&format!("\t{}: {}{spared}\n", machine.what, machine.state));
    }
    for wait in &row.waiting {
        out.push_str(&format!("\t{} waits until {}\n", wait.name, wait.until));
    }
}
