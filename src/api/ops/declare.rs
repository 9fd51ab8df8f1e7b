//! Drydock.Declare: resources around ECS come to be, or change.
//!
//! The body has a list for each kind, with the members that AWS has for it:
//! `{"targetGroups": [{"targetGroupName": "shop", "targetType": "ip"}]}`. What has the name of a
//! resource that exists changes that one. The answer has the same lists, with the ARNs.

mod alarms;
mod auto_scaling_groups;
mod functions;
mod listener_rules;
mod load_balancers;
mod log_groups;
mod repositories;
mod roles;
mod secrets;
mod security_groups;
mod subnets;
mod target_groups;
mod vpcs;

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Event, Turn, capacity, faults, service};
use crate::model::World;
use crate::model::surroundings::subnet::VPC_ID;
use crate::model::surroundings::vpc::{self, CIDR_BLOCK, Vpc};
use serde_json::{Map, Value};
use std::sync::Arc;

/// A kind of resources.
struct Kind {
    /// The member that lists them.
    member: &'static str,
    /// The members that one of them may have.
    members: &'static [&'static str],
    /// Puts one into the surroundings of a world that has nothing else but the settings of the
    /// run; returns what the answer says of it.
    declare: fn(&mut World, Request) -> Result<Value, Refusal>,
}

/// All kinds, in the order in which they are declared: what others name comes first.
const KINDS: &[Kind] = &[
    Kind {
        member: "vpcs",
        members: vpcs::MEMBERS,
        declare: vpcs::declare,
    },
    Kind {
        member: "loadBalancers",
        members: load_balancers::MEMBERS,
        declare: load_balancers::declare,
    },
    Kind {
        member: "targetGroups",
        members: target_groups::MEMBERS,
        declare: target_groups::declare,
    },
    Kind {
        member: "listenerRules",
        members: listener_rules::MEMBERS,
        declare: listener_rules::declare,
    },
    Kind {
        member: "alarms",
        members: alarms::MEMBERS,
        declare: alarms::declare,
    },
    Kind {
        member: "functions",
        members: functions::MEMBERS,
        declare: functions::declare,
    },
    Kind {
        member: "subnets",
        members: subnets::MEMBERS,
        declare: subnets::declare,
    },
    Kind {
        member: "securityGroups",
        members: security_groups::MEMBERS,
        declare: security_groups::declare,
    },
    Kind {
        member: "roles",
        members: roles::MEMBERS,
        declare: roles::declare,
    },
    Kind {
        member: "logGroups",
        members: log_groups::MEMBERS,
        declare: log_groups::declare,
    },
    Kind {
        member: "secrets",
        members: secrets::MEMBERS,
        declare: secrets::declare,
    },
    Kind {
        member: "repositories",
        members: repositories::MEMBERS,
        declare: repositories::declare,
    },
    Kind {
        member: "autoScalingGroups",
        members: auto_scaling_groups::MEMBERS,
        declare: auto_scaling_groups::declare,
    },
];

/// The members that list resources, by their kinds.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.member)
}

/// The members that a resource of a kind may have; none where there is no such kind.
pub fn members(kind: &str) -> &'static [&'static str] {
    let row = KINDS.iter().find(|row| row.member == kind);
    row.map_or(&[], |row| row.members)
}

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let known: Vec<&str> = KINDS.iter().map(|kind| kind.member).collect();
    check_members(request, &known, "Kinds of resources")?;
    // A refusal must leave everything as it was, so that they are declared aside first.
    let mut aside = World {
        settings: turn.world().settings.clone(),
        surroundings: turn.world().surroundings.clone(),
        ..World::default()
    };
    let mut answer = Map::new();
    for kind in KINDS {
        let Some(items) = own::list(request, kind.member)? else {
            continue;
        };
        let mut declared = Vec::new();
        for item in items {
            let item = Request::new(item);
            check_members(item, kind.members, kind.member)?;
            declared.push((kind.declare)(&mut aside, item)?);
        }
        answer.insert(kind.member.to_owned(), Value::Array(declared));
    }
    turn.sim.world.surroundings = aside.surroundings;
    turn.say(Event::SurroundingsDeclared);
    service::surroundings_changed(turn);
    faults::reconsider_all(turn);
    for group in own::list(request, "autoScalingGroups")?.unwrap_or_default() {
        let name = own::text(Request::new(group), "autoScalingGroupName")?;
        capacity::declared(turn, name);
    }
    capacity::stir_all(turn);
    Ok(Value::Object(answer))
}

/// A text that must not be empty.
fn filled<'a>(request: Request<'a>, member: &str) -> Result<&'a str, Refusal> {
    match own::text(request, member)? {
        "" => Err(Refusal::invalid(format!("{member} must not be empty."))),
        text => Ok(text),
    }
}

/// An id with this beginning.
fn id<'a>(request: Request<'a>, member: &str, start: &str) -> Result<&'a str, Refusal> {
    let id = filled(request, member)?;
    match id.strip_prefix(start) {
        Some(rest) if !rest.is_empty() => Ok(id),
        Some(_) | None => Err(Refusal::invalid(format!(
            "{member} must begin with {start}"
        ))),
    }
}

