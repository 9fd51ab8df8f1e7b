//! The options that every command has. Source: AWS CLI user guide, "Command line options".

use super::Environment;
use super::failure::{CONFIGURATION, FIRST_USAGE, Failure, PARAMETER};
use super::output::{FORMS, Form};
use super::python::argparse::{Action, Parsed, Stop, Store, parse};
use super::query::Query;
use super::settings::Settings;

const FLAGS: &[(&str, &str, Store)] = &[
    ("debug", "debug", Store::True),
    ("no-verify-ssl", "verify_ssl", Store::False),
    ("no-paginate", "paginate", Store::False),
    ("no-sign-request", "sign_request", Store::False),
    ("no-cli-pager", "no_cli_pager", Store::True),
    ("cli-auto-prompt", "cli_auto_prompt", Store::True),
    ("no-cli-auto-prompt", "no_cli_auto_prompt", Store::True),
];

/// All of them, in the order of the CLI; those with choices name them.
pub const OPTIONS: &[(&str, &[&str])] = &[
    ("debug", &[]),
    ("endpoint-url", &[]),
    ("no-verify-ssl", &[]),
    ("no-paginate", &[]),
    ("output", &["json", "text", "table", "yaml", "yaml-stream"]),
    ("query", &[]),
    ("profile", &[]),
    ("region", &[]),
    ("color", &["on", "off", "auto"]),
    ("no-sign-request", &[]),
    ("ca-bundle", &[]),
    ("cli-read-timeout", &[]),
    ("cli-connect-timeout", &[]),
    ("cli-binary-format", &["base64", "raw-in-base64-out"]),
    ("no-cli-pager", &[]),
    ("cli-auto-prompt", &[]),
    ("no-cli-auto-prompt", &[]),
];

/// Whether a word follows a global option.
pub fn takes_word(name: &str) -> bool {
    !FLAGS.iter().any(|(flag, ..)| *flag == name)
}

/// The actions of the main command line; its one word is a command.
pub fn actions(commands: &[&str]) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    for (name, choices) in OPTIONS {
        actions.push(match FLAGS.iter().find(|(flag, ..)| flag == name) {
            Some((name, dest, store)) => Action::flag(name, dest, *store),
            None => Action {
                choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
                ..Action::option(name)
            },
        });
    }
    actions.push(Action::flag("version", "version", Store::Stop));
    let commands = commands.iter().map(|name| (*name).to_owned()).collect();
    actions.push(Action::place("command", commands));
    actions
}

/// The first look at a command line: the CLI takes two options out of it before it knows its own.
/// Gives the short help that `-h` and `--help` ask for anywhere.
pub fn first_look(words: &[String]) -> Result<Option<String>, Failure> {
    let actions = [
        Action::flag("help", "help", Store::Stop),
        Action::option("profile"),
        Action::flag("debug", "debug", Store::True),
    ];
    let long = |word: &String| {
        if word == "-h" {
            "--help".to_owned()
        } else {
            word.clone()
        }
    };
    let words: Vec<String> = words.iter().map(long).collect();
    match parse(&actions, &words) {
        Ok(_) => Ok(None),
        Err(Stop::Error(said)) => Err(Failure::first_usage(&said)),
        Err(Stop::Asked(_)) => Ok(Some(format!(
            "{FIRST_USAGE}\n\noptions:\n  -h, --help         show this help message and exit\n  \
             --profile PROFILE\n  --debug\n"
        ))),
    }
}

/// What the options say.
pub struct Globals {
    /// What of the answer is shown.
    pub query: Option<Query>,
    /// Whether lists are fetched whole.
    pub paginate: bool,
    /// Whether requests and answers are shown.
    pub debug: bool,
    /// What is configured.
    pub settings: Settings,
    /// The form that was asked for.
    pub output: Option<String>,
    /// Whether tables have colours: `on`, `off` or `auto`.
    pub color: String,
    /// The profile that the command line names.
    pub profile: Option<String>,
    /// The region that the command line names.
    pub region: Option<String>,
    endpoint: Option<String>,
    read_timeout: Option<String>,
    connect_timeout: Option<String>,
}

