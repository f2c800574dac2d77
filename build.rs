//! Packs the word list (`src/lexicon/data/words.txt`) into a finite-state map, so that the program reads it without loading it.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    list_catalog_files()?;
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
