//! Volumes, and where containers mount them.
//!
//! Source of the facts: ECS API, MountPoint, VolumeFrom, Volume and the types of its members.

use super::{Field, field};

pub(super) static FIELDS: &[Field] = &[
    field(
        "containerDefinitions[].mountPoints",
        r#"[{"sourceVolume": "data", "containerPath": "/data"}]"#,
        "Where volumes of this definition appear in the container.",
    ),
    field(
        "containerDefinitions[].mountPoints[].containerPath",
        "\"/data\"",
        "The path in the container at which the volume appears.",
    ),
    field(
        "containerDefinitions[].mountPoints[].readOnly",
        "true",
        "Whether the container may only read the volume; false by default.",
    ),
    field(
        "containerDefinitions[].mountPoints[].sourceVolume",
        "\"data\"",
        "The name of a volume of this definition.",
    ),
    field(
        "containerDefinitions[].volumesFrom",
        r#"[{"sourceContainer": "app"}]"#,
        "Containers whose mounts this one takes over, at the same paths.",
    ),
    field(
        "containerDefinitions[].volumesFrom[].readOnly",
        "true",
        "Whether this container may only read them; false by default.",
    ),
    field(
        "containerDefinitions[].volumesFrom[].sourceContainer",
        "\"app\"",
        "The container of this task whose mounts are taken over.",
    ),
    field(
        "volumes",
        r#"[{"name": "data"}]"#,
        "Storage that containers of the task mount by name; each volume has a name and at most one \
         kind of configuration.",
    ),
    field(
        "volumes[].configuredAtLaunch",
        "true",
        "Whether RunTask or the service says what the volume is, as for a new EBS volume; at most \
         one volume may be so.",
    ),
    field(
        "volumes[].dockerVolumeConfiguration",
        r#"{"scope": "task", "driver": "local"}"#,
        "A volume made by a Docker volume driver on the instance; on EC2 and external instances \
         only.",
    ),
    field(
        "volumes[].dockerVolumeConfiguration.autoprovision",
        "true",
        "Whether a shared volume is made if it is not there yet; only with the scope shared.",
    ),
    field(
        "volumes[].dockerVolumeConfiguration.driver",
        "\"local\"",
        "The name of the Docker volume driver, exactly as Docker has it, since placement looks for \
         it.",
    ),
    field(
        "volumes[].dockerVolumeConfiguration.driverOpts",
        r#"{"type": "tmpfs", "device": "tmpfs"}"#,
        "Options passed on to the volume driver, as names with texts.",
    ),
    field(
        "volumes[].dockerVolumeConfiguration.labels",
        r#"{"team": "shop"}"#,
        "Labels on the Docker volume, as names with texts.",
    ),
    field(
        "volumes[].dockerVolumeConfiguration.scope",
        "\"task\"",
        "Whether the volume goes away with the task, or stays and can be shared between tasks.",
    ),
    field(
        "volumes[].efsVolumeConfiguration",
        r#"{"fileSystemId": "fs-0123456789abcdef0", "transitEncryption": "ENABLED"}"#,
        "A file system of Amazon EFS, shared between tasks and kept after them; Linux only.",
    ),
    field(
        "volumes[].efsVolumeConfiguration.authorizationConfig",
        r#"{"accessPointId": "fsap-0123456789abcdef0", "iam": "ENABLED"}"#,
        "Who the task is towards EFS: an access point, its IAM role, or both.",
    ),
    field(
        "volumes[].efsVolumeConfiguration.authorizationConfig.accessPointId",
        "\"fsap-0123456789abcdef0\"",
        "The ID of an EFS access point, which sets user and directory; needs transit encryption.",
    ),
    field(
        "volumes[].efsVolumeConfiguration.authorizationConfig.iam",
        "\"ENABLED\"",
        "Whether the task role decides about access to EFS; off by default, needs transit \
         encryption.",
    ),
    field(
        "volumes[].efsVolumeConfiguration.fileSystemId",
        "\"fs-0123456789abcdef0\"",
        "The ID of the EFS file system.",
    ),
    field(
        "volumes[].efsVolumeConfiguration.rootDirectory",
        "\"/\"",
        "The directory of the file system that is mounted, / by default; with an access point \
         leave it out or write /.",
    ),
    field(
        "volumes[].efsVolumeConfiguration.transitEncryption",
        "\"ENABLED\"",
        "Whether data is encrypted on its way to EFS; off by default, and required with IAM or an \
         access point.",
    ),
    field(
        "volumes[].efsVolumeConfiguration.transitEncryptionPort",
        "2049",
        "The port for the encrypted traffic; the mount helper of EFS picks one if it is left out.",
    ),
    field(
        "volumes[].fsxWindowsFileServerVolumeConfiguration",
        "{\"fileSystemId\": \"fs-0123456789abcdef0\", \"rootDirectory\": \"share\", \
         \"authorizationConfig\": {\"credentialsParameter\": \
         \"arn:aws:secretsmanager:us-east-1:123456789012:secret:fsx\", \"domain\": \
         \"corp.example.com\"}}",
        "A share of FSx for Windows File Server; for Windows containers on EC2 only.",
    ),
    field(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig",
        "{\"credentialsParameter\": \"arn:aws:secretsmanager:us-east-1:123456789012:secret:fsx\", \
         \"domain\": \"corp.example.com\"}",
        "The user and the domain with which the share is mounted.",
    ),
    field(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig\
         .credentialsParameter",
        "\"arn:aws:secretsmanager:us-east-1:123456789012:secret:fsx\"",
        "The ARN of the secret or parameter that holds user name and password.",
    ),
    field(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.domain",
        "\"corp.example.com\"",
        "The full name of the Active Directory domain.",
    ),
    field(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.fileSystemId",
        "\"fs-0123456789abcdef0\"",
        "The ID of the FSx file system.",
    ),
    field(
        "volumes[].fsxWindowsFileServerVolumeConfiguration.rootDirectory",
        "\"share\"",
        "The directory of the file system that is mounted.",
    ),
    field(
        "volumes[].host",
        r#"{"sourcePath": "/ecs/data"}"#,
        "A directory of the host; empty, it is a fresh one that goes away with the task.",
    ),
    field(
        "volumes[].host.sourcePath",
        "\"/ecs/data\"",
        "The directory of the instance that is mounted and that stays after the task; not on \
         Fargate.",
    ),
    field(
        "volumes[].name",
        "\"data\"",
        "The name to which mount points refer: up to 255 letters, digits, hyphens and underscores.",
    ),
    field(
        "volumes[].s3filesVolumeConfiguration",
        "{\"fileSystemArn\": \
         \"arn:aws:s3files:us-east-1:123456789012:file-system/fs-0123456789abcdef0\"}",
        "A file system of Amazon S3 Files, which shows a bucket as files; needs a task role.",
    ),
    field(
        "volumes[].s3filesVolumeConfiguration.accessPointArn",
        "\"arn:aws:s3files:us-east-1:123456789012:file-system/fs-0123/access-point/fsap-0123\"",
        "The whole ARN of an access point of the S3 Files file system.",
    ),
    field(
        "volumes[].s3filesVolumeConfiguration.fileSystemArn",
        "\"arn:aws:s3files:us-east-1:123456789012:file-system/fs-0123456789abcdef0\"",
        "The whole ARN of the S3 Files file system.",
    ),
    field(
        "volumes[].s3filesVolumeConfiguration.rootDirectory",
        "\"/\"",
        "The directory of the file system that is mounted, / by default; with an access point \
         leave it out or write /.",
    ),
    field(
        "volumes[].s3filesVolumeConfiguration.transitEncryptionPort",
        "2049",
        "The port for the encrypted traffic; the mount helper of S3 Files picks one if it is left \
         out.",
    ),
];
