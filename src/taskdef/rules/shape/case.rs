//! Keys as CloudFormation, Terraform or the CLI's flags spell them.

use super::names::Tool;
use super::walk::{Odd, What};
use super::{alone, said_of_key};
use crate::taskdef::rules::prelude::*;

/// TD-JSON-CASE
pub static RULE: Rule = Rule {
    refused_by: RefusedBy::Client,
    ..Rule::error(
        "TD-JSON-CASE",
        Wording::Ours,
        "ECS API, RegisterTaskDefinition; CloudFormation reference, AWS::ECS::TaskDefinition",
        |draft, found| alone(&RULE, draft, found),
    )
};

pub(super) fn say(odd: &Odd, found: &mut Found) {
    let What::Misspelt(tool, member) = odd.what else {
        return;
    };
    let tool = match tool {
        Tool::CloudFormation => "CloudFormation",
        Tool::Terraform => "Terraform",
        Tool::Cli => "CLI",
    };
    let (name, camel) = (odd.name(), member.name);
    let message = format!("\"{name}\" looks like {tool} spelling; the ECS API wants \"{camel}\"");
    let help = "Names of members begin with a small letter, and each further word with a capital.";
    let said = said_of_key(odd, message, help);
    let range = said.range.clone();
    found.say(said.fix(replace(format!("Rename to {camel}"), range, quoted(camel))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{applied, found, says};

    #[test]
    fn a_whole_document_is_converted() {
        let text = r#"{"Family": "a", "Volumes": [{"Name": "v", "EFSVolumeConfiguration":
            {"FilesystemId": "fs-1", "AuthorizationConfig": {"IAM": "ENABLED"}}}]}"#;
        let findings = found(&RULE, text);
        assert_eq!(findings.len(), 7);
        let all = findings[0].fixes.last().unwrap();
        assert_eq!(all.title, "Convert all 7 keys");
        assert_eq!(
            applied(text, &all.edits),
            r#"{"family": "a", "volumes": [{"name": "v", "efsVolumeConfiguration":
            {"fileSystemId": "fs-1", "authorizationConfig": {"iam": "ENABLED"}}}]}"#
        );
    }

    #[test]
    fn the_tool_is_named() {
        assert_eq!(
            says(&RULE, r#"{"task_role_arn": "a"}"#),
            [
                "error $.task_role_arn at «\"task_role_arn\"»: \"task_role_arn\" looks like \
                 Terraform spelling; the ECS API wants \"taskRoleArn\""
            ]
        );
    }
}
