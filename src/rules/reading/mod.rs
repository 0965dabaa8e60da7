//! Rules whose findings are made while a file is read.
