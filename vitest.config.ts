import { defineConfig } from 'vitest/config'

// Unit tests run on the build, as users and worker threads see it; test/ holds what spans rooms.
export default defineConfig({
  test: {
    include: ['dist/**/*.test.js', 'test/**/*.test.ts'],
    // Installs the packed package: minutes, so `npm run test:package` runs it.
    exclude: ['test/packaging/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
})
