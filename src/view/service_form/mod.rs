//! The form that creates or updates a service, as data: what it asks for, group by group, what the
//! world has for each field, and the request that comes of it.
//!
//! The form keeps the request itself: a field is a place in it. So nothing is lost where a field is
//! folded away, what is sent is what is shown, and a finding about the request stands at its field.
//! One group is one file in `groups/` and one line in [`GROUPS`].

pub mod field;
mod groups;
pub mod offers;
pub mod place;
pub mod request;
pub mod seen;
pub mod start;
#[cfg(test)]
mod tests;

use crate::api::rules::Finding;
use crate::model::World;
use crate::shapes::{Kind, Shape, input};
use crate::taskdef::Severity;
use field::Field;
use seen::Seen;
use serde_json::Value;

/// Choices as (value, what it is called).
pub type Choices = Vec<(String, String)>;

/// Fields that belong together.
pub struct Group {
    /// What it is called; the first has no name, for it is never folded.
    pub name: &'static str,
    /// What is set in it, in a few words.
    pub summary: fn(&Seen) -> String,
    /// Where it makes sense.
    pub when: fn(&Seen) -> bool,
    /// Its fields.
    pub fields: &'static [Field],
    /// What its fields mean together, if that is worth a word.
    pub advice: fn(&Seen) -> Option<Advice>,
}

/// What fields mean together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The text.
    pub text: String,
    /// Whether they leave no way.
    pub stuck: bool,
    /// Ways out: what they are called, the place, and what to put there.
    pub fixes: &'static [(&'static str, &'static str, i64)],
}

impl Group {
    const fn new(
        name: &'static str,
        fields: &'static [Field],
        summary: fn(&Seen) -> String,
    ) -> Group {
        Group {
            name,
            summary,
            when: |_| true,
            fields,
            advice: |_| None,
        }
    }

    /// Whether it shows.
    pub fn shows(&self, seen: &Seen) -> bool {
        (self.when)(seen) && self.fields.iter().any(|field| field.shows(seen))
    }
}

/// The groups in their order; the first holds what every service is asked for.
pub const GROUPS: &[Group] = &[
    groups::first::GROUP,
    groups::networking::GROUP,
    groups::balancing::GROUP,
    groups::placement::GROUP,
    groups::deployment::GROUP,
    groups::failure::GROUP,
    groups::discovery::GROUP,
    groups::connect::GROUP,
    groups::lattice::GROUP,
    groups::volumes::GROUP,
    groups::tags::GROUP,
    groups::more::GROUP,
];

/// The fields that stand in no row.
pub fn all_fields() -> impl Iterator<Item = &'static Field> {
    GROUPS.iter().flat_map(|group| group.fields)
}

/// Members that the task sets of a service have in its place, or CodeDeploy brings.
const OF_TASK_SETS: &[&str] = &[
    "taskDefinition",
    "networkConfiguration",
    "loadBalancers",
    "platformVersion",
    "capacityProviderStrategy",
    "serviceRegistries",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
    "forceNewDeployment",
];

/// Why a member cannot change; None where it can. Source: ECS API, UpdateService, which has no such
/// member, and what it says about deployment controllers.
pub fn fixed(seen: &Seen, path: &str) -> Option<&'static str> {
    if !seen.updates() {
        return None;
    }
    let member = path.split('.').next().unwrap_or(path);
    let known = input("UpdateService").and_then(|shape| shape.member(member));
    match (member, seen.controller()) {
        ("serviceName", _) => Some("A service keeps its name."),
        ("launchType", _) => Some("UpdateService takes a capacity provider strategy in its place."),
        ("schedulingStrategy", _) => Some("Only CreateService takes it."),
        ("role", _) => Some("Only CreateService takes it."),
        ("tags", _) => Some("TagResource and UntagResource change the tags of what is there."),
        (member, "CODE_DEPLOY") if OF_TASK_SETS.contains(&member) => {
            Some("AWS CodeDeploy changes it, with a deployment of its own.")
        }
        (member, "EXTERNAL") if OF_TASK_SETS.contains(&member) => {
            Some("Each task set has its own.")
        }
        _ if known.is_none() => Some("Only CreateService takes it."),
        _ => None,
    }
}

/// A field that shows, and where.
pub struct Spot {
    /// The number of its group.
    pub group: usize,
    /// Its place in the form.
    pub at: String,
    /// The field.
    pub field: &'static Field,
    /// The structure that its place begins in.
    pub of: &'static Shape,
}

/// All fields that show.
pub fn spots(seen: &Seen) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (number, group) in GROUPS.iter().enumerate() {
        if group.shows(seen) {
            for field in group.fields {
                add_spots(field, field::root(field), seen, ("", number), &mut spots);
            }
        }
    }
    spots
}

