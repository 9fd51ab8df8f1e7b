//! `aws ec2`: the instances under container instances, and the network around tasks.
//!
//! Source: Amazon EC2 API, version 2016-11-15. Only what the simulation knows is shown: not the
//! subnet of an instance, nor images and volumes.

mod filters;
mod network;
mod types;

use super::{Plan, Refused, Service};
use crate::api::Request;
use crate::model::arn::Arns;
use crate::model::surroundings::subnet::{Subnet, VPC_ID};
use crate::model::task::AttachmentStatus;
use crate::model::{ContainerInstance, World};
use serde_json::{Value, json};

pub(super) const SERVICE: Service = Service {
    name: "ec2",
    invalid: "InvalidParameterValue",
    operations: &[
        ("AuthorizeSecurityGroupIngress", network::authorize),
        ("CreateSecurityGroup", network::create_group),
        ("DescribeAvailabilityZones", types::describe_zones),
        ("DescribeInstanceTypes", types::describe_types),
        ("DescribeInstances", describe_instances),
        ("DescribeNetworkInterfaces", network::describe_interfaces),
        ("DescribeSecurityGroups", network::describe_groups),
        ("DescribeSubnets", describe_subnets),
        ("DescribeVpcs", network::describe_vpcs),
        ("TerminateInstances", terminate),
    ],
};

/// Source: Amazon EC2 API, "Error codes", `DryRunOperation`.
fn is_dry(request: Request) -> Result<(), Refused> {
    if request.truth("DryRun") != Some(true) {
        return Ok(());
    }
    let said = "Request would have succeeded, but DryRun flag is set.";
    Err(Refused::new("DryRunOperation", said))
}

/// Those of all rows whose ids a request names; all, if it names none. What is missing is refused.
fn chosen(
    rows: Vec<Value>,
    named: Vec<&str>,
    id: &str,
    missing: fn(&str) -> Refused,
) -> Result<Vec<Value>, Refused> {
    if named.is_empty() {
        return Ok(rows);
    }
    let find = |name: &&str| {
        let found = rows.iter().find(|row| row[id] == **name);
        found.cloned().ok_or_else(|| missing(name))
    };
    named.iter().map(find).collect()
}

/// Source of the texts: Amazon EC2 API, "Error codes"; public reports.
fn no_instance(id: &str) -> Refused {
    if !id.starts_with("i-") {
        return Refused::new(
            "InvalidInstanceID.Malformed",
            format!("Invalid id: \"{id}\""),
        );
    }
    let said = format!("The instance ID '{id}' does not exist");
    Refused::new("InvalidInstanceID.NotFound", said)
}

fn describe_instances(world: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let rows = world.instances.rows().filter(|row| !row.is_external());
    let rows = rows.map(|row| instance(world, row)).collect();
    let named = request.texts("InstanceIds").collect();
    let rows = chosen(rows, named, "InstanceId", no_instance)?;
    let rows = filters::kept(rows, request, filters::INSTANCES)?;
    let owner = &*world.settings.account_id;
    let reservations = rows.into_iter().map(|row| {
        let id = row["InstanceId"].as_str().unwrap_or_default();
        let id = format!("r-{}", id.trim_start_matches("i-"));
        json!({
            "ReservationId": id, "OwnerId": owner, "Groups": [], "Instances": [row],
        })
    });
    let reservations: Vec<Value> = reservations.collect();
    Ok(Plan::Answer(json!({"Reservations": reservations})))
}

/// Ends an instance. Its id is asked for by its container instance.
fn terminate(world: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let ids: Vec<&str> = request.texts("InstanceIds").collect();
    let [id] = ids[..] else {
        // The words are Drydock's own.
        let said = "One instance at a time is terminated here: call it once for each.";
        return Err(Refused::new("InvalidParameterValue", said));
    };
    let arns = Arns::of(world);
    let mut rows = world.instances.rows().filter(|row| !row.is_external());
    let row = rows.find(|row| arns.ec2_instance(row.id) == id);
    let row = row.ok_or_else(|| no_instance(id))?;
    let cluster = world
        .clusters
        .get(row.cluster)
        .map(|cluster| &*cluster.name);
    Ok(Plan::Ask {
        action: "Drydock.TerminateInstance",
        body: json!({"cluster": cluster, "containerInstance": arns.instance_hex(row.id)}),
        code: "InvalidParameterValue",
        told: |_, request| {
            let state = |code: u32, name: &str| json!({"Code": code, "Name": name});
            let ended = request.texts("InstanceIds").map(|id| {
                json!({
                    "CurrentState": state(32, "shutting-down"),
                    "InstanceId": id,
                    "PreviousState": state(16, "running"),
                })
            });
            json!({"TerminatingInstances": ended.collect::<Vec<_>>()})
        },
    })
}

