// Findings as plain advice: what a reader can do about each.
import type { FindingCode } from '../../base/core/index.js'

/** One sentence each; empty where the finding's own message says all there is to do. */
export const adviceWords: Readonly<Record<FindingCode, string>> = {
  DUPLICATE_ROWS: 'Check whether the copies are real events or an accident of how the table was made.',
  NEAR_DUPLICATE_ROWS: 'Check whether these rows are the same thing recorded twice.',
  DUPLICATES_ACROSS_SPLIT: 'Remove the copies, or name the column that ties them together with --group, else the figures are too good.',
  CONSTANT_COLUMN: 'The column can be left out.',
  NEAR_CONSTANT_COLUMN: 'The column can hardly help; leave it out unless its rare values matter.',
  DUPLICATE_COLUMNS: 'One of them can be left out with --ignore; importance is shared between them.',
  COLLINEAR_COLUMNS: 'Read their importance together, not one by one.',
  IDENTIFIER_COLUMN: 'It names rows and says nothing about new ones; use --kind if it really is a measurement.',
  HIGH_CARDINALITY: 'Rare levels are grouped; consider a coarser grouping that means something.',
  MIXED_TYPES: 'Where these texts are mistakes, correct them at the source.',
  LEVEL_SPELLINGS: 'Agree on one spelling at the source.',
  MISSING_VALUES: 'Find out why they are missing: if the reason changes, so will the predictions.',
  DISGUISED_MISSING:
    'A text that is named counts as "no value", in new rows too; a number or date is used as it is until --missing names it.',
  AMBIGUOUS_DATES: 'Write dates as year-month-day at the source.',
  AMBIGUOUS_NUMBERS: 'Write decimals with a point and no thousands separators at the source.',
  PRECISION_LOSS: 'If the number is really a code, make it text with --kind.',
  OUTLIERS: 'Check whether these values are real, or typing errors or a cap.',
  SKEWED_COLUMN: '',
  CLASS_IMBALANCE: 'Do not read accuracy alone: look at what share of the rare class is found.',
  RARE_CLASS: 'Collect more rows of it, or do not rely on predictions of it.',
  FEW_ROWS: 'Collect more rows: the intervals will get narrower.',
  TARGET_MISSING: 'Rows without an answer cannot be learned from; find out why they are missing.',
  TARGET_LEAK:
    'Would this column be known when a prediction is needed? If not, --ignore leaves it out; if it would, --keep brings it back.',
  LEAK_BY_TIME: 'Leave out what is known only afterwards, and split by time with --time.',
  LEAK_BY_GROUP: 'Name the column with --group so that the same one never stands on both sides.',
  LABEL_NOISE: 'Look through the rows named: some answers may be wrong.',
  DEPENDENT_ROWS: 'Name what ties the rows together with --group or --time.',
  TIME_ORDERED_ROWS: 'If the model will predict the future, split by time with --time.',
  DISTRIBUTION_SHIFT: 'The model may do worse on new rows than these figures say.',
  PERSONAL_DATA: 'Make sure that it may be used for this purpose.',
  SENSITIVE_ATTRIBUTE: 'Decide with those responsible whether it may be used, and compare results between groups.',
  PROXY_ATTRIBUTE: 'It can stand in for a sensitive attribute: leaving that out alone does not make the model fair.',
  MEND_APPLIED: '',
  ROWS_DROPPED: '',
  COLUMN_IGNORED: '',
  FALLBACK_RUNTIME: '',
  NOT_CONVERGED:
    'If the model is not good enough, leave out or group rare levels and extreme values, or choose another learner with --learners.',
  GRAPH_DIFFERS: 'Predict with mlwright itself, and report it with the run folder.',
}
