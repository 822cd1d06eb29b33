// The one list that says what may import what. A file imports only from rooms before its own, and only through their index.ts.

/** Floors in import order, each with its rooms in import order. A new folder under src/ is added here, where it belongs. */
export const floors: readonly { readonly floor: string; readonly rooms: readonly string[] }[] = [
  { floor: 'base', rooms: ['core', 'platform', 'store', 'workers', 'kernels', 'stats', 'onnx', 'runtime', 'gradient'] },
  { floor: 'data', rooms: ['table', 'personal', 'schema', 'sources', 'relations', 'profile', 'quality', 'privacy', 'contract', 'split'] },
  { floor: 'learn', rooms: ['metrics', 'view', 'features', 'learners', 'model', 'trials', 'ensemble', 'search', 'audit'] },
  { floor: 'judge', rooms: ['evaluate', 'compare', 'explain', 'fairness', 'gates', 'diagnose'] },
  { floor: 'tell', rooms: ['charts', 'words', 'pages', 'documents'] },
  { floor: 'ship', rooms: ['bundle', 'export', 'client', 'server', 'deploy'] },
  { floor: 'watch', rooms: ['track', 'registry', 'monitor', 'experiment', 'retrain'] },
  { floor: 'verbs', rooms: ['asked', 'contract', 'model', 'study', 'training'] },
  // The files directly under src/: each tells one workflow, and index.ts gathers them.
  { floor: 'stories', rooms: ['stories'] },
  { floor: 'shell', rooms: ['http', 'grpc', 'cli'] },
]

/** Fewer files than this means that the reading broke, not that the code shrank. */
export const fewestFiles = 30

/** Entries of the package that also run in a browser: what they reach imports no built-in and no native package. */
export const browserEntries: readonly string[] = ['learn/metrics/index.ts', 'learn/learners/gbdt/library/index.ts']

/** Packages that run anywhere and may be reached from the browser entries; a trailing `*` stands for any ending. */
export const portablePackages: readonly string[] = ['@stdlib/*', 'fastest-levenshtein', 'fzstd', 'zod']

/** Never loaded by `--help` or by importing the package: each costs 0.1 to 0.3 s. */
export const heavyPackages: readonly string[] = [
  '@duckdb/',
  'onnxruntime-node',
  'onnxruntime-web',
  'onnxruntime-common',
  'vega',
  'vega-lite',
  'hucre',
  'libsql',
  '@libsql/',
  'pg',
  'aws4fetch',
  'picomatch',
  '@uwdata/',
]
