//! `rehome token` and `rehome admin`: what only the machine's own command line may do.

use super::{CommandError, Ending};
use clap::Subcommand;
use rehome_domain::ids::{OrganizationCode, RoleId};
use rehome_domain::time::{Day, Timestamp};
use rehome_service::admin::{MadeAdministrator, NewAdministrator};
use rehome_service::{Random, Service, SystemRandom};
use std::io::Read;

#[derive(Subcommand, Debug)]
pub(super) enum Token {
    /// Make a bearer token for a user and print it alone on standard output
    Create {
        /// The user, by id or username
        #[arg(long, value_name = "NAME")]
        user: String,
        /// What the token is for, as lists show it
        #[arg(long, default_value = "command line")]
        name: String,
        /// The first day on which it no longer counts; without one it counts until it is deleted
        #[arg(long, value_name = "YYYY-MM-DD")]
        expires: Option<Day>,
    },
}

#[derive(Subcommand, Debug)]
pub(super) enum Admin {
    /// Make an administrator who can sign in
    Create {
        /// The sign-in name, which is the id too
        #[arg(long, value_name = "NAME")]
        user: String,
        /// The organization to live in; in an empty database it is made, standing alone [default there: installation]
        #[arg(long, value_name = "CODE")]
        home: Option<OrganizationCode>,
        /// The organization administered [default: the home]
        #[arg(long, value_name = "CODE")]
        at: Option<OrganizationCode>,
        /// The display name [default: the sign-in name]
        #[arg(long)]
        name: Option<String>,
        /// The role [default: enterprise_administrator at an enterprise, organization_administrator elsewhere, system_administrator in an empty database]
        #[arg(long)]
        role: Option<String>,
        /// Read the password from standard input instead of making one
        #[arg(long)]
        password_stdin: bool,
    },
}

impl Token {
    pub(super) async fn run(self, service: &Service) -> Result<Ending, CommandError> {
        let Self::Create {
            user,
            name,
            expires,
        } = self;
        let expires: Option<Timestamp> = expires.map(Day::start);
        let token = service.token_create(&user, &name, expires).await?;
        println!("{token}");
        Ok(Ending::Done)
    }
}

impl Admin {
    pub(super) async fn run(self, service: &Service) -> Result<Ending, CommandError> {
        let Self::Create {
            user,
            home,
            at,
            name,
            role,
            password_stdin,
        } = self;
        let password = if password_stdin {
            read_password()?
        } else {
            fresh_password()?
        };
        let new = NewAdministrator {
            username: user,
            name,
            password: password.clone(),
            home: home.unwrap_or_else(|| "installation".into()),
            role: role.map(RoleId::from),
            at,
        };
        let MadeAdministrator { user: id, grant } = service.administrator_create(new).await?;
        match &grant.at {
            None => eprintln!("{id} is {}", grant.role),
            Some(at) => eprintln!("{id} is {} at {at}", grant.role),
        }
        if !password_stdin {
            eprintln!("the password, told once:");
            println!("{password}");
        }
        Ok(Ending::Done)
    }
}

/// A password of 32 letters and digits.
fn fresh_password() -> Result<String, CommandError> {
    let mut bytes = [0_u8; 16];
    SystemRandom
        .fill(&mut bytes)
        .map_err(|error| CommandError::told(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn read_password() -> Result<String, CommandError> {
    const LONGEST: u64 = 1_024;
    let mut text = String::new();
    std::io::stdin().take(LONGEST).read_to_string(&mut text)?;
    let password = text.lines().next().unwrap_or_default().to_owned();
    if password.is_empty() {
        return Err(CommandError::told("standard input holds no password"));
    }
    Ok(password)
}
