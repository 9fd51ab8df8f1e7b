//! `loadBalancers` and `healthCheckGracePeriodSeconds`. The rules have refused what makes no sense.
//! Source: ECS API, `LoadBalancer`.

use crate::api::Request;
use crate::lifecycle::Turn;
use crate::model::surroundings::target_group::{self, TargetGroup, TargetType};
use crate::model::target::{Balancer, BalancerTarget};
use crate::model::task_definition::NetworkMode;
use crate::model::{Surroundings, TargetGroupId};
use crate::sim::Span;
use std::sync::Arc;

/// The load balancers of a request. Target groups that nobody declared come to be: the rules let
/// them pass in a permissive run only.
pub fn balancers(turn: &mut Turn, request: Request, mode: NetworkMode) -> Arc<[Balancer]> {
    let items = request.items("loadBalancers");
    let read = |item| {
        let advanced = Request::new(item).get("advancedConfiguration");
        let item = Request::new(item);
        let to = match item.filled_text("targetGroupArn") {
            Some(arn) => BalancerTarget::Group(group(turn, arn, mode)),
            None => {
                let name = item.text("loadBalancerName").unwrap_or("");
                BalancerTarget::Classic(classic(turn, name))
            }
        };
        Balancer {
            to,
            container: item.text("containerName").unwrap_or("").into(),
            container_port: item.integer("containerPort").unwrap_or(0) as u16,
            advanced: advanced.cloned().map(Arc::new),
        }
    };
    items.map(read).collect()
}

fn group(turn: &mut Turn, arn: &str, mode: NetworkMode) -> TargetGroupId {
    if let Some(row) = target_group::by_arn(turn.world(), arn) {
        return row.id;
    }
    let target_type = match mode {
        NetworkMode::Awsvpc => TargetType::Ip,
        NetworkMode::Bridge | NetworkMode::Host | NetworkMode::None => TargetType::Instance,
    };
    let name = arn.split('/').nth(1).unwrap_or(arn);
    let all: &mut Surroundings = Arc::make_mut(&mut turn.sim.world.surroundings);
    all.target_groups.add(|id| TargetGroup {
        given_arn: Some(arn.into()),
        ..TargetGroup::new(id, name, "HTTP", target_type)
    })
}

/// A Classic Load Balancer comes to be when it is named.
fn classic(turn: &mut Turn, name: &str) -> TargetGroupId {
    let mut rows = turn.world().surroundings.target_groups.rows();
    let row = rows.find(|row| row.is_classic() && *row.name == *name);
    if let Some(row) = row.map(|row| row.id) {
        return row;
    }
    drop(rows);
    let all: &mut Surroundings = Arc::make_mut(&mut turn.sim.world.surroundings);
    all.target_groups.add(|id| TargetGroup::classic(id, name))
}

/// The grace period, if it is given.
pub fn grace(request: Request) -> Option<Span> {
    let seconds = request.integer("healthCheckGracePeriodSeconds")?;
    Some(Span::seconds(u64::try_from(seconds).unwrap_or(0)))
}
