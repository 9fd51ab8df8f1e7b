//! One frame of the page: everything that the panels draw, worked out at one moment.

use super::board::{self, Board};
use super::faults::{self, FaultRow};
use super::format;
use super::history::History;
use super::rail::{self, Rail};
use super::timeline::{self, Track};
use crate::engine::Timeline;
use crate::model::task_definition::{Compatibility, DefinitionStatus, NetworkMode, TaskSpec};
use crate::model::{ClusterId, ClusterStatus, ServiceId, ServiceStatus, TaskStatus, World};
use crate::sim::SimTime;

/// A definition that can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionRow {
    /// `family:revision`.
    pub name: String,
    /// Whether its tasks have a network interface of their own.
    pub awsvpc: bool,
    /// Whether Fargate can run it.
    pub fargate: bool,
    /// Whether it is for Fargate: it says so, or says nothing and Fargate can run it.
    pub prefers_fargate: bool,
    /// Whether EC2 can run it.
    pub ec2: bool,
}

/// A service of the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRow {
    /// The service.
    pub service: ServiceId,
    /// Its name.
    pub name: String,
    /// RUNNING tasks and desired tasks.
    pub counts: (u32, u32),
    /// Whether it is being rolled out.
    pub rolling: bool,
}

/// A future that is not the current one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchRow {
    /// Its number.
    pub number: u32,
    /// Where it parts, how far it was played and what it asks, in one line.
    pub line: String,
}

/// What the page shows at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// The present moment.
    pub now: SimTime,
    /// The latest moment that was reached.
    pub horizon: SimTime,
    /// Events up to now: grows with everything that happens.
    pub events: u64,
    /// Commands up to now.
    pub commands: usize,
    /// Whether something was asked at this very moment that is to be followed by more: it begins
    /// once time passes.
    pub waits_for_time: bool,
    /// The cluster that the board shows.
    pub cluster: Option<ClusterId>,
    /// Its name.
    pub cluster_name: String,
    /// What it has, in one line.
    pub cluster_line: String,
    /// Names of the ACTIVE clusters.
    pub clusters: Vec<String>,
    /// The rail.
    pub rail: Option<Rail>,
    /// The board.
    pub board: Board,
    /// The track.
    pub track: Track,
    /// When the next thing happens.
    pub next: Option<SimTime>,
    /// Definitions that can be run, newest first.
    pub definitions: Vec<DefinitionRow>,
    /// Services that are not INACTIVE.
    pub services: Vec<ServiceRow>,
    /// Futures that were left.
    pub branches: Vec<BranchRow>,
    /// The number of the current branch.
    pub branch: u32,
    /// Faults that are switched on.
    pub faults: Vec<FaultRow>,
}

/// The cluster to show: the one with this name, else the newest ACTIVE one.
pub fn cluster_to_show(world: &World, name: Option<&str>) -> Option<ClusterId> {
    let active = |id: &ClusterId| {
        let row = world.clusters.get(*id);
        row.is_some_and(|row| row.status == ClusterStatus::Active)
    };
    let named = name
        .and_then(|name| world.cluster_named(name))
        .map(|row| row.id);
    named.filter(active).or_else(|| {
        let mut ids = world.clusters.iter().map(|(id, _)| id).rev();
        ids.find(active)
    })
}

/// The page at the present moment of a timeline, with the cluster of this name in front; of a crowd
/// as much as fits into a frame, unless `whole` asks for all of it.
pub fn screen(
    timeline: &Timeline,
    history: &mut History,
    cluster: Option<&str>,
    whole: bool,
) -> Screen {
    history.follow(timeline);
    let (world, now) = (timeline.world(), timeline.now());
    let shown = cluster_to_show(world, cluster);
    let row = shown.and_then(|id| world.clusters.get(id));
    let (rail, board) = match shown.filter(|id| board::is_dense(world, *id)) {
        Some(id) => history.crowd.look(world, id, now, whole),
        None => (
            rail::rail(world, shown, now),
            board::board(world, shown, now),
        ),
    };
    let services = services(world, shown);
    Screen {
        now,
        waits_for_time: asked_now(timeline) && is_under_way(&rail, &services),
        horizon: timeline.horizon(),
        events: timeline.sim().events,
        commands: timeline.seen(),
        cluster: shown,
        cluster_name: row.map_or(String::new(), |row| row.name.to_string()),
        cluster_line: cluster_line(world, shown),
        clusters: active_clusters(world),
        rail: Some(rail),
        board,
        track: timeline::track(timeline, history),
        next: timeline.sim().agenda.next_at().filter(|at| *at > now),
        definitions: definitions(world),
        services,
        branches: branches(timeline),
        branch: timeline.branch_number(),
        faults: faults::rows(world),
    }
}

/// Whether the last command was asked at the present moment.
fn asked_now(timeline: &Timeline) -> bool {
    let asked = timeline.log().get(..timeline.seen());
    let last = asked.and_then(|log| log.last());
    last.is_some_and(|last| last.at == timeline.now())
}

