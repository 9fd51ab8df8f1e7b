//! Commands that scripts call and that are not here, and what to take instead.

const ABSENT: &[(&str, &str)] = &[
    ("ansible", "there are no machines to reach; `aws` is here"),
    ("apt", "everything that there is is here: `help` lists it"),
    (
        "apt-get",
        "everything that there is is here: `help` lists it",
    ),
    ("copilot", "its commands come down to `aws ecs`"),
    (
        "docker",
        "images are simulated: register a task definition that names one",
    ),
    ("ecs-cli", "its commands come down to `aws ecs`"),
    ("git", "there is no repository here"),
    ("http", "`curl` asks simulated hosts"),
    ("kubectl", "this is ECS: `aws ecs` is here"),
    ("nc", "`curl` asks simulated hosts"),
    ("node", "`jq` reads and writes JSON, `awk` calculates"),
    ("perl", "`awk` and `sed` are here"),
    ("ping", "`curl` asks simulated hosts"),
    (
        "python",
        "`jq .` writes JSON readably, `jq -r .a` reads it, `awk` calculates",
    ),
    (
        "python3",
        "`jq .` writes JSON readably, `jq -r .a` reads it, `awk` calculates",
    ),
    ("ruby", "`jq` reads and writes JSON, `awk` calculates"),
    (
        "session-manager-plugin",
        "containers are simulated: there is no shell in them",
    ),
    ("ssh", "instances are simulated: there is no shell on them"),
    ("sudo", "nothing here needs rights: leave the word out"),
    (
        "systemctl",
        "instances are simulated: `drydock instances` shows them",
    ),
    (
        "terraform",
        "paste the definition into the editor, or use `aws ecs`",
    ),
    ("vi", "the page's editor changes files"),
    ("vim", "the page's editor changes files"),
    ("nano", "the page's editor changes files"),
    ("wget", "`curl` asks simulated hosts"),
    ("yq", "`jq` reads JSON"),
    ("yum", "everything that there is is here: `help` lists it"),
    ("zip", "files are texts here"),
    (
        "cdk",
        "paste the definition into the editor, or use `aws ecs`",
    ),
    ("dig", "`curl` asks simulated hosts"),
    ("du", "`wc -c` counts bytes"),
    ("gzip", "files are texts here"),
    ("htop", "`drydock instances` shows the hosts"),
    ("ln", "there are no links here: `cp` copies"),
    ("make", "`bash` runs scripts"),
    ("npm", "there is no project here"),
    ("nslookup", "`curl` asks simulated hosts"),
    ("openssl", "`sha256sum` and `base64` are here"),
    ("pip", "there is no Python here"),
    ("ps", "`jobs` shows what runs in the background"),
    (
        "sam",
        "paste the definition into the editor, or use `aws ecs`",
    ),
    ("tar", "files are texts here"),
    ("top", "`drydock instances` shows the hosts"),
    ("unzip", "files are texts here"),
    ("$", "that is the prompt of a guide: leave it out"),
    ("bg", "what runs with `&` ends with its script"),
    ("cmp", "`diff -q` compares"),
    ("disown", "what runs with `&` ends with its script"),
    ("fg", "what runs with `&` ends with its script"),
    (
        "man",
        "`help` lists what there is, `aws ecs run-task help` tells of one",
    ),
    ("od", "`cat -A` shows characters, `base64` bytes"),
    ("split", "`awk` writes into several files"),
    ("tree", "`find` lists files"),
    ("uuidgen", "`date +%s` and `$RANDOM` make names"),
    ("xxd", "`cat -A` shows characters, `base64` bytes"),
];

/// What to say of a command that is not here.
pub fn instead(name: &str) -> Option<&'static str> {
    if name.contains(['“', '”', '‘', '’']) {
        return Some("the quotes are those of a book: write \" or '");
    }
    let found = ABSENT.iter().find(|(own, _)| *own == name);
    found.map(|(_, text)| *text)
}
