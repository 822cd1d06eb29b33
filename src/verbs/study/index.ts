// From a reading to a study: which rows learn, which judge, and by what.
export { columnOfTarget, isOrderKnown, lookAtData } from './look-at-data.js'
export { fewJudgedFindings } from './few-rows.js'
export { readGuarded } from './read-guarded.js'
export { weightsOf, withWeight } from './rows.js'
export { hurryFor } from './sample.js'
export { sameContentFinding } from './split-findings.js'
export { planStudy } from './study.js'
export type { Plan } from './study.js'
