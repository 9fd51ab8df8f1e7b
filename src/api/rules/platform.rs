//! Platform versions of Fargate.

use super::prelude::*;

const PATH: &str = "$.platformVersion";
const GUIDE: &str = "Developer Guide, Fargate platform versions";
/// What comes with a platform version, but for task sets.
const API: &str = "ECS API, CreateService, platformVersion";

/// The rules, in the order of speaking. Source of the texts: answers of ECS, as public reports
/// quote them.
pub const RULES: &[Rule] = &[
    Rule::error("SVC-PV-EC2", ALL, Wording::Aws, API, on_ec2),
    Rule::error(
        "SVC-TASKSET-PV-EC2",
        TASK_SETS,
        Wording::AwsRoughly,
        API,
        on_ec2,
    ),
    Rule::error("SVC-PV-UNKNOWN", ALL, Wording::Aws, GUIDE, unknown).coded(Code::PlatformUnknown),
    Rule::error("SVC-PV-CAPABILITY", ALL, Wording::Aws, GUIDE, incapable)
        .coded(Code::PlatformTaskDefinitionIncompatibility),
    Rule::error("EXEC-PV", ALL, Wording::AwsRoughly, GUIDE, exec)
        .coded(Code::PlatformTaskDefinitionIncompatibility),
];

fn on_ec2(subject: &Subject, found: &mut Found) {
    if subject.request.has("platformVersion") && !subject.fargate() {
        found.say(
            PATH,
            "The platform version must be null when specifying an EC2 launch type.",
            "Only Fargate has platform versions. Remove it.",
        );
    }
}

fn unknown(subject: &Subject, found: &mut Found) {
    let Some(asked) = subject.request.filled_text("platformVersion") else {
        return;
    };
    let known: &[&str] = match subject.windows() {
        true => &["LATEST", "1.0.0"],
        false => &["LATEST", "1.4.0", "1.3.0"],
    };
    if subject.fargate() && !known.contains(&asked) {
        let help = "Linux has LATEST, 1.4.0 and 1.3.0, Windows LATEST and 1.0.0.";
        found.say(PATH, "The specified platform does not exist.", help);
    }
}

const INCAPABLE: &str = "One or more of the requested capabilities are not supported.";

fn incapable(subject: &Subject, found: &mut Found) {
    if subject.before_1_4() && needs_1_4(subject) {
        found.say(
            PATH,
            INCAPABLE,
            "This came with platform version 1.4.0. Use that or LATEST.",
        );
    }
}

/// Source: Developer Guide, "Execute commands": Fargate for Linux, platform version 1.4.0.
fn exec(subject: &Subject, found: &mut Found) {
    if subject.before_1_4() && subject.request.truth("enableExecuteCommand") == Some(true) {
        found.say(
            PATH,
            INCAPABLE,
            "ECS Exec needs platform version 1.4.0 or LATEST.",
        );
    }
}

/// Whether the definition or the request uses what came with platform version 1.4.0.
/// Source: Developer Guide, "Fargate Linux platform version change log".
fn needs_1_4(subject: &Subject) -> bool {
    let Some(spec) = subject.spec() else {
        return false;
    };
    let document = subject.document();
    let platform = document.part("runtimePlatform");
    let volume =
        |volume: Request| volume.has("efsVolumeConfiguration") || volume.has("configuredAtLaunch");
    let connected = subject.request.part("serviceConnectConfiguration");
    spec.ephemeral_storage_gib.is_some()
        || spec.cpu_units.is_some_and(|units| units >= 8_192)
        || platform.text("cpuArchitecture") == Some("ARM64")
        || document.has("pidMode")
        || document.objects("volumes").any(volume)
        || document
            .objects("containerDefinitions")
            .any(container_needs_1_4)
        || connected.truth("enabled") == Some(true)
        || subject.request.has("volumeConfigurations")
}

fn container_needs_1_4(container: Request) -> bool {
    let capabilities = container.part("linuxParameters").part("capabilities");
    let range = |port: Request| port.has("containerPortRange");
    // Behind the name of a secret of Secrets Manager: a JSON key, a stage, a version.
    let keyed = |secret: Request| {
        let from = secret.text("valueFrom").unwrap_or("");
        from.starts_with("arn:") && from.contains(":secretsmanager:") && from.split(':').count() > 7
    };
    container.has("environmentFiles")
        || container.has("systemControls")
        || capabilities.texts("add").any(|name| name == "SYS_PTRACE")
        || container.objects("portMappings").any(range)
        || container.objects("secrets").any(keyed)
}
