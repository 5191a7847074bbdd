//! Tables of copies, and what tables of moves say of hosting trees.

use rehome_document::copies::{CopyTable, read_text};
use rehome_document::{Code, Faults, moves};
use rehome_domain::user_copy::{RolesWanted, RolesWord};
use rehome_domain::user_move::{AddressFate, Disposition};

fn read(text: &str) -> Result<CopyTable, Faults> {
    read_text("copies.csv", text.as_bytes(), 1 << 20)
}

fn codes(text: &str) -> Vec<Code> {
    let faults = read(text).err().map(|faults| faults.faults);
    let faults = faults.unwrap_or_default();
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_row_asks_for_what_a_request_asks_for() {
    let text = "Copy of,Given,Surname,UPN,Primary address,Aliases,Password,Roles,Services,Add services,Disabled,Expires,Test\n\
                mara,Nina,Park,nina@b.example,n@b.example,a@b.example; c@b.example, -Horse-7 ,copy,exchange,ocs:chat@main; crm,yes,2030-01-31,no\n\
                jon,,,kim@b.example,,,Horse-77,user; auditor,-,,,,\n";
    let table = read(text).unwrap();
    let [nina, kim] = &table.rows[..] else {
        panic!("two rows");
    };
    let user = &nina.request.user;
    assert_eq!((nina.line, nina.user()), (2, "nina@b.example"));
    assert_eq!(user.password.as_ref().unwrap().text(), " -Horse-7 ");
    assert!(user.account.disabled && !user.test);
    assert_eq!(user.account.expires.unwrap().to_string(), "2030-01-31");
    let addresses = user.addresses.as_ref().unwrap();
    assert_eq!(addresses.len(), 3);
    assert!(addresses["n@b.example"].primary && !addresses["a@b.example"].primary);
    assert_eq!(nina.request.roles, RolesWanted::Word(RolesWord::Copy));
    assert_eq!(nina.request.copy_services.as_ref().unwrap().len(), 1);
    let chat = &nina.request.add_services["ocs"];
    assert_eq!(chat.plan.as_ref().unwrap().as_str(), "chat");
    assert_eq!(chat.instance.as_ref().unwrap().as_str(), "main");
    assert_eq!(nina.request.add_services["crm"].plan, None);
    assert!(matches!(&kim.request.roles, RolesWanted::These(roles) if roles.len() == 2));
    assert_eq!(kim.request.copy_services.as_ref().unwrap().len(), 0);
    assert_eq!(kim.request.user.addresses, None);
}

#[test]
fn the_cells_that_are_kept_are_without_the_password() {
    let table = read("source_user,upn,password\nmara,n@b.example,Correct-Horse-7\n").unwrap();
    assert_eq!(table.rows[0].cells, ["mara", "n@b.example", ""]);
    assert!(!format!("{table:?}").contains("Horse"));
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place_and_without_the_password() {
    assert_eq!(codes("source_user,upn\n"), [Code::MissingColumn]);
    assert_eq!(
        codes("source_user,upn,password,colour\na,b,c,d\n"),
        [Code::UnknownColumn]
    );
    let text = "source_user,upn,password,expires,aliases,add_services,test\n\
                ,,Correct-Horse-7,soon,nobody,a=b,maybe\n";
    let found = codes(text);
    for code in [
        Code::EmptyCell,
        Code::BadDate,
        Code::BadAddress,
        Code::UnknownWord,
    ] {
        assert!(found.contains(&code), "{code}: {found:?}");
    }
    assert!(!read(text).unwrap_err().to_string().contains("Horse"));
}

#[test]
fn a_row_of_moves_chooses_names_and_services() {
    let text = "user,to,upn,primary_address,aliases,rename_username,manager,services\n\
                mara,clover,m@c.example,m.q@c.example,x@c.example,yes,mina,exchange=move:mailbox-50@main; lync=deprovision\n\
                jon,clover,,,,,,\n";
    let read = |text: &str| moves::read_text("m.csv", text.as_bytes(), 1 << 20, &[].into());
    let table = read(text).unwrap();
    assert_eq!(table.kind, moves::MoveTableKind::Moves);
    let mapping = table.rows[0].mapping.as_deref().unwrap();
    assert_eq!(mapping.upn.as_deref(), Some("m@c.example"));
    assert_eq!(mapping.rename_username, Some(true));
    assert_eq!(mapping.manager.as_deref(), Some("mina"));
    let services = mapping.services.as_ref().unwrap();
    assert_eq!(
        services["exchange"].plan.as_ref().unwrap().as_str(),
        "mailbox-50"
    );
    assert_eq!(services["lync"].disposition, Disposition::Deprovision);
    assert_eq!(table.rows[1].mapping, None);
    let faults = read("user,to,services\nmara,clover,exchange=give\n").unwrap_err();
    assert_eq!(faults.faults[0].code, Code::UnknownWord);
}

#[test]
fn a_row_of_moves_says_what_becomes_of_old_addresses() {
    let read = |cell: &str| {
        let text = format!("user,to,old_addresses\nmara,clover,{cell}\n");
        moves::read_text("m.csv", text.as_bytes(), 1 << 20, &[].into())
    };
    let table =
        read("mara@s.example=keep; m=q@b.example = forward:30 ;old@b.example=drop").unwrap();
    assert_eq!(table.kind, moves::MoveTableKind::Moves);
    let mapping = table.rows[0].mapping.as_deref().unwrap();
    let fates = mapping.old_addresses.as_ref().unwrap();
    assert_eq!(
        fates.values().collect::<Vec<_>>(),
        [
            &AddressFate::ForwardDays(30),
            &AddressFate::Keep,
            &AddressFate::Drop
        ]
    );
    assert_eq!(read("").unwrap().rows[0].mapping, None);
    for (cell, code) in [
        ("mara@s.example", Code::UnknownWord),
        ("mara@s.example=forward", Code::UnknownWord),
        ("mara@s.example=forward:0", Code::UnknownWord),
        ("mara@s.example=forward:366", Code::UnknownWord),
        ("mara@s.example=forward:-1", Code::UnknownWord),
        ("nobody=keep", Code::BadAddress),
        ("mara@s.example=keep;Mara@S.example=drop", Code::BadAddress),
    ] {
        assert_eq!(read(cell).unwrap_err().faults[0].code, code, "{cell}");
    }
}
