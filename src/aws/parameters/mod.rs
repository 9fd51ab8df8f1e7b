//! From words to requests: which flags an operation has, and what their words mean.

pub mod file;
pub mod flags;
pub mod sample_yaml;
pub mod shorthand;
pub mod skeleton;
pub mod unpack;
pub mod validate;
pub mod yaml;
