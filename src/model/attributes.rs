//! Attributes of container instances: names, each with or without a value.

use std::sync::Arc;

/// The attribute of servers outside of AWS. Source: amazon-ecs-agent,
/// `agent/app/agent_capability.go`.
pub const EXTERNAL: &str = "ecs.capability.external";

/// A name and its value, if it has one.
pub type Attribute = (Arc<str>, Option<Arc<str>>);

/// Attributes in the order of their names. Placement asks for a few of them at each instance that
/// it looks at: most names of a row differ in their length already, while a tree would compare
/// text after text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes {
    rows: Vec<Attribute>,
    /// Whether [`EXTERNAL`] is among them.
    external: bool,
}

impl Attributes {
    /// The value of an attribute, or that it has none; None if there is no such attribute.
    pub fn get(&self, name: &str) -> Option<&Option<Arc<str>>> {
        let row = self.rows.iter().find(|(own, _)| **own == *name)?;
        Some(&row.1)
    }

    /// Whether there is such an attribute.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether they are those of a server outside of AWS.
    /// Source: Developer Guide, "Amazon ECS Anywhere".
    pub fn is_external(&self) -> bool {
        self.external
    }

    /// Sets an attribute.
    pub fn insert(&mut self, name: Arc<str>, value: Option<Arc<str>>) {
        self.external |= *name == *EXTERNAL;
        match self.rows.binary_search_by(|(own, _)| own.cmp(&name)) {
            Ok(place) => self.rows[place].1 = value,
            Err(place) => self.rows.insert(place, (name, value)),
        }
    }

    /// Takes an attribute away, if there is one of this name.
    pub fn remove(&mut self, name: &str) {
        self.retain(|own| own != name);
    }

    /// Takes all away that are not to stay.
    pub fn retain(&mut self, mut stays: impl FnMut(&str) -> bool) {
        self.rows.retain(|(name, _)| stays(name));
        self.external &= self.contains_key(EXTERNAL);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Attribute> {
        self.rows.iter()
    }

    /// Their names.
    pub fn keys(&self) -> impl Iterator<Item = &Arc<str>> {
        self.rows.iter().map(|(name, _)| name)
    }
}

impl IntoIterator for Attributes {
    type Item = Attribute;
    type IntoIter = std::vec::IntoIter<Attribute>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl Extend<Attribute> for Attributes {
    fn extend<T: IntoIterator<Item = Attribute>>(&mut self, more: T) {
        for (name, value) in more {
            self.insert(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lie_by_name_and_know_external_servers() {
        let mut all = Attributes::default();
        all.extend([("stack".into(), None), ("ecs.os-type".into(), None)]);
        all.insert("stack".into(), Some("test".into()));
        let names: Vec<&str> = all.keys().map(|name| &**name).collect();
        assert_eq!(names, ["ecs.os-type", "stack"]);
        assert_eq!(all.get("stack"), Some(&Some("test".into())));
        assert!(all.get("stac").is_none() && !all.is_external());
        all.insert(EXTERNAL.into(), None);
        assert!(all.is_external() && all.contains_key(EXTERNAL));
        all.remove("stack");
        assert!(all.is_external() && !all.contains_key("stack"));
        all.remove(EXTERNAL);
        assert!(!all.is_external());
    }
}
