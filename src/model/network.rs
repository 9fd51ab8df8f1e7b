//! The simulated VPC: three Availability Zones with a subnet each, and what awsvpc tasks ask of it.

use crate::sim::sort;
use std::sync::Arc;

/// An Availability Zone by its place in the Region: 0 is `a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(pub u8);

impl Zone {
    /// How many zones the simulated Region has. Assumption: three, as in most Regions.
    pub const COUNT: u8 = 3;

    /// All zones in order.
    pub fn all() -> impl DoubleEndedIterator<Item = Zone> {
        (0..Zone::COUNT).map(Zone)
    }

    /// `us-east-1a`.
    pub fn name(self, region: &str) -> String {
        format!("{region}{}", char::from(b'a' + self.0))
    }

    /// The zone with this name, if the Region has it.
    pub fn named(name: &str, region: &str) -> Option<Zone> {
        let letter = name.strip_prefix(region)?;
        Zone::all().find(|zone| letter.as_bytes() == [b'a' + zone.0])
    }

    /// The subnet that the simulated VPC has in this zone.
    pub fn subnet_id(self) -> &'static str {
        [
            "subnet-0d0c1a00000000001",
            "subnet-0d0c1b00000000002",
            "subnet-0d0c1c00000000003",
        ][usize::from(self.0 % Zone::COUNT)]
    }

    /// The zone of a subnet. A subnet that is not one of the simulated VPC's lies in a zone picked
    /// by its text, so that ids copied from a real account work and always mean the same place.
    pub fn of_subnet(subnet_id: &str) -> Zone {
        if let Some(zone) = Zone::all().find(|zone| zone.subnet_id() == subnet_id) {
            return zone;
        }
        let sum: u32 = subnet_id.bytes().map(u32::from).sum();
        Zone((sum % u32::from(Zone::COUNT)) as u8)
    }
}

/// `awsvpcConfiguration` of a request.
/// Source: ECS API, `AwsVpcConfiguration`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkConfiguration {
    /// Subnet ids, 1 to 16.
    pub subnets: Vec<Arc<str>>,
    /// The zone of each, beside `subnets`.
    pub subnet_zones: Vec<Zone>,
    /// Security group ids, at most 5.
    pub security_groups: Vec<Arc<str>>,
    /// Whether the ENI gets a public address (Fargate only).
    pub assign_public_ip: bool,
}

impl NetworkConfiguration {
    /// The zones of its subnets, ascending, each once.
    pub fn zones(&self) -> Vec<Zone> {
        let mut zones = self.subnet_zones.clone();
        sort::sort(&mut zones);
        zones.dedup();
        zones
    }
}

/// Whether a text has the form of a Region's code: `us-east-1`, `us-gov-west-1`.
/// Source: AWS General Reference, "AWS service endpoints".
pub fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let Some((number, words)) = parts.split_last() else {
        return false;
    };
    let word = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    let digit = number.len() == 1 && number.chars().all(|c| c.is_ascii_digit());
    digit && (2..=3).contains(&words.len()) && words.iter().all(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_have_names_and_subnets() {
        for zone in Zone::all() {
            assert_eq!(
                Zone::named(&zone.name("eu-west-1"), "eu-west-1"),
                Some(zone)
            );
            assert_eq!(Zone::of_subnet(zone.subnet_id()), zone);
        }
        assert_eq!(Zone::named("us-east-1z", "us-east-1"), None);
    }

    #[test]
    fn regions_have_words_and_a_digit() {
        for region in ["us-east-1", "ap-southeast-7", "us-gov-west-1"] {
            assert!(is_region(region), "{region}");
        }
        for other in ["", "us-east", "us-east-1a", "US-EAST-1", "mars-1", "a--b-1"] {
            assert!(!is_region(other), "{other}");
        }
    }
}
