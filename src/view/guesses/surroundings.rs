//! Guesses about what is around ECS.

use super::{Guess, guess};

pub(super) const ROWS: &[Guess] = &[
    guess(
        "Load balancers: a task whose essential container has ended",
        "It is deregistered, and does not wait until it is drained",
        "Nothing answers its requests any more.",
    ),
    guess(
        "Namespaces: which there are",
        "Those that a cluster or a service has named",
        "Cloud Map is not simulated.",
    ),
    guess(
        "Namespaces: which services of Cloud Map there are",
        "All whose ARN has the right form",
        "Cloud Map is not simulated, and what ECS says of a registry that is not there is nowhere \
         in public.",
    ),
    guess(
        "Shell: what containers answer to requests",
        "Web servers have one page at their root, at the ports of the definition",
        "No image is run.",
    ),
    guess(
        "Surroundings: how many Availability Zones a Region has",
        "Three",
        "Most have three or more.",
    ),
    guess(
        "Surroundings: private addresses of instances",
        "The upper quarter of their subnet",
        "They must differ from those of tasks.",
    ),
    guess(
        "Surroundings: public addresses of tasks",
        "They lie in 198.18.0.0/15",
        "Nothing in the internet has those: they are kept for tests.",
    ),
    guess(
        "Surroundings: what every account has",
        "Three subnets, two security groups, three roles, three log groups, two secrets, five \
         target groups",
        "It is what the examples need; Drydock.Declare adds to it.",
    ),
    guess(
        "Surroundings: which VPC, load balancers and repositories there are from the start",
        "One VPC; web and web-classic; the repositories web, api, app and shop/web",
        "Examples need some, and a real account has none.",
    ),
    guess(
        "Target groups: which ones there are before anybody declares any",
        "web, api, web-instances, and the pair web-blue and web-green",
        "Examples need some, and a real account has none.",
    ),
];
