// What counts as blank around a cell: control characters, the space and the no-break space. The byte reader trims the same.

/** The text without blanks around it. */
export function trimCell(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlankCode(text.charCodeAt(start))) start++
  while (end > start && isBlankCode(text.charCodeAt(end - 1))) end--
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

function isBlankCode(code: number): boolean {
  return code <= 32 || code === 160
}
