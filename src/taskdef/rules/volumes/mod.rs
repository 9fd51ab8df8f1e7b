//! Rules of volumes and of where containers mount them.

mod mnt_incomplete;
mod mnt_path;
mod mnt_readonly;
mod mnt_unknown;
mod vfrom_unknown;
mod vol_docker;
mod vol_ebs;
mod vol_ebs_notes;
mod vol_efs_ap_root;
mod vol_efs_notes;
mod vol_efs_os;
mod vol_efs_role;
mod vol_efs_tls;
mod vol_efs_values;
mod vol_fsx;
mod vol_host;
mod vol_kinds;
mod vol_name;
mod vol_persistence;
mod vol_s3f;
mod vol_unused;

use super::items::items;
use super::{Rule, is_placeholder};
use crate::taskdef::draft::Draft;
use crate::taskdef::node::Node;
use crate::taskdef::path::Path;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &vol_name::REQUIRED,
    &vol_name::CHARACTERS,
    &vol_name::TWICE,
    &vol_kinds::RULE,
    &mnt_incomplete::RULE,
    &mnt_unknown::RULE,
    &vfrom_unknown::UNKNOWN,
    &vfrom_unknown::ITSELF,
    &vol_efs_tls::IAM,
    &vol_efs_tls::ACCESS_POINT,
    &vol_efs_tls::PORT,
    &vol_efs_tls::PLAINTEXT,
    &vol_efs_ap_root::RULE,
    &vol_efs_values::PORT,
    &vol_efs_values::FILE_SYSTEM,
    &vol_efs_values::ACCESS_POINT,
    &vol_efs_values::ROOT,
    &vol_efs_role::RULE,
    &vol_efs_os::EXTERNAL,
    &vol_efs_os::WINDOWS,
    &vol_s3f::ROLE,
    &vol_s3f::ARN,
    &vol_s3f::ROOT,
    &vol_fsx::SYSTEM,
    &vol_fsx::FILE_SYSTEM,
    &vol_fsx::CREDENTIALS,
    &vol_docker::TASK_SCOPE,
    &vol_docker::SHARED_SCOPE,
    &vol_docker::WINDOWS,
    &vol_ebs::ONE,
    &vol_ebs::EXTERNAL,
    &vol_ebs::WINDOWS,
    &vol_ebs::USER,
    &vol_unused::LAUNCH,
    &vol_unused::RULE,
    &vol_host::PATH,
    &vol_host::EMPTY,
    &vol_host::DRIVE,
    &mnt_path::TWICE,
    &mnt_path::RELATIVE,
    &mnt_path::ROOT,
    &mnt_path::INSIDE,
    &mnt_readonly::RULE,
    &vol_efs_notes::POINT,
    &vol_efs_notes::VERSIONS,
    &vol_fsx::DRIVES,
    &vol_docker::LABELS,
    &vol_docker::PLUGIN,
    &vol_ebs_notes::NEW,
    &vol_ebs_notes::OUTPOSTS,
    &vol_persistence::RULE,
];

/// A mount point with its surroundings.
struct Mount<'d, 'a> {
    path: Path,
    node: &'d Node<'a>,
    container: &'d Node<'a>,
    index: usize,
}

/// All mount points of the task, in the order of the text.
fn mounts<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = Mount<'d, 'a>> {
    items(draft, "mountPoints").map(|item| Mount {
        path: item.path,
        node: item.node,
        container: item.container,
        index: item.index,
    })
}

impl<'d> Mount<'d, '_> {
    /// The name of what it mounts.
    fn volume(&self) -> &'d str {
        self.node.text_of("sourceVolume").unwrap_or_default()
    }
}

/// Whether a container mounts a volume, or may: a name can be filled in later.
fn is_mounted(draft: &Draft, name: &str) -> bool {
    let mut sources = mounts(draft).map(|mount| mount.volume());
    is_placeholder(name) || sources.any(|source| source == name || is_placeholder(source))
}

/// The name of a volume; empty if it has none.
fn name_of<'n>(volume: &'n Node) -> &'n str {
    volume.text_of("name").unwrap_or_default()
}

/// Whether the volume is set up when the task is launched.
fn at_launch(volume: &Node) -> bool {
    volume.get("configuredAtLaunch").and_then(Node::truth) == Some(true)
}

/// Whether the volume is an empty directory that comes and goes with the task.
fn is_scratch(volume: &Node) -> bool {
    let is_set = |kind: &&str| volume.get(kind).is_some_and(Node::is_set);
    let source = volume.get("host").and_then(|host| host.get("sourcePath"));
    let mut kinds = vol_kinds::KINDS.iter().filter(|kind| **kind != "host");
    !kinds.any(is_set) && !source.is_some_and(Node::is_set)
}

/// The configurations of one kind with their paths and their volumes.
fn configurations<'d, 'a>(
    draft: &'d Draft<'a>,
    kind: &'static str,
) -> impl Iterator<Item = (Path, &'d Node<'a>, &'d Node<'a>)> {
    draft.volumes().filter_map(move |(path, volume)| {
        let configuration = volume.get(kind)?;
        Some((path.member(kind), configuration, volume))
    })
}

/// The configurations of EFS volumes.
fn efs<'d, 'a>(draft: &'d Draft<'a>) -> impl Iterator<Item = (Path, &'d Node<'a>, &'d Node<'a>)> {
    configurations(draft, "efsVolumeConfiguration")
}

/// The access point of an EFS volume.
fn access_point<'d, 'a>(efs: &'d Node<'a>) -> Option<&'d Node<'a>> {
    let point = efs.get("authorizationConfig")?.get("accessPointId");
    point.filter(|point| point.is_set())
}

/// Whether an EFS volume is mounted with the permissions of the task role.
fn uses_iam(efs: &Node) -> bool {
    let authorization = efs.get("authorizationConfig");
    authorization.and_then(|one| one.text_of("iam")) == Some("ENABLED")
}

/// Whether a path starts with a drive, as on Windows.
pub fn has_drive(path: &str) -> bool {
    let mut letters = path.chars();
    letters
        .next()
        .is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.next() == Some(':')
}
