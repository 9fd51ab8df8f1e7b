//! The table has every operation, in order.

use super::not_simulated::NOT_SIMULATED;
use super::{OPERATIONS, named};
use crate::api::testing::Asked;
use crate::shapes;
use serde_json::json;

/// Every operation of the API is simulated, or listed as one that is not.
#[test]
fn the_tables_have_all_operations() {
    let families = NOT_SIMULATED.iter().flat_map(|family| family.operations);
    let others: Vec<&str> = families.copied().collect();
    for operation in shapes::operations() {
        let name = operation.name;
        let simulated = named(name).is_some();
        assert!(simulated != others.contains(&name), "{name}");
    }
    let known = |name: &&str| shapes::operation(name).is_some();
    assert!(others.iter().all(known));
}

#[test]
fn what_is_not_simulated_says_so() {
    let mut asked = Asked::default();
    assert_eq!(
        asked.refused("CreateGateway", json!({})),
        "UnsupportedFeatureException: Gateways are not simulated by Drydock."
    );
    assert_eq!(
        asked.refused("ListDaemonTaskDefinitions", json!({})),
        "ClientException: Managed daemons are not simulated by Drydock."
    );
    assert_eq!(
        asked.refused("FlyToTheMoon", json!({})),
        "UnknownOperationException: Operation FlyToTheMoon is unknown."
    );
}

#[test]
fn the_table_is_sorted() {
    assert!(OPERATIONS.is_sorted_by_key(|operation| operation.name));
}
