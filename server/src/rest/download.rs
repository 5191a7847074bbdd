//! Lists as files: page after page, as they are read, so that a long list takes no more memory than a page.

use super::Failure;
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use rehome_document::lines;
use rehome_service::ServiceError;
use std::future::Future;

/// What a file is.
#[derive(Clone, Copy)]
pub(super) struct File {
    /// Its name.
    pub(super) name: &'static str,
    /// Its media type.
    pub(super) kind: &'static str,
}

/// A part of a file, and the cursor of the next.
pub(super) type Part = (String, Option<String>);

/// Streams a file. The first part is read before anything is answered, so that a refusal is one.
pub(super) async fn download<F, W>(file: File, head: String, part: F) -> Result<Response, Failure>
where
    F: Fn(Option<String>) -> W + Clone + Send + Sync + 'static,
    W: Future<Output = Result<Part, ServiceError>> + Send,
{
    let (first, cursor) = part(None).await?;
    let rest = futures::stream::try_unfold((cursor, part), |(cursor, part)| async move {
        let Some(cursor) = cursor else {
            return Ok(None);
        };
        let (text, next) = part(Some(cursor)).await?;
        Ok::<_, ServiceError>(Some((Bytes::from(text), (next, part))))
    });
    let first = futures::stream::once(async move { Ok(Bytes::from(head + &first)) });
    let body = Body::from_stream(futures::StreamExt::chain(first, rest));
    let headers = [
        (CONTENT_TYPE, file.kind.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", file.name),
        ),
    ];
    Ok((headers, body).into_response())
}

/// One line of a table that is only looked at: what a spreadsheet would reckon with is marked as text.
pub(super) fn line(cells: &[String]) -> String {
    let marked = |cell: &String| {
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            format!("'{cell}")
        } else {
            cell.clone()
        }
    };
    let cells: Vec<String> = cells.iter().map(marked).collect();
    lines([&*cells])
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_cell_is_a_formula() {
        let cells = ["=1+1", "@x", "-5", "plain", "a, b"].map(str::to_owned);
        assert_eq!(line(&cells), "'=1+1,'@x,'-5,plain,\"a, b\"\n");
    }
}
