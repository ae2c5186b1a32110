//! Queries of the benchmark: words and quoted phrases of a-z and 0-9 with blanks between them, each
//! with + or - or nothing in front. They become terms as they stand, without a tokenizer.

use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// None for any other text.
pub fn parse(text: &str, field: Field) -> Option<Box<dyn Query>> {
    let mut clauses = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (clause, after) = parse_clause(rest, field)?;
        clauses.push(clause);
        rest = after.trim_start();
    }
    match clauses.as_slice() {
        [] => None,
        [(Occur::Must | Occur::Should, _)] => clauses.pop().map(|(_, query)| query),
        _ => Some(Box::new(BooleanQuery::new(clauses))),
    }
}

type Clause = (Occur, Box<dyn Query>);

/// The first clause and what stands behind it.
fn parse_clause(text: &str, field: Field) -> Option<(Clause, &str)> {
    let (occur, text) = match text.as_bytes()[0] {
        b'+' => (Occur::Must, &text[1..]),
        b'-' => (Occur::MustNot, &text[1..]),
        _ => (Occur::Should, text),
    };
    let (words, rest) = match text.strip_prefix('"') {
        Some(phrase) => phrase.split_once('"')?,
        None => text.split_at(text.find(' ').unwrap_or(text.len())),
    };
    (rest.is_empty() || rest.starts_with(' ')).then_some(())?;
    Some(((occur, words_query(words, field)?), rest))
}

fn words_query(words: &str, field: Field) -> Option<Box<dyn Query>> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b' ';
    words.bytes().all(plain).then_some(())?;
    let mut terms: Vec<Term> =
        words.split_ascii_whitespace().map(|word| Term::from_field_text(field, word)).collect();
    match terms.len() {
        0 => None,
        1 => Some(Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs))),
        _ => Some(Box::new(PhraseQuery::new(terms))),
    }
}
