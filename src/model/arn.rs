//! Ids and ARNs, rendered from (seed, kind, number) and read back: no row stores its ARN.
//!
//! Forms: Amazon ECS Developer Guide, "Amazon Resource Names (ARNs) and IDs" (long format).

mod balancing;
mod cloud_map;
mod hook;
mod public;
mod roles;

use super::{ClusterId, DefinitionId, DeploymentId, InstanceId, ServiceId, TaskId, World, Zone};
use crate::sim::{Chance, Id, Purpose};

/// What an id names; the same number renders differently for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Task = 1,
    Instance = 2,
}

/// The id of a container, an attachment or a service event: a UUID that nobody reads back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uuid {
    /// A container of a task.
    Container,
    /// The network interface attachment of a task.
    Attachment,
    /// A message in a service's event list.
    ServiceEvent,
    /// The id of a request.
    Request,
    /// An event that is sent to EventBridge.
    Event,
    /// A hook that a service deployment called.
    Hook,
    /// The attachment of a capacity provider to a cluster.
    ProviderAttachment,
    /// The scaling policy of a capacity provider.
    ScalingPolicy,
    /// An alarm that target tracking makes for a service.
    ScalingAlarm,
    /// A scaling policy of a service.
    ServicePolicy,
    /// The scalable target that a service is.
    ScalableTarget,
    /// A scheduled action of a service.
    ScheduledAction,
    /// A scaling activity of a service.
    ScalingActivity,
    /// An Auto Scaling group.
    AutoScalingGroup,
    /// The attachment by which a capacity provider drains instances.
    DrainingAttachment,
    /// The attachment of Service Connect to a cluster.
    ConnectAttachment,
}

const ROUNDS: u64 = 4;
pub(super) const PURPOSE_IDS: Purpose = Purpose(0x6964);

/// 128 bits from (seed, kind, number) by a Feistel network, so that they can be read back.
fn scramble(seed: u64, kind: Kind, number: u32) -> u128 {
    let (mut left, mut right) = (kind as u64, u64::from(number));
    for round in 0..ROUNDS {
        let next = left ^ Chance { seed }.draw(PURPOSE_IDS, round, right);
        (left, right) = (right, next);
    }
    u128::from(left) << 64 | u128::from(right)
}

/// The inverse of [`scramble`]; None if no number of this kind gives these bits.
fn unscramble(seed: u64, kind: Kind, bits: u128) -> Option<u32> {
    let (mut left, mut right) = ((bits >> 64) as u64, bits as u64);
    for round in (0..ROUNDS).rev() {
        let before = right ^ Chance { seed }.draw(PURPOSE_IDS, round, left);
        (left, right) = (before, left);
    }
    if left == kind as u64 {
        u32::try_from(right).ok()
    } else {
        None
    }
}

fn read_hex(seed: u64, kind: Kind, text: &str) -> Option<u32> {
    let plain = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let bits = if plain {
        u128::from_str_radix(text, 16).ok()?
    } else {
        return None;
    };
    unscramble(seed, kind, bits)
}

/// Longer than most ARNs.
const ARN_BYTES: usize = 144;

/// Appends so many hexadecimal digits. `format!` takes several times as long, and an answer is full
/// of ids.
fn push_hex(text: &mut String, bits: u64, digits: u32) {
    let nibble = |place: u32| (bits >> (4 * place) & 0xf) as usize;
    let digits = (0..digits)
        .rev()
        .map(|place| b"0123456789abcdef"[nibble(place)]);
    text.extend(digits.map(char::from));
}

fn hex_of(bits: u128) -> String {
    let mut text = String::with_capacity(32);
    push_hex(&mut text, (bits >> 64) as u64, 16);
    push_hex(&mut text, bits as u64, 16);
    text
}

/// Renders the ids and ARNs of one world.
#[derive(Clone, Copy)]
pub struct Arns<'a> {
    pub(super) world: &'a World,
}

impl<'a> Arns<'a> {
    /// For the ids of this world.
    pub fn of(world: &'a World) -> Self {
        Arns { world }
    }

    pub(super) fn seed(self) -> u64 {
        self.world.settings.seed
    }

    /// `arn:…:RESOURCE`, for what the world has no row of.
    pub fn ecs(self, resource: &str) -> String {
        self.of_parts(&[resource])
    }

    fn of_parts(self, resource: &[&str]) -> String {
        let settings = &self.world.settings;
        let (region, account) = (&*settings.region, &*settings.account_id);
        let head = ["arn:aws:ecs:", region, ":", account, ":"];
        let mut arn = String::with_capacity(ARN_BYTES);
        arn.extend(head.iter().chain(resource).copied());
        arn
    }

