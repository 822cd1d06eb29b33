// Tests, effects and corrections against SciPy and statsmodels.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { kendallTest, pearsonTest, spearmanTest } from './correlation.js'
import { chiSquareTest, cramersV, fisherExactTest, goodnessOfFitTest, oddsRatio, shareDifference } from './counts.js'
import { chiSquareTail, fTail, normalQuantile, normalTail, tTail } from './distributions.js'
import { epsilonSquared, hedgesG, omegaSquared } from './effects.js'
import { anovaTest, brownForsytheTest, kruskalWallisTest, welchAnovaTest } from './k-samples.js'
import { kolmogorovSmirnovTest, kolmogorovTail } from './kolmogorov-smirnov.js'
import { adjustPValues } from './multiple.js'
import type { Correction } from './multiple.js'
import { noncentralChiSquareCdf, noncentralFCdf } from './noncentral.js'
import { dagostinoTest, shapeOf, shapiroWilkTest } from './normality.js'
import { brunnerMunzelTest, mannWhitneyTest, wilcoxonTest } from './rank-tests.js'
import { pairedTest, studentTest, welchTest } from './t-tests.js'
import { autocorrelations, ljungBoxTest, mannKendallTest, theilSenSlope } from './trend.js'

type Numbers = readonly number[]
interface Golden {
  readonly normalTail: readonly Numbers[]
  readonly tTail: readonly Numbers[]
  readonly chiSquareTail: readonly Numbers[]
  readonly fTail: readonly Numbers[]
  readonly kolmogorovTail: readonly Numbers[]
  readonly noncentralChiSquareCdf: readonly Numbers[]
  readonly noncentralFCdf: readonly Numbers[]
  readonly pairs: readonly Readonly<
    Record<
      'a' | 'b' | 'welch' | 'student' | 'paired' | 'mannWhitney' | 'brunnerMunzel' | 'wilcoxon' | 'kolmogorovSmirnov' | 'hedgesG',
      Numbers
    >
  >[]
  readonly groups: readonly {
    readonly groups: readonly Numbers[]
    readonly anova: Numbers
    readonly welchAnova: Numbers
    readonly kruskalWallis: Numbers
    readonly brownForsythe: Numbers
  }[]
  readonly tables: readonly {
    readonly table: readonly Numbers[]
    readonly chiSquare: Numbers
    readonly cramersV: number
    readonly fisher: Numbers | null
    readonly oddsRatio: Numbers | null
  }[]
  readonly shares: readonly Numbers[]
  readonly lists: readonly (Readonly<
    Record<'x' | 'y' | 'pearson' | 'spearman' | 'kendall' | 'shapiro' | 'shape' | 'theilSen' | 'mannKendall' | 'acf' | 'ljungBox', Numbers>
  > & { readonly dagostino: Numbers | null })[]
  readonly goodnessOfFit: readonly (readonly [Numbers, Numbers, number, number])[]
  readonly pValues: Numbers
  readonly adjusted: Readonly<Record<Correction, Numbers>>
}

const golden = JSON.parse(readFileSync(new URL('../../../test/golden/tests.json', import.meta.url), 'utf8')) as Golden

function expectNear(found: Numbers, expected: Numbers, tolerance = 1e-9): void {
  expect(found).toHaveLength(expected.length)
  for (const [k, value] of found.entries()) {
    const distance = Math.abs(value - expected[k]) / Math.max(1e-12, Math.abs(expected[k]))
    expect(distance < tolerance || Math.abs(value - expected[k]) < 1e-14, `number ${k}: ${value}, expected ${expected[k]}`).toBe(true)
  }
}

describe('tails and noncentral distributions equal SciPy', () => {
  const functions: Readonly<Record<string, (...given: number[]) => number>> = {
    normalTail,
    tTail,
    chiSquareTail,
    fTail,
    kolmogorovTail,
    noncentralChiSquareCdf,
    noncentralFCdf,
  }
  it.each(Object.entries(functions))('%s', (name, compute) => {
    for (const row of golden[name as 'tTail']) expectNear([compute(...row.slice(0, -1))], row.slice(-1), 1e-8)
  })
})

