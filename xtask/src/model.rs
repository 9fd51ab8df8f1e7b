//! The API model of ECS as a table: facts taken from botocore, written as Rust.

use std::fs;

use crate::run::{Outcome, output_of, root};
use crate::tools;

const BOTOCORE: &str = "botocore==1.44.5";

/// What the API answers; the table holds the shapes of their inputs.
const OPERATIONS: &[&str] = &[
    "CreateCluster",
    "CreateService",
    "DeleteCluster",
    "DeleteService",
    "DeregisterContainerInstance",
    "DeregisterTaskDefinition",
    "DescribeClusters",
    "DescribeContainerInstances",
    "DescribeServices",
    "DescribeTaskDefinition",
    "DescribeTasks",
    "ListClusters",
    "ListContainerInstances",
    "ListServices",
    "ListTaskDefinitionFamilies",
    "ListTaskDefinitions",
    "ListTasks",
    "RegisterContainerInstance",
    "RegisterTaskDefinition",
    "RunTask",
    "StartTask",
    "StopTask",
    "UpdateContainerInstancesState",
    "UpdateService",
];

/// Writes `src/shapes/table.rs` anew.
pub fn model() -> Outcome {
    let python = tools::ensure_python("model", &[BOTOCORE])?;
    let mut args = vec!["xtask/model.py"];
    args.extend(OPERATIONS);
    let table = output_of(&python, &args)
        .ok_or_else(|| format!("{} {} failed", python.display(), args.join(" ")))?;
    let path = root().join("src/shapes/table.rs");
    fs::write(&path, table + "\n")
        .map_err(|error| format!("{} not written: {error}", path.display()))?;
    println!("  {} written", path.display());
    Ok(())
}
