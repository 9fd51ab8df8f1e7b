//! What the catalogue of ECS's checks has and the table has not, with the reason.

/// (id, why no request shows it).
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "SVC-EBS-OUTPOSTS",
        "Which subnets are on Outposts a request does not show.",
    ),
    (
        "SVC-MISC-OUTPOSTS-FARGATE",
        "Which subnets are on Outposts a request does not show.",
    ),
];
