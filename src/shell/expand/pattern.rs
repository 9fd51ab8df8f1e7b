//! Patterns: `*`, `?`, `[…]` and the extended forms `@(a|b)`.

/// Steps after which a pattern is taken not to fit: some could try for ages.
const STEPS_MOST: u32 = 1_000_000;

/// The same where it is tried at many places of a text.
const ALL_STEPS_MOST: u32 = 20_000_000;

/// A pattern that was read.
#[derive(Clone, Debug)]
pub struct Pattern {
    atoms: Vec<Atom>,
}

#[derive(Clone, Debug)]
enum Atom {
    Char(char),
    Any,
    Many,
    Class(Class),
    /// `?(…)`, `*(…)`, `+(…)`, `@(…)`, `!(…)`
    Group(char, Vec<Vec<Atom>>),
}

#[derive(Clone, Debug)]
struct Class {
    negated: bool,
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
enum Item {
    Range(char, char),
    Named(String),
}

impl Pattern {
    /// Reads a pattern in which a backslash quotes. `extended`: with the forms `@(…)`.
    pub fn new(text: &str, extended: bool) -> Pattern {
        let text: Vec<char> = text.chars().collect();
        let mut at = 0;
        let atoms = atoms(&text, &mut at, extended, false, 0);
        Pattern { atoms }
    }

    /// Whether it fits the whole text.
    pub fn fits(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.fits_chars(&text)
    }

    pub fn fits_chars(&self, text: &[char]) -> bool {
        fits(&self.atoms, text, &mut STEPS_MOST.clone())
    }

    /// The length of the start of the text that it fits, the longest or the shortest.
    pub fn prefix(&self, text: &[char], longest: bool) -> Option<usize> {
        match self.start(text, longest, &mut ALL_STEPS_MOST.clone()) {
            Start::Length(length) => Some(length),
            Start::NotHere | Start::Nowhere => None,
        }
    }

    /// Where the end of the text starts that it fits.
    pub fn suffix(&self, text: &[char], longest: bool) -> Option<usize> {
        if let Some(mut runs) = self.runs() {
            // The same from behind.
            runs.reverse();
            runs.iter_mut().for_each(|run| run.reverse());
            let turned: Vec<char> = text.iter().rev().copied().collect();
            return match start(&runs, &turned, longest) {
                Start::Length(length) => Some(text.len() - length),
                Start::NotHere | Start::Nowhere => None,
            };
        }
        let mut steps = ALL_STEPS_MOST;
        let mut starts =
            (0..=text.len()).map(|start| if longest { start } else { text.len() - start });
        starts.find(|start| fits(&self.atoms, &text[*start..], &mut steps))
    }

    /// The first place from there on at which it fits something, and how much it fits at most.
    pub fn next(&self, text: &[char], from: usize) -> Option<(usize, usize)> {
        let mut steps = ALL_STEPS_MOST;
        for at in from..text.len() {
            match self.start(&text[at..], true, &mut steps) {
                Start::Length(length) if length > 0 => return Some((at, length)),
                Start::Length(_) | Start::NotHere => {}
                Start::Nowhere => return None,
            }
        }
        None
    }

    fn start(&self, text: &[char], longest: bool, steps: &mut u32) -> Start {
        if let Some(runs) = self.runs() {
            return start(&runs, text, longest);
        }
        let mut ends = (0..=text.len()).map(|end| if longest { text.len() - end } else { end });
        let end = ends.find(|end| fits(&self.atoms, &text[..*end], steps));
        end.map_or(Start::NotHere, Start::Length)
    }

