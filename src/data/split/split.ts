// Folds and hold-outs: picks the rule that the data demand and checks that there are rows enough.
import { MlwrightError } from '../../base/core/index.js'
import { dealKinds } from './copies.js'
import { assignGroups } from './grouped.js'
import type { Fold, Folds, HoldOut, SplitInput, SplitKind } from './input.js'
import { cutsOf, orderByTime, withoutGroups } from './ordered.js'
import { dealRows, drawShare, strataOf } from './stratified.js'

/** A split of fewer rows says nothing. */
export const minimumRows = 10
/** Below, learning from nine tenths instead of four fifths makes a difference. */
const fewRows = 5000

/**
 * The folds of cross-validation, the same for the same seed.
 *
 * With `times` the folds are forward chaining: the rows in order of time are cut into `folds` + 1 blocks of about equal size, fold i
 * learns from the first i blocks and is tested on the next; equal times are never cut apart. With `groups` too, rows whose group is
 * tested are left out of what that fold learns from.
 * With `groups` alone, groups are dealt greedily, the largest first, each to the fold that it unbalances least in size and in classes.
 * Else classes are spread evenly: in each fold a class has its share of rows, rounded down or up. A numeric target is cut into runs
 * of `folds` neighbouring values, which go to different folds, so that each fold sees the whole range. With `copies` one row of each kind is
 * dealt so, and those like it follow.
 *
 * `options.folds`: default 10 below 5,000 rows, where the rows that a fold takes away are missed, and else, or `ordered`, 5; fewer when there are fewer than 2 rows, 1 group or 1 time for each, and for `binary` no more than
 * the rarer class has rows, but at least 2. `options.repeats`: default 2 below 300 rows, else 1; `ordered` 1.
 * Throws TOO_FEW_ROWS below `minimumRows` rows or with fewer than 2 groups or times. O(rows log rows).
 */
export function makeFolds(input: SplitInput, options: { folds?: number; repeats?: number } = {}): Folds {
  const rowCount = input.target.length
  const kind = kindOf(input)
  const wanted = options.folds ?? (rowCount < fewRows && kind !== 'ordered' ? 10 : 5)
  if (!Number.isInteger(wanted) || wanted < 2) {
    throw new MlwrightError('OPTION_INVALID', `The number of folds is ${wanted}, expected a whole number of at least 2.`)
  }
  requireRows(rowCount)
  if (kind === 'ordered') return forwardChain(input, Math.min(wanted, Math.floor(rowCount / 2)))
  const foldCount = Math.max(2, Math.min(wanted, Math.floor(rowCount / 2), rarerClass(input)))
  const repeats = options.repeats ?? (rowCount < 300 ? 2 : 1)
  const folds: Fold[] = []
  let usedFolds = foldCount
  for (let repeat = 0; repeat < repeats; repeat++) {
    const random = input.random.fork(`repeat ${repeat}`)
    const foldOf =
      input.groups === undefined
        ? dealKinds(input, (kinds) => dealRows(strataOf(kinds, foldCount, random), foldCount, random))
        : assignGroups({ ...input, groups: input.groups, random }, new Array<number>(foldCount).fill(1 / foldCount))
    usedFolds = foldOf.reduce((most, fold) => Math.max(most, fold + 1), 0)
    for (let fold = 0; fold < usedFolds; fold++) {
      folds.push({
        repeat,
        train: rowsWhere(rowCount, (row) => foldOf[row] !== fold),
        test: rowsWhere(rowCount, (row) => foldOf[row] === fold),
      })
    }
  }
  return { kind, folds, foldCount: usedFolds, repeats, covered: rowsWhere(rowCount, () => true) }
}

/**
 * Keeps `share` of the rows apart, by the same rules as `makeFolds`: the latest rows where there are times, whole groups where there
 * are groups, else the share of every class or range of the target. At least one row is on each side.
 * `share` is between 0 and 1, both excluded. Throws OPTION_INVALID for another share and TOO_FEW_ROWS as `makeFolds` does.
 */
export function holdOut(input: SplitInput, share: number): HoldOut {
  if (!(share > 0 && share < 1)) {
    throw new MlwrightError('OPTION_INVALID', `The share of rows to hold out is ${share}, expected a number between 0 and 1.`, {
      hint: 'For example 0.2 keeps a fifth of the rows apart.',
    })
  }
  const rowCount = input.target.length
  const kind = kindOf(input)
  requireRows(rowCount)
  const random = input.random.fork('hold-out')
  if (input.times !== undefined) {
    const ordered = orderByTime(input.times)
    requireRows(ordered.length)
    const [cut] = cutsOf(ordered, input.times, [1 - share])
    const test = ordered.slice(cut).sort()
    const train = withoutGroups(ordered.slice(0, cut).sort(), test, input.groups)
    if (train.length === 0) throw nothingLeft(ordered.length)
    return { kind, train, test }
  }
  const sideOf =
    input.groups === undefined
      ? dealKinds(input, (kinds) => drawShare(strataOf(kinds, 1 / share, random), share, random))
      : assignGroups({ ...input, groups: input.groups, random }, [1 - share, share])
  return { kind, train: rowsWhere(rowCount, (row) => sideOf[row] === 0), test: rowsWhere(rowCount, (row) => sideOf[row] === 1) }
}

function forwardChain(input: SplitInput, foldCount: number): Folds {
  const times = input.times!
  const ordered = orderByTime(times)
  requireRows(ordered.length)
  const shares = Array.from({ length: foldCount }, (_, fold) => (fold + 1) / (foldCount + 1))
  const cuts = cutsOf(ordered, times, shares)
  const folds: Fold[] = []
  for (let fold = 0; fold < cuts.length; fold++) {
    const test = ordered.slice(cuts[fold], cuts[fold + 1] ?? ordered.length).sort()
    folds.push({ repeat: 0, train: withoutGroups(ordered.slice(0, cuts[fold]).sort(), test, input.groups), test })
  }
  // A group that was there from the start can leave a fold nothing to learn from.
  const usable = folds.filter((fold) => fold.train.length > 0)
  if (usable.length === 0) throw nothingLeft(ordered.length)
  const covered = usable.flatMap((fold) => [...fold.test])
  return { kind: 'ordered', folds: usable, foldCount: usable.length, repeats: 1, covered: Int32Array.from(covered).sort() }
}

function kindOf(input: SplitInput): SplitKind {
  if (input.times !== undefined) return 'ordered'
  if (input.groups !== undefined) return 'grouped'
  return input.task === 'regression' ? 'shuffled' : 'stratified'
}

/** For `binary` the number of rows of the rarer class, so that each fold can have one of them. */
function rarerClass({ task, target }: SplitInput): number {
  if (task !== 'binary') return Infinity
  let positives = 0
  for (const value of target) positives += value
  return Math.min(positives, target.length - positives)
}

function requireRows(rowCount: number): void {
  if (rowCount < minimumRows) {
    throw tooFew(`There are ${rowCount} rows to learn from, expected at least ${minimumRows}.`, { rows: rowCount, minimum: minimumRows })
  }
}

function nothingLeft(rows: number): MlwrightError {
  return tooFew('Every earlier row belongs to a group that is also among the later ones: nothing is left to learn from.', { rows })
}

function tooFew(message: string, details: Record<string, number>): MlwrightError {
  return new MlwrightError('TOO_FEW_ROWS', message, { hint: 'Gather more rows, or check that the file was read as intended.', details })
}

function rowsWhere(rowCount: number, belongs: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(rowCount)
  let count = 0
  for (let row = 0; row < rowCount; row++) if (belongs(row)) rows[count++] = row
  return rows.slice(0, count)
}
