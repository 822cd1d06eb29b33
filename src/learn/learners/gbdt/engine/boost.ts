// Gradient boosting on histograms, from columns of numbers to a forest.
//
// The flow, and who does it:
//
//   boost            this file: memory, binning, the number of rounds, the rounds
//   ├─ memory-need   says beforehand when a fit is too large
//   ├─ level-statistics  columns that stand for categorical ones; forest/restore-levels turns their cuts into sets of levels
//   ├─ layout        binned data: bounds and levels find the bins, binning assigns them, joined-columns joins those of few, layout places them in groups
//   ├─ derivatives   per round: gradients and hessians of the objective; per tree: the same as whole numbers of quanta
//   │   └─ deferral      puts off what an objective asks of kernels, for several threads to do
//   ├─ derivative-range  says before the first tree when single precision cannot hold them
//   ├─ booster       a round: draw rows, a tree per output, leaf values from exact sums, scores
//   │   ├─ sampling       which rows and columns
//   │   └─ grow-leafwise  which node is split next (a way of growing is a `Grow`)
//   │       └─ nodes      the root, dividing a node, judging its children
//   │           ├─ feature-list   the features that count, in parts for threads to share
//   │           ├─ histograms     fill, subtract, a bounded store
//   │           ├─ split-search   the best split of a histogram; category-search for sets of levels
//   │           └─ rows           the rows of a node, kept together
//   ├─ early-stopping  finds the number of rounds on rows kept apart
//   and forest/assemble turns the trees into a forest.
//
// All large arrays lie in one WebAssembly memory; kernels get pointers into it, and everything in it is written before it is read. Rows that
// a tree does not learn from (not drawn, or kept apart) are divided along with the others, so that their scores come for nothing more.
// Histograms are sums of whole numbers: exact, in any order; floats are summed in parts that do not depend on threads. So kernels, any number
// of threads and plain twins all give one model. Steps that are long enough are written to a team of threads as calls of kernels (base/kernels/team).
import { canHaveTeam, createSoloTeam, createTeam, enterWorkplace } from '../../../../base/kernels/index.js'
import type { Objective } from '../objectives/objective.js'
import { asksForGrowth, checkGrowth } from '../growth-parameters.js'
import type { GbdtParameters } from '../parameters.js'
import { assembleForest } from '../forest/assemble.js'
import { joinForests } from '../forest/join.js'
import { restoreLevels } from '../forest/restore-levels.js'
import { createBooster } from './booster.js'
import type { Booster, Shared } from './booster.js'
import type { BoostContext, BoostData, Session } from './data.js'
import { createDeferral } from './deferral.js'
import { createDerivatives, placeObjective } from './derivatives.js'
import { coreOf, findRounds, keepApart, mostRefittedRows, patienceOf } from './early-stopping.js'
import type { HeldOutSplit } from './early-stopping.js'
import type { Forest } from '../forest/forest.js'
import { growOf } from './grow.js'
import { poolBytes } from './histograms.js'
import { binData } from './layout.js'
import { standInsOf } from './level-statistics.js'
import type { StandIn } from './level-statistics.js'
import { createLinearLeaves } from './linear-leaves.js'
import { checkMemory, roundBytes, sharedMemoryBytes } from './memory-need.js'
import { createReplay } from './replay.js'
import { startOf } from './start-scores.js'

/** What boosting comes to. */
export interface Boosted {
  readonly objective: Objective
  /** Rounds that the trees came from. */
  readonly rounds: number
  /** The share of the rows that the rounds were counted on; below 1 when some were kept apart. */
  readonly roundsShare: number
  readonly forest: Forest
}

/** More threads than this wait for one another more than they help. */
const mostThreads = 16

/** LightGBM's least rows per bin. */
const rowsPerBin = 3

/**
 * Fits a forest. The same data, parameters and seed give the same forest.
 * Throws MEMORY_EXHAUSTED when the fit would need more than WebAssembly can address, TARGET_UNSUITABLE or CELL_INVALID for labels or weights whose
 * derivatives single precision cannot hold, and what `checkpoint` throws.
 * O(rounds × (rows × columns + leaves × bins × columns)).
 */
export function boost(data: BoostData, parameters: GbdtParameters, context: BoostContext): Boosted {
  const steps = boostSteps(data, parameters, context)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value()
  }
}

/** A round of boosting, as it is told. */
export interface BoostRound {
  /** 0: before the first. */
  readonly round: number
  /** The most that there will be. */
  readonly rounds: number
  /** Whether the weights of earlier rounds change, so that `added` gives the forest as it is now. */
  readonly isWhole: boolean
  /** What the round adds: its trees; round 0 the base scores, and the trees that the fit goes on from. */
  readonly added: () => Forest
}

/**
 * The same a step at a time, for whoever pauses between rounds or watches them: answer true, and the round is the last. Yields no round where
 * the number of rounds was found on rows kept apart and their model is kept. Returns the fit, given how many rounds to keep, by default all.
 */
export function* boostSteps(
  data: BoostData,
  parameters: GbdtParameters,
  context: BoostContext,
): Generator<BoostRound, (rounds?: number) => Boosted, boolean | undefined> {
  checkParameters(data, parameters)
  checkMemory(data, parameters)
  const { checkpoint, enter } = context
  const prepared = prepare(data, parameters, context)
  const threads = threadsFor(data, parameters, context)
  const sharedBytes = threads > 1 ? sharedMemoryBytes(prepared.data, parameters, threads) : undefined
  const workplace = enter === undefined ? enterWorkplace(sharedBytes) : enter()
  const { kernels, memory } = workplace
  const team = memory.isShared && threads > 1 ? createTeam({ kernels, memory }, threads, checkpoint) : createSoloTeam(kernels, checkpoint)
  let isDone = false
  try {
    const session = { kernels, memory, checkpoint, team }
    const boosted = yield* boostIn(session, prepared, parameters, context)
    isDone = true
    return boosted
  } finally {
    if (team.close()) workplace.leave(!isDone)
  }
}

