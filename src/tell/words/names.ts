// Names from the data inside sentences.
import { displayText } from '../charts/index.js'

/** Class and column names inside sentences. */
export function quote(name: string): string {
  return `‘${displayText(name, 40)}’`
}
