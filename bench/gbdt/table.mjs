// A table of text for people who run a benchmark.

/** Prints rows under their headings; numbers stand to the right. */
export function printTable(headings, rows) {
  const cells = [headings, ...rows].map((row) => row.map(String))
  const widths = headings.map((_, at) => Math.max(...cells.map((row) => row[at].length)))
  for (const row of cells) {
    console.log(row.map((cell, at) => (/^[-–+\d.]/.test(cell) ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join('  '))
  }
}
