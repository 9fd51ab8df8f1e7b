//! From expressions to the steps of a machine.

use super::code::{Op, Origin, Separators, Target, constant};
use super::compile::Compiler;
use super::tree::{Expr, From, Native, Place};
use super::value::Val;

impl Compiler<'_> {
    /// Steps that leave a value on the stack.
    pub fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Number(_)
            | Expr::Text(_)
            | Expr::Regex(_)
            | Expr::Place(_)
            | Expr::Assign(_, _)
            | Expr::Update(_, _, _)
            | Expr::Bump { .. } => self.simple(expr),
            Expr::Binary(how, left, right) => {
                self.expr(left);
                self.expr(right);
                self.push(Op::Binary(*how));
            }
            Expr::Unary(how, inner) => {
                self.expr(inner);
                self.push(Op::Unary(*how));
            }
            Expr::And(left, right) => self.either(left, right, false),
            Expr::Or(left, right) => self.either(left, right, true),
            Expr::Choose(test, yes, no) => {
                self.expr(test);
                let skip = self.push(Op::JumpUnless(0));
                self.expr(yes);
                let over = self.push(Op::Jump(0));
                self.land(skip);
                self.expr(no);
                self.land(over);
            }
            Expr::Match {
                text,
                regex,
                negated,
            } => {
                self.expr(text);
                let own = self.pattern(regex);
                self.push(Op::Match(own, *negated));
            }
            Expr::In(keys, array) => {
                self.key(keys);
                let slot = self.slot(array);
                self.push(Op::In(slot));
            }
            Expr::Call(name, arguments) => self.call(name, arguments),
            Expr::Native(native, arguments) => self.native(*native, arguments),
            Expr::Getline { from, to } => self.getline(from, to.as_ref()),
            // The parser leaves lists only where they are arguments; elsewhere it is the last one.
            Expr::List(list) => {
                for (place, expr) in list.iter().enumerate() {
                    if place > 0 {
                        self.push(Op::Pop);
                    }
                    self.expr(expr);
                }
            }
        }
    }

    /// Constants, places, and what is assigned to them.
    fn simple(&mut self, expr: &Expr) {
        match expr {
            Expr::Number(number) => {
                self.push(Op::Const(Val::Number(*number)));
            }
            Expr::Text(text) => {
                self.push(constant(text));
            }
            Expr::Regex(regex) => {
                self.record();
                self.push(Op::Match(Some(regex.clone()), false));
            }
            Expr::Place(place) => {
                let target = self.place(place);
                self.push(Op::Load(target));
            }
            Expr::Assign(place, value) => {
                let target = self.place(place);
                self.expr(value);
                self.push(Op::Store(target));
            }
            Expr::Update(place, how, value) => {
                let target = self.place(place);
                self.expr(value);
                self.push(Op::Update(target, *how));
            }
            Expr::Bump { place, by, post } => {
                let target = self.place(place);
                self.push(Op::Bump(target, *by, *post));
            }
            _ => {}
        }
    }

    fn record(&mut self) {
        self.push(Op::Const(Val::Number(0.0)));
        self.push(Op::Load(Target::Field));
    }

    /// `&&` and `||`: 1 or 0, and the right side only if it counts.
    fn either(&mut self, left: &Expr, right: &Expr, or: bool) {
        self.expr(left);
        let known = self.push(if or { Op::JumpIf(0) } else { Op::JumpUnless(0) });
        self.expr(right);
        let other = self.push(if or { Op::JumpIf(0) } else { Op::JumpUnless(0) });
        self.push(Op::Const(Val::truth(!or)));
        let over = self.push(Op::Jump(0));
        self.land(known);
        self.land(other);
        self.push(Op::Const(Val::truth(or)));
        self.land(over);
    }

    /// A pattern of the program, or one that is put on the stack.
    fn pattern(&mut self, regex: &Expr) -> Option<std::rc::Rc<crate::shell::regex::Regex>> {
        if let Expr::Regex(regex) = regex {
            return Some(regex.clone());
        }
        self.expr(regex);
        None
    }

    fn call(&mut self, name: &str, arguments: &[Expr]) {
        for argument in arguments {
            if let Expr::Place(Place::Name(name)) = argument {
                let slot = self.slot(name);
                self.push(Op::PassName(slot));
            } else {
                self.expr(argument);
                self.push(Op::Pass);
            }
        }
        let functions = &self.code.functions;
        let number = functions.iter().position(|function| function.name == name);
        self.push(Op::Call(number.unwrap_or(0), arguments.len()));
    }

    fn native(&mut self, native: Native, arguments: &[Expr]) {
        match (native, arguments) {
            (Native::Length, []) => {
                self.record();
                self.push(Op::Native(native, 1));
            }
            (Native::Length, [Expr::Place(Place::Name(name))]) => {
                let slot = self.slot(name);
                self.push(Op::LengthOf(slot));
            }
            (Native::Sub | Native::Gsub, [regex, with, rest @ ..]) => {
                self.substitute(native == Native::Gsub, regex, with, rest.first());
            }
            (Native::Match, [text, regex]) => {
                self.expr(text);
                let own = self.pattern(regex);
                self.push(Op::Find(own));
            }
            (Native::Split, [text, Expr::Place(Place::Name(array)), rest @ ..]) => {
                self.expr(text);
                let how = match rest.first() {
                    None => Separators::Fields,
                    Some(Expr::Regex(regex)) => Separators::Regex(regex.clone()),
                    Some(other) => {
                        self.expr(other);
                        Separators::Given
                    }
                };
                let slot = self.slot(array);
                self.push(Op::Split(slot, how));
            }
            _ => {
                arguments.iter().for_each(|argument| self.expr(argument));
                self.push(Op::Native(native, arguments.len()));
            }
        }
    }

    fn substitute(&mut self, all: bool, regex: &Expr, with: &Expr, of: Option<&Expr>) {
        let whole = Expr::Place(Place::Field(Box::new(Expr::Number(0.0))));
        let of = of.unwrap_or(&whole);
        let target = match of {
            Expr::Place(place) => {
                let target = self.place(place);
                if !matches!(target, Target::Slot(_)) {
                    self.push(Op::Double);
                }
                self.push(Op::Load(target));
                Some(target)
            }
            other => {
                self.expr(other);
                None
            }
        };
        let own = self.pattern(regex);
        self.expr(with);
        self.push(Op::Substitute(own, all));
        self.push(Op::StoreChanged(target));
    }

    fn getline(&mut self, from: &From, to: Option<&Place>) {
        let target = to.map(|place| self.place(place));
        let origin = match from {
            From::Main => Origin::Main,
            From::File(name) => {
                self.expr(name);
                Origin::File
            }
            From::Command(text) => {
                self.expr(text);
                Origin::Command
            }
        };
        self.push(Op::Getline(origin, target));
    }
}
