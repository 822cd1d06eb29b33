// Python's missing texts become markers where they are no levels.
import { describe, expect, it } from 'vitest'
import type { Signature, SignatureInput } from '../../data/schema/index.js'
import { acceptPythonMissing } from './python-missing.js'

describe('acceptPythonMissing', () => {
  it('adds markers to categories and texts, never a level, in any spelling that the column folds', () => {
    const base = { missing: ['', 'nan'], required: true }
    const inputs: readonly SignatureInput[] = [
      { ...base, name: 'a', kind: 'category', levels: ['None', 'brick'] },
      { ...base, name: 'b', kind: 'category', levels: ['none'], fold: 'lower' },
      { ...base, name: 'c', kind: 'text' },
      { ...base, name: 'd', kind: 'number' },
    ]
    const signature: Signature = {
      format: 1,
      task: 'regression',
      target: 'y',
      inputs,
      outputs: [],
      targetFormat: { kind: 'number', missing: [''] },
    }
    expect(acceptPythonMissing(signature).inputs.map((input) => input.missing)).toEqual([
      ['', 'nan', '<NA>', 'NaT'],
      ['', 'nan', '<NA>', 'NaT'],
      ['', 'nan', 'None', '<NA>', 'NaT'],
      ['', 'nan'],
    ])
  })
})
