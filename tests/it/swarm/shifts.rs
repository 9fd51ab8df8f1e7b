//! Services whose deployments shift their traffic: at once, in steps, or a part first.

use super::draw::Draw;
use serde_json::{Value, json};

const BLUE: &str =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/0123456789abcdef";
const GREEN: &str =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/green/0123456789abcdef";
const RULE: &str =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/shop/1/2/3";

/// What such a service is registered with.
pub fn surroundings() -> Value {
    let group = |arn| {
        json!({
            "targetGroupArn": arn, "targetType": "instance", "healthCheckIntervalSeconds": 10,
            "deregistrationDelaySeconds": 5,
        })
    };
    json!({
        "targetGroups": [group(BLUE), group(GREEN)],
        "listenerRules": [{"ruleArn": RULE, "forward": [{"targetGroupArn": BLUE}]}],
    })
}

/// The load balancer of such a service.
pub fn balancers() -> Value {
    json!([{
        "targetGroupArn": BLUE, "containerName": "web", "containerPort": 80,
        "advancedConfiguration": {
            "alternateTargetGroupArn": GREEN, "productionListenerRule": RULE,
            "roleArn": "arn:aws:iam::123456789012:role/balancers",
        },
    }])
}

/// How it deploys.
pub fn configuration(draw: &mut Draw) -> Value {
    let mut configuration = match draw.below(3) {
        0 => json!({"strategy": "BLUE_GREEN"}),
        1 => json!({
            "strategy": "LINEAR",
            "linearConfiguration": {"stepPercent": 25.0, "stepBakeTimeInMinutes": 1},
        }),
        _ => json!({
            "strategy": "CANARY",
            "canaryConfiguration": {"canaryPercent": 10.0, "canaryBakeTimeInMinutes": 2},
        }),
    };
    configuration["bakeTimeInMinutes"] = draw.between(0, 3).into();
    if draw.percent(40) {
        configuration["lifecycleHooks"] = json!([hook(draw)]);
    }
    if draw.percent(40) {
        let rollback = draw.percent(50);
        configuration["deploymentCircuitBreaker"] = json!({"enable": true, "rollback": rollback});
    }
    configuration
}

fn hook(draw: &mut Draw) -> Value {
    let stages = [
        "PRE_SCALE_UP",
        "POST_SCALE_UP",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRE_PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
    ];
    let stages = json!([draw.one(&stages)]);
    if draw.percent(50) {
        let minutes = draw.between(1, 10);
        return json!({
            "targetType": "PAUSE", "lifecycleStages": stages,
            "timeoutConfiguration": {"timeoutInMinutes": minutes},
        });
    }
    json!({
        "hookTargetArn": "arn:aws:lambda:us-east-1:123456789012:function:smoke-test",
        "roleArn": "arn:aws:iam::123456789012:role/hooks", "lifecycleStages": stages,
    })
}