    /// What stands between its `*`; None where it has a group.
    fn runs(&self) -> Option<Vec<Vec<&Atom>>> {
        let mut runs = vec![Vec::new()];
        for atom in &self.atoms {
            match atom {
                Atom::Group(..) => return None,
                Atom::Many => runs.push(Vec::new()),
                Atom::Char(_) | Atom::Any | Atom::Class(_) => runs.last_mut()?.push(atom),
            }
        }
        Some(runs)
    }
}

/// What a pattern finds at the start of a text.
enum Start {
    /// It fits so much.
    Length(usize),
    /// It does not fit.
    NotHere,
    /// It fits neither here nor at any place behind.
    Nowhere,
}

/// Each run takes the first place behind the one before; only the last one may take another.
fn start(runs: &[Vec<&Atom>], text: &[char], longest: bool) -> Start {
    let fits = |run: &[&Atom], at: usize| {
        let Some(text) = text.get(at..at + run.len()) else {
            return false;
        };
        let mut pairs = run.iter().zip(text);
        pairs.all(|(atom, c)| match atom {
            Atom::Char(own) => own == c,
            Atom::Class(class) => class.has(*c),
            Atom::Any | Atom::Many | Atom::Group(..) => true,
        })
    };
    let [first, rest @ ..] = runs else {
        return Start::NotHere;
    };
    if !fits(first, 0) {
        return Start::NotHere;
    }
    let mut at = first.len();
    let Some((last, middle)) = rest.split_last() else {
        return Start::Length(at);
    };
    for run in middle {
        match (at..=text.len()).find(|place| fits(run, *place)) {
            Some(place) => at = place + run.len(),
            None => return Start::Nowhere,
        }
    }
    let mut places = at..=text.len();
    let place = match longest {
        true => places.rfind(|place| fits(last, *place)),
        false => places.find(|place| fits(last, *place)),
    };
    place.map_or(Start::Nowhere, |place| Start::Length(place + last.len()))
}

fn atoms(text: &[char], at: &mut usize, extended: bool, inside: bool, depth: u32) -> Vec<Atom> {
    let mut atoms = Vec::new();
    while let Some(c) = text.get(*at).copied() {
        if inside && matches!(c, '|' | ')') {
            break;
        }
        *at += 1;
        let group = extended && depth < 20 && "?*+@!".contains(c) && text.get(*at) == Some(&'(');
        atoms.push(match c {
            _ if group => match self::group(text, at, c, depth) {
                Some(group) => group,
                None => Atom::Char(c),
            },
            '\\' if *at < text.len() => {
                *at += 1;
                Atom::Char(text[*at - 1])
            }
            '?' => Atom::Any,
            '*' => Atom::Many,
            '[' => match class(text, at) {
                Some(class) => Atom::Class(class),
                None => Atom::Char('['),
            },
            c => Atom::Char(c),
        });
    }
    atoms
}

fn group(text: &[char], at: &mut usize, sign: char, depth: u32) -> Option<Atom> {
    let start = *at;
    *at += 1;
    let mut options = Vec::new();
    loop {
        options.push(atoms(text, at, true, true, depth + 1));
        match text.get(*at) {
            Some('|') => *at += 1,
            Some(_) => break,
            None => {
                *at = start;
                return None;
            }
        }
    }
    *at += 1;
    Some(Atom::Group(sign, options))
}

fn class(text: &[char], at: &mut usize) -> Option<Class> {
    let mut here = *at;
    let negated = matches!(text.get(here), Some('!' | '^'));
    here += usize::from(negated);
    let mut items = Vec::new();
    let mut first = true;
    loop {
        let mut c = *text.get(here)?;
        here += 1;
        if c == ']' && !first {
            break;
        }
        first = false;
        if c == '[' && text.get(here) == Some(&':') {
            let rest = &text[here + 1..];
            let end = rest.windows(2).position(|two| two == [':', ']']);
            if let Some(end) = end {
                items.push(Item::Named(rest[..end].iter().collect()));
                here += end + 3;
                continue;
            }
        }
        if c == '\\' {
            c = *text.get(here)?;
            here += 1;
        }
        let ranges = text.get(here) == Some(&'-') && text.get(here + 1).is_some_and(|c| *c != ']');
        if ranges {
            let mut last = text[here + 1];
            here += 2;
            if last == '\\' {
                last = *text.get(here)?;
                here += 1;
            }
            items.push(Item::Range(c, last));
        } else {
            items.push(Item::Range(c, c));
        }
    }
    *at = here;
    Some(Class { negated, items })
}

impl Class {
    fn has(&self, c: char) -> bool {
        let has = |item: &Item| match item {
            Item::Range(first, last) => (*first..=*last).contains(&c),
            Item::Named(name) => is_in_class(name, c),
        };
        self.items.iter().any(has) != self.negated
    }
}

/// Whether a character is in a class of POSIX, such as `alpha`.
pub fn is_in_class(name: &str, c: char) -> bool {
    match name {
        "alpha" => c.is_alphabetic(),
        "digit" => c.is_ascii_digit(),
        "alnum" => c.is_alphanumeric(),
        "upper" => c.is_uppercase(),
        "lower" => c.is_lowercase(),
        "space" => c.is_whitespace(),
        "blank" => c == ' ' || c == '\t',
        "punct" => c.is_ascii_punctuation(),
        "print" => !c.is_control(),
        "graph" => !c.is_control() && !c.is_whitespace(),
        "cntrl" => c.is_control(),
        "xdigit" => c.is_ascii_hexdigit(),
        "word" => c.is_alphanumeric() || c == '_',
        _ => false,
    }
}

fn fits(atoms: &[Atom], text: &[char], steps: &mut u32) -> bool {
    let (mut atom, mut at) = (0, 0);
    // Where the last `*` stands, and what it has taken so far: no earlier one needs another try.
    let mut star: Option<(usize, usize)> = None;
    loop {
        if *steps == 0 {
            return false;
        }
        *steps -= 1;
        let stepped = match atoms.get(atom) {
            Some(Atom::Many) => {
                star = Some((atom + 1, at));
                atom += 1;
                continue;
            }
            Some(Atom::Group(sign, options)) => {
                if fits_group(*sign, options, &atoms[atom + 1..], &text[at..], steps) {
                    return true;
                }
                false
            }
            Some(Atom::Char(c)) => text.get(at) == Some(c),
            Some(Atom::Any) => at < text.len(),
            Some(Atom::Class(class)) => text.get(at).is_some_and(|c| class.has(*c)),
            None if at == text.len() => return true,
            None => false,
        };
        if stepped {
            atom += 1;
            at += 1;
            continue;
        }
        let Some((behind, taken)) = star.filter(|(_, taken)| *taken < text.len()) else {
            return false;
        };
        star = Some((behind, taken + 1));
        (atom, at) = (behind, taken + 1);
    }
}

fn fits_group(
    sign: char,
    options: &[Vec<Atom>],
    rest: &[Atom],
    text: &[char],
    steps: &mut u32,
) -> bool {
    if matches!(sign, '?' | '*') && fits(rest, text, steps) {
        return true;
    }
    for end in 0..=text.len() {
        if *steps == 0 {
            return false;
        }
        let one = options
            .iter()
            .any(|option| fits(option, &text[..end], steps));
        let found = match sign {
            '!' => !one && fits(rest, &text[end..], steps),
            '*' | '+' => {
                let again = |steps: &mut u32| {
                    end > 0 && fits_group('*', options, rest, &text[end..], steps)
                };
                one && (fits(rest, &text[end..], steps) || again(steps))
            }
            _ => one && fits(rest, &text[end..], steps),
        };
        if found {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern, true).fits(text)
    }

    #[test]
    fn fits_what_bash_fits() {
        assert!(fits("*.json", "web.json") && !fits("*.json", "web.yaml"));
        assert!(fits("[!a-c]?", "dx") && !fits("[!a-c]?", "ax"));
        assert!(fits("[[:digit:]]*", "7up") && fits("[]a]", "]"));
        assert!(fits("\\*", "*") && !fits("\\*", "a"));
        assert!(fits("@(a|b*)c", "bxc") && fits("+(ab)", "abab") && !fits("+(ab)", ""));
        assert!(fits("!(a)", "b") && !fits("!(a)", "a") && fits("*(a|b)", ""));
    }

    #[test]
    fn gives_up_on_what_would_take_ages() {
        assert!(!fits("*(*a)*(*a)*(*a)b", &"a".repeat(200)));
    }
}
