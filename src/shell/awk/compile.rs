//! From rules and statements to the steps of a machine.

use super::code::{Code, Compiled, Op, SPECIAL, Slot, Target};
use super::tree::{Expr, Function, Pattern, Place, Rule, Statement, Tree};
use super::value::Val;

/// Steps that a program may have.
const OPS_MOST: usize = 200_000;

/// Places to jump to that are not known yet.
#[derive(Default)]
struct Loop {
    breaks: Vec<usize>,
    continues: Vec<usize>,
    /// It goes through keys, which have to be dropped on the way out.
    keys: bool,
}

pub struct Compiler<'t> {
    pub code: Code,
    /// Parameters of the function under way.
    pub parameters: &'t [String],
    loops: Vec<Loop>,
}

/// The steps of a program. The error is a message.
pub fn compile(tree: &Tree) -> Result<Code, String> {
    let mut compiler = Compiler {
        code: Code::default(),
        parameters: &[],
        loops: Vec::new(),
    };
    compiler.code.globals = SPECIAL.iter().map(|name| name.to_string()).collect();
    compiler.code.functions = tree.functions.iter().map(header).collect();
    compiler.program(tree);
    if compiler.code.ops.len() > OPS_MOST {
        return Err("the program is too large".to_string());
    }
    Ok(compiler.code)
}

fn header(function: &Function) -> Compiled {
    Compiled {
        name: function.name.clone(),
        start: 0,
        parameters: function.parameters.len(),
    }
}

impl<'t> Compiler<'t> {
    pub fn push(&mut self, op: Op) -> usize {
        self.code.ops.push(op);
        self.code.ops.len() - 1
    }

    pub fn here(&self) -> usize {
        self.code.ops.len()
    }

    /// Lets a jump that was pushed lead here.
    pub fn land(&mut self, jump: usize) {
        let here = self.here();
        self.aim(jump, here);
    }

    fn aim(&mut self, jump: usize, to: usize) {
        match &mut self.code.ops[jump] {
            Op::Jump(place)
            | Op::JumpIf(place)
            | Op::JumpUnless(place)
            | Op::NextKey(place)
            | Op::Record(place) => *place = to,
            _ => {}
        }
    }

    pub fn slot(&mut self, name: &str) -> Slot {
        if let Some(place) = self.parameters.iter().position(|own| own == name) {
            return Slot::Local(place);
        }
        let globals = &mut self.code.globals;
        let place = globals.iter().position(|own| own == name);
        Slot::Global(place.unwrap_or_else(|| {
            globals.push(name.to_string());
            globals.len() - 1
        }))
    }

    fn program(&mut self, tree: &'t Tree) {
        let rules = |begin: bool, end: bool| {
            let wanted = move |rule: &&Rule| {
                let is_begin = matches!(rule.pattern, Pattern::Begin);
                let is_end = matches!(rule.pattern, Pattern::End);
                (is_begin, is_end) == (begin, end)
            };
            tree.rules.iter().filter(wanted)
        };
        for rule in rules(true, false) {
            self.action(rule);
        }
        let reads = rules(false, false).next().is_some() || rules(false, true).next().is_some();
        if reads {
            let start = self.push(Op::Record(0));
            self.code.records = Some(start);
            for rule in rules(false, false) {
                self.rule(rule);
            }
            self.push(Op::Jump(start));
            self.land(start);
        }
        self.code.end = self.here();
        for rule in rules(false, true) {
            self.action(rule);
        }
        self.push(Op::Halt);
        for (place, function) in tree.functions.iter().enumerate() {
            self.code.functions[place].start = self.here();
            self.parameters = &function.parameters;
            self.statements(&function.body);
            self.push(Op::Const(Val::Unset));
            self.push(Op::Return);
            self.parameters = &[];
        }
    }

    fn rule(&mut self, rule: &Rule) {
        match &rule.pattern {
            Pattern::Begin | Pattern::End => {}
            Pattern::Always => self.action(rule),
            Pattern::If(test) => {
                self.expr(test);
                let skip = self.push(Op::JumpUnless(0));
                self.action(rule);
                self.land(skip);
            }
            Pattern::Range(first, last) => {
                let number = self.code.ranges;
                self.code.ranges += 1;
                self.push(Op::IsOpen(number));
                let open = self.push(Op::JumpIf(0));
                self.expr(first);
                let skip = self.push(Op::JumpUnless(0));
                self.push(Op::SetOpen(number, true));
                self.land(open);
                self.expr(last);
                let goes_on = self.push(Op::JumpUnless(0));
                self.push(Op::SetOpen(number, false));
                self.land(goes_on);
                self.action(rule);
                self.land(skip);
            }
        }
    }

    fn action(&mut self, rule: &Rule) {
        match &rule.action {
            Some(statements) => self.statements(statements),
            None => {
                self.push(Op::Print(0, None));
            }
        }
    }

