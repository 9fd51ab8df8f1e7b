//! VPCs, security groups and the network interfaces of tasks.
//!
//! Source: Amazon EC2 API, DescribeVpcs, DescribeSecurityGroups, CreateSecurityGroup and
//! DescribeNetworkInterfaces. What security groups let through is not simulated.

use super::filters;
use super::{chosen, is_dry};
use crate::api::Request;
use crate::aws::services::{Plan, Refused};
use crate::model::arn::Arns;
use crate::model::surroundings::subnet::VPC_ID;
use crate::model::task::{AttachmentStatus, NetworkInterface};
use crate::model::{Task, World};
use serde_json::{Value, json};

pub(super) fn describe_vpcs(world: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let rows = world.surroundings.vpcs.iter();
    let rows = rows.map(|(id, row)| {
        json!({
            "CidrBlock": &*row.cidr_block,
            "State": "available",
            "VpcId": &**id,
            "OwnerId": &*world.settings.account_id,
            "InstanceTenancy": "default",
            // The VPC of every account stands for the default one.
            "IsDefault": **id == *VPC_ID,
            "Tags": [],
        })
    });
    let missing = |id: &str| {
        let said = format!("The vpc ID '{id}' does not exist");
        Refused::new("InvalidVpcID.NotFound", said)
    };
    let rows = chosen(
        rows.collect(),
        request.texts("VpcIds").collect(),
        "VpcId",
        missing,
    )?;
    let rows = filters::kept(rows, request, filters::VPCS)?;
    Ok(Plan::Answer(json!({"Vpcs": rows})))
}

fn no_group(id: &str) -> Refused {
    let said = format!("The security group '{id}' does not exist");
    Refused::new("InvalidGroup.NotFound", said)
}

pub(super) fn describe_groups(world: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let rows = world.surroundings.security_groups.iter();
    let rows = rows.map(|(id, row)| {
        json!({
            "Description": &*row.name,
            "GroupName": &*row.name,
            "OwnerId": &*world.settings.account_id,
            "GroupId": &**id,
            "Tags": [],
            "VpcId": &*row.vpc_id,
        })
    });
    let rows = chosen(
        rows.collect(),
        request.texts("GroupIds").collect(),
        "GroupId",
        no_group,
    )?;
    let rows = chosen(
        rows,
        request.texts("GroupNames").collect(),
        "GroupName",
        no_group,
    )?;
    let rows = filters::kept(rows, request, filters::GROUPS)?;
    Ok(Plan::Answer(json!({"SecurityGroups": rows})))
}

