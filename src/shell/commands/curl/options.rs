//! The words of `curl`.

use super::super::sleep::span;
use crate::sim::Span;

#[derive(Default)]
pub struct Options {
    pub urls: Vec<String>,
    pub fail: bool,
    pub silent: bool,
    pub show_error: bool,
    pub head: bool,
    pub include: bool,
    pub output: Option<String>,
    pub write_out: Option<String>,
    pub max_time: Option<Span>,
    pub verbose: bool,
    /// Of `-H`, as they are sent.
    pub headers: Vec<String>,
    pub agent: Option<String>,
    /// Of `-d`, joined.
    pub data: Option<String>,
    /// How often a request is made again.
    pub retries: u64,
    pub retry_delay: Option<Span>,
    /// No request is made again after this.
    pub retry_most: Option<Span>,
    pub retry_refused: bool,
    pub retry_all: bool,
    method: Option<String>,
}

/// Flags without a value, by their letters and long names; `#` stands for those without a letter.
const FLAGS: &[(char, &str)] = &[
    ('f', "fail"),
    ('s', "silent"),
    ('S', "show-error"),
    ('I', "head"),
    ('i', "include"),
    ('L', "location"),
    ('k', "insecure"),
    ('4', "ipv4"),
    ('N', "no-buffer"),
    ('v', "verbose"),
    ('#', "retry-connrefused"),
    ('#', "retry-all-errors"),
    ('#', "compressed"),
    ('#', "no-progress-meter"),
];

/// Flags with a value.
const VALUES: &[(char, &str)] = &[
    ('o', "output"),
    ('w', "write-out"),
    ('m', "max-time"),
    ('X', "request"),
    ('d', "data"),
    ('H', "header"),
    ('A', "user-agent"),
    ('#', "connect-timeout"),
    ('#', "url"),
    ('#', "retry"),
    ('#', "retry-delay"),
    ('#', "retry-max-time"),
];

impl Options {
    pub fn method(&self) -> &str {
        match &self.method {
            Some(method) => method,
            None if self.head => "HEAD",
            None if self.data.is_some() => "POST",
            None => "GET",
        }
    }

    pub fn read(arguments: &[String]) -> Result<Options, String> {
        let mut options = Options::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            if let Some(long) = argument.strip_prefix("--").filter(|long| !long.is_empty()) {
                let flag = FLAGS.iter().find(|(_, name)| *name == long);
                let value = VALUES.iter().find(|(_, name)| *name == long);
                match (flag, value) {
                    (Some((_, name)), _) => options.flag(name),
                    (_, Some((_, name))) => {
                        let given = rest.next().ok_or_else(|| needs(argument))?;
                        options.value(name, given)?;
                    }
                    _ => return Err(unknown(argument)),
                }
            } else if let Some(letters) = argument.strip_prefix('-').filter(|it| !it.is_empty()) {
                options.letters(letters, &mut rest)?;
            } else {
                options.urls.push(argument.clone());
            }
        }
        if options.urls.is_empty() {
            return Err("(2) no URL specified".to_string());
        }
        Ok(options)
    }

    fn letters<'a>(
        &mut self,
        letters: &str,
        rest: &mut impl Iterator<Item = &'a String>,
    ) -> Result<(), String> {
        for (at, letter) in letters.char_indices() {
            let flag = FLAGS.iter().find(|(own, _)| *own == letter);
            if let Some((_, name)) = flag.filter(|_| letter != '#') {
                self.flag(name);
                continue;
            }
            let known = VALUES
                .iter()
                .find(|(own, _)| *own == letter && letter != '#');
            let flag = format!("-{letter}");
            let Some((_, name)) = known else {
                return Err(unknown(&flag));
            };
            let own = &letters[at + letter.len_utf8()..];
            if own.is_empty() {
                let given = rest.next().ok_or_else(|| needs(&flag))?;
                return self.value(name, given);
            }
            return self.value(name, own);
        }
        Ok(())
    }

    fn flag(&mut self, name: &str) {
        match name {
            "fail" => self.fail = true,
            "silent" => self.silent = true,
            "show-error" => self.show_error = true,
            "head" => self.head = true,
            "include" => self.include = true,
            "verbose" => self.verbose = true,
            "retry-connrefused" => self.retry_refused = true,
            "retry-all-errors" => self.retry_all = true,
            // No redirects, no certificates, one protocol: the rest changes nothing.
            _ => {}
        }
    }

    fn value(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "output" => self.output = Some(value.to_string()),
            "write-out" => self.write_out = Some(value.to_string()),
            "max-time" | "connect-timeout" => {
                let most = span(value).filter(|_| !value.ends_with(char::is_alphabetic));
                let Some(most) = most else {
                    return Err(format!(
                        "option --{name}: expected a proper numerical parameter\n{TRY}"
                    ));
                };
                let before = self.max_time.unwrap_or(most);
                self.max_time = Some(before.min(most));
            }
            "request" => self.method = Some(value.to_string()),
            "retry" => self.retries = whole(name, value)?,
            "retry-delay" => self.retry_delay = Some(Span::seconds(whole(name, value)?)),
            "retry-max-time" => self.retry_most = Some(Span::seconds(whole(name, value)?)),
            "data" => match &mut self.data {
                Some(before) => before.push_str(&format!("&{value}")),
                None => self.data = Some(value.to_string()),
            },
            "header" => self.headers.push(value.to_string()),
            "user-agent" => self.agent = Some(value.to_string()),
            "url" => self.urls.push(value.to_string()),
            _ => {}
        }
        Ok(())
    }
}

