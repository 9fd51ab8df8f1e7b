//! The table of all rules, group after group, and the rules that there are not.

use super::{
    Rule, accelerators, compatibility, dependencies, environment, essential, fargate, features,
    firelens, identity, kernel, linux, logging, memory, network, placement, ports, process, proxy,
    restart, roles, security, shape, sizes, volumes,
};
use crate::taskdef::draft::Draft;

/// Rules of one subject.
pub struct Group {
    /// Its name: that of its module and of its samples.
    pub name: &'static str,
    /// What its rules are about.
    pub title: &'static str,
    /// The day on which its rules were last held against their sources: `2026-11-28`.
    pub checked: &'static str,
    /// The rules in order.
    pub rules: &'static [&'static Rule],
    /// Where neither the request nor a container has one of these members, no rule of the group has
    /// anything to say; empty if that is not so.
    about: &'static [&'static str],
}

impl Group {
    const fn about(self, about: &'static [&'static str]) -> Group {
        Group { about, ..self }
    }

    /// Whether one of its rules may have something to say of a draft.
    pub fn may_speak_of(&self, draft: &Draft) -> bool {
        let mut about = self.about.iter();
        self.about.is_empty() || about.any(|name| draft.may_have(name))
    }
}

const fn group(
    name: &'static str,
    title: &'static str,
    checked: &'static str,
    rules: &'static [&'static Rule],
) -> Group {
    Group {
        name,
        title,
        checked,
        rules,
        about: &[],
    }
}

/// All rules, group after group in the order of speaking.
pub const GROUPS: &[Group] = &[
    group("shape", "Shape of the document", "2026-11-28", shape::RULES),
    group(
        "identity",
        "Names and images",
        "2026-11-28",
        identity::RULES,
    ),
    group(
        "essential",
        "Essential containers",
        "2026-11-25",
        essential::RULES,
    ),
    group(
        "compatibility",
        "Launch types, platforms and network modes",
        "2026-11-28",
        compatibility::RULES,
    ),
    group("roles", "Roles and tags", "2026-11-27", roles::RULES),
    group(
        "memory",
        "CPU and memory of containers",
        "2026-11-28",
        memory::RULES,
    ),
    group(
        "process",
        "Commands and users",
        "2026-11-25",
        process::RULES,
    ),
    group("ports", "Ports and links", "2026-11-28", ports::RULES),
    group(
        "network",
        "Names and addresses",
        "2026-11-28",
        network::RULES,
    ),
    group("restart", "Restart policies", "2026-11-25", restart::RULES).about(&["restartPolicy"]),
    group("linux", "Linux parameters", "2026-11-27", linux::RULES).about(&["linuxParameters"]),
    group(
        "kernel",
        "Kernel parameters, limits and namespaces",
        "2026-11-25",
        kernel::RULES,
    )
    .about(&["ulimits", "systemControls", "pidMode", "ipcMode"]),
    group("security", "Security", "2026-11-27", security::RULES).about(&[
        "credentialSpecs",
        "dockerSecurityOptions",
        "privileged",
        "linuxParameters",
    ]),
    group(
        "dependencies",
        "Dependencies, health checks and timeouts",
        "2026-11-28",
        dependencies::RULES,
    )
    .about(&[
        "dependsOn",
        "healthCheck",
        "links",
        "volumesFrom",
        "startTimeout",
        "stopTimeout",
        "firelensConfiguration",
    ]),
    group(
        "environment",
        "Environment and secrets",
        "2026-11-28",
        environment::RULES,
    ),
    group("logging", "Logs", "2026-11-28", logging::RULES),
    group("firelens", "FireLens", "2026-11-25", firelens::RULES)
        .about(&["firelensConfiguration", "logConfiguration"]),
    group(
        "volumes",
        "Volumes and mount points",
        "2026-11-28",
        volumes::RULES,
    )
    .about(&["volumes", "mountPoints", "volumesFrom"]),
    group("proxy", "App Mesh proxy", "2026-11-28", proxy::RULES).about(&["proxyConfiguration"]),
    group(
        "placement",
        "Placement constraints",
        "2026-11-28",
        placement::RULES,
    )
    .about(&["placementConstraints"]),
    group(
        "accelerators",
        "GPUs and other accelerators",
        "2026-11-25",
        accelerators::RULES,
    ),
    group(
        "features",
        "Fault injection and trusted execution",
        "2026-11-25",
        features::RULES,
    ),
    group("fargate", "Fargate", "2026-11-28", fargate::RULES),
    group("sizes", "Sizes of tasks", "2026-11-28", sizes::RULES),
];

/// All rules in the order of the table: that of speaking, not that of their ids. Findings come in
/// the order of the text, and where several begin at one place the worst first.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.rules.iter().copied())
}

/// The rules after the first group, without those that have nothing to say of a draft.
pub fn beyond_shape(draft: &Draft) -> impl Iterator<Item = &'static Rule> {
    let groups = GROUPS.iter().skip(1);
    let asked = groups.filter(|group| group.may_speak_of(draft));
    asked.flat_map(|group| group.rules.iter().copied())
}

/// A rule that was thought of and left out.
pub struct LeftOut {
    /// The id that it would have.
    pub id: &'static str,
    /// Why there is no such rule.
    pub reason: &'static str,
}

/// The rules that there are not, and why.
pub const LEFT_OUT: &[LeftOut] = &[
    LeftOut {
        id: "TD-HC-IMAGE-IGNORED",
        reason: "A health check in the image is not watched: the text of a definition shows \
                 neither the image nor the load balancer of a service.",
    },
    LeftOut {
        id: "TD-HC-PV-AGENT",
        reason: "Health checks need Fargate platform 1.1.0 or container agent 1.17.0: nothing that \
                 old is left.",
    },
    LeftOut {
        id: "TD-LABEL-VALUE",
        reason: "A label is a text: TD-JSON-TYPE says so.",
    },
    LeftOut {
        id: "TD-TAGS-COUNT",
        reason: "At most 50 tags: TD-JSON-RANGE says so.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_in_capitals() {
        let left_out = LEFT_OUT.iter().map(|one| one.id);
        let ids: Vec<&str> = all().map(|rule| rule.id).chain(left_out).collect();
        let letters = |part: &str| {
            let mut bytes = part.bytes();
            !part.is_empty() && bytes.all(|one| one.is_ascii_uppercase() || one.is_ascii_digit())
        };
        for id in &ids {
            assert!(id.starts_with("TD-") && id.split('-').all(letters), "{id}");
        }
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn every_rule_names_its_source() {
        for rule in all() {
            assert!(!rule.source.trim().is_empty(), "{}", rule.id);
        }
    }
}
