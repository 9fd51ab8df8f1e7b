//! A command line of the AWS CLI.
//! Source: AWS CLI User Guide, "AWS CLI skeletons and input files".

use serde_json::Value;

/// The command that registers a request, from a file that the lines before it write: of a pipe, and
/// a short text in the lines after a command is one, the CLI reads nothing.
pub fn cli(request: &Value) -> String {
    // A JSON text has no line that says EOF: line ends in texts are escaped.
    let json = serde_json::to_string_pretty(request).unwrap_or_default();
    let command = "aws ecs register-task-definition --cli-input-json";
    format!("cat > task.json <<'EOF'\n{json}\nEOF\n{command} file://task.json\n")
}
