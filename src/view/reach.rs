//! Which container answers at a host and a port, and what it says: what `curl` in the terminal
//! finds. Pure: it looks at the world and changes nothing.

mod answers;
mod balancers;

pub use answers::{Page, Request};

use crate::model::arn::Arns;
use crate::model::task::AttachmentStatus;
use crate::model::{ContainerStatus, Task, World};

/// What a connection to a host and a port finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// No name server knows the host.
    UnknownHost,
    /// The address belongs to nothing that is there: no answer ever comes.
    Silence,
    /// Something is there, and nothing listens at the port.
    Refused,
    /// A container answers.
    Answers(Page),
}

/// Where something can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A port of a container: an interface of the task's own.
    Container(u16),
    /// A port of the host.
    Host(u16),
}

/// Asks for a page.
pub fn reach(world: &World, host: &str, port: u16, request: Request<'_>) -> Reach {
    if let Some(reach) = balancers::reach(world, host, port, request) {
        return reach;
    }
    let Some(address) = address_of(world, host) else {
        return Reach::UnknownHost;
    };
    let own = own_interface(world, &address);
    let found = match own {
        Some(task) => listener(task, Place::Container(port)).map(|at| (task, at)),
        None => {
            let arns = Arns::of(world);
            let mut instances = world.instances.rows();
            let instance = instances.find(|row| arns.instance_address(row.zone, row.id) == address);
            let Some(instance) = instance else {
                return Reach::Silence;
            };
            let live = instance.live_tasks.iter();
            let mut tasks = live.filter_map(|id| world.tasks.get(id));
            tasks.find_map(|task| Some((&**task, listener(task, Place::Host(port))?)))
        }
    };
    match found {
        Some((task, container)) => Reach::Answers(answers::page(world, task, container, request)),
        None => Reach::Refused,
    }
}

/// The address that a name stands for. The names of a VPC's addresses are known whether something
/// has the address or not.
fn address_of(world: &World, host: &str) -> Option<String> {
    let is_address = |text: &str| {
        let parts: Vec<&str> = text.split('.').collect();
        parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok())
    };
    if is_address(host) {
        return Some(host.to_owned());
    }
    let region = &world.settings.region;
    let (private, public) = match &**region {
        "us-east-1" => (
            ".ec2.internal".to_owned(),
            ".compute-1.amazonaws.com".to_owned(),
        ),
        region => {
            let zone = format!(".{region}.compute");
            (format!("{zone}.internal"), format!("{zone}.amazonaws.com"))
        }
    };
    let between = |start: &str, end: &str| host.strip_suffix(end)?.strip_prefix(start);
    let bare = between("ip-", &private).or_else(|| between("ec2-", &public))?;
    let address = bare.replace('-', ".");
    is_address(&address).then_some(address)
}

/// The task whose own interface has the address.
fn own_interface<'w>(world: &'w World, address: &str) -> Option<&'w Task> {
    let arns = Arns::of(world);
    let has = |task: &&Task| {
        task.interface.as_ref().is_some_and(|interface| {
            interface.status == AttachmentStatus::Attached
                && (arns.private_address(task.zone, interface.number) == address
                    || arns.public_address(task).as_deref() == Some(address))
        })
    };
    world.tasks.rows().map(|row| &**row).find(has)
}

/// The container of a task that listens at a place. Assumption: it listens at the ports of its
/// definition, and an image of a web server at port 80, as soon as it runs.
fn listener(task: &Task, place: Place) -> Option<usize> {
    let spec = &task.launch.spec;
    let listens = |index: &usize| {
        let definition = &spec.containers[*index];
        let state = &task.containers[*index];
        if state.status != ContainerStatus::Running {
            return false;
        }
        let ports = definition.ports.iter().filter(|port| !port.udp);
        match place {
            Place::Container(port) => {
                let well_known = port == 80 && answers::is_web_server(&definition.image);
                well_known
                    || ports
                        .into_iter()
                        .any(|mapping| mapping.container_port == port)
            }
            Place::Host(port) => state.host_ports.contains(&port),
        }
    };
    (0..spec.containers.len()).find(listens)
}

#[cfg(test)]
mod tests;
