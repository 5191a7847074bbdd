//! What people read of a plan: what stays, moves along, changes, is lost and is gained, person by person.
