//! The columns of tables and the names they are known by, however these are written.

/// A column with a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    Username,
    Organization,
    Email,
    OtherEmails,
    Given,
    Surname,
    Name,
    Sponsor,
    Manager,
    Lock,
    MappingId,
    Status,
    Position,
    Title,
    Department,
    Office,
    WebPage,
    Password,
    Code,
    Domains,
    Kind,
    Parent,
    Source,
    Destination,
    Date,
    Role,
    Profile,
    NewOwner,
    MoveProofs,
    MoveFiles,
    FolderName,
    Upn,
    PrimaryAddress,
    Aliases,
    OldAddresses,
    RenameUsername,
    Services,
    Scope,
    MoveDeskPhones,
    DevicePool,
    LineCss,
    SourceUser,
    Roles,
    AddServices,
    ChangeAtNextSignIn,
    NeverExpires,
    Disabled,
    Expires,
    Test,
}

/// The names of columns, without capitals, spaces and signs.
const NAMES: &[(Column, &[&str])] = &[
    (Column::Username, &["username", "user", "login", "loginid"]),
    (
        Column::Organization,
        &[
            "organization",
            "organisation",
            "home",
            "organizationcode",
            "organisationcode",
        ],
    ),
    (
        Column::Email,
        &["email", "mail", "emailaddress", "primaryemail"],
    ),
    (
        Column::OtherEmails,
        &["otheremails", "otheremailaddresses", "emailaliases"],
    ),
    (Column::Given, &["given", "givenname", "firstname"]),
    (Column::Surname, &["surname", "lastname", "familyname"]),
    (Column::Name, &["name", "displayname", "fullname"]),
    (Column::Sponsor, &["sponsor"]),
    (Column::Manager, &["manager"]),
    (Column::Lock, &["preventusermove", "locked", "lock"]),
    (Column::MappingId, &["mappingid", "mid"]),
    (Column::Status, &["status"]),
    (
        Column::Position,
        &[
            "position",
            "organizationalhierarchy",
            "organisationalhierarchy",
        ],
    ),
    (Column::Title, &["title"]),
    (Column::Department, &["department"]),
    (Column::Office, &["office"]),
    (Column::WebPage, &["webpage"]),
    (Column::Password, &["password"]),
    (Column::Code, &["code"]),
    (Column::Domains, &["domains", "domain"]),
    (Column::Kind, &["kind", "type"]),
    (Column::Parent, &["parent"]),
    (Column::Source, &["source", "from"]),
    (Column::Destination, &["destination", "to"]),
    (Column::Date, &["date"]),
    (Column::Role, &["role"]),
    (Column::Profile, &["profile"]),
    (Column::NewOwner, &["newowner"]),
    (Column::MoveProofs, &["moveproofs"]),
    (Column::MoveFiles, &["movefiles"]),
    (Column::FolderName, &["foldername"]),
    (Column::Upn, &["upn", "newupn", "userprincipalname"]),
    (Column::PrimaryAddress, &["primaryaddress"]),
    (Column::Aliases, &["aliases"]),
    (Column::OldAddresses, &["oldaddresses"]),
    (Column::RenameUsername, &["renameusername"]),
    (Column::Services, &["services"]),
    (Column::Scope, &["scope"]),
    (Column::MoveDeskPhones, &["movedeskphones"]),
    (Column::DevicePool, &["devicepool"]),
    (Column::LineCss, &["linecss"]),
    (Column::SourceUser, &["sourceuser", "copyof", "template"]),
    (Column::Roles, &["roles"]),
    (Column::AddServices, &["addservices"]),
    (Column::ChangeAtNextSignIn, &["changeatnextsignin"]),
    (Column::NeverExpires, &["neverexpires"]),
    (Column::Disabled, &["disabled"]),
    (Column::Expires, &["expires"]),
    (Column::Test, &["test", "testuser"]),
];

/// A header's name as names are compared: lower case, letters and digits only.
pub(crate) fn squashed(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The column of a header.
pub(crate) fn column(name: &str) -> Option<Column> {
    let name = squashed(name);
    NAMES
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()))
        .map(|(column, _)| *column)
}

/// The names of some columns, for hints.
pub(crate) fn names(columns: &[Column]) -> impl Iterator<Item = &'static str> {
    NAMES
        .iter()
        .filter(|(column, _)| columns.contains(column))
        .filter_map(|(_, names)| names.first().copied())
}