    fn statements(&mut self, statements: &[Statement]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Expr(expr) => {
                self.expr(expr);
                self.push(Op::Pop);
            }
            Statement::Print {
                arguments,
                formatted,
                to,
            } => {
                for argument in arguments {
                    self.expr(argument);
                }
                let sink = to.as_ref().map(|(sink, name)| {
                    self.expr(name);
                    *sink
                });
                let count = arguments.len();
                self.push(match formatted {
                    true => Op::Printf(count, sink),
                    false => Op::Print(count, sink),
                });
            }
            Statement::If(test, then, otherwise) => {
                self.expr(test);
                let skip = self.push(Op::JumpUnless(0));
                self.statements(then);
                if otherwise.is_empty() {
                    return self.land(skip);
                }
                let over = self.push(Op::Jump(0));
                self.land(skip);
                self.statements(otherwise);
                self.land(over);
            }
            Statement::While(test, body) => self.for_loop(None, Some(test), None, body),
            Statement::Do(body, test) => {
                let start = self.here();
                self.enter(false);
                self.statements(body);
                let here = self.here();
                self.expr(test);
                self.push(Op::JumpIf(start));
                self.leave(here);
            }
            Statement::For {
                first,
                test,
                step,
                body,
            } => self.for_loop(first.as_ref(), test.as_ref(), step.as_ref(), body),
            Statement::ForIn { name, array, body } => self.for_in(name, array, body),
            Statement::Delete(_, _)
            | Statement::Next
            | Statement::NextFile
            | Statement::Exit(_)
            | Statement::Return(_) => self.leaving(statement),
            Statement::Break => self.leap(true),
            Statement::Continue => self.leap(false),
        }
    }

    /// What deletes, and what leaves the rule, the function or the program.
    fn leaving(&mut self, statement: &Statement) {
        match statement {
            Statement::Delete(name, key) => {
                let slot = self.slot(name);
                match key {
                    None => self.push(Op::DeleteAll(slot)),
                    Some(keys) => {
                        self.key(keys);
                        self.push(Op::Delete(slot))
                    }
                };
            }
            Statement::Next => {
                self.push(Op::Next);
            }
            Statement::NextFile => {
                self.push(Op::NextFile);
            }
            Statement::Exit(value) => {
                value.iter().for_each(|value| self.expr(value));
                self.push(Op::Exit(value.is_some()));
            }
            Statement::Return(value) => {
                match value {
                    Some(value) => self.expr(value),
                    None => {
                        self.push(Op::Const(Val::Unset));
                    }
                }
                self.push(Op::Return);
            }
            _ => {}
        }
    }

    fn leap(&mut self, breaks: bool) {
        let jump = self.push(Op::Jump(0));
        if let Some(around) = self.loops.last_mut() {
            match breaks {
                true => around.breaks.push(jump),
                false => around.continues.push(jump),
            }
        }
    }

    fn enter(&mut self, keys: bool) {
        self.loops.push(Loop {
            keys,
            ..Loop::default()
        });
    }

    /// A loop ends here; who goes on with it goes to `next`.
    fn leave(&mut self, next: usize) {
        let Some(left) = self.loops.pop() else { return };
        for jump in left.continues {
            self.aim(jump, next);
        }
        if !left.keys {
            left.breaks.into_iter().for_each(|jump| self.land(jump));
            return;
        }
        let over = self.push(Op::Jump(0));
        left.breaks.into_iter().for_each(|jump| self.land(jump));
        self.push(Op::DropKeys);
        self.land(over);
    }

    fn for_loop(
        &mut self,
        first: Option<&Expr>,
        test: Option<&Expr>,
        step: Option<&Expr>,
        body: &[Statement],
    ) {
        if let Some(first) = first {
            self.expr(first);
            self.push(Op::Pop);
        }
        let start = self.here();
        let out = test.map(|test| {
            self.expr(test);
            self.push(Op::JumpUnless(0))
        });
        self.enter(false);
        self.statements(body);
        let next = self.here();
        if let Some(step) = step {
            self.expr(step);
            self.push(Op::Pop);
        }
        self.push(Op::Jump(start));
        out.into_iter().for_each(|out| self.land(out));
        self.leave(next);
    }

    fn for_in(&mut self, name: &str, array: &str, body: &[Statement]) {
        let (name, array) = (self.slot(name), self.slot(array));
        self.push(Op::Keys(array));
        let start = self.push(Op::NextKey(0));
        self.push(Op::Store(Target::Slot(name)));
        self.push(Op::Pop);
        self.enter(true);
        self.statements(body);
        self.push(Op::Jump(start));
        self.land(start);
        self.leave(start);
    }

    /// The key or the number that a place needs on the stack.
    pub fn place(&mut self, place: &Place) -> Target {
        match place {
            Place::Name(name) => Target::Slot(self.slot(name)),
            Place::Field(number) => {
                self.expr(number);
                Target::Field
            }
            Place::Item(name, keys) => {
                self.key(keys);
                Target::Item(self.slot(name))
            }
        }
    }

    pub fn key(&mut self, keys: &[Expr]) {
        for key in keys {
            self.expr(key);
        }
        if keys.len() > 1 {
            self.push(Op::Key(keys.len()));
        }
    }
}
