// How columns go together: the right test chosen, its assumptions looked into, the effect with its interval.
export { probability } from './groups.js'
export { relate } from './relate.js'
export type { JudgedColumn } from './relate.js'
export type {
  Assumption,
  CategoryRelation,
  CountsRelation,
  EffectId,
  FoundEffect,
  GroupFound,
  GroupsRelation,
  NumberRelation,
  NumbersRelation,
  PairFound,
  Relation,
  Season,
  TestId,
  TimeRelation,
} from './relation.js'
