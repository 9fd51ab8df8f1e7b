//! Patterns: `*`, `?`, `[…]` and the extended forms `@(a|b)`.

/// Steps after which a pattern is taken not to fit: some could try for ages.
const STEPS_MOST: u32 = 1_000_000;

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
        let mut lengths: Vec<usize> = (0..=text.len()).collect();
        if longest {
            lengths.reverse();
        }
        lengths
            .into_iter()
            .find(|end| self.fits_chars(&text[..*end]))
    }

    /// Where the end of the text starts that it fits.
    pub fn suffix(&self, text: &[char], longest: bool) -> Option<usize> {
        let mut starts: Vec<usize> = (0..=text.len()).collect();
        if !longest {
            starts.reverse();
        }
        starts
            .into_iter()
            .find(|start| self.fits_chars(&text[*start..]))
    }
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
