//! The bytes of the data, told so that others can see whether theirs are the same.

use std::fmt::Write;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// A file's name, length and SHA-256.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileDigest {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// A reader that counts and digests what passes through it.
#[derive(Debug)]
pub(super) struct Digesting<R> {
    name: String,
    inner: R,
    digest: Sha256,
    bytes: u64,
}

impl<R: Read> Digesting<R> {
    pub(super) fn new(name: impl Into<String>, inner: R) -> Self {
        Self {
            name: name.into(),
            inner,
            digest: Sha256::new(),
            bytes: 0,
        }
    }

    /// The digest of everything, what was not yet read included.
    pub(super) fn finish(mut self) -> io::Result<FileDigest> {
        io::copy(&mut self, &mut io::sink())?;
        let mut sha256 = String::with_capacity(64);
        for byte in self.digest.finalize() {
            // Writing to a string does not fail.
            _ = write!(sha256, "{byte:02x}");
        }
        Ok(FileDigest {
            name: self.name,
            bytes: self.bytes,
            sha256,
        })
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.digest.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_sha_256_of_all_bytes() {
        // FIPS 180-2, appendix B.1.
        let mut reader = Digesting::new("abc", &b"abc"[..]);
        assert_eq!(reader.read(&mut [0]).unwrap(), 1);
        let digest = reader.finish().unwrap();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!((digest.bytes, digest.sha256.as_str()), (3, expected));
    }
}
