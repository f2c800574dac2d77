//! Packs what ships with the program so that it is read fast: the word lists (`src/lexicon/data/*words.txt`) as one trie over characters,
//! the tables (`src/*/data/*.toml`) as JSON, and the automata over thousands of words.

use std::{
    collections::{BTreeMap, HashSet},
    env,
    error::Error,
    fs,
    path::Path,
};

use daachorse::{CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use serde_json::{Value, json};

/// The word lists, each with `word count tag` a line; a word in several of them has the greatest of its counts.
const SOURCES: [&str; 3] = ["src/lexicon/data/words.txt", "src/lexicon/data/news_words.txt", "src/lexicon/data/phrases.txt"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = Path::new(&env::var("OUT_DIR")?).to_owned();
    list_catalog_files()?;
    pack_tables(Path::new("src"), &out.join("tables"))?;
    pack_claim_words(&out)?;
    pack_number_words(&out)?;
    pack_name_lists(&out.join("lists"))?;
    println!("cargo::rerun-if-changed=build.rs");
    let mut counts: BTreeMap<String, (u64, u32)> = BTreeMap::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        for line in fs::read_to_string(source)?.lines() {
            let mut fields = line.split(' ');
            let (Some(word), Some(count), Some(tag)) = (fields.next(), fields.next(), fields.next()) else {
                return Err(format!("{source}: a line must be `word count tag`, found {line:?}").into());
            };
            let known = counts.entry(word.to_owned()).or_default();
            *known = (*known).max((count.parse()?, class_of(tag)));
        }
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.trie"), trie(&counts)?)?;
    Ok(())
}

/// The class of a word by jieba's tag, as `src/lexicon/mod.rs` names them (`WordClass`).
fn class_of(tag: &str) -> u32 {
    const CLASSES: [&[&str]; 23] = [
        &["x", "eng", "un"],
        &["n"],
        &["nr", "nrt", "nrfg"],
        &["ns"],
        &["nt"],
        &["nz"],
        &["v", "vg", "vd", "vi", "vq"],
        &["vn"],
        &["a", "ad", "an", "ag", "z"],
        &["d", "df", "dg"],
        &["m"],
        &["q", "mq"],
        &["r", "rr", "rz", "rg"],
        &["p"],
        &["c"],
        &["t", "tg"],
        &["f"],
        &["b"],
        &["j"],
        &["i", "l"],
        &["s"],
        &["g", "zg", "ng"],
        &["u"],
    ];
    CLASSES.iter().position(|tags| tags.contains(&tag)).unwrap_or(22) as u32
}

/// The words as a trie, breadth first, so that the children of a node stand side by side; `src/lexicon/trie.rs` has the layout.
fn trie(counts: &BTreeMap<String, (u64, u32)>) -> Result<Vec<u8>, Box<dyn Error>> {
    let words: Vec<(Vec<char>, u32)> = counts
        .iter()
        .map(|(w, (count, class))| Ok((w.chars().collect(), value(*count, *class)?)))
        .collect::<Result<_, Box<dyn Error>>>()?;
    // Nodes in the order in which they are numbered: the words that begin with it, and how many of their characters it has read.
    let mut queue: Vec<(usize, usize, usize)> = vec![(0, words.len(), 0)];
    let (mut chars, mut firsts, mut values): (Vec<u16>, Vec<u32>, Vec<u32>) = (vec![0], Vec::new(), Vec::new());
    let mut at = 0;
    while at < queue.len() {
        let (start, end, depth) = queue[at];
        at += 1;
        firsts.push(u32::try_from(queue.len())?);
        let is_word = start < end && words[start].0.len() == depth;
        values.push(if is_word { words[start].1 } else { 0 });
        let mut from = start + usize::from(is_word);
        while from < end {
            let char = words[from].0[depth];
            let to = from + words[from..end].iter().take_while(|(w, _)| w[depth] == char).count();
            chars.push(u16::try_from(u32::from(char)).map_err(|_| format!("{char} is outside the Basic Multilingual Plane"))?);
            queue.push((from, to, depth + 1));
            from = to;
        }
    }
    firsts.push(u32::try_from(queue.len())?);
    let mut out = u32::try_from(queue.len())?.to_le_bytes().to_vec();
    out.extend(firsts.iter().flat_map(|f| f.to_le_bytes()));
    out.extend(values.iter().flat_map(|v| v.to_le_bytes()));
    out.extend(chars.iter().flat_map(|c| c.to_le_bytes()));
    // The children of the root are the nodes from 1 on.
    let first_chars = &chars[1..firsts[1] as usize];
    for ideograph in 0x4e00..=0x9fffu16 {
        let node = first_chars.binary_search(&ideograph).map_or(0, |at| at + 1);
        out.extend(u16::try_from(node)?.to_le_bytes());
    }
    Ok(out)
}

/// What a word's node holds: its count plus one, and its class in the highest byte.
fn value(count: u64, class: u32) -> Result<u32, Box<dyn Error>> {
    let count = u32::try_from(count + 1).ok().filter(|c| *c < 1 << 24).ok_or("a word was seen more often than 24 bits can tell")?;
    Ok(count | class << 24)
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

/// Writes every TOML file under a folder as JSON to the same place under another.
fn pack_tables(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    // A folder changes when a file is added.
    println!("cargo::rerun-if-changed={}", from.display());
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            pack_tables(&path, &target)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            println!("cargo::rerun-if-changed={}", path.display());
            let table: serde_json::Value = toml::from_str(&fs::read_to_string(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
            fs::create_dir_all(to)?;
            fs::write(target.with_extension("json"), serde_json::to_vec(&table)?)?;
        }
    }
    Ok(())
}

/// The automaton of `src/claims/words.rs`, and for every word what a match of it is. A word that stands in two lists has the meaning of
/// the first: words of caution, words of the grammar, indicators, scopes, words that are there to shadow.
fn pack_claim_words(out: &Path) -> Result<(), Box<dyn Error>> {
    let [words, caveats, indicators, scopes] =
        ["words", "caveats", "indicators", "scopes"].map(|name| table(&format!("src/claims/data/{name}.toml")));
    let (words, caveats, indicators, scopes) = (words?, caveats?, indicators?, scopes?);
    let mut seen = HashSet::new();
    let mut patterns: Vec<(String, Value)> = Vec::new();
    let mut add = |word: &Value, meaning: Value| {
        if let Some(word) = word.as_str().filter(|w| seen.insert((*w).to_owned())) {
            patterns.push((word.to_owned(), meaning));
        }
    };
    let is_plain = |class: &Value| class["name"] == "plain";
    each(&caveats["words"]).for_each(|word| add(word, json!({ "word": "caveat" })));
    for class in each(&words["class"]).filter(|c| !is_plain(c)) {
        each(&class["words"]).for_each(|word| add(word, json!({ "word": class["name"] })));
    }
    for (id, indicator) in each(&indicators["indicator"]).enumerate() {
        std::iter::once(&indicator["name"]).chain(each(&indicator["aliases"])).for_each(|name| add(name, json!({ "indicator": id })));
    }
    for (group, table) in each(&scopes["group"]).enumerate() {
        for (word, names) in each(&table["words"]).enumerate() {
            each(names).for_each(|name| add(name, json!({ "scope": { "group": group, "word": word } })));
        }
    }
    for class in each(&words["class"]).filter(|c| is_plain(c)) {
        each(&class["words"]).for_each(|word| add(word, json!({ "word": "plain" })));
    }
    let meanings: Vec<&Value> = patterns.iter().map(|(_, meaning)| meaning).collect();
    fs::write(out.join("claim_words.json"), serde_json::to_vec(&meanings)?)?;
    pack_automaton(patterns.iter().map(|(word, _)| word.as_str()), &out.join("claim_words.automaton"))
}

/// The automaton of `src/figures/words.rs`: its words in the order of `always`, then of the keys of `unless_followed_by`.
fn pack_number_words(out: &Path) -> Result<(), Box<dyn Error>> {
    let words = table("src/figures/data/number_words.toml")?;
    let guarded = words["unless_followed_by"].as_object().into_iter().flatten().map(|(word, _)| word.as_str());
    let always = each(&words["always"]).filter_map(Value::as_str);
    pack_automaton(always.chain(guarded), &out.join("number_words.automaton"))
}

/// The lists of `src/entities/recognise/lists.rs`: `class<TAB>words`, the words between tabs or blanks, `#` before remarks.
fn pack_name_lists(out: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(out)?;
    for name in ["companies", "trades", "places", "project_words", "body_words"] {
        let path = format!("src/entities/data/{name}.tsv");
        println!("cargo::rerun-if-changed={path}");
        let mut classes: BTreeMap<String, u8> = BTreeMap::new();
        for line in fs::read_to_string(&path)?.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let (class, words) =
                line.split_once('\t').ok_or_else(|| format!("{path}: a line must be `class<TAB>words`, found {line:?}"))?;
            let class: u8 = class.parse().map_err(|_| format!("{path}: {class:?} is no class"))?;
            words.split(['\t', ' ']).filter(|w| !w.is_empty()).for_each(|word| {
                classes.entry(word.to_owned()).or_insert(class);
            });
        }
        pack_automaton(classes.keys().map(String::as_str), &out.join(name).with_extension("automaton"))?;
        fs::write(out.join(name).with_extension("classes"), classes.values().copied().collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Writes the automaton that finds the longest of the words at a place; a match gives the number of its word.
fn pack_automaton<'a>(words: impl Iterator<Item = &'a str>, to: &Path) -> Result<(), Box<dyn Error>> {
    let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest);
    let automaton = builder.build::<_, _, u32>(words).map_err(|e| format!("{}: {e}", to.display()))?;
    Ok(fs::write(to, automaton.serialize())?)
}

/// A table, as it is written.
fn table(path: &str) -> Result<Value, Box<dyn Error>> {
    toml::from_str(&fs::read_to_string(path)?).map_err(|e| format!("{path}: {e}").into())
}

/// The items of a list; none where there is no list.
fn each(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}
