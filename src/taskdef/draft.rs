//! The draft: a text that parses, as the rules see it.

use super::node::{Bytes, Node};
use super::path::Path;

/// What the user means to run it on, where the definition itself does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// Nothing chosen.
    #[default]
    Unknown,
    /// EC2 instances.
    Ec2,
    /// Fargate.
    Fargate,
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

impl<'a> Draft<'a> {
    /// The containers with their paths.
    pub fn containers(&self) -> impl Iterator<Item = (Path, &Node<'a>)> {
        self.at_list("containerDefinitions")
    }

    /// The volumes with their paths.
    pub fn volumes(&self) -> impl Iterator<Item = (Path, &Node<'a>)> {
        self.at_list("volumes")
    }

    fn at_list(&self, list: &'static str) -> impl Iterator<Item = (Path, &Node<'a>)> {
        let items = self.root.list(list).iter().enumerate();
        items.map(move |(index, item)| (Path::new(list, index), item))
    }

    /// Whether `requiresCompatibilities` names a launch type.
    pub fn requires(&self, launch_type: &str) -> bool {
        let required = self.root.list("requiresCompatibilities");
        required.iter().any(|item| item.text() == Some(launch_type))
    }

    /// Whether the rules of Fargate hold for it.
    pub fn is_fargate(&self) -> bool {
        self.requires("FARGATE") || self.target == Target::Fargate
    }

    /// Whether its containers are Windows containers.
    pub fn is_windows(&self) -> bool {
        let platform = self.root.get("runtimePlatform");
        let family = platform.and_then(|platform| platform.text_of("operatingSystemFamily"));
        family.is_some_and(|family| family.starts_with("WINDOWS_"))
    }

    /// The effective network mode: as written, else awsvpc on Managed Instances, `default` on
    /// Windows, `bridge`. Source: ECS API, RegisterTaskDefinition `networkMode`.
    pub fn network_mode(&self) -> &str {
        let otherwise = if self.requires("MANAGED_INSTANCES") {
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
