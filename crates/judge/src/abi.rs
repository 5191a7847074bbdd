//! What the page calls: it writes JSON into memory it got from [`alloc`], and reads the answer where [`answer`] says.
//!
//! Memory that is handed to [`load`] and [`judge`] is theirs from then on; the answer is the module's, until the next.
#![allow(unsafe_code)]

use crate::Facts;
use crate::bench::Bench;
use std::cell::RefCell;

thread_local! {
    static FACTS: RefCell<Option<Facts>> = const { RefCell::new(None) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static BENCH: RefCell<Option<Bench>> = const { RefCell::new(None) };
}

/// Memory of this length.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// What was written into memory from [`alloc`].
///
/// # Safety
/// The pointer must come from `alloc` with this length, and not have been handed back before.
unsafe fn taken(pointer: *mut u8, length: usize) -> Box<[u8]> {
    // SAFETY: by contract the two describe a boxed slice made by `alloc`, owned by the page until now.
    unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(pointer, length)) }
}

/// Takes facts in; 1 where they could be read.
///
/// # Safety
/// The pointer and the length must describe memory from [`alloc`], not handed over before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn load(pointer: *mut u8, length: usize) -> u32 {
    // SAFETY: the same contract.
    let json = unsafe { taken(pointer, length) };
    let facts = Facts::read(&json);
    let is_read = facts.is_some();
    FACTS.with_borrow_mut(|place| *place = facts);
    u32::from(is_read)
}

/// Keeps the answer to a request; its length, 0 where there are no facts.
fn keep(answer: impl FnOnce(&Facts) -> Vec<u8>) -> usize {
    let said = FACTS.with_borrow(|facts| facts.as_ref().map(answer));
    ANSWER.with_borrow_mut(|answer| {
        *answer = said.unwrap_or_default();
        answer.len()
    })
}

/// Judges a request to move somebody by the facts taken in; the length of the answer, 0 where there are no facts.
///
/// # Safety
/// The pointer and the length must describe memory from [`alloc`], not handed over before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn judge(pointer: *mut u8, length: usize) -> usize {
    // SAFETY: the same contract.
    let request = unsafe { taken(pointer, length) };
    keep(|facts| facts.answer(&request, Facts::judge))
}

/// The same for a request to copy somebody.
///
/// # Safety
/// The pointer and the length must describe memory from [`alloc`], not handed over before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn judge_copy(pointer: *mut u8, length: usize) -> usize {
    // SAFETY: the same contract.
    let request = unsafe { taken(pointer, length) };
    keep(|facts| facts.answer(&request, Facts::judge_copy))
}

/// Where the last answer lies.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

/// Prepares somebody with this many services and addresses for [`bench_keystroke`]; the length of the facts in JSON.
#[unsafe(no_mangle)]
pub extern "C" fn bench_prepare(services: u32, addresses: u32) -> u32 {
    let bench = Bench::new(services, addresses);
    let length = bench.facts_length();
    BENCH.with_borrow_mut(|place| *place = Some(bench));
    length
}

/// One keystroke, from the request in JSON to the answer in JSON; how many findings there are.
#[unsafe(no_mangle)]
pub extern "C" fn bench_keystroke(which: u32) -> u32 {
    BENCH.with_borrow(|bench| bench.as_ref().map_or(0, |bench| bench.keystroke(which)))
}
