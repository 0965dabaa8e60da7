#![no_main]

libfuzzer_sys::fuzz_target!(
    init: hookc_fuzz::write_seeds("mustache"),
    |bytes: &[u8]| hookc_fuzz::run("mustache", bytes)
);
