//! What lies inside of the members of requests and changes nothing here.
//!
//! A whole member without effect stands with its operation. This is about parts of members that do
//! have one: they are checked as ECS checks them and shown again, and nothing in the run goes by
//! them. The page of the operations lists them by name, wherever a request has them.

use crate::shapes::{Kind, Shape};

/// Shapes with those of their members that change nothing, in the order of their names.
pub const WITHOUT_EFFECT: &[(&str, &[&str])] = &[
    (
        "ContainerDefinition",
        &[
            "environment",
            "mountPoints",
            "volumesFrom",
            "links",
            "versionConsistency",
            "hostname",
            "user",
            "workingDirectory",
            "disableNetworking",
            "readonlyRootFilesystem",
            "dnsServers",
            "dnsSearchDomains",
            "extraHosts",
            "dockerSecurityOptions",
            "interactive",
            "pseudoTerminal",
            "ulimits",
            "systemControls",
            "credentialSpecs",
        ],
    ),
    (
        "ContainerOverride",
        &["environment", "environmentFiles", "resourceRequirements"],
    ),
    (
        "ContainerRestartPolicy",
        &["ignoredExitCodes", "restartAttemptPeriod"],
    ),
    (
        "CreateManagedInstancesProviderConfiguration",
        &["infrastructureRoleArn"],
    ),
    (
        "DockerVolumeConfiguration",
        &["scope", "autoprovision", "driverOpts", "labels"],
    ),
    (
        "EFSVolumeConfiguration",
        &[
            "fileSystemId",
            "rootDirectory",
            "transitEncryption",
            "transitEncryptionPort",
        ],
    ),
    (
        "FSxWindowsFileServerVolumeConfiguration",
        &["fileSystemId", "rootDirectory", "authorizationConfig"],
    ),
    ("FirelensConfiguration", &["options"]),
    ("HostVolumeProperties", &["sourcePath"]),
    (
        "InstanceLaunchTemplate",
        &[
            "ec2InstanceProfileArn",
            "storageConfiguration",
            "localStorageConfiguration",
            "monitoring",
            "instanceMetadataTagsPropagation",
            "fipsEnabled",
            "capacityReservations",
            "nitroEnclavesEnabled",
        ],
    ),
    (
        "InstanceLaunchTemplateUpdate",
        &[
            "ec2InstanceProfileArn",
            "storageConfiguration",
            "localStorageConfiguration",
            "monitoring",
            "instanceMetadataTagsPropagation",
            "capacityReservations",
        ],
    ),
    (
        "LinuxParameters",
        &[
            "capabilities",
            "devices",
            "sharedMemorySize",
            "tmpfs",
            "swappiness",
        ],
    ),
    ("PortMapping", &["name", "appProtocol"]),
    ("ProxyConfiguration", &["type", "properties"]),
    ("ResourceRequirement", &["sharingStrategy"]),
    (
        "S3FilesVolumeConfiguration",
        &[
            "fileSystemArn",
            "rootDirectory",
            "transitEncryptionPort",
            "accessPointArn",
        ],
    ),
    (
        "ServiceConnectConfiguration",
        &[
            "services",
            "logConfiguration",
            "accessLogConfiguration",
            "containerConfigurations",
        ],
    ),
    (
        "ServiceRegistry",
        &["registryArn", "port", "containerName", "containerPort"],
    ),
    ("ServiceVolumeConfiguration", &["managedEBSVolume"]),
    ("TaskOverride", &["inferenceAcceleratorOverrides"]),
    ("TaskVolumeConfiguration", &["managedEBSVolume"]),
    (
        "UpdateManagedInstancesProviderConfiguration",
        &["infrastructureRoleArn"],
    ),
    (
        "VpcLatticeConfiguration",
        &[
            "roleArn",
            "targetGroupArn",
            "portName",
            "advancedConfiguration",
        ],
    ),
];

/// How deep requests go.
const DEEPEST: usize = 8;

/// The members without effect inside of a request's, each with its way there, as in
/// `containerDefinitions[].hostname`; without what is in the members named.
pub fn without_effect(input: &Shape, but: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let members = input.members().iter();
    for member in members.filter(|member| !but.contains(&member.name)) {
        walk(member.shape.get(), member.name, 1, &mut found);
    }
    found
}

fn walk(shape: &Shape, way: &str, depth: usize, found: &mut Vec<String>) {
    if depth > DEEPEST {
        return;
    }
    match &shape.kind {
        Kind::Structure { members, .. } => {
            let row = WITHOUT_EFFECT.iter().find(|(name, _)| *name == shape.name);
            for member in *members {
                let way = format!("{way}.{}", member.name);
                if row.is_some_and(|(_, names)| names.contains(&member.name)) {
                    found.push(way);
                } else {
                    walk(member.shape.get(), &way, depth + 1, found);
                }
            }
        }
        Kind::List { of, .. } => walk(of.get(), &format!("{way}[]"), depth, found),
        Kind::Map { value } => walk(value.get(), way, depth + 1, found),
        Kind::Text { .. }
        | Kind::Integer { .. }
        | Kind::Long
        | Kind::Number { .. }
        | Kind::Truth
        | Kind::Time
        | Kind::Document => (),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ops::OPERATIONS;
    use crate::shapes;
    use std::collections::BTreeSet;

    /// Shapes inside of the requests of operations that are simulated, with their members.
    fn reached() -> BTreeSet<(&'static str, &'static str)> {
        fn reach(shape: &'static Shape, found: &mut BTreeSet<(&'static str, &'static str)>) {
            match &shape.kind {
                Kind::Structure { members, .. } => {
                    for member in *members {
                        if found.insert((shape.name, member.name)) {
                            reach(member.shape.get(), found);
                        }
                    }
                }
                Kind::List { of, .. } => reach(of.get(), found),
                Kind::Map { value } => reach(value.get(), found),
                _ => (),
            }
        }
        let mut found = BTreeSet::new();
        for input in OPERATIONS.iter().filter_map(|row| shapes::input(row.name)) {
            reach(input, &mut found);
        }
        found
    }

    #[test]
    fn every_row_is_a_member_of_some_request_and_stands_in_order() {
        assert!(WITHOUT_EFFECT.is_sorted_by_key(|row| row.0));
        let reached = reached();
        let rows = WITHOUT_EFFECT.iter();
        let rows = rows.flat_map(|(shape, names)| names.iter().map(move |name| (*shape, *name)));
        let unknown: Vec<_> = rows.filter(|row| !reached.contains(row)).collect();
        assert_eq!(unknown, []);
    }

    #[test]
    fn members_are_named_with_their_way() {
        let input = shapes::input("RunTask").expect("there is one");
        let found = without_effect(input, &["volumeConfigurations"]);
        let accelerators = "overrides.inferenceAcceleratorOverrides";
        assert!(found.contains(&accelerators.to_owned()), "{found:?}");
        assert!(found.contains(&"overrides.containerOverrides[].environment".to_owned()));
        assert!(found.iter().all(|way| !way.starts_with("volume")));
    }
}
