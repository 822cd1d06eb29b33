// The entry of `mlwright/gbdt`: data and parameters in, a fitted model out.
import { checkContext } from './check-context.js'
import { checkMemory } from './memory.js'
import { createLibraryModel } from './model.js'
import { fitHere } from './fit-here.js'
import { abortOf, fitOnThread, fitThreads, startFitThread } from './fit-on-thread.js'
import { prepareRequest } from './prepare-request.js'
import type { GbdtTrainParameters } from './parameters.js'
import type { GbdtContext, GbdtData, GbdtModel } from './types.js'

/**
 * Fits gradient-boosted trees on histograms. Parameters mean what LightGBM's of the same meaning do and have its defaults; `'auto'` takes
 * what serves best by itself for so many rows and the task (`gbdt-slow` of `mlwright train`), stops by itself, and tells the objective from the labels: 0 and 1 are
 * `binary`, 0 … up to 9 without a gap `multiclass`, all else `l2`.
 *
 * The work is done on a thread of its own (in a browser a web worker), so that the calling thread stays free; where none can be started, on
 * the calling thread, with a pause after every round that ends a slice of 10 ms; so it is too with an objective or a metric of one's own, which
 * are functions that no other thread can call. The model depends on data, parameters and seed alone, not on threads.
 *
 * Rejects with a `MlwrightError`: PARAMETER_INVALID and OPTION_INVALID name what is unknown or out of range; NO_FEATURES, TOO_FEW_ROWS,
 * ROWS_RAGGED, COLUMN_MISSING, COLUMN_NOT_FOUND, CELL_INVALID and TARGET_UNSUITABLE say what is wrong with the data; MEMORY_EXHAUSTED comes before any work
 * where the fit would not fit into the 4 GiB of WebAssembly; ABORTED within 50 ms of the signal; INTERNAL when the thread dies.
 *
 * O(rows × columns × rounds × log leaves). Friedman 2001; Ke et al. 2017 (LightGBM).
 *
 * @example
 * const model = await trainGbdt({ columns: [Float64Array.of(1, 2, 3, 4)], labels: [0, 0, 1, 1] }, { objective: 'binary', minRowsPerLeaf: 1 })
 * model.predict([Float64Array.of(1.5)]) // Float64Array [ 0.00… ], the probability of label 1
 */
export async function trainGbdt(
  data: GbdtData,
  parameters: 'auto' | GbdtTrainParameters = {},
  context: GbdtContext = {},
): Promise<GbdtModel> {
  const { signal } = checkContext(context)
  if (signal?.aborted) throw abortOf(signal)
  const { request, own } = prepareRequest(data, parameters, context)
  checkMemory(request)
  const isSendable = own.objective === undefined && own.metric === undefined
  const thread = isSendable ? startFitThread() : undefined
  const fit = thread === undefined ? await fitHere(request, context, own) : await fitOnThread(request, context, thread)
  if (thread !== undefined) fitThreads.park(thread)
  return createLibraryModel(fit)
}
