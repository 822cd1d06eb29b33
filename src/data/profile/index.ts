// What a table holds, in numbers.
export { associateWith } from './associations.js'
export type { Association, AssociationMeasure, TargetInformation } from './associations.js'
export type {
  ColumnProfile,
  DatetimeProfile,
  EmptyProfile,
  LevelsProfile,
  NumberProfile,
  TextProfile,
  ValueCount,
} from './column-profile.js'
export type { MissingPattern } from './missing-patterns.js'
export { patternOf } from './text-profile.js'
export { profileTable } from './profile-table.js'
export type { TableProfile } from './profile-table.js'
export { profileLarge } from './large/profile-large.js'
export type { LargeProfile, LargeProfileOptions } from './large/profile-large.js'
