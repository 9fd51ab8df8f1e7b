//! Load balancers: which task gets a request, and what is said when none can.

use super::answers::{self, Page, Request};
use super::{Place, Reach, listener};
use crate::model::surroundings::target_group::{LoadBalancer, TargetGroup};
use crate::model::target::TargetState;
use crate::model::{Task, World};

/// Where a request that no rule catches arrives. Source: CreateListener's examples.
const HTTP: u16 = 80;

/// What a load balancer of this host says; None if the host is none. Its name may stand without
/// the id that follows it. Assumption: a target group without a listener rule is behind one of its
/// own name, and of several rules at a port the newest holds.
pub fn reach(world: &World, host: &str, port: u16, request: Request<'_>) -> Option<Reach> {
    let region = &world.settings.region;
    let application = host.strip_suffix(&format!(".{region}.elb.amazonaws.com"));
    let network = || host.strip_suffix(&format!(".elb.{region}.amazonaws.com"));
    let name = without_id(application.or_else(network)?);
    let own = world
        .surroundings
        .target_groups
        .rows()
        .find(|group| *group.name == *name && port == HTTP && group.load_balancer.is_some());
    let is_used = |group: &TargetGroup| !registered(world, group).is_empty();
    if let Some(group) = own.filter(|group| is_used(group)) {
        return Some(of_group(world, group, request));
    }
    let rules = || {
        let rows = world.surroundings.listener_rules.rows();
        rows.filter(|rule| *rule.load_balancer == *name)
    };
    let Some(rule) = rules().rfind(|rule| rule.listener_port == port) else {
        return match own {
            Some(group) => Some(of_group(world, group, request)),
            None if rules().next().is_some() => Some(Reach::Silence),
            None => None,
        };
    };
    let sum: u32 = rule.forwards.iter().map(|(_, weight)| weight).sum();
    let mut place = request.turn % u64::from(sum.max(1));
    for (id, weight) in &rule.forwards {
        if place < u64::from(*weight) {
            let group = world.surroundings.target_groups.get(*id)?;
            return Some(of_group(world, group, request));
        }
        place -= u64::from(*weight);
    }
    Some(answers::failed(503))
}

/// The name of a load balancer without the 16 hexadecimal digits behind it.
fn without_id(name: &str) -> &str {
    let is_id = |id: &str| id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    match name.rsplit_once('-') {
        Some((name, id)) if is_id(id) => name,
        Some(_) | None => name,
    }
}

/// A target: the task, its port there, and whether it is healthy.
type Registered<'w> = (&'w Task, u16, bool);

fn registered<'w>(world: &'w World, group: &TargetGroup) -> Vec<Registered<'w>> {
    let mut found = Vec::new();
    for task in world.tasks.rows() {
        for target in task
            .targets
            .iter()
            .filter(|target| target.group == group.id)
        {
            if target.state.is_registered() {
                found.push((&**task, target.port, target.state == TargetState::Healthy));
            }
        }
    }
    found
}

/// The targets take turns. Where none is healthy all of them do.
/// Source: Elastic Load Balancing, Application Load Balancers, "Target group health" and "HTTP 503:
/// Service unavailable", "HTTP 502: Bad gateway".
fn of_group(world: &World, group: &TargetGroup, request: Request<'_>) -> Reach {
    let mut targets = registered(world, group);
    if targets.iter().any(|(_, _, healthy)| *healthy) {
        targets.retain(|(_, _, healthy)| *healthy);
    }
    let plain = group.load_balancer == Some(LoadBalancer::Network);
    if targets.is_empty() {
        return if plain {
            Reach::Refused
        } else {
            answers::failed(503)
        };
    }
    let (task, port, _) = targets[(request.turn % targets.len() as u64) as usize];
    let place = match task.interface {
        Some(_) => Place::Container(port),
        None => Place::Host(port),
    };
    match listener(task, place) {
        Some(container) => {
            let page: Page = answers::page(world, task, container, request);
            Reach::Answers(page)
        }
        None if plain => Reach::Refused,
        None => answers::failed(502),
    }
}
