//! Rules of environment variables, secrets and environment files.

mod env_name;
mod env_reserved;
mod env_secret_clash;
mod env_secret_plaintext;
mod envfile;
mod envfile_precedence;
mod secret_arn;
mod secret_region;
mod secret_rotation;
mod secret_valuefrom;

use super::Rule;
use super::items::{Item, items};

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &env_name::EMPTY,
    &env_name::EQUALS,
    &env_secret_clash::RULE,
    &secret_valuefrom::ARN,
    &secret_valuefrom::NAME,
    &secret_valuefrom::KEY,
    &envfile::COUNT,
    &envfile::ARN,
    &envfile::EXTENSION,
    &envfile::WINDOWS,
    &env_name::TWICE,
    &env_name::VALUE,
    &env_secret_plaintext::KEYS,
    &env_secret_plaintext::RULE,
    &env_reserved::RULE,
    &secret_region::RULE,
    &secret_arn::SUFFIX,
    &secret_arn::SELECTORS,
    &secret_rotation::RULE,
    &envfile_precedence::RULE,
];
