//! What is configured: environment variables, and the files `~/.aws/config` and
//! `~/.aws/credentials`. Source: AWS CLI user guide, "Configuration and credential file settings".

use super::Environment;
use super::failure::Failure;
use super::folder::Folder;
use super::parameters::unpack::expanded;
use std::collections::{BTreeMap, BTreeSet};

/// A setting: a value, or values by name below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `name = value`
    Value(String),
    /// `name =`, and below it `sub = value`
    Group(BTreeMap<String, String>),
}

/// The settings of one profile, or of another section.
pub type Section = BTreeMap<String, Setting>;

/// Everything that is configured.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Profiles by name.
    pub profiles: BTreeMap<String, Section>,
    /// Their names in the order of the files.
    pub order: Vec<String>,
    /// Sections that are no profiles.
    pub others: BTreeMap<String, Section>,
    /// The profile that the command line or the environment names.
    pub profile: Option<String>,
}

/// The variables that name the profile. Source: botocore, `configprovider.py`.
pub const PROFILE_VARIABLES: &[&str] = &["AWS_PROFILE", "AWS_DEFAULT_PROFILE"];

/// A file by the variable that names it, or where it lies else.
fn path(environment: &Environment, variable: &str, otherwise: &str) -> String {
    let path = environment.get(variable).filter(|path| !path.is_empty());
    expanded(path.map_or(otherwise, String::as_str), environment)
}

/// The path of the configuration.
pub fn config_path(environment: &Environment) -> String {
    path(environment, "AWS_CONFIG_FILE", "~/.aws/config")
}

/// The path of the credentials.
pub fn credentials_path(environment: &Environment) -> String {
    path(
        environment,
        "AWS_SHARED_CREDENTIALS_FILE",
        "~/.aws/credentials",
    )
}

/// Whether the files can be read as settings.
///
/// # Errors
/// One cannot.
pub fn check(folder: &dyn Folder, environment: &Environment) -> Result<(), Failure> {
    for path in [config_path(environment), credentials_path(environment)] {
        let file = folder.read(&path).unwrap_or_default();
        if !is_readable(&String::from_utf8_lossy(&file)) {
            let said = format!("Unable to parse config file: {path}");
            return Err(Failure::general(said));
        }
    }
    Ok(())
}

/// Whether each line is a section, a setting of one, or goes on with one; no name comes twice.
/// Source: Python 3.11, `configparser.py`, by behaviour.
fn is_readable(text: &str) -> bool {
    let (mut section, mut settings) = (None, BTreeSet::new());
    let mut sections = BTreeSet::new();
    let mut indented = None;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        let depth = line.len() - line.trim_start().len();
        if indented.is_some_and(|above| depth > above) {
            continue;
        }
        let header = trimmed.strip_prefix('[').and_then(|rest| rest.rfind(']'));
        let is_new = match (header, trimmed.split_once(['=', ':'])) {
            (Some(end), _) if end > 0 => {
                section = Some(&trimmed[1..=end]);
                settings.clear();
                indented = None;
                sections.insert(section)
            }
            (_, Some((name, _))) if section.is_some() && !name.trim().is_empty() => {
                indented = Some(depth);
                settings.insert(name.trim().to_lowercase())
            }
            _ => false,
        };
        if !is_new {
            return false;
        }
    }
    true
}

impl Settings {
    /// Reads the files.
    pub fn read(folder: &dyn Folder, environment: &Environment, profile: Option<&str>) -> Settings {
        let mut settings = Settings::default();
        let named = PROFILE_VARIABLES
            .iter()
            .find_map(|name| environment.get(*name));
        // As in the CLI: an empty flag is none, an empty variable names a profile without a name.
        let flag = profile.filter(|name| !name.is_empty());
        settings.profile = flag.map(str::to_owned).or_else(|| named.cloned());
        let text = |path: String| {
            let file = folder.read(&path).ok()?;
            Some(String::from_utf8_lossy(&file).into_owned())
        };
        if let Some(text) = text(config_path(environment)) {
            for (name, section) in sections(&text) {
                let profile = match name.strip_prefix("profile ") {
                    Some(profile) => profile.trim().trim_matches(['"', '\'']),
                    None if name == "default" => "default",
                    None => {
                        settings.others.insert(name, section);
                        continue;
                    }
                };
                settings.add(profile, section);
            }
        }
        if let Some(text) = text(credentials_path(environment)) {
            for (name, section) in sections(&text) {
                settings.add(&name, section);
            }
        }
        settings
    }

    fn add(&mut self, profile: &str, section: Section) {
        if !self.profiles.contains_key(profile) {
            self.order.push(profile.to_owned());
        }
        self.profiles
            .entry(profile.to_owned())
            .or_default()
            .extend(section);
    }

    /// The settings of the profile in use. It fails if one was named that there is not.
    pub fn scoped(&self) -> Result<Section, Failure> {
        let name = self.profile.as_deref();
        match (self.profiles.get(name.unwrap_or("default")), name) {
            (Some(section), _) => Ok(section.clone()),
            (None, None) => Ok(Section::new()),
            (None, Some(name)) => Err(Failure::general(format!(
                "The config profile ({name}) could not be found"
            ))),
        }
    }

    /// A value of the profile in use.
    pub fn value(&self, name: &str) -> Option<String> {
        match self
            .profiles
            .get(self.profile.as_deref().unwrap_or("default"))?
            .get(name)?
        {
            Setting::Value(value) => Some(value.clone()),
            Setting::Group(_) => None,
        }
    }
}

/// The sections of a file, in its order.
fn sections(text: &str) -> Vec<(String, Section)> {
    let mut all: Vec<(String, Section)> = Vec::new();
    let mut last_name = String::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        if let Some(rest) = trimmed.strip_prefix('[') {
            let name = rest.split(']').next().unwrap_or(rest).trim();
            all.push((name.to_owned(), Section::new()));
            continue;
        }
        let (Some((_, section)), Some((name, value))) =
            (all.last_mut(), trimmed.split_once(['=', ':']))
        else {
            continue;
        };
        let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
        if !line.starts_with([' ', '\t']) {
            last_name.clone_from(&name);
            section.insert(name, Setting::Value(value));
            continue;
        }
        let above = section.entry(last_name.clone());
        let above = above.or_insert_with(|| Setting::Group(BTreeMap::new()));
        if matches!(above, Setting::Value(value) if value.is_empty()) {
            *above = Setting::Group(BTreeMap::new());
        }
        if let Setting::Group(group) = above {
            group.insert(name, value);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::is_readable;

    #[test]
    fn knows_settings_from_other_texts() {
        for text in [
            "",
            "# mine\n[default]\nregion = a\n\n[profile b]\ns3 =\n  x = 1\noutput: text\n",
        ] {
            assert!(is_readable(text), "{text}");
        }
        for text in [
            "region = a",
            "[a",
            "[a]\nregion",
            "[a]\n= b",
            "[a]\n[a]",
            "[a]\nb=1\nB=2",
        ] {
            assert!(!is_readable(text), "{text}");
        }
    }
}
