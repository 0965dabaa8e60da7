//! Compares the two ways to read YAML on mutants of files:
//!
//! `cargo run --release --example paths -- SEED COUNT FILE...`
#![expect(
    clippy::disallowed_methods,
    reason = "a program beside the product, that reads files"
)]

mod mutants;

use std::error::Error;

use hookc::yaml::compare_paths;
use mutants::{Random, mixture, mutant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seed = arguments.next().ok_or("SEED COUNT FILE...")?.parse()?;
    let count: usize = arguments.next().ok_or("SEED COUNT FILE...")?.parse()?;
    let files: Vec<String> = arguments
        .map(std::fs::read_to_string)
        .collect::<Result<_, _>>()?;
    let mut random = Random::new(seed);
    let (mut quick, mut whole, mut different) = (0, 0, 0);
    for round in 0..count + files.len() {
        let text = match files.get(round) {
            Some(text) => text.clone(),
            None if files.is_empty() || round % 2 == 0 => mixture(&mut random),
            None => {
                let file = &files[random.below(files.len())];
                mutant(&mut random, file)
            }
        };
        match compare_paths(&text) {
            Ok(true) => quick += 1,
            Ok(false) => {
                whole += 1;
                if round < files.len() {
                    println!("the short way leaves file {round} out");
                }
            }
            Err(difference) => {
                different += 1;
                if different <= 12 {
                    println!("{text:?}\n  {difference}");
                }
            }
        }
    }
    println!("short way: {quick}, other way: {whole}, different: {different}");
    Ok(())
}
