//! Ids and ARNs in a text that name something on the board.

use crate::model::arn::Arns;
use crate::model::{InstanceId, ServiceId, TaskId, World};

/// What an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A task.
    Task(TaskId),
    /// A container instance.
    Instance(InstanceId),
    /// A service.
    Service(ServiceId),
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words that name nothing.
    Text(String),
    /// An id or an ARN, and what it names.
    Link(String, Thing),
}

/// Hexadecimal digits of the id of a task or a container instance.
/// Source: Amazon ECS Developer Guide, "Account settings", the long format of ids.
const ID_DIGITS: usize = 32;

/// The parts of a text, in order: together they are the text.
pub fn pieces(world: &World, text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    let mut from = 0;
    while from < text.len() {
        let rest = &text[from..];
        let Some(start) = rest.find(belongs_to_id) else {
            break;
        };
        let word = &rest[start..];
        let word = &word[..word.find(|c| !belongs_to_id(c)).unwrap_or(word.len())];
        let at = from + start;
        from = at + word.len();
        if let Some(thing) = named(world, word) {
            if plain < at {
                pieces.push(Piece::Text(text[plain..at].to_owned()));
            }
            pieces.push(Piece::Link(word.to_owned(), thing));
            plain = from;
        }
    }
    if plain < text.len() {
        pieces.push(Piece::Text(text[plain..].to_owned()));
    }
    pieces
}

fn belongs_to_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '-' | '_')
}

/// What a word names, if it names something that exists.
fn named(world: &World, word: &str) -> Option<Thing> {
    if let Some(resource) = word.strip_prefix("arn:aws:ecs:") {
        let resource = resource.splitn(3, ':').nth(2)?;
        let (kind, path) = resource.split_once('/')?;
        return match kind {
            "service" => service(world, path),
            "task" | "container-instance" => by_id(world, path.rsplit('/').next()?),
            _ => None,
        };
    }
    by_id(world, word)
}

fn by_id(world: &World, word: &str) -> Option<Thing> {
    if word.len() != ID_DIGITS || !word.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let arns = Arns::of(world);
    let task = arns.read_task(word);
    let task = task.filter(|id| world.tasks.get(*id).is_some());
    if let Some(id) = task {
        return Some(Thing::Task(id));
    }
    let instance = arns.read_instance(word)?;
    world.instance_ever(instance)?;
    Some(Thing::Instance(instance))
}

fn service(world: &World, path: &str) -> Option<Thing> {
    let (cluster, name) = path.split_once('/')?;
    let cluster = world.cluster_named(cluster)?.id;
    Some(Thing::Service(world.service_named(cluster, name)?.id))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::engine::{Command, Timeline};
    use crate::model::Settings;

    /// A run with one container instance, and the ARN of that.
    pub fn with_an_instance() -> (Timeline, String) {
        let mut timeline = Timeline::new(Settings::default());
        for (action, body) in [
            ("CreateCluster", "{}"),
            (
                "Drydock.AddInstances",
                r#"{"instanceType": "m5.large", "count": 1}"#,
            ),
        ] {
            let answer = timeline.ask(Command::new(action, body));
            assert_eq!(answer.status, 200, "{action}: {}", answer.body);
        }
        let row = timeline.world().instances.rows().next().expect("one");
        let arn = Arns::of(timeline.world()).instance(row.id);
        (timeline, arn)
    }

    #[test]
    fn ids_and_arns_of_what_exists_are_links() {
        let (timeline, arn) = with_an_instance();
        let id = arn.rsplit('/').next().expect("an id");
        let text = format!("  \"{arn}\",\n{id} é {}", "0".repeat(32));
        let thing = Thing::Instance(InstanceId(0));
        assert_eq!(
            pieces(timeline.world(), &text),
            [
                Piece::Text("  \"".to_owned()),
                Piece::Link(arn.clone(), thing),
                Piece::Text("\",\n".to_owned()),
                Piece::Link(id.to_owned(), thing),
                Piece::Text(format!(" é {}", "0".repeat(32))),
            ]
        );
    }

    #[test]
    fn the_pieces_are_the_text() {
        let (timeline, arn) = with_an_instance();
        let texts = [
            String::new(),
            "plain".to_owned(),
            arn.clone(),
            format!("{arn}é/{arn}x"),
        ];
        for text in texts {
            let pieces = pieces(timeline.world(), &text);
            let whole: String = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Link(text, _) => text.as_str(),
                })
                .collect();
            assert_eq!(whole, text);
        }
    }
}
