//! The task definition that a request names.

use super::prelude::*;
use crate::api::lookup;

const PATH: &str = "$.taskDefinition";

/// The rules, in the order of speaking. Source of the texts: public reports of RunTask
/// (InvalidParameterException), CreateService and UpdateService (ClientException).
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-EXTERNAL-TD",
        CREATIONS,
        Wording::Aws,
        "ECS API, CreateService, taskDefinition",
        external,
    ),
    Rule::error(
        "SVC-TASKDEF-REQUIRED",
        CREATIONS,
        Wording::AwsRoughly,
        "ECS API, CreateService, taskDefinition",
        blank,
    )
    .coded(Code::Client),
    Rule::error(
        "RUN-TASKDEF-FORM",
        ALL,
        Wording::AwsRoughly,
        "ECS API, RunTask, taskDefinition",
        form,
    ),
    Rule::error(
        "RUN-TASKDEF-ACTIVE",
        ALL,
        Wording::Aws,
        "Developer Guide, Task definition states",
        active,
    ),
    Rule::warning(
        "SVC-UPDATE-OS",
        &[Action::UpdateService],
        Wording::Ours,
        "Developer Guide, Windows containers on Fargate",
        platform_family,
    ),
];

const HELP: &str = "Name a family, family:revision or an ARN.";

fn external(subject: &Subject, found: &mut Found) {
    if subject.controller() == "EXTERNAL" && subject.request.has("taskDefinition") {
        let help = "With this controller each task set names its own task definition.";
        found.say(PATH, "TaskDefinition must be blank.", help);
    }
}

fn blank(subject: &Subject, found: &mut Found) {
    let absent = subject.request.text("taskDefinition").is_none();
    if absent && subject.controller() != "EXTERNAL" {
        found.say(PATH, "TaskDefinition can not be blank.", HELP);
    }
}

/// Source of the text for an empty one: terraform-provider-aws, issue 27362, as ECS gave it.
fn form(subject: &Subject, found: &mut Found) {
    match subject.request.text("taskDefinition") {
        None if subject.action.launches() => {
            found.say(PATH, "TaskDefinition can not be blank.", HELP);
        }
        None => {}
        Some("") => found
            .say(PATH, "Family should not be null or empty.", HELP)
            .aws(),
        Some(name) => {
            if let Err(refusal) = lookup::check_definition(subject.world, name) {
                found.say(PATH, refusal.message, HELP).coded(refusal.code);
            }
        }
    }
}

fn active(subject: &Subject, found: &mut Found) {
    let Some(name) = subject.request.filled_text("taskDefinition") else {
        return;
    };
    if subject.definition.is_some() || subject.controller() == "EXTERNAL" {
        return;
    }
    let said = match lookup::definition(subject.world, name) {
        None => found.say(PATH, "TaskDefinition not found.", "Register it first."),
        Some(_) => found.say(
            PATH,
            "TaskDefinition is inactive",
            "It was deregistered. What runs goes on; nothing new starts from it.",
        ),
    };
    if !subject.action.launches() {
        said.coded(Code::Client);
    }
}

fn platform_family(subject: &Subject, found: &mut Found) {
    let (Some(service), Some(definition)) = (subject.service, subject.definition) else {
        return;
    };
    let Some(primary) = service.primary() else {
        return;
    };
    let before = subject.world.definitions.get(primary.revision.definition);
    let family = |document: &serde_json::Value| {
        let platform = Request::new(document).part("runtimePlatform");
        platform
            .filled_text("operatingSystemFamily")
            .unwrap_or("LINUX")
            .to_owned()
    };
    let Some(before) = before.map(|row| family(&row.spec.document)) else {
        return;
    };
    let after = family(&definition.spec.document);
    if subject.fargate() && before != after {
        found.say(
            PATH,
            format!("The service runs {before}, and this revision {after}"),
            "All revisions of a service have one platform family. Create another service.",
        );
    }
}
