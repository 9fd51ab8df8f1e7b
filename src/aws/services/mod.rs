//! The services around ECS, as the AWS CLI asks them: what a run has of each, in the members of the
//! service's own API. What changes the run goes through its commands, as everything does.
//!
//! One service is one file and one line in [`SERVICES`]. An operation reads its request and the
//! world, and plans; [`call`] carries the plan out.

mod application_autoscaling;
mod autoscaling;
mod cloudwatch;
mod ec2;
mod ecr;
mod elbv2;
mod iam;
mod logs;
mod scheduler;
mod secretsmanager;
mod ssm;
mod sts;

use crate::api::{Answer, Request};
use crate::model::World;
use crate::shapes;
use serde_json::{Value, json};

/// The simulated account, which is looked at and asked.
pub trait Account {
    /// Looks at what is in it, as it is shown.
    fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T;

    /// Asks it an action of ECS or of Drydock's own.
    fn ask(&mut self, action: &str, body: &str) -> Answer;
}

/// What an operation does.
enum Plan {
    /// It answers this.
    Answer(Value),
    /// It asks an action of the run.
    Ask {
        action: &'static str,
        body: Value,
        /// The code with which it tells of a refusal.
        code: &'static str,
        /// What it answers, from the world behind the action.
        told: fn(&World, Request) -> Value,
    },
}

/// What a service says of a request that it does not carry out.
struct Refused {
    code: &'static str,
    message: String,
}

impl Refused {
    fn new(code: &'static str, message: impl Into<String>) -> Refused {
        Refused {
            code,
            message: message.into(),
        }
    }

    fn answer(&self) -> Answer {
        let body = json!({"__type": self.code, "message": self.message});
        Answer {
            status: 400,
            body: body.to_string(),
        }
    }
}

/// Plans an operation.
type Run = fn(&World, Request) -> Result<Plan, Refused>;

/// A service.
struct Service {
    /// Its name as a command of the CLI.
    name: &'static str,
    /// The code with which it refuses a request that makes no sense.
    invalid: &'static str,
    /// Its operations.
    operations: &'static [(&'static str, Run)],
}

/// All of them but ECS.
const SERVICES: &[Service] = &[
    application_autoscaling::SERVICE,
    autoscaling::SERVICE,
    cloudwatch::SERVICE,
    ec2::SERVICE,
    ecr::SERVICE,
    elbv2::SERVICE,
    iam::SERVICE,
    logs::SERVICE,
    scheduler::SERVICE,
    secretsmanager::SERVICE,
    ssm::SERVICE,
    sts::SERVICE,
];

/// Asks a service; `service` is its name as a command of the CLI.
pub fn call(account: &mut impl Account, service: &str, action: &str, body: &str) -> Answer {
    let Some(of) = SERVICES.iter().find(|one| one.name == service) else {
        return account.ask(action, body);
    };
    let request: Value = serde_json::from_str(body).unwrap_or_default();
    let request = Request::new(&request);
    let planned = account.look(|world| of.plan(world, action, request));
    match planned {
        Ok(Plan::Answer(answer)) => granted(&answer),
        Err(refused) => refused.answer(),
        Ok(Plan::Ask {
            action,
            body,
            code,
            told,
        }) => {
            let answer = account.ask(action, &body.to_string());
            match answer.status {
                200 => granted(&account.look(|world| told(world, request))),
                _ => refused_by_run(code, &answer).answer(),
            }
        }
    }
}

fn granted(answer: &Value) -> Answer {
    Answer {
        status: 200,
        body: answer.to_string(),
    }
}

/// The words in which the run refused, with a code of the service.
fn refused_by_run(code: &'static str, answer: &Answer) -> Refused {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let said = body["message"].as_str().unwrap_or_default();
    Refused::new(code, said)
}

/// The members of a request as they came.
fn as_it_came(request: Request) -> Value {
    Value::Object(request.members())
}

/// The answer of an operation that has no more to say.
fn nothing(_: &World, _: Request) -> Value {
    json!({})
}

impl Service {
    fn plan(&self, world: &World, action: &str, request: Request) -> Result<Plan, Refused> {
        let known = self.operations.iter().find(|(name, _)| *name == action);
        let Some((_, run)) = known else {
            let said = format!("The action {action} is not simulated.");
            return Err(Refused::new("InvalidAction", said));
        };
        match run(world, request)? {
            Plan::Answer(answer) => self.page(action, request, answer).map(Plan::Answer),
            plan => Ok(plan),
        }
    }

    /// The page of a whole list that a request means. A token says how many items came before.
    fn page(&self, action: &str, request: Request, mut answer: Value) -> Result<Value, Refused> {
        let service = shapes::service(self.name);
        let paginator = service.and_then(|service| service.paginator(action));
        let Some(pages) = paginator else {
            return Ok(answer);
        };
        let before = match request.filled_text(pages.input_token) {
            None => 0,
            Some(token) => {
                let said =
                    || Refused::new(self.invalid, format!("The token {token} is not valid."));
                token.parse::<usize>().map_err(|_| said())?
            }
        };
        let most = request.integer(pages.limit_key);
        let most = most.and_then(|most| usize::try_from(most).ok());
        let end = before.saturating_add(most.filter(|most| *most > 0).unwrap_or(usize::MAX));
        let name = pages.result_keys.first().copied().unwrap_or_default();
        if let Some(items) = answer.get_mut(name).and_then(Value::as_array_mut) {
            let goes_on = items.len() > end;
            items.truncate(end);
            items.drain(..before.min(items.len()));
            if goes_on {
                answer[pages.output_token] = end.to_string().into();
            }
        }
        Ok(answer)
    }
}

#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
