// Calls of gradient kernels, put off so that a team can make them.
import type { Call, GradientKernels, Job, Kernels } from '../../../../base/kernels/index.js'
import type { Session } from './data.js'

export interface Deferral {
  /** For an objective. */
  readonly kernels: GradientKernels
  /** Does `work`; the calls of these kernels that it makes are not made but returned, a job each. */
  collect(work: () => void): Job[]
}

const names = [
  'squaredGradients',
  'logisticGradients',
  'tweedieGradients',
  'softmaxGradients',
] as const satisfies readonly (keyof Kernels)[]

export function createDeferral({ kernels }: Session): Deferral {
  let collected: Job[] | undefined
  const deferring = Object.fromEntries(
    names.map((name) => [
      name,
      (...given: number[]) => {
        const kernel: (...numbers: number[]) => void = kernels[name]
        if (collected === undefined) kernel(...given)
        else collected.push([[name, ...given] as Call])
      },
    ]),
  )
  return {
    kernels: deferring as unknown as GradientKernels,
    collect: (work) => {
      const jobs: Job[] = (collected = [])
      try {
        work()
      } finally {
        collected = undefined
      }
      return jobs
    },
  }
}
