//! The container: its image, its share of the host, what it starts with.
//!
//! Source of the facts: ECS API, ContainerDefinition and the types of its members.

use super::{Field, field};

pub(super) static FIELDS: &[Field] = &[
    field(
        "containerDefinitions[].command",
        r#"["nginx", "-g", "daemon off;"]"#,
        "Replaces the command of the image, one item for each argument.",
    ),
    field(
        "containerDefinitions[].cpu",
        "256",
        "CPU units set aside for the container, 1024 to a vCPU: a share under contention on Linux, \
         an upper limit on Windows.",
    ),
    field(
        "containerDefinitions[].credentialSpecs",
        r#"["credentialspec:arn:aws:ssm:us-east-1:123456789012:parameter/gmsa"]"#,
        "One credential spec for Active Directory: credentialspec: or credentialspecdomainless: \
         and the ARN of a file in S3 or of a parameter.",
    ),
    field(
        "containerDefinitions[].dockerLabels",
        r#"{"com.example.team": "shop"}"#,
        "Labels on the container in the runtime, as names with texts.",
    ),
    field(
        "containerDefinitions[].entryPoint",
        r#"["sh", "-c"]"#,
        "Replaces the entry point of the image, one item for each argument.",
    ),
    field(
        "containerDefinitions[].environment",
        r#"[{"name": "LOG_LEVEL", "value": "info"}]"#,
        "Environment variables in plain text; passwords belong into secrets.",
    ),
    field(
        "containerDefinitions[].environmentFiles",
        r#"[{"value": "arn:aws:s3:::my-bucket/web.env", "type": "s3"}]"#,
        "Files in S3 with one NAME=value per line, at most ten; variables in environment win over \
         them.",
    ),
    field(
        "containerDefinitions[].environmentFiles[].type",
        "\"s3\"",
        "Where the file is; S3 is the only place.",
    ),
    field(
        "containerDefinitions[].environmentFiles[].value",
        "\"arn:aws:s3:::my-bucket/web.env\"",
        "The ARN of an object in S3 whose name ends in .env; the execution role reads it.",
    ),
    field(
        "containerDefinitions[].environment[].name",
        "\"LOG_LEVEL\"",
        "The name of the variable.",
    ),
    field(
        "containerDefinitions[].environment[].value",
        "\"info\"",
        "The value of the variable, always as text: \"8080\", not 8080.",
    ),
    field(
        "containerDefinitions[].essential",
        "true",
        "Whether the whole task stops when this container does; true if left out, and at least one \
         container has to be essential.",
    ),
    field(
        "containerDefinitions[].image",
        "\"public.ecr.aws/nginx/nginx:1.27\"",
        "The image to run, as repository:tag or repository@digest; without a registry it comes \
         from Docker Hub.",
    ),
    field(
        "containerDefinitions[].interactive",
        "false",
        "Whether standard input stays open although nothing is attached to it; false by default.",
    ),
    field(
        "containerDefinitions[].memory",
        "512",
        "The hard limit in MiB, at least 4 on Linux: a container that goes above it is killed.",
    ),
    field(
        "containerDefinitions[].memoryReservation",
        "256",
        "The soft limit in MiB: what placement sets aside, and what the container may exceed up to \
         its hard limit; lower than memory.",
    ),
    field(
        "containerDefinitions[].name",
        "\"web\"",
        "The name of the container within the task: up to 255 letters, digits, hyphens and \
         underscores.",
    ),
    field(
        "containerDefinitions[].pseudoTerminal",
        "false",
        "Whether the container gets a terminal (TTY); false by default.",
    ),
    field(
        "containerDefinitions[].repositoryCredentials",
        "{\"credentialsParameter\": \
         \"arn:aws:secretsmanager:us-east-1:123456789012:secret:registry\"}",
        "How to log in to a private registry other than ECR.",
    ),
    field(
        "containerDefinitions[].repositoryCredentials.credentialsParameter",
        "\"arn:aws:secretsmanager:us-east-1:123456789012:secret:registry\"",
        "The Secrets Manager secret with the user name and password; the execution role has to be \
         able to read it.",
    ),
    field(
        "containerDefinitions[].resourceRequirements",
        r#"[{"type": "GPU", "value": "1"}]"#,
        "Whole devices that the container needs, such as GPUs; not on Fargate.",
    ),
    field(
        "containerDefinitions[].resourceRequirements[].sharingStrategy",
        r#"{"nvidiaMps": {"memory": 4096}}"#,
        "How to share a GPU with other containers instead of having it alone; takes the place of \
         value.",
    ),
    field(
        "containerDefinitions[].resourceRequirements[].sharingStrategy.nvidiaMps",
        r#"{"memory": 4096}"#,
        "Shares a GPU through the NVIDIA Multi-Process Service.",
    ),
    field(
        "containerDefinitions[].resourceRequirements[].sharingStrategy.nvidiaMps.maxComputePercent",
        "50",
        "The most of the computing power of the GPU that the container may use: 1 to 100 percent, \
         as a limit and not a reservation.",
    ),
    field(
        "containerDefinitions[].resourceRequirements[].sharingStrategy.nvidiaMps.memory",
        "4096",
        "GPU memory of the container in MiB, at least 1; all of it comes from a single GPU.",
    ),
    field(
        "containerDefinitions[].resourceRequirements[].type",
        "\"GPU\"",
        "The kind of device; InferenceAccelerator refers to a service that has ended, and \
         NeuronDevice is for Managed Instances.",
    ),
    field(
        "containerDefinitions[].resourceRequirements[].value",
        "\"1\"",
        "How many GPUs as text, the name of an accelerator, or ALL for Neuron devices; left out \
         where a GPU is shared.",
    ),
    field(
        "containerDefinitions[].secrets",
        "[{\"name\": \"DB_PASSWORD\", \"valueFrom\": \
         \"arn:aws:secretsmanager:us-east-1:123456789012:secret:db\"}]",
        "Environment variables filled from Secrets Manager or Parameter Store when the container \
         starts; needs an execution role.",
    ),
    field(
        "containerDefinitions[].secrets[].name",
        "\"DB_PASSWORD\"",
        "The name of the environment variable.",
    ),
    field(
        "containerDefinitions[].secrets[].valueFrom",
        "\"arn:aws:secretsmanager:us-east-1:123456789012:secret:db\"",
        "The ARN of the secret or parameter, with :key:: behind it for one key of a JSON secret; a \
         parameter in this Region may go by name.",
    ),
    field(
        "containerDefinitions[].versionConsistency",
        "\"enabled\"",
        "Whether ECS resolves the image tag to a digest once per deployment, so that all its tasks \
         run the same image; enabled by default.",
    ),
    field(
        "containerDefinitions[].workingDirectory",
        "\"/app\"",
        "The directory in which the command starts; that of the image if left out.",
    ),
];
