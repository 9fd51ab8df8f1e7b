//! What AWS Cloud Map names: namespaces and their services.

use super::{Arns, PURPOSE_IDS};
use crate::sim::Chance;

impl Arns<'_> {
    /// A service of Cloud Map by its name: `srv-` and 16 letters and digits.
    /// Source: published answers of DescribeServices, `discoveryArn`.
    pub fn discovery_service(self, name: &str) -> String {
        self.cloud_map("service/srv-", 12, name)
    }

    /// A namespace of Cloud Map by its name: `ns-` and 16 letters and digits; an ARN stays.
    /// Source: published answers of CreateCluster of 2023, `serviceConnectDefaults`.
    pub fn namespace(self, name: &str) -> String {
        match name.starts_with("arn:") {
            true => name.to_owned(),
            false => self.cloud_map("namespace/ns-", 14, name),
        }
    }

    fn cloud_map(self, kind: &str, draw: u64, name: &str) -> String {
        let number = name.bytes().fold(0, |sum: u64, byte| {
            sum.wrapping_mul(257).wrapping_add(u64::from(byte))
        });
        let mut bits = Chance { seed: self.seed() }.draw(PURPOSE_IDS, draw, number);
        let mut id = String::from(kind);
        for _ in 0..16 {
            let digit = b"abcdefghijklmnopqrstuvwxyz234567"[(bits % 32) as usize];
            id.push(char::from(digit));
            bits = bits.rotate_right(5).wrapping_add(number);
        }
        let settings = &self.world.settings;
        let (region, account) = (&settings.region, &settings.account_id);
        format!("arn:aws:servicediscovery:{region}:{account}:{id}")
    }
}
