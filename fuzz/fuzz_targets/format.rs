#![no_main]

libfuzzer_sys::fuzz_target!(
    init: hookc_fuzz::write_seeds("format"),
    |bytes: &[u8]| hookc_fuzz::run("format", bytes)
);
