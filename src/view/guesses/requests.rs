//! Guesses about the API and those who call it.

use super::{Guess, guess};

pub(super) const ROWS: &[Guess] = &[
    guess(
        "AWS CLI: the pause before a call is tried again",
        "Half a second, doubled each time",
        "The standard mode draws it at random, up to twice that.",
    ),
    guess(
        "Account settings: who calls",
        "The account's root user, so a setting without a principal is everybody's",
        "No request says who signs it.",
    ),
    guess(
        "Attributes: what DeleteAttributes answers",
        "All attributes that were named, there or not",
        "The API only says that they are returned.",
    ),
    guess(
        "Cluster: the order in which DeleteCluster asks what is left in it",
        "Services, instances, tasks",
        "The API has an exception for each and no order.",
    ),
    guess(
        "Cluster: what can run in one that is PROVISIONING",
        "Everything; only its capacity providers cannot be changed",
        "Programs run tasks in it a second later; the API says that ACTIVE ones are ready.",
    ),
    guess(
        "ECS Exec: what a session opens",
        "Nothing: its id and token are made up",
        "Containers run no commands here.",
    ),
    guess(
        "Limits: code and text where a quota is reached",
        "Built like those that are known",
        "Quotas are documented, their refusals are not.",
    ),
    guess(
        "Requests: numbers with a fraction where whole ones are asked for",
        "The fraction is cut",
        "Java's numbers do so, and the service runs on it.",
    ),
    guess(
        "Requests: texts of refusals that nobody has published",
        "Built like the texts that are known",
        "The API has the exceptions, not their messages.",
    ),
    guess(
        "Requests: when subnets and security groups of two VPCs are refused",
        "With the request, in the words of Amazon EC2",
        "The API reference asks for one VPC, and names no error.",
    ),
    guess(
        "Requests: what UpdateService does with steps when it is given another strategy",
        "linearConfiguration and canaryConfiguration are forgotten, unless they are given too",
        "What is not given stays, but ECS takes steps with their own strategy only.",
    ),
    guess(
        "Requests: whether a task set with tasks can be deleted without force",
        "It can, unless it is PRIMARY",
        "Public deployment tools do so, and ECS refuses the PRIMARY one in these words.",
    ),
    guess(
        "Submit operations of the agent",
        "They are acknowledged and not heeded",
        "What happens to tasks the simulation knows first.",
    ),
    guess(
        "Tags: how many are too many for TagResource",
        "LimitExceededException above 50 on the resource",
        "The API has the exception and no text.",
    ),
];
