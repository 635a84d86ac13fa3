//! Users as programs list them: by id, page by page, with filters on what we have.
