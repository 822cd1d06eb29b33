// Two numbers, or one: do they go together, and could one be normal?
import type { Random } from '../../base/core/index.js'
import {
  histogramOf,
  mostShapiroValues,
  pearsonTest,
  shapeOf,
  spearmanTest,
  shapiroWilkTest,
  dagostinoTest,
} from '../../base/stats/index.js'
import { summarise } from './groups.js'
import type { Assumption, NumberRelation, NumbersRelation } from './relation.js'

export interface NamedNumbers {
  readonly name: string
  readonly values: Float64Array
}

/** A correlation along a line is bent by skew and by heavy tails beyond these. */
const mostSkewness = 1
const mostKurtosis = 3

/** Points of a picture. */
export const mostPoints = 1000

/** `y` by `x`: at least 4 rows with both, neither constant. */
export function relateNumbers(y: NamedNumbers, x: NamedNumbers, random: Random): NumbersRelation {
  const rows = rowsWithBoth(x.values, y.values)
  const [xs, ys] = [x, y].map(({ values }) => Float64Array.from(rows, (row) => values[row]))
  const shapes = [shapeOf(xs), shapeOf(ys)]
  const isEven = shapes.every(({ skewness, kurtosis }) => Math.abs(skewness) <= mostSkewness && kurtosis <= mostKurtosis)
  const { coefficient, statistic, degrees, pValue, low, high } = isEven ? pearsonTest(xs, ys) : spearmanTest(xs, ys)
  const shapeWords = [x, y].map(
    ({ name }, k) =>
      `'${name}' has a skewness of ${shapes[k].skewness.toFixed(2)} and an excess kurtosis of ${shapes[k].kurtosis.toFixed(2)}`,
  )
  const assumptions: Assumption[] = [
    {
      id: 'shapes',
      holds: isEven,
      words: `${isEven ? 'No tail of either is heavy enough to bend a line' : 'A heavy tail would bend a line'}: ${shapeWords.join(', ')}.`,
    },
    { id: 'independence', words: 'Rows count as independent of one another: no thing or person stands in several.' },
  ]
  return {
    form: 'numbers',
    x: x.name,
    y: y.name,
    test: isEven ? 'pearson' : 'spearman',
    why: isEven ? 'Two numbers without heavy tails.' : 'Two numbers, one of them with a heavy tail, so their order is compared.',
    statistic,
    ...(degrees === undefined ? {} : { degrees }),
    pValue,
    assumptions,
    effects: [{ id: 'correlation', value: coefficient, low, high }],
    rows: rows.length,
    leftOut: x.values.length - rows.length,
    points: drawPoints(xs, ys, random),
  }
}

export function rowsWithBoth(x: Float64Array, y: Float64Array): Int32Array {
  return Int32Array.from(x.keys()).filter((row) => !Number.isNaN(x[row]) && !Number.isNaN(y[row]))
}

/** Some of the points at most, each as likely as any other, in their order. */
export function drawPoints(xs: Float64Array, ys: Float64Array, random: Random): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = []
  let wanted = Math.min(mostPoints, xs.length)
  for (let k = 0; k < xs.length && wanted > 0; k++) {
    if (random.next() * (xs.length - k) >= wanted) continue
    points.push([xs[k], ys[k]])
    wanted--
  }
  return points
}

/** One number: at least 3 values, not all equal. */
export function describeNumber({ name, values }: NamedNumbers): NumberRelation {
  const present = values.filter((value) => !Number.isNaN(value))
  const isFew = present.length <= mostShapiroValues
  const { statistic, degrees, pValue } = isFew ? shapiroWilkTest(present) : dagostinoTest(present)
  const group = summarise({ name, values: present })
  const { skewness, kurtosis } = shapeOf(present)
  return {
    form: 'number',
    number: name,
    test: isFew ? 'shapiroWilk' : 'dagostino',
    why: `One number alone: whether it could be normally distributed, by the test for ${isFew ? `up to ${mostShapiroValues}` : `more than ${mostShapiroValues}`} values.`,
    statistic,
    ...(degrees === undefined ? {} : { degrees }),
    pValue,
    assumptions: [
      {
        id: 'shapes',
        holds: pValue >= 0.05,
        words: `Its skewness is ${skewness.toFixed(2)} and its excess kurtosis ${kurtosis.toFixed(2)}; of a normal distribution both are 0.`,
      },
    ],
    effects: [{ id: 'mean', value: group.mean, low: group.low, high: group.high }],
    rows: present.length,
    leftOut: values.length - present.length,
    group,
    bins: histogramOf(present.toSorted()),
  }
}
