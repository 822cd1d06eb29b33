import { defineConfig } from 'vitest/config'

// Unit tests run on the build, as users and worker threads see it; test/ holds what spans rooms.
export default defineConfig({
  test: {
    include: ['dist/**/*.test.js', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
})