    pub(super) fn cluster_name(self, id: ClusterId) -> &'a str {
        self.world
            .clusters
            .get(id)
            .map_or("", |cluster| &cluster.name)
    }

    /// The 32 hexadecimal digits of a task.
    pub fn task_hex(self, id: TaskId) -> String {
        hex_of(scramble(self.seed(), Kind::Task, id.number()))
    }

    /// The 32 hexadecimal digits of a container instance.
    pub fn instance_hex(self, id: InstanceId) -> String {
        hex_of(scramble(self.seed(), Kind::Instance, id.number()))
    }

    /// `arn:…:cluster/NAME`
    pub fn cluster(self, id: ClusterId) -> String {
        self.of_parts(&["cluster/", self.cluster_name(id)])
    }

    /// `arn:…:task/CLUSTER/ID`; the task must exist.
    pub fn task(self, id: TaskId) -> String {
        self.of_parts(&["task/", self.cluster_of(id), "/", &self.task_hex(id)])
    }

    fn cluster_of(self, id: TaskId) -> &'a str {
        let task = self.world.tasks.get(id);
        task.map_or("", |task| self.cluster_name(task.launch.cluster))
    }

    /// `arn:…:container/CLUSTER/TASK/UUID`
    pub fn container(self, task: TaskId, container: usize) -> String {
        let uuid = self.uuid(Uuid::Container, u64::from(task.number()), container as u64);
        let (cluster, hex) = (self.cluster_of(task), self.task_hex(task));
        self.of_parts(&["container/", cluster, "/", &hex, "/", &uuid])
    }

    /// `arn:…:container-instance/CLUSTER/ID`; the instance must exist, or have existed of late.
    pub fn instance(self, id: InstanceId) -> String {
        let cluster = self
            .world
            .instance_ever(id)
            .map_or("", |row| self.cluster_name(row.cluster));
        self.ecs(&format!(
            "container-instance/{cluster}/{}",
            self.instance_hex(id)
        ))
    }

    /// `arn:…:service/CLUSTER/NAME`; the service must exist.
    pub fn service(self, id: ServiceId) -> String {
        let Some(service) = self.world.services.get(id) else {
            return self.ecs("service/");
        };
        self.ecs(&format!(
            "service/{}/{}",
            self.cluster_name(service.cluster),
            service.name
        ))
    }

    /// `arn:…:task-definition/FAMILY:REVISION`; the definition must exist.
    pub fn definition(self, id: DefinitionId) -> String {
        let name = self
            .world
            .definitions
            .get(id)
            .map(|row| row.name())
            .unwrap_or_default();
        self.ecs(&format!("task-definition/{name}"))
    }

    /// `arn:…:capacity-provider/NAME`
    pub fn capacity_provider(self, name: &str) -> String {
        self.ecs(&format!("capacity-provider/{name}"))
    }

    /// The id of a session of ECS Exec: `ecs-execute-command-` and 17 hexadecimal digits.
    /// Source: AWS CLI, what execute-command prints.
    pub fn exec_session(self, number: u32) -> String {
        let bits = Chance { seed: self.seed() }.draw(PURPOSE_IDS, 10, u64::from(number));
        format!("ecs-execute-command-0{bits:016x}")
    }

    /// The token of a session of ECS Exec; it opens nothing.
    pub fn exec_token(self, number: u32) -> String {
        self.hex_64(11, u64::from(number))
    }

    /// `ecs-svc/` and 19 digits. Source: AWS CLI samples of update-service.
    pub fn deployment(self, id: DeploymentId) -> String {
        let chance = Chance { seed: self.seed() };
        let digits = chance.below(9_000_000_000_000_000_000, PURPOSE_IDS, 3, u64::from(id.0));
        format!("ecs-svc/{}", digits + 1_000_000_000_000_000_000)
    }

    /// `i-` and 17 hexadecimal digits, or the id that it was registered with; `mi-` for a server
    /// outside of AWS.
    pub fn ec2_instance(self, id: InstanceId) -> String {
        let row = self.world.instance_ever(id);
        if let Some(given) = row.and_then(|row| row.given_ec2_id.as_ref()) {
            return given.to_string();
        }
        let start = if row.is_some_and(|row| row.is_external()) {
            "mi"
        } else {
            "i"
        };
        let bits = Chance { seed: self.seed() }.draw(PURPOSE_IDS, 4, u64::from(id.0));
        format!("{start}-0{bits:016x}")
    }

    /// `eni-` and 17 hexadecimal digits.
    pub fn network_interface(self, number: u32) -> String {
        let bits = Chance { seed: self.seed() }.draw(PURPOSE_IDS, 5, u64::from(number));
        format!("eni-0{bits:016x}")
    }

    /// The MAC address of a network interface.
    pub fn mac_address(self, number: u32) -> String {
        let bits = Chance { seed: self.seed() }.draw(PURPOSE_IDS, 6, u64::from(number));
        let bytes = bits.to_be_bytes();
        let rest: Vec<String> = bytes[..5]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("0e:{}", rest.join(":"))
    }

    /// The private address of a network interface: each zone's subnet has 2^14 of them.
    pub fn private_address(self, zone: Zone, number: u32) -> String {
        // The first four addresses of a subnet belong to the VPC.
        let host = 4 + number % ((1 << 14) - 5);
        let third = u32::from(zone.0) * 64 + host / 256;
        format!("10.0.{third}.{}", host % 256)
    }

    /// The private address of an EC2 instance. Assumption: instances have the upper quarter of the
    /// VPC, so that none has the address of a task's interface.
    pub fn instance_address(self, zone: Zone, id: InstanceId) -> String {
        let host = id.0 % (16 * 250);
        let third = 192 + u32::from(zone.0) * 16 + host / 250;
        format!("10.0.{third}.{}", 4 + host % 250)
    }

    /// The private DNS name of a network interface.
    /// Source: Amazon VPC User Guide, "DNS attributes for your VPC".
    pub fn private_dns_name(self, zone: Zone, number: u32) -> String {
        let address = self.private_address(zone, number).replace('.', "-");
        match &*self.world.settings.region {
            "us-east-1" => format!("ip-{address}.ec2.internal"),
            region => format!("ip-{address}.{region}.compute.internal"),
        }
    }

    /// A UUID of version 4.
    pub fn uuid(self, of: Uuid, subject: u64, nth: u64) -> String {
        let chance = Chance { seed: self.seed() };
        let purpose = Purpose(0x7575_6964 + of as u64);
        let high = chance.draw(purpose, subject, nth * 2);
        let low = chance.draw(purpose, subject, nth * 2 + 1);
        let version = high & 0xfff | 0x4000;
        let variant = low >> 48 & 0x3fff | 0x8000;
        let mut text = String::with_capacity(36);
        push_hex(&mut text, high >> 32, 8);
        for part in [high >> 16, version, variant] {
            text.push('-');
            push_hex(&mut text, part, 4);
        }
        text.push('-');
        push_hex(&mut text, low, 12);
        text
    }

    /// The id that the container runtime gives a container: 64 hexadecimal digits of Docker.
    pub fn docker_id(self, task: TaskId, container: usize) -> String {
        self.hex_64(7, u64::from(task.number()) << 16 | container as u64)
    }

    /// The id that the runtime of Fargate gives a container: the task's and ten digits.
    /// Source: samples of task metadata on platform version 1.4.0, Developer Guide.
    pub fn fargate_runtime_id(self, task: TaskId, container: usize) -> String {
        let chance = Chance { seed: self.seed() };
        let subject = u64::from(task.number()) << 16 | container as u64;
        let digits = chance.below(9_000_000_000, PURPOSE_IDS, 8, subject) + 1_000_000_000;
        format!("{}-{digits}", self.task_hex(task))
    }

    /// The digest of an image: its own if the reference has one, else one made up from its name.
    pub fn image_digest(self, reference: &str) -> String {
        if let Some((_, digest)) = reference.split_once('@') {
            return digest.to_owned();
        }
        let chance = Chance { seed: self.seed() };
        let fold = |sum, byte| chance.draw(PURPOSE_IDS, sum, u64::from(byte));
        format!("sha256:{}", self.hex_64(9, reference.bytes().fold(0, fold)))
    }

    fn hex_64(self, kind: u64, subject: u64) -> String {
        let chance = Chance { seed: self.seed() };
        let draw = |nth| chance.draw(PURPOSE_IDS, kind << 8 | nth, subject);
        (0..4).map(|nth| format!("{:016x}", draw(nth))).collect()
    }

    /// The task that an ARN or a bare id names, whether or not it exists.
    pub fn read_task(self, arn_or_id: &str) -> Option<TaskId> {
        read_hex(self.seed(), Kind::Task, last_part(arn_or_id)).map(TaskId)
    }

    /// The container instance that an ARN or a bare id names, whether or not it exists.
    pub fn read_instance(self, arn_or_id: &str) -> Option<InstanceId> {
        read_hex(self.seed(), Kind::Instance, last_part(arn_or_id)).map(InstanceId)
    }
}

/// What follows the last `/`: the id or name in an ARN, or the whole of a bare one.
pub fn last_part(arn_or_name: &str) -> &str {
    arn_or_name.rsplit('/').next().unwrap_or(arn_or_name)
}

#[cfg(test)]
mod tests;
