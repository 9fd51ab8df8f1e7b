//! Guesses about what containers get of their hosts, and about traffic and scaling.

use super::{Guess, guess};

pub(super) const ROWS: &[Guess] = &[
    guess(
        "Hosts: Windows containers whose percentages are more than the host has",
        "All count alike",
        "Nobody says how Windows shares then.",
    ),
    guess(
        "Hosts: a Windows container that asks for more memory than its limit",
        "It goes on with what it has",
        "Allocations fail there, and what a process does then is its own affair.",
    ),
    guess(
        "Hosts: who gets the swap of an instance that was given some",
        "Containers over their limits, then tasks, then the host; swappiness has no say",
        "The machine images of ECS come without swap, and the kernel swaps as it goes.",
    ),
    guess(
        "Hosts: the quota of a task with more than 10 vCPUs",
        "The period is shortened until the quota is no more than 1,000,000 µs",
        "A comment in the agent's source proposes it.",
    ),
    guess(
        "Hosts: what Docker says of a container that was killed for its task or the host",
        "OutOfMemoryError with cgroup v2, exit code 137 alone with v1",
        "Only v2 counts such kills in the group of the container.",
    ),
    guess(
        "Hosts: what a task with task-level CPU counts for beside others",
        "What the kernel gives: a weight of 100, or 1,024 shares with cgroup v1",
        "The agent writes a quota for it and no shares.",
    ),
    guess(
        "Hosts: what the agent and the system take of an instance",
        "Nothing of what the instance registered",
        "It depends on the image of the machine and on what else runs there.",
    ),
    guess(
        "Scaling: how far a scale-in of target tracking goes",
        "To as many tasks as bring the metric to its target, not in the cooldown of a scale-out",
        "The guide says that it goes slowly, and not how.",
    ),
    guess(
        "Scaling: when bounds of a scalable target move a desired count outside of them",
        "At once",
        "The guide says that they do, and not when.",
    ),
    guess(
        "Traffic: memory that counts for the utilization where there is no hard limit",
        "The reservation",
        "The guide speaks of the memory of the task definition.",
    ),
    guess(
        "Traffic: the container that clients connect to without a load balancer",
        "The first essential one with a port, whichever port a registry or Service Connect names",
        "Requests are ours; the API only says where clients find the tasks.",
    ),
    guess(
        "Traffic: the CPU that a request takes",
        "10 milliseconds of a vCPU, unless the demand of the container says otherwise",
        "It depends on the application.",
    ),
];
