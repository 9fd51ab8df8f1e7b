//! Which container waits for which, and whether they wait in a circle.

use super::dependencies;
use crate::taskdef::draft::Draft;
use crate::taskdef::finding::Fix;
use crate::taskdef::node::{Bytes, Node};
use crate::taskdef::rules::edits::remove_item_fix;
use crate::taskdef::rules::scope::name_of;

/// That one container comes after another.
pub struct Edge {
    /// Which one, by its place in the array.
    pub from: usize,
    /// After which one.
    pub to: usize,
    /// Whether `dependsOn` says so, not a link or a volume.
    pub depends: bool,
    /// Where it is written, as a JSONPath.
    pub path: String,
    /// Where in the text.
    pub range: Bytes,
    /// Takes it out.
    pub fix: Fix,
}

/// What `dependsOn` says, in the order of the text; without what is unknown or itself.
pub fn waits(draft: &Draft) -> Vec<Edge> {
    let mut edges = Vec::new();
    for one in dependencies(draft) {
        let (path, range) = one.at("containerName");
        let ends = ends(draft, one.container, one.name());
        let fix = one.remove();
        edges.extend(ends.map(|(from, to)| Edge {
            from,
            to,
            depends: true,
            path,
            range,
            fix,
        }));
    }
    once_each(edges)
}

/// What links and borrowed volumes say. Source: amazon-ecs-agent, agent/engine/dependencygraph.
pub fn borrows(draft: &Draft) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (path, container) in draft.containers() {
        for member in ["links", "volumesFrom"] {
            let Some(list) = container.get(member) else {
                continue;
            };
            for (index, item) in list.items().iter().enumerate() {
                let link = item.text().and_then(|link| link.split(':').next());
                let name = link.or(item.text_of("sourceContainer")).unwrap_or_default();
                let Some((from, to)) = ends(draft, container, name) else {
                    continue;
                };
                edges.push(Edge {
                    from,
                    to,
                    depends: false,
                    path: format!("{path}.{member}[{index}]"),
                    range: item.range.clone(),
                    fix: remove_item_fix(list, index, "Remove this one"),
                });
            }
        }
    }
    once_each(edges)
}

fn ends(draft: &Draft, container: &Node, name: &str) -> Option<(usize, usize)> {
    let all = draft.root.list("containerDefinitions");
    let from = all.iter().position(|one| one.range == container.range)?;
    let to = all
        .iter()
        .position(|one| one.text_of("name") == Some(name))?;
    (from != to).then_some((from, to))
}

fn once_each(edges: Vec<Edge>) -> Vec<Edge> {
    let mut kept: Vec<Edge> = Vec::new();
    for edge in edges {
        if !kept
            .iter()
            .any(|one| (one.from, one.to) == (edge.from, edge.to))
        {
            kept.push(edge);
        }
    }
    kept
}

/// How far the search is with a container.
#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Never,
    OnTheWay,
    Done,
}

/// The circles, each as its edges with the closing one last. The search starts at the containers in
/// the order of the text and follows the edges in theirs, so it always finds the same ones.
pub fn circles<'e>(draft: &Draft, edges: &'e [Edge]) -> Vec<Vec<&'e Edge>> {
    let count = draft.root.list("containerDefinitions").len();
    let out: Vec<Vec<&Edge>> = (0..count)
        .map(|from| edges.iter().filter(|edge| edge.from == from).collect())
        .collect();
    let mut seen = vec![Seen::Never; count];
    let mut circles = Vec::new();
    for root in 0..count {
        if seen[root] != Seen::Never {
            continue;
        }
        seen[root] = Seen::OnTheWay;
        let mut stack = vec![(root, 0)];
        let mut trail: Vec<&Edge> = Vec::new();
        while let Some((node, next)) = stack.pop() {
            let Some(&edge) = out[node].get(next) else {
                seen[node] = Seen::Done;
                trail.pop();
                continue;
            };
            stack.push((node, next + 1));
            match seen[edge.to] {
                Seen::Never => {
                    seen[edge.to] = Seen::OnTheWay;
                    stack.push((edge.to, 0));
                    trail.push(edge);
                }
                Seen::OnTheWay => {
                    let start = trail.iter().position(|one| one.from == edge.to);
                    let mut circle = trail[start.unwrap_or(trail.len())..].to_vec();
                    circle.push(edge);
                    circles.push(circle);
                }
                Seen::Done => {}
            }
        }
    }
    circles
}

/// The way round a circle: `a → b → a`.
pub fn way(draft: &Draft, circle: &[&Edge]) -> String {
    let all = draft.root.list("containerDefinitions");
    let name = |index: usize| all.get(index).map_or("", name_of);
    let starts = circle.iter().map(|edge| name(edge.from));
    let back = circle.first().map(|edge| name(edge.from));
    starts.chain(back).collect::<Vec<_>>().join(" → ")
}
