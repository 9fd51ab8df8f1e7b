//! `aws configure`: asks for the four usual settings, or sets, gets and lists them.
//! Source: AWS CLI user guide, "aws configure"; awscli 2.9, `configure/`, by behaviour.

use super::writer::{Change, changed};
use super::{Context, help, parse};
use crate::aws::failure::{Failure, PARAMETER};
use crate::aws::folder::with_number;
use crate::aws::python::argparse::Action;
use crate::aws::python::repr::quoted;
use crate::aws::settings::{PROFILE_VARIABLES, Section, Setting, config_path, credentials_path};

/// What lies with the credentials.
const SECRET: &[&str] = &[
    "aws_access_key_id",
    "aws_secret_access_key",
    "aws_session_token",
];

/// The commands of `aws configure` that are here.
pub const NAMES: &[&str] = &["list", "get", "set", "list-profiles"];

/// Runs `aws configure …`.
pub async fn run(context: &mut Context<'_>, words: &[String]) -> Result<u8, Failure> {
    if words == ["help"] {
        context.print(&help::configure());
        return Ok(0);
    }
    let names = NAMES.iter().map(|name| (*name).to_owned()).collect();
    let parsed = parse(&[Action::optional_place("subcommand", names)], words)?;
    let mut rest = words.to_vec();
    if let Some(at) = parsed.text("subcommand").and_then(|name| at(&rest, name)) {
        rest.remove(at);
    }
    if rest == ["help"] {
        context.print(&help::configure());
        return Ok(0);
    }
    match parsed.text("subcommand") {
        Some("set") => set(context, &rest),
        Some("get") => get(context, &rest),
        Some("list") => list(context, &rest),
        Some(_) => list_profiles(context, &rest),
        None => ask(context, &rest).await,
    }
}

fn at(words: &[String], name: &str) -> Option<usize> {
    words.iter().position(|word| word == name)
}

/// The words by their place; more are refused.
fn places<const N: usize>(words: &[String], names: [&str; N]) -> Result<[String; N], Failure> {
    let actions = names.map(|name| Action::place(name, Vec::new()));
    let parsed = parse(&actions, words)?;
    if !parsed.rest.is_empty() {
        let rest = parsed.rest.join(",");
        return Err(Failure::new(PARAMETER, format!("Unknown options: {rest}")));
    }
    Ok(names.map(|name| parsed.text(name).unwrap_or_default().to_owned()))
}

/// What Python says where a name ends too early.
const NO_NAME: &str = "list index out of range";

/// Whether settings of this name lie in a section of their own. As in the CLI, any part of the
/// word will do.
fn is_section(name: &str) -> bool {
    "plugins".contains(name)
}

/// The header of a profile in the configuration.
fn header(profile: &str) -> String {
    match profile {
        name if is_section(name) => name.to_owned(),
        "default" => "default".to_owned(),
        name if name.contains([' ', '\t']) => format!("profile {}", quoted(name)),
        name => format!("profile {name}"),
    }
}

fn set(context: &Context, words: &[String]) -> Result<u8, Failure> {
    let [name, value] = places(words, ["varname", "value"])?;
    let used = context.globals.settings.profile.clone();
    let mut profile = used.unwrap_or_else(|| "default".to_owned());
    let mut parts: Vec<&str> = name.split('.').collect();
    match parts[..] {
        [_] => {}
        ["default", ..] => {
            "default".clone_into(&mut profile);
            parts.remove(0);
        }
        ["profile", named, ..] => {
            named.clone_into(&mut profile);
            parts.drain(..2);
        }
        [section, _] if is_section(section) => {
            section.clone_into(&mut profile);
            parts.remove(0);
        }
        _ => {}
    }
    let Some(name) = parts.first() else {
        return Err(Failure::general(NO_NAME));
    };
    // As in the CLI: what stands still deeper is passed over.
    let change = match parts[..] {
        [_, sub] => Change::Below(sub, &value),
        _ => Change::Value(&value),
    };
    write(context, &profile, name, &change)?;
    Ok(0)
}

fn write(context: &Context, profile: &str, name: &str, change: &Change) -> Result<(), Failure> {
    let (path, section) = match SECRET.contains(&name) {
        true => (credentials_path(context.environment), profile.to_owned()),
        false => (config_path(context.environment), header(profile)),
    };
    let file = context.folder.read(&path).ok();
    if file.is_none() && !path.contains('/') {
        // As in the CLI: it makes the folder of a new file, and here that has no name.
        let said = "[Errno 2] No such file or directory: ''";
        return Err(Failure::general(said));
    }
    let file = file.unwrap_or_default();
    let text = changed(&String::from_utf8_lossy(&file), &section, name, change);
    let written = context.folder.write(&path, text.as_bytes());
    written.map_err(|said| Failure::general(format!("{}: {}", with_number(said), quoted(&path))))
}

