//! "EC2 Spot Instance Interruption Warning".
//!
//! Source: Amazon EC2 User Guide, "Spot Instance interruption notices": the event and its sample.

use super::{Bare, DetailType};
use crate::model::arn::Arns;
use crate::model::{InstanceId, World};
use serde_json::json;

/// The warning, two minutes ahead. EC2 terminates: the instances of an Auto Scaling group are
/// neither stopped nor hibernated.
pub fn warning(world: &World, id: InstanceId) -> Bare {
    let settings = &world.settings;
    let (region, account) = (&settings.region, &settings.account_id);
    let instance = Arns::of(world).ec2_instance(id);
    Bare {
        detail_type: DetailType::SpotWarning,
        resource: format!("arn:aws:ec2:{region}:{account}:instance/{instance}"),
        detail: json!({"instance-id": instance, "instance-action": "terminate"}),
    }
}
