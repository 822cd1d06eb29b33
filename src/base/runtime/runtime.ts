// Loads ONNX Runtime: the native build where it is installed, else the WASM build.
import { MlwrightError } from '../core/index.js'
import type { Runtime } from './messages.js'

type OnnxRuntime = Pick<typeof import('onnxruntime-web'), 'InferenceSession' | 'Tensor' | 'env'>

/** The first of these that loads. Throws RUNTIME_MISSING with the reasons of all. */
export async function loadRuntime(runtimes: readonly Runtime[]): Promise<{ readonly runtime: Runtime; readonly ort: OnnxRuntime }> {
  const reasons: string[] = []
  for (const runtime of runtimes) {
    try {
      const ort = await importRuntime(runtime)
      ort.env.logLevel = 'fatal'
      return { runtime, ort }
    } catch (error) {
      reasons.push(`${runtime}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new MlwrightError('RUNTIME_MISSING', `No ONNX Runtime could be loaded (${reasons.join('; ')}).`, {
    hint: 'Install onnxruntime-web or onnxruntime-node beside mlwright.',
    details: { reasons },
  })
}

async function importRuntime(runtime: Runtime): Promise<OnnxRuntime> {
  if (runtime === 'onnxruntime-node') {
    const module = await import('onnxruntime-node')
    return module
  }
  const module = await import('onnxruntime-web')
  module.env.wasm.numThreads = 1
  return module
}
