import { afterAll, describe, expect, it } from 'vitest'
import { signatureInputs } from '../schema/index.js'
import type { Signature } from '../schema/index.js'
import { textAt } from '../table/index.js'
import { readTable } from './read-table.js'
import { readWithSignature } from './read-with-signature.js'
import { createTemporaryFolder, csvOf } from './temporary-source.test.support.js'

const folder = createTemporaryFolder()
afterAll(() => folder.remove())

const train = folder.write(
  'train.csv',
  csvOf(
    'age,job,seen,smokes,note,income',
    60,
    (i) =>
      `${i % 7 === 0 ? '?' : `${i},5`.replace(',', '.')},${['clerk', 'smith', 'baker'][i % 3]},${10 + (i % 20)}.01.2024,${i % 2 ? 'Yes' : 'No'},free words number ${i} here,${i % 2 ? 'high' : 'low'}`,
  ),
)

async function signatureOf(): Promise<Signature> {
  const { schema, target } = await readTable(train, { target: 'income' })
  return {
    format: 1,
    task: target!.task,
    target: target!.name,
    classes: target!.classes,
    positive: target!.positive!,
    inputs: signatureInputs(schema, ['age', 'job', 'seen', 'smokes', 'note']),
    outputs: [],
    targetFormat: target!.format,
  }
}

