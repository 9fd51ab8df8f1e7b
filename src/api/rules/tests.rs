//! The rules against a text: for each an input that fires, with what is said of it, and a close
//! neighbour that does not.
//!
//! | line | is |
//! |---|---|
//! | `let net {…}` | a value that stands where `$net` does |
//! | `def NAME {…} {…}` | what requests with this definition have, and the definition |
//! | `base ACTION {…}` | what all requests of an action have |
//! | `RULE ACTION NAME` | a case: rule, action, definition |
//! | `! {…}` | the service that is updated has this too |
//! | `+ {…}` | a request that fires; null takes a member away |
//! | `= …` | what is said: the operation's answer, or `warning: …` and the like |
//! | `- {…}` | a request that does not fire |

use super::{Finding, GROUPS, all, check, left_out};
use crate::api::ops;
use crate::api::testing::Asked;
use crate::model::World;
use crate::taskdef::{RefusedBy, Severity};
use serde_json::{Deserializer, Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

const TEXT: &str = include_str!("../../../tests/fixtures/api-rules.txt");

/// What stands before the cases.
#[derive(Default)]
struct Head {
    values: Vec<(String, String)>,
    /// Name, members of requests, definition.
    definitions: Vec<(String, Value, Value)>,
    bases: BTreeMap<String, Value>,
    account: World,
}

/// What the cases name of the surroundings.
fn around() -> Value {
    let groups = (1..=6).map(|number| json!({"groupId": format!("sg-{number}")}));
    json!({
        "vpcs": [{"vpcId": "vpc-b"}],
        "subnets": [
            {"subnetId": "subnet-0d0c1a00"}, {"subnetId": "subnet-a"},
            {"subnetId": "subnet-b", "vpcId": "vpc-b"},
        ],
        "securityGroups": groups.collect::<Value>(),
        "roles": [{"roleName": "tasks"}],
    })
}

/// A rule with an action and a definition.
#[derive(Clone, Copy)]
struct Case<'t> {
    rule: &'t str,
    action: &'t str,
    definition: &'t str,
    created: &'t str,
}

impl Head {
    fn json(&self, text: &str) -> Value {
        self.jsons(text).pop().expect("a value")
    }