describe.each(golden.pairs.map((pair) => [`${pair.a.length} and ${pair.b.length} values`, pair] as const))('two samples, %s', (_, pair) => {
  const { a, b } = pair
  const shorter = Math.min(a.length, b.length)
  const [first, second] = [a.slice(0, shorter), b.slice(0, shorter)]
  it('t tests', () => {
    const welch = welchTest(a, b, 0.9)
    expectNear([welch.statistic, welch.degrees!, welch.pValue, welch.low, welch.high], pair.welch)
    const student = studentTest(a, b)
    expectNear([student.statistic, student.degrees!, student.pValue, student.low, student.high], pair.student)
    const paired = pairedTest(first, second)
    expectNear([paired.statistic, paired.degrees!, paired.pValue], pair.paired)
  })
  it('rank tests', () => {
    const u = mannWhitneyTest(a, b)
    expectNear([u.statistic, u.pValue, Number(u.isExact)], pair.mannWhitney)
    const munzel = brunnerMunzelTest(a, b)
    expectNear([munzel.pValue, munzel.share], pair.brunnerMunzel.slice(1, 3))
    // SciPy's statistic is that of the second sample less the first.
    expectNear([Math.abs(munzel.statistic)], [Math.abs(pair.brunnerMunzel[0])])
    // statsmodels goes beyond 1.
    expectNear(
      [munzel.low, munzel.high],
      pair.brunnerMunzel.slice(3).map((bound) => Math.max(0, Math.min(1, bound))),
    )
    const signed = wilcoxonTest(first, second)
    expectNear([signed.statistic, signed.pValue, Number(signed.isExact)], pair.wilcoxon)
  })
  it('Kolmogorov and Smirnov', () => {
    const { statistic, pValue } = kolmogorovSmirnovTest(a, b)
    expectNear([statistic, pValue], pair.kolmogorovSmirnov, 1e-8)
  })
  it("Hedges' g", () => {
    const { value, low, high } = hedgesG(a, b)
    expectNear([value, (high - low) / 2 / normalQuantile(0.975)], pair.hedgesG)
  })
})

it('several samples', () => {
  for (const one of golden.groups) {
    const tests = { anova: anovaTest, welchAnova: welchAnovaTest, kruskalWallis: kruskalWallisTest, brownForsythe: brownForsytheTest }
    for (const [name, test] of Object.entries(tests)) {
      const { statistic, pValue } = test(one.groups)
      expectNear([statistic, pValue], one[name as 'anova'])
    }
  }
})

it('tables of counts', () => {
  for (const { table, chiSquare, cramersV: v, fisher, oddsRatio: odds } of golden.tables) {
    const { statistic, degrees, pValue, leastExpected } = chiSquareTest(table)
    expectNear([statistic, degrees, pValue, leastExpected], chiSquare)
    expectNear([cramersV(table).value], [v])
    if (fisher !== null) expectNear([fisherExactTest(table).statistic, fisherExactTest(table).pValue], fisher)
    if (odds !== null) expectNear(Object.values(oddsRatio(table)), odds)
  }
  for (const [a, n, b, m, low, high] of golden.shares) {
    const found = shareDifference({ successes: a, trials: n }, { successes: b, trials: m })
    expectNear([found.low, found.high], [low, high])
  }
  for (const [counts, expected, statistic, pValue] of golden.goodnessOfFit) {
    const found = goodnessOfFitTest(counts, expected)
    expectNear([found.statistic, found.pValue], [statistic, pValue])
  }
})

