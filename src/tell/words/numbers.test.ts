import { describe, expect, it } from 'vitest'
import { formatEstimate, formatBeside, formatMetric } from './metric-words.js'
import { formatCount, formatDate, formatNumber, formatPercent, formatRange, formatValue } from './numbers.js'

describe('numbers', () => {
  it.each([
    [48123, '48,100'],
    [1234567, '1,230,000'],
    [999.6, '1,000'],
    [0.0012345, '0.00123'],
    [-0.5, '−0.500'],
    [0, '0'],
    [12.349, '12.3'],
    [NaN, 'not known'],
    [Infinity, 'not known'],
    [1.5e18, '1.50e18'],
    [2.2e-16, '2.20e−16'],
  ])('%s has three significant digits: %s', (value, text) => expect(formatNumber(value)).toBe(text))

  it('writes counts exactly, shares as percent', () => {
    expect(formatCount(48842)).toBe('48,842')
    expect(formatCount(999)).toBe('999')
    expect(formatPercent(0.8741)).toBe('87.4%')
    expect(formatPercent(1)).toBe('100%')
    expect(formatPercent(NaN)).toBe('not known')
  })

  it.each([
    [1999, '1999'],
    [39320, '39,320'],
    [0.4999, '0.4999'],
    [-124.35, '−124.35'],
    [12345678, '12,345,678'],
    [0.1 + 0.2, '0.3'],
    [-0, '0'],
  ])('writes %s as the data has it: %s', (value, text) => expect(formatValue(value)).toBe(text))

  it('separates both ends of a range alike', () => {
    expect(formatRange(4520, 39320)).toBe('4,520 to 39,320')
    expect(formatRange(-4520.5, 39320)).toBe('−4,520.5 to 39,320')
    expect(formatRange(1999, 2024)).toBe('1999 to 2024')
  })

  it('writes dates with a time of day only where there is one', () => {
    expect(formatDate(Date.UTC(2024, 1, 29))).toBe('2024-02-29')
    expect(formatDate(Date.UTC(2024, 1, 29, 13, 5))).toBe('2024-02-29 13:05')
    expect(formatDate(NaN)).toBe('not known')
  })
})

describe('estimates', () => {
  it('shows value and interval to the same decimals', () => {
    expect(formatEstimate('rocAuc', { value: 0.92906, low: 0.92632, high: 0.93144 })).toEqual({
      value: '0.929',
      interval: '0.926 to 0.931',
    })
    expect(formatEstimate('rmse', { value: 47752, low: 46394, high: 49024 })).toEqual({ value: '47,800', interval: '46,400 to 49,000' })
    expect(formatEstimate('accuracy', { value: 0.99128, low: 0.98, high: 1 })).toEqual({ value: '99.1%', interval: '98.0 to 100.0%' })
    expect(formatEstimate('r2', { value: -0.02, low: -0.1, high: 0.05 })).toEqual({ value: '−2.0%', interval: '−10.0 to 5.0%' })
  })

  it('has enough decimals for a narrow interval, and no interval where there is none', () => {
    expect(formatEstimate('rocAuc', { value: 0.99991, low: 0.99972, high: 1 })).toEqual({ value: '0.9999', interval: '0.9997 to 1.0000' })
    expect(formatEstimate('rmse', { value: 5, low: NaN, high: NaN })).toEqual({ value: '5.00', interval: '' })
    expect(formatMetric('rmse', NaN)).toBe('not known')
  })

  it('writes noise as zero, and nothing as perfect that is not', () => {
    expect(formatBeside('ece', 1.5e-16, { value: 0.02, low: 0.01, high: 0.03 })).toBe('0%')
    expect(formatMetric('ece', 1.5e-16)).toBe('0%')
    expect(formatMetric('rocAuc', 0.9996)).toBe('0.9996')
    expect(formatEstimate('rocAuc', { value: 0.9996, low: 0.95, high: 1 }).value).toBe('0.9996')
    expect(formatMetric('accuracy', 0.99996)).toBe('99.996%')
    expect(formatMetric('rocAuc', 1)).toBe('1.00')
  })

  it('writes what guessing gets no finer than the model', () => {
    expect(formatBeside('r2', -0.0000446, { value: 0.829, low: 0.822, high: 0.836 })).toBe('0.0%')
    expect(formatBeside('logLoss', 1.0489, { value: 0.0467, low: 0.0196, high: 0.1056 })).toBe('1.05')
    expect(formatBeside('accuracy', NaN, { value: 0.8, low: 0.7, high: 0.9 })).toBe('not known')
  })
})
