//! The ids of the hooks of a deployment that wait for somebody.

use super::{Arns, PURPOSE_IDS};
use crate::model::ServiceDeploymentId;
use crate::sim::Chance;

/// The letters of base64 as URLs have it.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Arns<'_> {
    /// The id of a PAUSE: `ecs-pause-` and 32 bytes in base64. Source: Developer Guide, "Pause
    /// hooks for Amazon ECS service deployments", its samples.
    pub fn pause_hook(self, deployment: ServiceDeploymentId, number: u32) -> String {
        let chance = Chance { seed: self.seed() };
        let whose = u64::from(deployment.0) << 32 | u64::from(number);
        let mut id = String::from("ecs-pause-");
        for nth in 0..43_u64 {
            let bits = chance.draw(PURPOSE_IDS, 15 + nth / 10, whose) >> (6 * (nth % 10));
            id.push(char::from(LETTERS[(bits % 64) as usize]));
        }
        id
    }
}
