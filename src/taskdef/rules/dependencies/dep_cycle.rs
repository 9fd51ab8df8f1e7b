//! Containers that wait for each other in a circle.

use super::graph;
use crate::taskdef::rules::prelude::*;

/// TD-DEP-CYCLE
pub static DEPENDENCIES: Rule = Rule::error(
    "TD-DEP-CYCLE",
    Wording::Ours,
    "ECS API, ContainerDependency; amazon-ecs-agent, agent/engine/dependencygraph",
    dependencies,
);

/// TD-LINKS-CYCLE: ECS refuses links in a circle; that of other ties the agent finds. Source of the
/// text: Shippable/support, issue 4194.
pub static LINKS: Rule = Rule::at_run_time(
    "TD-LINKS-CYCLE",
    "amazon-ecs-agent, agent/engine/dependencygraph",
    links,
);

fn dependencies(draft: &Draft, found: &mut Found) {
    for circle in graph::circles(draft, &graph::waits(draft)) {
        let way = graph::way(draft, &circle);
        let message = format!("Container dependencies form a cycle: {way}");
        let help = "None of these containers could ever start.";
        if let Some(edge) = circle.last() {
            found.say(edge.said(&message, help));
        }
    }
}

fn links(draft: &Draft, found: &mut Found) {
    let mut edges = graph::waits(draft);
    edges.extend(graph::borrows(draft));
    for circle in graph::circles(draft, &edges) {
        // A circle of dependsOn alone is refused, by another rule.
        let Some(edge) = circle.iter().rev().find(|edge| !edge.depends) else {
            continue;
        };
        let way = graph::way(draft, &circle);
        if circle.iter().all(|edge| edge.is_link()) {
            let help = format!("Each of these containers links to the next: {way}.");
            let said = edge.said("Container links should not have a cycle", &help);
            found.say_refused_by(RefusedBy::Service, Wording::Aws, said);
            continue;
        }
        let message = "Task has circular dependencies; unable to start";
        let help = format!("Links, volumesFrom and dependsOn together go in a circle: {way}.");
        found.say(edge.said(message, &help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    const CIRCLE: &str = r#"{"containerDefinitions": [
        {"name": "a", "dependsOn": [{"containerName": "b"}]},
        {"name": "b", "dependsOn": [{"containerName": "d"}, {"containerName": "c"}]},
        {"name": "c", "dependsOn": [{"containerName": "b"}]},
        {"name": "d"}]}"#;

    #[test]
    fn a_circle_is_told_with_its_way() {
        assert_eq!(
            says(&DEPENDENCIES, CIRCLE),
            [
                "error $.containerDefinitions[2].dependsOn[0].containerName at «\"b\"»: Container \
              dependencies form a cycle: b → c → b"
            ]
        );
        assert!(says(&DEPENDENCIES, &fixed(&DEPENDENCIES, CIRCLE)).is_empty());
        assert!(says(&LINKS, CIRCLE).is_empty());
    }

    #[test]
    fn two_ways_to_one_container_are_no_circle() {
        let text = r#"{"containerDefinitions": [
            {"name": "a", "dependsOn": [{"containerName": "b"}, {"containerName": "c"}]},
            {"name": "b", "dependsOn": [{"containerName": "c"}]}, {"name": "c"}]}"#;
        assert!(says(&DEPENDENCIES, text).is_empty());
    }

    #[test]
    fn a_link_may_close_a_circle() {
        let text = r#"{"containerDefinitions": [
            {"name": "a", "dependsOn": [{"containerName": "b"}]},
            {"name": "b", "links": ["a:up"]}]}"#;
        assert_eq!(
            says(&LINKS, text),
            [
                "error $.containerDefinitions[1].links[0] at «\"a:up\"»: Task has circular \
              dependencies; unable to start"
            ]
        );
        assert_eq!(found(&LINKS, text)[0].refused_by, RefusedBy::Nobody);
        assert!(says(&DEPENDENCIES, text).is_empty());
        let links = r#"{"containerDefinitions": [
            {"name": "a", "links": ["b"]}, {"name": "b", "links": ["a:up"]}]}"#;
        let found = found(&LINKS, links);
        assert_eq!(found[0].message, "Container links should not have a cycle");
        assert_eq!(found[0].refused_by, RefusedBy::Service);
    }
}
