// Laws of parameters and candidates.
import { resolveParameters, sampleParameters, createRandom, isMlwrightError } from '../../../base/core/index.js'
import type { Json, Parameter } from '../../../base/core/index.js'
import type { DataShape, Learner } from '../learner.js'
import { ensure } from './checks.js'
import type { ConformanceCheck } from './checks.js'

export function parameterChecks<P extends object>(learner: Learner<P>): ConformanceCheck[] {
  const declarations = Object.entries<Parameter>(learner.parameters)
  return [
    {
      name: 'parameters out of their range and unknown ones are rejected by name',
      run: () => {
        for (const [name, parameter] of declarations) {
          for (const value of invalidValues(parameter)) {
            const thrown = rejectionOf(learner, { [name]: value })
            ensure(
              thrown.includes(`'${name}'`),
              () => `'${name}' = ${JSON.stringify(value)} is accepted, or the error does not name it: ${thrown}`,
            )
          }
          ensure(parameter.meaning.length > 0, () => `parameter '${name}' has no meaning`)
        }
        ensure(rejectionOf(learner, { notAParameter: 1 }).includes('notAParameter'), () => 'an unknown parameter is accepted')
      },
    },
    {
      name: 'defaults and what a search draws are in range',
      run: () => {
        resolveParameters(learner.parameters)
        const random = createRandom('conformance parameters')
        for (let draw = 0; draw < 100; draw++) {
          resolveParameters(learner.parameters, sampleParameters(learner.parameters, random) as Readonly<Record<string, Json>>)
        }
      },
    },
    {
      name: 'candidates have names of their own, the first that of the learner, and valid parameters',
      run: () => {
        for (const shape of shapesOf(learner)) {
          const candidates = learner.candidates(shape)
          const names = candidates.map((candidate) => candidate.name)
          ensure(
            names.length > 0 && new Set(names).size === names.length,
            () => `the names are ${names.join(', ')}, expected at least one, each once`,
          )
          for (const { name, parameters } of candidates) {
            ensure(
              name === learner.id || name.startsWith(`${learner.id}-`),
              () => `candidate '${name}' does not start with '${learner.id}'`,
            )
            resolveParameters(learner.parameters, parameters as Readonly<Record<string, Json>>)
          }
        }
      },
    },
  ]
}

function rejectionOf<P extends object>(learner: Learner<P>, given: Readonly<Record<string, Json>>): string {
  try {
    resolveParameters(learner.parameters, given)
  } catch (error) {
    if (isMlwrightError(error) && error.code === 'PARAMETER_INVALID') return error.message
    throw error
  }
  return ''
}

function invalidValues(parameter: Parameter): Json[] {
  if (parameter.type === 'boolean') return ['yes', 1]
  if (parameter.type === 'choice') return ['no such option', 1]
  if (parameter.type === 'numbers') return [[parameter.min - Math.max(1, Math.abs(parameter.min))], [parameter.min, 'many'], 1]
  if (parameter.type === 'lists')
    return [[[parameter.min - Math.max(1, Math.abs(parameter.min))]], [parameter.min], [[parameter.min, 'many']], 1]
  const beyond = [parameter.min - Math.max(1, Math.abs(parameter.min)), parameter.max + Math.max(1, Math.abs(parameter.max)), 'many']
  return parameter.type === 'integer' ? [...beyond, parameter.min + 0.5] : beyond
}

function shapesOf(learner: { readonly tasks: Learner['tasks'] }): DataShape[] {
  return learner.tasks.flatMap((task) =>
    [10, 1000, 100_000, 10_000_000].flatMap((rowCount) =>
      [false, true].map((hasText) => ({
        task,
        rowCount,
        hasText,
        columnCount: 20,
        classCount: task === 'regression' ? 0 : task === 'binary' ? 2 : 7,
      })),
    ),
  )
}
