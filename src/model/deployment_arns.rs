//! ARNs of the records of a service's changes.
//!
//! Forms: AWS CLI, samples of describe-service-deployments and describe-service-revisions.

use super::arn::{Arns, PURPOSE_IDS};
use super::{DeploymentId, ServiceDeployment, ServiceId};
use crate::sim::Chance;

/// The letters of the ids that AWS makes for these records: those of URL-safe base64.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// How many there are in an id.
const LENGTH: u64 = 21;

impl Arns<'_> {
    /// `arn:…:service-deployment/CLUSTER/SERVICE/ID`, with 21 URL-safe characters.
    pub fn service_deployment(self, record: &ServiceDeployment) -> String {
        let chance = Chance { seed: self.seed() };
        let draw = |nth: u64| {
            let number = u64::from(record.id.0);
            chance.below(64, PURPOSE_IDS, 10 << 8 | nth, number)
        };
        let letters = (0..LENGTH).map(|nth| char::from(LETTERS[draw(nth) as usize]));
        let id: String = letters.collect();
        self.of_service("service-deployment", record.service, &id)
    }

    /// `arn:…:service-revision/CLUSTER/SERVICE/ID`, with 19 digits: what a deployment runs.
    pub fn service_revision(self, service: ServiceId, deployment: DeploymentId) -> String {
        let chance = Chance { seed: self.seed() };
        let number = u64::from(deployment.0);
        let digits = chance.below(9_000_000_000_000_000_000, PURPOSE_IDS, 11, number);
        let id = digits + 1_000_000_000_000_000_000;
        self.of_service("service-revision", service, &id.to_string())
    }

    /// `arn:…:task-set/CLUSTER/SERVICE/ecs-svc/NUMBER`.
    pub fn task_set(self, service: ServiceId, deployment: DeploymentId) -> String {
        self.of_service("task-set", service, &self.deployment(deployment))
    }

    fn of_service(self, kind: &str, service: ServiceId, id: &str) -> String {
        let Some(service) = self.world.services.get(service) else {
            return self.ecs(&format!("{kind}/{id}"));
        };
        let cluster = self.cluster_name(service.cluster);
        self.ecs(&format!("{kind}/{cluster}/{}/{id}", service.name))
    }
}
