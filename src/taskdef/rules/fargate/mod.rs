//! Rules of Fargate: what is refused there, what is restricted, and what is newly allowed; and
//! those of Windows and Managed Instances that go with them.

mod ec2_ephemeral;
mod fargate_awslogs_prefix;
mod fargate_capadd;
mod fargate_capadd_pv;
mod fargate_credspec;
mod fargate_devices;
mod fargate_dockervol;
mod fargate_efs_mem;
mod fargate_ephemeral_max;
mod fargate_ephemeral_min;
mod fargate_ephemeral_pv;
mod fargate_firelens_s3;
mod fargate_fsx;
mod fargate_gpu;
mod fargate_ipc;
mod fargate_logdriver;
mod fargate_maxswap;
mod fargate_mi_logdriver;
mod fargate_no_logs;
mod fargate_nofile_max;
mod fargate_pid;
mod fargate_placement;
mod fargate_privileged;
mod fargate_secopt;
mod fargate_shm;
mod fargate_sourcepath;
mod fargate_starttimeout;
mod fargate_stoptimeout;
mod fargate_swappiness;
mod fargate_sysctl_ok;
mod fargate_tmpfs;
mod fargate_ulimit_other;
mod fargate_win_efs;
mod fargate_win_ephemeral;
mod fargate_win_firelens;
mod fargate_win_linuxparams;
mod fargate_win_logdriver;
mod fargate_win_proxy;
mod fargate_win_ulimits;

use super::prelude::*;
use super::roles::{add_execution_role, has_execution_role};
use super::scope::parts;
use crate::taskdef::finding::in_text_order;
use crate::taskdef::node::Kind;
use std::fmt::Display;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &fargate_privileged::RULE,
    &fargate_ipc::RULE,
    &fargate_pid::RULE,
    &fargate_placement::RULE,
    &fargate_dockervol::RULE,
    &fargate_sourcepath::RULE,
    &fargate_fsx::RULE,
    &fargate_secopt::RULE,
    &fargate_devices::RULE,
    &fargate_shm::RULE,
    &fargate_maxswap::RULE,
    &fargate_swappiness::RULE,
    &fargate_capadd::RULE,
    &fargate_gpu::RULE,
    &fargate_logdriver::RULE,
    &fargate_awslogs_prefix::RULE,
    &fargate_firelens_s3::RULE,
    &fargate_stoptimeout::RULE,
    &fargate_starttimeout::RULE,
    &fargate_ephemeral_min::RULE,
    &fargate_ephemeral_max::RULE,
    &ec2_ephemeral::RULE,
    &fargate_credspec::RULE,
    &fargate_win_efs::RULE,
    &fargate_win_firelens::RULE,
    &fargate_win_proxy::RULE,
    &fargate_win_ulimits::RULE,
    &fargate_win_linuxparams::RULE,
    &fargate_mi_logdriver::RULE,
    &fargate_ulimit_other::RULE,
    &fargate_nofile_max::RULE,
    &fargate_win_logdriver::RULE,
    &fargate_win_ephemeral::RULE,
    &fargate_tmpfs::RULE,
    &fargate_capadd_pv::RULE,
    &fargate_ephemeral_pv::RULE,
    &fargate_sysctl_ok::RULE,
    &fargate_efs_mem::RULE,
    &fargate_no_logs::RULE,
];

/// What is said of a member that has to go, if it is set: `false` and empty values are not, as
/// descriptions have them where nothing was set.
pub fn forbidden(
    path: impl Display,
    object: &Node,
    name: &str,
    message: &str,
    help: &str,
) -> Option<Said> {
    let member = object.member(name).filter(|member| member.value.is_set())?;
    let range = match member.value.kind {
        Kind::List(_) | Kind::Object(_) => &member.name_range,
        Kind::Null | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) => &member.value.range,
    };
    let said = Said::new(format!("{path}.{name}"), range, message, help);
    Some(said.fix(remove_fix(object, name)))
}

/// The Linux parameters of the containers that have some, with their paths.
fn linux_parameters<'d>(draft: &'d Draft) -> impl Iterator<Item = (Path, &'d Node<'d>)> {
    members(draft, "linuxParameters")
}

/// The log configurations of the containers that have one, with their paths.
fn log_configurations<'d>(draft: &'d Draft) -> impl Iterator<Item = (Path, &'d Node<'d>)> {
    members(draft, "logConfiguration")
}

fn members<'d>(draft: &'d Draft, name: &'static str) -> impl Iterator<Item = (Path, &'d Node<'d>)> {
    parts(draft, name).map(|(path, member, _)| (path, member))
}

/// The log driver of a log configuration, unless it is a variable; with its place.
fn log_driver<'d>(logs: &'d Node<'d>) -> Option<(&'d Node<'d>, &'d str)> {
    let node = logs.get("logDriver")?;
    let driver = node.text().filter(|driver| !is_placeholder(driver))?;
    Some((node, driver))
}

/// A log configuration for CloudWatch Logs, as JSON.
fn awslogs(draft: &Draft) -> String {
    let family = draft.root.text_of("family").unwrap_or("app");
    let (group, prefix) = (quoted(&format!("/ecs/{family}")), quoted(family));
    format!(
        "{{\"logDriver\": \"awslogs\", \"options\": {{\"awslogs-group\": {group}, \
         \"awslogs-region\": \"us-east-1\", \"awslogs-stream-prefix\": {prefix}}}}}"
    )
}

/// A fix that sends the logs to CloudWatch Logs, whatever was set before.
pub fn awslogs_fix(draft: &Draft, logs: &Node) -> Fix {
    let fix = replace("Use awslogs", logs.range.clone(), awslogs(draft));
    with_role_for_logs(draft, fix)
}

/// A fix that brings awslogs, with the execution role that Fargate then asks for.
fn with_role_for_logs(draft: &Draft, mut fix: Fix) -> Fix {
    if draft.is_fargate() && !has_execution_role(draft) {
        fix.edits.extend(add_execution_role(draft).edits);
        in_text_order(&mut fix.edits);
    }
    fix
}