/// The id of a security group that was made by its name: the same name has the same id.
fn group_id(vpc: &str, name: &str) -> String {
    // FNV-1a.
    let bytes = vpc.bytes().chain(*b"/").chain(name.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("sg-0{hash:016x}")
}

/// Source of the texts: Amazon EC2 API, "Error codes", `InvalidGroup.Duplicate`.
pub(super) fn create_group(world: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let name = request.text("GroupName").unwrap_or_default();
    let vpc = request.filled_text("VpcId").unwrap_or(VPC_ID);
    if !world.settings.permissive && !world.surroundings.vpcs.contains_key(vpc) {
        let said = format!("The vpc ID '{vpc}' does not exist");
        return Err(Refused::new("InvalidVpcID.NotFound", said));
    }
    let mut known = world.surroundings.security_groups.values();
    if known.any(|row| *row.name == *name && *row.vpc_id == *vpc) {
        let said = format!("The security group '{name}' already exists for VPC '{vpc}'");
        return Err(Refused::new("InvalidGroup.Duplicate", said));
    }
    let group = json!({"groupId": group_id(vpc, name), "groupName": name, "vpcId": vpc});
    Ok(Plan::Ask {
        action: "Drydock.Declare",
        body: json!({"securityGroups": [group]}),
        code: "InvalidParameterValue",
        told: |_, request| {
            let name = request.text("GroupName").unwrap_or_default();
            let vpc = request.filled_text("VpcId").unwrap_or(VPC_ID);
            json!({"GroupId": group_id(vpc, name)})
        },
    })
}

/// Everything passes here, so a rule changes nothing, and none is kept. Only IPv4 ranges and other
/// groups are shown in the answer. Source: Amazon EC2 API, AuthorizeSecurityGroupIngress.
pub(super) fn authorize(world: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let named = request
        .filled_text("GroupId")
        .or(request.filled_text("GroupName"));
    let Some(named) = named else {
        let said = "The request must contain the parameter groupName or groupId";
        return Err(Refused::new("MissingParameter", said));
    };
    let mut rows = world.surroundings.security_groups.iter();
    let known = rows.find(|(id, row)| ***id == *named || *row.name == *named);
    let id = match known {
        Some((id, _)) => &**id,
        None if world.settings.permissive => named,
        None => return Err(no_group(named)),
    };
    let body = Value::Object(request.members());
    let own = json!({
        "IpProtocol": body["IpProtocol"],
        "FromPort": body["FromPort"],
        "ToPort": body["FromPort"],
        "IpRanges": [{"CidrIp": body["CidrIp"]}],
        "UserIdGroupPairs": [{"GroupId": body["SourceSecurityGroupName"]}],
    });
    let permissions = match body["IpPermissions"].as_array() {
        Some(permissions) => permissions.clone(),
        None if body["IpProtocol"].is_null() => {
            let said = "The request must contain the parameter ipPermissions";
            return Err(Refused::new("MissingParameter", said));
        }
        None => vec![own],
    };
    let rules: Vec<Value> = permissions.iter().flat_map(rules).collect();
    let rules = rules.into_iter().enumerate().map(|(nth, mut rule)| {
        let name = format!("{named}/{nth}/{rule}");
        rule["SecurityGroupRuleId"] = group_id(id, &name).replace("sg-", "sgr-").into();
        rule["GroupId"] = id.into();
        rule["GroupOwnerId"] = (*world.settings.account_id).into();
        rule["IsEgress"] = false.into();
        rule
    });
    let rules: Vec<Value> = rules.collect();
    Ok(Plan::Answer(
        json!({"Return": true, "SecurityGroupRules": rules}),
    ))
}

/// The rules that a permission makes: one for each range and each group.
fn rules(permission: &Value) -> Vec<Value> {
    // `80`, `8000-8010`, or a number.
    let port = |value: &Value, last: bool| match value.as_str() {
        Some(text) => {
            let (from, to) = text.split_once('-').unwrap_or((text, text));
            (if last { to } else { from }).parse().unwrap_or(-1)
        }
        None => value.as_i64().unwrap_or(-1),
    };
    let base = json!({
        "IpProtocol": permission["IpProtocol"],
        "FromPort": port(&permission["FromPort"], false),
        "ToPort": port(&permission["ToPort"], true),
    });
    let with = |name: &str, value: Value| {
        let mut rule = base.clone();
        rule[name] = value;
        rule
    };
    let each = |of: &str| permission[of].as_array().into_iter().flatten();
    let ranges = each("IpRanges").map(|row| &row["CidrIp"]);
    let ranges = ranges.filter(|range| range.is_string());
    let groups = each("UserIdGroupPairs").map(|row| &row["GroupId"]);
    let groups = groups.filter(|group| group.is_string());
    ranges
        .map(|range| with("CidrIpv4", range.clone()))
        .chain(groups.map(|group| with("ReferencedGroupInfo", json!({"GroupId": group}))))
        .collect()
}

pub(super) fn describe_interfaces(world: &World, request: Request) -> Result<Plan, Refused> {
    is_dry(request)?;
    let tasks = world.tasks.rows();
    let rows = tasks.filter_map(|task| {
        let own = task.interface.as_ref()?;
        let is_there = match own.status {
            AttachmentStatus::Precreated | AttachmentStatus::Deleted => false,
            AttachmentStatus::Created
            | AttachmentStatus::Attaching
            | AttachmentStatus::Attached
            | AttachmentStatus::Detaching
            | AttachmentStatus::Detached => true,
        };
        is_there.then(|| interface(world, task, own))
    });
    let missing = |id: &str| {
        let said = format!("The networkInterface ID '{id}' does not exist");
        Refused::new("InvalidNetworkInterfaceID.NotFound", said)
    };
    let named = request.texts("NetworkInterfaceIds").collect();
    let rows = chosen(rows.collect(), named, "NetworkInterfaceId", missing)?;
    let rows = filters::kept(rows, request, filters::INTERFACES)?;
    Ok(Plan::Answer(json!({"NetworkInterfaces": rows})))
}

/// The interface of a task. Its description is the ARN of its attachment. Source: Developer Guide,
/// "Amazon ECS task networking options for Fargate".
fn interface(world: &World, task: &Task, own: &NetworkInterface) -> Value {
    let arns = Arns::of(world);
    let settings = &world.settings;
    let (region, account) = (&*settings.region, &*settings.account_id);
    let network = task.launch.network.as_deref();
    let given = network.map_or(&[][..], |network| &network.security_groups);
    let groups = given.iter().map(|id| {
        let row = world.surroundings.security_groups.get(id);
        json!({"GroupName": row.map_or(&**id, |row| &row.name), "GroupId": &**id})
    });
    let groups: Vec<Value> = groups.collect();
    let id = arns.network_interface(own.number);
    let subnet = world.surroundings.subnets.get(&own.subnet_id);
    let mut shown = json!({
        "AvailabilityZone": task.zone.name(region),
        "Description": format!("arn:aws:ecs:{region}:{account}:attachment/{}",
            crate::api::render::attachment_id(world, task)),
        "Groups": groups,
        "InterfaceType": "interface",
        "MacAddress": arns.mac_address(own.number),
        "NetworkInterfaceId": id,
        "OwnerId": account,
        "PrivateDnsName": arns.private_dns_name(task.zone, own.number),
        "PrivateIpAddress": arns.private_address(task.zone, own.number),
        "Status": match own.status {
            AttachmentStatus::Attached | AttachmentStatus::Detaching => "in-use",
            AttachmentStatus::Attaching => "attaching",
            AttachmentStatus::Precreated
            | AttachmentStatus::Created
            | AttachmentStatus::Detached
            | AttachmentStatus::Deleted => "available",
        },
        "SubnetId": &*own.subnet_id,
        "TagSet": [],
        "VpcId": subnet.map_or(VPC_ID, |row| &row.vpc_id),
    });
    if let Some(address) = arns.public_address(task) {
        shown["Association"] = json!({
            "IpOwnerId": "amazon",
            "PublicDnsName": arns.public_dns_name(&address),
            "PublicIp": address,
        });
    }
    if let Some(instance) = task.instance {
        shown["Attachment"] =
            json!({"InstanceId": arns.ec2_instance(instance), "Status": "attached"});
    }
    shown
}
