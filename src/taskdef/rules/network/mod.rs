//! Rules of what a container knows of its network: its own name, other hosts, DNS.

mod awsvpc_members;
mod dnssearch_pattern;
mod extrahosts_ip;
mod hostname_hostmode;

use super::Rule;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &awsvpc_members::DNS_SERVERS,
    &awsvpc_members::DNS_SEARCH,
    &awsvpc_members::EXTRA_HOSTS,
    &awsvpc_members::HOSTNAME,
    &awsvpc_members::DISABLED,
    &dnssearch_pattern::RULE,
    &extrahosts_ip::RULE,
    &hostname_hostmode::RULE,
];
