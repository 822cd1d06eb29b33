// Levels of a category that say that nothing is known.
import type { Finding } from '../../base/core/index.js'
import { counted, named, percent } from '../schema/index.js'
import { columnsOf, findingOf } from './inspected.js'
import type { Inspected } from './inspected.js'

const unknown = new Set([
  'unknown',
  'unk',
  'not known',
  'not specified',
  'unspecified',
  'not stated',
  'not available',
  'not provided',
  'not given',
  'not recorded',
  'not reported',
  'undefined',
  'undisclosed',
  'undetermined',
  'missing',
  'no data',
  'no info',
  'no information',
  'no answer',
  'no response',
  'refused',
  'declined',
  'prefer not to say',
  'na',
  'n/a',
  'n.a.',
  'null',
  'none given',
  'not applicable',
  'tbd',
  'tba',
  'x',
  'xx',
  'xxx',
  'xxxx',
  '?',
  '??',
  '-',
  '--',
  '.',
  '*',
  'unbekannt',
  'keine angabe',
  'k.a.',
  'nicht bekannt',
  'inconnu',
  'inconnue',
  'non renseigné',
  'nc',
  'desconocido',
  'desconocida',
  'sin datos',
  'no consta',
  's/d',
  'sconosciuto',
  'non disponibile',
  'n.d.',
  'desconhecido',
  'não informado',
  'onbekend',
  'okänd',
  'ukjent',
  'ukendt',
  'nieznany',
  'brak danych',
])

/** A hint per column: such a level is learned from as a level of its own, which is what a missing value would be too. */
export function unknownLevels(inspected: Inspected): Finding[] {
  return columnsOf(inspected).flatMap(({ column, schema }) => {
    if (column.kind !== 'category') return []
    const found = column.levels.filter((level) => unknown.has(level.toLowerCase()))
    if (found.length === 0 || column.levels.length - found.length < 2) return []
    const isFound = column.levels.map((level) => found.includes(level))
    const count = column.codes.reduce((sum, code) => (code >= 0 && isFound[code] ? sum + 1 : sum), 0)
    if (count === 0) return []
    const isTarget = schema.role === 'target'
    const said = `${counted(count, 'cell')} of '${schema.name}' (${percent(count, column.codes.length)}) ${count === 1 ? 'says' : 'say'} ${named(found)}.`
    const flags = found.map((level) => `--missing '${level}'`).join(' ')
    return [
      findingOf('DISGUISED_MISSING', isTarget ? 'warning' : 'info', {
        columns: [schema.name],
        evidence: { texts: found, cells: count },
        message: isTarget
          ? `${said} The model learns to predict that as an answer. If it means that the answer is not known, say ${flags}: those rows are then left out.`
          : `${said} It is kept as a level of its own. If it should count as missing, say ${flags}.`,
      }),
    ]
  })
}
