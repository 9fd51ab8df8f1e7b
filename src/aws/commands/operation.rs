//! One operation: from its words to what is printed.

use super::{Context, help, parse};
use crate::aws::call::pages::{Bounds, Pages};
use crate::aws::call::{Caller, wait};
use crate::aws::failure::{Failure, GENERAL, PARAMETER};
use crate::aws::output::Printer;
use crate::aws::parameters::file::{self, Content};
use crate::aws::parameters::flags::{Command, Flag, Input, Role};
use crate::aws::parameters::unpack::{self, Request, Surroundings};
use crate::aws::parameters::validate::validate;
use crate::aws::parameters::{sample_yaml, skeleton, yaml};
use crate::aws::python::argparse::{Parsed, whole};
use crate::aws::python::dump::{OUTPUT, PLAIN, dumps};
use crate::aws::python::json;
use crate::aws::python::repr::{Objects, type_name};
use crate::shapes::Operation;
use crate::shapes::client::Waiter;
use serde_json::{Map, Value, json};

/// What an operation is called for.
#[derive(Clone, Copy)]
pub enum Purpose {
    /// Its answer.
    Call,
    /// To wait for something.
    Wait(&'static Waiter),
}

/// What `aws ecs execute-command` says when the request was accepted.
const NO_SESSION: &str = "The request was accepted, but no session can be opened: what runs inside \
                          of containers is not simulated.";

/// The member of a request in which the CLI keeps how pages are turned.
const PAGES: &str = "PaginationConfig";

/// Runs an operation's command.
pub async fn run(
    context: &mut Context<'_>,
    operation: &'static Operation,
    purpose: Purpose,
    words: &[String],
) -> Result<u8, Failure> {
    let command = Command::new(operation);
    if words == ["help"] {
        context.print(&help::operation(&command, purpose));
        return Ok(0);
    }
    let parsed = parse(&command.actions(words), words)?;
    let mut rest = parsed.rest.clone();
    match parsed.text("help") {
        Some("help") => {
            context.print(&help::operation(&command, purpose));
            return Ok(0);
        }
        // As in the CLI: what is empty is passed over.
        Some("") | None => {}
        Some(other) => rest.push(other.to_owned()),
    }
    if !rest.is_empty() {
        return Err(Failure::unknown_words(&rest));
    }
    let bounds = bounds(context, &command, &parsed)?;
    let request = request(context, &command, &parsed, bounds.as_ref())?;
    if let Some(kind) = parsed.text("generate_cli_skeleton") {
        return sample(context, operation, kind, &request);
    }
    context.globals.reachable(context.environment)?;
    context.globals.callable()?;
    let caller = Caller {
        outside: context.outside.clone(),
        attempts: context.globals.attempts(context.environment)?,
        wire_times: context.globals.wire_times()?,
    };
    if let Purpose::Wait(waiter) = purpose {
        validate(operation.input.get(), &request)?;
        wait::wait(&caller, waiter, operation, &request.members).await?;
        return Ok(0);
    }
    call(
        context,
        &command,
        caller,
        request,
        bounds.unwrap_or_default(),
    )
    .await?;
    Ok(0)
}

/// How a list is fetched. Whoever names the service's own tokens fetches one page by hand.
fn bounds(
    context: &mut Context,
    command: &Command,
    parsed: &Parsed,
) -> Result<Option<Bounds>, Failure> {
    let Some(paginator) = command.paginator else {
        return Ok(None);
    };
    let by_hand = [paginator.input_token, paginator.limit_key]
        .into_iter()
        .any(|member| {
            let flag = command.flag_of(member);
            flag.is_some_and(|flag| parsed.text(&flag.name.replace('-', "_")).is_some())
        });
    if by_hand {
        context.globals.paginate = false;
    }
    // Where a service has a flag of this name, that is meant.
    let is_own = |name: &str| {
        let mut flags = command.flags.iter();
        let is = |flag: &Flag| flag.name.replace('-', "_") == name;
        flags.any(|flag| is(flag) && matches!(flag.role, Role::Paging(_)))
    };
    let number = |name: &str| {
        let given = parsed.text(name).filter(|_| is_own(name));
        given.and_then(whole)
    };
    let starting_token = match parsed.text("starting_token") {
        Some(token) => match file::named(token, "--starting-token", &around(context))? {
            Some(Content::Text(text)) => Some(text),
            Some(Content::Raw(_)) => {
                let said = "'bytes' object has no attribute 'encode'";
                return Err(Failure::general(said));
            }
            None => Some(token.to_owned()),
        },
        None => None,
    };
    let bounds = Bounds {
        starting_token,
        page_size: number("page_size"),
        max_items: number("max_items"),
    };
    let mut used = Vec::new();
    if bounds
        .starting_token
        .as_ref()
        .is_some_and(|token| !token.is_empty())
    {
        used.push("--starting-token");
    }
    if bounds.page_size.is_some_and(|size| size != 0) {
        used.push("--page-size");
    }
    if bounds.max_items.is_some_and(|max| max != 0) {
        used.push("--max-items");
    }
    if !context.globals.paginate && !used.is_empty() {
        let used = used.join(", ");
        return Err(Failure::new(
            PARAMETER,
            format!("Cannot specify --no-paginate along with pagination arguments: {used}"),
        ));
    }
    let is_given = parsed.values.keys().any(|name| is_own(name));
    Ok(is_given.then_some(bounds))
}

/// Where the values of flags come from.
fn around<'c>(context: &'c Context) -> Surroundings<'c> {
    Surroundings {
        folder: context.folder,
        environment: context.environment,
        stdin: &context.stdin,
    }
}

