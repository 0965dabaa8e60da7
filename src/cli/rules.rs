//! `hookc rules`

use super::End;
use super::output::Output;
use crate::rules::page;

pub(super) fn run(output: &mut Output) -> End {
    output.print(&page::listing());
    End::Fine
}
