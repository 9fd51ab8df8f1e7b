//! `Filters` of describing operations. Source: Amazon EC2 API, `Filter`; Amazon EC2 User Guide,
//! "List and filter your resources": values of one filter are alternatives, several filters hold
//! together, and `*` and `?` stand for any letters and for one.

use super::super::Refused;
use crate::api::Request;
use serde_json::Value;

/// The filters that there are, and where in a row the value stands that each looks at.
pub(super) type Known = &'static [(&'static str, &'static str)];

pub(super) const INSTANCES: Known = &[
    ("architecture", "/Architecture"),
    ("availability-zone", "/Placement/AvailabilityZone"),
    ("instance-id", "/InstanceId"),
    ("instance-state-name", "/State/Name"),
    ("instance-type", "/InstanceType"),
    ("private-dns-name", "/PrivateDnsName"),
    ("private-ip-address", "/PrivateIpAddress"),
    ("vpc-id", "/VpcId"),
];

/// Those of DescribeNetworkInterfaces.
pub(super) const INTERFACES: Known = &[
    ("addresses.private-ip-address", "/PrivateIpAddress"),
    ("association.public-ip", "/Association/PublicIp"),
    ("attachment.instance-id", "/Attachment/InstanceId"),
    ("availability-zone", "/AvailabilityZone"),
    ("description", "/Description"),
    ("group-id", "/Groups/0/GroupId"),
    ("interface-type", "/InterfaceType"),
    ("mac-address", "/MacAddress"),
    ("network-interface-id", "/NetworkInterfaceId"),
    ("private-dns-name", "/PrivateDnsName"),
    ("private-ip-address", "/PrivateIpAddress"),
    ("status", "/Status"),
    ("subnet-id", "/SubnetId"),
    ("vpc-id", "/VpcId"),
];

/// Those of DescribeSecurityGroups.
pub(super) const GROUPS: Known = &[
    ("description", "/Description"),
    ("group-id", "/GroupId"),
    ("group-name", "/GroupName"),
    ("owner-id", "/OwnerId"),
    ("vpc-id", "/VpcId"),
];

/// Those of DescribeInstanceTypes.
pub(super) const TYPES: Known = &[
    ("instance-type", "/InstanceType"),
    (
        "processor-info.supported-architecture",
        "/ProcessorInfo/SupportedArchitectures/0",
    ),
    ("vcpu-info.default-vcpus", "/VCpuInfo/DefaultVCpus"),
];

/// Those of DescribeVpcs.
pub(super) const VPCS: Known = &[
    ("cidr", "/CidrBlock"),
    ("is-default", "/IsDefault"),
    ("isDefault", "/IsDefault"),
    ("owner-id", "/OwnerId"),
    ("state", "/State"),
    ("vpc-id", "/VpcId"),
];

/// Those of DescribeAvailabilityZones.
pub(super) const ZONES: Known = &[
    ("region-name", "/RegionName"),
    ("state", "/State"),
    ("zone-name", "/ZoneName"),
    ("zone-type", "/ZoneType"),
];

pub(super) const SUBNETS: Known = &[
    ("availability-zone", "/AvailabilityZone"),
    ("availabilityZone", "/AvailabilityZone"),
    ("default-for-az", "/DefaultForAz"),
    ("cidr-block", "/CidrBlock"),
    ("owner-id", "/OwnerId"),
    ("state", "/State"),
    ("subnet-id", "/SubnetId"),
    ("vpc-id", "/VpcId"),
];

/// The rows that the filters of a request let through.
pub(super) fn kept(
    mut rows: Vec<Value>,
    request: Request,
    known: Known,
) -> Result<Vec<Value>, Refused> {
    for filter in request.objects("Filters") {
        let name = filter.text("Name").unwrap_or_default();
        let values: Vec<&str> = filter.texts("Values").collect();
        let fits = |text: &str| values.iter().any(|value| matches(value, text));
        if let Some(key) = name.strip_prefix("tag:") {
            rows.retain(|row| tag(row, key).is_some_and(fits));
            continue;
        }
        let place = known.iter().find(|(own, _)| *own == name);
        let Some((_, place)) = place else {
            let said = format!("The filter '{name}' is invalid");
            return Err(Refused::new("InvalidParameterValue", said));
        };
        rows.retain(|row| {
            row.pointer(place).is_some_and(|value| match value {
                Value::String(text) => fits(text),
                other => fits(&other.to_string()),
            })
        });
    }
    Ok(rows)
}

fn tag<'v>(row: &'v Value, key: &str) -> Option<&'v str> {
    let mut tags = row["Tags"].as_array()?.iter();
    tags.find(|tag| tag["Key"] == key)?["Value"].as_str()
}

/// Goes back to the last star at most: patterns of many stars take no longer than others.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut here) = (0, 0);
    // Behind the last star, and where its letters end so far.
    let mut star: Option<(usize, usize)> = None;
    while here < text.len() {
        match (pattern.get(at), star) {
            (Some('*'), _) => {
                at += 1;
                star = Some((at, here));
            }
            (Some(letter), _) if *letter == '?' || *letter == text[here] => {
                at += 1;
                here += 1;
            }
            (_, Some((behind, end))) => {
                star = Some((behind, end + 1));
                (at, here) = (behind, end + 1);
            }
            (_, None) => return false,
        }
    }
    pattern[at..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_any_letters() {
        for (pattern, text, fits) in [
            ("c5.*", "c5.large", true),
            ("*large", "c5.large", true),
            ("c?.large", "c5.large", true),
            ("c5", "c5.large", false),
            ("*", "", true),
            ("?", "", false),
            ("*a*b*a*", "aabba", true),
            ("*a*b*b*b*", "aabba", false),
        ] {
            assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
        }
    }
}
