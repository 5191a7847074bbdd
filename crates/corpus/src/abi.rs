//! The few functions a WebAssembly host calls: memory in, bytes out, and the benches.
//!
//! A host writes a case into memory it got from [`alloc`], calls [`run`], reads the answer at the pointer in
//! the upper and the length in the lower half of the result, and gives both back with [`free`].
#![allow(unsafe_code)]

use crate::bench;
use std::cell::RefCell;

thread_local! {
    static BENCH: RefCell<Option<bench::Bench>> = const { RefCell::new(None) };
}

/// Memory for a case of this length.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Gives memory back that came from [`alloc`] or [`run`].
///
/// # Safety
/// The pointer and the length must be those that were handed out, and not given back before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(pointer: *mut u8, length: usize) {
    // SAFETY: by contract the two describe a boxed slice made by `alloc` or `run`, owned by the host until now.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(pointer, length)) });
}

/// Judges the case at this place; the answer's pointer and length in one number.
///
/// # Safety
/// The pointer and the length must describe memory from [`alloc`] that holds a case.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn run(pointer: *const u8, length: usize) -> u64 {
    // SAFETY: by contract the memory came from `alloc` with this length, and is initialized there.
    let case = unsafe { std::slice::from_raw_parts(pointer, length) };
    let answer = crate::run(case).into_boxed_slice();
    let length = answer.len() as u64;
    let pointer = Box::into_raw(answer).cast::<u8>() as usize as u64;
    (pointer << 32) | length
}

/// Prepares a directory with this many destinations; `known` tells whether taken names are known.
#[unsafe(no_mangle)]
pub extern "C" fn bench_prepare(destinations: u32, known: u32) {
    BENCH.with_borrow_mut(|bench| *bench = Some(bench::Bench::new(destinations, known != 0)));
}

/// Judges one user against all destinations; how many there are.
#[unsafe(no_mangle)]
pub extern "C" fn bench_verdicts() -> u32 {
    BENCH.with_borrow(|bench| bench.as_ref().map_or(0, bench::Bench::verdicts))
}

/// Plans one destination, as after a keystroke; how many findings there are.
#[unsafe(no_mangle)]
pub extern "C" fn bench_keystroke(which: u32) -> u32 {
    BENCH.with_borrow(|bench| bench.as_ref().map_or(0, |bench| bench.keystroke(which)))
}
