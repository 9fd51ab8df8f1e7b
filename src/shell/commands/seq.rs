//! `seq` and `yes`

use crate::shell::state::{Boxed, Flow, Shell};

/// Lines that are written at once.
const BATCH: usize = 1_000;

pub fn yes<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let line = if arguments.is_empty() {
            "y\n".to_string()
        } else {
            format!("{}\n", arguments.join(" "))
        };
        let batch = line.repeat(BATCH);
        while !shell.broken {
            shell.out(batch.as_bytes());
            shell.room().await;
            shell.outside.breathe().await;
        }
        shell.status = 141;
        Flow::Go
    })
}

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        shell.status = match Sequence::read(arguments) {
            Ok(sequence) => write(shell, &sequence).await,
            Err(message) => {
                let hint = match message.starts_with("format") {
                    true => "",
                    false => "Try 'seq --help' for more information.\n",
                };
                shell.err(&format!("seq: {message}\n{hint}"));
                1
            }
        };
        Flow::Go
    })
}

/// Numbers scaled by a power of ten, so that 0.1 is exact.
struct Sequence {
    first: i128,
    step: i128,
    last: i128,
    places: usize,
    separator: String,
    width: usize,
    format: Option<String>,
}

impl Sequence {
    fn read(arguments: &[String]) -> Result<Sequence, String> {
        let (mut separator, mut wide, mut format) = ("\n".to_string(), false, None);
        let mut numbers: Vec<&str> = Vec::new();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "-s" => separator = rest.next().cloned().unwrap_or_default(),
                "-w" => wide = true,
                "-f" => format = rest.next().cloned(),
                text if text.starts_with("-s") => separator = text[2..].to_string(),
                text => numbers.push(text),
            }
        }
        if let Some(sign) = format.as_deref().and_then(unknown) {
            let format = format.unwrap_or_default();
            return Err(format!("format '{format}' has unknown %{sign} directive"));
        }
        let numbers: Vec<String> = numbers.into_iter().map(plain).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let (first, step, last) = match numbers.as_slice() {
            [] => return Err("missing operand".to_string()),
            [last] => ("1", "1", *last),
            [first, last] => (*first, "1", *last),
            [first, step, last] => (*first, *step, *last),
            [_, _, _, more, ..] => return Err(format!("extra operand '{more}'")),
        };
        let places = |text: &str| text.split_once('.').map_or(0, |(_, behind)| behind.len());
        let shown = places(first).max(places(step));
        let scale = shown.max(places(last));
        let scaled = |text: &str| {
            let (whole, behind) = text.split_once('.').unwrap_or((text, ""));
            let digits = format!("{whole}{behind:0<scale$}");
            let number = digits.parse::<i128>().ok().filter(|_| digits.len() < 30);
            number.ok_or_else(|| format!("invalid floating point argument: '{text}'"))
        };
        let (first_number, step_number) = (scaled(first)?, scaled(step)?);
        let last_number = scaled(last)?;
        if step_number == 0 {
            return Err(format!("invalid Zero increment value: '{step}'"));
        }
        let cut = 10i128.pow((scale - shown) as u32);
        let whole = |text: &str| text.split('.').next().unwrap_or(text).len();
        let width = whole(first).max(whole(last)) + shown + usize::from(shown > 0);
        Ok(Sequence {
            first: first_number / cut,
            step: step_number / cut,
            last: last_number.div_euclid(cut),
            places: shown,
            separator,
            width: if wide { width } else { 0 },
            format,
        })
    }

    fn text(&self, number: i128) -> String {
        let sign = if number < 0 { "-" } else { "" };
        let places = self.places;
        let digits = format!("{:0>least$}", number.unsigned_abs(), least = places + 1);
        let (whole, behind) = digits.split_at(digits.len() - places);
        let point = if places > 0 { "." } else { "" };
        let text = format!("{whole}{point}{behind}");
        let width = self.width.saturating_sub(sign.len());
        let text = format!("{sign}{text:0>width$}");
        match &self.format {
            Some(format) => formatted(format, &text),
            None => text,
        }
    }
}

/// The directive of a format that is not for numbers.
fn unknown(format: &str) -> Option<char> {
    let (_, rest) = format.split_once('%')?;
    let sign = rest.trim_start_matches(|c: char| c.is_ascii_digit() || " +-#0.'".contains(c));
    let sign = sign.chars().next()?;
    (!"aAeEfFgG%".contains(sign)).then_some(sign)
}

/// `1e3` as `1000`.
fn plain(number: &str) -> String {
    let is_number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    match number.split_once(['e', 'E']) {
        Some((_, power)) if is_number(number) && power.len() <= 3 => number
            .parse::<f64>()
            .map_or(String::new(), |number| number.to_string()),
        _ => number.to_string(),
    }
}

/// `%g`, `%03g`, `%.2f` and their kin around the number.
fn formatted(format: &str, number: &str) -> String {
    let Some((head, rest)) = format.split_once('%') else {
        return format.to_string();
    };
    let end = rest.find(['g', 'f', 'e']).unwrap_or(0);
    let (flags, tail) = (&rest[..end], rest.get(end + 1..).unwrap_or_default());
    let (width, precision) = flags.split_once('.').unwrap_or((flags, ""));
    let mut text = number.to_string();
    if let (Ok(places), Ok(value)) = (precision.parse::<usize>(), number.parse::<f64>()) {
        text = format!("{value:.places$}", places = places.min(100));
    }
    let fill = if width.starts_with('0') { '0' } else { ' ' };
    let width: usize = width.parse().unwrap_or(0).min(1_000);
    while text.len() < width {
        text.insert(0, fill);
    }
    format!("{head}{text}{tail}")
}

async fn write(shell: &mut Shell, sequence: &Sequence) -> u8 {
    let mut number = sequence.first;
    let mut text = String::new();
    let mut lines = 0;
    let up = sequence.step > 0;
    let mut first = true;
    while (up && number <= sequence.last) || (!up && number >= sequence.last) {
        if !first {
            text.push_str(&sequence.separator);
        }
        first = false;
        text.push_str(&sequence.text(number));
        number += sequence.step;
        lines += 1;
        if lines % BATCH == 0 {
            shell.out(text.as_bytes());
            text.clear();
            shell.room().await;
            shell.outside.breathe().await;
            if shell.broken {
                return 141;
            }
        }
    }
    if !first {
        text.push('\n');
    }
    shell.out(text.as_bytes());
    0
}