impl Globals {
    /// Reads the options; the settings are those of the profile that they name.
    pub fn new(parsed: &Parsed, settings: Settings) -> Result<Globals, Failure> {
        let query = match parsed.text("query") {
            Some(text) => Some(Query::new(text).map_err(|said| {
                Failure::new(PARAMETER, format!("Bad value for --query {text}: {said}"))
            })?),
            None => None,
        };
        if let Some(url) = parsed.text("endpoint_url") {
            check_url(url)?;
        }
        for name in ["cli_read_timeout", "cli_connect_timeout"] {
            if let Some(text) = parsed.text(name) {
                whole(text)?;
            }
        }
        if parsed.flag("cli_auto_prompt") == Some(true)
            && parsed.flag("no_cli_auto_prompt") == Some(true)
        {
            let said = "Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the \
                        same time.";
            return Err(Failure::new(PARAMETER, said));
        }
        let whole_text = |name| parsed.text(name).map(str::to_owned);
        Ok(Globals {
            query,
            paginate: parsed.flag("paginate").unwrap_or(true),
            debug: parsed.flag("debug").unwrap_or(false),
            settings,
            output: parsed.text("output").map(str::to_owned),
            color: parsed.text("color").unwrap_or("auto").to_owned(),
            profile: parsed.text("profile").map(str::to_owned),
            region: whole_text("region"),
            endpoint: whole_text("endpoint_url"),
            read_timeout: whole_text("cli_read_timeout"),
            connect_timeout: whole_text("cli_connect_timeout"),
        })
    }

    /// The form of output: the command line's, the environment's, the profile's, or JSON.
    pub fn form(&self, environment: &Environment) -> Result<Form, Failure> {
        let name = self.output.clone();
        let name = name.or_else(|| environment.get("AWS_DEFAULT_OUTPUT").cloned());
        let name = name.or_else(|| self.settings.value("output"));
        let name = name.as_deref().unwrap_or("json");
        let form = FORMS.iter().find(|(own, _)| *own == name);
        let said = || Failure::general(format!("Unknown output type: {name}"));
        form.map(|(_, form)| *form).ok_or_else(said)
    }

    /// Whether times stay seconds.
    pub fn wire_times(&self) -> Result<bool, Failure> {
        match self.settings.value("cli_timestamp_format").as_deref() {
            None | Some("iso8601") => Ok(false),
            Some("wire") => Ok(true),
            Some(other) => Err(Failure::new(
                CONFIGURATION,
                format!(
                    "Unknown cli_timestamp_format value: {other}, valid values are \"wire\" or \
                     \"iso8601\""
                ),
            )),
        }
    }

    /// Tries of a call in all.
    ///
    /// # Errors
    /// What was set to be tried is no number, or not how the CLI tries.
    pub fn attempts(&self, environment: &Environment) -> Result<u32, Failure> {
        let set = |variable: &str, name: &str| {
            let text = environment.get(variable).cloned();
            text.or_else(|| self.settings.value(name))
        };
        if let Some(mode) = set("AWS_RETRY_MODE", "retry_mode")
            && !matches!(&*mode, "standard" | "adaptive")
        {
            return Err(Failure::general(format!(
                "Invalid value provided to \"mode\": \"{mode}\" must be one of: \"standard\" or \
                 \"adaptive\""
            )));
        }
        match set("AWS_MAX_ATTEMPTS", "max_attempts") {
            None => Ok(3),
            Some(text) => match whole(&text)? {
                tries @ 1.. => Ok(u32::try_from(tries).unwrap_or(u32::MAX)),
                none => Err(Failure::general(format!(
                    "Value provided to \"max_attempts\": {none} must be an integer greater than or \
                     equal to one."
                ))),
            },
        }
    }

