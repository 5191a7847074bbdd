//! What can be wrong with a file: each fault with its code, its place and what to do about it.
//!
//! Knows nothing of directories. To add a fault, add a line to the `codes!` list; the test
//! `tests/faults.rs` wants a text that fires it and one that does not.

use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// How many faults are kept and printed; the rest is counted.
pub const KEPT: usize = 1_000;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// The stable code of a fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code's name on the wire.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

codes! {
    /// The file cannot be opened or read.
    Unreadable = "unreadable";
    /// The file is larger than what is accepted.
    TooLarge = "too-large";
    /// The text is not UTF-8.
    NotUtf8 = "not-utf8";
    /// A control character.
    ControlCharacter = "control-character";
    /// The text is not YAML, JSON or CSV.
    Malformed = "malformed";
    /// Lists and maps lie too deep inside each other.
    TooDeep = "too-deep";
    /// More values than what is accepted.
    TooManyValues = "too-many-values";
    /// A YAML anchor or alias.
    Alias = "alias";
    /// A YAML tag.
    Tag = "tag";
    /// A second document in one file.
    SeveralDocuments = "several-documents";
    /// The same key twice.
    DuplicateKey = "duplicate-key";
    /// A key that is no text.
    KeyNotText = "key-not-text";
    /// There is nothing in the file, or nothing to read in the folder.
    Empty = "empty";
    /// A version this program does not read.
    UnknownVersion = "unknown-version";
    /// A key that means nothing here.
    UnknownKey = "unknown-key";
    /// A key that must be given.
    MissingKey = "missing-key";
    /// A number where a text is wanted, and the like.
    WrongType = "wrong-type";
    /// A word that is none of those accepted.
    UnknownWord = "unknown-word";
    /// A number too small or too large, a text too long.
    OutOfRange = "out-of-range";
    /// A text that cannot be an id.
    BadId = "bad-id";
    /// A text that cannot be an organization's code.
    BadCode = "bad-code";
    /// A text that is no day.
    BadDate = "bad-date";
    /// A text that is no colour.
    BadColor = "bad-color";
    /// A text that is no address.
    BadAddress = "bad-address";
    /// Something is named that does not exist.
    UnknownReference = "unknown-reference";
    /// An organization under a kind it cannot lie under.
    IllegalParent = "illegal-parent";
    /// An organization without the parent it needs.
    MissingParent = "missing-parent";
    /// Organizations that lie under themselves.
    ParentCycle = "parent-cycle";
    /// An organization of another tree where one of the same tree is wanted.
    OtherTree = "other-tree";
    /// Positions in an organization whose kind has none.
    NoHierarchyHere = "no-hierarchy-here";
    /// The same position twice in one hierarchy.
    PositionTwice = "position-twice";
    /// A position the hierarchy of the home does not have.
    UnknownPosition = "unknown-position";
    /// A home in which nobody can live.
    NotAHome = "not-a-home";
    /// A site location code that is not of digits.
    BadSiteCode = "bad-site-code";
    /// Site location codes of one customer of which one begins another.
    CodesOverlap = "codes-overlap";
    /// A dial plan, a site location code and a customer's type that do not fit together.
    DialPlansDisagree = "dial-plans-disagree";
    /// Ranges of numbers of one customer that share numbers.
    RoutingOverlaps = "routing-overlaps";
    /// A range of numbers whose prefix is not of digits.
    PrefixNotDigits = "prefix-not-digits";
    /// Something that only a site has, at something else.
    NotASite = "not-a-site";
    /// A site with a device list of another customer.
    DeviceListOfAnother = "device-list-of-another";
    /// A line without a partition.
    NoPartition = "no-partition";
    /// Two lines with cluster, partition and number alike.
    LineTwice = "line-twice";
    /// Two outside numbers alike.
    NumberTwice = "number-twice";
    /// Two internal numbers alike at one place.
    InventoryTwice = "inventory-twice";
    /// A value to be rewritten that does not exist.
    NothingToRewrite = "nothing-to-rewrite";
    /// A text that cannot be a username.
    BadUsername = "bad-username";
    /// A username that somebody else has.
    UsernameTaken = "username-taken";
    /// A text that cannot be a mapping id.
    BadMappingId = "bad-mapping-id";
    /// A mapping id that somebody else has.
    MappingIdTaken = "mapping-id-taken";
    /// A user who is his or her own sponsor.
    OwnSponsor = "own-sponsor";
    /// A sponsor who is a dependent.
    SponsorIsDependent = "sponsor-is-dependent";
    /// A dependent in another home than the sponsor.
    SponsorElsewhere = "sponsor-elsewhere";
    /// Several primary addresses.
    SeveralPrimary = "several-primary";
    /// A clone with the name of a built-in role or profile.
    NameOfBuiltIn = "name-of-built-in";
    /// A permission that does not exist.
    UnknownPermission = "unknown-permission";
    /// A clone that would exceed its original.
    BeyondOriginal = "beyond-original";
    /// A role at an organization whose kind does not have it.
    RoleNotHere = "role-not-here";
    /// A role that is held at an organization, given without one.
    RoleNeedsPlace = "role-needs-place";
    /// A role that is held nowhere in particular, given at an organization.
    RoleHasNoPlace = "role-has-no-place";
    /// The same role at the same organization twice.
    GrantTwice = "grant-twice";
    /// A subscription to the own home.
    SubscribedToHome = "subscribed-to-home";
    /// A subscription of a dependent.
    DependentSubscribed = "dependent-subscribed";
    /// A subscription that ends before it starts.
    EndsBeforeStart = "ends-before-start";
    /// More subscriptions than allowed.
    TooManySubscriptions = "too-many-subscriptions";
    /// Something that no document brings in.
    NotImportable = "not-importable";
    /// A column of a table that means nothing.
    UnknownColumn = "unknown-column";
    /// A column that a table must have.
    MissingColumn = "missing-column";
    /// A column that appears twice.
    ColumnTwice = "column-twice";
    /// More rows than what is accepted.
    TooManyRows = "too-many-rows";
    /// More columns than what is accepted.
    TooManyColumns = "too-many-columns";
    /// A row with more or fewer cells than the table has columns.
    RaggedRow = "ragged-row";
    /// A cell that must be filled.
    EmptyCell = "empty-cell";
    /// Sponsor and Organization columns in one table.
    SponsorAndOrganization = "sponsor-and-organization";
    /// A file that an item names is not beside the document, or cannot be read.
    FileMissing = "file-missing";
    /// A file beside the document has another size or checksum than its item says.
    FileDiffers = "file-differs";
    /// A name of a file that leads out of the document's folder.
    FileElsewhere = "file-elsewhere";
    /// A username that several rows of one table have.
    UsernameTwice = "username-twice";
    /// A row that does not tell the kind of its organization.
    KindNotKnown = "kind-not-known";
    /// A table of another kind than what is wanted.
    WrongTable = "wrong-table";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One fault of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The file's name as it was given.
    pub file: Arc<str>,
    /// The line, from 1; 0 where the fault concerns the file as a whole.
    pub line: u32,
    /// The column, from 1: the character in YAML and JSON, the cell in a table.
    pub column: u32,
    /// Where in the document, like `users.dana.home`.
    pub path: String,
    /// The code.
    pub code: Code,
    /// What is wrong and what to do, in English.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        if !self.path.is_empty() {
            write!(f, ": {}", self.path)?;
        }
        write!(f, ": {} [{}]", self.message, self.code)
    }
}

