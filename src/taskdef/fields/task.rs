//! The task as a whole.
//!
//! Source of the facts: ECS API, RegisterTaskDefinition and the types of its members; Developer
//! Guide, "Task definition parameters" for EC2, for Fargate and for Managed Instances.

use super::{Field, field};

pub(super) static FIELDS: &[Field] = &[
    field(
        "containerDefinitions",
        "[{\"name\": \"web\", \"image\": \"public.ecr.aws/nginx/nginx:1.27\", \"essential\": true, \
         \"memory\": 512}]",
        "The containers that always run together on one host as one task; there is at least one, \
         and at most ten.",
    ),
    field(
        "cpu",
        "\"256\"",
        "CPU of the whole task in units (1024 are a vCPU) or as \"1 vCPU\"; required on Fargate, \
         where only certain sizes exist, optional on EC2.",
    ),
    field(
        "enableFaultInjection",
        "false",
        "Whether containers may ask the agent to inject network faults for tests; false by \
         default, and it needs awsvpc or host networking.",
    ),
    field(
        "ephemeralStorage",
        r#"{"sizeInGiB": 30}"#,
        "More scratch disk for a task on Fargate, where 20 GiB come without asking.",
    ),
    field(
        "ephemeralStorage.sizeInGiB",
        "30",
        "The whole scratch disk of the task in GiB, image layers included: 21 to 200, on Fargate \
         only.",
    ),
    field(
        "executionRoleArn",
        "\"arn:aws:iam::123456789012:role/ecsTaskExecutionRole\"",
        "The IAM role with which ECS itself pulls images, reads secrets and writes logs for the \
         task; not the role of the code.",
    ),
    field(
        "family",
        "\"web\"",
        "The name under which revisions count up (web:1, web:2): up to 255 letters, digits, \
         hyphens and underscores.",
    ),
    field(
        "inferenceAccelerators",
        r#"[{"deviceName": "device_1", "deviceType": "eia2.medium"}]"#,
        "Elastic Inference accelerators of the task; that service has ended, so leave it out.",
    ),
    field(
        "inferenceAccelerators[].deviceName",
        "\"device_1\"",
        "The name by which a resource requirement of a container refers to the accelerator.",
    ),
    field(
        "inferenceAccelerators[].deviceType",
        "\"eia2.medium\"",
        "The size of the accelerator.",
    ),
    field(
        "ipcMode",
        "\"task\"",
        "Which shared memory and semaphores the containers see: the task, the host or their own; \
         not on Fargate and not for Windows.",
    ),
    field(
        "memory",
        "\"512\"",
        "Memory limit of the whole task in MiB or as \"1 GB\"; required on Fargate, where it has \
         to fit the CPU, optional on EC2.",
    ),
    field(
        "networkMode",
        "\"awsvpc\"",
        "How containers reach the network: Fargate takes awsvpc only; if left out, Linux on EC2 \
         gets bridge and Managed Instances get awsvpc.",
    ),
    field(
        "pidMode",
        "\"task\"",
        "Which process namespace the containers share: all of the task, or the host; unset, each \
         has its own, and Fargate takes task only.",
    ),
    field(
        "placementConstraints",
        r#"[{"type": "memberOf", "expression": "attribute:ecs.cpu-architecture == x86_64"}]"#,
        "Rules about the instances that may run the task, at most ten; not on Fargate.",
    ),
    field(
        "placementConstraints[].expression",
        "\"attribute:ecs.instance-type =~ t3.*\"",
        "A condition in the cluster query language that an instance has to meet, such as one on \
         its attributes.",
    ),
    field(
        "placementConstraints[].type",
        "\"memberOf\"",
        "The kind of rule: an instance has to match an expression.",
    ),
    field(
        "proxyConfiguration",
        "{\"type\": \"APPMESH\", \"containerName\": \"envoy\", \"properties\": [{\"name\": \
         \"ProxyIngressPort\", \"value\": \"15000\"}]}",
        "Sends the traffic of the task through an App Mesh proxy container; needs awsvpc.",
    ),
    field(
        "proxyConfiguration.containerName",
        "\"envoy\"",
        "The container of this definition that is the proxy.",
    ),
    field(
        "proxyConfiguration.properties",
        r#"[{"name": "AppPorts", "value": "8080"}]"#,
        "Settings for the network plugin as pairs of texts: which ports and addresses go through \
         the proxy.",
    ),
    field(
        "proxyConfiguration.properties[].name",
        "\"AppPorts\"",
        "The name of a setting of the proxy.",
    )
    .values(&[
        "IgnoredUID",
        "IgnoredGID",
        "AppPorts",
        "ProxyIngressPort",
        "ProxyEgressPort",
        "EgressIgnoredPorts",
        "EgressIgnoredIPs",
    ]),
    field(
        "proxyConfiguration.properties[].value",
        "\"8080\"",
        "The value of the setting as text; lists of ports or addresses are separated by commas.",
    ),
    field(
        "proxyConfiguration.type",
        "\"APPMESH\"",
        "The kind of proxy; there is one only, and it is the default.",
    ),
    field(
        "requiresCompatibilities",
        r#"["FARGATE"]"#,
        "The launch types that ECS checks the definition against when it is registered; without \
         it, ECS works out which ones fit.",
    ),
    field(
        "runtimePlatform",
        r#"{"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"}"#,
        "The processor and operating system that the images are built for; needed on Fargate for \
         ARM and for Windows.",
    ),
    field(
        "runtimePlatform.cpuArchitecture",
        "\"ARM64\"",
        "The processor that the images are built for; on Fargate X86_64 if left out.",
    ),
    field(
        "runtimePlatform.operatingSystemFamily",
        "\"LINUX\"",
        "The operating system that the images are built for, the same for all containers; on \
         Fargate LINUX if left out.",
    ),
    field(
        "tags",
        r#"[{"key": "team", "value": "shop"}]"#,
        "Up to 50 labels on the definition itself; tasks get them only where tags are propagated.",
    ),
    field(
        "tags[].key",
        "\"team\"",
        "The name of the tag: 1 to 128 characters, unique in the list, not starting with aws:.",
    ),
    field(
        "tags[].value",
        "\"shop\"",
        "The value of the tag: up to 256 characters, may be empty.",
    ),
    field(
        "taskRoleArn",
        "\"arn:aws:iam::123456789012:role/web-task\"",
        "The IAM role whose permissions the code in the containers has when it calls AWS.",
    ),
    field(
        "trustedExecutionConfiguration",
        r#"{"isolationMode": "SHARED"}"#,
        "How strongly the task is isolated from others on its instance; on Managed Instances only.",
    ),
    field(
        "trustedExecutionConfiguration.attestationPolicy",
        "\"\"",
        "Which containers a confidential sandbox may run, as base64; required with \
         CONFIDENTIAL_SANDBOX and with nothing else.",
    ),
    field(
        "trustedExecutionConfiguration.isolationMode",
        "\"SHARED\"",
        "Whether the task shares its instance as usual, gets a sandbox of its own, or one that \
         others cannot look into.",
    ),
];