describe.each(golden.lists.map((list, k) => [`list ${k} of ${list.x.length}`, list] as const))('%s', (_, list) => {
  const { x, y } = list
  it('correlations', () => {
    const pearson = pearsonTest(x, y)
    expectNear([pearson.coefficient, pearson.pValue, pearson.low, pearson.high], list.pearson)
    const spearman = spearmanTest(x, y)
    expectNear([spearman.coefficient, spearman.pValue], list.spearman)
    const kendall = kendallTest(x, y)
    expectNear([kendall.coefficient, kendall.pValue], list.kendall)
  })
  it('normality', () => {
    const shapiro = shapiroWilkTest(x)
    expectNear([shapiro.statistic, shapiro.pValue], list.shapiro, 1e-6)
    if (list.dagostino !== null) {
      const normal = dagostinoTest(x)
      expectNear([normal.statistic, normal.pValue], list.dagostino)
    }
    const { skewness, kurtosis } = shapeOf(x)
    expectNear([skewness, kurtosis], list.shape)
  })
  it('trend', () => {
    const times = x.map((__, k) => k)
    const { slope, intercept, low, high } = theilSenSlope(times, y)
    expectNear([slope, intercept, low, high], list.theilSen)
    const plain = mannKendallTest(y, { isCorrected: false })
    expectNear([plain.coefficient, plain.pValue], list.mannKendall)
    expectNear(autocorrelations(y, list.acf.length), list.acf)
    const box = ljungBoxTest(y, list.ljungBox[0])
    expectNear([box.statistic, box.pValue], list.ljungBox.slice(1))
  })
})

it.each(Object.entries(golden.adjusted))('p values corrected by %s', (correction, expected) => {
  expectNear(adjustPValues(golden.pValues, correction as Correction), expected)
  const withNothing = adjustPValues([NaN, ...golden.pValues], correction as Correction)
  expect(withNothing[0]).toBeNaN()
  expectNear(withNothing.slice(1), expected)
})

describe('effects', () => {
  it('have intervals that invert their noncentral distribution', () => {
    const table = golden.tables[3].table
    const { statistic, degrees } = chiSquareTest(table)
    const total = table.flat().reduce((sum, count) => sum + count, 0)
    const { low, high, value, corrected } = cramersV(table)
    const noncentrality = (v: number): number => v ** 2 * total * 2
    expectNear(
      [noncentralChiSquareCdf(statistic, degrees, noncentrality(low)), noncentralChiSquareCdf(statistic, degrees, noncentrality(high))],
      [0.975, 0.025],
      1e-6,
    )
    expect(corrected).toBeLessThan(value)
    expect(corrected).toBeGreaterThan(low)
  })
  it('are 0 with an interval from 0 where groups do not differ', () => {
    const alike = [1, 2, 3, 4, 5, 6].flatMap((shift) => [[shift, shift + 3, shift + 1, 9 - shift, 5]])
    const test = anovaTest(alike)
    expect(omegaSquared(test, 30)).toMatchObject({ value: 0, low: 0 })
    expect(epsilonSquared(kruskalWallisTest(alike), 30)).toMatchObject({ value: 0, low: 0 })
  })
  it('lie in their interval', () => {
    const { groups } = golden.groups[1]
    const { low, high, value } = omegaSquared(anovaTest(groups), groups.flat().length)
    expect(low).toBeLessThanOrEqual(value)
    expect(high).toBeGreaterThanOrEqual(value)
  })
})

describe('where there is nothing to test', () => {
  it('constant samples give NaN, not a p', () => {
    expect(welchTest([1, 1, 1], [1, 1]).pValue).toBeNaN()
    expect(pearsonTest([1, 1, 1, 1], [1, 2, 3, 4]).pValue).toBeNaN()
    expect(kendallTest([1, 1, 1, 1], [1, 2, 3, 4]).coefficient).toBeNaN()
    expect(shapiroWilkTest([2, 2, 2, 2]).pValue).toBeNaN()
    expect(
      chiSquareTest([
        [3, 4],
        [0, 0],
      ]).pValue,
    ).toBeNaN()
  })
  it('samples that never overlap, and columns along a line, are as sure as can be', () => {
    expect(kolmogorovSmirnovTest([1, 2, 3], [4, 5, 6]).statistic).toBe(1)
    expect(pearsonTest([1, 2, 3, 4], [2, 4, 6, 8])).toMatchObject({ coefficient: 1, pValue: 0, low: 1, high: 1 })
    expect(mannWhitneyTest([1, 2, 3], [4, 5, 6]).pValue).toBeCloseTo(0.1, 12)
  })
})
