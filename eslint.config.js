import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The code that learners start from, write or are shown: bad on purpose in places. Types are checked all the same. */
const learnersCode = ['exercises/*', 'scripts/new-exercise/template/*'].flatMap((folder) =>
  ['starter', 'reference', 'accepted', 'wrong', 'app', 'safe', 'mutants', 'patches', 'before', 'code'].flatMap(
    (name) => [`${folder}/${name}.ts`, `${folder}/${name}/**`],
  ),
);

/** Programs that tests run as attackers would: plain scripts, not parts of the house. */
const attackers = ['test/**/*.mjs', 'test/hostile/programs/**'];

export default defineConfig(
  globalIgnores(['.astro/', '.cache/', 'data/', 'dist/', 'test-results/', ...learnersCode, ...attackers]),
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        // node:test waits for its tests itself.
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'suite', 'describe', 'it'] },
          ],
        },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // A cast in a comment is a cast for tsc, which checks these files, but not for the linter.
    files: ['**/*.js'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // Code for the learner's isolate keeps the methods of the built-ins apart from their objects: that is its point.
    files: ['sandbox/src/inside/**'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // What the editor tells learners about their surroundings: as loose as the real declarations are.
    files: ['sandbox/types/*.d.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
);
