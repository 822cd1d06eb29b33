// Reads LightGBM's model text, versions 3 and 4.
import { checkForest } from './check.js'
import type { GbdtFit } from './fitted.js'
import { isCategorical, missingLeft, zeroIsMissing } from './forest.js'
import { growForest } from './growing-forest.js'
import type { ReadLeaf, ReadNode } from './growing-forest.js'
import { damaged, numbers, readSection, unsupported, valueOf, wholeNumber, wholeNumbers } from './lightgbm-lines.js'
import type { Section } from './lightgbm-lines.js'
import { knownLightGbmObjectives, readObjectiveLine } from './lightgbm-objective.js'

/** More are not meant: the number is damaged. */
const mostOutputs = 100_000

interface Header extends Pick<GbdtFit, 'objective' | 'transform' | 'featureCount' | 'featureNames' | 'categorical'> {
  readonly featureInfos: readonly string[]
  readonly outputCount: number
  /** Random forests: the mean of the trees instead of their sum. */
  readonly isAveraged: boolean
}

/**
 * The model that LightGBM's `save_model` or `model_to_string` wrote: raw scores equal LightGBM's to the last bit. (Of random forests, LightGBM's
 * raw scores are sums; here they are the means, which predictions are made of. Where a linear leaf meets an infinite value, LightGBM's are infinite or
 * NaN; here it counts as missing.) Categorical splits, linear leaves, every kind of missing values and all objectives are read.
 * Throws MODEL_INVALID, with the line, for text that is cut off or damaged, and MODEL_UNSUPPORTED for a version or objective that is not known.
 */
export function fromLightGbmText(text: string): GbdtFit {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  if (lines[0]?.trim() !== 'tree') throw damaged(1, lines[0] ?? '', "'tree', with which LightGBM's model text begins")
  const end = lines.indexOf('end of trees')
  if (end < 0) throw damaged(lines.length, 'the end of the text', "the line 'end of trees'")
  const starts = lines.flatMap((line, at) => (at < end && line.startsWith('Tree=') ? [at] : []))
  const headerSection = readSection(lines.slice(1, starts[0] ?? end), 2)
  const header = readHeader(headerSection)
  checkSizes(headerSection, lines, [...starts, end])
  const { outputCount } = header
  if (starts.length % outputCount !== 0)
    throw damaged(end + 1, `${starts.length} trees`, `a multiple of ${outputCount}, one per output and round`)
  const rounds = starts.length / outputCount
  const forest = growForest()
  starts.forEach((start, tree) => {
    if (lines[start] !== `Tree=${tree}`) throw damaged(start + 1, lines[start], `'Tree=${tree}'`)
    const section = readSection(lines.slice(start + 1, starts[tree + 1] ?? end), start + 2)
    const { nodes, leaves } = readTree(section, header.featureCount, header.isAveraged ? rounds : 1)
    forest.addTree(tree % outputCount, nodes, leaves)
  })
  const { outputCount: _, isAveraged: _isAveraged, ...about } = header
  const fit: GbdtFit = { ...about, rounds, roundsShare: 1, forest: forest.finish(new Float64Array(outputCount)) }
  checkForest(fit.forest, fit.featureCount, 'MODEL_INVALID')
  return fit
}

function readHeader(section: Section): Header {
  const version = valueOf(section, 'version')
  if (version.value !== 'v3' && version.value !== 'v4') throw unsupported(version.line, `version=${version.value}`, 'v3 and v4')
  const outputCount = wholeNumber(section, 'num_tree_per_iteration', 1)
  if (outputCount > mostOutputs)
    throw damaged(valueOf(section, 'num_tree_per_iteration').line, String(outputCount), `at most ${mostOutputs}`)
  wholeNumber(section, 'num_class', 1)
  const featureCount = wholeNumber(section, 'max_feature_idx', 0) + 1
  const featureNames = words(section, 'feature_names', featureCount)
  const featureInfos = words(section, 'feature_infos', featureCount)
  const objective = section.entries.get('objective') ?? { value: 'custom', line: section.line }
  const read = readObjectiveLine(objective.value)
  if (read === undefined) {
    throw unsupported(objective.line, `objective=${objective.value}`, `the objectives ${knownLightGbmObjectives.join(', ')}`)
  }
  const classes = read.objective['num_class']
  if (classes !== undefined && classes !== outputCount) throw damaged(objective.line, objective.value, `num_class:${outputCount}`)
  return {
    ...read,
    outputCount,
    featureCount,
    featureNames,
    featureInfos,
    categorical: featureInfos.flatMap((info, feature) => (info === 'none' || info.startsWith('[') ? [] : [feature])),
    isAveraged: section.flags.has('average_output'),
  }
}

function words(section: Section, key: string, count: number): readonly string[] {
  const { value, line } = valueOf(section, key)
  const found = value.split(' ').filter((word) => word !== '')
  if (found.length !== count) throw damaged(line, `${found.length} words`, `${count} of '${key}', one per feature`)
  return found
}