/// The VPC that a declaration names, or the one of every account. A permissive run has all.
/// Source of the text: Amazon EC2 API, "Error codes", `InvalidVpcID.NotFound`, as it is returned.
fn vpc(world: &mut World, request: Request) -> Result<Arc<str>, Refusal> {
    let named = own::text(request, "vpcId")?;
    if named.is_empty() {
        return Ok(VPC_ID.into());
    }
    if !vpc::is_known(world, named) {
        let message = format!("The vpc ID '{named}' does not exist");
        return Err(Refusal::invalid(message));
    }
    let all = Arc::make_mut(&mut world.surroundings);
    all.vpcs.entry(named.into()).or_insert_with(|| Vpc {
        cidr_block: CIDR_BLOCK.into(),
    });
    Ok(named.into())
}

/// The name of a load balancer or a target group, in its member or else in the ARN. Source: Elastic
/// Load Balancing API, CreateLoadBalancer and CreateTargetGroup, `Name`.
fn balancing_name<'a>(
    request: Request<'a>,
    member: &str,
    in_arn: Option<&'a str>,
) -> Result<&'a str, Refusal> {
    let name = match own::text(request, member)? {
        "" => in_arn.unwrap_or_default(),
        name => name,
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let good = (1..=32).contains(&name.len()) && name.chars().all(plain);
    if good && !name.starts_with('-') && !name.ends_with('-') {
        return Ok(name);
    }
    Err(Refusal::invalid(format!(
        "{member} must have 1 to 32 letters, digits and hyphens, none of these at an end."
    )))
}

fn check_members(request: Request, known: &[&str], what: &str) -> Result<(), Refusal> {
    let members = request.members();
    let mut unknown = members.keys().filter(|name| !known.contains(&&***name));
    match unknown.next() {
        None => Ok(()),
        Some(name) => Err(Refusal::invalid(format!(
            "There is no member {name}. {what} have: {}.",
            known.join(", ")
        ))),
    }
}

#[cfg(test)]
mod tests {
    use crate::api::testing::Asked;
    use serde_json::{Value, json};

    #[test]
    fn declares_and_changes_by_name() {
        let mut asked = Asked::with_instances(&[]);
        let body = json!({"targetGroups": [
            {"targetGroupName": "shop", "protocol": "TCP", "deregistrationDelaySeconds": 5},
            {"targetGroupArn": "arn:aws:elasticloadbalancing:x:1:targetgroup/old/0123456789abcdef"},
        ]});
        let answer = asked.granted("Drydock.Declare", body);
        let arn = answer["targetGroups"][0]["targetGroupArn"].as_str();
        let arn = arn.expect("an ARN").to_owned();
        let start = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/";
        assert!(
            arn.starts_with(start) && arn.len() == start.len() + 16,
            "{arn}"
        );
        let old = answer["targetGroups"][1]["targetGroupArn"].as_str();
        assert!(old.is_some_and(|arn| arn.ends_with("/old/0123456789abcdef")));
        let again = json!({
            "targetGroups": [{"targetGroupName": "shop", "loadBalancer": "none"}],
            "listenerRules": [{"forward": [{"targetGroupArn": arn, "weight": 3}]}],
        });
        let answer = asked.granted("Drydock.Declare", again);
        assert_eq!(answer["targetGroups"][0]["targetGroupArn"], arn);
        let rule = answer["listenerRules"][0]["ruleArn"].as_str();
        assert!(rule.is_some_and(|arn| arn.contains(":listener-rule/app/web/")));
        let groups = &asked.sim.world.surroundings.target_groups;
        let shop = groups
            .rows()
            .find(|row| &*row.name == "shop")
            .expect("there");
        assert_eq!(shop.deregistration_delay.0, 5_000);
        assert_eq!(shop.load_balancer, None);
    }

    /// An Auto Scaling group with these members.
    fn group(mut members: Value) -> Value {
        members["autoScalingGroupName"] = "a".into();
        json!({"autoScalingGroups": [members]})
    }

    #[test]
    fn a_refusal_declares_nothing() {
        let mut asked = Asked::with_instances(&[]);
        let before = asked.sim.world.surroundings.clone();
        for body in [
            json!({"colours": []}),
            json!({"targetGroups": {}}),
            json!({"targetGroups": [{"targetGroupName": "a"}, {"colour": "red"}]}),
            json!({"targetGroups": [{"targetGroupName": "a"}, {"targetGroupName": "-"}]}),
            json!({"targetGroups": [{"targetGroupName": "a", "targetType": "lambda"}]}),
            json!({"targetGroups": [{"targetGroupName": "a", "protocol": "SCTP"}]}),
            json!({"targetGroups": [{"targetGroupName": "a", "loadBalancer": "web"}]}),
            json!({"targetGroups": [{"targetGroupName": "a", "healthyThresholdCount": 1}]}),
            json!({"alarms": [{"alarmName": "a", "stateValue": "RED"}]}),
            json!({"alarms": [{"alarmName": ""}]}),
            json!({"functions": [{"functionArn": "smoke-test"}]}),
            json!({"functions": [{"functionArn": "arn:f", "hookStatus": "MAYBE"}]}),
            json!({"listenerRules": [{"forward": [{"targetGroupArn": "arn:nowhere"}]}]}),
            group(json!({"instanceType": "t3.tiny"})),
            group(json!({"minSize": 3, "maxSize": 2})),
            group(json!({"desiredCapacity": 11})),
            group(json!({"availabilityZones": ["us-east-1z"]})),
        ] {
            let refused = asked.refused("Drydock.Declare", body);
            assert!(
                refused.starts_with("InvalidParameterException: "),
                "{refused}"
            );
        }
        assert_eq!(asked.sim.world.surroundings, before);
    }
}
