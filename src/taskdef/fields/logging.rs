//! Logs: drivers, their options, and FireLens.
//!
//! Source of the facts: ECS API, LogConfiguration and FirelensConfiguration.

use super::{Field, field};

pub(super) static FIELDS: &[Field] = &[
    field(
        "containerDefinitions[].firelensConfiguration",
        r#"{"type": "fluentbit"}"#,
        "Makes this container the log router for those that log with awsfirelens; at most one \
         container, Linux only.",
    ),
    field(
        "containerDefinitions[].firelensConfiguration.options",
        r#"{"enable-ecs-log-metadata": "true"}"#,
        "Settings of the log router, as names with texts.",
    ),
    field(
        "containerDefinitions[].firelensConfiguration.options.config-file-type",
        "\"file\"",
        "Where an additional configuration of the router is: in the image (file) or in S3; Fargate \
         takes file only.",
    )
    .values(&["file", "s3"]),
    field(
        "containerDefinitions[].firelensConfiguration.options.config-file-value",
        "\"/extra.conf\"",
        "The path in the image or the ARN in S3 of the additional configuration.",
    ),
    field(
        "containerDefinitions[].firelensConfiguration.options.enable-ecs-log-metadata",
        "\"true\"",
        "Whether each message carries cluster, task and definition; \"true\" by default.",
    )
    .values(&["true", "false"]),
    field(
        "containerDefinitions[].firelensConfiguration.type",
        "\"fluentbit\"",
        "Which log router the image contains.",
    ),
    field(
        "containerDefinitions[].logConfiguration",
        "{\"logDriver\": \"awslogs\", \"options\": {\"awslogs-group\": \"/ecs/web\", \
         \"awslogs-region\": \"us-east-1\", \"awslogs-stream-prefix\": \"web\"}}",
        "Where the output of the container goes; left out, the instance decides, and on Fargate it \
         is lost.",
    ),
    field(
        "containerDefinitions[].logConfiguration.logDriver",
        "\"awslogs\"",
        "What takes the output; Fargate has awslogs, splunk and awsfirelens only.",
    ),
    field(
        "containerDefinitions[].logConfiguration.options",
        "{\"awslogs-group\": \"/ecs/web\", \"awslogs-region\": \"us-east-1\", \
         \"awslogs-stream-prefix\": \"web\"}",
        "Settings of the log driver, as names with texts.",
    ),
    field(
        "containerDefinitions[].logConfiguration.options.awslogs-create-group",
        "\"true\"",
        "For awslogs: \"true\" makes the log group if it is missing; the role that writes the logs \
         then needs logs:CreateLogGroup.",
    )
    .values(&["true", "false"]),
    field(
        "containerDefinitions[].logConfiguration.options.awslogs-datetime-format",
        "\"%Y-%m-%d\"",
        "For awslogs: the strftime pattern that begins each event, so that lines without it join \
         the one before.",
    ),
    field(
        "containerDefinitions[].logConfiguration.options.awslogs-group",
        "\"/ecs/web\"",
        "For awslogs: the CloudWatch log group, which has to exist unless it is created on the \
         way; required.",
    ),
    field(
        "containerDefinitions[].logConfiguration.options.awslogs-multiline-pattern",
        "\"^INFO\"",
        "For awslogs: the regular expression that begins each event; not together with \
         awslogs-datetime-format.",
    ),
    field(
        "containerDefinitions[].logConfiguration.options.awslogs-region",
        "\"us-east-1\"",
        "For awslogs: the Region of the log group; required.",
    ),
    field(
        "containerDefinitions[].logConfiguration.options.awslogs-stream-prefix",
        "\"web\"",
        "For awslogs: the start of stream names, prefix/container/task; required on Fargate.",
    ),
    field(
        "containerDefinitions[].logConfiguration.options.max-buffer-size",
        "\"10m\"",
        "How much output waits in memory in non-blocking mode before messages are dropped; 10m by \
         default.",
    ),
    field(
        "containerDefinitions[].logConfiguration.options.mode",
        "\"non-blocking\"",
        "Whether a container waits for a slow log destination (blocking) or drops messages when \
         its buffer is full (non-blocking).",
    )
    .values(&["blocking", "non-blocking"]),
    field(
        "containerDefinitions[].logConfiguration.secretOptions",
        "[{\"name\": \"splunk-token\", \"valueFrom\": \
         \"arn:aws:secretsmanager:us-east-1:123456789012:secret:splunk\"}]",
        "Settings of the log driver that are secret; needs an execution role.",
    ),
    field(
        "containerDefinitions[].logConfiguration.secretOptions[].name",
        "\"splunk-token\"",
        "The name of the option.",
    ),
    field(
        "containerDefinitions[].logConfiguration.secretOptions[].valueFrom",
        "\"arn:aws:secretsmanager:us-east-1:123456789012:secret:splunk\"",
        "The ARN of the secret or parameter that holds the value.",
    ),
];
