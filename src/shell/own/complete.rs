//! What may come behind the words of a `drydock` command line: commands, flags, and the names of
//! what there is in the run.

use super::help::OTHERS;
use crate::api::ops::{OPERATIONS, declared_kinds, declared_members};
use crate::aws::complete::{Live as Of, Names};
use crate::lifecycle::faults::{self, FAULTS};
use crate::model::World;
use crate::model::Zone;
use crate::model::instance_types::INSTANCE_TYPES;
use crate::shell::complete::Offer;
use crate::shell::names::LiveNames;
use crate::view::cli::own::{Bare, Flag, Kind, Live, Row, TABLE, named};

/// What could stand behind these words, the first of them the one behind `drydock`. Without a world
/// there are no names.
pub fn next(words: &[&str], world: Option<&World>) -> Vec<Offer> {
    let mut offers = Offers {
        words,
        world,
        rows: Vec::new(),
    };
    offers.commands();
    match (named(words), words) {
        (Some((row, given)), _) => offers.command(row, given),
        (None, ["call"]) => {
            let names = OPERATIONS.iter().map(|row| row.name);
            let own = names.filter_map(|name| name.strip_prefix("Drydock."));
            own.for_each(|name| offers.word(name, ""));
        }
        (None, ["instances" | "capacity"]) => offers.word("--cluster", ""),
        (None, ["instances" | "capacity", "--cluster"]) => offers.names(Live::Clusters),
        (None, _) => {}
    }
    offers.rows
}

struct Offers<'a> {
    words: &'a [&'a str],
    world: Option<&'a World>,
    rows: Vec<Offer>,
}

impl Offers<'_> {
    /// A word with a blank behind it.
    fn word(&mut self, text: &str, about: &str) {
        self.start(&format!("{} ", crate::shell::quote::escaped(text)), about);
    }

    fn start(&mut self, text: &str, about: &str) {
        self.rows.push(Offer {
            text: text.to_owned(),
            about: about.to_owned(),
        });
    }

    /// The next words of commands that begin like this.
    fn commands(&mut self) {
        let others = OTHERS.iter().map(|(words, _, about)| (*words, *about));
        let table = TABLE.iter().map(|row| (row.words, row.about));
        for (words, about) in others.chain(table) {
            let own: Vec<&str> = words.split(' ').collect();
            let begun = own.len() > self.words.len() && own.starts_with(self.words);
            if begun {
                let last = own.len() == self.words.len() + 1;
                self.word(own[self.words.len()], if last { about } else { "" });
            }
        }
    }

    /// What may stand behind a command and the words that it was given.
    fn command(&mut self, row: &'static Row, given: &[&str]) {
        let flag_of = |word: &str| row.flags.iter().find(|flag| flag.name == word);
        let open = given.iter().rposition(|word| word.starts_with("--"));
        let open = open.and_then(|at| Some((flag_of(given[at])?, given.len() - at - 1)));
        match open {
            Some((flag, 0)) if flag.kind != Kind::Switch => return self.values(flag),
            Some((flag, _)) if flag.kind == Kind::Texts => self.values(flag),
            Some(_) | None => self.bare(row, given),
        }
        for flag in row.flags.iter().filter(|flag| !given.contains(&flag.name)) {
            self.word(flag.name, "");
        }
    }

    fn values(&mut self, flag: &Flag) {
        self.names(flag.live);
    }

    /// A word without a flag.
    fn bare(&mut self, row: &Row, given: &[&str]) {
        match row.bare {
            Bare::None => {}
            Bare::Members(members) => {
                let named = |flag: &Flag| {
                    let mut flags = row.flags.iter().filter(|own| own.member == flag.member);
                    flags.any(|own| given.contains(&own.name))
                };
                let valued = given.iter().filter(|word| word.starts_with("--")).count();
                let bare = given.len().saturating_sub(2 * valued);
                if let Some(flag) = members.get(bare).filter(|flag| !named(flag)) {
                    self.names(flag.live);
                }
            }
            Bare::Names(_) => self.names(Live::Alarms),
            Bare::Numbers(_, live) => self.names(live),
            Bare::Fault => self.fault(given),
            Bare::Resources => self.resource(given),
        }
    }

    fn fault(&mut self, given: &[&str]) {
        let Some((kind, given)) = given.split_first() else {
            return FAULTS.iter().for_each(|row| self.word(row.name, row.title));
        };
        let parameters = faults::named(kind).map_or(&[][..], |row| row.parameters);
        let asked = |member: &str| {
            given
                .iter()
                .any(|word| word.split('=').next() == Some(member))
        };
        for row in parameters.iter().filter(|row| !asked(row.member)) {
            self.start(&format!("{}=", row.member), row.label);
        }
    }

    fn resource(&mut self, given: &[&str]) {
        for kind in declared_kinds() {
            self.word(kind, "");
        }
        let kind = given.iter().rfind(|word| !word.contains('='));
        for member in kind.map_or(&[][..], |kind| declared_members(kind)) {
            self.start(&format!("{member}="), "");
        }
    }

    /// The names that there are.
    fn names(&mut self, live: Live) {
        if let Live::OneOf(values) = live {
            return values.iter().for_each(|value| self.word(value, ""));
        }
        if live == Live::Types {
            return INSTANCE_TYPES
                .iter()
                .for_each(|row| self.word(row.name, ""));
        }
        let Some(world) = self.world else {
            return;
        };
        let at = self.words.iter().position(|word| *word == "--cluster");
        let cluster = at.and_then(|at| self.words.get(at + 1)).copied();
        for name in live_names(world, live, cluster) {
            self.word(&name, "");
        }
    }
}

fn live_names(world: &World, live: Live, cluster: Option<&str>) -> Vec<String> {
    let of = |of: Of| LiveNames(world).names(of, cluster);
    match live {
        Live::None | Live::Types | Live::OneOf(_) => Vec::new(),
        Live::Clusters => of(Of::Clusters),
        Live::Services => of(Of::Services),
        Live::Scalable => of(Of::ScalableServices),
        Live::Tasks => of(Of::Tasks),
        Live::Instances => of(Of::ContainerInstances),
        Live::Providers => of(Of::CapacityProviders),
        Live::Zones => {
            let region = &world.settings.region;
            Zone::all().map(|zone| zone.name(region)).collect()
        }
        Live::Containers => {
            let rows = world
                .definitions
                .rows()
                .flat_map(|row| row.spec.containers.iter());
            rows.map(|container| container.name.to_string()).collect()
        }
        Live::Alarms => world
            .surroundings
            .alarms
            .keys()
            .map(|name| name.to_string())
            .collect(),
        Live::Faults => world
            .faults
            .iter()
            .map(|(id, _)| id.0.to_string())
            .collect(),
    }
}