/** LightGBM writes how many bytes each tree takes: what was cut off or changed in length shows here. `starts`: of the trees, and the end. */
function checkSizes(section: Section, lines: readonly string[], starts: readonly number[]): void {
  const entry = section.entries.get('tree_sizes')
  if (entry === undefined) return
  const sizes = numbers(section, 'tree_sizes', starts.length - 1, undefined)
  const encoder = new TextEncoder()
  sizes.forEach((size, tree) => {
    const found = encoder.encode(`${lines.slice(starts[tree], starts[tree + 1]).join('\n')}\n`).length
    if (found !== size) throw damaged(starts[tree] + 1, `tree ${tree} of ${found} bytes`, `${size} bytes, as line ${entry.line} says`)
  })
}

function readTree(section: Section, featureCount: number, divisor: number): { nodes: ReadNode[]; leaves: ReadLeaf[] } {
  const leafCount = wholeNumber(section, 'num_leaves', 1)
  const values = numbers(section, 'leaf_value', leafCount)
  const weights = numbers(section, 'leaf_weight', leafCount, 0)
  const rows = numbers(section, 'leaf_count', leafCount, 0)
  const isLinear = section.entries.has('is_linear') && wholeNumber(section, 'is_linear', 0) === 1
  const linear = isLinear ? readLinear(section, leafCount, featureCount, divisor) : undefined
  const leaves = values.map((value, at): ReadLeaf => {
    const leaf = { value: value / divisor, weight: weights[at], rows: rows[at] }
    return linear === undefined ? leaf : { ...leaf, linear: linear[at] }
  })
  return { nodes: leafCount === 1 ? [] : readNodes(section, leafCount, featureCount, divisor), leaves }
}

function readNodes(section: Section, leafCount: number, featureCount: number, divisor: number): ReadNode[] {
  const count = leafCount - 1
  const features = wholeNumbers(section, 'split_feature', count, [0, featureCount - 1])
  const types = wholeNumbers(section, 'decision_type', count, [0, 11])
  const thresholds = numbers(section, 'threshold', count)
  const left = wholeNumbers(section, 'left_child', count, [-leafCount, count - 1])
  const right = wholeNumbers(section, 'right_child', count, [-leafCount, count - 1])
  const gains = numbers(section, 'split_gain', count, 0)
  const values = numbers(section, 'internal_value', count, 0)
  const weights = numbers(section, 'internal_weight', count, 0)
  const rows = numbers(section, 'internal_count', count, 0)
  const sets = readSets(section)
  const setOf = (node: number): readonly number[] => {
    const set = sets[thresholds[node]]
    if (set === undefined) throw damaged(valueOf(section, 'threshold').line, `set ${thresholds[node]}`, `one of ${sets.length}`)
    return set
  }
  return features.map((feature, node) => {
    const isSet = (types[node] & 1) !== 0
    return {
      feature,
      kind: isSet ? isCategorical : kindOf(types[node], thresholds[node]),
      split: isSet ? setOf(node) : thresholds[node],
      left: left[node],
      right: right[node],
      gain: gains[node],
      value: values[node] / divisor,
      weight: weights[node],
      rows: rows[node],
    }
  })
}

/** Bits of a decision type: 2 missing goes left; 4 zero, 8 NaN is missing; neither: NaN is taken to be 0. */
function kindOf(type: number, threshold: number): number {
  const goesLeft = (type & 2) === 0 ? 0 : missingLeft
  if ((type & 4) !== 0) return zeroIsMissing | goesLeft
  if ((type & 8) !== 0) return goesLeft
  return threshold >= 0 ? missingLeft : 0
}

function readSets(section: Section): readonly (readonly number[])[] {
  const count = wholeNumber(section, 'num_cat', 0)
  if (count === 0) return []
  const boundaries = wholeNumbers(section, 'cat_boundaries', count + 1, [0, 0x7fffffff])
  const all = wholeNumbers(section, 'cat_threshold', boundaries[count], [0, 0xffffffff])
  return Array.from({ length: count }, (_, set) => {
    if (boundaries[0] !== 0 || boundaries[set] > boundaries[set + 1]) {
      throw damaged(valueOf(section, 'cat_boundaries').line, boundaries.join(' '), 'boundaries that rise from 0')
    }
    return all.slice(boundaries[set], boundaries[set + 1])
  })
}

function readLinear(section: Section, leafCount: number, featureCount: number, divisor: number): NonNullable<ReadLeaf['linear']>[] {
  const constants = numbers(section, 'leaf_const', leafCount)
  const counts = wholeNumbers(section, 'num_features', leafCount, [0, featureCount])
  const total = counts.reduce((sum, count) => sum + count, 0)
  const features = wholeNumbers(section, 'leaf_features', total, [0, featureCount - 1])
  const coefficients = numbers(section, 'leaf_coeff', total)
  let next = 0
  return constants.map((constant, leaf) => {
    const begin = next
    next += counts[leaf]
    return {
      constant: constant / divisor,
      features: features.slice(begin, next),
      coefficients: coefficients.slice(begin, next).map((coefficient) => coefficient / divisor),
    }
  })
}
