//! tantivy behind the protocol of ../README.md.

mod build;
mod query;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

/// What goes wrong is only ever shown.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
usage: peer build CORPUS.jsonl INDEX [--threads N] [--memory MiB] [--store 0|1] [--reorder]
       peer serve INDEX";

/// For what an engine has no means to do.
const CANNOT: u8 = 3;

/// The fields of an index, which its builder and its server must agree on.
pub mod fields {
    pub const ID: &str = "id";
    pub const WORDS: &str = "words";
    pub const TITLE: &str = "title";
    pub const BODY: &str = "body";
}

enum Task {
    Build(build::Settings),
    Serve(PathBuf),
    Reorder,
}

/// None where the command line is not as in the usage.
fn task(mut words: std::env::Args) -> Option<Task> {
    words.next();
    match words.next()?.as_str() {
        "serve" => {
            let index = words.next()?.into();
            words.next().is_none().then_some(Task::Serve(index))
        }
        "build" => build_task(words),
        _ => None,
    }
}

fn build_task(mut words: std::env::Args) -> Option<Task> {
    let mut settings = build::Settings {
        corpus: words.next()?.into(),
        index: words.next()?.into(),
        threads: 1,
        memory: 1024,
        store: true,
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--threads" => settings.threads = words.next()?.parse().ok().filter(|&n| n > 0)?,
            "--memory" => settings.memory = words.next()?.parse().ok()?,
            "--store" => settings.store = words.next()?.parse::<u8>().ok().filter(|&n| n < 2)? == 1,
            "--reorder" => return Some(Task::Reorder),
            _ => return None,
        }
    }
    Some(Task::Build(settings))
}

fn main() -> ExitCode {
    let result = match task(std::env::args()) {
        Some(Task::Build(settings)) => build::build(&settings),
        Some(Task::Serve(index)) => serve::serve(&index),
        Some(Task::Reorder) => {
            eprintln!("peer: tantivy does not reorder documents");
            return ExitCode::from(CANNOT);
        }
        None => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("peer: {error}");
            ExitCode::FAILURE
        }
    }
}
