//! The draft: a text that parses, as the rules see it.

use super::members::Sieve;
use super::node::{Bytes, Kind, Node};
use super::path::Path;

/// The list of containers.
pub const CONTAINERS: &str = "containerDefinitions";

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
    facts: Facts,
}

/// What nearly every rule asks of a request, worked out once.
#[derive(Clone, Debug, PartialEq)]
struct Facts {
    /// Which member of the request `containerDefinitions` is.
    containers: Option<usize>,
    /// The members of all containers together.
    in_containers: Sieve,
    /// What `requiresCompatibilities` names.
    required: Sieve,
    declares_fargate: bool,
    windows: bool,
}

impl Facts {
    fn of(root: &Node) -> Facts {
        let mut facts = Facts {
            containers: root
                .members()
                .iter()
                .rposition(|member| member.name == CONTAINERS),
            in_containers: Sieve::default(),
            required: Sieve::default(),
            declares_fargate: false,
            windows: false,
        };
        for container in root.list(CONTAINERS) {
            if let Kind::Object(members) = &container.kind {
                facts.in_containers.add_all(members.names());
            }
        }
        let launch_types = root.list("requiresCompatibilities").iter();
        for launch_type in launch_types.filter_map(Node::text) {
            facts.required.add(launch_type);
            facts.declares_fargate |= launch_type == "FARGATE";
        }
        let platform = root.get("runtimePlatform");
        let family = platform.and_then(|platform| platform.text_of("operatingSystemFamily"));
        facts.windows = family.is_some_and(|family| family.starts_with("WINDOWS_"));
        facts
    }
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
    /// The draft of a request.
    pub fn new(text: &'a str, root: Node<'a>, target: Target) -> Draft<'a> {
        let facts = Facts::of(&root);
        Draft {
            text,
            root,
            target,
            facts,
        }
    }

    /// What the list of containers holds, objects or not; nothing if it is absent or no array.
    pub fn container_list(&self) -> &[Node<'a>] {
        let place = self.facts.containers;
        let member = place.and_then(|place| self.root.members().get(place));
        member.map_or(&[], |member| member.value.items())
    }

    /// The containers with their paths.
    pub fn containers(&self) -> impl Iterator<Item = (Path, &Node<'a>)> {
        objects(CONTAINERS, self.container_list())
    }

    /// Whether the request or a container may have a member.
    pub fn may_have(&self, name: &str) -> bool {
        let in_request = match &self.root.kind {
            Kind::Object(members) => members.names(),
            Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) | Kind::List(_) => {
                Sieve::default()
            }
        };
        in_request.may_have(name) || self.facts.in_containers.may_have(name)
    }

    /// The containers if one of them may have a member, else none.
    pub fn containers_with(&self, name: &str) -> &[Node<'a>] {
        if self.facts.in_containers.may_have(name) {
            self.container_list()
        } else {
            &[]
        }
    }

    /// The volumes with their paths.
    pub fn volumes(&self) -> impl Iterator<Item = (Path, &Node<'a>)> {
        objects("volumes", self.root.list("volumes"))
    }

    /// Whether it is to run on a launch type: `requiresCompatibilities` names it, or it is chosen.
    pub fn requires(&self, launch_type: &str) -> bool {
        self.target.launch_type() == Some(launch_type) || self.declares(launch_type)
    }

    /// Whether `requiresCompatibilities` names a launch type.
    fn declares(&self, launch_type: &str) -> bool {
        self.facts.required.may_have(launch_type) && {
            let required = self.root.list("requiresCompatibilities");
            required.iter().any(|item| item.text() == Some(launch_type))
        }
    }

    /// Whether the rules of Fargate hold for it.
    pub fn is_fargate(&self) -> bool {
        self.facts.declares_fargate || self.target.launch_type() == Some("FARGATE")
    }

    /// Whether its containers are Windows containers.
    pub fn is_windows(&self) -> bool {
        self.facts.windows || self.target == Target::FargateWindows
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

/// The objects of a list with their paths; what is none is another rule's to refuse.
fn objects<'d, 'a>(
    list: &'static str,
    items: &'d [Node<'a>],
) -> impl Iterator<Item = (Path, &'d Node<'a>)> {
    let items = items.iter().enumerate();
    let objects = items.filter(|(_, item)| matches!(item.kind, Kind::Object(_)));
    objects.map(move |(index, item)| (Path::new(list, index), item))
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
