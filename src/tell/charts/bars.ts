// Small bars without axes: in a line of text, and as a drawing beside a name.
import { colour } from './theme.js'

const blocks = '▁▂▃▄▅▆▇█'

/** Counts as a line of blocks, joined to at most `width`; a count above 0 shows. */
export function sparkline(counts: readonly number[], width = 16): string {
  const joined = joinTo(counts, width)
  const most = Math.max(...joined)
  return joined.map((count) => (count === 0 ? ' ' : blocks[Math.min(7, Math.floor((count / most) * 8))])).join('')
}

function joinTo(counts: readonly number[], most: number): number[] {
  const size = Math.ceil(counts.length / most)
  return Array.from({ length: Math.ceil(counts.length / size) }, (_, k) =>
    counts.slice(k * size, (k + 1) * size).reduce((sum, count) => sum + count, 0),
  )
}

/** Counts as an SVG of bars for the eye alone: beside it stands what it shows. Holds no text of the data. */
export function barsSvg(counts: readonly number[], width = 240, height = 44): string {
  const most = Math.max(1, ...counts)
  const step = width / counts.length
  const bars = counts.map((count, k) => {
    const tall = count === 0 ? 0 : Math.max(1, (count / most) * height)
    return `<rect x="${(k * step).toFixed(2)}" y="${(height - tall).toFixed(2)}" width="${Math.max(0.5, step - 1).toFixed(2)}" height="${tall.toFixed(2)}" fill="${colour.accent}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" preserveAspectRatio="none" aria-hidden="true">${bars.join('')}</svg>`
}
