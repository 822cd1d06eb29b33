// Several files of one table: their columns must agree by name, in any order.
import { MlwrightError } from '../../base/core/index.js'
import { counted, named } from '../schema/index.js'

/** The columns of a further file in the order of the first one's. Throws COLUMN_MISSING where they are not the same. */
export function matchColumns(
  first: { readonly name: string; readonly names: readonly string[] },
  { name: file, names, columns }: { readonly name: string; readonly names: readonly string[]; readonly columns: Int32Array },
): Int32Array {
  const positions = new Map(names.map((name, column) => [name, column]))
  const absent = first.names.filter((name) => !positions.has(name))
  const known = new Set(first.names)
  const extra = names.filter((name) => !known.has(name))
  if (absent.length > 0 || extra.length > 0) {
    const lacks = absent.length > 0 ? ` lacks ${named(absent)}` : ''
    const adds = extra.length > 0 ? `${lacks === '' ? '' : ' and'} adds ${named(extra)}` : ''
    throw new MlwrightError(
      'COLUMN_MISSING',
      `'${file}' has other columns than '${first.name}': it${lacks}${adds}. Expected the same ${counted(known.size, 'column')} in every file.`,
      {
        hint: 'Give the files the same columns (their order does not matter), or narrow the pattern.',
        details: { source: file, missing: absent.slice(0, 100), extra: extra.slice(0, 100) },
      },
    )
  }
  return Int32Array.from(first.names, (name) => columns[positions.get(name)!])
}
