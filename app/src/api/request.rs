//! What the server provides to a request.
