//! The command `hookc`.

use std::process::ExitCode;

fn main() -> ExitCode {
    hookc::cli::main()
}
