//! `drydock help`: what there is, and what a command takes.

use crate::view::cli::own::{Bare, Flag, Kind, Live, TABLE, named};

/// The commands that ask no action: their words, what they take, what they are for.
pub const OTHERS: &[(&str, &str, &str)] = &[
    (
        "instances",
        "[--cluster CLUSTER]",
        "the container instances and their addresses",
    ),
    (
        "capacity",
        "[--cluster CLUSTER]",
        "how full providers are, and what comes next",
    ),
    ("faults", "", "what goes wrong now"),
    (
        "script",
        "",
        "the run so far as a shell script, which plays it again",
    ),
    ("seek", "TIME", "to a moment: 90, 5m, 00:05:00"),
    ("speed", "[NUMBER]", "how fast the clock of the page runs"),
    (
        "seed",
        "[NUMBER]",
        "shows the seed, or begins again with another",
    ),
    ("reset", "", "begins again with the same seed"),
    (
        "call",
        "ACTION JSON",
        "an action with its request as JSON, whatever is in it",
    ),
    ("help", "[COMMAND]", "this, or what a command takes"),
];

/// How wide the column of the commands is.
const WIDTH: usize = 20;

/// All commands, each with a line. Those of one word stand together.
pub fn all() -> String {
    let mut text = "usage: drydock COMMAND [WORD ...]\n\n".to_owned();
    let mut line = |words: &str, about: &str| {
        text.push_str(&format!("  {words:WIDTH$} {about}\n"));
    };
    let first = |words: &str| words.split(' ').next().unwrap_or_default().to_owned();
    let groups = TABLE.chunk_by(|one, next| first(one.words) == first(next.words));
    let mut rest: Vec<_> = OTHERS.iter().collect();
    for group in groups {
        let name = group.first().map(|row| first(row.words));
        rest.retain(|(words, _, about)| {
            let here = name.as_deref() == Some(*words);
            if here {
                line(words, about);
            }
            !here
        });
        group.iter().for_each(|row| line(row.words, row.about));
    }
    rest.iter().for_each(|(words, _, about)| line(words, about));
    text.push_str(
        "\n`drydock help COMMAND` says what a command takes. What AWS has commands for, they do:\n\
         aws application-autoscaling, autoscaling, cloudwatch, ec2, ecs, elbv2, scheduler ...\n",
    );
    text
}

/// What the commands take that these words begin; all of them where there is none.
pub fn of(words: &[&str]) -> String {
    if let Some((row, _)) = named(words) {
        let mut text = format!("usage: drydock {}\n\n{}:\n", row.usage(), row.about);
        text.push_str(&format!("  drydock {}\n", row.example));
        let values: Vec<String> = row.flags.iter().filter_map(choices).collect();
        if !values.is_empty() {
            text.push_str(&format!("\n{}", values.concat()));
        }
        match row.bare {
            Bare::Fault => text.push_str(&faults(words.get(2).copied())),
            Bare::Resources => text.push_str(RESOURCES),
            Bare::None | Bare::Members(_) | Bare::Names(_) | Bare::Numbers(..) => {}
        }
        return text;
    }
    let begun = |own: &str| own.split(' ').zip(words).all(|(own, word)| own == *word);
    let others = OTHERS.iter().filter(|(own, ..)| begun(own));
    let others = others.map(|(own, takes, about)| {
        format!("  {own} {takes}").trim_end().to_owned() + "\n      " + about + "\n"
    });
    let rows = TABLE.iter().filter(|row| begun(row.words));
    let rows = rows.map(|row| format!("  {}\n      {}\n", row.usage(), row.about));
    let lines: Vec<String> = others.chain(rows).collect();
    match words.is_empty() || lines.is_empty() {
        true => all(),
        false => format!("usage: drydock ...\n{}", lines.concat()),
    }
}

const RESOURCES: &str = "
Tab knows the kinds and their members. A value that reads as JSON is that: size=5 is a number,
name='\"5\"' a text, types='[\"t3.micro\"]' a list.
";

/// The values of a flag, where they are known.
fn choices(flag: &Flag) -> Option<String> {
    let values = match (flag.live, flag.kind) {
        (Live::OneOf(values), _) => values.join(", "),
        (_, Kind::Switch) => format!("or --no-{}", flag.name.trim_start_matches('-')),
        (_, Kind::Text | Kind::Number | Kind::Texts | Kind::Json) => return None,
    };
    Some(format!("  {:WIDTH$} {values}\n", flag.name))
}

/// The faults, or the parameters of one.
fn faults(kind: Option<&str>) -> String {
    use crate::lifecycle::faults::{FAULTS, named};
    let Some(row) = kind.and_then(named) else {
        let rows = FAULTS.iter();
        let rows = rows.map(|row| format!("  {:30} {}\n", row.name, row.title));
        return format!("\n{}", rows.collect::<Vec<String>>().concat());
    };
    let rows = row.parameters.iter();
    let rows = rows.map(|row| format!("  {:30} {}\n", row.member, row.label));
    let rows = rows.collect::<Vec<String>>().concat();
    format!("\n{}: {}\n{rows}", row.name, row.explains)
}
