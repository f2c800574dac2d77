//! `cargo xtask names`: trains the tagger of names on the paragraphs of `xtask/names`, and tells how well it finds those of texts it
//! was not trained on.

mod paragraph;
mod score;
mod train;
mod variation;

use std::fs;
use std::path::{Path, PathBuf};

use heshu::entities::EntityKind;
use heshu::entities::recognise::model::Model;

use paragraph::Paragraph;

#[derive(clap::Args)]
pub struct Options {
    /// Train, and write the model; without it the model that ships is examined
    #[arg(long)]
    train: bool,
    /// Train on all paragraphs, also on those that are kept for the exam
    #[arg(long)]
    all: bool,
    /// How often the paragraphs are walked
    #[arg(long, default_value_t = 8)]
    rounds: usize,
    /// How many variants of every paragraph, with other names in it
    #[arg(long, default_value_t = 3)]
    variants: usize,
    /// Labelled texts to examine on: JSON lines with text and spans
    #[arg(long)]
    exam: Vec<PathBuf>,
    /// Print what was missed and what was found for nothing
    #[arg(long)]
    list: bool,
}

/// The folder with the paragraphs.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/names");
/// Where the model goes.
const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/entities/data/names.model");
/// Every so manieth paragraph is kept for the exam.
const KEPT: usize = 6;

/// Trains or examines.
pub fn run(options: &Options) -> Result<(), String> {
    let paragraphs = read_folder(Path::new(FOLDER))?;
    let (mut kept, mut training) = (Vec::new(), Vec::new());
    for (at, paragraph) in paragraphs.into_iter().enumerate() {
        if at % KEPT == KEPT - 1 {
            kept.push(paragraph.clone());
        }
        if options.all || at % KEPT != KEPT - 1 {
            training.push(paragraph);
        }
    }
    let trained = options.train.then(|| train::train(&training, options.variants, options.rounds));
    if let Some(model) = &trained {
        let bytes = model.write();
        fs::write(MODEL, &bytes).map_err(|e| format!("{MODEL}: {e}"))?;
        say!("{} paragraphs, model of {:.1} MB", training.len(), bytes.len() as f64 / 1e6);
    }
    let model = trained.as_ref().or(Model::shipped()).ok_or("src/entities/data/names.model is broken")?;
    say!("{:<28} {:<8} {:>6} {:>6} {:>6}  {:>6} {:>6}", "", "", "recall", "prec.", "F1", "exact", "names");
    score::row("kept paragraphs", &kept, model, options.list);
    for file in &options.exam {
        let paragraphs = paragraph::labelled(file)?;
        score::row(&file.file_stem().unwrap_or_default().to_string_lossy(), &paragraphs, model, options.list);
    }
    Ok(())
}

fn read_folder(folder: &Path) -> Result<Vec<Paragraph>, String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?.flatten().map(|e| e.path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let mut paragraphs = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        for (at, line) in text.lines().enumerate().filter(|(_, l)| !l.is_empty()) {
            paragraphs.push(Paragraph::parse(line).map_err(|e| format!("{}:{}: {e}", file.display(), at + 1))?);
        }
    }
    Ok(paragraphs)
}

/// The two kinds, in the order of the model.
const KINDS: [EntityKind; 2] = [EntityKind::Company, EntityKind::Project];
