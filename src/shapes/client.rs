//! What clients do with operations besides calling them: they page through lists, and they wait.
//! Source: botocore, paginators-1.json and waiters-2.json of ecs/2014-11-13.

/// How to get all of a list that comes in pages.
#[derive(Debug, PartialEq, Eq)]
pub struct Paginator {
    /// The operation that is called again and again.
    pub operation: &'static str,
    /// The member of the request that says where to go on.
    pub input_token: &'static str,
    /// The member of the response whose value is the next request's token; absent on the last page.
    pub output_token: &'static str,
    /// The member of the request that limits a page.
    pub limit_key: &'static str,
    /// The members of the response that hold what is listed.
    pub result_keys: &'static [&'static str],
}

/// Calls an operation until a state is reached.
#[derive(Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Its name, such as `TasksStopped`.
    pub name: &'static str,
    /// The operation that is called again and again.
    pub operation: &'static str,
    /// Seconds between two calls.
    pub delay: u32,
    /// After so many calls it gives up.
    pub max_attempts: u32,
    /// What is made of a response: the first that matches decides, and if none does it goes on.
    pub acceptors: &'static [Acceptor],
}

/// Ends the waiting if something is so.
#[derive(Debug, PartialEq, Eq)]
pub struct Acceptor {
    /// How the argument's result is compared.
    pub matcher: Matcher,
    /// A JMESPath expression on the response.
    pub argument: &'static str,
    /// What the result, or its items, must be.
    pub expected: Expected,
    /// How it ends.
    pub state: State,
}

/// How a result is compared. Source: botocore, waiter.py, AcceptorConfig.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// The result is what is expected.
    Path,
    /// The result is a list, is not empty, and all of its items are.
    PathAll,
    /// The result is a list, and one of its items is.
    PathAny,
}

/// What a result is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A string.
    Text(&'static str),
    /// A Boolean.
    Truth(bool),
}

/// How waiting ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// What was waited for is so.
    Success,
    /// It can no longer become so.
    Failure,
}
