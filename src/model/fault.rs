//! Faults that are switched on: disturbances that a user asked for.

use super::ClusterId;
use crate::sim::{SimTime, Span};
use std::sync::Arc;

/// A fault of the surroundings that lasts until it is cleared.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// When it was switched on.
    pub since: SimTime,
    /// What goes wrong.
    pub kind: FaultKind,
}

/// What can go wrong and stay so.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// Pulls of images whose name contains the text fail.
    ImageCannotBePulled {
        /// Part of the image name; empty for all images.
        image: Arc<str>,
    },
    /// Pulls of images whose name contains the text take longer by this much.
    SlowPull {
        /// Part of the image name; empty for all images.
        image: Arc<str>,
        /// Added to each pull.
        added: Span,
    },
    /// Containers with this name end with this exit code some time after they start.
    ContainerCrashes {
        /// The cluster, or None for all.
        cluster: Option<ClusterId>,
        /// The container's name; empty for all containers.
        container: Arc<str>,
        /// The exit code.
        exit_code: u16,
        /// How long after its start.
        after: Span,
    },
}