    /// What no client can be made with: a profile that there is not, a region that is no name.
    /// Source: botocore, by behaviour.
    ///
    /// # Errors
    /// The first of them.
    pub fn reachable(&self, environment: &Environment) -> Result<(), Failure> {
        let named = ["AWS_REGION", "AWS_DEFAULT_REGION"];
        let region = self.region.clone();
        let region = region.or_else(|| {
            named
                .iter()
                .find_map(|name| environment.get(*name).cloned())
        });
        let region = region
            .or_else(|| self.settings.value("region"))
            .unwrap_or_default();
        let inside = |one: char| one.is_ascii_alphanumeric() || one == '-';
        let fits = region.len() <= 63 && region.chars().all(inside);
        let digits = !region.is_empty() && region.bytes().all(|one| one.is_ascii_digit());
        if !fits || digits || region.starts_with('-') || region.ends_with('-') {
            let said = format!("Provided region_name '{region}' doesn't match a supported format.");
            return Err(Failure::general(said));
        }
        self.settings.scoped()?;
        match &self.endpoint {
            Some(url) => check_host(url),
            None => Ok(()),
        }
    }

    /// What a call fails of before it leaves.
    ///
    /// # Errors
    /// The first of it.
    pub fn callable(&self) -> Result<(), Failure> {
        let scheme = self.endpoint.as_deref().and_then(|url| url.split_once(':'));
        if let Some((scheme, _)) = scheme.filter(|(scheme, _)| !matches!(*scheme, "http" | "https"))
        {
            return Err(Failure::general(format!(
                "An HTTP Client raised an unhandled exception: Not supported URL scheme {scheme}"
            )));
        }
        for (name, given) in [
            ("connect", &self.connect_timeout),
            ("read", &self.read_timeout),
        ] {
            let seconds = given.as_deref().and_then(super::python::argparse::whole);
            if let Some(seconds) = seconds.filter(|seconds| *seconds < 0) {
                return Err(Failure::general(format!(
                    "Attempted to set {name} timeout to {seconds}, but the timeout cannot be set \
                     to a value less than or equal to 0."
                )));
            }
        }
        Ok(())
    }
}

/// What `int()` makes of a text.
fn whole(text: &str) -> Result<i64, Failure> {
    super::python::argparse::whole(text).ok_or_else(|| {
        let text = super::python::repr::quoted(text);
        Failure::general(format!("invalid literal for int() with base 10: {text}"))
    })
}

fn check_url(url: &str) -> Result<(), Failure> {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let inside = |one: char| one.is_ascii_alphanumeric() || matches!(one, '+' | '-' | '.');
    if scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.chars().all(inside) {
        return Ok(());
    }
    Err(Failure::new(
        PARAMETER,
        format!(
            "Bad value for --endpoint-url \"{url}\": scheme is missing.  Must be of the form \
             http://<hostname>/ or https://<hostname>/"
        ),
    ))
}

/// Whether a client can be made for an address. Source: botocore, `utils.py`, by behaviour.
fn check_host(url: &str) -> Result<(), Failure> {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let place = place.rsplit('@').next().unwrap_or_default();
    let (host, port) = place.split_once(':').unwrap_or((place, ""));
    let host = host.strip_suffix('.').unwrap_or(host);
    let inside = |one: char| one.is_ascii_alphanumeric() || one == '-';
    let is_label = |label: &str| {
        let ends = label.starts_with('-') || label.ends_with('-');
        (1..=63).contains(&label.len()) && label.chars().all(inside) && !ends
    };
    if place.contains('[') != place.contains(']') {
        return Err(Failure::general("Invalid IPv6 URL"));
    }
    if host.len() > 255 || !host.split('.').all(is_label) {
        return Err(Failure::general(format!("Invalid endpoint: {url}")));
    }
    if !port.is_empty() && !port.bytes().all(|one| one.is_ascii_digit()) {
        let port = super::python::repr::quoted(port);
        let said = format!("Port could not be cast to integer value as {port}");
        return Err(Failure::general(said));
    }
    Ok(())
}