describe('readWithSignature', () => {
  it('reads free text in lower case, on both ways', async () => {
    const mixed = folder.write(
      'mixed.csv',
      csvOf('note,y', 40, (i) => `Große WORTE Number ${i} ÀÉ,${i % 2}`),
    )
    const { table, schema, target } = await readTable(mixed, { target: 'y' })
    const [note] = table.columns
    expect(schema.columns[0]).toMatchObject({ kind: 'text', fold: 'lower' })
    expect(note.kind === 'text' && textAt(note, 3)).toBe('große worte number 3 àé')
    const signature: Signature = {
      ...(await signatureOf()),
      inputs: signatureInputs(schema, ['note']),
      target: 'y',
      targetFormat: target!.format,
    }
    expect(
      (await readWithSignature([{ note: 'ÉTÉ in Word' }], signature)).table.columns.map(
        (column) => column.kind === 'text' && textAt(column, 0),
      ),
    ).toEqual(['été in word'])
  })

  it('reads the training data as training did', async () => {
    const trained = await readTable(train, { target: 'income' })
    const read = await readWithSignature(train, await signatureOf(), { withTarget: 'required' })
    expect(read.table).toEqual(trained.table)
    expect(read.target).toEqual(trained.target!.values)
    expect(read.rowNumbers).toEqual(trained.rowNumbers)
    expect(read.findings).toEqual([])
  })

  it('takes columns in any order, leaves others aside, counts what it cannot read', async () => {
    const rows = [
      { note: 'free words', extra: 1, job: 'clerk', age: '12.5', seen: '11.01.2024', smokes: 'Yes' },
      { note: null, extra: 1, job: 'pilot', age: 'old', seen: 'soon', smokes: 'maybe' },
      { note: '', extra: 1, job: '', age: '?', seen: new Date(0), smokes: false },
    ]
    const { table, findings, target } = await readWithSignature(rows, await signatureOf())
    expect(target).toBeUndefined()
    const [age, job, seen, smokes] = table.columns
    expect(age).toMatchObject({ kind: 'number', values: Float64Array.of(12.5, NaN, NaN) })
    expect(job).toMatchObject({ kind: 'category', codes: Int32Array.of(1, -2, -1) })
    expect([...(seen as { values: Float64Array }).values].slice(0, 2)).toEqual([Date.UTC(2024, 0, 11), NaN])
    expect(smokes).toMatchObject({ kind: 'boolean' })
    const mixed = findings.filter((finding) => finding.code === 'MIXED_TYPES')
    expect(mixed.map((finding) => [finding.columns[0], finding.severity]).slice(0, 1)).toEqual([['age', 'warning']])
    expect(findings.find((finding) => finding.columns[0] === 'job')!.evidence).toEqual({ cells: 1, examples: ['pilot'] })
  })

  it('names every column that is missing, and what it may be called', async () => {
    const promise = readWithSignature([{ Age: 1, job: 'clerk', note: 'x', smokes: 'No' }], await signatureOf())
    await expect(promise).rejects.toMatchObject({
      code: 'COLUMN_MISSING',
      kind: 'data',
      details: { missing: ['age', 'seen'], expected: 5, received: 3 },
    })
    await expect(promise).rejects.toThrow(
      "Columns 'age' and 'seen' are not in 'rows in memory'. Expected 5 columns of the training schema, received 3.",
    )
    await expect(promise).rejects.toMatchObject({ hint: expect.stringContaining("'Age' may be 'age'") as string })
  })

  it('leaves rows without a known target out where it is required, and only there', async () => {
    const row = { age: 1, job: 'clerk', seen: '11.01.2024', smokes: 'No', note: 'x' }
    const rows = [
      { ...row, income: 'high' },
      { ...row, income: '' },
      { ...row, income: 'medium' },
      { ...row, income: 'low' },
    ]
    const signature = await signatureOf()
    const required = await readWithSignature(rows, signature, { withTarget: 'required' })
    expect([...required.target!]).toEqual([signature.classes!.indexOf('high'), signature.classes!.indexOf('low')])
    expect([...required.rowNumbers]).toEqual([1, 4])
    expect(required.table.columns.every((column) => (column.kind === 'text' ? column.offsets.length === 3 : true))).toBe(true)
    const ofTarget = required.findings.filter((finding) => finding.columns[0] === 'income')
    expect(ofTarget.map(({ code, severity, evidence }) => [code, severity, evidence])).toEqual([
      ['TARGET_MISSING', 'warning', { rows: 1, of: 4 }],
      ['ROWS_DROPPED', 'info', { rows: 1, of: 4 }],
      ['DISTRIBUTION_SHIFT', 'error', { rows: 1, of: 4, examples: ['medium'] }],
    ])
    expect(ofTarget[2].message).toBe(
      "1 of 4 rows has a class that the model never saw ('medium'): it is left out, and the model would get it wrong.",
    )
    expect((await readWithSignature(rows, signature)).target).toBeUndefined()
    await expect(readWithSignature([row], signature, { withTarget: 'required' })).rejects.toMatchObject({ code: 'TARGET_NOT_FOUND' })
    await expect(readWithSignature([{ ...row, income: '' }], signature, { withTarget: 'required' })).rejects.toMatchObject({
      code: 'TOO_FEW_ROWS',
    })
  })

  it('counts rows of unseen classes apart from missing ones, and refuses where they are the most', async () => {
    const signature = await signatureOf()
    const row = { age: 1, job: 'clerk', seen: '11.01.2024', smokes: 'No', note: 'x' }
    const withClasses = (classes: readonly string[]) =>
      readWithSignature(
        classes.map((income) => ({ ...row, income })),
        signature,
        { withTarget: 'required' },
      )
    const half = await withClasses(['high', 'low', 'Emperor', 'Emperor'])
    const ofTarget = half.findings.filter((finding) => finding.columns[0] === 'income')
    expect(ofTarget.map((finding) => finding.message)).toEqual([
      "2 of 4 rows have a class that the model never saw ('Emperor'): they are left out, and each of them it would get wrong.",
    ])
    const refused = withClasses(['high', '', '', '', 'Emperor', 'Emperor'])
    await expect(refused).rejects.toMatchObject({ code: 'TARGET_UNSUITABLE', kind: 'data', details: { rows: 2, of: 6 } })
    await expect(refused).rejects.toThrow("2 of 6 rows have a class that the model never saw ('Emperor')")
  })

  it('refuses to judge numbers too large to be squared', async () => {
    const signature: Signature = {
      format: 1,
      task: 'regression',
      target: 'y',
      inputs: [],
      outputs: [],
      targetFormat: { kind: 'number', missing: [''] },
    }
    await expect(readWithSignature([{ y: 1 }, { y: -1e300 }], signature, { withTarget: 'required' })).rejects.toMatchObject({
      code: 'TARGET_UNSUITABLE',
    })
    expect((await readWithSignature([{ y: 0 }, { y: 1e-300 }], signature, { withTarget: 'required' })).table.rowCount).toBe(2)
  })

  it('reads a single row, and refuses a header alone', async () => {
    const signature = await signatureOf()
    const one = folder.write('one.csv', 'age,job,seen,smokes,note\n5,clerk,11.01.2024,No,x\n')
    expect((await readWithSignature(one, signature)).table.rowCount).toBe(1)
    await expect(readWithSignature(folder.write('none.csv', 'age,job,seen,smokes,note\n'), signature)).rejects.toMatchObject({
      code: 'TOO_FEW_ROWS',
    })
  })

  it('reads decimal commas, units and codes with zeros in front as training did', async () => {
    const path = folder.write(
      'eu.csv',
      csvOf('a;b;c;y', 40, (i) => `${i},25;${i * 3}%;0${i % 5}1;${i % 2}`),
    )
    const { schema, target, table } = await readTable(path, { target: 'y' })
    const signature: Signature = {
      format: 1,
      task: 'binary',
      target: 'y',
      inputs: signatureInputs(schema, ['a', 'b', 'c']),
      outputs: [],
      targetFormat: target!.format,
    }
    expect(signature.inputs).toMatchObject([{ decimal: ',' }, { unit: '%' }, { kind: 'category' }])
    expect((await readWithSignature(path, signature)).table).toEqual(table)
  })
})
