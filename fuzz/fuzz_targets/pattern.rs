#![no_main]

libfuzzer_sys::fuzz_target!(
    init: hookc_fuzz::write_seeds("pattern"),
    |bytes: &[u8]| hookc_fuzz::run("pattern", bytes)
);
