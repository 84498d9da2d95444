//! What can go wrong while an appearance is made. Codes and data only; the sentences are in the catalogue.

/// Why an appearance could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The ink file is not the JSON form described in [`crate::ink`]; line and column (from 1) say where.
    #[error("not an ink file: line {line}, column {column}")]
    InkFile {
        /// Line of the first fault, from 1; 0 when the fault is not in one place.
        line: usize,
        /// Column of the first fault, from 1; 0 when the fault is not in one place.
        column: usize,
    },
    /// The ink file is of a version this program does not know.
    #[error("ink file version {0} is not known")]
    InkVersion(u64),
    /// A point of the ink is not a finite number, or lies out of all bounds.
    #[error("ink: stroke {stroke}, point {point} is not a position")]
    InkPoint {
        /// Which stroke, from 0.
        stroke: usize,
        /// Which point of it, from 0.
        point: usize,
    },
    /// There is no ink at all: nothing was drawn.
    #[error("no ink")]
    NoInk,
    /// The ink has more points than a hand can have drawn.
    #[error("ink: {points} points, at most {limit}")]
    TooMuchInk {
        /// How many there are.
        points: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// The picture is neither PNG nor JPEG, or is damaged.
    #[error("not a PNG or JPEG picture, or a damaged one")]
    PictureFormat,
    /// The picture file is too big.
    #[error("picture: {bytes} bytes, at most {limit}")]
    PictureBytes {
        /// Its size in bytes.
        bytes: usize,
        /// The largest size allowed.
        limit: usize,
    },
    /// The picture has too many pixels.
    #[error("picture: {width} x {height} pixels, at most {limit} pixels")]
    PicturePixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// The largest product of the two that is allowed.
        limit: u64,
    },
    /// Nothing is left of the picture once its background is gone.
    #[error("the picture is empty")]
    EmptyPicture,
    /// The background was to be removed, but the picture's background is not light.
    #[error("the background of the picture is not light")]
    DarkBackground,
    /// The bundled face has no glyph for this character.
    #[error("no glyph for U+{:04X}", u32::from(*.0))]
    MissingGlyph(char),
    /// The seal is to be lettered in 仿宋, and there is no such font.
    #[error("no FangSong font")]
    NoFangsong,
    /// Kept outlines are no outlines, or lie outside their seal.
    #[error("not the outlines of a seal")]
    Outlines,
    /// The text does not fit into its box even at the smallest legible size.
    #[error("the text needs {needed_mm:.1} mm of height in a box of {room_mm:.1} mm")]
    TooLittleRoom {
        /// Height the text would need at the smallest size, in millimetres.
        needed_mm: f64,
        /// Height there is, in millimetres.
        room_mm: f64,
    },
    /// The size asked for is not one a mark can have (0.5 mm to 2000 mm each way).
    #[error("size {width_mm} mm x {height_mm} mm")]
    Size {
        /// Width in millimetres.
        width_mm: f64,
        /// Height in millimetres.
        height_mm: f64,
    },
    /// The border or the star of a seal is out of all measure.
    #[error("border {border_mm} mm, star {star_mm} mm")]
    SealMeasures {
        /// Width of the border, in millimetres.
        border_mm: f64,
        /// Diameter of the star, in millimetres.
        star_mm: f64,
    },
    /// A text on a seal is longer than any name.
    #[error("more than {limit} characters on a seal")]
    SealText {
        /// How many characters are allowed.
        limit: usize,
    },
    /// There is neither a mark nor a caption.
    #[error("nothing to show")]
    Nothing,
    /// The bundled face could not be read or cut down: the program itself is damaged.
    #[error("the bundled face is damaged")]
    Face,
    /// The objects could not be added to the document.
    #[error(transparent)]
    Pdf(#[from] pdf::Error),
}

impl Error {
    /// The stable name of this failure, for the catalogue of texts and for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Error::InkFile { .. } => "ink-file",
            Error::InkVersion(_) => "ink-version",
            Error::InkPoint { .. } => "ink-point",
            Error::NoInk => "no-ink",
            Error::TooMuchInk { .. } => "too-much-ink",
            Error::PictureFormat => "picture-format",
            Error::PictureBytes { .. } => "picture-bytes",
            Error::PicturePixels { .. } => "picture-pixels",
            Error::EmptyPicture => "picture-empty",
            Error::DarkBackground => "picture-dark-background",
            Error::MissingGlyph(_) => "missing-glyph",
            Error::NoFangsong => "no-fangsong",
            Error::Outlines => "seal-outlines",
            Error::TooLittleRoom { .. } => "too-little-room",
            Error::Size { .. } => "appearance-size",
            Error::SealMeasures { .. } => "seal-measures",
            Error::SealText { .. } => "seal-text",
            Error::Nothing => "nothing-to-show",
            Error::Face => "bundled-face",
            Error::Pdf(_) => "appearance-pdf",
        }
    }
}

/// The result of everything in this crate.
pub type Result<T> = std::result::Result<T, Error>;
