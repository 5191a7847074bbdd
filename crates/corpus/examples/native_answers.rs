//! Prints each case of the corpus with the answer of this machine: `{"name", "case", "answer"}`, the last two
//! as texts, so that whoever compares has the very bytes.

#[path = "shared/cases.rs"]
mod cases;

fn main() -> Result<(), serde_json::Error> {
    for case in cases::cases() {
        let text = serde_json::to_string(&case)?;
        let answer = rehome_corpus::run(text.as_bytes());
        let line = serde_json::json!({
            "name": case.name,
            "case": text,
            "answer": String::from_utf8_lossy(&answer),
        });
        println!("{line}");
    }
    Ok(())
}
