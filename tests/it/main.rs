//! The one native test binary: what is tested from outside, and the rules of the house.

mod cli;
mod determinism;
mod examples;
mod fuzz;
mod merged;
mod rules;
mod samples;
mod scenarios;
mod shell;
mod swarm;
mod tidy;
mod time_travel;
