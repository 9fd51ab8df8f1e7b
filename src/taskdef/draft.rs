//! The draft: a text that parses, as the rules see it.

use super::node::{Bytes, Kind, Node};
use super::path::Path;

/// What the user means to run it on, where the definition itself does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// Nothing chosen.
    #[default]
    Unknown,
    /// EC2 instances.
    Ec2,
    /// Fargate with Linux containers, or as `runtimePlatform` says.
    Fargate,
    /// Fargate with Windows containers.
    FargateWindows,
    /// External instances.
    External,
    /// Managed Instances.
    ManagedInstances,
}

/// A text that parses.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft<'a> {
    /// The text.
    pub text: &'a str,
    /// The request: the root, or the inner object of a describe output.
    pub root: Node<'a>,
    /// What it is meant to run on.
    pub target: Target,
}

impl Target {
    /// All targets with their names, as the JavaScript module spells them; nothing chosen first.
    pub const ALL: [(Target, &'static str); 6] = [
        (Target::Unknown, ""),
        (Target::Ec2, "EC2"),
        (Target::Fargate, "FARGATE"),
        (Target::FargateWindows, "FARGATE_WINDOWS"),
        (Target::External, "EXTERNAL"),
        (Target::ManagedInstances, "MANAGED_INSTANCES"),
    ];

    /// The target of a name; nothing chosen where there is none of that name.
    pub fn named(name: &str) -> Target {
        let mut all = Target::ALL.into_iter();
        all.find(|(_, known)| *known == name)
            .map_or(Target::Unknown, |(target, _)| target)
    }

    /// The launch type that it means.
    fn launch_type(self) -> Option<&'static str> {
        match self {
            Target::Unknown => None,
            Target::Ec2 => Some("EC2"),
            Target::Fargate | Target::FargateWindows => Some("FARGATE"),
            Target::External => Some("EXTERNAL"),
            Target::ManagedInstances => Some("MANAGED_INSTANCES"),
        }
    }

    /// Its name; empty where nothing is chosen.
    pub fn name(self) -> &'static str {
        let mut all = Target::ALL.into_iter();
        all.find(|(target, _)| *target == self)
            .map_or("", |(_, name)| name)
    }
}

impl<'a> Draft<'a> {
    /// The containers with their paths.
    pub fn containers(&self) -> impl Iterator<Item = (Path, &Node<'a>)> {
        self.at_list("containerDefinitions")
    }

    /// The volumes with their paths.
    pub fn volumes(&self) -> impl Iterator<Item = (Path, &Node<'a>)> {
        self.at_list("volumes")
    }

    /// What is no object is another rule's to refuse.
    fn at_list(&self, list: &'static str) -> impl Iterator<Item = (Path, &Node<'a>)> {
        let items = self.root.list(list).iter().enumerate();
        let objects = items.filter(|(_, item)| matches!(item.kind, Kind::Object(_)));
        objects.map(move |(index, item)| (Path::new(list, index), item))
    }

    /// Whether it is to run on a launch type: `requiresCompatibilities` names it, or it is chosen.
    pub fn requires(&self, launch_type: &str) -> bool {
        self.target.launch_type() == Some(launch_type) || self.declares(launch_type)
    }

    /// Whether `requiresCompatibilities` names a launch type.
    fn declares(&self, launch_type: &str) -> bool {
        let required = self.root.list("requiresCompatibilities");
        required.iter().any(|item| item.text() == Some(launch_type))
    }

    /// Whether the rules of Fargate hold for it.
    pub fn is_fargate(&self) -> bool {
        self.requires("FARGATE")
    }

    /// Whether its containers are Windows containers.
    pub fn is_windows(&self) -> bool {
        if self.target == Target::FargateWindows {
            return true;
        }
        let platform = self.root.get("runtimePlatform");
        let family = platform.and_then(|platform| platform.text_of("operatingSystemFamily"));
        family.is_some_and(|family| family.starts_with("WINDOWS_"))
    }

    /// The effective network mode: as written, else awsvpc on Managed Instances, `default` on
    /// Windows, `bridge`. Source: ECS API, RegisterTaskDefinition `networkMode`.
    pub fn network_mode(&self) -> &str {
        let otherwise = if self.declares("MANAGED_INSTANCES") {
            "awsvpc"
        } else if self.is_windows() {
            "default"
        } else {
            "bridge"
        };
        self.root.text_of("networkMode").unwrap_or(otherwise)
    }

    /// Where a finding about an absent member of an object goes: its opening brace.
    pub fn opening(node: &Node) -> Bytes {
        node.range.start..node.range.start + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::check;

    #[test]
    fn a_target_is_as_good_as_a_declaration() {
        let text = r#"{"family": "a", "networkMode": "awsvpc", "containerDefinitions": [
            {"name": "a", "image": "nginx:1.27", "memory": 64, "privileged": true}]}"#;
        let errors = |target| {
            let findings = check(text, target).findings.into_iter();
            let refused = findings.filter(|one| one.severity == crate::taskdef::Severity::Error);
            refused.map(|one| one.rule).collect::<Vec<_>>()
        };
        assert!(errors(Target::Unknown).is_empty());
        assert!(errors(Target::Ec2).is_empty());
        assert!(errors(Target::Fargate).contains(&"TD-FARGATE-PRIVILEGED"));
        assert!(errors(Target::ManagedInstances).is_empty());
        let windows = check(text, Target::FargateWindows);
        assert!(windows.draft.expect("it parses").is_windows());
    }

    #[test]
    fn targets_have_names_of_their_own() {
        for (target, name) in Target::ALL {
            assert_eq!(Target::named(name), target);
            assert_eq!(target.name(), name);
        }
        assert_eq!(Target::named("MOON"), Target::Unknown);
    }
}
