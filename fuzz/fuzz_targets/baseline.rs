#![no_main]

libfuzzer_sys::fuzz_target!(
    init: hookc_fuzz::write_seeds("baseline"),
    |bytes: &[u8]| hookc_fuzz::run("baseline", bytes)
);
