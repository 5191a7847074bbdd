//! Prints the corpus, one case as JSON on each line.

#[path = "shared/cases.rs"]
mod cases;

fn main() -> Result<(), serde_json::Error> {
    for case in cases::cases() {
        println!("{}", serde_json::to_string(&case)?);
    }
    Ok(())
}