/// The faults of a reading, in the order of files, lines and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, thiserror::Error)]
pub struct Faults {
    /// The first [`KEPT`] of them.
    pub faults: Vec<Fault>,
    /// How many there are in all.
    pub total: usize,
}

impl Faults {
    /// A single fault that concerns a file as a whole.
    pub fn of_file(file: &str, code: Code, message: impl Into<String>) -> Self {
        let fault = Fault {
            file: Arc::from(file),
            line: 0,
            column: 0,
            path: String::new(),
            code,
            message: message.into(),
        };
        Self {
            faults: vec![fault],
            total: 1,
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        if self.total > self.faults.len() {
            write!(f, "\nand {} more faults", self.total - self.faults.len())?;
        }
        Ok(())
    }
}

/// A place in one of the files being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The file's number in the [`Log`].
    pub(crate) file: u32,
    /// The line, from 1.
    pub(crate) line: u32,
    /// The column, from 1.
    pub(crate) column: u32,
}

/// Where the faults of a reading are gathered.
#[derive(Debug, Default)]
pub(crate) struct Log {
    files: Vec<Arc<str>>,
    found: Vec<(Place, String, Code, String)>,
    total: usize,
}

impl Log {
    /// Adds a file and gives its number.
    pub(crate) fn add_file(&mut self, name: &str) -> u32 {
        self.files.push(Arc::from(name));
        (self.files.len() - 1) as u32
    }

    /// Adds a fault.
    pub(crate) fn add(
        &mut self,
        place: Place,
        path: impl fmt::Display,
        code: Code,
        message: impl Into<String>,
    ) {
        self.total += 1;
        // WHY: a file with a fault in each of millions of values must not fill the memory.
        if self.found.len() < KEPT * 4 {
            self.found
                .push((place, path.to_string(), code, message.into()));
        }
    }

    /// How many faults there are so far.
    pub(crate) fn count(&self) -> usize {
        self.total
    }

    /// A place as people read it, seen from a file.
    pub(crate) fn describe(&self, place: Place, from: Place) -> String {
        if place.file == from.file {
            format!("line {}", place.line)
        } else {
            format!("{} line {}", self.name(place.file), place.line)
        }
    }

    fn name(&self, file: u32) -> Arc<str> {
        self.files
            .get(file as usize)
            .cloned()
            .unwrap_or_else(|| Arc::from(""))
    }

    /// The faults, sorted by place; nothing if there are none.
    pub(crate) fn into_result<T>(mut self, value: T) -> Result<T, Faults> {
        if self.total == 0 {
            return Ok(value);
        }
        let mut found = std::mem::take(&mut self.found);
        found.sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));
        found.truncate(KEPT);
        let faults = found
            .into_iter()
            .map(|(place, path, code, message)| Fault {
                file: self.name(place.file),
                line: place.line,
                column: place.column,
                path,
                code,
                message,
            })
            .collect();
        Err(Faults {
            faults,
            total: self.total,
        })
    }
}

/// The way down to a value, written `users.dana.roles[0].at`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Path<'p> {
    /// The whole document.
    Root,
    /// A key of a map.
    Key(&'p Path<'p>, &'p str),
    /// A place in a list.
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    /// The way to a key below.
    pub(crate) fn key(&'p self, key: &'p str) -> Path<'p> {
        Path::Key(self, key)
    }

    /// The way to an entry of a list below.
    pub(crate) fn index(&'p self, index: usize) -> Path<'p> {
        Path::Index(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(above, key) => {
                if !matches!(above, Self::Root) {
                    write!(f, "{above}.")?;
                }
                let shown: String = key.chars().filter(|c| !c.is_control()).take(100).collect();
                f.write_str(&shown)
            }
            Self::Index(above, index) => write!(f, "{above}[{index}]"),
        }
    }
}
