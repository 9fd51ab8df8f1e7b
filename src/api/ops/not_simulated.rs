//! What Drydock does not simulate: each operation of the API stands here or in the table.

use crate::api::{Code, Refusal};
use crate::shapes;

/// Operations that belong together, and are not simulated.
pub struct Family {
    /// What they are about: the subject of a sentence, in the plural.
    pub what: &'static str,
    /// Their names.
    pub operations: &'static [&'static str],
}

/// All of them.
pub const NOT_SIMULATED: &[Family] = &[
    Family {
        what: "Express gateway services",
        operations: &[
            "CreateExpressGatewayService",
            "DeleteExpressGatewayService",
            "DescribeExpressGatewayService",
            "UpdateExpressGatewayService",
        ],
    },
    Family {
        what: "Gateways",
        operations: &[
            "AssociateGatewayWithCluster",
            "CreateGateway",
            "DeleteGateway",
            "DescribeGateway",
            "DescribeGatewayResources",
            "DescribeGatewayRoute",
            "DisassociateGatewayFromCluster",
            "ListGatewayClusterAssociations",
            "ListGatewayRoutes",
            "ListGateways",
            "UpdateGateway",
        ],
    },
    Family {
        what: "Managed daemons",
        operations: &[
            "CreateDaemon",
            "DeleteDaemon",
            "DeleteDaemonTaskDefinition",
            "DescribeDaemon",
            "DescribeDaemonDeployments",
            "DescribeDaemonRevisions",
            "DescribeDaemonTaskDefinition",
            "ListDaemonDeployments",
            "ListDaemonTaskDefinitions",
            "ListDaemons",
            "RegisterDaemonTaskDefinition",
            "UpdateDaemon",
        ],
    },
];

/// The refusal of an operation that the API has and Drydock has not; None if the API has no such
/// operation. Its code is one that the operation has: UnsupportedFeatureException if it can be.
pub fn refusal(action: &str) -> Option<Refusal> {
    let operation = shapes::operation(action)?;
    let mut families = NOT_SIMULATED.iter();
    let what = families
        .find(|family| family.operations.contains(&action))?
        .what;
    let unsupported = Code::UnsupportedFeature;
    let mut errors = operation.errors.iter();
    let code = match errors.any(|error| error.get().name == unsupported.name()) {
        true => unsupported,
        false => Code::Client,
    };
    Some(Refusal::new(
        code,
        format!("{what} are not simulated by Drydock."),
    ))
}
