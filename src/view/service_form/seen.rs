//! What a field sees when it is asked where it makes sense and what may stand in it.

use super::place;
use crate::model::capacity_provider::is_fargate;
use crate::model::task_definition::NetworkMode;
use crate::model::{TaskDefinition, World};
use serde_json::Value;

/// The world, the form as it stands, and the row that the field is in.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// The world.
    pub world: &'a World,
    /// The request as far as it is filled in.
    pub form: &'a Value,
    /// The row of the field; of a field in no row, the form.
    pub row: &'a Value,
    /// What the service has; None where the form creates one.
    pub was: Option<&'a Value>,
}

impl<'a> Seen<'a> {
    /// As a field in no row sees it.
    pub fn new(world: &'a World, form: &'a Value, was: Option<&'a Value>) -> Seen<'a> {
        Seen {
            world,
            form,
            row: form,
            was,
        }
    }

    /// As a field of this row sees it.
    pub fn at(self, row: &'a Value) -> Seen<'a> {
        Seen { row, ..self }
    }

    /// Whether the form changes a service that is there.
    pub fn updates(&self) -> bool {
        self.was.is_some()
    }

    /// What stands at a place of the form.
    pub fn text(&self, place: &str) -> &'a str {
        let value = place::get(self.form, place).and_then(Value::as_str);
        value.unwrap_or("")
    }

    /// What stands at a place of the row.
    pub fn of_row(&self, place: &str) -> &'a str {
        let value = place::get(self.row, place).and_then(Value::as_str);
        value.unwrap_or("")
    }

    /// Whether a truth of the form holds.
    pub fn is_on(&self, place: &str) -> bool {
        place::get(self.form, place) == Some(&Value::Bool(true))
    }

    /// The objects of a list of the form.
    pub fn list(&self, place: &str) -> &'a [Value] {
        let list = place::get(self.form, place).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    }

    /// The task definition.
    pub fn definition(&self) -> Option<&'a TaskDefinition> {
        let (family, revision) = self.text("taskDefinition").rsplit_once(':')?;
        let family = self.world.families.get(family)?;
        let id = family.revisions.get(&revision.parse().ok()?)?;
        self.world.definitions.get(*id).map(|row| &**row)
    }

    /// Whether its tasks have a network interface of their own.
    pub fn awsvpc(&self) -> bool {
        let mode = self.definition().map(|row| row.spec.network_mode);
        mode == Some(NetworkMode::Awsvpc)
    }

    /// Who exchanges its tasks.
    pub fn controller(&self) -> &'a str {
        match self.text("deploymentController.type") {
            "" => "ECS",
            other => other,
        }
    }

    /// Whether its task sets say what it runs.
    pub fn is_external(&self) -> bool {
        self.controller() == "EXTERNAL"
    }

    /// Whether it has one task on each instance.
    pub fn is_daemon(&self) -> bool {
        self.text("schedulingStrategy") == "DAEMON"
    }

    /// Whether its tasks run on Fargate.
    pub fn on_fargate(&self) -> bool {
        let providers = self.list("capacityProviderStrategy").iter();
        let mut providers = providers.filter_map(|row| row["capacityProvider"].as_str());
        match self.text("launchType") {
            "" => providers.any(is_fargate),
            other => other == "FARGATE",
        }
    }

    /// Whether deployments shift traffic from the old tasks to the new ones.
    pub fn shifts(&self) -> bool {
        let strategy = self.text("deploymentConfiguration.strategy");
        !matches!(strategy, "" | "ROLLING") && self.controller() == "ECS"
    }

    /// The containers of the definition as they were registered.
    pub fn containers(&self) -> &'a [Value] {
        let document = self.definition().map(|row| &row.spec.document);
        let list = document.and_then(|document| document.get("containerDefinitions")?.as_array());
        list.map_or(&[], Vec::as_slice)
    }

    /// The port mappings of its containers, each with the container's name.
    pub fn ports(&self) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        let ports = |container: &'a Value| {
            let name = container["name"].as_str().unwrap_or("");
            let ports = container["portMappings"].as_array();
            ports.into_iter().flatten().map(move |port| (name, port))
        };
        self.containers().iter().flat_map(ports)
    }
}
