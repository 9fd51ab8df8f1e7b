//! Linux: capabilities, devices, limits and kernel settings; users and privileges.
//!
//! Source of the facts: ECS API, LinuxParameters, Ulimit, SystemControl and ContainerDefinition.

use super::{Field, field};

/// The capabilities that ECS knows. Source: ECS API, KernelCapabilities `add` and `drop`.
pub const CAPABILITIES: &[&str] = &[
    "ALL",
    "AUDIT_CONTROL",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "SYSLOG",
    "WAKE_ALARM",
];

pub(super) static FIELDS: &[Field] = &[
    field(
        "containerDefinitions[].dockerSecurityOptions",
        r#"["no-new-privileges"]"#,
        "Labels for SELinux and AppArmor, no-new-privileges, or a credential spec for Windows; not \
         on Fargate.",
    )
    .values(&["no-new-privileges"]),
    field(
        "containerDefinitions[].linuxParameters",
        r#"{"initProcessEnabled": true}"#,
        "Settings that only Linux has: capabilities, devices, swap, shared memory.",
    ),
    field(
        "containerDefinitions[].linuxParameters.capabilities",
        r#"{"drop": ["ALL"]}"#,
        "Powers of the kernel that the container has beyond the default ones of Docker, or lacks.",
    ),
    field(
        "containerDefinitions[].linuxParameters.capabilities.add",
        r#"["SYS_PTRACE"]"#,
        "Powers to add; Fargate allows SYS_PTRACE only.",
    )
    .values(CAPABILITIES),
    field(
        "containerDefinitions[].linuxParameters.capabilities.drop",
        r#"["ALL"]"#,
        "Powers to take away; ALL takes every one.",
    )
    .values(CAPABILITIES),
    field(
        "containerDefinitions[].linuxParameters.devices",
        r#"[{"hostPath": "/dev/fuse"}]"#,
        "Devices of the host that the container sees; not on Fargate.",
    ),
    field(
        "containerDefinitions[].linuxParameters.devices[].containerPath",
        "\"/dev/fuse\"",
        "The path of the device in the container; the same as on the host if left out.",
    ),
    field(
        "containerDefinitions[].linuxParameters.devices[].hostPath",
        "\"/dev/fuse\"",
        "The path of the device on the instance.",
    ),
    field(
        "containerDefinitions[].linuxParameters.devices[].permissions",
        r#"["read", "write"]"#,
        "What the container may do with the device; everything if left out.",
    ),
    field(
        "containerDefinitions[].linuxParameters.initProcessEnabled",
        "true",
        "Whether a small init process forwards signals and cleans up after dead processes.",
    ),
    field(
        "containerDefinitions[].linuxParameters.maxSwap",
        "0",
        "Swap in MiB that the container may use besides its memory; 0 turns swap off, and Fargate \
         does not take it.",
    ),
    field(
        "containerDefinitions[].linuxParameters.sharedMemorySize",
        "64",
        "The size of /dev/shm in MiB; not on Fargate.",
    ),
    field(
        "containerDefinitions[].linuxParameters.swappiness",
        "60",
        "How eagerly the kernel swaps, from 0 to 100, 60 by default; needs maxSwap, and Fargate \
         does not take it.",
    ),
    field(
        "containerDefinitions[].linuxParameters.tmpfs",
        r#"[{"containerPath": "/run", "size": 64}]"#,
        "File systems in memory, mounted into the container.",
    ),
    field(
        "containerDefinitions[].linuxParameters.tmpfs[].containerPath",
        "\"/run\"",
        "The absolute path at which it is mounted.",
    ),
    field(
        "containerDefinitions[].linuxParameters.tmpfs[].mountOptions",
        r#"["noexec", "nosuid"]"#,
        "Options of the mount, as the mount command knows them.",
    )
    .values(&[
        "defaults", "ro", "rw", "nosuid", "nodev", "noexec", "noatime", "mode", "uid", "gid",
    ]),
    field(
        "containerDefinitions[].linuxParameters.tmpfs[].size",
        "64",
        "The most that fits into it, in MiB.",
    ),
    field(
        "containerDefinitions[].privileged",
        "false",
        "Whether the container has all powers on its host; false by default, and not on Fargate.",
    ),
    field(
        "containerDefinitions[].readonlyRootFilesystem",
        "true",
        "Whether the container may not write to its own file system outside of mounts; false by \
         default.",
    ),
    field(
        "containerDefinitions[].systemControls",
        r#"[{"namespace": "net.core.somaxconn", "value": "1024"}]"#,
        "Kernel parameters for the container, as sysctl sets them; names that start with net. need \
         awsvpc or bridge.",
    ),
    field(
        "containerDefinitions[].systemControls[].namespace",
        "\"net.core.somaxconn\"",
        "The name of a kernel parameter that has a namespace of its own, such as \
         net.core.somaxconn.",
    ),
    field(
        "containerDefinitions[].systemControls[].value",
        "\"1024\"",
        "The value of the kernel parameter, as text.",
    ),
    field(
        "containerDefinitions[].ulimits",
        r#"[{"name": "nofile", "softLimit": 65536, "hardLimit": 65536}]"#,
        "Limits on what a process may use; on Fargate only nofile may be set, which is 65535 there \
         by default.",
    ),
    field(
        "containerDefinitions[].ulimits[].hardLimit",
        "65536",
        "The limit that a process cannot raise; -1 is none.",
    ),
    field(
        "containerDefinitions[].ulimits[].name",
        "\"nofile\"",
        "Which limit it is; nofile counts open files.",
    ),
    field(
        "containerDefinitions[].ulimits[].softLimit",
        "65536",
        "The limit that holds at first and that a process may raise up to the hard one; -1 is \
         none.",
    ),
    field(
        "containerDefinitions[].user",
        "\"1000:1000\"",
        "The user of the container, as user, uid, user:group or uid:gid; that of the image if left \
         out, and not for Windows.",
    ),
];