fn get(context: &Context, words: &[String]) -> Result<u8, Failure> {
    let [name] = places(words, ["varname"])?;
    let settings = &context.globals.settings;
    let parts: Vec<&str> = name.split('.').collect();
    let found = match parts[..] {
        [only] => settings.scoped()?.get(only).cloned(),
        ["profile", _] => return Err(Failure::general(NO_NAME)),
        [section, only] if settings.others.contains_key(section) && is_section(section) => {
            settings.others[section].get(only).cloned()
        }
        ["profile", profile, ref rest @ ..] => below(settings.profiles.get(profile), rest),
        [profile, ref rest @ ..] if profile == "default" || is_profile(context, profile) => {
            below(settings.profiles.get(profile), rest)
        }
        ref rest => {
            let profile = settings.profile.as_deref().unwrap_or("default");
            below(settings.profiles.get(profile), rest)
        }
    };
    match found {
        Some(Setting::Value(value)) => {
            context.print(&(value + "\n"));
            Ok(0)
        }
        Some(Setting::Group(_)) => {
            let said =
                format!("varname ({name}) must reference a value, not a section or sub-section.");
            context.streams.err.write(said.as_bytes());
            Ok(1)
        }
        None => Ok(1),
    }
}

fn is_profile(context: &Context, name: &str) -> bool {
    context.globals.settings.profiles.contains_key(name)
}

fn below(section: Option<&Section>, path: &[&str]) -> Option<Setting> {
    let (name, rest) = path.split_first()?;
    match (section?.get(*name)?, rest) {
        (Setting::Group(group), [sub, ..]) => group.get(*sub).cloned().map(Setting::Value),
        (Setting::Value(_), [_]) => None,
        (setting, _) => Some(setting.clone()),
    }
}

/// Where a setting comes from: its value, the kind of place, and the place.
type Known = Option<(String, &'static str, String)>;

fn list(context: &Context, words: &[String]) -> Result<u8, Failure> {
    if !words.is_empty() {
        let words = words.join(",");
        return Err(Failure::new(PARAMETER, format!("Unknown options: {words}")));
    }
    let row = |name: &str, known: Known| {
        let unset = || ("<not set>".to_owned(), "None", "None".to_owned());
        let (value, kind, place) = known.unwrap_or_else(unset);
        context.print(&format!("{name:>10} {value:>24} {kind:>16}    {place}\n"));
    };
    let head = |value: &str, kind, place: &str| Some((value.to_owned(), kind, place.to_owned()));
    row("Name", head("Value", "Type", "Location"));
    row("----", head("-----", "----", "--------"));
    let profile = match &context.globals.profile {
        Some(profile) => Some((profile.clone(), "manual", "--profile".to_owned())),
        None => variable(context, PROFILE_VARIABLES),
    };
    row("profile", profile);
    context.globals.settings.scoped()?;
    row(
        "access_key",
        secret(context, "AWS_ACCESS_KEY_ID", "aws_access_key_id"),
    );
    row(
        "secret_key",
        secret(context, "AWS_SECRET_ACCESS_KEY", "aws_secret_access_key"),
    );
    let region = variable(context, &["AWS_REGION", "AWS_DEFAULT_REGION"]);
    let file = || context.environment.get("AWS_CONFIG_FILE");
    let file = || file().map_or("~/.aws/config", String::as_str).to_owned();
    let setting = || {
        Some((
            context.globals.settings.value("region")?,
            "config-file",
            file(),
        ))
    };
    row("region", region.or_else(setting));
    Ok(0)
}

fn variable(context: &Context, names: &[&str]) -> Known {
    let found = names
        .iter()
        .find_map(|name| context.environment.get(*name))?;
    let names = crate::aws::python::repr::quoted_list(names);
    Some((found.clone(), "env", names))
}

/// The last four letters of a secret.
fn secret(context: &Context, variable: &str, name: &str) -> Known {
    let hidden = |value: String| {
        let from = value.chars().count().saturating_sub(4);
        let last: String = value.chars().skip(from).collect();
        format!("****************{last}")
    };
    if let (Some(value), None) = (context.environment.get(variable), &context.globals.profile) {
        return Some((hidden(value.clone()), "env", String::new()));
    }
    let value = context.globals.settings.value(name)?;
    Some((hidden(value), "shared-credentials-file", String::new()))
}

fn list_profiles(context: &Context, words: &[String]) -> Result<u8, Failure> {
    if !words.is_empty() {
        let words = words.join(",");
        return Err(Failure::new(PARAMETER, format!("Unknown options: {words}")));
    }
    for profile in &context.globals.settings.order {
        context.print(&format!("{profile}\n"));
    }
    Ok(0)
}

/// Asks for the four usual settings; what is left empty stays.
async fn ask(context: &Context<'_>, words: &[String]) -> Result<u8, Failure> {
    if !words.is_empty() {
        let words = words.join(",");
        return Err(Failure::new(PARAMETER, format!("Unknown options: {words}")));
    }
    let profile = context.globals.settings.profile.clone();
    let profile = profile.unwrap_or_else(|| "default".to_owned());
    for (name, prompt) in [
        ("aws_access_key_id", "AWS Access Key ID"),
        ("aws_secret_access_key", "AWS Secret Access Key"),
        ("region", "Default region name"),
        ("output", "Default output format"),
    ] {
        let now = context.globals.settings.value(name);
        let shown = match &now {
            Some(value) if SECRET.contains(&name) => {
                let from = value.chars().count().saturating_sub(4);
                let last: String = value.chars().skip(from).collect();
                format!("****************{last}")
            }
            Some(value) => value.clone(),
            None => "None".to_owned(),
        };
        let typed = context.outside.line(&format!("{prompt} [{shown}]: ")).await;
        let Some(typed) = typed else {
            return Err(Failure::general("EOF when reading a line"));
        };
        if !typed.is_empty() && Some(&typed) != now.as_ref() {
            write(context, &profile, name, &Change::Value(&typed))?;
        }
    }
    Ok(0)
}
