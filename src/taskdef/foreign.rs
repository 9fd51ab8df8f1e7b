//! JSON that is something else than a task definition: one finding in place of many.

use super::draft::Draft;
use super::finding::{Finding, RefusedBy, Severity, Wording};
use super::unreadable::wrapping;

/// A form by members that it has, what it is, and what to do.
struct Form {
    members: &'static [&'static str],
    what: &'static str,
    help: &'static str,
}

const OTHER_OUTPUT: &str = "A task definition is in the output of describe-task-definition.";
const NAMED: &str = "It names a task definition. What that says is in the output of \
                     describe-task-definition.";

/// The forms. Sources: ECS API, response and request syntax of the operations; Kubernetes API
/// Concepts; IAM User Guide, JSON policy elements; Amazon States Language; EventBridge User Guide,
/// AWS service events; AWS Batch API, RegisterJobDefinition.
const FORMS: &[Form] = &[
    Form {
        members: &["apiVersion", "kind"],
        what: "a Kubernetes manifest",
        help: KUBERNETES,
    },
    Form {
        members: &["image"],
        what: "a single container",
        help: "A container goes into the list containerDefinitions of an object that also has a \
               family.",
    },
    Form {
        members: &["Statement"],
        what: "an IAM policy",
        help: "A policy belongs to a role, and a task definition names roles: taskRoleArn and \
               executionRoleArn.",
    },
    Form {
        members: &["tasks"],
        what: "a list of tasks",
        help: OTHER_OUTPUT,
    },
    Form {
        members: &["services"],
        what: "a list of services",
        help: OTHER_OUTPUT,
    },
    Form {
        members: &["taskDefinitionArns"],
        what: "a list of the names of task definitions",
        help: OTHER_OUTPUT,
    },
    Form {
        members: &["serviceName"],
        what: "a service",
        help: NAMED,
    },
    Form {
        members: &["taskDefinition"],
        what: "a request to run a task or a service",
        help: NAMED,
    },
    Form {
        members: &["StartAt", "States"],
        what: "a state machine",
        help: NAMED,
    },
    Form {
        members: &["detail-type", "detail"],
        what: "an event",
        help: NAMED,
    },
    Form {
        members: &["jobDefinitionName"],
        what: "a job definition of AWS Batch",
        help: "Batch makes a task definition of it by itself.",
    },
    Form {
        members: &["Resources"],
        what: "a CloudFormation template",
        help: "Here goes what stands in the Properties of its AWS::ECS::TaskDefinition; this one \
               has none.",
    },
];

/// What is said of manifests, written as JSON or as YAML.
pub const KUBERNETES: &str = "ECS does not read those. What a pod says of its containers goes into \
                              containerDefinitions; replicas and load balancers belong to an ECS \
                              service.";

/// What is said of an object that is no task definition at all.
pub fn said(draft: &Draft) -> Option<Finding> {
    let members = draft.root.members();
    let is_own = |name: &str| {
        ["family", "containerDefinitions", "containers"]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(name))
    };
    if members.iter().any(|member| is_own(&member.name)) {
        return None;
    }
    let has = |name: &&str| draft.root.member(name).is_some();
    let form = FORMS.iter().find(|form| form.members.iter().all(has))?;
    let key = members.iter().find(|one| one.name == form.members[0])?;
    Some(Finding {
        rule: "TD-JSON-TYPE",
        severity: Severity::Error,
        refused_by: RefusedBy::Client,
        path: "$".into(),
        range: key.name_range.clone(),
        message: format!("This is {}, not a task definition.", form.what),
        help: form.help.into(),
        wording: Wording::Ours,
        source: "ECS API, RegisterTaskDefinition",
        fixes: wrapping(&draft.root).into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use crate::taskdef::{Target, check, repair};

    #[test]
    fn another_form_gets_one_finding() {
        for (text, expected) in [
            (
                r#"{"apiVersion": "v1", "kind": "Pod", "spec": {}}"#,
                "a Kubernetes manifest",
            ),
            (
                r#"{"Version": "2012-10-17", "Statement": []}"#,
                "an IAM policy",
            ),
            (r#"{"tasks": [{}], "failures": []}"#, "a list of tasks"),
            (
                r#"{"cluster": "a", "taskDefinition": "web:1"}"#,
                "a request to",
            ),
            (r#"{"serviceName": "a", "desiredCount": 1}"#, "a service"),
            (r#"{"StartAt": "A", "States": {}}"#, "a state machine"),
            (r#"{"detail-type": "a", "detail": {}}"#, "an event"),
            (r#"{"jobDefinitionName": "a"}"#, "a job definition"),
            (r#"{"Resources": {"A": {}}}"#, "a CloudFormation template"),
        ] {
            let findings = check(text, Target::Unknown).findings;
            assert_eq!(findings.len(), 1, "{text}");
            let message = &findings[0].message;
            assert!(
                message.starts_with(&format!("This is {expected}")),
                "{message}"
            );
        }
        for text in [
            "{}",
            r#"{"cpu": "256"}"#,
            r#"{"family": "a", "image": "b"}"#,
        ] {
            let findings = check(text, Target::Unknown).findings;
            assert!(
                findings
                    .iter()
                    .all(|one| !one.message.starts_with("This is "))
            );
        }
    }

    #[test]
    fn a_single_container_becomes_a_request() {
        let text = r#"{"name": "app", "image": "nginx", "memory": 128}"#;
        let finding = &check(text, Target::Unknown).findings[0];
        let fixed = repair::applied(text, &finding.fixes[0].edits);
        let expected = format!(r#"{{"family": "app", "containerDefinitions": [{text}]}}"#);
        assert_eq!(fixed, expected);
        assert!(
            !check(&fixed, Target::Unknown)
                .findings
                .iter()
                .any(|one| one.rule == "TD-JSON-TYPE")
        );
    }
}
