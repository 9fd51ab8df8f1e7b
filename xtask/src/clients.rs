//! Clients that others wrote for ECS: the tests on the wire run them as they are.

use std::path::{Path, PathBuf};

use crate::run::{Outcome, Step, every_on_path, output_of};
use crate::tools;

/// The AWS CLI of version 1 needs botocore of exactly one version; ecs-deploy and ecs-task are
/// programs for deployments and luigi one for pipelines, which have nothing to do with either.
const FROM_PYPI: &[&str] = &[
    "awscli==1.46.3",
    "boto3==1.44.5",
    "botocore==1.44.5",
    "ecs-deploy==1.17.0",
    "ecs-task==0.3.1",
    "luigi==3.8.1",
];

/// What the tests find in their environment, and the names of the clients that could not be had.
pub struct Clients {
    found: Vec<(&'static str, PathBuf)>,
    /// Each with the reason.
    pub missing: Vec<String>,
}

impl Clients {
    /// Installs what is missing. No failure: tests of a client that is not there are skipped.
    pub fn ensure() -> Clients {
        let mut clients = Clients {
            found: Vec::new(),
            missing: Vec::new(),
        };
        match ensure_cli() {
            Some(cli) => clients.found.push(("AWS_CLI", cli)),
            None => clients.missing.push(
                "the AWS CLI of version 2: no `aws` on the PATH is of that version, and Debian's \
                 package `awscli` could not be installed"
                    .into(),
            ),
        }
        match tools::ensure_python("wire", FROM_PYPI) {
            Ok(python) => {
                let cli = python.with_file_name("aws");
                clients.found.push(("WIRE_PYTHON", python));
                clients.found.push(("AWS_CLI_1", cli));
            }
            Err(reason) => clients
                .missing
                .push(format!("boto3 and the AWS CLI of version 1: {reason}")),
        }
        clients
    }

    /// Runs a step that uses them, and says in the end what it went without.
    pub fn run(&self, step: &mut Step) -> Outcome {
        for (variable, path) in &self.found {
            step.env(variable, path);
        }
        let outcome = step.run();
        for client in &self.missing {
            println!("  Skipped, for want of {client}");
        }
        outcome
    }
}

/// An `aws` of version 2 on the `PATH`, where PyPI's of version 1 may come first; else Debian's.
fn ensure_cli() -> Option<PathBuf> {
    let find = || {
        every_on_path("aws")
            .into_iter()
            .find(|aws| is_version_2(aws))
    };
    find().or_else(|| {
        tools::apt_install(&["awscli"]);
        find()
    })
}

fn is_version_2(aws: &Path) -> bool {
    output_of(aws, &["--version"]).is_some_and(|version| version.starts_with("aws-cli/2"))
}
