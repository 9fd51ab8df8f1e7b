//! Rules of launch types, network modes and platforms that do not go together.

mod compat_daemon;
mod compat_derived;
mod compat_external_awsvpc;
mod compat_fg_external;
mod compat_mi_bridge;
mod compat_mi_members;
mod compat_mi_windows;
mod compat_mixed;
mod fargate_netmode;
mod netmode_awsvpc_ec2_publicip;
mod netmode_host_density;
mod netmode_host_root;
mod netmode_win2016_awsvpc;
mod netmode_windows;
mod platform_arm_pv;
mod platform_eol;
mod platform_fargate_default;
mod platform_image_mismatch;
mod platform_os_fargate;
mod platform_win_arm;

use super::prelude::*;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &fargate_netmode::RULE,
    &compat_fg_external::RULE,
    &compat_external_awsvpc::RULE,
    &compat_mi_bridge::RULE,
    &compat_mi_members::RULE,
    &compat_mi_windows::RULE,
    &netmode_windows::RULE,
    &platform_os_fargate::RULE,
    &platform_win_arm::RULE,
    &netmode_win2016_awsvpc::RULE,
    &netmode_host_root::RULE,
    &platform_eol::RULE,
    &platform_image_mismatch::RULE,
    &compat_daemon::RULE,
    &compat_mixed::RULE,
    &netmode_host_density::RULE,
    &netmode_awsvpc_ec2_publicip::RULE,
    &platform_arm_pv::RULE,
    &platform_fargate_default::RULE,
    &compat_derived::RULE,
];

/// Where a finding about a launch type goes: where the definition requires it, else its opening.
pub fn place_of(draft: &Draft, launch_type: &str) -> Bytes {
    let mut required = draft.root.list("requiresCompatibilities").iter();
    let item = required.find(|item| item.text() == Some(launch_type));
    item.map_or(Draft::opening(&draft.root), |item| item.range.clone())
}

/// The network mode as written, unless it is a variable; with its place.
fn network_mode<'d>(draft: &'d Draft) -> Option<(&'d Node<'d>, &'d str)> {
    let node = draft.root.get("networkMode")?;
    let mode = node.text().filter(|mode| !is_placeholder(mode))?;
    Some((node, mode))
}

/// A text of the runtime platform, unless it is a variable; with its place.
fn platform<'d>(draft: &'d Draft, name: &str) -> Option<(&'d Node<'d>, &'d str)> {
    let node = draft.root.get("runtimePlatform")?.get(name)?;
    let text = node.text().filter(|text| !is_placeholder(text))?;
    Some((node, text))
}

/// A fix that takes a launch type out of the required ones.
fn no_longer_require(draft: &Draft, launch_type: &str) -> Fix {
    let list = draft.root.get("requiresCompatibilities");
    let goes = |list: &Node, at: usize| list.items()[at].text() == Some(launch_type);
    let edits = list.map(|list| remove_items(list, |at| goes(list, at)));
    Fix {
        title: format!("Do not require {launch_type}"),
        edits: edits.unwrap_or_default(),
    }
}
