// Makes a CSV of some gigabytes from a seed: numbers, codes, categories, dates, texts, ids, quoted cells, missing ones.
//   node bench/profile/make-large.mjs <file> [--gigabytes 5]
// Blocks of rows are made once and told apart by what must differ from row to row: the same bytes on every machine, some 100 MB a second.
import { closeSync, openSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createRandom } from '../../dist/base/core/index.js'

const { values, positionals } = parseArgs({ options: { gigabytes: { type: 'string', default: '5' } }, allowPositionals: true })
const bytes = Number(values.gigabytes) * 1e9
const random = createRandom('bench/profile/large')
const names = [
  'id', 'account', 'amount', 'balance', 'rate', 'latitude', 'longitude', 'age', 'visits', 'score', 'year', 'store_id', 'zip', 'plan', 'city',
  'segment', 'active', 'joined', 'seen', 'product', 'comment', 'device',
] // prettier-ignore
const words = Array.from({ length: 2000 }, (_, k) => `${['quick', 'slow', 'bright', 'late', 'kind', 'broken', 'fine', 'odd'][k % 8]}${k}`)
const cities = Array.from({ length: 5000 }, (_, k) => `"Town ${(k * 7919) % 5000}, ${['North', 'South', 'East', 'West'][k % 4]}"`)
const plans = ['basic', 'plus', 'premium', 'none']

/** Cells of a row that may be the same in every block. */
const templates = Array.from({ length: 50_000 }, () => {
  const gap = random.next() < 0.04
  const pick = (list) => list[Math.floor(random.next() ** 2 * list.length)]
  return {
    start: [Math.exp(random.normal() * 1.5 + 3).toFixed(2), (random.normal() * 1e4).toFixed(2), gap ? '' : random.next().toFixed(6)].join(
      ',',
    ),
    end: [
      (random.next() * 180 - 90).toFixed(5), (random.next() * 360 - 180).toFixed(5), 18 + random.integer(70), random.integer(1000),
      gap ? 'NA' : random.integer(100), 1990 + random.integer(35), 100 + random.integer(90), String(random.integer(99_999)).padStart(5, '0'),
      pick(plans), pick(cities), gap ? '?' : 'ABCDEFGH'[random.integer(8)], random.next() < 0.3 ? 'yes' : 'no',
      new Date(Date.UTC(2005, 0, 1) + random.integer(7000) * 86_400_000).toISOString().slice(0, 10),
    ].join(','), // prettier-ignore
    product: `SKU-${random.integer(400_000)}`,
    comment: Array.from({ length: 1 + random.integer(12) }, () => pick(words)).join(' '),
  }
})

const file = openSync(positionals[0], 'w')
let written = writeSync(file, `${names.join(',')}\n`)
let row = 0
while (written < bytes) {
  let text = ''
  for (let k = 0; k < 20_000; k++, row++) {
    const { start, end, product, comment } = templates[(row * 7919) % templates.length]
    const account = `A${((row * 2654435761) % 4294967296).toString(16).padStart(8, '0')}`
    const seen = new Date(Date.UTC(2015, 0, 1) + row * 9_000 + ((row * 40503) % 7919) * 1000).toISOString().slice(0, 19).replace('T', ' ')
    const device = `d${(row * 48271) % 3_000_017}`
    text += `${row + 1},${account},${start},${end},${seen},${product},"${comment}",${device}\n`
  }
  written += writeSync(file, text)
}
closeSync(file)
console.log(JSON.stringify({ bytes: written, rows: row, columns: names.length }))
