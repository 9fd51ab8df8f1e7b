//! A command line of the AWS CLI.
//! Source: AWS CLI User Guide, "AWS CLI skeletons and input files".

use serde_json::Value;

/// The command that registers a request, which stands in the lines after it.
pub fn cli(request: &Value) -> String {
    // A JSON text has no line that says EOF: line ends in texts are escaped.
    let json = serde_json::to_string_pretty(request).unwrap_or_default();
    let command = "aws ecs register-task-definition --cli-input-json file:///dev/stdin";
    format!("{command} <<'EOF'\n{json}\nEOF\n")
}
