// What the threads of a training do.
import { serveJobs } from '../../base/workers/index.js'
import { permuteColumns } from '../../judge/explain/index.js'
import type { ImportanceJobs } from '../../judge/explain/index.js'
import { fitAll, fitFold } from '../../learn/trials/index.js'
import type { Study, TrialJobs } from '../../learn/trials/index.js'

export type TrainingJobs = TrialJobs & ImportanceJobs

serveJobs<TrainingJobs, Study>({
  fitFold: ({ proposal, fold }, { context, checkpoint }) => fitFold(context, proposal, fold, checkpoint),
  fitAll: ({ proposal, foldModels }, { context, checkpoint }) => fitAll(context, proposal, foldModels, checkpoint),
  permute: (input, { context, checkpoint }) => permuteColumns(context, input, checkpoint),
})
