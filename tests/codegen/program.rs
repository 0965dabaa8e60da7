//! Reads lines of JSON, each with a type and a text, and prints what the type makes of the text.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[path = "uses.rs"]
mod uses;

fn main() {
    uses::check();
    for line in std::io::stdin().lines() {
        let input: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let name = input["type"].as_str().unwrap();
        println!("{}", read(name, input["text"].as_str().unwrap()));
    }
}

fn read(name: &str, text: &str) -> Value {
    match name {
        // the types
        _ => panic!("there is no type {name}"),
    }
}

fn round_trip<T: Clone + Debug + DeserializeOwned + PartialEq + Serialize>(text: &str) -> Value {
    match serde_json::from_str::<T>(text) {
        Ok(value) => {
            let json = serde_json::to_value(&value).unwrap();
            let again: T = serde_json::from_value(json.clone()).unwrap();
            assert!(again == value.clone());
            json!({ "json": json, "debug": format!("{value:?}") })
        }
        Err(error) => json!({ "error": error.to_string() }),
    }
}
