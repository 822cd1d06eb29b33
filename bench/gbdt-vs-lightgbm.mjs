// The mlwright side of gbdt-vs-lightgbm.py: cross-validates the candidates on the training rows, fits them on all, predicts the test rows.
import { readFileSync } from 'node:fs'
import { createRandom, resolveParameters } from '../dist/base/core/index.js'
import { selectRows } from '../dist/learn/features/index.js'
import { learnerOf } from '../dist/learn/learners/index.js'

const gbdt = learnerOf('gbdt')
const [folder, text] = process.argv.slice(2)
const { task, classCount, columns, rows, testRows, seed, folds } = JSON.parse(text)

function readDoubles(file) {
  const bytes = readFileSync(`${folder}/${file}`)
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

function readView(file, rowCount) {
  const values = readDoubles(file)
  const features = Array.from({ length: columns }, (_, c) => ({
    layout: 'dense',
    name: `c${c}`,
    column: `c${c}`,
    values: values.slice(c * rowCount, (c + 1) * rowCount),
  }))
  return { rowCount, features }
}

function lossOf(target, predictions) {
  const outputs = predictions.length / target.length
  let sum = 0
  for (let i = 0; i < target.length; i++) {
    if (task === 'regression') sum += (target[i] - predictions[i]) ** 2
    else {
      const p = task === 'multiclass' ? predictions[i * outputs + target[i]] : target[i] === 1 ? predictions[i] : 1 - predictions[i]
      sum -= Math.log(Math.max(p, 1e-15))
    }
  }
  return sum / target.length
}

const view = readView('train.bin', rows)
const test = readView('test.bin', testRows)
const target = readDoubles('target.bin')
const random = createRandom(seed)
const order = random.shuffle(Int32Array.from({ length: rows }, (_, i) => i))
if (task !== 'regression') order.sort((a, b) => target[a] - target[b])
const fold = new Uint8Array(rows)
order.forEach((row, i) => (fold[row] = i % folds))
const context = { random: createRandom(seed), checkpoint: () => {} }
const shape = { task, rowCount: rows, classCount, columnCount: columns, hasText: false }
const candidates = []
for (const { name, parameters: given } of gbdt.candidates(shape)) {
  const parameters = resolveParameters(gbdt.parameters, given)
  const models = []
  let loss = 0
  let milliseconds = 0
  for (let f = 0; f < folds; f++) {
    const inside = Int32Array.from({ length: rows }, (_, i) => i).filter((row) => fold[row] !== f)
    const outside = Int32Array.from({ length: rows }, (_, i) => i).filter((row) => fold[row] === f)
    const data = { view: selectRows(view, inside), target: Float64Array.from(inside, (row) => target[row]), task, classCount }
    const started = performance.now()
    const model = gbdt.fit(data, parameters, context)
    milliseconds += performance.now() - started
    models.push(model)
    loss +=
      lossOf(
        Float64Array.from(outside, (row) => target[row]),
        model.predict(selectRows(view, outside)),
      ) * outside.length
  }
  const final = gbdt.consolidate(parameters, models, folds / (folds - 1))
  const model = gbdt.fit({ view, target, task, classCount }, final, context)
  candidates.push({
    name,
    loss,
    rounds: final.rounds,
    foldSeconds: milliseconds / folds / 1000,
    predictions: Array.from(model.predict(test)),
  })
}
const best = candidates.reduce((a, b) => (b.loss < a.loss ? b : a)).name
process.stdout.write(JSON.stringify({ best, candidates }))
