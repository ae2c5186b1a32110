//! The line protocol, on one thread.

use std::io::{BufRead, Write, stdin, stdout};
use std::path::Path;
use std::time::Instant;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::Query;
use tantivy::schema::{Field, Value};
use tantivy::{Index, ReloadPolicy, Searcher, TantivyDocument};

use crate::query::parse;
use crate::{Result, fields};

struct Server {
    searcher: Searcher,
    words: Field,
    id: Field,
}

/// How many of the best, if any, and whether all are counted.
struct Work {
    best: Option<usize>,
    count: bool,
}

fn work(command: &str) -> Option<Work> {
    let (best, count) = match command {
        "COUNT" => (None, true),
        "TOP_10" => (Some(10), false),
        "TOP_100" => (Some(100), false),
        "TOP_1000" => (Some(1000), false),
        "TOP_10_COUNT" => (Some(10), true),
        "TOP_100_COUNT" => (Some(100), true),
        "TOP_1000_COUNT" => (Some(1000), true),
        _ => return None,
    };
    Some(Work { best, count })
}

impl Server {
    fn open(folder: &Path) -> Result<Server> {
        let index = Index::open_in_dir(folder)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Server {
            searcher: reader.searcher(),
            words: index.schema().get_field(fields::WORDS)?,
            id: index.schema().get_field(fields::ID)?,
        })
    }

    fn number(&self, work: &Work, query: &dyn Query) -> tantivy::Result<usize> {
        let Some(best) = work.best else {
            return query.count(&self.searcher);
        };
        let top = TopDocs::with_limit(best).order_by_score();
        if work.count {
            let (_, count) = self.searcher.search(query, &(top, Count))?;
            return Ok(count);
        }
        Ok(self.searcher.search(query, &top)?.len())
    }

    /// None for syntax that is not of the benchmark.
    fn timed(&self, work: &Work, text: &str) -> Result<Option<String>> {
        let start = Instant::now();
        let Some(query) = parse(text, self.words) else {
            return Ok(None);
        };
        let number = self.number(work, &*query)?;
        let nanoseconds = start.elapsed().as_nanos();
        Ok(Some(format!("{number}\t{nanoseconds}")))
    }

    fn rank(&self, text: &str) -> Result<Option<String>> {
        let Some(query) = parse(text, self.words) else {
            return Ok(None);
        };
        let mut hits = Vec::new();
        for (score, address) in self.searcher.search(&query, &TopDocs::with_limit(10).order_by_score())? {
            let stored: TantivyDocument = self.searcher.doc(address)?;
            let id = stored.get_first(self.id).and_then(|value| value.as_str());
            hits.push(format!("{}:{score}", id.unwrap_or_default()));
        }
        Ok(Some(hits.join(" ")))
    }

    fn answer(&self, line: &str) -> Result<Option<String>> {
        match line.split_once('\t') {
            Some(("RANK_10", text)) => self.rank(text),
            Some((command, text)) => work(command).map_or(Ok(None), |work| self.timed(&work, text)),
            None => Ok(None),
        }
    }
}

pub fn serve(folder: &Path) -> Result {
    let server = Server::open(folder)?;
    let mut out = stdout().lock();
    writeln!(out, "ready")?;
    out.flush()?;
    for line in stdin().lock().lines() {
        let answer = server.answer(&line?)?;
        writeln!(out, "{}", answer.as_deref().unwrap_or("UNSUPPORTED"))?;
        out.flush()?;
    }
    Ok(())
}
