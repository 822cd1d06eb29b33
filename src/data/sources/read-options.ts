// Checks that what was asked of the columns fits the columns that are there.
import { MlwrightError, nearestName } from '../../base/core/index.js'
import { named } from '../schema/index.js'
import type { Role } from '../schema/index.js'
import type { ReadOptions } from './reading.js'

/** The role that was asked for, by column. Throws TARGET_NOT_FOUND, COLUMN_NOT_FOUND, OPTION_INVALID. */
export function askedRoles(names: readonly string[], options: ReadOptions): Map<string, Role> {
  const known = new Set(names)
  const roles = new Map<string, Role>()
  const claim = (name: string | undefined, role: Role): void => {
    if (name === undefined) return
    if (!known.has(name)) throw absent(name, role, names)
    const other = roles.get(name)
    if (other !== undefined && other !== role) {
      throw new MlwrightError('OPTION_INVALID', `Column '${name}' is asked for as ${other} and as ${role}. Expected one role a column.`, {
        hint: 'Leave out one of the two options.',
        details: { column: name, roles: [other, role] },
      })
    }
    roles.set(name, role)
  }
  claim(options.target, 'target')
  claim(options.group, 'group')
  claim(options.time, 'time')
  claim(options.weight, 'weight')
  for (const name of options.ignore ?? []) claim(name, 'ignored')
  for (const name of Object.keys(options.kinds ?? {})) if (!known.has(name)) throw absent(name, undefined, names)
  return roles
}

/** The kind that was asked for: a column may be called like something that every object has, such as `constructor`. */
export function askedKind({ kinds }: ReadOptions, name: string): NonNullable<ReadOptions['kinds']>[string] | undefined {
  return kinds !== undefined && Object.hasOwn(kinds, name) ? kinds[name] : undefined
}

function absent(name: string, role: Role | undefined, names: readonly string[]): MlwrightError {
  const nearest = nearestName(name, names)
  const hint = nearest === undefined ? `The columns are ${named(names, 20)}.` : `Did you mean '${nearest}'?`
  const what = role === undefined ? 'column' : role === 'target' ? 'target' : `${role} column`
  return new MlwrightError(
    role === 'target' ? 'TARGET_NOT_FOUND' : 'COLUMN_NOT_FOUND',
    `The ${what} '${name}' is not among the ${names.length} columns.`,
    {
      hint,
      details: { column: name, columns: names.slice(0, 200), ...(nearest === undefined ? {} : { nearest }) },
    },
  )
}