fn add_spots(
    field: &'static Field,
    of: &'static Shape,
    seen: &Seen,
    (base, group): (&str, usize),
    spots: &mut Vec<Spot>,
) {
    if !field.shows(seen) {
        return;
    }
    if let Some(rows) = field.rows
        && let Some(of) = field::row_shape(of, field.path)
    {
        for index in 0..place::count(seen.row, field.path) {
            let within = format!("{}.{index}", field.path);
            if let Some(row) = place::get(seen.row, &within) {
                let below = place::join(base, &within);
                for field in rows.fields {
                    add_spots(field, of, &seen.at(row), (&below, group), spots);
                }
            }
        }
    }
    let at = place::join(base, field.path);
    spots.push(Spot {
        group,
        at,
        field,
        of,
    });
}

/// An error with the group and the field that it stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The number of the group.
    pub group: usize,
    /// The place of the field.
    pub at: String,
    /// What is said.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// Parts what is said of the request into errors that stand at fields, and the rest. An error about
/// what lies in a field or around one stands at that field.
pub fn sorted(seen: &Seen, findings: Vec<Finding>) -> (Vec<Placed>, Vec<Finding>) {
    let spots = spots(seen);
    let mut placed = misfits(seen, &spots);
    let told = !placed.is_empty();
    let mut rest = Vec::new();
    for finding in findings {
        let path = place::of_finding(&finding.path);
        if path.is_empty() && told {
            // The misfits say it at their fields.
            continue;
        }
        let inside = spots
            .iter()
            .filter(|spot| place::is_within(&path, &spot.at));
        let inside = inside.max_by_key(|spot| spot.at.len());
        let mut around = spots
            .iter()
            .filter(|spot| place::is_within(&spot.at, &path));
        let home = match path.is_empty() || finding.severity != Severity::Error {
            true => None,
            false => inside.or_else(|| around.next()),
        };
        match home {
            Some(spot) => placed.push(Placed {
                group: spot.group,
                at: spot.at.clone(),
                message: finding.message,
                help: finding.help,
            }),
            None => rest.push(finding),
        }
    }
    (placed, rest)
}

/// Numbers that are none: the API refuses the whole request for them, and does not say where.
fn misfits(seen: &Seen, spots: &[Spot]) -> Vec<Placed> {
    let wrong = spots.iter().filter(|spot| {
        let is_number = field::shape_at(spot.of, spot.field.path).is_some_and(|shape| {
            matches!(
                shape.kind,
                Kind::Integer { .. } | Kind::Long | Kind::Number { .. }
            )
        });
        is_number && place::get(seen.form, &spot.at).is_some_and(Value::is_string)
    });
    let said = wrong.map(|spot| Placed {
        group: spot.group,
        at: spot.at.clone(),
        message: format!("“{}” is no number.", place::text(seen.form, &spot.at)),
        help: "Digits alone, without a unit.",
    });
    said.collect()
}

/// What may be chosen for a field, with nothing at all where that is possible.
pub fn choices(seen: &Seen, spot_of: &Shape, field: &Field, at: &str) -> Choices {
    let owned = |list: &[(&str, &str)]| {
        let pairs = list.iter();
        let pairs = pairs.map(|(value, name)| ((*value).to_owned(), (*name).to_owned()));
        pairs.collect::<Choices>()
    };
    let offered = match (field.offers, field.names) {
        (Some(offers), _) => offers(seen),
        (None, []) => field::values(spot_of, field.path),
        (None, names) => owned(names),
    };
    let named = offered.iter().any(|(value, _)| value.is_empty());
    let set = place::get(seen.form, at).is_some();
    let nothing =
        field.default.is_empty() && !named && (!set || request::may_be_empty(seen, field, at));
    let nothing = nothing.then(|| (String::new(), field.none.to_owned()));
    nothing.into_iter().chain(offered).collect()
}

/// Fills in a field: of a row, or of the form where `base` is empty.
pub fn set(form: &mut Value, world: &World, base: &str, field: &Field, value: Option<Value>) {
    place::put(form, &place::join(base, field.path), value);
    let Some(then) = field.then else {
        return;
    };
    if base.is_empty() {
        then(form, world);
    } else if let Some(row) = place::get(form, base) {
        let mut row = row.clone();
        then(&mut row, world);
        place::put(form, base, Some(row));
    }
}

/// Adds a row to a list, with what suits it.
pub fn add(form: &mut Value, world: &World, was: Option<&Value>, base: &str, field: &Field) {
    let Some(rows) = field.rows else {
        return;
    };
    let seen = Seen::new(world, form, was);
    let around = place::get(form, base).unwrap_or(form);
    let mut row = (rows.fresh)(&seen.at(around));
    if let Some(members) = row.as_object_mut() {
        members.retain(|_, value| value != "");
    }
    place::add_row(form, &place::join(base, field.path), row);
}
