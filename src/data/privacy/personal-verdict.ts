// What is said of a column that holds personal data.
import type { PersonalKind } from '../personal/index.js'

export interface PersonalVerdict {
  readonly kind: PersonalKind
  /** More exact than the kind, such as `social security numbers`. */
  readonly title?: string
  readonly country?: string
  /** 0 to 1. */
  readonly confidence: number
  /** Of the cells with a value, those that look like it. */
  readonly share: number
  /** What it rests on. */
  readonly basis: 'name' | 'content' | 'nameAndContent'
  /** Persons or places that are public: the artist of a work, the block of a city. Nothing needs to be done. */
  readonly isPublic?: boolean
}

export function basisOf(isNamed: boolean, hasContent: boolean): PersonalVerdict['basis'] {
  if (isNamed && hasContent) return 'nameAndContent'
  return isNamed ? 'name' : 'content'
}
