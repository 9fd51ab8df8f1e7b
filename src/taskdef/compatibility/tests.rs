//! What stands in the way of each launch type.

use super::{compatibilities, obstacles};
use crate::taskdef::rules::fixtures::folded;
use crate::taskdef::{Draft, Target, check, repair};
use expect_test::{Expect, expect};

fn draft(text: &str) -> Draft<'_> {
    check(text, Target::Unknown).draft.expect("a draft")
}

fn shows(members: &str, expected: Expect) {
    let text = format!(
        r#"{{"family": "a", {members}, "containerDefinitions": [{{"name": "a", "image": "b",
        "memory": 64}}]}}"#
    );
    let mut out = String::new();
    for row in obstacles(&draft(&text)) {
        out.push_str(&format!("{}\n", row.launch_type.name()));
        for one in row.findings {
            out.push_str(&format!("  {} {}\n", one.path, one.message));
        }
    }
    expected.assert_eq(&folded(&out));
}

#[test]
fn the_network_mode_decides_first() {
    shows(
        r#""cpu": "256", "memory": "512""#,
        expect![[r#"
        EXTERNAL
        EC2
        MANAGED_INSTANCES
          $.networkMode Managed Instances support awsvpc, host and none
        FARGATE
          $.networkMode Fargate only supports network mode ‘awsvpc’.
    "#]],
    );
    shows(
        r#""networkMode": "awsvpc", "cpu": "256", "memory": "512""#,
        expect![[r#"
            EXTERNAL
              $.networkMode The awsvpc network mode is not supported for the EXTERNAL
                  launch type
            EC2
            MANAGED_INSTANCES
            FARGATE
        "#]],
    );
    shows(
        r#""networkMode": "host""#,
        expect![[r#"
        EXTERNAL
        EC2
        MANAGED_INSTANCES
        FARGATE
          $.networkMode Fargate only supports network mode ‘awsvpc’.
          $.cpu Fargate requires that 'cpu' be defined at the task level.
          $.memory Fargate requires that 'memory' be defined at the task level.
    "#]],
    );
    shows(
        r#""requiresCompatibilities": ["MANAGED_INSTANCES"]"#,
        expect![[r#"
            EXTERNAL
              $.networkMode The awsvpc network mode is not supported for the EXTERNAL
                  launch type
            EC2
            MANAGED_INSTANCES
            FARGATE
              $.cpu Fargate requires that 'cpu' be defined at the task level.
              $.memory Fargate requires that 'memory' be defined at the task level.
        "#]],
    );
}

#[test]
fn other_members_decide_too() {
    shows(
        r#""networkMode": "awsvpc", "proxyConfiguration": {"containerName": "a", "properties": [
            {"name": "ProxyIngressPort", "value": "1"}, {"name": "ProxyEgressPort", "value": "2"},
            {"name": "AppPorts", "value": "3"}, {"name": "IgnoredUID", "value": "4"},
            {"name": "EgressIgnoredIPs", "value": "169.254.170.2,169.254.169.254"}]}"#,
        expect![[r#"
            EXTERNAL
              $.networkMode The awsvpc network mode is not supported for the EXTERNAL
                  launch type
              $.proxyConfiguration App Mesh is not supported on external instances
            EC2
            MANAGED_INSTANCES
              $.proxyConfiguration proxyConfiguration is not supported on Managed
                  Instances
            FARGATE
              $.cpu Fargate requires that 'cpu' be defined at the task level.
              $.memory Fargate requires that 'memory' be defined at the task level.
        "#]],
    );
    shows(
        r#""networkMode": "awsvpc", "ephemeralStorage": {"sizeInGiB": 30}"#,
        expect![[r#"
            EXTERNAL
              $.networkMode The awsvpc network mode is not supported for the EXTERNAL
                  launch type
              $.ephemeralStorage Tasks using the EC2 launch type do not support
                  EphemeralStorage.
            EC2
              $.ephemeralStorage Tasks using the EC2 launch type do not support
                  EphemeralStorage.
            MANAGED_INSTANCES
              $.ephemeralStorage ephemeralStorage is not supported on Managed Instances
            FARGATE
              $.cpu Fargate requires that 'cpu' be defined at the task level.
              $.memory Fargate requires that 'memory' be defined at the task level.
        "#]],
    );
}

#[test]
fn platforms_decide_too() {
    shows(
        r#""runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
            "networkMode": "awsvpc", "cpu": "1024", "memory": "2048""#,
        expect![[r#"
            EXTERNAL
              $.networkMode The awsvpc network mode is not supported for the EXTERNAL
                  launch type
            EC2
            MANAGED_INSTANCES
              $.runtimePlatform.operatingSystemFamily Managed Instances do not support
                  WINDOWS_SERVER_2022_CORE
            FARGATE
        "#]],
    );
    shows(
        r#""trustedExecutionConfiguration": {"isolationMode": "ISOLATED_SANDBOX"},
            "networkMode": "awsvpc""#,
        expect![[r#"
            EXTERNAL
              $.networkMode The awsvpc network mode is not supported for the EXTERNAL
                  launch type
              $.trustedExecutionConfiguration.isolationMode Trusted execution is
                  supported only on Managed Instances
            EC2
              $.trustedExecutionConfiguration.isolationMode Trusted execution is
                  supported only on Managed Instances
            MANAGED_INSTANCES
            FARGATE
              $.trustedExecutionConfiguration.isolationMode Trusted execution is
                  supported only on Managed Instances
              $.cpu Fargate requires that 'cpu' be defined at the task level.
              $.memory Fargate requires that 'memory' be defined at the task level.
        "#]],
    );
}

#[test]
fn shared_gpus_are_not_for_all() {
    let text = r#"{"family": "a", "networkMode": "host", "containerDefinitions": [{"name": "a",
        "image": "b", "memory": 64, "resourceRequirements": [
            {"type": "GPU", "sharingStrategy": {"nvidiaMps": {"memory": 4096}}}]}]}"#;
    let names = |text| {
        compatibilities(&draft(text))
            .into_iter()
            .map(|one| one.name())
    };
    assert_eq!(
        names(text).collect::<Vec<_>>(),
        ["EC2", "MANAGED_INSTANCES"]
    );
}

#[test]
fn what_is_refused_everywhere_stands_in_no_way() {
    let text = r#"{"family": "a b", "networkMode": "host",
        "containerDefinitions": [{"name": "a", "image": "b", "memory": 64}]}"#;
    assert_eq!(compatibilities(&draft(text)).len(), 3);
}

#[test]
fn fixes_hold() {
    let text = r#"{"family": "a", "requiresCompatibilities": ["EC2"],
        "containerDefinitions": [{"name": "a", "image": "b", "memory": 64}]}"#;
    for row in obstacles(&draft(text)) {
        for fix in row.findings.iter().flat_map(|one| &one.fixes) {
            let fixed = repair::applied(text, &fix.edits);
            assert!(check(&fixed, Target::Unknown).draft.is_some(), "{fixed}");
        }
    }
}
