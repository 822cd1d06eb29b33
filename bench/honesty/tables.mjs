// The tables on which estimates are held against what came true: every size, task and kind of column, none with a known leak.

/** `group`: rows with the same value stay on one side of the outer split, and `train` is told so. */
export const tables = [
  { name: 'adult', target: 'income', task: 'binary' },
  { name: 'blood_transfusion', target: 'donated_march_2007', task: 'binary' },
  { name: 'breast_cancer_wisconsin', target: 'Class', task: 'binary' },
  { name: 'coil2000_caravan', target: 'CARAVAN', task: 'binary' },
  { name: 'credit_g', target: 'class', task: 'binary' },
  { name: 'credit_scoring', target: 'Status', task: 'binary' },
  { name: 'heloc', target: 'RiskPerformance', task: 'binary' },
  { name: 'higgs_small', target: 'label', task: 'binary' },
  { name: 'ionosphere', target: 'Class', task: 'binary' },
  { name: 'kc1', target: 'Defective', task: 'binary' },
  { name: 'oil_spill', target: 'class', task: 'binary' },
  { name: 'phoneme', target: 'class', task: 'binary' },
  { name: 'pima_diabetes', target: 'diabetes', task: 'binary' },
  { name: 'sms_spam', target: 'type', task: 'binary' },
  { name: 'spambase', target: 'type', task: 'binary' },
  { name: 'telco_churn', target: 'Churn', task: 'binary' },
  { name: 'titanic', target: 'Survived', task: 'binary' },
  { name: 'car_evaluation', target: 'class', task: 'multiclass' },
  { name: 'heart_disease_cleveland', target: 'num', task: 'multiclass' },
  { name: 'hypothyroid', target: 'Class', task: 'multiclass' },
  { name: 'penguins', target: 'species', task: 'multiclass' },
  { name: 'seattle_weather', target: 'weather', task: 'multiclass' },
  { name: 'segment', target: 'class', task: 'multiclass' },
  { name: 'vowel', target: 'Class', task: 'multiclass' },
  { name: 'abalone', target: 'Rings', task: 'regression' },
  { name: 'auto_mpg', target: 'mpg', task: 'regression' },
  { name: 'california_housing', target: 'median_house_value', task: 'regression' },
  { name: 'communities_crime', target: 'ViolentCrimesPerPop', task: 'regression' },
  { name: 'concrete_strength', target: 'compressive_strength', task: 'regression' },
  { name: 'diamonds', target: 'price', task: 'regression' },
  { name: 'imdb_movies_1000', target: 'Rating', task: 'regression' },
  { name: 'insurance_charges', target: 'charges', task: 'regression' },
  { name: 'tate_artworks', target: 'year', task: 'regression', group: 'artist' },
  { name: 'yacht', target: 'residuary_resistance', task: 'regression' },
]

/** The metric that `train` chooses by when not told otherwise. */
export const metrics = { binary: 'rocAuc', multiclass: 'logLoss', regression: 'rmse' }
/** The metric as a loss: lower is better. */
export const lossOf = (metric, value) => (metric === 'rocAuc' ? 1 - value : value)
