// A thread that helps with the kernels of a fit: a worker module.
import { platform } from '../../platform/index.js'
import { closed, listKernels, openBoard, sleeping, workOn, written } from './board.js'
import type { HelperTask } from './team.js'

/** Looks at the board so many times before sleeping: some 50 µs. */
const looks = 5000

const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: { Instance: new (module: object, imports: { env: { memory: object } }) => { readonly exports: object } }
}

platform.parentThread()?.onMessage((message) => {
  const { module, memory, board: buffer } = message as HelperTask
  const board = openBoard(buffer)
  const { control } = board
  const kernels = listKernels(new wasm.Instance(module, { env: { memory } }).exports).map(([, kernel]) => kernel)
  for (let idle = 0; Atomics.load(control, closed) === 0; idle++) {
    const seen = Atomics.load(control, written)
    if (workOn(board, kernels)) idle = 0
    else if (idle >= looks) {
      Atomics.add(control, sleeping, 1)
      if (Atomics.load(control, closed) === 0) Atomics.wait(control, written, seen)
      Atomics.sub(control, sleeping, 1)
      idle = 0
    }
  }
})