/// The request: flags first, and what they leave out from the whole one that was given.
fn request(
    context: &mut Context,
    command: &Command,
    parsed: &Parsed,
    bounds: Option<&Bounds>,
) -> Result<Request, Failure> {
    let around = around(context);
    let mut request = unpack::request(command, parsed, &around)?;
    let json = parsed
        .text("cli_input_json")
        .map(|text| (Input::Json, text));
    let yaml = parsed
        .text("cli_input_yaml")
        .map(|text| (Input::Yaml, text));
    if let Some(bounds) = bounds {
        // As in the CLI: where pages are not turned, these words reach the check of the request.
        let config = json!({"MaxItems": bounds.max_items, "PageSize": bounds.page_size});
        request.members.insert(PAGES.to_owned(), config);
    }
    if json.is_some() && yaml.is_some() {
        let said = "Only one --cli-input- parameter may be specified.";
        return Err(Failure::new(PARAMETER, said));
    }
    if let Some((input, text)) = json.or(yaml) {
        for (name, value) in whole_input(input, text, &around)? {
            request.members.entry(name).or_insert(value);
        }
    }
    if let Some(paginator) = command.paginator {
        let names = [paginator.input_token, paginator.limit_key];
        if names.iter().any(|name| request.members.contains_key(*name)) {
            context.globals.paginate = false;
        }
    }
    Ok(request)
}

fn whole_input(
    input: Input,
    text: &str,
    around: &Surroundings,
) -> Result<Map<String, Value>, Failure> {
    let (name, kind) = match input {
        Input::Json => ("cli-input-json", "JSON"),
        Input::Yaml => ("cli-input-yaml", "YAML"),
    };
    let text = match file::named_twice(text, &format!("--{name}"), around)? {
        Some(content) => content.into_text(),
        None => text.to_owned(),
    };
    let value = match input {
        Input::Json => json::loads(&text).ok(),
        Input::Yaml => yaml::read(&text),
    };
    match value {
        Some(Value::Object(members)) => Ok(members),
        Some(other) => {
            let is = type_name(&other, Objects::Plain);
            let said = format!("Invalid type: expecting map, received <class '{is}'>");
            Err(Failure::parameter(&format!("--{name}"), &said))
        }
        None => Err(Failure::parameter(
            name,
            &format!("Invalid {kind} received."),
        )),
    }
}

fn sample(
    context: &Context,
    operation: &'static Operation,
    kind: &str,
    request: &Request,
) -> Result<u8, Failure> {
    let input = operation.input.get();
    match kind {
        "output" => {
            context.globals.reachable(context.environment)?;
            context.globals.attempts(context.environment)?;
            let answer = skeleton::output(operation.output.get());
            // As in the CLI: the sample goes through the check of requests, and may not pass it.
            if let Value::Object(members) = &answer {
                let members = members.clone();
                validate(
                    operation.output.get(),
                    &Request {
                        members,
                        ..Request::default()
                    },
                )?;
            }
            validate(input, request)?;
            printer(context)?.print_sample(operation.name, answer)?;
        }
        "yaml-input" => context.print(&sample_yaml::input(input)),
        _ => context.print(&(dumps(&skeleton::input(input), OUTPUT) + "\n")),
    }
    Ok(0)
}

fn printer(context: &Context) -> Result<Printer, Failure> {
    let form = context.globals.form(context.environment)?;
    let out = context.streams.out.clone();
    let number = |name: &str| context.environment.get(name)?.parse().ok();
    // A table on a terminal is as wide as that; elsewhere 80 columns.
    let columns = if out.is_terminal() {
        number("COLUMNS")
    } else {
        None
    };
    let colours = context.globals.color == "on";
    let query = context.globals.query.clone();
    Ok(Printer {
        form,
        query,
        colours,
        columns: columns.unwrap_or(80),
        out,
    })
}

async fn call(
    context: &Context<'_>,
    command: &Command,
    caller: Caller,
    mut request: Request,
    bounds: Bounds,
) -> Result<(), Failure> {
    let operation = command.operation;
    let input = operation.input.get();
    let paginator = command.paginator.filter(|_| context.globals.paginate);
    if paginator.is_some() {
        request.members.shift_remove(PAGES);
    }
    if context.globals.debug {
        let body = dumps(&Value::Object(request.members.clone()), PLAIN);
        let said = format!("DEBUG - {}: sending {body}\n", operation.name);
        context.streams.err.write(said.as_bytes());
    }
    if let Some(paginator) = paginator {
        let members = std::mem::take(&mut request.members);
        let pages = Pages::new(&caller, operation, paginator, members, &bounds)?;
        request.members = pages.request().clone();
        validate(input, &request)?;
        return printer(context)?.print_pages(operation.name, pages).await;
    }
    validate(input, &request)?;
    let answer = caller.call(operation, &request.members).await;
    let answer = answer.map_err(|error| error.failure(operation.name))?;
    if operation.name == "ExecuteCommand" {
        return Err(Failure::new(GENERAL, NO_SESSION));
    }
    printer(context)?.print(operation.name, answer)
}
