//! A throw-away OpenLDAP: its own folder, a free port, gone with the test however that ends.
//!
//! What it holds is put in and read with its own tools, so that tests of other crates need not speak LDAP.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The base.
pub const SUFFIX: &str = "dc=example";
/// Its administrator.
pub const ROOT: &str = "cn=root,dc=example";
/// The administrator's password.
pub const ROOT_PASSWORD: &str = "root's own";
/// The account that connectors use.
pub const CONNECTOR: &str = "cn=connector,dc=example";
/// Its password.
pub const CONNECTOR_PASSWORD: &str = "sword, fish";

/// What the connector's account gets, and no more: what docs/PROVISIONING.md tells people to give it.
const RIGHTS: &str = r#"
access to attrs=userPassword by anonymous auth by * none
access to dn.subtree="ou=customers,dc=example" by dn.exact="cn=connector,dc=example" write by * none
access to dn.subtree="ou=plans,dc=example" by dn.exact="cn=connector,dc=example" write by * none
access to * by dn.exact="cn=connector,dc=example" read by * none
"#;

/// An entry as it is dumped: its values by attribute, in lower case; the name under `dn`.
pub type Dumped = BTreeMap<String, Vec<String>>;

/// A running directory.
pub struct Slapd {
    folder: TempDir,
    port: u16,
    secure_port: u16,
    tls: Option<(String, String)>,
    extra: String,
    guard: Option<Child>,
}

impl Slapd {
    /// One without TLS.
    pub fn start() -> Self {
        Self::with(None, "")
    }

    /// One with a certificate and its key as PEM, and further lines for the database.
    pub fn with(tls: Option<(String, String)>, extra: &str) -> Self {
        let folder = TempDir::with_prefix("rehome-slapd-").unwrap();
        fs::create_dir(folder.path().join("db")).unwrap();
        let mut slapd = Self {
            folder,
            port: 0,
            secure_port: 0,
            tls,
            extra: extra.to_owned(),
            guard: None,
        };
        slapd.again();
        slapd
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }

    /// Without TLS.
    pub fn url(&self) -> String {
        format!("ldap://127.0.0.1:{}", self.port)
    }

    /// With TLS from the first byte.
    pub fn secure_url(&self) -> String {
        format!("ldaps://127.0.0.1:{}", self.secure_port)
    }

    /// Kills it, as a power cut would.
    pub fn stop(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            drop(guard.stdin.take());
            guard.wait().unwrap();
        }
    }

    /// Starts it on what it had, on the same port if it had one.
    pub fn again(&mut self) {
        for _ in 0..5 {
            if self.port == 0 {
                let free = [(); 2].map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap());
                [self.port, self.secure_port] = free.map(|free| free.local_addr().unwrap().port());
            }
            self.guard = Some(self.spawn());
            if self.is_listening() {
                return;
            }
            // Somebody else may have taken the port just then.
            self.stop();
            self.port = 0;
        }
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        panic!("slapd did not start:\n{log}");
    }

    /// Puts entries in, written as LDIF.
    pub fn fill(&mut self, ldif: &str) {
        self.stop();
        let mut tool = self.tool("add").stdin(Stdio::piped()).spawn().unwrap();
        let mut input = tool.stdin.take().unwrap();
        input.write_all(ldif.as_bytes()).unwrap();
        drop(input);
        assert!(tool.wait().unwrap().success(), "{ldif}");
        self.again();
    }

    /// Everything in it.
    pub fn dump(&self) -> Vec<Dumped> {
        let output = self.tool("cat").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap().replace("\n ", "");
        let entry = |lines: &str| {
            let mut entry = Dumped::new();
            for (attribute, value) in lines.lines().filter_map(|line| line.split_once(": ")) {
                let values = entry.entry(attribute.to_lowercase()).or_default();
                values.push(value.to_owned());
            }
            entry
        };
        let all = text.split("\n\n").map(entry);
        all.filter(|entry| entry.contains_key("dn")).collect()
    }

    fn tool(&self, name: &str) -> Command {
        let folder = self.folder.path();
        let mut command = Command::new(folder.join("slapd"));
        command
            .args(["-T", name, "-f"])
            .arg(folder.join("slapd.conf"));
        command
    }

    fn spawn(&self) -> Child {
        // WHY: closing the pipe is the guard's sign, and a killed test closes it too.
        const SCRIPT: &str = r#"log=$1; shift; "$@" >"$log" 2>&1 & pid=$!
            read -r _; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null"#;
        let folder = self.folder.path();
        let configuration = folder.join("slapd.conf");
        fs::write(&configuration, self.configuration()).unwrap();
        // WHY a copy: systems that confine slapd do so by its path, and not into temporary folders.
        let program = folder.join("slapd");
        if !program.exists() {
            fs::copy(installed(), &program).unwrap();
        }
        let urls = match &self.tls {
            Some(_) => format!("{} {}", self.url(), self.secure_url()),
            None => self.url(),
        };
        Command::new("sh")
            .args(["-c", SCRIPT, "guard"])
            .arg(folder.join("log"))
            .arg(&program)
            .arg("-f")
            .arg(&configuration)
            .args(["-h", &urls, "-d", "0"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn is_listening(&self) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            if TcpStream::connect(self.address()).is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }

    fn configuration(&self) -> String {
        let folder = self.folder.path().display();
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/rehome-test.schema");
        let stock = first(&["/etc/ldap/schema", "/etc/openldap/schema"]);
        let modules = first(&["/usr/lib/ldap", "/usr/lib64/openldap", "/usr/lib/openldap"]);
        let mut text = String::new();
        for schema in ["core", "cosine", "nis", "inetorgperson"] {
            text += &format!("include {}/{schema}.schema\n", stock.display());
        }
        text += &format!(
            "include {}\nmodulepath {}\n",
            ours.display(),
            modules.display()
        );
        for module in ["back_mdb", "memberof", "refint", "ppolicy", "unique"] {
            text += &format!("moduleload {module}\n");
        }
        if let Some((certificate, key)) = &self.tls {
            fs::write(self.folder.path().join("certificate"), certificate).unwrap();
            fs::write(self.folder.path().join("key"), key).unwrap();
            text += &format!(
                "TLSCertificateFile {folder}/certificate\nTLSCertificateKeyFile {folder}/key\n"
            );
        }
        text += &format!(
            "pidfile {folder}/pid\nargsfile {folder}/args\n\
             database mdb\nmaxsize 33554432\ndirectory {folder}/db\nsuffix {SUFFIX}\n\
             rootdn {ROOT}\nrootpw \"{ROOT_PASSWORD}\"\n\
             index objectClass,entryUUID,uid,mail,employeeNumber,member,uniqueMember,memberUid eq\n\
             index userPrincipalName,proxyAddresses,sAMAccountName,objectGUID eq\n\
             {RIGHTS}overlay memberof\noverlay refint\nrefint_attributes member uniqueMember\noverlay ppolicy\n{}\n",
            self.extra
        );
        text
    }
}

impl Drop for Slapd {
    fn drop(&mut self) {
        self.stop();
    }
}

fn installed() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/libexec", "/usr/lib/openldap"].map(PathBuf::from));
    folders
        .map(|folder| folder.join("slapd"))
        .find(|program| program.is_file())
        .unwrap_or_else(|| {
            panic!("slapd is missing, which these tests start themselves: install the package `slapd` (apt-get install slapd)")
        })
}

fn first(folders: &[&str]) -> PathBuf {
    folders
        .iter()
        .map(PathBuf::from)
        .find(|folder| folder.is_dir())
        .unwrap_or_else(|| panic!("none of {folders:?} is there: install the package `slapd`"))
}
