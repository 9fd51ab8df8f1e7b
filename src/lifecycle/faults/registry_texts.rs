//! The words of registries, Docker and Fargate about an image that cannot be pulled.
//!
//! On instances the agent hands on what Docker says, with advice before it where it knows the
//! case. Source: amazon-ecs-agent, `agent/api/errormessages`. Fargate pulls with containerd, whose
//! errors are in the Amazon ECS Developer Guide, "Troubleshooting Amazon ECS stopped tasks errors",
//! and in public reports.

use super::Pull;
use crate::model::surroundings::repository;
use crate::model::task::LaunchType;

/// The agent's advice for an image that a role may not pull.
pub const ASK_FOR_PERMISSION: &str = "The task can\u{2019}t pull the image. Check that the role \
                                      has the permissions to pull images from the registry. ";
/// The agent's advice for an image that is not there.
pub const ASK_FOR_EXISTENCE: &str =
    "The task can\u{2019}t pull the image. Check whether the image exists. ";
/// The agent's advice for a registry that does not answer.
pub const ASK_FOR_NETWORK: &str =
    "The task can\u{2019}t pull the image. Check your network configuration. ";

/// An image reference with everything that is left out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The host of the registry as references have it: `docker.io`.
    pub registry: String,
    /// The repository: `library/nginx`.
    pub repository: String,
    /// `:` and the tag, or `@` and the digest.
    pub version: String,
}

impl Reference {
    /// Reads a reference. Source: distribution/reference, "normalized named".
    pub fn of(image: &str) -> Reference {
        let (name, version) = match image.split_once('@') {
            Some((name, digest)) => (name, format!("@{digest}")),
            None => {
                let slash = image.rfind('/').map_or(0, |at| at + 1);
                match image[slash..].find(':') {
                    Some(at) => {
                        let (name, tag) = image.split_at(slash + at);
                        (name, tag.to_owned())
                    }
                    None => (image, ":latest".to_owned()),
                }
            }
        };
        let (registry, repository) = match name.split_once('/') {
            Some((host, rest)) if host.contains(['.', ':']) || host == "localhost" => {
                (host.to_owned(), rest.to_owned())
            }
            Some(_) => ("docker.io".to_owned(), name.to_owned()),
            None => ("docker.io".to_owned(), format!("library/{name}")),
        };
        Reference {
            registry,
            repository,
            version,
        }
    }

    /// The host that answers for the registry.
    pub fn host(&self) -> &str {
        match self.registry.as_str() {
            "docker.io" => "registry-1.docker.io",
            other => other,
        }
    }

    /// Whether it lies in a private repository of Amazon ECR.
    pub fn is_ecr(&self) -> bool {
        self.registry.contains(".dkr.ecr.")
    }

    /// Where its manifest is.
    pub fn manifest(&self) -> String {
        let (host, repository) = (self.host(), &self.repository);
        let version = &self.version[1..];
        format!("https://{host}/v2/{repository}/manifests/{version}")
    }

    /// The whole of it.
    pub fn full(&self) -> String {
        format!("{}/{}{}", self.registry, self.repository, self.version)
    }
}

/// An error of a pull: what Docker says on instances, with the agent's advice, or what containerd
/// says on Fargate after so many tries.
pub fn cannot_pull(pull: &Pull, (advice, docker): (&str, &str), fargate: &str) -> String {
    match pull.task.launch.launch_type {
        LaunchType::Fargate => format!("CannotPullContainerError: {fargate}"),
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => {
            format!("CannotPullContainerError: {advice}Error response from daemon: {docker}")
        }
    }
}

/// What the pull fails with where the account has no such repository; None if it has.
/// Source of the words on instances: what Docker hands on of Amazon ECR, widely reported.
pub fn lacks_repository(pull: &Pull) -> Option<String> {
    let image = &pull.definition.image;
    // Asked at each pull, so what is not ours is told by the host alone.
    let account = &pull.world.settings.account_id;
    let host = || image.split_once('/').map_or("", |(host, _)| host);
    if !image.starts_with(&**account) || !repository::is_own(pull.world, host()) {
        return None;
    }
    let image = Reference::of(image);
    if repository::exists(pull.world, &image.registry, &image.repository) {
        return None;
    }
    let (full, name) = (image.full(), &image.repository);
    let said = format!(
        "repository {}/{name} not found: name unknown: The repository with name '{name}' does not \
         exist in the registry with id '{account}'",
        image.registry
    );
    Some(cannot_pull(
        pull,
        (ASK_FOR_EXISTENCE, &said),
        &format!(
            "pull image manifest has been retried 1 time(s): failed to resolve ref {full}: {full}: \
             not found"
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_docker_reads_them() {
        for (image, full) in [
            ("nginx", "docker.io/library/nginx:latest"),
            ("team/app:v1", "docker.io/team/app:v1"),
            ("localhost:5000/app", "localhost:5000/app:latest"),
            (
                "public.ecr.aws/docker/library/nginx:1.27",
                "public.ecr.aws/docker/library/nginx:1.27",
            ),
            ("ghcr.io/a/b@sha256:0f", "ghcr.io/a/b@sha256:0f"),
        ] {
            assert_eq!(Reference::of(image).full(), full);
        }
        let ecr = Reference::of("123456789012.dkr.ecr.us-east-1.amazonaws.com/web");
        assert!(ecr.is_ecr());
        let manifest = Reference::of("nginx:1.27").manifest();
        let hub = "https://registry-1.docker.io/v2/library/nginx/manifests/1.27";
        assert_eq!(manifest, hub);
    }
}
