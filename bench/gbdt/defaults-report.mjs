// What follows from the measurements of defaults.mjs: settings by rows and task chosen on one half of the tables, and how they do on the other.
import { mean } from '../bench.mjs'
import { createRandom } from '../random.mjs'
import { bootstrapInterval, ranksOf } from './ranks.mjs'
import { printTable } from './table.mjs'

/** Added to losses, so that two of nearly nothing compare as equal. */
const floor = 0.001
/** A table says no more than this for or against a setting, as a logarithm of losses. */
const mostSaid = 0.3
/** Tables of so many times the rows count less by a factor of √e; of another task by half. */
const rowsFactor = 3
const otherTask = 0.5
/** Shapes whose choice is shown. */
const shown = ['binary', 'multiclass', 'regression'].flatMap((task) =>
  [300, 1500, 6000, 20_000, 100_000].map((rowCount) => ({ task, rowCount })),
)

/**
 * Undefined while fewer than 8 tables have every setting. Contestants, each judged on tables that had no say in its choice:
 * `plain` (LightGBM's defaults), `one` (the best single setting), `adaptive` (one setting by rows and task), `portfolio` (three by rows and task, of
 * which the other splits of the table choose, as cross-validation would), `now` (the candidates of `train`, chosen likewise).
 */
export function studyOf({ tables, splitCount, settings, entryOf, by }) {
  const isDone = (table, split) => settings.every((setting) => entryOf(table, split, setting) !== undefined)
  const splitsOf = (table) => Array.from({ length: splitCount }, (_, split) => split).filter((split) => isDone(table, split))
  const known = tables.filter((table) => splitsOf(table).length > 0).map((table) => tableOf(table, splitsOf(table), settings, entryOf, by))
  if (known.length < 8) return undefined
  const halves = halve(known)
  const judged = halves.flatMap((half, turn) => judge(half, halves[1 - turn], settings))
  const contestants = Object.keys(judged[0].losses)
  const ranks = judged.map(({ losses }) => ranksOf(contestants.map((contestant) => losses[contestant])))
  const rankOf = (contestant) => ranks.map((row) => row[contestants.indexOf(contestant)])
  const against = (contestant, other) => ({
    ...bootstrapInterval(rankOf(contestant).map((rank, at) => rank - rankOf(other)[at])),
    lossRatio: Math.exp(mean(judged.map(({ losses }) => Math.log((losses[contestant] + floor) / (losses[other] + floor))))),
  })
  return {
    by,
    splits: mean(known.map(({ splits }) => splits)),
    settings: settings.map(({ name }) => name),
    tables: judged.map(({ name, splits, shape, choice, losses }) => ({ name, splits, ...shape, choice, losses })),
    ranks: Object.fromEntries(contestants.map((contestant) => [contestant, bootstrapInterval(rankOf(contestant))])),
    differences: Object.fromEntries(
      contestants.flatMap((contestant, at) =>
        contestants.slice(0, at).map((other) => [`${contestant} − ${other}`, against(contestant, other)]),
      ),
    ),
    // What the halves choose each, and all tables together: a choice that differs between the halves is not to be relied on.
    choices: shown.map((shape) => ({
      ...shape,
      first: choose(halves[0], shape, settings).name,
      second: choose(halves[1], shape, settings).name,
      all: choose(known, shape, settings).name,
      portfolio: chooseSeveral(known, shape, settings, 3).map(({ name }) => name),
    })),
    settingMeans: settings
      .filter(({ isFixed }) => isFixed)
      .map(({ name }) => ({
        name,
        meanLog: mean(known.map((table) => table.said.get(name))),
        seconds: mean(known.map((table) => table.seconds.get(name))),
      }))
      .sort((a, b) => a.meanLog - b.meanLog),
  }
}

/** A table's losses by setting, and what they say: the logarithm of each mean loss over that of the first setting. */
function tableOf(table, splits, settings, entryOf, by) {
  const entries = (setting) => splits.map((split) => entryOf(table, split, setting))
  const losses = new Map()
  const seconds = new Map()
  for (const setting of settings) {
    const found = entries(setting)
    if (found.some(({ isAbsent }) => isAbsent)) continue
    losses.set(
      setting.name,
      found.map((entry) => entry[by]),
    )
    seconds.set(setting.name, mean(found.map((entry) => entry.seconds)))
  }
  const reference = mean(losses.get(settings[0].name)) + floor
  const said = new Map(
    [...losses].map(([name, values]) => [name, Math.max(-mostSaid, Math.min(mostSaid, Math.log((mean(values) + floor) / reference)))]),
  )
  return { name: table.name, splits: splits.length, shape: entryOf(table, splits[0], settings[0]).shape, losses, said, seconds }
}

