use super::*;

fn words(line: &str) -> Vec<String> {
    line.split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn actions() -> Vec<Action> {
    vec![
        Action {
            required: true,
            ..Action::option("cluster")
        },
        Action {
            count: Count::Any,
            ..Action::option("tasks")
        },
        Action::flag("force", "force", Store::True),
        Action::flag("no-force", "force", Store::False),
        Action {
            required: false,
            count: Count::Optional,
            ..Action::place("help", vec![])
        },
    ]
}

fn said(line: &str) -> String {
    match parse(&actions(), &words(line)) {
        Err(Stop::Error(said)) => said,
        other => format!("{other:?}"),
    }
}

#[test]
fn takes_lines_apart() {
    let line = words("--clu=a --tasks 1 -2 --no-force --force --tell x -- --y");
    let parsed = parse(&actions(), &line).unwrap();
    assert_eq!(parsed.text("cluster"), Some("a"));
    assert_eq!(parsed.flag("force"), Some(true));
    let tasks = Given::Texts(words("1 -2"));
    assert_eq!(parsed.values["tasks"], tasks);
    assert_eq!(parsed.text("help"), Some("x"));
    assert_eq!(parsed.rest, ["--tell", "--y"]);
}

#[test]
fn says_what_is_wrong() {
    assert_eq!(
        said("--tasks"),
        "the following arguments are required: --cluster"
    );
    assert_eq!(
        said("--cluster --force"),
        "argument --cluster: expected one argument"
    );
    assert_eq!(
        said("--force=1"),
        "argument --force: ignored explicit argument '1'"
    );
    assert_eq!(
        said("--"),
        "the following arguments are required: --cluster"
    );
    assert_eq!(
        said("--cluster a --f --no=1"),
        "argument --no-force: ignored explicit argument '1'"
    );
}