/// Whether a task is on its way to another state, or a service to other tasks.
fn is_under_way(rail: &Rail, services: &[ServiceRow]) -> bool {
    let rests = |status| matches!(status, TaskStatus::Running | TaskStatus::Stopped);
    let mut columns = rail.columns.iter();
    columns.any(|one| one.count > 0 && !rests(one.status))
        || services
            .iter()
            .any(|row| row.rolling || row.counts.0 != row.counts.1)
}

fn active_clusters(world: &World) -> Vec<String> {
    let active = world.clusters.rows();
    let active = active.filter(|row| row.status == ClusterStatus::Active);
    active.map(|row| row.name.to_string()).collect()
}

fn cluster_line(world: &World, cluster: Option<ClusterId>) -> String {
    let Some(row) = cluster.and_then(|id| world.clusters.get(id)) else {
        return "no cluster yet".to_owned();
    };
    let instances = world.instance_count(row.id) as u64;
    let tasks = row.live_tasks.len() as u64;
    match (instances, tasks) {
        (0, 0) => "no instances, no tasks".to_owned(),
        (0, _) => format::count(tasks, "task"),
        (_, _) => format!(
            "{} · {}",
            format::count(instances, "instance"),
            format::count(tasks, "task")
        ),
    }
}

fn definitions(world: &World) -> Vec<DefinitionRow> {
    let newest_first = world.definitions.rows().rev();
    newest_first
        .filter(|row| row.status == DefinitionStatus::Active)
        .map(|row| DefinitionRow {
            name: row.name(),
            awsvpc: row.spec.network_mode == NetworkMode::Awsvpc,
            fargate: row.spec.compatibilities.contains(&Compatibility::Fargate),
            prefers_fargate: prefers_fargate(&row.spec),
            ec2: row.spec.compatibilities.contains(&Compatibility::Ec2),
        })
        .collect()
}

fn prefers_fargate(spec: &TaskSpec) -> bool {
    let can = spec.compatibilities.contains(&Compatibility::Fargate);
    can && (spec.requires.is_empty() || spec.requires.contains(&Compatibility::Fargate))
}

fn services(world: &World, cluster: Option<ClusterId>) -> Vec<ServiceRow> {
    let ours = world.services.rows();
    let ours = ours.filter(|row| Some(row.cluster) == cluster);
    ours.filter(|row| row.status != ServiceStatus::Inactive)
        .map(|row| ServiceRow {
            service: row.id,
            name: row.name.to_string(),
            counts: (
                row.deployments.iter().map(|one| one.tally.running).sum(),
                row.desired_count,
            ),
            rolling: row.deployments.len() > 1,
        })
        .collect()
}

fn branches(timeline: &Timeline) -> Vec<BranchRow> {
    let rows = timeline.branches().iter();
    rows.map(|branch| {
        let own = branch.log.iter().filter(|row| row.at >= branch.parts_at);
        let asked: Vec<&str> = own.map(|row| &*row.command.action).take(2).collect();
        let asked = if asked.is_empty() {
            "nothing more is asked".to_owned()
        } else {
            asked.join(", ")
        };
        BranchRow {
            number: branch.number,
            line: format!(
                "Future {}: parts at {}, played to {}, {asked}",
                branch.number,
                format::moment(branch.parts_at),
                format::moment(branch.horizon)
            ),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Command;
    use crate::model::Settings;
    use crate::sim::Span;

    #[test]
    fn an_empty_run_has_an_empty_screen() {
        let timeline = Timeline::new(Settings::default());
        let screen = screen(&timeline, &mut History::default(), None, true);
        assert_eq!(screen.cluster_line, "no cluster yet");
        assert!(screen.board.zones.is_empty() && screen.definitions.is_empty());
        assert_eq!(screen.track.head, 0);
    }

    #[test]
    fn a_service_waits_for_time_until_time_has_passed() {
        let mut timeline = Timeline::new(Settings {
            permissive: true,
            ..Settings::default()
        });
        let waits = |timeline: &Timeline| {
            screen(timeline, &mut History::default(), None, true).waits_for_time
        };
        let mut ask = |action: &str, body: &str| {
            let answer = timeline.ask(Command::new(action, body));
            assert_eq!(answer.status, 200, "{}", answer.body);
            waits(&timeline)
        };
        assert!(!ask("CreateCluster", r#"{"clusterName":"harbor"}"#));
        let registered = ask(
            "RegisterTaskDefinition",
            r#"{"family":"web","containerDefinitions":[{"name":"app","image":"nginx",
                "memory":64}]}"#,
        );
        assert!(!registered);
        let none = r#"{"cluster":"harbor","serviceName":"none","taskDefinition":"web",
            "desiredCount":0}"#;
        assert!(!ask("CreateService", none));
        assert!(ask(
            "UpdateService",
            r#"{"cluster":"harbor","service":"none","desiredCount":1}"#
        ));
        timeline.advance(Span::millis(1), 1);
        assert!(!waits(&timeline));
    }
}
