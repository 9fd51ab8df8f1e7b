//! Commands of the real CLI for which there is nothing here to act on: they say so, and what to do
//! instead. One command is one line.

use super::service;
use crate::aws::failure::{Failure, GENERAL};
use crate::aws::python::close::matches;
use crate::shapes::Service;

/// Services of AWS that are not here at all: their names, apart from each other by spaces, and why.
const SERVICES: &[(&str, &str)] = &[
    (
        "codedeploy deploy",
        "Use `aws ecs update-service` with a deployment configuration whose strategy is \
         BLUE_GREEN.",
    ),
    (
        "cloudformation",
        "Paste a template into the editor: its task definitions are read.",
    ),
    (
        "events",
        "`aws scheduler create-schedule` runs tasks at their time.",
    ),
    (
        "servicediscovery",
        "Namespaces are there by name: see `aws ecs list-services-by-namespace`.",
    ),
    (
        "acm apigateway apigatewayv2 appmesh apprunner athena backup batch budgets ce cloud9 \
         cloudfront cloudtrail codebuild codecommit codepipeline codestar-connections \
         cognito-identity cognito-idp compute-optimizer configservice dms dynamodb ecr-public efs \
         eks elasticache elasticbeanstalk elb es firehose fis fsx glue guardduty imagebuilder \
         inspector2 kafka kinesis kms lambda lightsail opensearch organizations pipes pricing ram \
         rds redshift resource-groups resourcegroupstaggingapi route53 route53domains s3 s3api \
         sagemaker securityhub service-quotas ses sesv2 sns sqs sso stepfunctions support \
         synthetics vpc-lattice waf wafv2 xray",
        "",
    ),
];

const LOGS: &str = "What containers write is not simulated: `aws logs describe-log-streams` lists \
                    their streams.";
const IMAGES: &str = "Images are not simulated: a repository has every tag, and there is no docker \
                      here to log in or to push.";
const RULES: &str = "What security groups let through is not simulated: everything passes.";
const VALUES: &str = "Values are kept nowhere: secrets and parameters have names only.";
const POLICIES: &str = "Of the policies of a role only what ECS needs of it is kept.";
const HOSTS: &str = "`drydock instances add TYPE COUNT` adds container instances.";
const GROUPS: &str = "`drydock declare autoScalingGroups autoScalingGroupName=mine \
                      instanceType=m5.large maxSize=4` makes one.";

/// How near a word is that was meant, in thousandths: no other operation of AWS is as near.
const CLOSE: usize = 900;

const GONE: &str = "What surrounds ECS stays until the run ends, and costs nothing.";

/// Commands of services that are here, and why they are not.
const COMMANDS: &[(&str, &str, &str)] = &[
    ("logs", "tail", LOGS),
    ("logs", "get-log-events", LOGS),
    ("logs", "filter-log-events", LOGS),
    ("logs", "start-live-tail", LOGS),
    ("logs", "start-query", LOGS),
    ("ecr", "get-login-password", IMAGES),
    ("ecr", "get-login", IMAGES),
    ("ecr", "get-authorization-token", IMAGES),
    ("ecr", "describe-images", IMAGES),
    ("ecr", "list-images", IMAGES),
    ("ecr", "batch-get-image", IMAGES),
    ("ec2", "authorize-security-group-egress", RULES),
    ("ec2", "run-instances", HOSTS),
    ("ssm", "get-parameter", VALUES),
    ("ssm", "get-parameters", VALUES),
    ("ssm", "get-parameters-by-path", VALUES),
    (
        "ssm",
        "start-session",
        "What runs inside of containers is not simulated.",
    ),
    ("secretsmanager", "get-secret-value", VALUES),
    ("secretsmanager", "list-secrets", VALUES),
    ("iam", "list-attached-role-policies", POLICIES),
    ("iam", "put-role-policy", POLICIES),
    ("iam", "create-policy", POLICIES),
    ("autoscaling", "create-auto-scaling-group", GROUPS),
];

/// What names of operations begin with.
const VERBS: &str = "accept add assign associate assume attach authorize batch cancel copy create \
                     deactivate decode delete deregister describe detach disable disassociate \
                     enable execute export filter get import invoke list lookup modify move \
                     provision purchase put reboot register reject release remove replace request \
                     reset resume revoke run search send set simulate start stop suspend tag \
                     terminate test undeploy unassign unlink untag update upload validate";

/// What is said of a command line whose command nobody knows, if it is one of AWS.
pub fn service_of(words: &[String]) -> Option<Failure> {
    let named = |word: &String| {
        let mut all = SERVICES.iter();
        let row = all.find(|(names, _)| names.split(' ').any(|name| name == word))?;
        Some((word.clone(), row.1))
    };
    let (name, instead) = words.iter().find_map(named)?;
    let known: Vec<&str> = service::services().collect();
    let mut said = format!(
        "aws {name} is not simulated. Simulated are {}.",
        known.join(", ")
    );
    if !instead.is_empty() {
        said.push_str(&format!(" {instead}"));
    }
    Some(Failure::new(GENERAL, said))
}

/// What is said of a command that a service does not have here. Words that look like no operation
/// are the CLI's own complaint. Of ECS all operations are known.
pub fn command_of(service: &Service, words: &[String]) -> Option<Failure> {
    let word = words.first()?;
    let mut rows = COMMANDS.iter();
    let row = rows.find(|(of, name, _)| *of == service.name && name == word);
    let verb = word.split_once('-').map(|(verb, _)| verb);
    let is_one = verb.is_some_and(|verb| VERBS.split(' ').any(|own| own == verb));
    if row.is_none() && (!is_one || service.name == "ecs") {
        return None;
    }
    let (name, known) = (service.name, service::names(service));
    let known: Vec<&str> = known
        .iter()
        .map(String::as_str)
        .filter(|own| *own != "help")
        .collect();
    let close = matches(word, &known, CLOSE).first().copied();
    let meant = close.map_or(String::new(), |one| format!("Did you mean {one}? "));
    let known = known.join(", ");
    let gone = verb.filter(|verb| matches!(*verb, "delete" | "detach"));
    let instead = row.map(|(_, _, why)| *why).or(gone.map(|_| GONE));
    let instead = instead.map_or(String::new(), |why| format!("{why} "));
    let said = format!(
        "aws {name} {word} is not simulated. {meant}{instead}Of {name} there are: {known}."
    );
    Some(Failure::new(GENERAL, said))
}
