//! Pages of events, and single ones.

use super::*;

#[test]
fn ids_are_unique_and_pages_follow_one_another() {
    let mut run = Run::new();
    run.ask("RunTask", json!({"taskDefinition": "ec2", "count": 3}));
    run.wait(600);
    let all = run.events();
    let mut ids: Vec<&str> = all
        .iter()
        .filter_map(|event| event["id"].as_str())
        .collect();
    crate::sim::sort::sort(&mut ids);
    ids.dedup();
    assert_eq!(ids.len(), all.len());
    let mut paged = Vec::new();
    let mut next = 0;
    while next < run.timeline.sim().events {
        let mut page = page(&mut run.timeline, next, 5);
        next = page["next"].as_u64().unwrap_or_default();
        paged.extend(
            page["events"]
                .as_array_mut()
                .map(std::mem::take)
                .unwrap_or_default(),
        );
    }
    assert!(paged == all);
    let lines = run.timeline.journal().since(0);
    let sent: Vec<u64> = lines
        .filter(|(_, entry)| is_sent(&entry.event))
        .map(|(seq, _)| seq)
        .collect();
    let one_by_one = sent.iter().flat_map(|seq| of_line(&run.timeline, *seq));
    assert!(one_by_one.eq(all.iter().cloned()));
}
