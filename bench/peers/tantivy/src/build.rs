//! A build of one segment.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use serde::Deserialize;
use tantivy::index::SegmentId;
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer};
use tantivy::{Index, IndexWriter, TantivyDocument};

use crate::{Result, fields};

pub struct Settings {
    pub corpus: PathBuf,
    pub index: PathBuf,
    pub threads: usize,
    /// MiB of postings, of all threads together.
    pub memory: usize,
    pub store: bool,
}

/// What tantivy takes for each thread, in bytes.
const MEMORY_MIN: usize = 15_000_000;
const MEMORY_MAX: usize = 4_294_967_295 - 1_000_000;

/// One more than the longest word that is kept, in bytes: Lucene's limit, not the 40 of tantivy.
const TOO_LONG: usize = 256;

#[derive(Deserialize)]
struct Release {
    id: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    body: Option<String>,
}

/// Where the parts of a release go.
struct Places {
    id: Field,
    words: Field,
    /// Title and body, where they are stored.
    texts: Option<(Field, Field)>,
}

impl Places {
    fn document(&self, release: Release) -> TantivyDocument {
        let title = release.title.unwrap_or_default();
        let body = release.body.unwrap_or_default();
        let mut document = TantivyDocument::default();
        document.add_text(self.id, release.id);
        document.add_text(self.words, format!("{title}\n{body}"));
        if let Some((title_place, body_place)) = self.texts {
            document.add_text(title_place, title);
            document.add_text(body_place, body);
        }
        document
    }
}

fn create(settings: &Settings) -> Result<(Index, Places)> {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(fields::WORDS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let places = Places {
        id: schema.add_text_field(fields::ID, STORED),
        words: schema.add_text_field(fields::WORDS, TextOptions::default().set_indexing_options(indexing)),
        texts: settings
            .store
            .then(|| (schema.add_text_field(fields::TITLE, STORED), schema.add_text_field(fields::BODY, STORED))),
    };
    if settings.index.exists() {
        fs::remove_dir_all(&settings.index)?;
    }
    fs::create_dir_all(&settings.index)?;
    let index = Index::create_in_dir(&settings.index, schema.build())?;
    let words = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(TOO_LONG))
        .filter(LowerCaser)
        .build();
    index.tokenizers().register(fields::WORDS, words);
    Ok((index, places))
}

fn writer_of(index: &Index, settings: &Settings) -> Result<IndexWriter> {
    let each = ((settings.memory << 20) / settings.threads).clamp(MEMORY_MIN, MEMORY_MAX);
    let writer = index.writer_with_num_threads(settings.threads, each * settings.threads)?;
    // No posting is to be merged twice, and the order of documents is to be kept.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    Ok(writer)
}

/// Reads here; tantivy's threads index. Returns how many there were.
fn add_all(corpus: &Path, writer: &IndexWriter, places: &Places) -> Result<u64> {
    let mut lines = BufReader::with_capacity(1 << 20, fs::File::open(corpus)?);
    let mut line = String::new();
    let mut documents = 0;
    while lines.read_line(&mut line)? > 0 {
        documents += 1;
        let release = serde_json::from_str(&line).map_err(|error| format!("line {documents}: {error}"))?;
        writer.add_document(places.document(release))?;
        line.clear();
    }
    Ok(documents)
}

/// Segments by the time they were written: with one thread, the order of the corpus.
fn segments_in_order(index: &Index, folder: &Path) -> Result<Vec<SegmentId>> {
    let mut dated: Vec<(SystemTime, SegmentId)> = Vec::new();
    for id in index.searchable_segment_ids()? {
        let store = folder.join(format!("{}.store", id.uuid_string()));
        dated.push((fs::metadata(store)?.modified()?, id));
    }
    dated.sort();
    Ok(dated.into_iter().map(|(_, id)| id).collect())
}

fn merge(index: &Index, folder: &Path, mut writer: IndexWriter) -> Result {
    let segments = segments_in_order(index, folder)?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()?;
    Ok(())
}

/// Bytes of the files whose names end so.
fn bytes_of(folder: &Path, ending: &str) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(ending) {
            bytes += entry.metadata()?.len();
        }
    }
    Ok(bytes)
}

pub fn build(settings: &Settings) -> Result {
    let folder = &settings.index;
    let start = Instant::now();
    let (index, places) = create(settings)?;
    let mut writer = writer_of(&index, settings)?;
    let documents = add_all(&settings.corpus, &writer, &places)?;
    writer.commit()?;
    let merging = Instant::now();
    merge(&index, folder, writer)?;
    let summary = serde_json::json!({
        "documents": documents,
        "seconds_index": (merging - start).as_secs_f64(),
        "seconds_merge": merging.elapsed().as_secs_f64(),
        "bytes_total": bytes_of(folder, "")?,
        "bytes_store": bytes_of(folder, ".store")?,
        "bytes_positions": bytes_of(folder, ".pos")?,
    });
    println!("{summary}");
    Ok(())
}
