// What was typed as a source.

/** Relative paths stay as typed, for messages; a file: URL is one. */
export function sourceOf(text: string): string | URL {
  return text.startsWith('file:') ? new URL(text) : text
}