    fn jsons(&self, text: &str) -> Vec<Value> {
        let mut text = text.to_owned();
        for (name, value) in &self.values {
            text = text.replace(&format!("${name}"), value);
        }
        let values = Deserializer::from_str(&text).into_iter();
        let values: Result<Vec<Value>, _> = values.collect();
        values.unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// Reads a line of the head; false if it is none.
    fn read(&mut self, line: &str) -> bool {
        let mut words = line.splitn(3, ' ');
        let (kind, name) = (words.next().unwrap(), words.next().unwrap_or(""));
        let rest = words.next().unwrap_or("");
        match kind {
            "let" => self.values.insert(0, (name.to_owned(), rest.to_owned())),
            "def" => {
                let mut values = self.jsons(rest);
                let definition = values.pop().unwrap();
                let members = values.pop().unwrap();
                self.definitions
                    .push((name.to_owned(), members, definition));
            }
            "base" => {
                let base = self.json(rest);
                self.bases.insert(name.to_owned(), base);
            }
            _ => return false,
        }
        true
    }

    /// Makes the account: instances, a cluster without them, and all definitions.
    fn make_account(&mut self) {
        let mut asked = Asked::with_instances(&[("m5.large", 0), ("m5.large", 1)]);
        asked.granted(
            "CreateCluster",
            json!({"clusterName": "bare", "capacityProviders": ["FARGATE"]}),
        );
        let group = |name: &str, target_type, balancer| {
            let start = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/";
            json!({
                "targetGroupArn": format!("{start}{name}"),
                "targetType": target_type,
                "loadBalancer": balancer,
            })
        };
        let groups = [
            group("t/1", "instance", "application"),
            group("i/2", "ip", "application"),
            group("u/3", "instance", "none"),
        ];
        asked.granted("Drydock.Declare", json!({ "targetGroups": groups }));
        for (name, _, definition) in &self.definitions {
            let definition = merged(definition.clone(), json!({ "family": name }));
            asked.granted("RegisterTaskDefinition", definition);
        }
        asked.granted("Drydock.Declare", around());
        self.account = asked.sim.world;
    }

    /// A request as its action and its definition have it, with more.
    fn request(&self, action: &str, definition: &str, more: Value) -> Value {
        let mut request = self.bases[action].clone();
        if action != "UpdateService" {
            let mut rows = self.definitions.iter();
            let row = rows.find(|(name, ..)| name == definition);
            let members = row.map_or(json!({}), |(_, members, _)| members.clone());
            request = merged(request, members);
            request["taskDefinition"] = json!(definition);
        }
        merged(request, more)
    }

    /// The account in which a case plays.
    fn stage(&self, case: Case) -> Asked {
        let mut asked = Asked::new(self.account.clone());
        if matches!(case.action, "UpdateService" | "CreateTaskSet") {
            let more = self.json(case.created);
            let body = self.request("CreateService", case.definition, more);
            asked.granted("CreateService", body);
        }
        asked
    }
}

fn merged(mut request: Value, more: Value) -> Value {
    let more: Map<String, Value> = more.as_object().cloned().unwrap_or_default();
    let members = request.as_object_mut().unwrap();
    for (name, value) in more {
        match value {
            Value::Null => members.remove(&name),
            value => members.insert(name, value),
        };
    }
    request
}

/// What a finding is called in the text.
fn kind(finding: &Finding) -> String {
    let text = match (finding.severity, finding.refused_by) {
        (Severity::Error, RefusedBy::Service) => finding.code.name(),
        (Severity::Error, RefusedBy::Client) => "client",
        (Severity::Error, RefusedBy::Nobody) => "later",
        (Severity::Warning, _) => "warning",
        (Severity::Info, _) => "info",
    };
    format!("{text}: {}", finding.message)
}

/// Checks that a request fires, and that the operation answers the same where it refuses.
fn fires(asked: &mut Asked, case: Case, request: &Value, expected: &str) {
    let findings = check(&asked.sim.world, case.action, request);
    let said: Vec<String> = findings
        .iter()
        .filter(|finding| finding.rule == case.rule)
        .map(kind)
        .collect();
    let about = format!("{} {} {request}", case.rule, case.action);
    assert!(
        said.iter().any(|said| said == expected),
        "{about}: {said:#?}"
    );
    let refusal = expected.split(':').next().unwrap().ends_with("Exception");
    if refusal && ops::named(case.action).is_some() {
        assert_eq!(
            asked.refused(case.action, request.clone()),
            expected,
            "{about}"
        );
    }
}

#[test]
fn each_rule_fires_where_it_should_and_nowhere_near() {
    let mut head = Head::default();
    let long = format!("\"{}\"", "x".repeat(8_192));
    head.values.push(("long".to_owned(), long));
    let mut case: Option<Case> = None;
    let (mut fired, mut quiet) = (BTreeSet::new(), BTreeSet::new());
    let mut stage = Asked::default();
    let mut request = Value::Null;
    let lines = TEXT
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in lines {
        let (mark, rest) = line.split_once(' ').unwrap();
        match (mark, case.as_mut()) {
            ("!", Some(case)) => {
                case.created = rest;
                stage = head.stage(*case);
            }
            ("+", Some(case)) => {
                request = head.request(case.action, case.definition, head.json(rest));
            }
            ("=", Some(case)) => {
                fires(&mut stage, *case, &request, rest);
                fired.insert(case.rule);
            }
            ("-", Some(case)) => {
                request = head.request(case.action, case.definition, head.json(rest));
                let findings = check(&stage.sim.world, case.action, &request);
                let said = findings.iter().find(|one| one.rule == case.rule);
                assert_eq!(said, None, "{request}");
                quiet.insert(case.rule);
            }
            _ if head.read(line) => {}
            _ => {
                if case.is_none() {
                    head.make_account();
                }
                let mut words = line.split(' ');
                let mut word = || words.next().unwrap_or("bridge");
                let read = Case {
                    rule: word(),
                    action: word(),
                    definition: word(),
                    created: "{}",
                };
                stage = head.stage(read);
                case = Some(read);
            }
        }
    }
    let ids: BTreeSet<&str> = all().map(|rule| rule.id).collect();
    let missing = |seen: &BTreeSet<&str>| -> Vec<&str> {
        ids.iter()
            .copied()
            .filter(|id| !seen.contains(id))
            .collect()
    };
    assert_eq!((missing(&fired), missing(&quiet)), (vec![], vec![]));
}

#[test]
fn the_table_is_whole() {
    let ids: BTreeSet<&str> = all().map(|rule| rule.id).collect();
    assert_eq!((GROUPS.len(), ids.len()), (25, 170));
    let count = |prefix| ids.iter().filter(|id| id.starts_with(prefix)).count();
    assert_eq!(
        (count("SVC-"), count("RUN-"), count("EXEC-")),
        (132, 26, 12)
    );
    for (id, reason) in left_out::LEFT_OUT {
        assert!(!ids.contains(id) && !reason.is_empty(), "{id}");
    }
    for rule in all() {
        assert!(
            !rule.source.is_empty() && !rule.on.is_empty(),
            "{}",
            rule.id
        );
    }
}
