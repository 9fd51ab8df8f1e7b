//! Public addresses of tasks on Fargate.

use super::Arns;
use crate::model::Task;
use crate::model::task::AttachmentStatus;

impl Arns<'_> {
    /// The public address of a task whose network configuration asks for one, once its interface is
    /// made. Assumption: they lie in 198.18.0.0/15, which nothing in the internet has (RFC 2544).
    pub fn public_address(self, task: &Task) -> Option<String> {
        let network = task.launch.network.as_deref()?;
        let own = task.interface.as_ref()?;
        let is_made = own.status != AttachmentStatus::Precreated;
        (network.assign_public_ip && is_made).then(|| {
            let host = 1 + own.number % ((1 << 17) - 2);
            format!(
                "198.{}.{}.{}",
                18 + (host >> 16),
                (host >> 8) & 255,
                host & 255
            )
        })
    }

    /// The public DNS name of an address. Source: Amazon VPC User Guide, "DNS attributes for your
    /// VPC".
    pub fn public_dns_name(self, address: &str) -> String {
        let dashed = address.replace('.', "-");
        match &*self.world.settings.region {
            "us-east-1" => format!("ec2-{dashed}.compute-1.amazonaws.com"),
            region => format!("ec2-{dashed}.{region}.compute.amazonaws.com"),
        }
    }
}
