//! Packs the word lists (`src/lexicon/data/*words.txt`) into one finite-state map, so that the program reads them without loading.

use std::{collections::BTreeMap, env, error::Error, fs, path::Path};

/// The word lists, each with `word count tag` a line; a word in several of them has the greatest of its counts.
const SOURCES: [&str; 3] = ["src/lexicon/data/words.txt", "src/lexicon/data/news_words.txt", "src/lexicon/data/phrases.txt"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        for line in fs::read_to_string(source)?.lines() {
            let mut fields = line.split(' ');
            let (Some(word), Some(count)) = (fields.next(), fields.next()) else {
                return Err(format!("{source}: a line must be `word count tag`, found {line:?}").into());
            };
            let known = counts.entry(word.to_owned()).or_default();
            *known = (*known).max(count.parse()?);
        }
    }
    let mut words = fst::MapBuilder::memory();
    for (word, count) in counts {
        words.insert(word, count)?;
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("words.fst");
    fs::write(out, words.into_inner()?)?;
    Ok(())
}
