// The way of growing that the parameters ask for.
import type { GbdtParameters } from '../parameters.js'
import type { Session } from './data.js'
import { depthwise, leafwise } from './grow-leafwise.js'
import type { Grow } from './grow-leafwise.js'
import { symmetric } from './grow-symmetric.js'
import type { BinnedData } from './layout.js'
import { createLevelSearch } from './level-search.js'
import { createNodeWork } from './nodes.js'

export function growOf(data: BinnedData, parameters: GbdtParameters, mostHistogramBytes: number, session: Session): Grow {
  const work = createNodeWork(data, parameters, mostHistogramBytes, session)
  switch (parameters.growth) {
    case 'leafwise':
      return leafwise(work, parameters.leaves)
    case 'depthwise':
      return depthwise(work, parameters.leaves)
    case 'symmetric':
      return symmetric(work, createLevelSearch(data, parameters, session), parameters)
  }
}
