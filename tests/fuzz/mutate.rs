//! Mutations of seeds, by a generator with a fixed beginning.

/// Makes inputs of seeds.
pub struct Mutator<'s> {
    seeds: &'s [Vec<u8>],
    words: Vec<Vec<u8>>,
    state: u64,
}

/// Longer inputs are cut.
const MOST: usize = 16 * 1024;
/// Bytes that mean something in one of the languages, or in none.
const ODD: &[u8] = b"\0\t\n\r \"#$%&'*-:?[\\]{|}~\x80\xFF";

impl<'s> Mutator<'s> {
    pub fn new(seeds: &'s [Vec<u8>], words: Vec<Vec<u8>>) -> Self {
        Self {
            seeds,
            words,
            state: 0x9E37_79B9_7F4A_7C15,
        }
    }

    /// A seed with a few mutations.
    pub fn next(&mut self) -> Vec<u8> {
        let mut input = self.seed().to_vec();
        for _ in 0..=self.below(4) {
            self.mutate(&mut input);
        }
        input.truncate(MOST);
        input
    }

    fn mutate(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let end = (at + 1 + self.below(16)).min(input.len());
        match self.below(8) {
            0 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.below(8);
                }
            }
            1 => {
                let odd = ODD[self.below(ODD.len())];
                if let Some(byte) = input.get_mut(at) {
                    *byte = odd;
                }
            }
            2 => drop(input.drain(at.min(end)..end)),
            3 => {
                let part = input[at.min(end)..end].to_vec();
                let to = self.below(input.len() + 1);
                input.splice(to..to, part);
            }
            4 => self.splice(input),
            5 => self.swap_lines(input),
            _ => {
                let word = match self.words.len() {
                    0 => b"\n---\n".to_vec(),
                    count => {
                        let index = self.below(count);
                        self.words[index].clone()
                    }
                };
                // In place of what is there, or between.
                let end = if self.below(2) == 0 { at } else { at.max(end) };
                input.splice(at..end, word);
            }
        }
    }

    /// The beginning of one input, and the rest of another.
    fn splice(&mut self, input: &mut Vec<u8>) {
        let other = self.seed().to_vec();
        let from = self.below(other.len() + 1);
        input.truncate(self.below(input.len() + 1));
        input.extend(&other[from..]);
    }

    fn swap_lines(&mut self, input: &mut Vec<u8>) {
        let mut lines: Vec<&[u8]> = input.split_inclusive(|byte| *byte == b'\n').collect();
        if lines.is_empty() {
            return;
        }
        let (a, b) = (self.below(lines.len()), self.below(lines.len()));
        lines.swap(a, b);
        *input = lines.concat();
    }

    fn seed(&mut self) -> &'s [u8] {
        let index = self.below(self.seeds.len());
        &self.seeds[index]
    }

    /// A number below another, by xorshift.
    fn below(&mut self, most: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % most.max(1) as u64).unwrap()
    }
}

/// The words of a dictionary as libFuzzer reads it: `"word"` a line, with `\\`, `\"` and `\xAB`.
pub fn words(dictionary: &str) -> Vec<Vec<u8>> {
    let word = |line: &str| {
        let line = line.strip_prefix('"')?.strip_suffix('"')?;
        let mut word = Vec::new();
        let mut rest = line.as_bytes();
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            match (byte, after) {
                (b'\\', [b'x', high, low, after @ ..]) => {
                    let digits = [*high, *low];
                    let digits = std::str::from_utf8(&digits).unwrap();
                    word.push(u8::from_str_radix(digits, 16).unwrap());
                    rest = after;
                }
                (b'\\', [escaped, after @ ..]) => {
                    word.push(*escaped);
                    rest = after;
                }
                _ => word.push(*byte),
            }
        }
        Some(word)
    };
    dictionary.lines().filter_map(word).collect()
}
