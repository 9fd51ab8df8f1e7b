//! Which container waits for which, and whether they wait in a circle.

use crate::taskdef::rules::items::{Item, items};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_of, place};

/// That one container comes after another.
pub struct Edge<'d, 'a> {
    /// Which one, by its place in the array.
    pub from: usize,
    /// After which one.
    pub to: usize,
    /// Whether `dependsOn` says so, not a link or a volume.
    pub depends: bool,
    /// Where it is written.
    item: Item<'d, 'a>,
}

impl Edge<'_, '_> {
    /// Whether it is a link.
    pub fn is_link(&self) -> bool {
        !self.depends && self.item.node.text().is_some()
    }

    /// What is said of it: the fix takes it out.
    pub fn said(&self, message: &str, help: &str) -> Said {
        let item = &self.item;
        let fix = |title| remove_item_fix(item.list, item.index, title);
        if self.depends {
            let path = format!("{}.containerName", item.path);
            let range = place(item.node, "containerName");
            Said::new(path, &range, message, help).fix(fix("Remove this dependency"))
        } else {
            Said::new(item.path, &item.node.range, message, help).fix(fix("Remove this one"))
        }
    }
}

/// What `dependsOn` says, in the order of the text; without what is unknown or itself.
pub fn waits<'d, 'a>(draft: &'d Draft<'a>) -> Vec<Edge<'d, 'a>> {
    let all = items(draft, "dependsOn");
    let edges = all.filter_map(|item| edge(draft, true, item.node.text_of("containerName"), item));
    once_each(edges)
}

/// What links and borrowed volumes say. Source: amazon-ecs-agent, agent/engine/dependencygraph.
pub fn borrows<'d, 'a>(draft: &'d Draft<'a>) -> Vec<Edge<'d, 'a>> {
    let all = items(draft, "links").chain(items(draft, "volumesFrom"));
    let edges = all.filter_map(|item| {
        let link = item.node.text().and_then(|link| link.split(':').next());
        let name = link.or(item.node.text_of("sourceContainer"));
        edge(draft, false, name, item)
    });
    once_each(edges)
}

/// The edge to the container of a name; None if there is no other one.
fn edge<'d, 'a>(
    draft: &Draft,
    depends: bool,
    name: Option<&str>,
    item: Item<'d, 'a>,
) -> Option<Edge<'d, 'a>> {
    let mut containers = draft.container_list().iter();
    let to = containers.position(|one| one.text_of("name") == Some(name.unwrap_or_default()))?;
    let mut containers = draft.container_list().iter();
    let from = containers.position(|one| one.range == item.container.range)?;
    (from != to).then_some(Edge {
        from,
        to,
        depends,
        item,
    })
}

fn once_each<'d, 'a>(edges: impl Iterator<Item = Edge<'d, 'a>>) -> Vec<Edge<'d, 'a>> {
    let mut kept: Vec<Edge<'d, 'a>> = Vec::new();
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
pub fn circles<'e, 'd, 'a>(draft: &Draft, edges: &'e [Edge<'d, 'a>]) -> Vec<Vec<&'e Edge<'d, 'a>>> {
    if edges.is_empty() {
        return Vec::new();
    }
    let count = draft.container_list().len();
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
    let all = draft.container_list();
    let name = |index: usize| all.get(index).map_or("", name_of);
    let starts = circle.iter().map(|edge| name(edge.from));
    let back = circle.first().map(|edge| name(edge.from));
    starts.chain(back).collect::<Vec<_>>().join(" → ")
}
