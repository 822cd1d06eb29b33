// What a page may do in a browser.

/** Nothing may be loaded and no script may run, whatever a cell of the data holds. */
export const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