const TRY: &str = "curl: try 'curl --help' or 'curl --manual' for more information";

/// A whole number; seconds of some years at most.
fn whole(name: &str, value: &str) -> Result<u64, String> {
    const MOST: u64 = u32::MAX as u64;
    let digits = value.strip_prefix('-').unwrap_or(value);
    let number = digits.parse::<u64>().ok().filter(|it| *it <= MOST);
    let what = match number {
        Some(number) if digits == value => return Ok(number),
        Some(_) => "positive",
        None => "proper",
    };
    Err(format!(
        "option --{name}: expected a {what} numerical parameter\n{TRY}"
    ))
}

fn unknown(flag: &str) -> String {
    format!("option {flag}: is unknown\n{TRY}")
}

fn needs(flag: &str) -> String {
    format!("option {flag}: requires parameter\n{TRY}")
}

/// An address taken apart.
pub struct Url {
    pub secure: bool,
    pub host: String,
    pub port: u16,
    pub path: String,
}

impl Url {
    /// Reads an address; the error is curl's exit code and message.
    pub fn read(text: &str) -> Result<Url, (u8, String)> {
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => ("http".to_string(), text),
        };
        if scheme != "http" && scheme != "https" {
            let message = format!("Protocol \"{scheme}\" not supported or disabled in libcurl");
            return Err((1, message));
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (place, path) = rest.split_at(end);
        let place = place.rsplit('@').next().unwrap_or(place);
        let path = path.split('#').next().unwrap_or_default();
        let secure = scheme == "https";
        let (host, port) = match place.split_once(':') {
            Some((host, port)) => (host, port.parse()),
            None => (place, Ok(if secure { 443 } else { 80 })),
        };
        let Ok(port) = port else {
            let message = "URL using bad/illegal format or missing URL".to_string();
            return Err((3, message));
        };
        if host.is_empty() || host.contains(' ') {
            let message = "URL using bad/illegal format or missing URL".to_string();
            return Err((3, message));
        }
        let slash = if path.starts_with('/') { "" } else { "/" };
        Ok(Url {
            secure,
            host: host.to_ascii_lowercase(),
            port,
            path: format!("{slash}{path}"),
        })
    }
}
