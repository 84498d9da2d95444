//! Judges the whole log, row by row, in constant memory: the chain, the Merkle tree, the guards, and every head that was
//! kept elsewhere.

use crate::copy::Found;
use crate::merkle::Frontier;
use crate::record::View;
use crate::rows::{self, Columns};
use crate::value::{Digest, Head};
use crate::{Error, Log, schema};
use rusqlite::Connection;
use serde::Serialize;

/// What became of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ChainState {
    /// Every row is as it was written, and so is every row that a known head covers.
    Intact {
        /// The head as computed from all rows.
        head: Head,
        /// What the copy beside the log adds to that.
        copy: CopyState,
    },
    /// Something does not hold.
    Broken {
        /// The first row where it shows; 0 for the log as a whole.
        seq: u64,
        /// What does not hold.
        kind: BreakKind,
    },
}

/// How far the copy of the head beside the log vouches for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyState {
    /// It covers every row.
    Current,
    /// It covers all but the latest rows, which a crash right after a write explains.
    Behind,
    /// There is none, so that nothing tells whether rows at the end are lost.
    Missing,
    /// There is a file that holds no head.
    Unreadable,
}

/// What does not hold in a log or in an export of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BreakKind {
    /// The row with this number is not there although later ones are.
    RowMissing,
    /// A column holds something that was never written there.
    RowMalformed,
    /// The row does not name the hash of the row before.
    LinkBroken,
    /// The row's hash is not that of its number, predecessor and body.
    HashWrong,
    /// The body is no record in canonical form.
    BodyMalformed,
    /// The inner Merkle nodes are not those of the rows.
    NodesWrong,
    /// The Merkle tree hash is not that of the rows.
    RootWrong,
    /// The table's guards against change were altered or removed.
    GuardsChanged,
    /// A known head has more rows than there are: rows at the end are lost.
    Truncated,
    /// A known head belongs to another history of the same rows.
    Forked,
    /// In an export: what is readable is not what the hashed body says.
    TextDiffers,
    /// In an export: the inclusion proof does not lead to the root.
    ProofWrong,
}

impl BreakKind {
    /// The stable code, for texts and programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::RowMissing => "row-missing",
            Self::RowMalformed => "row-malformed",
            Self::LinkBroken => "link-broken",
            Self::HashWrong => "hash-wrong",
            Self::BodyMalformed => "body-malformed",
            Self::NodesWrong => "nodes-wrong",
            Self::RootWrong => "root-wrong",
            Self::GuardsChanged => "guards-changed",
            Self::Truncated => "truncated",
            Self::Forked => "forked",
            Self::TextDiffers => "text-differs",
            Self::ProofWrong => "proof-wrong",
        }
    }
}

impl Log {
    /// Verifies every row and compares with the copy of the head beside the log.
    pub fn verify(&self) -> Result<ChainState, Error> {
        self.verify_against(&[])
    }

    /// Like [`Log::verify`], and compares with heads that were kept elsewhere too, for instance in
    /// documents signed with this log.
    pub fn verify_against(&self, known: &[Head]) -> Result<ChainState, Error> {
        // The copy is read before the rows, so that rows written meanwhile make it old, never wrong.
        let copy = self.head_copy()?;
        let mut heads = known.to_vec();
        if let Found::Head(head) = copy {
            heads.push(head);
        }
        heads.sort_by_key(|head| head.size);

        let db = self.reader()?;
        db.execute_batch("BEGIN")?;
        let head = match walk(&db, &heads) {
            Ok(head) => head,
            Err(Error::Broken { seq, kind }) => return Ok(ChainState::Broken { seq, kind }),
            Err(other) => return Err(other),
        };
        let copy = match copy {
            Found::Head(copied) if copied.size == head.size => CopyState::Current,
            Found::Head(_) => CopyState::Behind,
            Found::Missing => CopyState::Missing,
            Found::Unreadable => CopyState::Unreadable,
        };
        Ok(ChainState::Intact { head, copy })
    }
}

/// Computes everything anew from the bodies; fails with [`Error::Broken`] at the first row that does not hold.
fn walk(db: &Connection, heads: &[Head]) -> Result<Head, Error> {
    // Checked first because SQLite answers from the tables as they are declared, said last because a broken row says more.
    let guarded = schema::is_unchanged(db)?;
    let mut heads = heads.iter().peekable();
    let mut frontier = Frontier::default();
    let mut head = rows::empty();
    check_heads(&mut heads, &head)?;

    let mut statement = db.prepare(rows::SELECT_IN_ORDER)?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let row = Columns::of(row)?;
        head = check_row(&row, &head, &mut frontier)?;
        check_heads(&mut heads, &head)?;
    }
    if heads.peek().is_some() {
        return Err(Error::Broken { seq: head.size + 1, kind: BreakKind::Truncated });
    }
    if guarded { Ok(head) } else { Err(Error::Broken { seq: 0, kind: BreakKind::GuardsChanged }) }
}

fn check_row(row: &Columns<'_>, before: &Head, frontier: &mut Frontier) -> Result<Head, Error> {
    let seq = before.size + 1;
    let broken = |kind| Err(Error::Broken { seq, kind });
    if row.seq != seq {
        return broken(BreakKind::RowMissing);
    }
    if row.prev != before.hash {
        return broken(BreakKind::LinkBroken);
    }
    if row.hash != rows::hash(seq, &row.prev, row.body) {
        return broken(BreakKind::HashWrong);
    }
    if View::read(row.body).is_err() {
        return broken(BreakKind::BodyMalformed);
    }
    let nodes = frontier.push(row.hash);
    if nodes.len() * size_of::<Digest>() != row.nodes.len()
        || nodes.iter().zip(row.nodes.chunks_exact(32)).any(|(ours, theirs)| ours.0 != theirs)
    {
        return broken(BreakKind::NodesWrong);
    }
    if row.root != frontier.root() {
        return broken(BreakKind::RootWrong);
    }
    Ok(Head { size: seq, root: row.root, hash: row.hash })
}

/// Compares with the known heads of exactly this size.
fn check_heads<'a>(
    heads: &mut std::iter::Peekable<impl Iterator<Item = &'a Head>>,
    computed: &Head,
) -> Result<(), Error> {
    while let Some(known) = heads.next_if(|known| known.size == computed.size) {
        if known != computed {
            return Err(Error::Broken { seq: computed.size, kind: BreakKind::Forked });
        }
    }
    Ok(())
}
