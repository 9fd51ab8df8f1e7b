//! The registered task definitions: families with their revisions, the newest first.

use crate::model::task_definition::DefinitionStatus;
use crate::model::{DefinitionId, TaskDefinition, World};

/// A revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionRow {
    /// The revision.
    pub definition: DefinitionId,
    /// `family:revision`.
    pub name: String,
    /// Whether it is ACTIVE: tasks and services can be started with it.
    pub active: bool,
    /// What it can run on, its size and its containers, in one line.
    pub line: String,
}

/// A family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FamilyRow {
    /// Its name.
    pub family: String,
    /// Its revisions, the newest first.
    pub revisions: Vec<RevisionRow>,
}

/// The families in the order of the alphabet.
pub fn families(world: &World) -> Vec<FamilyRow> {
    let families = world.families.iter();
    let rows = families.map(|(name, family)| {
        let newest_first = family.revisions.values().rev();
        let rows = newest_first.filter_map(|id| world.definitions.get(*id));
        FamilyRow {
            family: name.to_string(),
            revisions: rows.map(|row| revision(row)).collect(),
        }
    });
    rows.collect()
}

fn revision(row: &TaskDefinition) -> RevisionRow {
    let spec = &row.spec;
    let names: Vec<&str> = spec.compatibilities.iter().map(|one| one.name()).collect();
    let containers: Vec<&str> = spec.containers.iter().map(|one| &*one.name).collect();
    let size = match (spec.cpu_units, spec.memory_mib) {
        (Some(cpu), Some(memory)) => format!("{cpu} / {memory} · "),
        (Some(cpu), None) => format!("{cpu} CPU · "),
        (None, Some(memory)) => format!("{memory} MiB · "),
        (None, None) => String::new(),
    };
    RevisionRow {
        definition: row.id,
        name: row.name(),
        active: row.status == DefinitionStatus::Active,
        line: format!("{size}{} · {}", containers.join(", "), names.join(", ")),
    }
}

/// The request that would register a revision again, as somebody would write it; None where there
/// is no such revision.
pub fn document(world: &World, id: DefinitionId) -> Option<String> {
    let row = world.definitions.get(id)?;
    let mut document = (*row.spec.document).clone();
    if let Some(members) = document.as_object_mut() {
        members.retain(|_, value| !is_empty(value));
        for list in ["containerDefinitions", "volumes"] {
            let items = members.get_mut(list).and_then(|list| list.as_array_mut());
            for item in items.into_iter().flatten() {
                if let Some(members) = item.as_object_mut() {
                    members.retain(|name, value| name == "host" || !is_empty(value));
                }
            }
        }
    }
    // Writing JSON as text cannot fail.
    serde_json::to_string_pretty(&document).ok()
}

/// ECS writes empty lists where nothing was set.
fn is_empty(value: &serde_json::Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Command, Timeline};
    use crate::model::Settings;

    const TEXT: &str = r#"{"family": "web", "cpu": "256", "memory": "512",
        "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{"name": "nginx", "image": "nginx:1.27"}]}"#;

    fn registered(times: usize) -> Timeline {
        let mut timeline = Timeline::new(Settings::default());
        for _ in 0..times {
            timeline.ask(Command::new("RegisterTaskDefinition", TEXT));
        }
        timeline
    }

    #[test]
    fn revisions_stand_the_newest_first() {
        let mut timeline = registered(2);
        let body = r#"{"taskDefinition": "web:1"}"#;
        timeline.ask(Command::new("DeregisterTaskDefinition", body));
        let families = families(timeline.world());
        assert_eq!(families.len(), 1);
        let rows = &families[0].revisions;
        assert_eq!((rows[0].name.as_str(), rows[0].active), ("web:2", true));
        assert_eq!((rows[1].name.as_str(), rows[1].active), ("web:1", false));
        assert_eq!(
            rows[0].line,
            "256 / 512 · nginx · EC2, MANAGED_INSTANCES, FARGATE"
        );
    }

    #[test]
    fn a_revision_can_be_written_and_registered_again() {
        let mut timeline = registered(1);
        let id = families(timeline.world())[0].revisions[0].definition;
        let text = document(timeline.world(), id).expect("a text");
        assert!(!text.contains("[]"), "{text}");
        let answer = timeline.ask(Command::new("RegisterTaskDefinition", &text));
        assert_eq!(answer.status, 200, "{}", answer.body);
        let again = families(timeline.world())[0].revisions[0].definition;
        assert_eq!(document(timeline.world(), again), Some(text));
    }
}
