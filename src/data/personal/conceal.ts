// Personal values as they may be shown: that there is one, never which.

/**
 * `jane.doe@example.com` as `j***.d***@e***.com`, `Braund, Mr. Owen` as `B***, M***. O***`, `415-555-0123` as `***-***-***`: of a word its first letter
 * stays, of numbers nothing, of an address on the web what follows the last point.
 */
export function concealText(text: string): string {
  const end = /\.[A-Za-z]{2,4}$/.exec(text)?.[0] ?? ''
  const body = text.slice(0, text.length - end.length)
  const shown = body
    .slice(0, 60)
    .replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => (/\p{N}/u.test(word) ? '***' : `${String.fromCodePoint(word.codePointAt(0)!)}***`))
  return `${shown}${body.length > 60 ? '…' : ''}${end}`
}
