//! Names, counts and tokens.

use super::prelude::*;

/// The rules, in the order of speaking.
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-NAME",
        CREATIONS,
        Wording::Aws,
        "ECS API, CreateService, serviceName",
        service_name,
    ),
    Rule::error(
        "RUN-CLIENTTOKEN",
        &[
            Action::CreateService,
            Action::CreateTaskSet,
            Action::RunTask,
        ],
        Wording::Ours,
        "ECS API, RunTask and CreateService, clientToken",
        client_token,
    ),
    Rule::warning(
        "SVC-TAGS-PROPAGATE",
        CREATIONS,
        Wording::Ours,
        "ECS API, CreateService, enableECSManagedTags",
        managed_tags,
    ),
];

/// Rules of launches that speak last.
pub const OF_LAUNCHES: &[Rule] = &[
    Rule::error(
        "RUN-GROUP",
        LAUNCHES,
        Wording::Ours,
        "Developer Guide, Group related tasks",
        group,
    ),
    Rule::error(
        "RUN-PROPAGATE-SERVICE",
        LAUNCHES,
        Wording::Ours,
        "ECS API, RunTask, propagateTags",
        propagate_service,
    ),
    // Source of the text: convox/rack, issue 1727, as ECS gave it when 36 was the limit of both.
    Rule::error(
        "RUN-STARTEDBY",
        LAUNCHES,
        Wording::AwsRoughly,
        "ECS API, RunTask and StartTask, startedBy",
        started_by,
    ),
    Rule::error(
        "RUN-COUNT",
        &[Action::RunTask],
        Wording::Ours,
        "ECS API, RunTask, count",
        count,
    ),
];

/// Source of the text: badmintoncryer/cdk-preflight, pf-ecs-service-name, deployed in 2026.
fn service_name(subject: &Subject, found: &mut Found) {
    let help = "1 to 255 letters, digits, hyphens and underscores.";
    match subject.request.text("serviceName") {
        None => found
            .say("$.serviceName", "Invalid service name.", help)
            .ours(),
        Some(name) => {
            let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            if name.is_empty() || name.len() > 255 || !name.chars().all(allowed) {
                let message =
                    format!(r"ServiceName must match ^[a-zA-Z0-9\-_]{{1,255}}$, but was {name}");
                found.say("$.serviceName", message, help);
            }
        }
    }
}

/// Assumption: the texts, built like those for `startedBy`.
fn client_token(subject: &Subject, found: &mut Found) {
    let Some(token) = subject.request.filled_text("clientToken") else {
        return;
    };
    let most = if subject.action == Action::RunTask {
        64
    } else {
        36
    };
    let help = "A token makes a repeated request safe. A UUID is a good one.";
    if token.len() > most {
        found.say(
            "$.clientToken",
            format!("clientToken longer than {most}."),
            help,
        );
    } else if !token.chars().all(|c| c.is_ascii_graphic()) {
        found.say("$.clientToken", "Invalid clientToken.", help);
    }
}

fn managed_tags(subject: &Subject, found: &mut Found) {
    let propagates =
        matches!(subject.request.filled_text("propagateTags"), Some(tags) if tags != "NONE");
    if subject.request.truth("enableECSManagedTags") == Some(true) && !propagates {
        found.say(
            "$.propagateTags",
            "enableECSManagedTags is on, but propagateTags is not set",
            "Tasks get the managed tags, and none of the service's or the definition's. Use \
             SERVICE or TASK_DEFINITION.",
        );
    }
}

/// `service:NAME` is the group of a service's own tasks. Assumption: the text.
fn group(subject: &Subject, found: &mut Found) {
    let group = subject.request.filled_text("group").unwrap_or("");
    if group.starts_with("service:") {
        found.say(
            "$.group",
            "Invalid namespace for group.",
            "Groups that begin with service: belong to services.",
        );
    } else if group.chars().count() > 255 {
        let message = "group can have at most 255 characters.";
        found.say("$.group", message, "Shorten it.");
    }
}

fn propagate_service(subject: &Subject, found: &mut Found) {
    if subject.request.text("propagateTags") == Some("SERVICE") {
        found.say(
            "$.propagateTags",
            format!(
                "propagateTags SERVICE is not valid for {}.",
                subject.action.name()
            ),
            "There is no service whose tags a task of its own could get. Use TASK_DEFINITION.",
        );
    }
}

fn started_by(subject: &Subject, found: &mut Found) {
    let Some(text) = subject.request.filled_text("startedBy") else {
        return;
    };
    let longest = if subject.action == Action::RunTask {
        128
    } else {
        36
    };
    let help = "Letters, digits, hyphens, slashes and underscores.";
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    if text.chars().count() > longest {
        found.say(
            "$.startedBy",
            format!("startedBy longer than {longest}."),
            help,
        );
    } else if !text.chars().all(allowed) {
        // Deployment tools in wide use send `ECS Deploy`, and ECS takes it.
        let message = "startedBy has characters that its description does not have.";
        found
            .say("$.startedBy", message, help)
            .only(Severity::Warning);
    }
}

fn count(subject: &Subject, found: &mut Found) {
    let count = subject.request.integer("count").unwrap_or(1);
    if !(1..=10).contains(&count) {
        found.say(
            "$.count",
            "count must be between 1 and 10.",
            "One request starts at most 10 tasks. A service keeps more of them running.",
        );
    }
}
