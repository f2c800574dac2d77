//! Packs the word lists (`src/lexicon/data/*words.txt`) into one finite-state map, so that the program reads them without loading.

use std::{collections::BTreeMap, env, error::Error, fs, path::Path};

/// The word lists, each with `word count tag` a line; a word in several of them has the greatest of its counts.
const SOURCES: [&str; 3] = ["src/lexicon/data/words.txt", "src/lexicon/data/news_words.txt", "src/lexicon/data/phrases.txt"];

fn main() -> Result<(), Box<dyn Error>> {
    list_catalog_files()?;
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

/// Writes the list of the catalog files that ship: `CATALOG_FILES`, name and text.
fn list_catalog_files() -> Result<(), Box<dyn Error>> {
    let folder = "seeds/catalog";
    println!("cargo::rerun-if-changed={folder}");
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") {
            files.push(name);
        }
    }
    files.sort();
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let mut list = String::from("static CATALOG_FILES: &[(&str, &str)] = &[\n");
    for name in files {
        let path = Path::new(&root).join(folder).join(&name);
        list.push_str(&format!("    ({:?}, include_str!({path:?})),\n", format!("{folder}/{name}")));
    }
    list.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalog_files.rs"), list)?;
    Ok(())
}
