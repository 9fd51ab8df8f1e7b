//! Drydock.InjectFault: something goes wrong and stays so until it is cleared.

use crate::api::read::own;
use crate::api::{Refusal, Request, lookup};
use crate::lifecycle::Turn;
use crate::lifecycle::faults::parameters::{Kind, Parameter};
use crate::lifecycle::faults::{self, FAULTS};
use crate::model::fault::Fault;
use crate::model::{World, Zone};
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let name = own::text(request, "type")?;
    let Some(fault_type) = faults::named(name) else {
        let names: Vec<&str> = FAULTS.iter().map(|row| row.name).collect();
        let names = names.join(",");
        return Err(Refusal::invalid(format!("type should be one of [{names}]")));
    };
    let mut fault = Fault::new(fault_type.name, turn.now());
    for parameter in fault_type.parameters {
        read(turn.world(), request, parameter, &mut fault)?;
    }
    let id = faults::inject(turn, fault);
    Ok(json!({"fault": {"id": id.0, "type": name}}))
}

/// Reads one parameter of the request, or what it is by default.
fn read(
    world: &World,
    request: Request,
    parameter: &Parameter,
    fault: &mut Fault,
) -> Result<(), Refusal> {
    let member = parameter.member;
    match parameter.kind {
        Kind::Number(least, most) => {
            let default = parameter.default.parse().unwrap_or(least);
            let number = own::number(request, member, default, least..=most)?;
            fault.numbers.push((member, number));
        }
        Kind::Text => {
            let given = request.get(member).is_some();
            let text = own::text(request, member)?;
            let text = if given { text } else { parameter.default };
            fault.texts.push((member, text.into()));
        }
        Kind::Cluster => {
            if !own::text(request, member)?.is_empty() {
                fault.cluster = Some(lookup::cluster_id(world, request)?);
            }
        }
        Kind::Instance => {
            own::text(request, member)?;
            let cluster = lookup::cluster(world, request)?;
            let id = lookup::known_instance(world, cluster, request, member)?;
            fault.instance = Some(id);
        }
        Kind::AnyZone if own::text(request, member)?.is_empty() => {}
        Kind::Switch => {
            let text = match own::text(request, member)? {
                "" => parameter.default,
                text @ ("true" | "false") => text,
                _ => {
                    let message = format!("{member} should be one of [true,false]");
                    return Err(Refusal::invalid(message));
                }
            };
            fault.texts.push((member, text.into()));
        }
        Kind::Zone | Kind::AnyZone => {
            let region = &world.settings.region;
            let zone = Zone::named(own::text(request, member)?, region);
            fault.zone = Some(zone.ok_or_else(|| no_zone(region, member))?);
        }
    }
    Ok(())
}

fn no_zone(region: &str, member: &str) -> Refusal {
    let names: Vec<String> = Zone::all().map(|zone| zone.name(region)).collect();
    let names = names.join(",");
    Refusal::invalid(format!("{member} should be one of [{names}]"))
}
