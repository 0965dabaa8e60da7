//! One file a rule. Those in `reading` word what is found while a file is read; the others run over
//! the project as meant.

pub mod reading;
