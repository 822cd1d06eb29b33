// The objective lines of LightGBM's model text: what was minimised, and how scores become predictions.
import type { FittedObjective } from './fitted.js'
import type { Transform } from './transform.js'

interface Known {
  readonly transform: Transform['name']
  /** Parameters that the line carries. */
  readonly carries?: readonly ('num_class' | 'sigmoid')[]
}

const known: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['regression', { transform: 'identity' }],
  ['regression_l1', { transform: 'identity' }],
  ['huber', { transform: 'identity' }],
  ['fair', { transform: 'identity' }],
  ['quantile', { transform: 'identity' }],
  ['mape', { transform: 'identity' }],
  ['lambdarank', { transform: 'identity' }],
  ['rank_xendcg', { transform: 'identity' }],
  ['custom', { transform: 'identity' }],
  ['poisson', { transform: 'exp' }],
  ['gamma', { transform: 'exp' }],
  ['tweedie', { transform: 'exp' }],
  ['binary', { transform: 'sigmoid', carries: ['sigmoid'] }],
  ['cross_entropy', { transform: 'sigmoid' }],
  ['cross_entropy_lambda', { transform: 'softplus' }],
  ['multiclass', { transform: 'softmax', carries: ['num_class'] }],
  ['multiclassova', { transform: 'sigmoid', carries: ['num_class', 'sigmoid'] }],
])

/** Where our name of the same differs. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['l2', 'regression'],
  ['l1', 'regression_l1'],
  ['crossEntropy', 'cross_entropy'],
])

/** What an objective unknown to LightGBM is written as, so that its scores still become the same predictions. */
const standIns: Readonly<Record<Transform['name'], string>> = {
  identity: 'custom',
  sigmoid: 'binary',
  softmax: 'multiclass',
  exp: 'poisson',
  softplus: 'cross_entropy_lambda',
  'signed-square': 'regression',
}

export const knownLightGbmObjectives: readonly string[] = [...known.keys()]

/** The value of the `objective` line. */
export function writeObjectiveLine(objective: FittedObjective, transform: Transform, outputCount: number): string {
  const wanted = aliases.get(objective.name) ?? objective.name
  const isPlainSigmoid = transform.name === 'sigmoid' && transform.slope === 1
  const fits =
    known.get(wanted)?.transform === transform.name ||
    (transform.name === 'signed-square' && ['regression', 'regression_l1', 'huber'].includes(wanted))
  let name = fits ? wanted : standIns[transform.name]
  if (name === 'cross_entropy' && !isPlainSigmoid) name = 'binary'
  if (name === 'binary' && outputCount > 1) name = 'multiclassova'
  const carried = (known.get(name)?.carries ?? []).map((parameter) => {
    const slope = transform.name === 'sigmoid' ? transform.slope : 1
    return parameter === 'num_class' ? ` num_class:${outputCount}` : ` sigmoid:${slope}`
  })
  return `${name}${transform.name === 'signed-square' ? ' sqrt' : ''}${carried.join('')}`
}

/** Reads the value of an `objective` line; undefined where the objective is none that LightGBM knows or its parameters are no numbers. */
export function readObjectiveLine(line: string): { objective: FittedObjective; transform: Transform } | undefined {
  const [name, ...rest] = line.split(' ').filter((part) => part !== '')
  const found = name === undefined ? undefined : known.get(name)
  if (name === undefined || found === undefined) return undefined
  const parameters: Record<string, number> = {}
  let isSquared = false
  for (const part of rest) {
    const [key, value, more] = part.split(':')
    if (part === 'sqrt') isSquared = true
    else if (key === 'name' || value === undefined || value === '' || more !== undefined || !Number.isFinite(Number(value)))
      return undefined
    else parameters[key] = Number(value)
  }
  const slope = parameters['sigmoid'] ?? 1
  if (!(slope > 0)) return undefined
  const transform: Transform =
    found.transform === 'sigmoid' ? { name: 'sigmoid', slope } : isSquared ? { name: 'signed-square' } : { name: found.transform }
  return { objective: isSquared ? { name, ...parameters, sqrt: 1 } : { name, ...parameters }, transform }
}
