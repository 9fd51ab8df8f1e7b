//! The network of a container: ports, names and addresses.
//!
//! Source of the facts: ECS API, PortMapping, HostEntry and ContainerDefinition.

use super::{Field, field};

pub(super) static FIELDS: &[Field] = &[
    field(
        "containerDefinitions[].disableNetworking",
        "false",
        "Whether the container has no network at all; false by default, not with awsvpc and not \
         for Windows.",
    ),
    field(
        "containerDefinitions[].dnsSearchDomains",
        r#"["example.internal"]"#,
        "Domains to try behind short host names; not with awsvpc and not for Windows.",
    ),
    field(
        "containerDefinitions[].dnsServers",
        r#"["10.0.0.2"]"#,
        "Addresses of DNS servers for the container; not with awsvpc and not for Windows.",
    ),
    field(
        "containerDefinitions[].extraHosts",
        r#"[{"hostname": "db", "ipAddress": "10.0.0.5"}]"#,
        "More lines for /etc/hosts in the container; not with awsvpc and not for Windows.",
    ),
    field(
        "containerDefinitions[].extraHosts[].hostname",
        "\"db\"",
        "The host name of the line.",
    ),
    field(
        "containerDefinitions[].extraHosts[].ipAddress",
        "\"10.0.0.5\"",
        "The address that the host name stands for.",
    ),
    field(
        "containerDefinitions[].hostname",
        "\"web\"",
        "The host name inside the container; not with awsvpc.",
    ),
    field(
        "containerDefinitions[].links",
        r#"["db"]"#,
        "Other containers that this one reaches by name, as name or name:alias; with bridge on \
         Linux only.",
    ),
    field(
        "containerDefinitions[].portMappings",
        r#"[{"containerPort": 80, "protocol": "tcp"}]"#,
        "The ports on which the container listens; with bridge they are also mapped to ports of \
         the host.",
    ),
    field(
        "containerDefinitions[].portMappings[].appProtocol",
        "\"http\"",
        "What is spoken over the port, so that Service Connect can count and retry requests; plain \
         TCP if left out.",
    ),
    field(
        "containerDefinitions[].portMappings[].containerPort",
        "80",
        "The port on which the container listens: 1 to 65535; with awsvpc it is open on the \
         network interface of the task.",
    ),
    field(
        "containerDefinitions[].portMappings[].containerPortRange",
        "\"8000-8010\"",
        "Several ports at once, as first-last, instead of containerPort; with bridge or awsvpc \
         only.",
    ),
    field(
        "containerDefinitions[].portMappings[].hostPort",
        "80",
        "The port on the host: 0 or unset picks a free one with bridge; with awsvpc and host it \
         equals containerPort or is left out.",
    ),
    field(
        "containerDefinitions[].portMappings[].name",
        "\"http\"",
        "The name by which Service Connect and VPC Lattice refer to the port: small letters, \
         digits, hyphens and underscores.",
    ),
    field(
        "containerDefinitions[].portMappings[].protocol",
        "\"tcp\"",
        "The transport protocol of the port; tcp if left out.",
    ),
];