/** So many values, over all rounds, one thread reads in some 0.3 s; several would hardly be sooner, and until all code is compiled, later. */
const fewValues = 1e8

function threadsFor(
  { rowCount, columns, outputCount }: BoostData,
  { rounds }: GbdtParameters,
  { threads = 1, fewestShared = fewValues }: BoostContext,
): number {
  const isLong = rowCount * columns.length * outputCount * rounds >= fewestShared
  return threads > 1 && isLong && canHaveTeam() ? Math.min(mostThreads, threads) : 1
}

/** Throws PARAMETER_INVALID for ways of growing and boosting that do not go together, or not with the data and what is minimised. */
function checkParameters(data: BoostData, parameters: GbdtParameters): void {
  if (!asksForGrowth(parameters)) return
  const { rowCount, labels: target, weights, groupSizes, columns, initialForest, initialScores } = data
  const objective = data.createObjective({ rowCount, target, weights, groupSizes }, {})
  checkGrowth(parameters, {
    columnCount: columns.length,
    categorical: data.categorical,
    objective: objective.fitted.name,
    renewsLeaves: objective.renewLeaf !== undefined,
    isContinued: initialForest !== undefined || initialScores !== undefined,
  })
}

/** Data with the columns that stand for categorical ones, and which rows are kept apart to find the number of rounds. */
interface Prepared {
  readonly data: BoostData
  readonly givenCount: number
  readonly standIns: readonly StandIn[]
  readonly rows: Int32Array
  readonly splits: readonly HeldOutSplit[]
}

function prepare(given: BoostData, parameters: GbdtParameters, { random, checkpoint }: BoostContext): Prepared {
  const { rowCount } = given
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row)
  // Groups are ranked whole: none of their rows can be kept apart.
  const mayKeepApart = parameters.earlyStopping && given.groupSizes === undefined
  const splits = mayKeepApart ? keepApart({ target: given.labels }, rows, random.fork('early stopping')) : []
  const standIns = standInsOf(given, coreOf(rows, splits), parameters, {
    random: random.fork('statistics'),
    checkpoint,
  })
  const data: BoostData = {
    ...given,
    columns: [...given.columns, ...standIns.map(({ values }) => values)],
    standsFor: standIns.map(({ source }) => source),
  }
  checkMemory(data, parameters)
  return { data, givenCount: given.columns.length, standIns, rows, splits }
}

function* boostIn(
  session: Session,
  { data, givenCount, standIns, rows, splits }: Prepared,
  parameters: GbdtParameters,
  { random, outOfRange = 'refused', mostHistogramBytes = poolBytes }: BoostContext,
): ReturnType<typeof boostSteps> {
  const { rowCount } = data
  const binned = binData(data, parameters.maxBins, Math.min(rowsPerBin, parameters.minRowsPerLeaf), session)
  // From here on no memory grows, so that the objective may keep what it has of it.
  session.memory.reserve(roundBytes(data, binned.entryCount, parameters))
  const deferral = createDeferral(session)
  const objective = placeObjective(data, deferral.kernels, session)
  const derivatives = createDerivatives(rowCount, objective, deferral, session)
  const shared: Shared = {
    session,
    rowCount,
    labels: data.labels,
    weights: data.weights,
    outOfRange,
    objective,
    parameters,
    derivatives,
    grow: growOf(binned, parameters, mostHistogramBytes, session),
    start: startOf(data, session.checkpoint),
    isContinued: data.initialForest !== undefined,
    replay: parameters.boosting === 'dart' ? createReplay(binned, session) : undefined,
    linear: parameters.linearLeaves ? createLinearLeaves(data, binned, parameters, session) : undefined,
  }
  const { initialForest } = data
  const restored = (forest: Forest): Forest => restoreLevels(forest, givenCount, standIns)
  const forestAt = (booster: Booster, rounds: number): Forest => {
    const added = restored(assembleForest(booster.baseScores, booster.rounds.slice(0, rounds), booster.weightsAt(rounds)))
    return initialForest === undefined ? added : joinForests(initialForest, added)
  }
  const finish = (booster: Booster, rounds: number, roundsShare: number): Boosted => ({
    objective,
    rounds,
    roundsShare,
    forest: forestAt(booster, rounds),
  })

  let { rounds } = parameters
  if (splits.length > 0) {
    const boosters = splits.map((split, turn) => createBooster(shared, split, random.fork(`stopped early/${turn}`)))
    rounds = findRounds(boosters, rounds, patienceOf(parameters, rowCount))
    const share = splits[0].rows.length / rowCount
    if (rowCount > mostRefittedRows) {
      const kept = rounds
      return () => finish(boosters[0], kept, share)
    }
    rounds = Math.round(rounds / share)
  }
  const booster = createBooster(shared, { rows, heldOut: new Int32Array(0) }, random.fork('boosting'))
  const none = new Float64Array(objective.outputCount)
  const isWhole = parameters.boosting !== 'gbdt'
  let isLast = yield { round: 0, rounds, isWhole, added: () => forestAt(booster, 0) }
  while (isLast !== true && booster.rounds.length < rounds && booster.addRound()) {
    const round = booster.rounds.length
    isLast = yield {
      round,
      rounds,
      isWhole,
      added: () => (isWhole ? forestAt(booster, round) : restored(assembleForest(none, booster.rounds.slice(-1)))),
    }
  }
  return (kept = booster.rounds.length) => finish(booster, kept, 1)
}
