//! Faults that are switched on: those of `LIKELY` with requests that hit something more often, and
//! any other of the table, so that a new fault takes part by itself.

use super::draw::Draw;
use super::model::Names;
use drydock::lifecycle::faults::FAULTS;
use drydock::lifecycle::faults::parameters::{Kind, Parameter};
use serde_json::{Value, json};

/// Faults with requests that make sense here: one line each.
const LIKELY: &[fn(&mut Draw, &Names) -> Value] = &[
    |_, _| json!({"type": "ImageCannotBePulled", "image": "nginx"}),
    |_, _| json!({"type": "ImageCannotBePulled"}),
    |draw, _| json!({"type": "SlowPull", "image": "", "addedSeconds": draw.between(1, 300)}),
    |_, _| json!({"type": "FargateSpotInterrupted"}),
    |draw, _| json!({"type": "NoFargateCapacity", "availabilityZone": zone(draw)}),
    |draw, _| json!({"type": "NoInstanceCapacity", "availabilityZone": zone(draw)}),
    |_, _| json!({"type": "GroupAtMaximum"}),
    |_, _| json!({"type": "ZoneOutage", "availabilityZone": "us-east-1a"}),
    |draw, names| json!({"type": "InstanceStopped", "containerInstance": names.instance(draw)}),
    |draw, names| {
        json!({
            "type": "SpotInstanceInterrupted", "containerInstance": names.instance(draw),
            "spotInstanceDraining": draw.one(&["true", "false"]),
        })
    },
    |draw, _| {
        json!({
            "type": "ContainerCrashes", "container": "web", "exitCode": draw.between(0, 255),
            "afterSeconds": draw.between(0, 90),
        })
    },
];

/// In so many of a hundred draws it is any fault of the table.
const ANY: usize = 50;

pub fn inject(draw: &mut Draw, names: &Names) -> Value {
    match draw.percent(ANY) {
        true => any(draw, names),
        false => draw.one(LIKELY)(draw, names),
    }
}

fn any(draw: &mut Draw, names: &Names) -> Value {
    let fault = draw.one(&FAULTS);
    let mut request = json!({"type": fault.name});
    for parameter in fault.parameters {
        request[parameter.member] = value(draw, names, parameter);
    }
    request
}

fn value(draw: &mut Draw, names: &Names, parameter: &Parameter) -> Value {
    match parameter.kind {
        // Empty is all of them; the others are names that there are, of this or of that.
        Kind::Text => (*draw.one(&["", "", "web", "nginx", "shop", "a", "errors"])).into(),
        // Long waits would only wait for the end of the run.
        Kind::Number(least, most) => draw.between(least, most.min(least + 300)).into(),
        Kind::Cluster => (*draw.one(&["", "default"])).into(),
        Kind::Instance => names.instance(draw),
        Kind::Zone => "us-east-1a".into(),
        Kind::AnyZone => zone(draw).into(),
        Kind::Switch => (*draw.one(&["true", "false"])).into(),
    }
}

/// A zone; empty for all.
fn zone(draw: &mut Draw) -> &'static str {
    ["", "us-east-1a"][draw.below(2)]
}
