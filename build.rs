//! Packs the word list (`src/lexicon/data/words.txt`) into a finite-state map, so that the program reads it without loading it.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let source = "src/lexicon/data/words.txt";
    println!("cargo::rerun-if-changed={source}");
    println!("cargo::rerun-if-changed=build.rs");
    let text = fs::read_to_string(source)?;
    let mut words = fst::MapBuilder::memory();
    for line in text.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(count)) = (fields.next(), fields.next()) else {
            return Err(format!("{source}: a line must be `word count tag`, found {line:?}").into());
        };
        words.insert(word, count.parse()?)?;
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("words.fst");
    fs::write(out, words.into_inner()?)?;
    Ok(())
}
