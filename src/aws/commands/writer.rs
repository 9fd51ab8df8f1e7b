//! Changes one value in a file of settings and leaves all else as it is: remarks, order, blanks.
//! Source: awscli 2.9, `configure/writer.py`, by behaviour.

/// A value of a setting, or of one below it.
pub enum Change<'a> {
    /// `name = value`
    Value(&'a str),
    /// `name =`, and below it `sub = value`
    Below(&'a str, &'a str),
}

/// The file with a value changed.
pub fn changed(text: &str, section: &str, name: &str, change: &Change) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let Some(start) = lines.iter().position(|line| is_header(line, section)) else {
        let break_before = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        return format!("{text}{break_before}[{section}]\n{}", written(name, change));
    };
    let mut last = start;
    for index in start + 1..lines.len() {
        if lines[index].trim_start().starts_with('[') {
            break;
        }
        let Some((own, _)) = option(&lines[index]) else {
            continue;
        };
        last = index;
        if own.trim() == name {
            match change {
                Change::Value(value) => lines[index] = format!("{name} = {value}\n"),
                Change::Below(sub, value) => change_below(&mut lines, index, sub, value),
            }
            return lines.concat();
        }
    }
    if !lines[last].ends_with('\n') {
        lines[last].push('\n');
    }
    lines.insert(last + 1, written(name, change));
    lines.concat()
}

fn is_header(line: &str, section: &str) -> bool {
    let header = line
        .trim()
        .strip_prefix('[')
        .and_then(|rest| rest.split(']').next());
    let quoted = section
        .split_once(' ')
        .map(|(kind, name)| format!("{kind} \"{name}\""));
    header.is_some_and(|header| header == section || quoted.as_deref() == Some(header))
}

fn option(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(['=', ':'])?;
    (!name.trim().is_empty() && !name.trim_start().starts_with(['#', ';'])).then_some((name, value))
}

fn written(name: &str, change: &Change) -> String {
    match change {
        Change::Value(value) => format!("{name} = {value}\n"),
        Change::Below(sub, value) => format!("{name} =\n    {sub} = {value}\n"),
    }
}

fn change_below(lines: &mut Vec<String>, above: usize, sub: &str, value: &str) {
    let mut end = above + 1;
    while end < lines.len() && lines[end].starts_with([' ', '\t']) {
        if option(&lines[end]).is_some_and(|(own, _)| own.trim() == sub) {
            let blanks: String = lines[end]
                .chars()
                .take_while(|one| one.is_whitespace())
                .collect();
            lines[end] = format!("{blanks}{sub} = {value}\n");
            return;
        }
        end += 1;
    }
    lines.insert(end, format!("    {sub} = {value}\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_one_value_and_nothing_else() {
        let text = "# mine\n[default]\nregion = a ; why\n\n[profile b]\noutput=text";
        let now = changed(text, "default", "region", &Change::Value("c"));
        assert_eq!(
            now,
            "# mine\n[default]\nregion = c\n\n[profile b]\noutput=text"
        );
        let now = changed(text, "profile b", "region", &Change::Value("c"));
        assert!(now.ends_with("[profile b]\noutput=text\nregion = c\n"));
        let now = changed(text, "profile d", "s3", &Change::Below("x", "1"));
        assert!(now.ends_with("output=text\n[profile d]\ns3 =\n    x = 1\n"));
        let again = changed(&now, "profile d", "s3", &Change::Below("y", "2"));
        assert!(again.ends_with("s3 =\n    x = 1\n    y = 2\n"));
        assert_eq!(
            changed("", "default", "a", &Change::Value("b")),
            "[default]\na = b\n"
        );
    }
}
