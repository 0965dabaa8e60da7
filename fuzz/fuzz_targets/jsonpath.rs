#![no_main]

libfuzzer_sys::fuzz_target!(
    init: hookc_fuzz::write_seeds("jsonpath"),
    |bytes: &[u8]| hookc_fuzz::run("jsonpath", bytes)
);
