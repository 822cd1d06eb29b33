// Personal data inside the longer texts of a column.
import { findSpans } from '../personal/index.js'
import type { PersonalKind } from '../personal/index.js'
import type { GuardedColumn } from '../sources/index.js'

export interface ColumnSpans {
  /** Cells that hold something personal, and cells with a text. */
  readonly cells: number
  readonly of: number
  /** Cells by kind, the most frequent first. */
  readonly kinds: readonly { readonly kind: PersonalKind; readonly cells: number }[]
}

/** Every distinct text is looked at: one that is missed would be written. Undefined where there is nothing. O(bytes of the distinct texts). */
export function spansInColumn({ texts }: GuardedColumn): ColumnSpans | undefined {
  const kinds = new Map<PersonalKind, number>()
  let [cells, of] = [0, 0]
  for (let i = 0; i < texts.size; i++) {
    of += texts.count(i)
    if (texts.byteLength(i) < 6) continue
    const text = texts.text(i)
    const spans = findSpans(text)
    if (spans.length === 0 || !spans.some(({ kind, start, end }) => kind === 'email' || standsInText(text, start, end))) continue
    cells += texts.count(i)
    for (const kind of new Set(spans.map((span) => span.kind))) kinds.set(kind, (kinds.get(kind) ?? 0) + texts.count(i))
  }
  if (cells === 0) return undefined
  return { cells, of, kinds: [...kinds].map(([kind, count]) => ({ kind, cells: count })).sort((a, b) => b.cells - a.cells) }
}

/** Beside it stand two words or more: codes of products, numbers of tickets and versions stand alone. */
function standsInText(text: string, start: number, end: number): boolean {
  return [...`${text.slice(0, start)} ${text.slice(end)}`.matchAll(/\p{L}{2,}/gu)].length >= 2
}
