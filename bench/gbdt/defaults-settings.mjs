// The settings that the study of defaults tries: what stands in the field by itself, what `train` tries now, and a seeded draw from a grid.
import { learnerOf } from '../../dist/learn/learners/index.js'
import { createRandom } from '../random.mjs'

const grid = {
  learningRate: [0.03, 0.05, 0.1],
  leaves: [8, 15, 31, 63, 127],
  minRowsPerLeaf: [3, 10, 20, 50],
  l2: [0, 1, 5],
  subsample: [0.7, 1],
  colsampleByTree: [0.4, 0.7, 1],
  growth: ['leafwise', 'depthwise', 'symmetric'],
  extraTrees: [false, false, true],
}
/** Rounds are found by early stopping inside the fit; this is the most, shared among the classes. */
const mostRounds = 3000

/** LightGBM's, which `trainGbdt` has by default too. */
const plain = { learningRate: 0.1, leaves: 31, minRowsPerLeaf: 20, l2: 0, subsample: 1, colsampleByTree: 1 }

/**
 * The first is what the others are held against. Each has `parametersOf(shape)`, undefined where `train` would not try it on such data.
 * `drawn`: how many of the grid.
 */
export function settingsOf(drawn) {
  const known = Object.keys(learnerOf('gbdt').parameters)
  const usable = Object.entries(grid).filter(([name]) => known.includes(name))
  const random = createRandom(4)
  const draws = Array.from({ length: drawn }, () =>
    Object.fromEntries(usable.map(([name, options]) => [name, options[Math.floor(random() * options.length)]])),
  )
  const fixed = [{ name: 'plain', parameters: plain }, ...draws.map((parameters) => ({ name: nameOf(parameters), parameters }))]
  const distinct = [...new Map(fixed.map((one) => [one.name, one])).values()]
  return [
    ...distinct.map(({ name, parameters }) => ({
      name,
      isFixed: true,
      parametersOf: ({ classCount }) => ({
        ...parameters,
        rounds: Math.ceil(mostRounds / Math.max(1, classCount - 1)),
        earlyStopping: true,
      }),
    })),
    ...currentNames.map((name) => ({
      name: `now:${name}`,
      isFixed: false,
      parametersOf: (shape) =>
        learnerOf('gbdt')
          .candidates(shape)
          .find((candidate) => candidate.name === name)?.parameters,
    })),
  ]
}

/** All names that candidates have, on any size of data. */
const currentNames = [
  ...new Set(
    [300, 3000, 12_000, 50_000].flatMap((rowCount) =>
      ['binary', 'multiclass', 'regression'].flatMap((task) =>
        learnerOf('gbdt')
          .candidates({ task, rowCount, classCount: task === 'regression' ? 0 : 3, columnCount: 20, hasText: false })
          .map(({ name }) => name),
      ),
    ),
  ),
]

function nameOf(parameters) {
  const short = {
    learningRate: 'rate',
    leaves: 'leaves',
    minRowsPerLeaf: 'rows',
    l2: 'l2',
    subsample: 'sub',
    colsampleByTree: 'col',
    growth: '',
  }
  const parts = Object.entries(parameters)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? name : `${short[name]}${value}`))
  return parts.join(' ')
}