/// An instance. It runs: one that does not is no container instance any more.
fn instance(world: &World, row: &ContainerInstance) -> Value {
    let arns = Arns::of(world);
    let region = &*world.settings.region;
    let address = arns.instance_address(row.zone, row.id);
    let dashed = address.replace('.', "-");
    let name = match region {
        "us-east-1" => format!("ip-{dashed}.ec2.internal"),
        region => format!("ip-{dashed}.{region}.compute.internal"),
    };
    let group = row.scaling_group;
    let group = group.and_then(|id| world.scaling_groups.get(id));
    // Source: Amazon EC2 Auto Scaling User Guide, "Tag Auto Scaling groups and instances".
    let tag = group.map(|group| json!({"Key": "aws:autoscaling:groupName", "Value": &*group.name}));
    json!({
        "Architecture": row.instance_type.architecture.name(),
        "Tags": tag.into_iter().collect::<Vec<_>>(),
        "InstanceId": arns.ec2_instance(row.id),
        "State": {"Code": 16, "Name": "running"},
        "PrivateDnsName": name,
        "InstanceType": row.instance_type.name,
        "LaunchTime": world.settings.calendar.iso8601(row.registered_at),
        "Placement": {"Tenancy": "default", "AvailabilityZone": row.zone.name(region)},
        "VpcId": VPC_ID,
        "PrivateIpAddress": address,
    })
}

fn no_subnet(id: &str) -> Refused {
    let said = format!("The subnet ID '{id}' does not exist");
    Refused::new("InvalidSubnetID.NotFound", said)
}

fn describe_subnets(world: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let rows = world.surroundings.subnets.iter();
    let rows = rows.map(|(id, row)| subnet(world, id, row)).collect();
    let named = request.texts("SubnetIds").collect();
    let rows = chosen(rows, named, "SubnetId", no_subnet)?;
    let rows = filters::kept(rows, request, filters::SUBNETS)?;
    Ok(Plan::Answer(json!({"Subnets": rows})))
}

/// A subnet. Addresses are counted where the simulated VPC has them: in one subnet of each zone.
fn subnet(world: &World, id: &str, row: &Subnet) -> Value {
    let settings = &world.settings;
    let (region, account) = (&*settings.region, &*settings.account_id);
    let mut shown = json!({
        "OwnerId": account,
        "Tags": [],
        "SubnetArn": format!("arn:aws:ec2:{region}:{account}:subnet/{id}"),
        "SubnetId": id,
        "State": "available",
        "VpcId": &*row.vpc_id,
        "AvailabilityZone": row.zone.name(region),
        // The VPC of every account stands for the default one.
        "DefaultForAz": id == row.zone.subnet_id(),
    });
    if id == row.zone.subnet_id() {
        let tasks = world
            .tasks
            .rows()
            .filter_map(|task| task.interface.as_ref());
        let used =
            tasks.filter(|own| *own.subnet_id == *id && own.status != AttachmentStatus::Deleted);
        // Five addresses of each subnet belong to AWS. Source: Amazon VPC User Guide, "Subnet
        // CIDR blocks".
        let free = (1_usize << 14).saturating_sub(5 + used.count());
        shown["CidrBlock"] = format!("10.0.{}.0/18", u32::from(row.zone.0) * 64).into();
        shown["AvailableIpAddressCount"] = free.into();
    }
    shown
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use crate::aws::services::testing::{granted, refused};
    use serde_json::{Value, json};

    fn instances(asked: &mut Asked, body: Value) -> Vec<Value> {
        let found = granted(asked, "ec2", "DescribeInstances", body);
        let rows = found["Reservations"].as_array().expect("a list").iter();
        rows.map(|row| row["Instances"][0].clone()).collect()
    }

    #[test]
    fn instances_are_found_by_id_and_filters() {
        let mut asked = Asked::with_instances(&[("m5.large", 0), ("c5.large", 1)]);
        let all = instances(&mut asked, json!({}));
        let id = all[1]["InstanceId"].clone();
        let one = instances(&mut asked, json!({"InstanceIds": [id]}));
        assert_eq!(one, all[1..]);
        for (name, value, count) in [
            ("instance-type", "c5.*", 1),
            ("availability-zone", "us-east-1a", 1),
            ("instance-state-name", "running", 2),
            ("instance-state-name", "stopped", 0),
            ("tag:aws:autoscaling:groupName", "web", 0),
        ] {
            let filter = json!({"Filters": [{"Name": name, "Values": [value]}]});
            assert_eq!(instances(&mut asked, filter).len(), count, "{name}");
        }
        let said = |asked: &mut Asked, body| refused(asked, "ec2", "DescribeInstances", body);
        assert_eq!(
            said(&mut asked, json!({"InstanceIds": ["i-0"]})),
            "InvalidInstanceID.NotFound: The instance ID 'i-0' does not exist"
        );
        assert_eq!(
            said(
                &mut asked,
                json!({"Filters": [{"Name": "colour", "Values": ["red"]}]})
            ),
            "InvalidParameterValue: The filter 'colour' is invalid"
        );
    }

    #[test]
    fn subnets_are_those_of_the_simulated_network() {
        let mut asked = Asked::default();
        let found = granted(&mut asked, "ec2", "DescribeSubnets", json!({}));
        assert_eq!(found["Subnets"].as_array().map(Vec::len), Some(3));
        assert_eq!(found["Subnets"][0]["CidrBlock"], "10.0.0.0/18");
        assert_eq!(found["Subnets"][0]["AvailableIpAddressCount"], 16_379);
        let id = "subnet-0d0c1b00000000002";
        let found = granted(
            &mut asked,
            "ec2",
            "DescribeSubnets",
            json!({"SubnetIds": [id]}),
        );
        assert_eq!(found["Subnets"][0]["AvailabilityZone"], "us-east-1b");
    }
}