/** Two halves alike in tasks and rows: neighbours in that order go to different halves, by a seeded coin. */
function halve(tables) {
  const random = createRandom(7)
  const sorted = tables.toSorted((a, b) => a.shape.task.localeCompare(b.shape.task) || a.shape.rowCount - b.shape.rowCount)
  const halves = [[], []]
  for (let at = 0; at < sorted.length; at += 2) {
    const first = random() < 0.5 ? 0 : 1
    halves[first].push(sorted[at])
    if (at + 1 < sorted.length) halves[1 - first].push(sorted[at + 1])
  }
  return halves
}

const weightOf = (table, { task, rowCount }) => {
  const distance = Math.log(table.shape.rowCount / rowCount) / Math.log(rowsFactor)
  return Math.exp(-(distance ** 2) / 2) * (table.shape.task === task ? 1 : otherTask) + 1e-9
}

/** The fixed setting with the least weighted mean over the tables. */
function choose(tables, shape, settings) {
  return chooseSeveral(tables, shape, settings, 1)[0]
}

/** Settings taken one after the other, each the one that lowers the weighted mean of the best so far most. */
function chooseSeveral(tables, shape, settings, count) {
  const fixed = settings.filter(({ isFixed }) => isFixed)
  const weights = tables.map((table) => (shape === undefined ? 1 : weightOf(table, shape)))
  const taken = []
  let best = tables.map(() => Infinity)
  for (let turn = 0; turn < count; turn++) {
    const means = fixed.map(({ name }) =>
      tables.reduce((sum, table, at) => sum + weights[at] * Math.min(best[at], table.said.get(name)), 0),
    )
    const setting = fixed[means.indexOf(Math.min(...means))]
    taken.push(setting)
    best = tables.map((table, at) => Math.min(best[at], table.said.get(setting.name)))
  }
  return taken
}

/** Losses of all contestants on the tables of one half, where the other half made the choices. */
function judge(half, others, settings) {
  const one = choose(others, undefined, settings)
  const current = settings.filter(({ isFixed }) => !isFixed).map(({ name }) => name)
  return half.map((table) => {
    const adaptive = choose(others, table.shape, settings)
    const portfolio = chooseSeveral(others, table.shape, settings, 3)
    return {
      name: table.name,
      splits: table.splits,
      shape: table.shape,
      choice: { one: one.name, adaptive: adaptive.name, portfolio: portfolio.map(({ name }) => name) },
      losses: {
        plain: mean(table.losses.get(settings[0].name)),
        one: mean(table.losses.get(one.name)),
        adaptive: mean(table.losses.get(adaptive.name)),
        portfolio: bestByOtherSplits(
          table,
          portfolio.map(({ name }) => name),
        ),
        now: bestByOtherSplits(
          table,
          current.filter((name) => table.losses.has(name)),
        ),
      },
    }
  })
}

/** For each split the setting that is best on the others, and its loss on this one; of one split only, the first setting's. */
function bestByOtherSplits(table, names) {
  const losses = names.map((name) => table.losses.get(name))
  return mean(
    losses[0].map((_, split) => {
      const elsewhere = losses.map((values) => (values.length === 1 ? 0 : mean(values.filter((__, other) => other !== split))))
      return losses[elsewhere.indexOf(Math.min(...elsewhere))][split]
    }),
  )
}

export function printReport(study) {
  console.log(`${study.tables.length} tables × ${study.splits.toFixed(2)} splits, ${study.settings.length} settings, by ${study.by}`)
  const interval = ({ mean: middle, low, high }) => `${middle.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`
  for (const [name, rank] of Object.entries(study.ranks)) console.log(`${name}: average rank ${interval(rank)}`)
  printTable(
    ['difference of ranks', 'mean and 95 %', 'loss ratio'],
    Object.entries(study.differences).map(([name, found]) => [name, interval(found), found.lossRatio.toFixed(4)]),
  )
  printTable(
    ['task', 'rows', 'chosen by all tables', 'by the first half', 'by the second'],
    study.choices.map((row) => [row.task, row.rowCount, row.all, row.first, row.second]),
  )
  printTable(
    ['setting', 'mean log ratio to plain', 'seconds a fit'],
    study.settingMeans.slice(0, 10).map((row) => [row.name, row.meanLog.toFixed(4), row.seconds.toFixed(2)]),
  )
}
